"""How well polygons lie on each other, and overlays that cannot fail."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

AT_ONCE = 500
"""Pairs whose edges are compared at once: what that takes stays in the processor's cache."""
GRID = 2.0 ** -12
"""Pixels to which corners are rounded where an overlay fails without."""


def iou(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Intersection over union of pairs of valid polygons."""
    common = common_area(one, other)
    return common / (shapely.area(one) + shapely.area(other) - common)


def distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Hausdorff distance of the shells of pairs of polygons."""
    return shapely.hausdorff_distance(shapely.get_exterior_ring(one), shapely.get_exterior_ring(other))


def common_area(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Area (n,) of the ground that pairs of valid polygons have in common, many times faster than by overlay: a point
    is in a polygon when of the edges above it one more bounds it from above than from below, so that what is below both
    of any two edges adds up to the area."""
    out = np.zeros(len(one))
    for begin in range(0, len(one), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        out[part] = _common_area(one[part], other[part])
    return np.maximum(out, 0.0)


def _common_area(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    origin = shapely.bounds(one)[:, :2]
    (left, right, slope, height, side, owner), theirs = (_edges(shapes, origin) for shapes in (one, other))
    count = np.bincount(theirs[-1].astype(int), minlength=len(one))
    start = np.cumsum(count) - count
    owner = owner.astype(int)
    repeats = count[owner]
    ours = np.repeat(np.arange(len(owner)), repeats)
    beside = np.arange(len(ours)) + np.repeat(start[owner] - (np.cumsum(repeats) - repeats), repeats)
    begin, end = np.maximum(left[ours], theirs[0][beside]), np.minimum(right[ours], theirs[1][beside])
    meet = np.flatnonzero(end > begin)
    ours, beside, begin, end = ours[meet], beside[meet], begin[meet], end[meet]
    base, tilt = height[ours], slope[ours]
    first, last = base + (begin - left[ours]) * tilt, base + (end - left[ours]) * tilt
    base, tilt, far = theirs[3][beside], theirs[2][beside], theirs[0][beside]
    over = first - (base + (begin - far) * tilt), last - (base + (end - far) * tilt)
    above = (np.maximum(over[0], 0) + np.maximum(over[1], 0)) ** 2 / np.maximum(
        np.abs(over[0]) + np.abs(over[1]), 1e-300)
    below = (end - begin) / 2 * (first + last - above)
    return np.bincount(owner[ours], weights=side[ours] * theirs[4][beside] * below, minlength=len(one))


def _edges(shapes: np.ndarray, origin: np.ndarray) -> tuple[np.ndarray, ...]:
    """The edges that are not upright: left and right ends, slope, height of the left end, 1 where the polygon is below
    and -1 where it is above, and the number of the polygon."""
    rings, owners = shapely.get_rings(shapes, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy = xy - origin[owners[ring]]
    (x, y), (to_x, to_y), inside = xy[:-1].T, xy[1:].T, np.diff(ring) == 0
    turn = np.bincount(ring[:-1], weights=np.where(inside, x * to_y - to_x * y, 0), minlength=len(rings))
    is_shell = np.diff(owners, prepend=-1) > 0
    keep = np.flatnonzero(inside & (x != to_x))
    x, y, to_x, to_y, ring = x[keep], y[keep], to_x[keep], to_y[keep], ring[keep]
    outwards = np.where((turn < 0) == is_shell, 1.0, -1.0)[ring]
    slope = (to_y - y) / (to_x - x)
    return (np.minimum(x, to_x), np.maximum(x, to_x), slope, np.where(x < to_x, y, to_y),
            np.where(x < to_x, outwards, -outwards), owners[ring])


def overlay(operation: Callable[..., np.ndarray], *shapes: np.ndarray) -> np.ndarray:
    """An overlay of shapely, of arrays of equal lengths. Where floating point does not suffice, corners are rounded."""
    try:
        return operation(*shapes)
    except shapely.errors.GEOSException:
        return np.array([_overlay(operation, *these) for these in zip(*shapes)], object)


def _overlay(operation: Callable[..., shapely.Geometry], *shapes: shapely.Geometry) -> shapely.Geometry:
    try:
        return operation(*shapes)
    except shapely.errors.GEOSException:
        return operation(*map(shapely.make_valid, shapes), grid_size=GRID)
