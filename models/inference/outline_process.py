"""Outline pipeline: strips of probabilities are traced in a thread, outlines are regularised in a child process.

The child is called the drawer: it draws the outlines anew, with straight walls and square corners.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Union

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from ...protocol.settings.prediction import PredictSettings
from ..core.child_process import ChildProcess
from ..core.process_pool import ProcessPool
from ..geodata.affine_transform import apply_affine
from ..regularize.regularizer import Regularizer
from ..vectorize.simplify import COVER_SIMPLIFY, without_small_holes
from ..vectorize.strips import Outline, Strip

if TYPE_CHECKING:  # the child process does without, and so without SciPy
    from ..vectorize.postprocessing import Postprocessing

SMALLEST_PX2 = 1e-6
"""Area of what is no more than a line: a footprint that lay outside the raster."""
MOST_SIMPLIFY_M = 20.0
"""The limit of the setting `simplify_m`."""


@dataclass(frozen=True)
class RasterGrid:
    """The grid of a raster: metres a pixel, the affine transform from pixels to its CRS, the raster's edge and where
    footprints are wanted (both in pixels; None: everywhere), and the least area of a footprint in square pixels. Where
    classes are ground cover, `covers` tells which (classes,), and `min_pixels` has a number for each class."""

    resolution_m: float
    transform: Affine
    frame: BaseGeometry
    region: BaseGeometry | None
    min_pixels: float | np.ndarray
    covers: tuple[bool, ...] = ()

    def is_cover(self, outlines: Sequence[Outline]) -> np.ndarray:
        """Which outlines (n,) bool are of ground cover."""
        if not any(self.covers):
            return np.zeros(len(outlines), bool)
        return np.array(self.covers)[np.array([outline.class_id for outline in outlines], int)]

    def least_pixels(self, outlines: Sequence[Outline]) -> np.ndarray:
        """The least areas (n,) of footprints of the outlines' classes, in square pixels."""
        least = np.atleast_1d(self.min_pixels)
        return least[np.array([outline.class_id for outline in outlines], int) if len(least) > 1
                     else np.zeros(len(outlines), int)]


class PackedOutlines(NamedTuple):
    """Outlines as columns, which go to another process many times faster than one by one."""

    polygons: np.ndarray
    probabilities: np.ndarray
    class_ids: np.ndarray
    regularized: np.ndarray

    @classmethod
    def of(cls, outlines: Sequence[Outline]) -> PackedOutlines:
        """The columns of outlines."""
        return cls(np.array([outline.polygon for outline in outlines], object),
                   np.array([outline.probability for outline in outlines], float),
                   np.array([outline.class_id for outline in outlines], int),
                   np.array([outline.regularized for outline in outlines], bool))

    def unpacked(self) -> list[Outline]:
        """The outlines again."""
        return list(map(Outline, self.polygons, *(column.tolist() for column in self[1:])))


class Traced(NamedTuple):
    """Message: the outlines traced last. All later ones lie wholly at or below row `open_from`."""

    outlines: PackedOutlines
    open_from: float


class RasterEnd(NamedTuple):
    """Message: the end of a raster."""


Message = Union[RasterGrid, Traced, RasterEnd]
"""The messages to the drawer about a raster: its grid, then its outlines as they are traced, then its end."""
DrawerProcess = ChildProcess[Message, PackedOutlines]


class Drawer:
    """The function of the child process: regularises the outlines of one raster after the other.

    It cuts them at the raster's edge, which straight walls may cross, transforms them to the raster's CRS, and drops
    those that are too small or outside the region. Ground cover gets no straight walls: it is simplified, and keeps its
    shared edges. Up to `helpers` processes, which end with this one, share the work.
    """

    def __init__(self, settings: PredictSettings, helpers: int = 0) -> None:
        self._settings, self._pool = settings, ProcessPool(helpers)

    def __call__(self, message: Message) -> PackedOutlines:
        """Handle one message; the outlines that are finished with it."""
        if isinstance(message, RasterGrid):
            self.begin(message)
            return PackedOutlines.of([])
        finished = self.finish() if isinstance(message, RasterEnd) else self.add(message)
        return PackedOutlines.of(finished)

    def begin(self, grid: RasterGrid) -> None:
        """Begin a raster."""
        self._grid, self._regularizer = grid, Regularizer(self._settings, grid.resolution_m, self._pool)
        shapely.prepare(grid.region)  # it may have thousands of corners, and every outline is compared with it
        self._cover = None
        if any(grid.covers):
            self._cover = Regularizer(of_cover(self._settings, grid.resolution_m), grid.resolution_m, self._pool)

    def add(self, traced: Traced) -> list[Outline]:
        """The outlines that are finished after these were traced."""
        outlines = traced.outlines.unpacked()
        if self._cover is None:
            return self._to_map(self._regularizer.add(outlines, traced.open_from))
        cover = self._grid.is_cover(outlines)
        buildings, ground = ([one for one, is_ground in zip(outlines, cover) if is_ground == wanted]
                             for wanted in (False, True))
        return self._to_map([*self._regularizer.add(buildings, traced.open_from),
                             *self._cover.add(ground, traced.open_from)])

    def finish(self) -> list[Outline]:
        """The outlines that are left at the end of the raster."""
        return self._to_map([*self._regularizer.finish(), *(self._cover.finish() if self._cover else ())])

    def _to_map(self, drawn: Iterable[Outline]) -> list[Outline]:
        """The outlines in the raster's CRS, within its edge, without those that are too small or outside the region."""
        grid, found = self._grid, list(drawn)
        polygons = _cut(np.array([outline.polygon for outline in found], dtype=object), grid.frame)
        least = grid.least_pixels(found)
        large = shapely.area(polygons) >= np.maximum(least, SMALLEST_PX2) if len(found) else np.zeros(0, bool)
        found = [outline for outline, keep in zip(found, large) if keep]
        # What fills a hole in ground cover may be of a class whose patches are smaller.
        polygons = without_small_holes(polygons[large], float(np.min(grid.min_pixels)))
        if grid.region is not None and len(found):
            there = shapely.intersects(grid.region, polygons)
            found, polygons = [outline for outline, keep in zip(found, there) if keep], polygons[there]
        moved = apply_affine(polygons, grid.transform) if len(found) else []
        return [replace(outline, polygon=polygon) for outline, polygon in zip(found, moved)]


def of_cover(settings: PredictSettings, resolution_m: float) -> PredictSettings:
    """The settings with which outlines of ground cover are drawn: no straight walls, and a tolerance that is no finer
    than the grid, unless nothing is to be simplified."""
    tolerance = max(settings.simplify_m, COVER_SIMPLIFY * resolution_m) if settings.simplify_m else 0.0
    return replace(settings, regularize=False, simplify_m=min(tolerance, MOST_SIMPLIFY_M))


def _cut(polygons: np.ndarray, frame: BaseGeometry) -> np.ndarray:
    """The polygons without what lies outside the rectangle `frame`; one that is cut may come out in parts, or empty."""
    if len(polygons):
        bounds, (left, low, right, high) = shapely.bounds(polygons), frame.bounds
        beyond = (bounds[:, :2] < (left, low)).any(axis=1) | (bounds[:, 2:] > (right, high)).any(axis=1)
        polygons[beyond] = shapely.intersection(polygons[beyond], frame)
    return polygons


class Drawn(NamedTuple):
    """The outlines that were finished with `strip`, which is None at the beginning and the end of a raster."""

    strip: Strip | None
    outlines: list[Outline]


def outlines_in(grid: RasterGrid, postprocessing: Postprocessing, strips: Iterable[Strip],
                drawer: DrawerProcess) -> Generator[Drawn, None, None]:
    """The outlines of a raster, finished and in its CRS, strip by strip. A thread takes and traces the strips; `drawer`
    regularises. Raises RooflineError when the child process is lost."""
    with closing(drawer.answers(_messages(grid, postprocessing, strips))) as answers:
        for strip, packed in answers:
            yield Drawn(strip, packed.unpacked())


def _messages(grid: RasterGrid, postprocessing: Postprocessing,
              strips: Iterable[Strip]) -> Generator[tuple[Strip | None, Message], None, None]:
    tracer = postprocessing.tracer(grid.resolution_m)
    yield None, grid
    for strip in strips:
        traced = PackedOutlines.of(list(tracer.take(strip)))
        yield strip, Traced(traced, tracer.open_from)
    yield None, Traced(PackedOutlines.of(list(tracer.finish())), np.inf)
    yield None, RasterEnd()
