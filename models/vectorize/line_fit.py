"""Simplified lines laid through the middle of what they stand for, instead of through some of its vertices."""

from __future__ import annotations

import numpy as np
import shapely

TRIM = 2
"""Pieces at each end of a wall that do not count: corners are round where a network was unsure."""
FEWEST = 4
"""Pieces from which a wall has a direction of its own."""
PARALLEL = 0.2
"""Walls whose directions differ by less (as a sine) meet nowhere in particular."""


def fitted(lines: np.ndarray, simple: np.ndarray, most: float) -> np.ndarray:
    """The lines of `simple`, whose vertices are some of those of `lines` in their order, with their inner vertices
    moved by at most `most`: each wall becomes the line with the least sum of squared distances to the piece of line
    that it stands for (Pearson 1901), and a vertex lies where two of them meet.

    Vertices of a smooth outline lie inside its corners, so that simplifying alone makes buildings smaller. Both are
    (n,) LineStrings; the ends of those that are not closed stay. What one becomes depends on it alone.
    """
    xy, line = shapely.get_coordinates(lines, return_index=True)
    corner, owner = shapely.get_coordinates(simple, return_index=True)
    origin = xy[np.searchsorted(line, owner)]
    at = _places(xy, line, corner, owner)
    middle, way, known = _walls(xy, line, at, owner)
    before = np.arange(len(corner)) - 1
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], len(owner)) - 1
    closed = (corner[first] == corner[last]).all(axis=1) & (last - first > 2)
    before[first] = last - 1  # the wall before the first corner of a ring
    moved = _met(corner - origin, middle, way, known, before)
    stays = np.zeros(len(corner), bool)
    stays[first] = stays[last] = ~closed
    moved[last] = moved[first]
    stays |= np.hypot(*(moved - (corner - origin)).T) > most
    return shapely.linestrings(np.where(stays[:, None], corner, moved + origin), indices=owner)


def _places(xy: np.ndarray, line: np.ndarray, corner: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Which vertex each corner is; the last one of a line is its last vertex, also where it is closed."""
    both = np.concatenate([xy, corner])
    _, code = np.unique(both[:, 0] + 1j * both[:, 1], return_inverse=True)
    key = np.concatenate([line, owner]) * len(both) + code
    order = np.argsort(key[:len(xy)], kind="stable")
    at = order[np.searchsorted(key[:len(xy)], key[len(xy):], sorter=order)]
    ends = np.append(np.flatnonzero(np.diff(owner)), len(owner) - 1)
    at[ends] = np.append(np.flatnonzero(np.diff(line)), len(line) - 1)
    return at


def _walls(xy: np.ndarray, line: np.ndarray, at: np.ndarray,
           owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the wall after each corner: a point on it, seen from the line's first vertex, its direction, and whether it
    has one."""
    here = xy - xy[np.searchsorted(line, line)]
    step = np.diff(here, axis=0, append=here[-1:])
    weight = np.hypot(*step.T)
    x, y = (here + step / 2).T
    values = np.column_stack([weight, weight * x, weight * y, weight * x * x, weight * x * y, weight * y * y])
    end = np.append(at[1:], at[-1])
    count = np.where(np.append(owner[1:] == owner[:-1], False), end - at, 0)
    known = count >= FEWEST
    trim = np.minimum(TRIM, (count - 1) // 3)
    spans = np.column_stack([at + trim, end - trim])
    spans[~known] = at[~known, None]  # in order, so that nothing long lies between two of them
    # Each sum over its own pieces alone: it does not depend on what else there is, to the last bit.
    sums = np.add.reduceat(values, spans.ravel(), axis=0)[::2]
    w, sx, sy, sxx, sxy, syy = np.where(known[:, None], sums, 1.0).T
    angle = np.arctan2(2 * (sxy - sx * sy / w), (sxx - sx * sx / w) - (syy - sy * sy / w)) / 2
    return np.column_stack([sx / w, sy / w]), np.column_stack([np.cos(angle), np.sin(angle)]), known


def _met(corner: np.ndarray, middle: np.ndarray, way: np.ndarray, known: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Where the walls before and after each corner meet; on the one that has a direction where the other has none."""
    after = np.arange(len(corner))
    sine = way[before, 0] * way[after, 1] - way[before, 1] * way[after, 0]
    onto = [middle[wall] + way[wall] * ((corner - middle[wall]) * way[wall]).sum(axis=1, keepdims=True)
            for wall in (before, after)]
    both, meet = known[before] & known[after], np.abs(sine) > PARALLEL
    gap = middle[after] - middle[before]
    along = (gap[:, 0] * way[after, 1] - gap[:, 1] * way[after, 0]) / np.where(meet, sine, 1.0)
    crossing = middle[before] + way[before] * along[:, None]
    choices = [both & meet, both, known[before], known[after]]
    values = [crossing, (onto[0] + onto[1]) / 2, onto[0], onto[1]]
    return np.select([choice[:, None] for choice in choices], values, corner)
