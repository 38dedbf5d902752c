"""Layers of the project: imagery, labels, areas, footprints."""
