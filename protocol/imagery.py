"""Resolution limit of a model's imagery: beyond it the panel warns and the worker refuses."""

from __future__ import annotations

MAX_RESOLUTION_RATIO = 4.0
"""How much coarser than the model's resolution a raster's pixels may be."""
