"""Rasters and vectors: reading, resampling, tiling, band matching, band statistics, and polygon files."""
