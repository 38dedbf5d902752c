"""Octilinear fitting of rings: walls in eight directions, 45 degrees apart, corners at their intersections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

TURNS = 8
"""Directions ("ways") of walls, an eighth turn apart: 0 is along the building's direction, 2 at right angles to it, odd
ones are diagonal."""
ALONG = np.round([(np.cos(np.pi / 4 * way), np.sin(np.pi / 4 * way)) for way in range(TURNS)], 12)
DIAGONAL_WITHIN = np.deg2rad(15.0)
"""Most angle (radians) between a diagonal and an edge that becomes one."""
LEAST_VOICE = 0.02
"""Weight in the offset of a wall of an edge half way between two directions."""
FEWEST = 4
"""Fewest walls of a ring: three would be a triangle, which is no building."""


class StraightWalls(NamedTuple):
    """The walls of closed rings, one ring after the other, `counts` (rings,) of them each. A wall runs in the `way`
    (0-7) at `offset` to the left of the origin; `weight` is the length of its edges, reduced by their turn from it."""

    way: np.ndarray
    offset: np.ndarray
    weight: np.ndarray
    counts: np.ndarray

    @classmethod
    def of_edges(cls, edges: np.ndarray, middles: np.ndarray, count: np.ndarray, longest_dropped: float,
                 diagonals: bool) -> StraightWalls:
        """One wall for each edge (vector (n, 2)) with its middle (n, 2), in the building's frame. Only edges longer
        than `longest_dropped` become diagonals."""
        length, angle = np.hypot(*edges.T), np.arctan2(edges[:, 1], edges[:, 0])
        way = 2 * np.round(angle / (np.pi / 2)).astype(int)
        if diagonals:
            any_way = np.round(angle / (np.pi / 4)).astype(int)
            is_diagonal = (np.abs(angle - any_way * np.pi / 4) < DIAGONAL_WITHIN) & (length > longest_dropped)
            way = np.where(is_diagonal, any_way, way)
        off = angle - way * np.pi / 4
        way = way % TURNS
        offset = ALONG[way, 0] * middles[:, 1] - ALONG[way, 1] * middles[:, 0]
        return cls(way, offset, length * np.maximum(np.cos(2 * off), LEAST_VOICE), count)

    @property
    def start(self) -> np.ndarray:
        """The index (rings,) of the first wall of each ring."""
        return np.cumsum(self.counts) - self.counts

    @property
    def end(self) -> np.ndarray:
        """The index (rings,) of the last wall of each ring."""
        return np.cumsum(self.counts) - 1

    def part(self, rings: np.ndarray) -> StraightWalls:
        """The walls of the rings where `rings` (rings,) bool is true."""
        return self._at(np.repeat(rings, self.counts), self.counts[rings])

    def _at(self, which: np.ndarray, count: np.ndarray) -> StraightWalls:
        return StraightWalls(self.way[which], self.offset[which], self.weight[which], count)

    def joined(self) -> StraightWalls:
        """The walls with neighbours merged that run the same way; of two that run back on each other the heavier stays.
        """
        ring = np.repeat(np.arange(len(self.counts)), self.counts)
        begins = np.append(True, (np.diff(ring) > 0) | (np.diff(self.way) % 4 > 0))
        first = np.flatnonzero(begins)
        length = np.diff(first, append=len(ring))
        out = self._at(first, np.bincount(ring[first], minlength=len(self.counts)))
        for nth in range(1, length.max(initial=0)):
            more = np.flatnonzero(length > nth)
            out._take_in(more, self._at(first[more] + nth, self.counts), np.greater_equal)
        return out._closed()

    def _take_in(self, at: np.ndarray, others: StraightWalls, wins: np.ufunc) -> None:
        """Merge parallel `others` into the walls `at`, in place: of two that run back on each other the other one stays
        where its weight `wins`."""
        way, offset, weight = self.way[at], self.offset[at], self.weight[at]
        same, instead = way == others.way, wins(others.weight, weight)
        total = np.where(same, weight + others.weight, np.where(instead, others.weight, weight))
        self.offset[at] = np.where(same, (offset * weight + others.offset * others.weight) / total,
                                   np.where(instead, others.offset, offset))
        self.way[at], self.weight[at] = np.where(instead, others.way, way), total

    def _closed(self) -> StraightWalls:
        """The walls with the last of each ring merged into its first, where these are parallel; no others are."""
        start, end = self.start, self.end
        meet = (self.counts > 1) & ((self.way[start] - self.way[end]) % 4 == 0)
        self._take_in(start[meet], self._at(end[meet], self.counts), np.greater)
        keep = np.ones(len(self.way), bool)
        keep[end[meet]] = False
        return self._at(keep, self.counts - meet)

    def corners(self) -> np.ndarray:
        """The intersection (n, 2) of each wall with the one before it."""
        before = np.arange(len(self.way)) - 1
        before[self.start] = self.end
        (bx, by), (ax, ay) = ALONG[self.way].T, ALONG[self.way[before]].T
        across, offset = ax * by - ay * bx, self.offset[before]
        return np.column_stack([(bx * offset - ax * self.offset) / across, (by * offset - ay * self.offset) / across])

    def shortest(self, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(lengths, indices) of the shortest wall of each ring; the length of a wall that its neighbours turned round
        is negative."""
        after = np.arange(len(self.way)) + 1
        after[self.end] = self.start
        x, y = (corners[after] - corners).T
        length = x * ALONG[self.way, 0] + y * ALONG[self.way, 1]
        least = np.minimum.reduceat(length, self.start)
        found = np.flatnonzero(length == np.repeat(least, self.counts))
        ring = np.searchsorted(self.end, found)
        return least, found[np.flatnonzero(np.diff(ring, prepend=-1))]

    def without(self, place: np.ndarray) -> StraightWalls:
        """The walls without the one at `place` (rings,) in each ring, and without the whole annex where it was the end
        of one; its neighbours are merged. Every ring must have more than four walls."""
        start = self.start
        beside = self.way[start + (place + 1) % self.counts] - self.way[start + (place - 1) % self.counts]
        is_end = beside % TURNS == TURNS // 2
        count = self.counts - np.where(is_end, 3, 1)
        ring = np.repeat(np.arange(len(count)), count)
        nth = np.arange(len(ring)) - (np.cumsum(count) - count)[ring]
        at = start[ring] + ((place + np.where(is_end, 2, 1))[ring] + nth) % self.counts[ring]
        return self._at(at, count)._closed()


class Drawings(NamedTuple):
    """Rings at several levels of detail: `corners` (n, 2), of which the ring r at the level k has `counts[k, r]` from
    `start[k, r]` on; -1 where the ring has no such level."""

    corners: np.ndarray
    start: np.ndarray
    counts: np.ndarray


def drawings(walls: StraightWalls, shortest: Sequence[float]) -> Drawings:
    """The rings at one level of detail for each of `shortest`: the shortest walls are dropped one by one, and their
    neighbours merged, until none is shorter than that; for infinity until four are left."""
    start, count = np.full((2, len(shortest), len(walls.counts)), -1)
    found: list[np.ndarray] = [np.zeros((0, 2))]
    walls, rings, total = walls.joined(), np.arange(len(walls.counts)), 0
    while True:
        enough = walls.counts >= FEWEST
        walls, rings = walls.part(enough), rings[enough]
        if not len(rings):
            return Drawings(np.concatenate(found), start, count)
        corners = walls.corners()
        length, index = walls.shortest(corners)
        for nth, least in enumerate(shortest):
            done = (walls.counts == FEWEST) & (length > 0) if least == np.inf else length >= least
            done &= start[nth, rings] < 0
            start[nth, rings[done]], count[nth, rings[done]] = total + walls.start[done], walls.counts[done]
        found.append(corners)
        total += len(corners)
        more, place = walls.counts > FEWEST, index - walls.start
        walls, rings = walls.part(more), rings[more]
        walls = walls.without(place[more])
