"""What the plugin and the worker agree on. Standard library only, Python 3.9 and newer."""
