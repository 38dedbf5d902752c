"""Per-building regularisation: the simplest octilinear polygon, or circle, within limits of IoU and distance.

A "drawing" is the regularised polygon of an outline: walls in the directions of the building, as few as the limits on
overlap (IoU) and shift (Hausdorff distance) allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...protocol.settings.regularization import RegularizeSettings
from ..vectorize.simplify import polygons_of_rings
from .overlay import hausdorff_distance, iou, is_sound
from .straight_walls import StraightWalls, drawings

RECTANGLE = np.inf
"""Instead of a length of the shortest wall: four walls."""


@dataclass(frozen=True)
class FitPlan:
    """Drawings to try: with diagonals or not, the shortest walls as multiples of the one wanted, and the overlap with
    the traced outline (IoU) that each must have beyond a simpler one."""

    diagonals: bool
    shortest: tuple[float, ...]
    worth: float


PLANS = (FitPlan(False, (RECTANGLE, 3.0, 2.0, 1.0, 0.6), 0.06), FitPlan(True, (1.0, 0.6), 0.15))
"""The simplest drawings first."""
ROUND_QUOTIENT, ROUND_OVERLAP = 0.8, 0.93
"""Least isoperimetric quotient of an outline that becomes a circle, and its least overlap (IoU) with the circle."""
WORTH_OF_ROUND = 0.05
"""Overlap by which a circle may fit worse than walls and still be preferred."""
ROUNDING = 1e-9
"""Difference between overlaps that is a rounding error."""
SAGITTA = 0.5
"""Distance between a circle and the edges of its polygon, as a share of the simplification."""


@dataclass(frozen=True)
class Limits:
    """RegularizeSettings, with lengths in pixels of the grid."""

    shortest: float
    shift: float
    overlap: float
    sagitta: float
    diagonals: bool
    circles: bool

    @classmethod
    def of(cls, settings: RegularizeSettings, resolution_m: float) -> Limits:
        """The limits for a grid of `resolution_m` metres a pixel."""
        return cls(settings.shortest_wall_m / resolution_m, settings.most_shift_m / resolution_m,
                   settings.least_overlap, SAGITTA * max(settings.simplify_m, 0.1) / resolution_m, settings.diagonals,
                   settings.circles)


@dataclass
class Best:
    """The best drawing of each outline so far, and its overlap (IoU) with the outline; 0: none."""

    shapes: np.ndarray
    overlap: np.ndarray

    def offer(self, outlines: np.ndarray, which: np.ndarray, drawn: np.ndarray, limits: Limits,
              worth: float) -> None:
        """Take those of `drawn`, drawings of `outlines[which]`, that keep the limits and overlap by `worth` more than
        the best so far."""
        wanted = np.where(self.overlap[which], self.overlap[which] + worth, 0)
        area, other = shapely.area(outlines[which]), shapely.area(drawn)
        least, most = np.minimum(area, other), np.maximum(area, other)  # their quotient is an upper bound of the IoU
        there = (least >= (limits.overlap - ROUNDING) * most) & (least > (wanted - ROUNDING) * most)
        there[there] = is_sound(drawn[there])
        drawn, which, wanted = drawn[there], which[there], wanted[there]
        overlap = iou(outlines[which], drawn)
        good = (overlap >= limits.overlap) & (overlap > wanted)
        drawn, which, overlap = drawn[good], which[good], overlap[good]
        near = hausdorff_distance(outlines[which], drawn) <= limits.shift
        self.shapes[which[near]], self.overlap[which[near]] = drawn[near], overlap[near]


def keeps(outlines: np.ndarray, drawn: np.ndarray, overlap: np.ndarray | float, shift: float) -> np.ndarray:
    """A boolean array (n,) of the drawings that are sound (overlay.py), overlap the outlines by at least `overlap`
    (IoU), and lie within the Hausdorff distance `shift` of them."""
    good = is_sound(drawn)
    good[good] = iou(outlines[good], drawn[good]) >= np.broadcast_to(overlap, good.shape)[good]
    good[good] = hausdorff_distance(outlines[good], drawn[good]) <= shift
    return good


def fit_walls(simple: np.ndarray, angles: np.ndarray, limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """(shapes, regularized): the drawing of each simplified outline, with walls along its angle (radians), or the
    outline itself where no drawing keeps the limits."""
    best = Best(simple.copy(), np.zeros(len(simple)))
    centers = shapely.get_coordinates(shapely.centroid(simple))
    for plan in PLANS:
        todo = np.flatnonzero(best.overlap < 1 - plan.worth)
        if not len(todo) or (plan.diagonals and not limits.diagonals):
            continue
        frames = _Frames(simple[todo], centers[todo], angles[todo], limits, plan)
        for nth in range(len(plan.shortest)):
            which, drawn = frames.drawn(nth, best.overlap[todo] < 1 - plan.worth)
            best.offer(simple, todo[which], drawn, limits, plan.worth)
    if limits.circles:
        best.offer(simple, *_circles(simple, limits), limits, -WORTH_OF_ROUND)
    return best.shapes, best.overlap > 0


class _Frames:
    """The rings of outlines as straight walls, each in the frame of its building, at the levels of detail of a plan."""

    def __init__(self, simple: np.ndarray, centers: np.ndarray, angles: np.ndarray, limits: Limits,
                 plan: FitPlan) -> None:
        self._centers, self._cos, self._sin = centers, np.cos(angles), np.sin(angles)
        self._rings, self._owners = rings, owners = shapely.get_rings(simple, return_index=True)
        self._is_shell = np.diff(owners, prepend=-1) > 0
        self._counts = self._is_shell | (shapely.area(shapely.polygons(rings)) >= limits.shortest ** 2)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        owner = owners[ring]
        x, y = (xy - centers[owner]).T
        turned = np.column_stack([self._cos[owner] * x + self._sin[owner] * y,
                                  self._cos[owner] * y - self._sin[owner] * x])
        inside = np.diff(ring) == 0
        edges, middles = np.diff(turned, axis=0)[inside], ((turned[1:] + turned[:-1]) / 2)[inside]
        counts = np.bincount(ring[:-1][inside], minlength=len(rings))
        walls = StraightWalls.of_edges(edges, middles, counts, limits.shortest, plan.diagonals)
        self._drawings = drawings(walls, [multiple * limits.shortest for multiple in plan.shortest])

    def drawn(self, nth: int, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(which, polygons): drawings at the `nth` level of the plan, of the outlines that are `wanted` (n,) bool, have
        such a level, and differ from the level before."""
        start = self._drawings.start
        is_new = start[nth] != start[nth - 1] if nth else start[nth] >= 0
        can = np.zeros(len(wanted), bool)
        can[self._owners[self._is_shell & (start[nth] >= 0)]] = True
        new = np.bincount(self._owners[is_new & self._counts], minlength=len(wanted)) > 0
        chosen = can & new & wanted
        rings = np.flatnonzero(self._counts & chosen[self._owners])
        return np.flatnonzero(chosen), polygons_of_rings(self._on_the_grid(rings, nth), self._owners[rings])

    def _on_the_grid(self, rings: np.ndarray, nth: int) -> np.ndarray:
        """The drawn rings (indices), in pixels; courtyards without a drawing stay as traced: buildings may stand in
        them."""
        out = self._rings[rings]
        can = self._drawings.start[nth, rings] >= 0
        rings = rings[can]
        count, start = self._drawings.counts[nth, rings], self._drawings.start[nth, rings]
        ring = np.repeat(np.arange(len(rings)), count)
        x, y = self._drawings.corners[start[ring] + np.arange(len(ring)) - (np.cumsum(count) - count)[ring]].T
        owner = self._owners[rings[ring]]
        cos, sin = self._cos[owner], self._sin[owner]
        turned = np.column_stack([cos * x - sin * y, sin * x + cos * y]) + self._centers[owner]
        out[can] = shapely.linearrings(turned, indices=ring)
        return out


def _circles(simple: np.ndarray, limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """(which, circles): the round outlines (indices), and circles of the same centres and areas."""
    area = shapely.area(simple)
    quotient = 4 * np.pi * area / shapely.length(shapely.get_exterior_ring(simple)) ** 2
    which = np.flatnonzero(quotient >= ROUND_QUOTIENT)
    radius = np.sqrt(area[which] / np.pi)
    half_side = np.arccos(np.maximum(1 - limits.sagitta / radius, 0.0))
    quarter = np.clip(np.ceil(np.pi / 4 / half_side), 3, 16).astype(int)
    circles, centers = simple[which], shapely.centroid(simple[which])
    for segments in np.unique(quarter):
        those = quarter == segments
        circles[those] = shapely.buffer(centers[those], radius[those], quad_segs=int(segments))
    is_round = iou(simple[which], circles) >= ROUND_OVERLAP
    return which[is_round], circles[is_round]
