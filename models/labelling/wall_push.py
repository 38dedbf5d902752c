"""Push-pull of a wall: the edge of a polygon nearest to a point moves, so that the point lies halfway of its way."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

THIN_PX = 1.0
"""What is thinner than twice this is left over beside a wall, and goes."""


def pushed(shape: BaseGeometry, point: np.ndarray, is_inside: bool) -> BaseGeometry:
    """The polygon, or the largest of several, with its edge nearest to `point` (x, y) moved by twice its distance, so
    that the point lies inside, or outside; as it is where the point does already. A click in the middle of a strip that
    is missing, or too much, is enough then.
    """
    polygon = _largest(shape)
    if polygon is None or polygon.contains(shapely.Point(point)) == is_inside:
        return shape
    ring = shapely.get_coordinates(polygon.exterior)
    start, edge = ring[:-1], np.diff(ring, axis=0)
    length = np.maximum(np.hypot(*edge.T), 1e-9)
    share = ((point - start) * edge).sum(axis=1) / length ** 2
    distance = np.hypot(*(start + np.clip(share, 0, 1)[:, None] * edge - point).T)
    # Where two edges are as near, at a corner, the one that the point lies beside moves.
    beside = np.abs(edge[:, 0] * (point - start)[:, 1] - edge[:, 1] * (point - start)[:, 0]) / length
    nearest = np.lexsort((-beside, np.round(distance, 6)))[0]
    normal = np.array([-edge[nearest, 1], edge[nearest, 0]]) / length[nearest]
    shift = 2 * float((point - start[nearest]) @ normal) * normal
    # The wall grows longer where the point lies beyond its end.
    beyond = min(2 * share[nearest], 0.0), max(2 * share[nearest] - 1, 1.0)
    ends = [start[nearest] + part * edge[nearest] for part in beyond]
    strip = shapely.make_valid(Polygon([*ends, ends[1] + shift, ends[0] + shift]))
    moved = polygon.union(strip) if is_inside else polygon.difference(strip)
    thick = moved.buffer(-THIN_PX, join_style="mitre").buffer(THIN_PX, join_style="mitre")
    return _largest(thick & moved) or polygon


def _largest(shape: BaseGeometry) -> Polygon | None:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    return max(parts, key=lambda part: part.area, default=None)
