"""Choice of the ground resolution at which a drawn layer is fetched: the service's own level where it has some."""

from __future__ import annotations

import math
from typing import Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsPointXY

from ..layers.measure import Ruler
from .errors import OnlineError
from .grid import Grid
from .picture import Picture
from .xyz_tiles import HALF_WORLD_M, WEB_MERCATOR

COARSER = 1.25
"""How many times coarser than asked for a level may be, before the next finer one is taken: that has four times as many
pixels."""
UNTILED = 512
"""Pixels along the side of a block of a service without tiles."""
DIGITS = 2
"""Significant digits of a resolution in map units that was not the service's own, so that requests for places near each
other share their blocks."""


def scale_m(crs: QgsCoordinateReferenceSystem, middle: QgsPointXY,
            context: QgsCoordinateTransformContext) -> Tuple[float, float]:
    """Ground metres of a unit of `crs` along x and y around `middle`. Raises OnlineError where it does not hold."""
    step = 1e-5 if crs.isGeographic() else 1.0
    across, down = Ruler(crs, context).metres_across(middle, step, step)
    if not (across > 0 and down > 0 and math.isfinite(across * down)):
        raise OnlineError(f"There is no ground at ({middle.x():.6g}, {middle.y():.6g}) in "
                          f"{crs.userFriendlyIdentifier()}. Choose areas or an extent where there is.")
    return across / step, down / step


def choose_grid(picture: Picture, scale: Tuple[float, float], wanted_m: float) -> Grid:
    """The grid to fetch at. A file that is drawn keeps its own pixels; a service with levels gives the coarsest one
    that is fine enough (COARSER); any other draws at `wanted_m`. scale: as scale_m() gives it."""
    if picture.is_file:
        return Grid(picture.crs, picture.extent.xMinimum(), picture.extent.yMaximum(), *picture.pixel, UNTILED)
    if not picture.levels:
        width, height = (float(f"{wanted_m / metres:.{DIGITS}g}") for metres in scale)
        return Grid(picture.crs, 0.0, 0.0, width, height, UNTILED)
    metres = math.sqrt(scale[0] * scale[1])
    fine = [level for level in picture.levels if level * metres <= COARSER * wanted_m]
    level = max(fine, default=picture.levels[0])
    corner = (-HALF_WORLD_M, HALF_WORLD_M) if picture.crs.authid() == WEB_MERCATOR else (0.0, 0.0)
    return Grid(picture.crs, *corner, level, level, picture.side)


def ground_m(grid: Grid, scale: Tuple[float, float]) -> float:
    """Side of a pixel of the grid on the ground, in metres."""
    return math.sqrt(grid.width * scale[0] * grid.height * scale[1])
