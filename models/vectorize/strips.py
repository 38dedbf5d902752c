"""Data classes of polygonisation: strips of probabilities go in, outlines of buildings come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

SCALE = 255
"""Probabilities are stored as bytes, in units of 1/SCALE: 255 is certain."""


@dataclass(frozen=True)
class Probabilities:
    """A network's output for some rows of a raster: `building` and `core` (rows, columns) uint8 in 1/SCALE.

    The core of a building is its interior: the building without its boundary and without contact to others.
    `class_ids` (rows, columns) uint8 is the number of the likeliest class of building; None where there is one class.
    """

    building: np.ndarray
    core: np.ndarray
    class_ids: np.ndarray | None = None

    def planes(self) -> np.ndarray:
        """All planes as one array (2 or 3, rows, columns) uint8; Probabilities(*planes) is the inverse."""
        return np.stack([plane for plane in (self.building, self.core, self.class_ids) if plane is not None])


@dataclass(frozen=True)
class Strip:
    """`height` rows of a raster from `row` on, with their probabilities; None where no building can be."""

    row: int
    height: int
    probabilities: Probabilities | None


@dataclass(frozen=True)
class Outline:
    """A traced building: its polygon in pixels of the grid, its mean `probability` (0-1), the class of most of its
    pixels, and whether its corners were regularised."""

    polygon: Polygon
    probability: float
    class_id: int = 0
    regularized: bool = False


def split_rows(strip: Probabilities, rows: int, first: int | None = None) -> Iterator[Probabilities]:
    """The strip in parts of `rows` rows; the first may have other `first` rows, and the last one fewer."""
    edges = [0, *range(first or rows, len(strip.building), rows), len(strip.building)]
    for top, bottom in zip(edges, edges[1:]):
        part = slice(top, bottom)
        class_ids = None if strip.class_ids is None else strip.class_ids[part]
        yield Probabilities(strip.building[part], strip.core[part], class_ids)
