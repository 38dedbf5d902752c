"""Line fit by total least squares (Pearson 1901): walls of simplified lines through the middle of their vertices."""

from __future__ import annotations

import numpy as np
import shapely

TRIM = 2
"""Segments at each end of a wall that are left out of the fit: corners are round where a network was unsure."""
FEWEST = 4
"""Segments from which a wall is fitted; shorter ones get no direction."""
PARALLEL = 0.2
"""Walls whose directions differ by less (as a sine) count as parallel: their intersection is ill-conditioned."""


def fit_lines(lines: np.ndarray, simple: np.ndarray, max_move: float) -> np.ndarray:
    """The LineStrings `simple` (n,) with their inner vertices moved by at most `max_move`.

    The vertices of `simple` are some of those of `lines` (n,), in their order. Each wall becomes the line with the
    least sum of squared distances to the stretch that it replaces (Pearson 1901), and a vertex the intersection of two
    such lines. Simplification alone makes buildings smaller, since the vertices of a smooth outline lie inside its
    corners. The ends of lines that are not closed stay. Each line depends on itself alone.
    """
    xy, line = shapely.get_coordinates(lines, return_index=True)
    corner, owner = shapely.get_coordinates(simple, return_index=True)
    origin = xy[np.searchsorted(line, owner)]
    at = _vertex_indices(xy, line, corner, owner)
    middle, direction, known = _fit_walls(xy, line, at, owner)
    before = np.arange(len(corner)) - 1
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], len(owner)) - 1
    closed = (corner[first] == corner[last]).all(axis=1) & (last - first > 2)
    before[first] = last - 1  # the wall before the first corner of a ring
    moved = _intersections(corner - origin, middle, direction, known, before)
    stays = np.zeros(len(corner), bool)
    stays[first] = stays[last] = ~closed
    moved[last] = moved[first]
    stays |= np.hypot(*(moved - (corner - origin)).T) > max_move
    return shapely.linestrings(np.where(stays[:, None], corner, moved + origin), indices=owner)


def _vertex_indices(xy: np.ndarray, line: np.ndarray, corner: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """The index in `xy` of each corner; the last corner of a line is its last vertex, also where it is closed."""
    both = np.concatenate([xy, corner])
    _, code = np.unique(both[:, 0] + 1j * both[:, 1], return_inverse=True)
    key = np.concatenate([line, owner]) * len(both) + code
    order = np.argsort(key[:len(xy)], kind="stable")
    at = order[np.searchsorted(key[:len(xy)], key[len(xy):], sorter=order)]
    ends = np.append(np.flatnonzero(np.diff(owner)), len(owner) - 1)
    at[ends] = np.append(np.flatnonzero(np.diff(line)), len(line) - 1)
    return at


def _fit_walls(xy: np.ndarray, line: np.ndarray, at: np.ndarray,
               owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The fit of the wall after each corner: a point on it relative to the line's first vertex, its direction (unit
    vector), and whether it was fitted."""
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
    # Each sum over its own segments alone: to the last bit, it does not depend on other lines.
    sums = np.add.reduceat(values, spans.ravel(), axis=0)[::2]
    w, sx, sy, sxx, sxy, syy = np.where(known[:, None], sums, 1.0).T
    angle = np.arctan2(2 * (sxy - sx * sy / w), (sxx - sx * sx / w) - (syy - sy * sy / w)) / 2
    return np.column_stack([sx / w, sy / w]), np.column_stack([np.cos(angle), np.sin(angle)]), known


def _intersections(corner: np.ndarray, middle: np.ndarray, direction: np.ndarray, known: np.ndarray,
                   before: np.ndarray) -> np.ndarray:
    """The intersection of the walls before and after each corner. Where one wall was fitted, the corner's projection
    onto it; where both are parallel, the mean of both projections; where none was, the corner."""
    after = np.arange(len(corner))
    sine = direction[before, 0] * direction[after, 1] - direction[before, 1] * direction[after, 0]
    onto = [middle[wall] + direction[wall] * ((corner - middle[wall]) * direction[wall]).sum(axis=1, keepdims=True)
            for wall in (before, after)]
    both, meet = known[before] & known[after], np.abs(sine) > PARALLEL
    gap = middle[after] - middle[before]
    along = (gap[:, 0] * direction[after, 1] - gap[:, 1] * direction[after, 0]) / np.where(meet, sine, 1.0)
    crossing = middle[before] + direction[before] * along[:, None]
    choices = [both & meet, both, known[before], known[after]]
    values = [crossing, (onto[0] + onto[1]) / 2, onto[0], onto[1]]
    return np.select([choice[:, None] for choice in choices], values, corner)
