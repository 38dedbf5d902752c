"""Polygon overlay: vectorised IoU and Hausdorff distance of pairs, and overlay operations that survive GEOS errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import shapely

AT_ONCE = 200
"""Pairs whose edges are compared at once, so that the arrays stay in the CPU's cache."""
GRID = 2.0 ** -12
"""Pixels to which corners are rounded where an overlay fails in floating point."""

CLEARANCE = 2.0 ** -18
"""Pixels by which every vertex may move with the polygon still valid, as it does where pixels become coordinates of a
map: a few millionths."""
FINE_GRID = 4 * CLEARANCE
"""Pixels to which the corners of polygons without CLEARANCE are rounded."""


def iou(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Intersection over union (n,) of pairs of valid polygons."""
    common = common_area(one, other)
    return common / (shapely.area(one) + shapely.area(other) - common)


def hausdorff_distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Hausdorff distance (n,) of the shells of pairs of polygons."""
    return shapely.hausdorff_distance(shapely.get_exterior_ring(one), shapely.get_exterior_ring(other))


def common_area(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Area (n,) of the intersection of pairs of valid polygons, many times faster than by an overlay.

    The method needs no topology. A point is in a polygon when one more of the edges above it bounds the polygon from
    above than from below. So the area is a signed sum, over all pairs of edges of the two, of the area below both.
    """
    out = np.zeros(len(one))
    for begin in range(0, len(one), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        out[part] = _common_area(one[part], other[part])
    return np.maximum(out, 0.0)


def _common_area(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    origin = shapely.bounds(one)[:, :2]
    ours, theirs = _Edges.of(one, origin), _Edges.of(other, origin)
    count = np.bincount(theirs.owner, minlength=len(one))
    times = count[ours.owner]
    nth = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    ours = ours.part(np.repeat(np.arange(len(times)), times))
    beside = (np.cumsum(count) - count)[ours.owner] + nth
    meet = np.maximum(ours.left, theirs.left[beside]) < np.minimum(ours.right, theirs.right[beside])
    ours, theirs = ours.part(meet), theirs.part(beside[meet])
    begin, end = np.maximum(ours.left, theirs.left), np.minimum(ours.right, theirs.right)
    first, last = ours.heights(begin), ours.heights(end)
    over, then_over = first - theirs.heights(begin), last - theirs.heights(end)
    above = (np.maximum(over, 0) + np.maximum(then_over, 0)) ** 2 / np.maximum(np.abs(over) + np.abs(then_over), 1e-300)
    below = (end - begin) / 2 * (first + last - above)  # area under the lower of the two
    return np.bincount(ours.owner, weights=ours.side * theirs.side * below, minlength=len(one))


class _Edges(NamedTuple):
    """Edges of polygons that are not vertical, (n,) each: x of the `left` and `right` end, `slope`, `height` (y) of the
    left end, `side` (1 where the polygon is below the edge, -1 where above), and `owner`, the index of the polygon."""

    left: np.ndarray
    right: np.ndarray
    slope: np.ndarray
    height: np.ndarray
    side: np.ndarray
    owner: np.ndarray

    @classmethod
    def of(cls, shapes: np.ndarray, origin: np.ndarray) -> _Edges:
        """The edges of polygons, relative to an `origin` (n, 2) of each."""
        rings, owners = shapely.get_rings(shapes, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        xy = xy - origin[owners[ring]]
        (x, y), (to_x, to_y), inside = xy[:-1].T, xy[1:].T, np.diff(ring) == 0
        turn = np.bincount(ring[:-1], weights=np.where(inside, x * to_y - to_x * y, 0), minlength=len(rings))
        outwards = np.where((turn < 0) == (np.diff(owners, prepend=-1) > 0), 1.0, -1.0)
        keep = np.flatnonzero(inside & (x != to_x))
        x, y, to_x, to_y, ring = x[keep], y[keep], to_x[keep], to_y[keep], ring[keep]
        return cls(np.minimum(x, to_x), np.maximum(x, to_x), (to_y - y) / (to_x - x), np.where(x < to_x, y, to_y),
                   np.where(x < to_x, outwards[ring], -outwards[ring]), owners[ring])

    def part(self, which: np.ndarray) -> _Edges:
        return _Edges(*(column[which] for column in self))

    def heights(self, x: np.ndarray) -> np.ndarray:
        return self.height + (x - self.left) * self.slope


def is_sound(shapes: np.ndarray) -> np.ndarray:
    """Boolean array (n,) of the shapes that are one polygon with ground, and stay valid where their vertices move by
    less than CLEARANCE: valid with no spike, gap or neck that is thinner, as an overlay leaves them along common walls.
    """
    sound = (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(shapes)
    sound[sound] = shapely.is_valid(shapes[sound])
    sound[sound] = shapely.minimum_clearance(shapes[sound]) >= CLEARANCE
    return sound


def with_clearance(shapes: np.ndarray) -> np.ndarray:
    """The shapes; those that are not sound are made valid, and what is thinner than FINE_GRID is left out of them. They
    may come apart, or be empty. Corners stay where they were, so that walls are still shared, unless that is what was
    not sound."""
    out, poor = shapes.copy(), ~is_sound(shapes)
    valid = shapely.make_valid(shapes[poor], method="structure", keep_collapsed=False)
    rounded = shapely.set_precision(shapely.set_precision(valid, FINE_GRID), 0)  # 0: later overlays are not rounded
    exact = np.array([_with_corners_of(*pair) for pair in zip(shapes[poor], rounded)], object)
    out[poor] = np.where(is_sound(exact), exact, rounded)
    return out


def _with_corners_of(shape: shapely.Geometry, rounded: shapely.Geometry) -> shapely.Geometry:
    """The shape `rounded` with its vertices where those of `shape` were before they were rounded."""
    corners = shapely.get_coordinates(shape)

    def nearest(xy: np.ndarray) -> np.ndarray:
        gaps = np.hypot(*(xy[:, np.newaxis] - corners).transpose(2, 0, 1))
        return np.where(gaps.min(axis=1, keepdims=True) <= FINE_GRID, corners[gaps.argmin(axis=1)], xy)

    return rounded if rounded.is_empty else shapely.transform(rounded, nearest)


def largest_part(shapes: np.ndarray) -> np.ndarray:
    """The largest polygon in each shape; an empty Polygon where there is none."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((shapely.area(parts), owner))  # lines and points among the parts have no area
    last = order[np.flatnonzero(np.diff(owner[order], append=-1))]
    polygons = last[shapely.area(parts[last]) > 0]
    out = np.full(len(shapes), shapely.Polygon(), object)
    out[owner[polygons]] = parts[polygons]
    return out


def made_sound(shapes: np.ndarray, *instead: np.ndarray) -> np.ndarray:
    """Sound polygons: the shapes; where one is not sound, its largest part with clearance; where that has no ground,
    the same of `instead`, one after the other. What has no ground in any of them stays as it is."""
    out, poor = shapes.copy(), np.flatnonzero(~is_sound(shapes))
    for source in (shapes, *instead):
        found = largest_part(with_clearance(source[poor]))
        sound = is_sound(found)
        out[poor[sound]] = found[sound]
        poor = poor[~sound]
    return out


def overlay(operation: Callable[..., np.ndarray], *shapes: np.ndarray) -> np.ndarray:
    """An overlay operation of shapely on arrays of equal lengths. Where GEOS fails in floating point, shapes are made
    valid and their corners rounded to GRID."""
    try:
        return operation(*shapes)
    except shapely.errors.GEOSException:
        return np.array([_rounded(operation, *these) for these in zip(*shapes)], object)


def union(shapes: Iterable[shapely.Geometry]) -> shapely.Geometry:
    """The union of all shapes, as robust as overlay()."""
    return _rounded(lambda *parts, **grid: shapely.union_all(parts, **grid), *shapes)


def _rounded(operation: Callable[..., shapely.Geometry], *shapes: shapely.Geometry) -> shapely.Geometry:
    try:
        return operation(*shapes)
    except shapely.errors.GEOSException:
        return operation(*map(shapely.make_valid, shapes), grid_size=GRID)
