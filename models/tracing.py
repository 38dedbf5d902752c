"""From probabilities to single buildings, strip by strip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import shapely
from affine import Affine
from rasterio.features import shapes
from scipy import ndimage
from shapely.geometry import Polygon, shape

SCALE = 255
"""Probabilities are kept as bytes: 255 is certain."""
CORE = 0.3
"""Core probability from which a pixel is the inside of a building; chosen in docs/decisions/0009."""
NEIGHBOURS = ((-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1))


@dataclass(frozen=True)
class Probabilities:
    """What a network says of some rows of a raster: `building` and `core` (rows, columns) uint8 in 1/SCALE. The core
    of a building is what is left of it without its boundary and without contact to others."""

    building: np.ndarray
    core: np.ndarray


@dataclass(frozen=True)
class Outline:
    """A traced building in pixels of the grid, and its mean probability (0-1)."""

    polygon: Polygon
    confidence: float


@dataclass
class _Fragment:
    """The part of a building seen so far: pieces that meet on strip edges, the sum and the number of their pixels."""

    pieces: list[Polygon] = field(default_factory=list)
    total: float = 0.0
    pixels: int = 0

    def absorb(self, other: _Fragment) -> None:
        self.pieces += other.pieces
        self.total += other.total
        self.pixels += other.pixels

    def outline(self) -> Outline:
        whole = self.pieces[0] if len(self.pieces) == 1 else shapely.union_all(self.pieces)
        largest = max(shapely.get_parts(whole), key=shapely.area)  # a pixel may hang on by its corner alone
        return Outline(largest, self.total / self.pixels / SCALE)


class OutlineTracer:
    """Traces the buildings of a raster that comes as strips from top to bottom, each exactly once.

    A building is a core, a 4-connected set of pixels of at least `core`, and the pixels of at least `threshold` that
    can be reached from it in `reach` steps (at least 1) and from no other core in fewer: a watershed (Beucher and
    Lantuéjoul 1979) that looks only so far. A pixel's building depends on nothing but the rows around it, however the
    raster is cut, and only these are kept in memory.
    """

    def __init__(self, threshold: float, reach: int, core: float = CORE) -> None:
        self._least, self._least_core, self._reach = int(np.ceil(threshold * SCALE)), int(np.ceil(core * SCALE)), reach
        self._start_at(0)

    def _start_at(self, row: int) -> None:
        """Forget everything above `row` of the grid."""
        self._row, self._told = row, 0  # grid row of the first kept row; how many of the kept rows are told already
        self._building: np.ndarray | None = None
        self._cores = np.zeros((0, 0), np.int32)
        self._open: dict[int, _Fragment] = {}

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
        yield from (fragment.outline() for fragment in self._open.values())
        self._start_at(self._row + len(self._cores))

    def _append(self, strip: Probabilities) -> None:
        """Number the strip's cores; one that goes on from above keeps its number."""
        inside = (strip.core >= self._least_core) & (strip.building >= self._least)
        cores, count = ndimage.label(inside)
        if self._building is None:
            self._building, self._cores = strip.building, cores
            return
        above, highest = self._cores[-1], int(self._cores.max(initial=0))
        touching = (above > 0) & (cores[0] > 0)
        joins = _Joins()
        for upper, lower in np.unique(np.stack([above[touching], cores[0][touching] + highest]), axis=1).T:
            joins.join(int(lower), int(upper))
        cores[cores > 0] += highest
        self._building = np.concatenate([self._building, strip.building])
        self._cores = np.concatenate([self._cores, cores])
        self._renumber(joins.roots(highest + count))

    def _renumber(self, numbers: np.ndarray) -> None:
        """Give each core the number `numbers[old]`; buildings whose cores are one become one."""
        self._cores = numbers[self._cores]
        merged: dict[int, _Fragment] = {}
        for old, fragment in self._open.items():
            merged.setdefault(int(numbers[old]), _Fragment()).absorb(fragment)
        self._open = merged

    def _tell(self, end: int) -> Iterator[Outline]:
        """Trace the kept rows up to `end`, and give out the buildings that cannot go on below them."""
        if self._building is None or end <= self._told:
            return
        owners = _grown(self._cores, self._building >= self._least, self._reach)[self._told:end]
        for number, fragment in _fragments(self._building[self._told:end], owners, self._row + self._told).items():
            self._open.setdefault(number, _Fragment()).absorb(fragment)
        keep = max(end - self._reach, 0)
        below = np.unique(self._cores[keep:])
        below = below[below > 0]
        yield from (self._open.pop(number).outline() for number in set(self._open) - set(below.tolist()))
        self._row, self._told = self._row + keep, end - keep
        self._building, self._cores = self._building[keep:], self._cores[keep:]
        numbers = np.zeros(int(max(self._cores.max(initial=0), *self._open, 0)) + 1, np.int32)
        numbers[below] = np.arange(1, len(below) + 1)
        self._renumber(numbers)


class _Joins:
    """Which numbers belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def _of(self, number: int) -> int:
        while number in self._parent:
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self._of(one), self._of(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)

    def roots(self, highest: int) -> np.ndarray:
        """For each number from 0 to `highest` the one that stands for all that belong to it."""
        numbers = np.arange(highest + 1, dtype=np.int32)
        for number in self._parent:
            numbers[number] = self._of(number)
        return numbers


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


def _fragments(building: np.ndarray, owners: np.ndarray, row: int) -> dict[int, _Fragment]:
    if not owners.any():
        return {}
    pixels = np.bincount(owners.ravel())
    totals = np.bincount(owners.ravel(), weights=building.ravel())
    fragments: dict[int, _Fragment] = {}
    for geometry, number in shapes(owners, mask=owners > 0, transform=Affine.translation(0, row)):
        fragments.setdefault(int(number), _Fragment()).pieces.append(shape(geometry))
    for number, fragment in fragments.items():
        fragment.total, fragment.pixels = float(totals[number]), int(pixels[number])
    return fragments


def trace(probabilities: Probabilities, threshold: float, reach: int, core: float = CORE) -> list[Outline]:
    """All outlines of a raster that is wholly in memory."""
    tracer = OutlineTracer(threshold, reach, core)
    return [*tracer.add(probabilities), *tracer.finish()]
