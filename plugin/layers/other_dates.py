"""Rasters of the same ground on other dates (time series), by their grid and the dates in the names of their files."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List

from qgis.core import QgsRasterLayer

from ...protocol.dates import date_in, in_order
from ...protocol.layer_sources import split_source
from .workspace import PIXELS, Workspace

SAME_PLACE = 0.01
"""Share of a pixel by which the grids of two rasters may differ and be one."""


def date_of(layer: QgsRasterLayer) -> str:
    """The date in the name of the layer's file, such as 2019-07-04; "" where there is none, or no file."""
    is_file = layer.isValid() and layer.providerType() == PIXELS
    return date_in(Path(split_source(layer.source())[0]).stem).date if is_file else ""


def other_dates_of(imagery: QgsRasterLayer, workspace: Workspace) -> Dict[str, QgsRasterLayer]:
    """The project's rasters with the grid of the imagery and another date, by date, the earliest first; of several
    rasters of a date the one that is chosen, else any. Empty where the imagery has no date."""
    own = date_of(imagery)
    if not own:
        return {}
    chosen_last = sorted(workspace.project.mapLayers().values(), key=lambda one: one.id() in workspace.choices.dates)
    found = {date: layer for layer in chosen_last
             if isinstance(layer, QgsRasterLayer) and (date := date_of(layer)) not in ("", own)
             and _has_grid_of(layer, imagery)}
    return {date: found[date] for date in in_order(found)}


def chosen_dates(workspace: Workspace) -> List[QgsRasterLayer]:
    """The rasters of other dates that are learned together with the imagery, as far as they are there and still fit."""
    imagery = workspace.imagery
    found = {} if imagery is None else other_dates_of(imagery, workspace)
    return [layer for layer in found.values() if layer.id() in workspace.choices.dates]


def _has_grid_of(one: QgsRasterLayer, other: QgsRasterLayer) -> bool:
    if (one.width(), one.height(), one.crs()) != (other.width(), other.height(), other.crs()):
        return False
    a, b = one.extent(), other.extent()
    apart = max(abs(a.xMinimum() - b.xMinimum()), abs(a.xMaximum() - b.xMaximum()),
                abs(a.yMinimum() - b.yMinimum()), abs(a.yMaximum() - b.yMaximum()))
    return bool(apart < SAME_PLACE * other.rasterUnitsPerPixelX())
