"""What goes into polygonisation and comes out: strips of probabilities, and outlines of buildings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

SCALE = 255
"""Probabilities are kept as bytes: 255 is certain."""


@dataclass(frozen=True)
class Probabilities:
    """What a network says of some rows of a raster: `building` and `core` (rows, columns) uint8 in 1/SCALE. The core
    of a building is what is left of it without its boundary and without contact to others. `class_ids` (rows, columns)
    uint8 is the number of the likeliest class of building; None where there is one class."""

    building: np.ndarray
    core: np.ndarray
    class_ids: np.ndarray | None = None

    def planes(self) -> np.ndarray:
        """What it was made of, as one array (2 or 3, rows, columns): Probabilities(*planes) is the same again."""
        return np.stack([plane for plane in (self.building, self.core, self.class_ids) if plane is not None])


@dataclass(frozen=True)
class Strip:
    """The probabilities of a raster's rows from `row` on; None where there is nothing to find."""

    row: int
    height: int
    probabilities: Probabilities | None


@dataclass(frozen=True)
class Outline:
    """A traced building in pixels of the grid, its mean probability (0-1), the class of most of its pixels, and
    whether its corners were made regular."""

    polygon: Polygon
    confidence: float
    class_id: int = 0
    regularized: bool = False


def parts_of(strip: Probabilities, rows: int) -> Iterator[Probabilities]:
    """The strip in parts of so many rows."""
    for first in range(0, len(strip.building), rows):
        part = slice(first, first + rows)
        class_ids = None if strip.class_ids is None else strip.class_ids[part]
        yield Probabilities(strip.building[part], strip.core[part], class_ids)
