"""Foundations of all other packages: job handle, errors, compute device, prefetch threads and process pool."""
