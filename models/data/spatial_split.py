"""Spatial train/validation split: a block at one end of the labelled ground, behind a gap; for cross-fitting one half.

A random split would overstate the score by up to 28 %, because neighbouring tiles overlap or touch (Kattenborn et al.
2022, on spatially autocorrelated data).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from ...protocol.labels import FEWEST_CROSS_FITTED, FEWEST_HELD_OUT, FEWEST_TO_HOLD_OUT, FEWEST_TRAINED

WIDEST_GAP = 0.15
"""Share of the labelled ground's length that the gap may take at most."""


@dataclass(frozen=True)
class Split:
    """Two rectangles that lie `gap` apart and together cover all of a region but the gap."""

    train: Polygon
    held_out: Polygon
    gap: float


def hold_out(labels: Sequence[BaseGeometry], region: BaseGeometry, share: float, gap: float) -> Split | None:
    """Cut `region` straight across so that about `share` of the labels lie beyond the cut.

    Of the four sides to cut from, the one that leaves most labels whole on the two sides of the gap is chosen. None
    when no cut leaves FEWEST_TRAINED and FEWEST_HELD_OUT labels. Lengths in any unit.
    """
    shapes = _inside(labels, region)
    if share <= 0 or len(shapes) < FEWEST_TO_HOLD_OUT:
        return None
    best, most = None, 0
    for along in (0, 1):
        for reverse in (False, True):
            split = _cut(shapes, region, along, reverse, share, gap)
            trained, held_out = _whole(split, shapes)
            if trained >= FEWEST_TRAINED and held_out >= FEWEST_HELD_OUT and trained + held_out > most:
                best, most = split, trained + held_out
    return best


def hold_out_half(labels: Sequence[BaseGeometry], region: BaseGeometry, half: int, gap: float) -> Split | None:
    """Cut `region` straight across between two halves of the labels, and hold out the one or the other (0, 1).

    Of the two directions the one that leaves most labels whole is chosen. None with fewer labels than
    FEWEST_CROSS_FITTED, or where none is whole on a side.
    """
    shapes = _inside(labels, region)
    if len(shapes) < FEWEST_CROSS_FITTED:
        return None
    splits = [_cut(shapes, region, along, half == 1, 0.5, gap) for along in (0, 1)]
    best = max(splits, key=lambda split: sum(_whole(split, shapes)))
    return best if min(_whole(best, shapes)) else None


def _inside(labels: Sequence[BaseGeometry], region: BaseGeometry) -> np.ndarray:
    shapes = np.array(labels, dtype=object)
    return shapes[shapely.intersects(shapely.centroid(shapes), region)] if len(shapes) else shapes


def _whole(split: Split, shapes: np.ndarray) -> tuple[int, int]:
    """How many labels lie whole on the side to train on, and on the other."""
    return int(shapely.covers(split.train, shapes).sum()), int(shapely.covers(split.held_out, shapes).sum())


def _cut(shapes: np.ndarray, region: BaseGeometry, along: int, reverse: bool, share: float, gap: float) -> Split:
    """Cut across axis `along` (0: x, 1: y), the held-out part at its far end, or at its near end when `reverse`."""
    start, end = region.bounds[along], region.bounds[along + 2]
    gap = min(gap, WIDEST_GAP * (end - start))
    positions = shapely.get_coordinates(shapely.centroid(shapes))[:, along]
    cut = float(np.quantile(positions, share if reverse else 1 - share))
    x0, y0, x1, y1 = region.bounds
    beyond = max(x1 - x0, y1 - y0)  # so that the region's own edge is never the rectangle's
    near = [x0 - beyond, y0 - beyond, x1 + beyond, y1 + beyond]
    far = near.copy()
    near[along + 2], far[along] = max(cut - gap / 2, near[along]), min(cut + gap / 2, far[along + 2])
    train, held_out = (far, near) if reverse else (near, far)
    return Split(shapely.box(*train), shapely.box(*held_out), gap)
