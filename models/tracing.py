"""From probabilities to single buildings, strip by strip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.features import shapes
from scipy import ndimage
from shapely.geometry import Polygon

from .fragments import Border, Fragment, Joins, Pieces
from .masks import MOST_CLASSES

SCALE = 255
"""Probabilities are kept as bytes: 255 is certain."""
CORE = 0.5
"""Core probability from which a pixel is the inside of a building; chosen in docs/decisions/0011."""
NEIGHBOURS = ((-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1))


@dataclass(frozen=True)
class Probabilities:
    """What a network says of some rows of a raster: `building` and `core` (rows, columns) uint8 in 1/SCALE. The core
    of a building is what is left of it without its boundary and without contact to others. `kinds` (rows, columns)
    uint8 is the number of the likeliest class of building; None where there is one class."""

    building: np.ndarray
    core: np.ndarray
    kinds: np.ndarray | None = None


@dataclass(frozen=True)
class Outline:
    """A traced building in pixels of the grid, its mean probability (0-1), and the class of most of its pixels."""

    polygon: Polygon
    confidence: float
    kind: int = 0


class OutlineTracer:
    """Traces the buildings of a raster that comes as strips from top to bottom, each exactly once.

    A building is a core, a 4-connected set of pixels of at least `core`, and the pixels of at least `threshold` that
    can be reached from it in `reach` steps (at least 1) and from no other core in fewer: a watershed (Beucher and
    Lantuéjoul 1979) that looks only so far. What grew from a core of fewer than `least_core` pixels belongs to the
    neighbour that it touches most. The buildings are the same however the raster is cut; only the rows around its
    end and buildings that may still grow are kept in memory.
    """

    def __init__(self, threshold: float, reach: int, core: float = CORE, least_core: float = 0.0) -> None:
        self._least, self._core, self._reach = int(np.ceil(threshold * SCALE)), int(np.ceil(core * SCALE)), reach
        self._pieces = Pieces(least_core) if least_core > 1 else None
        self._start_at(0)

    def _start_at(self, row: int) -> None:
        """Forget everything above `row` of the grid."""
        self._row, self._told = row, 0  # grid row of the first kept row; how many of the kept rows are told already
        self._building: np.ndarray | None = None
        self._kinds: np.ndarray | None = None
        self._cores = np.zeros((0, 0), np.int32)
        self._open: dict[int, Fragment] = {}

    def add(self, strip: Probabilities) -> Iterator[Outline]:
        """The outlines completed by the next strip."""
        self._append(strip)
        yield from self._tell(max(len(self._cores) - self._reach, 0))

    def skip(self, rows: int) -> Iterator[Outline]:
        """The outlines completed by `rows` rows without any building."""
        end = self._row + len(self._cores) + rows
        yield from self.finish()
        self._start_at(end)

    def finish(self) -> Iterator[Outline]:
        """The outlines that reached the last row."""
        yield from self._tell(len(self._cores))
        yield from self._completed(self._open.values())
        self._start_at(self._row + len(self._cores))

    def _append(self, strip: Probabilities) -> None:
        """Number the strip's cores; one that goes on from above keeps its number."""
        inside = (strip.core >= self._core) & (strip.building >= self._least)
        cores, count = ndimage.label(inside)
        if self._building is None:
            self._building, self._kinds, self._cores = strip.building, strip.kinds, cores
            return
        above, highest = self._cores[-1], int(self._cores.max(initial=0))
        touching = (above > 0) & (cores[0] > 0)
        joins = Joins()
        for upper, lower in np.unique(np.stack([above[touching], cores[0][touching] + highest]), axis=1).T:
            joins.join(int(lower), int(upper))
        cores[cores > 0] += highest
        self._building = np.concatenate([self._building, strip.building])
        if self._kinds is not None and strip.kinds is not None:
            self._kinds = np.concatenate([self._kinds, strip.kinds])
        self._cores = np.concatenate([self._cores, cores])
        self._renumber(joins.roots(highest + count))

    def _renumber(self, numbers: np.ndarray) -> None:
        """Give each core the number `numbers[old]`; buildings whose cores are one become one."""
        self._cores = numbers[self._cores]
        merged: dict[int, Fragment] = {}
        for old, fragment in self._open.items():
            if merged.setdefault(int(numbers[old]), fragment) is not fragment:
                merged[int(numbers[old])].absorb(fragment)
        self._open = merged

    def _tell(self, end: int) -> Iterator[Outline]:
        """Trace the kept rows up to `end`, and give out the buildings that cannot go on below them."""
        if self._building is None or end <= self._told:
            return
        owners = _grown(self._cores, self._building >= self._least, self._reach)
        told = slice(self._told, end)
        kinds = None if self._kinds is None else self._kinds[told]
        grown = _fragments(self._building[told], kinds, owners[told], self._cores[told], self._row + self._told)
        for number, fragment in grown.items():
            self._open.setdefault(number, Fragment()).add(fragment)
        if self._pieces is not None:
            above = max(self._told - 1, 0)  # a row that is told already, but not its borders with the next
            for one, other, border in _borders(owners[above:end], self._told - above, self._row + above):
                self._open[one].touch(self._open[other], border)
        keep = max(end - self._reach - 1, 0)
        below = np.unique(self._cores[keep:])
        below = below[below > 0]
        yield from self._completed([self._open.pop(number) for number in set(self._open) - set(below.tolist())])
        self._row, self._told = self._row + keep, end - keep
        self._building, self._cores = self._building[keep:], self._cores[keep:]
        self._kinds = None if self._kinds is None else self._kinds[keep:]
        numbers = np.zeros(int(max(self._cores.max(initial=0), *self._open, 0)) + 1, np.int32)
        numbers[below] = np.arange(1, len(below) + 1)
        self._renumber(numbers)

    def _completed(self, whole: Iterable[Fragment]) -> Iterator[Outline]:
        yield from map(_outline, whole if self._pieces is None else self._pieces.complete(whole))


def _outline(building: Fragment) -> Outline:
    kind = 0 if building.votes is None else int(building.votes.argmax())
    return Outline(building.polygon(), building.total / building.pixels / SCALE, kind)


def _grown(cores: np.ndarray, mask: np.ndarray, steps: int) -> np.ndarray:
    """The numbers of `cores`, spread `steps` pixels over `mask`; of two that arrive together, the order of NEIGHBOURS
    decides, which depends on nothing but the pixels around."""
    rows, columns = cores.shape
    owners = np.zeros((rows + 2, columns + 2), np.int32)
    owners[1:-1, 1:-1] = cores
    flat, width = owners.reshape(-1), columns + 2
    row, column = np.nonzero(mask & (cores == 0))
    left = (row + 1) * width + column + 1
    for _ in range(steps):
        found = np.zeros(len(left), np.int32)
        for down, right in NEIGHBOURS:
            there = flat[left + down * width + right]
            found = np.where(found > 0, found, there)
        reached = found > 0
        if not reached.any():  # nothing grows any more
            break
        flat[left[reached]] = found[reached]
        left = left[~reached]
    return owners[1:-1, 1:-1]


def _fragments(building: np.ndarray, kinds: np.ndarray | None, owners: np.ndarray, cores: np.ndarray,
               row: int) -> dict[int, Fragment]:
    if not owners.any():
        return {}
    pixels = np.bincount(owners.ravel())
    core_pixels = np.bincount(cores.ravel(), minlength=len(pixels))
    totals = np.bincount(owners.ravel(), weights=building.ravel())
    fragments: dict[int, Fragment] = {}
    for geometry, number in shapes(owners, mask=owners > 0, transform=Affine.translation(0, row)):
        fragments.setdefault(int(number), Fragment()).pieces.append(_polygon(geometry["coordinates"]))
    for number, fragment in fragments.items():
        fragment.total, fragment.pixels = float(totals[number]), int(pixels[number])
        fragment.core = int(core_pixels[number])
    if kinds is not None:
        votes = np.bincount((owners.astype(np.int64) * MOST_CLASSES + kinds).ravel(),
                            minlength=len(pixels) * MOST_CLASSES).reshape(-1, MOST_CLASSES)
        for number, fragment in fragments.items():
            fragment.votes = votes[number]
    return fragments


def _polygon(rings: list[list[tuple[float, float]]]) -> Polygon:
    """Some times faster than shapely.geometry.shape, and a town has many corners."""
    outer, *holes = (shapely.linearrings(np.array(ring)) for ring in rings)
    return shapely.polygons(outer, holes or None)


def _borders(owners: np.ndarray, first: int, row: int) -> Iterator[tuple[int, int, Border]]:
    """Who touches whom, in these rows from `first` on and between them and the row above; `row` is the grid row of the
    first of all."""
    columns = owners.shape[1]
    flat, start = owners.reshape(-1), first * columns
    right = np.flatnonzero(flat[start:-1] != flat[start + 1:]) + start
    right = right[(right + 1) % columns > 0]  # the next pixel of the last one in a row lies in the row below
    down = np.flatnonzero(flat[:-columns] != flat[columns:])
    at, other = np.concatenate([right, down]), np.concatenate([right + 1, down + columns])
    between = (flat[at] > 0) & (flat[other] > 0)
    one, two = flat[at[between]].astype(np.int64), flat[other[between]]
    place = (2 * (at + row * columns) + np.repeat([0, 1], [len(right), len(down)]))[between]
    numbers = int(flat.max(initial=0)) + 1
    pairs, which = np.unique(np.minimum(one, two) * numbers + np.maximum(one, two), return_inverse=True)
    places = np.full(len(pairs), np.iinfo(np.int64).max)
    np.minimum.at(places, which, place)
    for pair, length, nearest in zip(pairs.tolist(), np.bincount(which).tolist(), places.tolist()):
        yield pair // numbers, pair % numbers, Border(length, nearest)


def trace(probabilities: Probabilities, threshold: float, reach: int, core: float = CORE,
          least_core: float = 0.0) -> list[Outline]:
    """All outlines of a raster that is wholly in memory."""
    tracer = OutlineTracer(threshold, reach, core, least_core)
    return [*tracer.add(probabilities), *tracer.finish()]
