"""Helpers for `make`, the demo and the tests; not part of the plugin's package."""
