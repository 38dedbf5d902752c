"""The plugin's side of the worker: its child process, the client of its protocol, the folders of its jobs."""
