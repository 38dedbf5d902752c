"""From probabilities to outlines, strip by strip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterator

import numpy as np
import shapely
from affine import Affine
from rasterio.features import shapes
from scipy import ndimage
from shapely.geometry import Polygon, shape

SCALE = 255
"""Probabilities are kept as bytes: 255 is certain."""
MITRE_LIMIT = 2.0
"""How far a sharp corner may move when an outline is grown, in widths of the growth."""


@dataclass
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
        polygon = self.pieces[0] if len(self.pieces) == 1 else shapely.union_all(self.pieces)
        return Outline(polygon, self.total / self.pixels / SCALE)


class OutlineTracer:
    """Traces the buildings of a raster that comes as strips from top to bottom, each exactly once.

    A building is a 4-connected set of pixels with a probability of at least `threshold`. Only those that touch the last
    row seen are kept in memory.
    """

    def __init__(self, threshold: float) -> None:
        self._least = int(np.ceil(threshold * SCALE))
        self._row = 0
        self._open: dict[int, _Fragment] = {}
        self._last_row: np.ndarray | None = None

    def add(self, strip: np.ndarray) -> Iterator[Outline]:
        """The outlines completed by the next strip (rows, columns) of uint8 probabilities."""
        components, count = ndimage.label(strip >= self._least)
        fragments = _fragments(strip, components, count, self._row)
        root = _Joins()
        if self._last_row is not None:
            touching = (self._last_row > 0) & (components[0] > 0)
            pairs = np.unique(np.stack([self._last_row[touching], components[0][touching]]), axis=1)
            for above, below in pairs.T:
                root.join(int(below), int(above) + count)  # fragments from above are numbered after this strip's
        for number, fragment in self._open.items():
            fragments[number + count] = fragment
        groups: dict[int, _Fragment] = {}
        for number, fragment in fragments.items():
            groups.setdefault(root.of(number), _Fragment()).absorb(fragment)
        still_open = {root.of(int(n)) for n in np.unique(components[-1]) if n}
        yield from (group.outline() for number, group in groups.items() if number not in still_open)
        self._carry(components[-1], root, groups, still_open)
        self._row += strip.shape[0]

    def _carry(self, bottom: np.ndarray, root: _Joins, groups: dict[int, _Fragment], still_open: set[int]) -> None:
        renumbered = {old: new for new, old in enumerate(sorted(still_open), start=1)}
        numbers = np.unique(bottom)
        new = np.array([renumbered[root.of(int(n))] if n else 0 for n in numbers])
        self._last_row = new[np.searchsorted(numbers, bottom)]
        self._open = {renumbered[number]: groups[number] for number in still_open}

    def skip(self, rows: int) -> Iterator[Outline]:
        """The outlines completed by `rows` rows without any building."""
        yield from self.finish()
        self._row += rows

    def finish(self) -> Iterator[Outline]:
        """The outlines that reached the last row."""
        yield from (fragment.outline() for fragment in self._open.values())
        self._open, self._last_row = {}, None


class _Joins:
    """Which numbers belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def of(self, number: int) -> int:
        while number in self._parent:
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self.of(one), self.of(other)
        if one != other:
            self._parent[other] = one


def _fragments(strip: np.ndarray, components: np.ndarray, count: int, row: int) -> dict[int, _Fragment]:
    if not count:
        return {}
    pixels = np.bincount(components.ravel(), minlength=count + 1)
    totals = np.bincount(components.ravel(), weights=strip.ravel(), minlength=count + 1)
    found = shapes(components.astype(np.int32), mask=components > 0, transform=Affine.translation(0, row))
    return {int(number): _Fragment([shape(geometry)], float(totals[int(number)]), int(pixels[int(number)]))
            for geometry, number in found}


def trace(probability: np.ndarray, threshold: float) -> list[Outline]:
    """All outlines of a probability raster (rows, columns) of uint8 that is wholly in memory."""
    tracer = OutlineTracer(threshold)
    return [*tracer.add(probability), *tracer.finish()]


def tidy(outline: Polygon, tolerance: float, min_area: float, inset: float) -> Polygon | None:
    """The outline with at most `tolerance` of detail lost (Douglas and Peucker 1973), grown by `inset` with its corners
    kept, without holes below `min_area`; None when it is smaller itself. Lengths in pixels, areas in square pixels."""
    simple = outline.simplify(tolerance) if tolerance > 0 else outline
    grown = simple.buffer(inset, join_style="mitre", mitre_limit=MITRE_LIMIT) if inset > 0 else simple
    if not isinstance(grown, Polygon) or not grown.is_valid or grown.is_empty:
        grown = outline
    holes = [ring for ring in grown.interiors if Polygon(ring).area >= max(min_area, 1.0)]
    whole = Polygon(grown.exterior, holes)
    return whole if whole.area >= min_area else None
