"""Rasters of the same ground on other dates (time series), by their grid and the dates in the names of their files."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

from qgis.core import QgsProject, QgsRasterLayer

from ...protocol.dates import date_in, in_order
from ...protocol.layer_sources import split_source
from .workspace import PIXELS

SAME_PLACE = 0.01
"""Share of a pixel by which the grids of two rasters may differ and be one."""


def date_of(layer: QgsRasterLayer) -> str:
    """The date in the name of the layer's file, such as 2019-07-04; "" where there is none, or no file."""
    is_file = layer.isValid() and layer.providerType() == PIXELS
    return date_in(Path(split_source(layer.source())[0]).stem).date if is_file else ""


def other_dates_of(imagery: QgsRasterLayer, project: QgsProject) -> Dict[str, QgsRasterLayer]:
    """The project's rasters with the grid of the imagery and another date, by date, the earliest first; of several
    rasters of a date one. Empty where the imagery has no date."""
    own = date_of(imagery)
    if not own:
        return {}
    found = {date: layer for layer in project.mapLayers().values()
             if isinstance(layer, QgsRasterLayer) and (date := date_of(layer)) not in ("", own)
             and _has_grid_of(layer, imagery)}
    return {date: found[date] for date in in_order(found)}


def _has_grid_of(one: QgsRasterLayer, other: QgsRasterLayer) -> bool:
    if (one.width(), one.height(), one.crs()) != (other.width(), other.height(), other.crs()):
        return False
    a, b = one.extent(), other.extent()
    apart = max(abs(a.xMinimum() - b.xMinimum()), abs(a.xMaximum() - b.xMaximum()),
                abs(a.yMinimum() - b.yMinimum()), abs(a.yMaximum() - b.yMaximum()))
    return bool(apart < SAME_PLACE * other.rasterUnitsPerPixelX())
