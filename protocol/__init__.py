"""The protocol between plugin and worker: messages (JSON lines), settings, and shared names. Standard library only,
Python 3.9 and newer."""
