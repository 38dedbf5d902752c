"""Rasters and vectors: reading, tiling, bands, statistics, polygons."""
