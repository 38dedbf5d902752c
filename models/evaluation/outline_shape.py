"""Shape metrics of outlines: PoLiS distance, share of right angles, corners per building.

F1 and IoU hardly change when walls are wobbly or corners are cut; these figures do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .metrics import Comparison

RIGHT_DEGREES = 5.0
"""A corner is right when it differs by no more than this from 90 degrees."""


@dataclass(frozen=True)
class OutlineShape:
    """Means over outlines: `corners` of each, and the share `right_angles` (0-1) of all corners. None without any."""

    corners: float | None
    right_angles: float | None


@dataclass(frozen=True)
class Shapes:
    """How footprints and reference outlines are drawn, and the mean PoLiS distance of found buildings in metres; None
    where none was found."""

    ours: OutlineShape
    theirs: OutlineShape
    polis_m: float | None

    def to_dict(self) -> dict[str, float | None]:
        """The figures among the outputs of Evaluate."""
        return {"polis_m": self.polis_m, "right_angles": self.ours.right_angles, "corners": self.ours.corners}


def shapes_of(ours: np.ndarray, theirs: np.ndarray, comparison: Comparison) -> Shapes:
    """The shapes of footprints (n,) that were found or are false alarms, and of the outlines (m,) that count, both in a
    plane of metres."""
    pairs = comparison.matches
    counted = [np.concatenate([pairs[:, side], rest]).astype(int)
               for side, rest in enumerate((comparison.false_alarms, comparison.missed))]
    distances = polis(ours[pairs[:, 0]], theirs[pairs[:, 1]])
    return Shapes(shape_of(ours[counted[0]]), shape_of(theirs[counted[1]]),
                  float(distances.mean()) if len(distances) else None)


def shape_of(polygons: np.ndarray) -> OutlineShape:
    """The corners of polygons (n,) in a plane; corners of holes count too."""
    at, ring, closes = _ring_points(polygons)[:3]
    if not len(at):
        return OutlineShape(None, None)
    steps = (np.roll(at, -1, axis=0) - at)[~closes]  # from each corner to the next
    ring = ring[~closes]
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
    at, _, closes, owner = _ring_points(ones)
    corners, owner = shapely.points(at[~closes]), owner[~closes]
    distance = shapely.distance(corners, shapely.boundary(others)[owner])
    return np.bincount(owner, distance, len(ones)) / np.maximum(np.bincount(owner, minlength=len(ones)), 1)


def _ring_points(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The points (m, 2) of all rings, the ring of each, whether it closes its ring (it repeats the first corner then),
    and the polygon of each."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    at, ring = shapely.get_coordinates(rings, return_index=True)
    closes = np.ones(len(at), bool)
    closes[:-1] = ring[1:] != ring[:-1]
    return at, ring, closes, owner[part][ring]
