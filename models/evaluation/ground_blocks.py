"""Spatial blocks of scored ground: the units that a block bootstrap draws for the IoU of ground cover (Künsch 1989).

Pixels are no units to draw: neighbours are alike, so an interval of so many draws would be far too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .metrics import Comparison
from .polygon_overlay import ground_covered, intersection

BLOCKS = 40
"""Blocks that a region is divided into, about: fewer tell nothing of the spread, smaller ones are more alike."""
LARGER = 1.25
"""Factor by which the side grows while a region of many narrow parts has far more blocks than wanted."""


def blocks_of(region: BaseGeometry) -> tuple[np.ndarray, float]:
    """Squares of one size, cut at the edge of `region`, that cover it, and their side: some BLOCKS of them."""
    side = math.sqrt(region.area / BLOCKS)
    while len(blocks := _cells(region, side)) > 1.5 * BLOCKS:
        side *= LARGER
    return blocks, side


def _cells(region: BaseGeometry, side: float) -> np.ndarray:
    cells = set()
    for part in shapely.get_parts(region):
        left, top, right, bottom = (math.floor(edge / side) for edge in part.bounds)
        cells |= {(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)}
    x, y = np.array(sorted(cells), float).T * side
    parts = intersection(shapely.box(x, y, x + side, y + side), region)
    return parts[shapely.area(parts) > 0]


def ground_in_blocks(comparison: Comparison, blocks: np.ndarray,
                     classes: Sequence[str]) -> dict[str, list[tuple[float, float]]]:
    """Of each of the `classes` the ground that both sides cover in each block, and that either covers. Where classes
    were not compared, all outlines are of the only one."""
    ours, theirs, _ = comparison.shapes
    named = comparison.classes or (np.full(len(ours), classes[0], object), np.full(len(theirs), classes[0], object))
    found = {}
    for name in classes:
        mine, true = ours[named[0] == name], theirs[named[1] == name]
        grounds = [ground_covered(mine, true, block) for block in blocks]
        found[name] = [(one.both, one.predicted + one.reference - one.both) for one in grounds]
    return found
