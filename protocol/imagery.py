"""Resolution limit of a model's imagery: beyond it the panel warns and the worker refuses."""

from __future__ import annotations

COARSEST = 4.0
"""How much coarser than the model's resolution a raster's pixels may be."""
