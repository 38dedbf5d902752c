"""Settings of the worker's jobs and of the panel: the single source of every name, default, limit and help text."""
