"""QGIS Processing: the provider and its algorithms."""
