"""Polygonisation: labelled marching squares over a marker-based watershed, streaming, strip by strip.

    watershed.py       marker-based watershed: the pixels that belong to each core
    contours.py        marching squares on these labels: contour segments between pixels
    components.py      connected components: fragments with small cores are merged with a neighbour
    rings.py           ring assembly: contour segments to polygons
    postprocessing.py  the parameters (threshold, minimum area, width of boundaries)
    simplify.py        afterwards: Douglas and Peucker on arcs that neighbours share, then line_fit.py, least squares
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ...protocol.certain import certain
from ..networks.model_card import MOST_CLASSES
from .components import PIXELS, TOTAL, VOTES, Buildings, Components
from .contours import OUTSIDE, Cells, crossings
from .strips import SCALE, Outline, Probabilities, Strip, split_rows
from .watershed import watershed

CORE = 0.5
"""Core probability from which a pixel is the interior of a building; chosen in docs/decisions/0011."""
PART_PIXELS = 2 ** 21
"""Pixels of a strip that are traced at a time: it bounds the memory that a wide strip takes."""
CUT_PIXELS, LEAST_CUT = 2 ** 21, 32
"""Patches of cover that are higher than so many pixels of the raster's whole width, and than so many rows, are cut:
each million takes some 0.1 GB where outlines are traced, and as much where they are drawn (benchmarks/cover_memory.py).
"""


def cut_rows(width: int) -> int:
    """Rows between the lines along which patches of ground cover are cut, in a raster `width` pixels wide."""
    return max(CUT_PIXELS // width, LEAST_CUT)


class OutlineTracer:
    """Traces the buildings of a raster whose strips come from top to bottom, each building exactly once.

    A building is a core, a 4-connected set of pixels of at least `core`, and the pixels of at least `threshold` that
    can be reached from it in `reach` steps (at least 1) and from no other core in fewer: a marker-based watershed
    (Beucher and Lantuéjoul 1979) of bounded reach. What grew from a core of fewer than `least_core` pixels is merged
    with the neighbour with which it shares the longest border. An outline runs between pixels, where the probability
    crosses the threshold; neighbours share all points of their common wall. The buildings do not depend on how the
    raster is cut into strips. Only the last rows and buildings that may still grow are kept in memory.

    `covers` (classes,) bool tells which classes are ground cover: of such a class every pixel of at least `threshold`
    is core, and a core holds pixels of one class alone, so nothing is split and nothing grows. `least_core` has a
    number for each class then. A patch that goes on and on, with all that it touches, would stay in memory until its
    end: at each line, cut_rows() apart, one that has come as far as from the line before is cut. The parts share the
    line as neighbours share their edge. `cuts` counts them.
    """

    def __init__(self, threshold: float, reach: int, core: float = CORE, least_core: float | np.ndarray = 0.0,
                 covers: Sequence[bool] = ()) -> None:
        self._least, self._core, self._reach = math.ceil(threshold * SCALE), math.ceil(core * SCALE), reach
        self._components = Components(least_core, crossings(threshold * SCALE), covers)
        # Buildings of all classes are told apart together, each class of cover by itself.
        self._kinds = np.where(covers, np.arange(1, len(covers) + 1), 0).astype(np.uint8) if any(covers) else None
        self.cuts = 0
        self._start_at(0, OUTSIDE)

    def _start_at(self, row: int, beyond: int) -> None:
        """Forget the rows above row `row` of the grid; the probability there counts as `beyond`."""
        self._row, self._traced = row, 0  # grid row of the first kept row; number of kept rows that are traced already
        self._beyond = beyond
        # Framed by a pixel on each side that is no part of the grid. A core has the number of its fragment.
        self._building, self._cores = np.zeros((2, 0), np.uint8), np.zeros((2, 0), np.int32)
        self._class_ids: np.ndarray | None = None

    @property
    def _kept(self) -> int:
        return len(self._cores) - 2

    @property
    def held(self) -> int:
        """The number of cells of outlines that are held in memory."""
        return self._components.held

    @property
    def open_from(self) -> int:
        """The first row of the grid that a building which is still to come may touch."""
        return max(int(min(self._components.top, self._row + self._traced - 1)), 0)

    def add(self, strip: Probabilities) -> Iterator[Outline]:
        """The outlines that the next strip completes."""
        for part in self._parts(strip):
            yield from self._trace_rows(self._append(part), max(self._kept - self._reach, 0))

    def _parts(self, strip: Probabilities) -> Iterator[Probabilities]:
        """Parts of a strip that are small enough; with cover one begins at each line to cut along."""
        width = strip.building.shape[1]
        most, lines = max(PART_PIXELS // width, 4 * self._reach), cut_rows(width)
        bands = [strip] if self._kinds is None else split_rows(
            strip, lines, lines - (self._row + self._kept) % lines)
        for band in bands:
            yield from split_rows(band, most)

    def take(self, strip: Strip) -> Iterator[Outline]:
        """The outlines that the next strip completes; it may be without probabilities."""
        return self.skip(strip.height) if strip.probabilities is None else self.add(strip.probabilities)

    def skip(self, rows: int) -> Iterator[Outline]:
        """The outlines that `rows` rows without any building complete."""
        end = self._row + self._kept + rows
        yield from self._close(0)
        self._start_at(end, 0)

    def finish(self) -> Iterator[Outline]:
        """The outlines that are left at the end of the raster."""
        end = self._row + self._kept
        yield from self._close(OUTSIDE)
        self._start_at(end, OUTSIDE)

    def _append(self, strip: Probabilities) -> np.ndarray:
        """Append the strip's rows to the kept ones and label the cores. Returns the fragment's number of each label."""
        rows, columns = strip.building.shape
        kept, shape = self._kept, (self._kept + rows + 2, columns + 2)
        building, cores = np.full(shape, OUTSIDE, np.uint8), np.zeros(shape, np.int32)
        count = self._number_cores(strip, cores[kept + 1:-1, 1:-1])
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
        meet, upper, lower = self._joined(kept, count), cores[kept], cores[kept + 1]
        labels = count + len(self._components) + 1
        links = coo_array((np.ones(int(meet.sum())), (upper[meet], lower[meet])), (labels, labels))
        total, numbers = connected_components(links, directed=False)  # 0, the first, stays 0
        numbers = numbers.astype(np.int64)
        self._components.renumber(np.concatenate([numbers[:1], numbers[count + 1:]]), total - 1)
        return numbers

    def _joined(self, kept: int, count: int) -> np.ndarray:
        """Where (width,) bool the first of the new rows, which have `count` cores, goes on with the last kept one."""
        upper, lower = self._cores[kept], self._cores[kept + 1]
        meet: np.ndarray = (upper > 0) & (lower > 0)
        if self._kinds is None:
            return meet
        kinds = self._kinds_of(None if self._class_ids is None else self._class_ids[kept:kept + 2], (2, len(upper)))
        meet &= kinds[0] == kinds[1]
        row, lines = self._row + kept, cut_rows(len(upper) - 2)
        if row % lines == 0:
            is_high = self._components.tops() <= row - lines
            cut = meet & (kinds[0] > 0) & is_high[np.maximum(upper - count, 0)]
            self.cuts += len(np.unique(upper[cut]))
            meet &= ~cut
        return meet

    def _number_cores(self, strip: Probabilities, numbers: np.ndarray) -> int:
        """Number the cores of a strip in `numbers` (rows, columns), which is 0; returns how many there are."""
        inside = (strip.core >= self._core) & (strip.building >= self._least)
        if self._kinds is None:
            return ndimage.label(inside, output=numbers) if inside.any() else 0
        kinds, count = self._kinds_of(strip.class_ids, inside.shape), 0
        cover = (kinds > 0) & (strip.building >= self._least)
        for kind in np.unique(kinds):
            own, more = ndimage.label(inside & (kinds == 0) if kind == 0 else cover & (kinds == kind))
            numbers[own > 0] = own[own > 0] + count
            count += more
        return count

    def _kinds_of(self, class_ids: np.ndarray | None, shape: tuple[int, ...]) -> np.ndarray:
        """The kinds (rows, columns) of the pixels' classes: 0 of buildings, above of each class of cover."""
        kinds = certain(self._kinds, "classes of cover")
        return np.full(shape, kinds[0], np.uint8) if class_ids is None else kinds[class_ids]

    def _owners(self) -> np.ndarray:
        """The cores of the kept rows, grown over the buildings. Cover does not grow, and nothing grows over it."""
        inside = self._building >= self._least
        if self._kinds is None:
            return watershed(self._cores, inside, self._reach)
        cover = self._kinds_of(self._class_ids, inside.shape) > 0
        owners = watershed(np.where(cover, 0, self._cores).astype(np.int32), inside & ~cover, self._reach)
        return np.where(cover, self._cores, owners)

    def _close(self, beyond: int) -> Iterator[Outline]:
        """Trace all that is kept; in the rows below, the probability counts as `beyond`."""
        if self._kept:
            self._building[-1] = beyond
            yield from self._trace_rows(np.arange(len(self._components) + 1), self._kept, closes=True)

    def _trace_rows(self, numbers: np.ndarray, end: int, closes: bool = False) -> Iterator[Outline]:
        """Trace the kept rows up to `end`, and yield the buildings that are complete. A core with label i belongs to
        fragment `numbers[i]`."""
        keep = max(end - self._reach - 1, 0)
        cores = numbers[self._cores[keep:]]
        grows = np.zeros(len(self._components) + 1, bool)
        if not closes:
            grows[cores[1:]] = True
            grows[0] = False
        if end + closes > self._traced and self._cores.any():
            owners = self._owners()
            rows = slice(self._traced, end + 1 + closes)
            cells = Cells.between(owners[rows], numbers, self._building[rows], self._row + self._traced - 1)
            self._components.add(cells, self._sums(cells, slice(self._traced, end + closes)))
        complete, numbers = self._components.pop_complete(grows)
        self._row, self._traced = self._row + keep, end - keep
        self._cores = numbers[cores].astype(np.int32)
        self._cores[0] = 0
        self._building = self._building[keep:].copy()
        self._class_ids = None if self._class_ids is None else self._class_ids[keep:].copy()
        yield from _outlines(complete)

    def _sums(self, cells: Cells, rows: slice) -> np.ndarray:
        """The sums over the pixels of each fragment (fragments + 1, columns) in these kept rows; `cells` are the cells
        between them and the next row."""
        building, is_core = self._building[rows].reshape(-1), (self._cores[rows] > 0).reshape(-1)
        changes = np.flatnonzero(cells.owners[0] != cells.owners[1])
        owners = np.append(0, cells.owners[1, changes])  # of runs of pixels in the order of the grid
        starts = np.append(0, cells.at[changes] + 1 - (self._row + rows.start - 1) * cells.width)
        lengths, count = np.diff(starts, append=len(building)), len(self._components) + 1
        cores, totals = (np.add.reduceat(values, starts, dtype=np.int64) for values in (is_core, building))
        sums = [np.bincount(owners, values, count).astype(np.int64) for values in (lengths, cores, totals)]
        if self._class_ids is not None:
            pixels = np.repeat(owners, lengths) * MOST_CLASSES + self._class_ids[rows].reshape(-1)
            sums += list(np.bincount(pixels, minlength=count * MOST_CLASSES).reshape(-1, MOST_CLASSES).T)
        return np.stack(sums, axis=1)


def _outlines(buildings: Buildings) -> Iterator[Outline]:
    """The outlines, with mean probabilities and the classes with most votes."""
    sums = buildings.sums
    probabilities = sums[:, TOTAL] / sums[:, PIXELS] / SCALE
    class_ids = sums[:, VOTES:].argmax(axis=1) if sums.shape[1] > VOTES else np.zeros(len(sums), int)
    yield from map(Outline, buildings.polygons.tolist(), probabilities.tolist(), class_ids.tolist())


def trace(probabilities: Probabilities, threshold: float, reach: int, core: float = CORE,
          least_core: float | np.ndarray = 0.0) -> list[Outline]:
    """All outlines of a raster that is wholly in memory, with the parameters of OutlineTracer."""
    tracer = OutlineTracer(threshold, reach, core, least_core)
    return [*tracer.add(probabilities), *tracer.finish()]
