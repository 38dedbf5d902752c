"""A ring as straight walls in few directions: each wall is a line, and a corner is where two of them meet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

TURNS = 8
"""Walls run in one of eight ways: 0 is along the building's direction, 2 at right angles to it, odd ones diagonal."""
ALONG = [(round(np.cos(np.pi / 4 * way), 12), round(np.sin(np.pi / 4 * way), 12)) for way in range(TURNS)]
DIAGONAL_WITHIN = np.deg2rad(15.0)
"""How far an edge may turn from a diagonal to be one."""
LEAST_VOICE = 0.02
"""How much an edge half way between two ways still says of where its wall stands."""
FEWEST = 4
"""Three walls would be a triangle, which is no building that we want to draw."""


class Wall(NamedTuple):
    """A wall that runs in the `way` (0-7) at `offset` to the left of the origin; `weight` is the length of the edges
    that say so."""

    way: int
    offset: float
    weight: float

    def joined(self, other: Wall) -> Wall:
        """One wall that both say."""
        weight = self.weight + other.weight
        return Wall(self.way, (self.offset * self.weight + other.offset * other.weight) / weight, weight)


def edge_walls(edges: np.ndarray, middles: np.ndarray, longest_dropped: float, diagonals: bool) -> list[np.ndarray]:
    """[way, offset, weight] (n,) each of single edges (n, 2) with their `middles` (n, 2), in the building's frame.
    Diagonals have to be longer than what is dropped."""
    length, angle = np.hypot(*edges.T), np.arctan2(edges[:, 1], edges[:, 0])
    square = 2 * np.round(angle / (np.pi / 2)).astype(int)
    way = square
    if diagonals:
        any_way = np.round(angle / (np.pi / 4)).astype(int)
        is_diagonal = (np.abs(angle - any_way * np.pi / 4) < DIAGONAL_WITHIN) & (length > longest_dropped)
        way = np.where(is_diagonal, any_way, square)
    off = angle - way * np.pi / 4
    way = way % TURNS
    along = np.array(ALONG)[way]
    offset = along[:, 0] * middles[:, 1] - along[:, 1] * middles[:, 0]
    return [way, offset, length * np.maximum(np.cos(2 * off), LEAST_VOICE)]


def joined(walls: list[Wall]) -> list[Wall]:
    """The walls without neighbours that run the same way, or back on each other: the lighter of these goes."""
    out: list[Wall] = []
    for wall in walls:
        _append(out, wall)
    while len(out) > 1 and (out[0].way - out[-1].way) % 4 == 0:
        last = out.pop()
        if last.way == out[0].way:
            out[0] = out[0].joined(last)
        elif last.weight > out[0].weight:
            out[0] = last
    return out


def _append(walls: list[Wall], wall: Wall) -> None:
    while walls and (walls[-1].way - wall.way) % 4 == 0:
        last = walls.pop()
        if last.way == wall.way:
            wall = last.joined(wall)
        elif last.weight > wall.weight:
            wall = last
    walls.append(wall)


def corners(walls: list[Wall]) -> list[tuple[float, float]]:
    """Where each wall meets the one before it."""
    found, before = [], walls[-1]
    for wall in walls:
        (ax, ay), (bx, by) = ALONG[before.way], ALONG[wall.way]
        across = ax * by - ay * bx
        found.append(((bx * before.offset - ax * wall.offset) / across,
                      (by * before.offset - ay * wall.offset) / across))
        before = wall
    return found


def shortest(walls: list[Wall]) -> tuple[float, int]:
    """The length of the shortest wall and its index; a wall that was turned round by its neighbours is negative."""
    at = corners(walls)
    lengths = []
    for index, wall in enumerate(walls):
        (x, y), (to_x, to_y) = at[index], at[(index + 1) % len(at)]
        ax, ay = ALONG[wall.way]
        lengths.append((to_x - x) * ax + (to_y - y) * ay)
    least = min(lengths)
    return least, lengths.index(least)


def without_short(walls: list[Wall], least: float) -> list[Wall] | None:
    """The walls after those shorter than `least` were dropped one by one, with their neighbours drawn together; None
    when too few are left."""
    walls = joined(walls)
    while len(walls) >= FEWEST:
        length, index = shortest(walls)
        if length >= least:
            return walls
        walls = _without(walls, index)
    return None


def fewest(walls: list[Wall]) -> list[Wall] | None:
    """The four walls that are left when the shortest are dropped one by one; None where fewer are."""
    walls = joined(walls)
    while len(walls) > FEWEST:
        walls = _without(walls, shortest(walls)[1])
    return walls if len(walls) == FEWEST and shortest(walls)[0] > 0 else None


def _without(walls: list[Wall], index: int) -> list[Wall]:
    """Without the wall at `index`; with the whole annex where it was the end of one."""
    walls = walls[index:] + walls[:index]
    is_end = (walls[1].way - walls[-1].way) % TURNS == TURNS // 2
    return joined(walls[2:-1] if is_end else walls[1:])
