"""From pieces of outlines to polygons, for many buildings at once."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import depth_first_order

from .contours import WallPieces

TABLE = 128
"""Points of the grid for each piece, at most, over which pieces are looked up by the name of a point."""


def polygons_of(walls: WallPieces, buildings: np.ndarray, count: int) -> np.ndarray:
    """The polygons (count,) of buildings 0 to `count` - 1, each with at least one wall; `buildings` tells which one a
    wall belongs to. Of several parts the largest counts. A ring starts at the first of its points in the grid."""
    order, first = _in_rings(walls, _following(walls, buildings))
    x, y, lengths = walls.x.take(order), walls.y.take(order), np.diff(first, append=len(order))
    rings = shapely.linearrings(np.column_stack([x, y]), indices=np.repeat(np.arange(len(first)), lengths))
    owner, areas = buildings[order[first]], _areas(x, y, first, lengths)
    by_size = np.lexsort((walls.start[order[first]], -areas, owner))
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
    """The first of these rings, which is the largest, with the holes that lie in no other."""
    inside = shapely.contains(shapely.polygons(outer)[:, None], shapely.get_point(holes, 0))
    return shapely.polygons(outer[0], holes[inside[0] & ~inside[1:].any(axis=0)])


def _following(walls: WallPieces, buildings: np.ndarray) -> np.ndarray:
    """The index of the wall that starts where each ends, of the same building: none passes a point twice."""
    least = walls.start.min()
    starts, ends, points = walls.start - least, walls.end - least, int(walls.start.max() - least) + 1
    if points > TABLE * len(starts):
        names, starts = np.unique(starts, return_inverse=True)
        ends, points = np.searchsorted(names, ends), len(names)
    table, following = np.empty(points, np.int32), np.empty(len(starts), np.int32)
    unseen = unmet = np.arange(len(starts), dtype=np.int32)
    while len(unmet):  # three buildings meet in a point at most
        names = starts.take(unseen)
        table[names] = unseen
        unseen = unseen.compress(table.take(names) != unseen)
        found = table.take(ends.take(unmet))
        fits = buildings.take(found) == buildings.take(unmet)
        following[unmet.compress(fits)] = found.compress(fits)
        unmet = unmet.compress(~fits)
    return following


def _in_rings(walls: WallPieces, following: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The indices of walls in the order of the rings that they make, and the places in it where rings start."""
    count = len(following)
    # A search from one node finds the rings one after the other, if a chain of further nodes leads to every wall.
    nodes = np.arange(count, dtype=np.int32)
    chain = np.column_stack([nodes, nodes + count + 1]).ravel()[:-1]
    until = np.concatenate([nodes, np.arange(count, 3 * count, 2), [3 * count - 1]])
    graph = csr_array((np.ones(3 * count - 1), np.concatenate([following, chain]), until), (2 * count, 2 * count))
    order = depth_first_order(graph, count, return_predecessors=False)
    order = order[order < count]
    first = np.flatnonzero(np.append(True, following[order[:-1]] != order[1:]))
    lengths = np.diff(first, append=count)
    names = walls.start[order]
    start = np.flatnonzero(names == np.repeat(np.minimum.reduceat(names, first), lengths))  # one in each ring
    turned = np.arange(count) + np.repeat(start - first, lengths)
    beyond = turned >= np.repeat(first + lengths, lengths)
    return order[turned - np.where(beyond, np.repeat(lengths, lengths), 0)], first


def _areas(x: np.ndarray, y: np.ndarray, first: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Twice the areas of rings that start at `first`, negative for holes."""
    x, y = x - np.repeat(x[first], lengths), y - np.repeat(y[first], lengths)
    following = np.arange(1, len(x) + 1)
    following[first + lengths - 1] = first
    return np.add.reduceat(x * y[following] - x[following] * y, first)
