"""The worker's Python environment: found, made, checked."""
