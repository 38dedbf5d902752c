"""Ground that a run has learned from while its labels and areas change: it is never held out again.

Also the imagery that was read for it, which a change of labels does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.job import Job
from ..geodata.polygon_io import Polygons, polygonal
from ..geodata.raster_source import Imagery
from .areas import OnGrid, to_pixels

Window = tuple[int, int, int, int]
"""Column, row, width and height in the grid of a raster."""
Pixels = tuple[np.ndarray, np.ndarray]
Read = Callable[[Imagery, Window], Pixels]
"""Reads the bands and the valid pixels of a window."""
WORTH_TELLING = 0.01
"""Share of the held-out ground from which on it is told that it was learned before. Less than that is left of it by
chance."""


def read_window(imagery: Imagery, window: Window) -> Pixels:
    """The bands and valid pixels of a window, as Imagery.read gives them."""
    return imagery.read(*window)


class GroundHistory:
    """`learned` is the ground of the datasets so far that a step was made on: for each raster a geometry in pixels of
    its grid. The ground of the polygons `ignored` counts for nothing in the next dataset."""

    def __init__(self) -> None:
        self.learned: list[BaseGeometry] = []
        self.ignored: Polygons | None = None
        self._newest: list[BaseGeometry] = []
        self._pixels: dict[tuple[str, Window], Pixels] = {}
        self._before: dict[tuple[str, Window], Pixels] = {}

    def begin(self, grids: Sequence[OnGrid], job: Job) -> None:
        """Another dataset is made on `grids`: what was learned before is taken from its held-out ground, which a notice
        tells. Imagery that it does not need is forgotten with the next one."""
        self._before, self._pixels = self._pixels, {}
        if self.ignored is not None:
            _ignore(self.ignored, grids)
        self.learned = self.learned or [shapely.Polygon() for _ in grids]
        whole = sum(grid.validate.area for grid in grids)
        for grid, learned in zip(grids, self.learned):
            left = polygonal(grid.validate - learned)
            grid.validate = left if left.area > WORTH_TELLING * grid.validate.area else shapely.Polygon()
        lost = 1 - sum(grid.validate.area for grid in grids) / whole if whole else 0.0
        if lost > WORTH_TELLING:
            job.notice(f"Of the ground that is held out now, {lost:.0%} was learned before, so it gives no honest "
                       "score any more and does not count. Draw the area that is held out elsewhere.")
        self._newest = [grid.train for grid in grids]

    def learn(self) -> None:
        """A step is made on the newest dataset."""
        self.learned = [polygonal(shapely.union(before, now)) for before, now in zip(self.learned, self._newest)]

    def read(self, imagery: Imagery, window: Window) -> Pixels:
        """As read_window(); windows of the dataset before are not read again."""
        key = imagery.path, window
        if key not in self._pixels:
            self._pixels[key] = self._before[key] if key in self._before else read_window(imagery, window)
        return self._pixels[key]


def _ignore(polygons: Polygons, grids: Sequence[OnGrid]) -> None:
    """Neither train nor score on the ground of polygons."""
    for grid in grids:
        ground = shapely.union_all(to_pixels(grid.imagery, polygons))
        grid.train, grid.validate = polygonal(grid.train - ground), polygonal(grid.validate - ground)
