"""Protocol between plugin and worker: JSON-lines messages, settings, shared constants. Standard library only.

Python 3.9 and newer.
"""
