"""Limits of the imagery that a model reads, for the panel that warns and the worker that refuses."""

from __future__ import annotations

COARSEST = 4.0
"""How much coarser than the model's resolution a raster's pixels may be."""
