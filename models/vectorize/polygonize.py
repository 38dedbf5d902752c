"""From probabilities to single buildings, strip by strip."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..networks.model_card import MOST_CLASSES
from .components import PIXELS, TOTAL, VOTES, Buildings, Components
from .contours import OUTSIDE, Cells, crossings
from .strips import SCALE, Outline, Probabilities, Strip, parts_of
from .watershed import watershed

CORE = 0.5
"""Core probability from which a pixel is the inside of a building; chosen in docs/decisions/0011."""
AT_ONCE = 2 ** 21
"""Pixels that are worked on at once: the memory that a wide strip takes is bounded."""


class OutlineTracer:
    """Traces the buildings of a raster that comes as strips from top to bottom, each exactly once.

    A building is a core, a 4-connected set of pixels of at least `core`, and the pixels of at least `threshold` that
    can be reached from it in `reach` steps (at least 1) and from no other core in fewer: a watershed (Beucher and
    Lantuéjoul 1979) that looks only so far. What grew from a core of fewer than `least_core` pixels belongs to the
    neighbour that it touches most. Its outline runs between pixels, where the probability crosses the threshold;
    neighbours have the points of their common wall in common. The buildings are the same however the raster is cut;
    only the rows around its end and buildings that may still grow are kept in memory.
    """

    def __init__(self, threshold: float, reach: int, core: float = CORE, least_core: float = 0.0) -> None:
        self._least, self._core, self._reach = math.ceil(threshold * SCALE), math.ceil(core * SCALE), reach
        self._fragments = Components(least_core, crossings(threshold * SCALE))
        self._start_at(0, OUTSIDE)

    def _start_at(self, row: int, beyond: int) -> None:
        """Forget the rows above `row` of the grid, where the probability is `beyond`."""
        self._row, self._told = row, 0  # grid row of the first kept row; how many of the kept rows are told already
        self._beyond = beyond
        # Framed by a pixel on each side that is no part of the grid. Cores have numbers, those of the fragments.
        self._building, self._cores = np.zeros((2, 0), np.uint8), np.zeros((2, 0), np.int32)
        self._class_ids: np.ndarray | None = None

    @property
    def _kept(self) -> int:
        return len(self._cores) - 2

    @property
    def open_from(self) -> int:
        """The first row of the grid that a building which is not given out yet may touch."""
        return max(int(min(self._fragments.top, self._row + self._told - 1)), 0)

    def add(self, strip: Probabilities) -> Iterator[Outline]:
        """The outlines completed by the next strip."""
        for part in parts_of(strip, max(AT_ONCE // strip.building.shape[1], 4 * self._reach)):
            yield from self._tell(self._append(part), max(self._kept - self._reach, 0))

    def take(self, strip: Strip) -> Iterator[Outline]:
        """The same, for a strip that may hold nothing."""
        return self.skip(strip.height) if strip.probabilities is None else self.add(strip.probabilities)

    def skip(self, rows: int) -> Iterator[Outline]:
        """The outlines completed by `rows` rows without any building."""
        end = self._row + self._kept + rows
        yield from self._close(0)
        self._start_at(end, 0)

    def finish(self) -> Iterator[Outline]:
        """The outlines that reached the last row."""
        end = self._row + self._kept
        yield from self._close(OUTSIDE)
        self._start_at(end, OUTSIDE)

    def _append(self, strip: Probabilities) -> np.ndarray:
        """Keep the strip's rows too, and label their cores; the number of each label."""
        rows, columns = strip.building.shape
        kept, shape = self._kept, (self._kept + rows + 2, columns + 2)
        building, cores = np.full(shape, OUTSIDE, np.uint8), np.zeros(shape, np.int32)
        inside = (strip.core >= self._core) & (strip.building >= self._least)
        count = ndimage.label(inside, output=cores[kept + 1:-1, 1:-1]) if inside.any() else 0
        building[kept + 1:-1, 1:-1] = strip.building
        building[0] = self._beyond
        if kept:
            building[:kept + 1], above = self._building[:-1], self._cores[:-1]
            cores[:kept + 1] = np.where(above > 0, above + count, 0)
        if strip.class_ids is not None:
            class_ids = np.zeros(shape, np.uint8)
            class_ids[kept + 1:-1, 1:-1] = strip.class_ids
            if self._class_ids is not None:
                class_ids[:kept + 1] = self._class_ids[:-1]
            self._class_ids = class_ids
        self._building, self._cores = building, cores
        upper, lower = cores[kept], cores[kept + 1]
        meet = (upper > 0) & (lower > 0)
        labels = count + len(self._fragments) + 1
        links = coo_array((np.ones(int(meet.sum())), (upper[meet], lower[meet])), (labels, labels))
        total, numbers = connected_components(links, directed=False)  # 0, the first, stays 0
        numbers = numbers.astype(np.int64)
        self._fragments.renumber(np.concatenate([numbers[:1], numbers[count + 1:]]), total - 1)
        return numbers

    def _close(self, beyond: int) -> Iterator[Outline]:
        """Tell all that is kept; in the rows below the probability is `beyond`."""
        if self._kept:
            self._building[-1] = beyond
            yield from self._tell(np.arange(len(self._fragments) + 1), self._kept, closes=True)

    def _tell(self, numbers: np.ndarray, end: int, closes: bool = False) -> Iterator[Outline]:
        """Trace the kept rows up to `end`, and give out the buildings that cannot go on below them. The cores have
        labels, which stand for `numbers`."""
        keep = max(end - self._reach - 1, 0)
        cores = numbers[self._cores[keep:]]
        grows = np.zeros(len(self._fragments) + 1, bool)
        if not closes:
            grows[cores[1:]] = True
            grows[0] = False
        if end + closes > self._told and self._cores.any():
            owners = watershed(self._cores, self._building >= self._least, self._reach)
            rows = slice(self._told, end + 1 + closes)
            cells = Cells.between(owners[rows], numbers, self._building[rows], self._row + self._told - 1)
            self._fragments.add(cells, self._sums(cells, slice(self._told, end + closes)))
        complete, numbers = self._fragments.complete(grows)
        self._row, self._told = self._row + keep, end - keep
        self._cores = numbers[cores].astype(np.int32)
        self._cores[0] = 0
        self._building = self._building[keep:].copy()
        self._class_ids = None if self._class_ids is None else self._class_ids[keep:].copy()
        yield from _outlines(complete)

    def _sums(self, cells: Cells, rows: slice) -> np.ndarray:
        """What is added up over the pixels of each fragment (fragments + 1, columns) in these kept rows; the `cells`
        are between them and the next."""
        building, is_core = self._building[rows].reshape(-1), (self._cores[rows] > 0).reshape(-1)
        changes = np.flatnonzero(cells.owners[0] != cells.owners[1])
        owners = np.append(0, cells.owners[1, changes])  # of runs of pixels in the order of the grid
        starts = np.append(0, cells.at[changes] + 1 - (self._row + rows.start - 1) * cells.width)
        lengths, count = np.diff(starts, append=len(building)), len(self._fragments) + 1
        cores, totals = (np.add.reduceat(values, starts, dtype=np.int64) for values in (is_core, building))
        sums = [np.bincount(owners, values, count).astype(np.int64) for values in (lengths, cores, totals)]
        if self._class_ids is not None:
            pixels = np.repeat(owners, lengths) * MOST_CLASSES + self._class_ids[rows].reshape(-1)
            sums += list(np.bincount(pixels, minlength=count * MOST_CLASSES).reshape(-1, MOST_CLASSES).T)
        return np.stack(sums, axis=1)


def _outlines(buildings: Buildings) -> Iterator[Outline]:
    sums = buildings.sums
    confidences = sums[:, TOTAL] / sums[:, PIXELS] / SCALE
    class_ids = sums[:, VOTES:].argmax(axis=1) if sums.shape[1] > VOTES else np.zeros(len(sums), int)
    yield from map(Outline, buildings.polygons.tolist(), confidences.tolist(), class_ids.tolist())


def trace(probabilities: Probabilities, threshold: float, reach: int, core: float = CORE,
          least_core: float = 0.0) -> list[Outline]:
    """All outlines of a raster that is wholly in memory."""
    tracer = OutlineTracer(threshold, reach, core, least_core)
    return [*tracer.add(probabilities), *tracer.finish()]
