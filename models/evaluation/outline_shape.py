"""Shape metrics of outlines: PoLiS distance, share of right angles, corners a building.

F1 and IoU hardly change when walls are wobbly or corners are cut; these figures do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

RIGHT_DEGREES = 5.0
"""A corner is right when it differs by no more than this from 90 degrees."""


@dataclass(frozen=True)
class OutlineShape:
    """Means over outlines: `corners` of each, and the share `right_angles` (0-1) of all corners. None without any."""

    corners: float | None
    right_angles: float | None


def shape_of(polygons: np.ndarray) -> OutlineShape:
    """The corners of polygons (n,) in a plane; corners of holes count too."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    if not len(rings):
        return OutlineShape(None, None)
    at, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.append(ring[1:] != ring[:-1], True)
    steps = np.roll(at, -1, axis=0) - at  # from each corner to the next; the closing point of a ring has none
    steps, ring = steps[~last], ring[~last]
    first = np.append(True, ring[1:] != ring[:-1])
    ends = np.flatnonzero(np.append(first[1:], True))
    before = np.roll(steps, 1, axis=0)
    before[first] = steps[ends]
    dot = (before * steps).sum(axis=1)
    cross = before[:, 0] * steps[:, 1] - before[:, 1] * steps[:, 0]
    turn = np.degrees(np.arctan2(np.abs(cross), dot))
    return OutlineShape(len(turn) / len(polygons), float(np.mean(np.abs(turn - 90) <= RIGHT_DEGREES)))


def polis(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """The PoLiS distance (n,) of pairs of polygons (n,), in the units of their plane (Avbelj, Müller and Bamler 2015):
    the mean distance of the corners of each to the boundary of the other, and of both ways the mean."""
    return (_corner_distance(ours, theirs) + _corner_distance(theirs, ours)) / 2


def _corner_distance(ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The mean distance of the corners of each polygon of the first to the boundary of its partner."""
    if not len(ones):
        return np.zeros(0)
    at, owner = shapely.get_coordinates(shapely.boundary(ones), return_index=True)
    real = np.append(owner[1:] == owner[:-1], False)  # a ring closes with its first corner
    distance = shapely.distance(shapely.points(at[real]), shapely.boundary(others)[owner[real]])
    counts = np.bincount(owner[real], minlength=len(ones))
    return np.bincount(owner[real], distance, len(ones)) / np.maximum(counts, 1)
