"""Party walls: regularised buildings that touch get a common wall, without gaps and overlaps between them.

The smaller of two takes over the wall of the larger. A "drawing" is the regularised polygon of an outline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely

from .fit import Limits, keeps
from .overlay import common_area, iou, largest_part, overlay, union, with_clearance

FACING = np.cos(np.deg2rad(30.0))
"""Walls that turn less than this (cosine) from the shared edge of two buildings face each other there."""
PARALLEL = np.cos(np.deg2rad(12.0))
"""A wall that turns more than this (cosine) from the neighbour's is not turned into it."""
SHARED = 0.3
"""A wall is moved where at least this share of it is shared."""
PRICE = 0.05
"""Overlap with the traced outline (IoU) that a building may lose for common walls."""
FAR = 1.0
"""How far the corners of a moved wall may move, in shortest walls."""
CROSSING = np.sin(np.deg2rad(20.0))
"""A wall is moved only where the walls beside it meet it at more than this angle (sine)."""
BETWEEN = 0.5
"""Ground between two drawings is filled where at least this share of it belonged to one of the two outlines."""
SPIKE = 0.1
"""Half the width of a spike that an overlay leaves and that is no part of a building, in shortest walls."""
FLAT = 1e-3
"""Pixels by which a vertex may lie beside a straight wall and is needless."""
TINY = 1e-12
"""Shortest length to divide by."""

Point = tuple[float, float]
Ring = list[Point]
"""Corners of a ring, each once."""


def reach(limits: Limits) -> float:
    """Distance in pixels between two simplified outlines from which on their drawings cannot meet."""
    return 2 * (limits.shift + limits.shortest)


def small_and_large(outlines: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The pairs (m, 2) of indices, the smaller outline first, sorted; of equal areas the larger index is the smaller
    one."""
    pairs = np.column_stack([one, other])[_is_smaller(outlines, one, other)]
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _is_smaller(outlines: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    area = shapely.area(outlines)
    return (area[one] < area[other]) | ((area[one] == area[other]) & (one > other))


def without_overlaps(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray,
                     limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """(shapes, good) of the outlines `which` (indices): their drawings `filled` without overlaps.

    Ground that two drawings cover goes to the building that it was traced for. A drawing that does not keep the limits
    then is not good; its shape is what the other buildings leave of the simplified outline.
    """
    shapes = _without(filled, filled, _losers_and_winners(raw, simple, filled, which), limits)[which]
    good = keeps(raw[which], shapes, limits.overlap, limits.shift)
    if not good.all():
        shapes[~good] = _as_traced(raw, simple, filled, which[~good], limits)
    return shapes, good


def _losers_and_winners(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Pairs (loser, winner) (m, 2) whose drawings overlap, one of `which` or both. The winner is the building with the
    larger part of the common ground in its simplified outline; of equals, the larger building."""
    one, other = shapely.STRtree(filled).query(filled[which], predicate="intersects")
    one = which[one]
    first, second = np.unique(np.sort(np.column_stack([one, other])[one != other], axis=1), axis=0).T
    overlap = common_area(filled[first], filled[second]) > FLAT ** 2
    first, second = first[overlap], second[overlap]
    contested, pair = shapely.get_parts(overlay(shapely.intersection, filled[first], filled[second]), return_index=True)
    is_ground = shapely.area(contested) > 0  # two drawings may share walls and corners too
    contested, pair = contested[is_ground], pair[is_ground]
    claims = [np.bincount(pair, weights=common_area(contested, simple[side[pair]]), minlength=len(first))
              for side in (first, second)]
    first_lost = (claims[0] < claims[1]) | ((claims[0] == claims[1]) & _is_smaller(raw, first, second))
    return np.column_stack([np.where(first_lost, first, second), np.where(first_lost, second, first)])


def _as_traced(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray,
               limits: Limits) -> np.ndarray:
    """The simplified outlines `which` without the ground of others: of winners all of their drawing, of the rest what
    the drawing of this one would not have covered. Where nothing is left, the simplified outline as it is."""
    one, other = shapely.STRtree(filled).query(simple[which], predicate="intersects")
    one, other = which[one[which[one] != other]], other[which[one] != other]
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    wins = {tuple(pair) for pair in _losers_and_winners(raw, simple, filled, which).tolist()}
    lost = np.array([pair in wins for pair in zip(one.tolist(), other.tolist())], bool)
    theirs = np.where(lost, filled[other], overlay(shapely.difference, filled[other], filled[one]))
    rest = _without(simple, theirs, np.column_stack([one, np.arange(len(one))]), limits)[which]
    return np.where(shapely.is_empty(rest), simple[which], rest)


def _without(shapes: np.ndarray, others: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The `shapes`, the first of each of `pairs` (m, 2) without the ground that the second of it in `others` covers."""
    out, groups = shapes.copy(), list(_grouped(pairs))
    which = np.array([small for small, _ in groups], int)
    theirs = np.array([union(others[large]) for _, large in groups], object)
    out[which] = _whole(overlay(shapely.difference, shapes[which], theirs), limits)
    return out


def _grouped(pairs: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The pairs (m, 2) grouped by their first: each first, and all of its seconds."""
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    which, start = np.unique(pairs[:, 0], return_index=True)
    yield from zip(which.tolist(), np.split(pairs[:, 1], start[1:]))


def _whole(shapes: np.ndarray, limits: Limits) -> np.ndarray:
    """The largest part of each shape without spikes and needless vertices; an empty Polygon when nothing is left."""
    thin = _there_and_back(shapes, -SPIKE * limits.shortest)
    spiky = np.any([np.abs(size(shapes) - size(thin)) > FLAT for size in (shapely.area, shapely.length)], axis=0)
    parts = shapes.copy()
    parts[spiky] = with_clearance(overlay(shapely.intersection, thin[spiky], shapes[spiky]))
    return shapely.simplify(largest_part(parts), FLAT)


def _there_and_back(shapes: np.ndarray, outwards: float) -> np.ndarray:
    """Morphological opening (`outwards` < 0 pixels) or closing (> 0) with mitred corners. Mitres around small holes may
    cross, so the result is made valid."""
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS divides by 0 at corners that lie on each other
        moved = shapely.buffer(shapes, outwards, join_style="mitre")
        return shapely.make_valid(shapely.buffer(moved, -outwards, join_style="mitre"))


def with_common_walls(simple: np.ndarray, drawn: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The drawings, where the first of each of `pairs` (m, 2) takes over the walls of the second that it faces.

    A change is undone where the result would not keep the limits, or would lose more than PRICE of its overlap with the
    simplified outline.
    """
    large, which = np.unique(pairs[:, 1], return_inverse=True)
    along = overlay(shapely.intersection, shapely.get_exterior_ring(simple[pairs[:, 0]]),
                    shapely.buffer(simple[large], limits.sagitta)[which])
    pair, edges = _edges(along, limits.shortest / 2)
    rings = _shells(drawn, np.unique(pairs[pair]))
    moved: dict[int, Ring] = {}
    for (small, large), edge in zip(pairs[pair].tolist(), edges.tolist()):
        ring = _moved(moved.get(small, rings[small]), rings[large], edge, FAR * limits.shortest)
        if ring is not None:
            moved[small] = ring
    out = drawn.copy()
    for small, ring in moved.items():
        out[small] = shapely.Polygon(ring, drawn[small].interiors)
    changed = np.array(sorted(moved), int)
    least = np.maximum(limits.overlap, iou(simple[changed], drawn[changed]) - PRICE)
    good = keeps(simple[changed], out[changed], least, limits.shift)
    out[changed[~good]] = drawn[changed[~good]]
    return out


def _edges(lines: np.ndarray, longer: float) -> tuple[np.ndarray, np.ndarray]:
    """The edges of lines that are `longer` than so many pixels: indices (n,) of the lines, and both ends (n, 2, 2)."""
    parts, line = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    inside = (np.diff(part) == 0) & (np.hypot(*np.diff(xy, axis=0).T) > longer)
    return line[part[:-1][inside]], np.stack([xy[:-1][inside], xy[1:][inside]], axis=1)


def _shells(polygons: np.ndarray, which: np.ndarray) -> dict[int, Ring]:
    """The shells of the polygons `which` (indices) as rings, by index."""
    xy, polygon = shapely.get_coordinates(shapely.get_exterior_ring(polygons[which]), return_index=True)
    ends = np.flatnonzero(np.diff(polygon, append=-1)).tolist()
    xy = list(map(tuple, xy.tolist()))
    return {index: xy[begin:end] for index, begin, end in zip(which.tolist(), [0, *(end + 1 for end in ends)], ends)}


def _facing(ring: Ring, middle: Point, way: Point) -> int | None:
    """The edge of `ring` nearest to `middle` among those that run along `way` (unit vector), as the index of the corner
    that it begins at; None when no edge runs that way."""
    best, least = None, math.inf
    for index, (x, y) in enumerate(ring):
        to_x, to_y = ring[index + 1 - len(ring)]
        along_x, along_y = to_x - x, to_y - y
        length = max(math.hypot(along_x, along_y), TINY)
        if abs(along_x * way[0] + along_y * way[1]) < FACING * length:
            continue
        share = ((middle[0] - x) * along_x + (middle[1] - y) * along_y) / length ** 2
        share = min(max(share, 0.0), 1.0)
        far = math.hypot(x + share * along_x - middle[0], y + share * along_y - middle[1])
        if far < least:
            best, least = index, far
    return best


def _moved(ours: Ring, theirs: Ring, edge: tuple[Point, Point], most: float) -> Ring | None:
    """The ring `ours` with its wall at the shared `edge` moved into the line of the wall of `theirs` there; None where
    the two share too little of the wall, or a corner would move by more than `most` pixels."""
    begin, end = edge
    middle, way = ((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2), _unit(begin, end)
    at, wall = _facing(ours, middle, way), _facing(theirs, middle, way)
    if at is None or wall is None:
        return None
    before, one, other, after = (ours[(at + step) % len(ours)] for step in (-1, 0, 1, 2))
    line = theirs[wall], _unit(theirs[wall], theirs[wall + 1 - len(theirs)])
    now = _unit(one, other)
    if (abs(line[1][0] * now[0] + line[1][1] * now[1]) < PARALLEL
            or math.dist(begin, end) < SHARED * math.dist(one, other)):
        return None
    to_one, to_other = _meeting(one, _unit(before, one), *line), _meeting(other, _unit(after, other), *line)
    if to_one is None or to_other is None or max(math.dist(to_one, one), math.dist(to_other, other)) > most:
        return None
    ring = ours.copy()
    ring[at], ring[(at + 1) % len(ring)] = to_one, to_other
    return ring


def _unit(begin: Point, end: Point) -> Point:
    length = max(math.dist(begin, end), TINY)
    return (end[0] - begin[0]) / length, (end[1] - begin[1]) / length


def _meeting(at: Point, along: Point, other: Point, way: Point) -> Point | None:
    """The intersection of two lines, each a point and a unit vector; None where they are nearly parallel."""
    across = along[0] * way[1] - along[1] * way[0]
    if abs(across) < CROSSING:
        return None
    step = ((other[0] - at[0]) * way[1] - (other[1] - at[1]) * way[0]) / across
    return at[0] + along[0] * step, at[1] + along[1] * step


def with_gaps_filled(simple: np.ndarray, drawn: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The drawings, where the first of each of `pairs` (m, 2) gets the gaps between the two that were part of the
    simplified outlines (at least BETWEEN of a gap)."""
    both = overlay(shapely.union, *drawn[pairs.T])
    closed = _there_and_back(both, limits.shortest / 2)
    more = shapely.area(closed) - shapely.area(both) > FLAT
    (small, large), both, closed = pairs[more].T, both[more], closed[more]
    gaps, pair = shapely.get_parts(overlay(shapely.difference, closed, both), return_index=True)
    near = shapely.dwithin(gaps, drawn[small[pair]], FLAT) & shapely.dwithin(gaps, drawn[large[pair]], FLAT)
    gaps, pair = gaps[near], pair[near]
    traced = sum(common_area(gaps, simple[side[pair]]) for side in (small, large))
    inside = traced >= BETWEEN * shapely.area(gaps)
    gaps, owners = gaps[inside], small[pair[inside]]
    out = drawn.copy()
    for owner, which in _grouped(np.column_stack([owners, np.arange(len(owners))])):
        out[owner] = union([out[owner], *gaps[which]])
    changed = np.unique(owners)
    out[changed] = _whole(out[changed], limits)
    return out
