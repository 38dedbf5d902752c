"""Buildings drawn anew, each for itself: straight walls in the directions of the building, or a circle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..protocol.settings import RegularizeSettings
from .regularize_walls import Wall, corners, edge_walls, fewest, without_short

RECTANGLE = np.inf
"""Instead of a shortest wall: four walls alone."""


@dataclass(frozen=True)
class Plan:
    """Drawings to try: with diagonals or not, the shortest walls as multiples of the one wanted, and what each has to
    add to the overlap with the traced outline (IoU)."""

    diagonals: bool
    shortest: tuple[float, ...]
    worth: float


PLANS = (Plan(False, (RECTANGLE, 3.0, 2.0, 1.0, 0.6), 0.06), Plan(True, (1.0, 0.6), 0.15))
"""The simplest first."""
ROUND_QUOTIENT, ROUND_OVERLAP = 0.8, 0.93
"""A circle has at least this isoperimetric quotient as it was traced, and this overlap (IoU) with the circle."""
WORTH_OF_ROUND = 0.05
"""Overlap that a circle may lack beside walls that come nearer to a round outline."""
SAGITTA = 0.5
"""How far a circle's edges may lie inside of it, as a share of the simplification."""


@dataclass(frozen=True)
class Limits:
    """RegularizeSettings in pixels of the grid."""

    shortest: float
    shift: float
    overlap: float
    sagitta: float
    diagonals: bool
    circles: bool

    @classmethod
    def of(cls, settings: RegularizeSettings, resolution_m: float) -> Limits:
        return cls(settings.shortest_wall_m / resolution_m, settings.most_shift_m / resolution_m,
                   settings.least_overlap, SAGITTA * max(settings.simplify_m, 0.1) / resolution_m, settings.diagonals,
                   settings.circles)


@dataclass
class Best:
    """The drawing of each outline that is preferred so far, and its overlap with the outline; 0: none."""

    shapes: np.ndarray
    overlap: np.ndarray

    def offer(self, outlines: np.ndarray, which: np.ndarray, drawn: np.ndarray, limits: Limits,
              worth: float) -> None:
        """Take those of `drawn`, drawings (or None) of `outlines[which]`, that keep the limits and overlap by `worth`
        more than what is there."""
        there = np.flatnonzero([shape is not None for shape in drawn])
        there = there[shapely.is_valid(drawn[there])]
        drawn, which = drawn[there], which[there]
        overlap = iou(outlines[which], drawn)
        good = (overlap >= limits.overlap) & (overlap > self.overlap[which] + np.where(self.overlap[which], worth, 0))
        drawn, which, overlap = drawn[good], which[good], overlap[good]
        near = distance(outlines[which], drawn) <= limits.shift
        self.shapes[which[near]], self.overlap[which[near]] = drawn[near], overlap[near]


def iou(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Intersection over union of pairs of polygons."""
    common = shapely.area(shapely.intersection(one, other))
    return common / (shapely.area(one) + shapely.area(other) - common)


def distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Hausdorff distance of the shells of pairs of polygons."""
    return shapely.hausdorff_distance(shapely.get_exterior_ring(one), shapely.get_exterior_ring(other))


def keeps(raw: np.ndarray, drawn: np.ndarray, limits: Limits) -> np.ndarray:
    """Which drawings are polygons near enough to the outlines that were traced."""
    good = ~shapely.is_empty(drawn) & shapely.is_valid(drawn)
    good[good] = iou(raw[good], drawn[good]) >= limits.overlap
    good[good] = distance(raw[good], drawn[good]) <= limits.shift
    return good


def drawn_anew(simple: np.ndarray, angles: np.ndarray, limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """(shapes, regularized): each of the simplified outlines with walls along its angle (radians), where a drawing
    keeps the limits; else as it is."""
    best = Best(simple.copy(), np.zeros(len(simple)))
    centers = shapely.get_coordinates(shapely.centroid(simple))
    for plan in PLANS:
        todo = np.flatnonzero(best.overlap < 1 - plan.worth)
        if not len(todo) or (plan.diagonals and not limits.diagonals):
            continue
        frames = _Frames(simple[todo], centers[todo], angles[todo], limits, plan.diagonals)
        for multiple in plan.shortest:
            wanted = best.overlap[todo] < 1 - plan.worth
            best.offer(simple, todo, frames.drawn(multiple * limits.shortest, wanted), limits, plan.worth)
    if limits.circles:
        best.offer(simple, *_circles(simple, limits), limits, -WORTH_OF_ROUND)
    return best.shapes, best.overlap > 0


class _Frames:
    """The rings of outlines as walls, each in the frame of its building."""

    def __init__(self, simple: np.ndarray, centers: np.ndarray, angles: np.ndarray, limits: Limits,
                 diagonals: bool) -> None:
        self._centers, self._cos, self._sin = centers, np.cos(angles), np.sin(angles)
        self._rings, self._owners = rings, owners = shapely.get_rings(simple, return_index=True)
        self._is_shell = np.diff(owners, prepend=-1) > 0
        self._large = self._is_shell | (shapely.area(shapely.polygons(rings)) >= limits.shortest ** 2)
        self._before: dict[int, list[Wall] | None] = {}
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        owner = owners[ring]
        x, y = (xy - centers[owner]).T
        turned = np.column_stack([self._cos[owner] * x + self._sin[owner] * y,
                                  self._cos[owner] * y - self._sin[owner] * x])
        inside = np.diff(ring) == 0
        edges, middles = np.diff(turned, axis=0)[inside], ((turned[1:] + turned[:-1]) / 2)[inside]
        walls = [of.tolist() for of in edge_walls(edges, middles, limits.shortest, diagonals)]
        ends = np.cumsum(np.bincount(ring[:-1][inside], minlength=len(rings))).tolist()
        self._walls = [list(map(Wall, *(of[begin:end] for of in walls))) for begin, end in zip([0, *ends], ends)]

    def drawn(self, least: float, wanted: np.ndarray) -> np.ndarray:
        """A polygon for each outline that is `wanted` (n,) bool, without walls shorter than `least`; None where there
        is none, or no other than the last time."""
        found: list[list[np.ndarray]] = [[] for _ in self._centers]
        is_new = np.zeros(len(found), bool)
        for index, owner in enumerate(self._owners.tolist()):
            if not (wanted[owner] and self._large[index] and (self._is_shell[index] or found[owner])):
                continue
            walls = fewest(self._walls[index]) if least == RECTANGLE else without_short(self._walls[index], least)
            is_new[owner] |= walls != self._before.get(index, [])
            self._before[index] = walls
            if walls is not None:
                found[owner].append(self._on_the_grid(corners(walls), owner))
            elif not self._is_shell[index]:  # others may stand in a courtyard, so it stays as it is
                found[owner].append(self._rings[index])
        out = np.full(len(found), None, object)
        for owner in np.flatnonzero(is_new):
            if found[owner]:
                out[owner] = shapely.polygons(found[owner][0], found[owner][1:] or None)
        return out

    def _on_the_grid(self, xy: list[tuple[float, float]], owner: int) -> np.ndarray:
        x, y = np.array(xy).T
        cos, sin = self._cos[owner], self._sin[owner]
        turned = np.column_stack([cos * x - sin * y, sin * x + cos * y]) + self._centers[owner]
        return shapely.linearrings(turned)


def _circles(simple: np.ndarray, limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """Which outlines are round, and the circles of the same places and areas."""
    area = shapely.area(simple)
    quotient = 4 * np.pi * area / shapely.length(shapely.get_exterior_ring(simple)) ** 2
    which = np.flatnonzero(quotient >= ROUND_QUOTIENT)
    radius = np.sqrt(area[which] / np.pi)
    half_side = np.arccos(np.maximum(1 - limits.sagitta / radius, 0.0))
    quarter = np.clip(np.ceil(np.pi / 4 / half_side), 3, 16).astype(int)
    circles = np.array([shapely.buffer(center, r, quad_segs=q)
                        for center, r, q in zip(shapely.centroid(simple[which]), radius, quarter)], object)
    is_round = iou(simple[which], circles) >= ROUND_OVERLAP
    return which[is_round], circles[is_round]
