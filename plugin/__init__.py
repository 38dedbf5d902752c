"""The part of the plugin that runs in QGIS's Python without windows: jobs, layers, Processing, the worker's client."""
