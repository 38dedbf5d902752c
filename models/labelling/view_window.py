"""Window of a raster that the map shows: points in its pixels, and outlines in the raster's CRS."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from ...protocol.settings.prediction import PredictSettings
from ..core.errors import RooflineError
from ..geodata.affine_transform import apply_affine
from ..geodata.raster_source import Imagery
from ..inference.outline_process import Drawer, PackedOutlines, RasterGrid, Traced, of_cover
from ..vectorize.strips import Outline


class Clicked(NamedTuple):
    """The outline of a click in the CRS of the raster, and what it follows: a value of OUTLINED_BY."""

    outline: BaseGeometry
    by: str


@dataclass(frozen=True)
class ViewWindow:
    """A window of a raster: `origin` is its upper left pixel (column, row) in the grid of `imagery`, `size` (rows,
    columns)."""

    imagery: Imagery
    origin: tuple[int, int]
    size: tuple[int, int]
    settings: PredictSettings

    @property
    def extent(self) -> list[float]:
        """(xmin, ymin, xmax, ymax) of the window, in the CRS of the raster."""
        (height, width), (left, top) = self.size, self.origin
        box = apply_affine(shapely.box(left, top, left + width, top + height), self.imagery.transform)
        return [float(side) for side in box.bounds]

    def pixels(self, points: Sequence[Sequence[float]]) -> np.ndarray:
        """Points (n, 2) of the CRS in pixels of the window."""
        there = shapely.points(np.array(points, float).reshape(-1, 2))
        return shapely.get_coordinates(apply_affine(list(there), ~self.imagery.transform)) - self.origin

    def drawn(self, found: list[Outline], min_area_m2: float | np.ndarray, transform: Affine, smooth: bool = False,
              covers: tuple[bool, ...] = ()) -> list[Outline]:
        """Outlines in pixels of the window, after `transform` from pixels of the raster: as a prediction draws them,
        with classes of ground cover where `covers` tells so, or all as ground cover where they are to be `smooth`, to
        within a pixel."""
        imagery, settings = self.imagery, self.settings
        if smooth:
            settings = of_cover(replace(settings, simplify_m=min(settings.simplify_m, imagery.resolution_m)),
                                imagery.resolution_m)
        moved = [replace(one, polygon=shapely.transform(one.polygon, lambda xy: xy + self.origin)) for one in found]
        drawer = Drawer(settings)
        drawer.begin(RasterGrid(imagery.resolution_m, transform, imagery.frame, None,
                                min_area_m2 / imagery.resolution_m ** 2, covers))
        return [*drawer.add(Traced(PackedOutlines.of(moved), np.inf)), *drawer.finish()]


def changed_at(path: str | None) -> int:
    """When a file was changed last, in ns, by which what was read of it is known to be old; 0 where there is none."""
    file = Path(path) if path else None
    return file.stat().st_mtime_ns if file is not None and file.is_file() else 0


def pixel_window(imagery: Imagery, extent: Sequence[float], margin_m: float) -> tuple[int, int, int, int]:
    """The pixels (left, top, right, bottom) of an extent with so much ground round it, within the raster. Raises
    RooflineError where the extent shows nothing of it."""
    bounds = apply_affine(shapely.box(*extent), ~imagery.transform).bounds
    margin = math.ceil(margin_m / imagery.resolution_m)
    rows, columns = imagery.shape
    left, top = (max(math.floor(side) - margin, 0) for side in bounds[:2])
    right, bottom = (min(math.ceil(side) + margin, most) for side, most in zip(bounds[2:], (columns, rows)))
    if right <= left or bottom <= top:
        raise RooflineError(f"The map shows nothing of {imagery.name}. Move it to the imagery.")
    return left, top, right, bottom
