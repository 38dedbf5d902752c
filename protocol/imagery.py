"""Imagery, as plugin and worker know it: how coarse it may be, and the virtual rasters that Roofline writes."""

from __future__ import annotations

MAX_RESOLUTION_RATIO = 4.0
"""How much coarser than the model's resolution a raster's pixels may be."""

ONLY_BANDS = "only "
"""What the setting `bands` of a training begins with where the bands are matched by name, and others are left out."""

RASTER_TAGS = "ROOFLINE"
"""Metadata domain of a virtual raster that stands for others: their `name` for messages, and their paths (`rasters`),
as JSON."""

AS_DRAWN = "as drawn"
"""What stands in parentheses behind the name of a raster that was drawn from a file by QGIS, in its style; behind that
of other imagery from QGIS stands the kind of service."""
