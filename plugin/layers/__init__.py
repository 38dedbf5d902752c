"""Layers of the project (imagery, labels, areas, footprints): chosen, created, exported, imported, styled."""
