"""Ring assembly: contour segments are chained to closed rings, and rings to polygons, for many buildings at once."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import depth_first_order

from .contours import ContourSegments

TABLE_FACTOR = 128
"""Segments are looked up in a table of all points of the grid, unless it had more than this many entries a segment."""


def assemble_polygons(segments: ContourSegments, buildings: np.ndarray, count: int) -> np.ndarray:
    """The Polygons (count,) of buildings 0 to `count` - 1, each of which has at least one segment.

    `buildings` is the building of each segment. Of a building in several parts, the largest one is kept. A ring starts
    at its first point in the order of the grid.
    """
    order, first = _in_rings(segments, _successors(segments, buildings))
    x, y, lengths = segments.x.take(order), segments.y.take(order), np.diff(first, append=len(order))
    rings = shapely.linearrings(np.column_stack([x, y]), indices=np.repeat(np.arange(len(first)), lengths))
    owner, areas = buildings[order[first]], _areas(x, y, first, lengths)
    by_size = np.lexsort((segments.start[order[first]], -areas, owner))
    rings, owner, areas = rings[by_size], owner[by_size], areas[by_size]
    parts, holes = (np.bincount(owner[which], minlength=count) for which in (areas > 0, areas < 0))
    kept = (parts[owner] == 1) | (np.diff(owner, prepend=-1) > 0)
    polygons = np.empty(count, object)
    shapely.polygons(rings[kept], indices=owner[kept], out=polygons)
    for building in np.flatnonzero((parts > 1) & (holes > 0)):
        of_it = owner == building
        polygons[building] = _first_part(rings[of_it & (areas > 0)], rings[of_it & (areas < 0)])
    return polygons


def _first_part(outer: np.ndarray, holes: np.ndarray) -> shapely.Polygon:
    """The polygon of the first outer ring, which is the largest, with the `holes` that lie in no other outer ring."""
    inside = shapely.contains(shapely.polygons(outer)[:, None], shapely.get_point(holes, 0))
    return shapely.polygons(outer[0], holes[inside[0] & ~inside[1:].any(axis=0)])


def _successors(segments: ContourSegments, buildings: np.ndarray) -> np.ndarray:
    """For each segment, the index of the one of the same building that starts where it ends. It is unique: no building
    passes a point twice."""
    least = segments.start.min()
    starts, ends, points = segments.start - least, segments.end - least, int(segments.start.max() - least) + 1
    if points > TABLE_FACTOR * len(starts):
        names, starts = np.unique(starts, return_inverse=True)
        ends, points = np.searchsorted(names, ends), len(names)
    table, following = np.empty(points, np.int32), np.empty(len(starts), np.int32)
    unseen = unmet = np.arange(len(starts), dtype=np.int32)
    while len(unmet):  # at most three rounds: no more buildings meet in a point
        names = starts.take(unseen)
        table[names] = unseen
        unseen = unseen.compress(table.take(names) != unseen)
        found = table.take(ends.take(unmet))
        fits = buildings.take(found) == buildings.take(unmet)
        following[unmet.compress(fits)] = found.compress(fits)
        unmet = unmet.compress(~fits)
    return following


def _in_rings(segments: ContourSegments, following: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The indices of segments, ring after ring, and the places in this order where rings start."""
    count = len(following)
    # A search from one node finds the rings one after the other, if a chain of further nodes leads to every segment.
    nodes = np.arange(count, dtype=np.int32)
    chain = np.column_stack([nodes, nodes + count + 1]).ravel()[:-1]
    until = np.concatenate([nodes, np.arange(count, 3 * count, 2), [3 * count - 1]])
    graph = csr_array((np.ones(3 * count - 1), np.concatenate([following, chain]), until), (2 * count, 2 * count))
    order = depth_first_order(graph, count, return_predecessors=False)
    order = order[order < count]
    first = np.flatnonzero(np.append(True, following[order[:-1]] != order[1:]))
    lengths = np.diff(first, append=count)
    names = segments.start[order]
    start = np.flatnonzero(names == np.repeat(np.minimum.reduceat(names, first), lengths))  # one in each ring
    turned = np.arange(count) + np.repeat(start - first, lengths)
    beyond = turned >= np.repeat(first + lengths, lengths)
    return order[turned - np.where(beyond, np.repeat(lengths, lengths), 0)], first


def _areas(x: np.ndarray, y: np.ndarray, first: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Twice the signed areas (shoelace formula) of rings that start at `first`, negative for holes."""
    x, y = x - np.repeat(x[first], lengths), y - np.repeat(y[first], lengths)
    following = np.arange(1, len(x) + 1)
    following[first + lengths - 1] = first
    return np.add.reduceat(x * y[following] - x[following] * y, first)
