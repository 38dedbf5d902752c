"""Buildings that touch, drawn anew: the smaller of two takes over the wall of the larger, and no two overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from .regularize_fit import Limits, keeps
from .regularize_overlap import iou

FACING = np.cos(np.deg2rad(30.0))
"""Walls that turn less from what two buildings share, face each other there."""
PARALLEL = np.cos(np.deg2rad(12.0))
"""A wall that turns more from the neighbour's is not turned into it."""
SHARED = 0.3
"""A wall is moved where at least this share of it is shared."""
PRICE = 0.05
"""Overlap with the traced outline (IoU) that a building may lose for common walls."""
FAR = 1.0
"""How far its corners may move, in shortest walls."""
CROSSING = np.sin(np.deg2rad(20.0))
"""Where a wall is moved, those beside it have to meet it at more than this."""
BETWEEN = 0.5
"""Ground between two drawings is filled where at least this share of it belonged to one of the two outlines."""
SPIKE = 0.1
"""Half the width of what may be left over between two drawings and is no part of a building, in shortest walls."""
FLAT = 1e-3
"""Pixels by which a vertex may leave a wall that runs on."""


def reach(limits: Limits) -> float:
    """Pixels between two outlines from which on their drawings cannot meet."""
    return 2 * (limits.shift + limits.shortest)


def small_and_large(outlines: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The pairs (m, 2) of indices in which the former is smaller, in order; of equals the latter counts as smaller."""
    pairs = np.column_stack([one, other])[_is_smaller(outlines, one, other)]
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _is_smaller(outlines: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    area = shapely.area(outlines)
    return (area[one] < area[other]) | ((area[one] == area[other]) & (one > other))


def apart(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray,
          limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """(shapes, good) of the outlines `which` (indices): their drawings `filled` so that no two overlap: ground that two
    cover goes to the one that it was traced for. One that does not keep the limits is not good; its shape is what the
    others leave of the simplified outline."""
    shapes = _without(filled, filled, _losers_and_winners(raw, simple, filled, which), limits)[which]
    good = keeps(raw[which], shapes, limits)
    if not good.all():
        shapes[~good] = _as_traced(raw, simple, filled, which[~good], limits)
    return shapes, good


def _losers_and_winners(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Pairs (m, 2) whose drawings overlap: one of `which`, and the one that has the stronger claim to what both cover;
    of equal claims that of the larger."""
    one, other = shapely.STRtree(filled).query(filled[which], predicate="intersects")
    one, other = which[one[which[one] != other]], other[which[one] != other]
    first, second = np.minimum(one, other), np.maximum(one, other)  # both sides have to come to the same verdict
    contested = shapely.intersection(filled[first], filled[second])
    claims = [shapely.area(shapely.intersection(contested, simple[side])) for side in (first, second)]
    first_lost = (claims[0] < claims[1]) | ((claims[0] == claims[1]) & _is_smaller(raw, first, second))
    lost = (shapely.area(contested) > FLAT ** 2) & np.where(one == first, first_lost, ~first_lost)
    return np.column_stack([one, other])[lost]


def _as_traced(raw: np.ndarray, simple: np.ndarray, filled: np.ndarray, which: np.ndarray,
               limits: Limits) -> np.ndarray:
    """The simplified outlines `which` without what others hold: the winners all of theirs, the others what the drawing
    of this one would not have covered. Where nothing is left, the simplified outline as it is."""
    one, other = shapely.STRtree(filled).query(simple[which], predicate="intersects")
    one, other = which[one[which[one] != other]], other[which[one] != other]
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    wins = {tuple(pair) for pair in _losers_and_winners(raw, simple, filled, which).tolist()}
    lost = np.array([pair in wins for pair in zip(one.tolist(), other.tolist())], bool)
    theirs = np.where(lost, filled[other], shapely.difference(filled[other], filled[one]))
    rest = _without(simple, theirs, np.column_stack([one, np.arange(len(one))]), limits)[which]
    return np.where(shapely.is_empty(rest), simple[which], rest)


def _without(shapes: np.ndarray, others: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The shapes of the former of each of `pairs` without what the latter of `others` cover."""
    out = shapes.copy()
    for small, large in _grouped(pairs):
        out[small] = shapely.difference(shapes[small], shapely.union_all(others[large]))
    which = np.unique(pairs[:, 0])
    out[which] = _whole(out[which], limits)
    return out


def _grouped(pairs: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The former of the pairs, and all the latter that belong to it."""
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    which, start = np.unique(pairs[:, 0], return_index=True)
    yield from zip(which.tolist(), np.split(pairs[:, 1], start[1:]))


def _whole(shapes: np.ndarray, limits: Limits) -> np.ndarray:
    """The largest part of each without spikes and needless vertices; an empty Polygon when nothing is left."""
    thin = _there_and_back(shapes, -SPIKE * limits.shortest)
    parts, owner = shapely.get_parts(shapely.intersection(thin, shapes), return_index=True)
    order = np.lexsort((shapely.area(parts), owner))  # lines and points among the parts have no area
    last = order[np.flatnonzero(np.diff(owner[order], append=-1))]
    out = np.full(len(shapes), shapely.Polygon(), object)
    polygons = last[shapely.area(parts[last]) > 0]
    out[owner[polygons]] = shapely.simplify(parts[polygons], FLAT)
    return out


def _there_and_back(shapes: np.ndarray, outwards: float) -> np.ndarray:
    """The shapes with their walls moved by so many pixels, and back; mitres around small holes may cross."""
    moved = shapely.buffer(shapes, outwards, join_style="mitre")
    return shapely.make_valid(shapely.buffer(moved, -outwards, join_style="mitre"))


def with_common_walls(simple: np.ndarray, drawn: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The drawings, the former of each of `pairs` (m, 2) with the walls of the latter where it faces them."""
    out = drawn.copy()
    along = shapely.intersection(shapely.get_exterior_ring(simple[pairs[:, 0]]),
                                 shapely.buffer(simple[pairs[:, 1]], limits.sagitta))
    for (small, large), line in zip(pairs, along):
        for begin, end in _edges(line, limits.shortest / 2):
            out[small] = _moved(out[small], drawn[large], begin, end, FAR * limits.shortest)
    changed = np.flatnonzero([one is not other for one, other in zip(out, drawn)])
    good = keeps(simple[changed], out[changed], limits)
    good[good] = iou(simple[changed[good]], out[changed[good]]) >= iou(
        simple[changed[good]], drawn[changed[good]]) - PRICE
    out[changed[~good]] = drawn[changed[~good]]
    return out


def _edges(line: shapely.Geometry, longer: float) -> list[tuple[np.ndarray, np.ndarray]]:
    parts = shapely.get_parts(line)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    inside = (np.diff(part) == 0) & (np.hypot(*np.diff(xy, axis=0).T) > longer) if len(xy) else np.zeros(0, bool)
    return list(zip(xy[:-1][inside], xy[1:][inside]))


def _facing(xy: np.ndarray, middle: np.ndarray, way: np.ndarray) -> int | None:
    """Which edge of the closed ring `xy` is the nearest to `middle` of those that run along `way`."""
    edges = np.diff(xy, axis=0)
    length = np.maximum(np.hypot(*edges.T), 1e-12)
    along = np.clip(((middle - xy[:-1]) * edges).sum(axis=1) / length ** 2, 0, 1)
    far = np.hypot(*(xy[:-1] + along[:, None] * edges - middle).T)
    far[np.abs(edges @ way) < FACING * length] = np.inf
    best = int(far.argmin())
    return best if np.isfinite(far[best]) else None


def _moved(small: shapely.Polygon, large: shapely.Polygon, begin: np.ndarray, end: np.ndarray,
           most: float) -> shapely.Polygon:
    """`small` with its wall that faces what they share, from `begin` to `end`, in line with that of `large`, where
    the two share enough of it and none of its corners moves by more than `most`."""
    middle, way = (begin + end) / 2, (end - begin) / np.hypot(*(end - begin))
    ours, theirs = (shapely.get_coordinates(shapely.get_exterior_ring(shape)) for shape in (small, large))
    at, wall = _facing(ours, middle, way), _facing(theirs, middle, way)
    if at is None or wall is None:
        return small
    ring = ours[:-1]
    corners = [ring[(at + step) % len(ring)] for step in (-1, 0, 1, 2)]
    to = theirs[wall + 1] - theirs[wall]
    wide = np.hypot(*(corners[2] - corners[1]))
    if abs(_unit(to) @ _unit(corners[2] - corners[1])) < PARALLEL or np.hypot(*(end - begin)) < SHARED * wide:
        return small
    moved = [_meeting(corners[1], corners[1] - corners[0], theirs[wall], to),
             _meeting(corners[2], corners[2] - corners[3], theirs[wall], to)]
    if any(to is None or np.hypot(*(to - at)) > most for to, at in zip(moved, corners[1:3])):
        return small
    ring = ring.copy()
    ring[at], ring[(at + 1) % len(ring)] = moved[0], moved[1]
    return shapely.Polygon(ring, small.interiors)


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / max(float(np.hypot(*vector)), 1e-12)


def _meeting(at: np.ndarray, along: np.ndarray, other: np.ndarray, way: np.ndarray) -> np.ndarray | None:
    """Where two lines meet; None where they are nearly parallel."""
    along, way = _unit(along), _unit(way)
    across = along[0] * way[1] - along[1] * way[0]
    if abs(across) < CROSSING:
        return None
    gap = other - at
    return at + along * (gap[0] * way[1] - gap[1] * way[0]) / across


def with_gaps_filled(simple: np.ndarray, drawn: np.ndarray, pairs: np.ndarray, limits: Limits) -> np.ndarray:
    """The drawings, the former of each of `pairs` (m, 2) with the gaps between the two that were part of them."""
    small, large = pairs.T
    both = shapely.union(drawn[small], drawn[large])
    closed = _there_and_back(both, limits.shortest / 2)
    gaps, pair = shapely.get_parts(shapely.difference(closed, both), return_index=True)
    near = shapely.dwithin(gaps, drawn[small[pair]], FLAT) & shapely.dwithin(gaps, drawn[large[pair]], FLAT)
    gaps, pair = gaps[near], pair[near]
    traced = shapely.union(simple[small[pair]], simple[large[pair]])
    inside = shapely.area(shapely.intersection(gaps, traced)) >= BETWEEN * shapely.area(gaps)
    gaps, owners = gaps[inside], small[pair[inside]]
    out = drawn.copy()
    for owner, which in _grouped(np.column_stack([owners, np.arange(len(owners))])):
        out[owner] = shapely.union_all([out[owner], *gaps[which]])
    changed = np.unique(owners)
    out[changed] = _whole(out[changed], limits)
    return out
