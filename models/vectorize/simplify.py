"""Topology-preserving simplification (Douglas and Peucker 1973): arcs that neighbours share are simplified once."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import Polygon

from .line_fit import fit_lines

NO_RING, SEVERAL = -1, -2
"""What is beyond an edge, where it is not one ring: no other ring, or more than one (outlines that overlap)."""
COVER_SIMPLIFY = 0.5
"""Least tolerance in pixels of the simplification of ground cover: of what is traced on a coarse grid, the steps of the
grid are no shape."""


def without_small_holes(polygons: np.ndarray, least: float) -> np.ndarray:
    """The polygons without holes of less than `least` square pixels; a courtyard is larger."""
    holed = np.flatnonzero(shapely.get_num_interior_rings(polygons))
    filled = polygons.copy()
    for index in holed:
        whole = polygons[index]
        filled[index] = Polygon(whole.exterior, [ring for ring in whole.interiors if Polygon(ring).area >= least])
    return filled


def simplify_together(outlines: np.ndarray, tolerance: float) -> np.ndarray:
    """Valid Polygons (n,), simplified by Douglas and Peucker (1973) with `tolerance` in pixels; each wall is fitted
    to the vertices that it replaces (line_fit.py).

    Walls whose vertices two outlines share exactly are still shared exactly: each arc between two nodes is simplified
    once. A polygon depends on its outline and those that it touches alone. One that comes out invalid is simplified by
    itself, with half the tolerance and its topology preserved.
    """
    if not len(outlines) or tolerance <= 0:
        return outlines
    rings, owners = shapely.get_rings(outlines, return_index=True)
    arcs = _Arcs(rings)
    fewer = shapely.simplify(arcs.lines, tolerance, preserve_topology=False)
    simple, whole = arcs.rings(fit_lines(arcs.lines, fewer, max_displacement(tolerance) - tolerance))
    is_shell = np.diff(owners, prepend=-1) > 0
    kept = whole | is_shell  # a hole that collapsed was smaller than the tolerance
    out = polygons_of_rings(simple[kept], owners[kept])
    failed = ~whole[is_shell] | ~shapely.is_valid(out)
    out[failed] = shapely.simplify(outlines[failed], tolerance / 2)  # valid, but each by itself, and less exact
    return out


def max_displacement(tolerance: float) -> float:
    """How far simplify_together may move an outline, in pixels: vertices are dropped, and others moved."""
    return tolerance + max(tolerance, 1.0) if tolerance > 0 else 0.0


def polygons_of_rings(rings: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """The polygons of rings: `owners` (rings,) ascending is the polygon of each, its shell first."""
    return shapely.polygons(rings, indices=np.cumsum(np.diff(owners, prepend=-1) > 0) - 1)


class _Arcs:
    """Rings cut into arcs at the nodes where their neighbour changes, as in TopoJSON.

    An arc that two rings share is the same line for both, in the same direction: from the smaller end, or, where it is
    closed, from its smallest vertex to the smaller side.
    """

    def __init__(self, rings: np.ndarray) -> None:
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        last = np.flatnonzero(np.diff(ring, append=len(rings)))
        xy, ring = np.delete(xy, last, axis=0), np.delete(ring, last)  # rings end where they start
        count = np.bincount(ring, minlength=len(rings))
        start = np.cumsum(count) - count
        following = np.arange(len(ring)) + 1
        following[start + count - 1] = start
        _, code = np.unique(xy[:, 0] + 1j * xy[:, 1], return_inverse=True)
        is_node = _find_nodes(code, ring, following)
        rank = np.where(is_node, code - len(xy), code)  # a ring starts at its smallest node, or else vertex
        first = np.lexsort((rank, ring))[start]
        place = np.arange(len(ring)) - start[ring]
        order = start[ring] + (place + (first - start)[ring]) % count[ring]
        self._cut(xy[order], code[order], ring[order], is_node[order] | (place == 0), start)

    def _cut(self, xy: np.ndarray, code: np.ndarray, ring: np.ndarray, begins: np.ndarray, start: np.ndarray) -> None:
        """Make the lines from vertices in the order of their rings; `begins` (vertices,) bool: an arc begins here."""
        begin = np.flatnonzero(begins)
        end = np.append(begin[1:], len(ring))
        closing = np.where(np.append(ring[begin[1:]], -1) == ring[begin], end, start[ring[begin]])
        arc, offset, length = _group_offsets(end - begin + 1)
        at = np.where(offset == length[arc] - 1, closing[arc], begin[arc] + offset)
        ends, inner = (code[begin], code[closing]), (code[np.minimum(begin + 1, len(code) - 1)], code[end - 1])
        self._turned = np.where(ends[0] == ends[1], inner[0] > inner[1], ends[0] > ends[1])
        self._ring = ring[begin]
        self.lines = shapely.linestrings(xy[_reversed_groups(at, arc, offset, length, self._turned)], indices=arc)

    def rings(self, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rings assembled from `lines`, which replace `self.lines`, and which of them (rings,) bool still have
        three vertices; the others are placeholder triangles."""
        xy, arc = shapely.get_coordinates(lines, return_index=True)
        _, offset, length = _group_offsets(shapely.get_num_coordinates(lines))
        xy = xy[_reversed_groups(np.arange(len(xy)), arc, offset, length, self._turned)]
        keep = offset < length[arc] - 1
        xy, ring = xy[keep], self._ring[arc[keep]]
        count = np.bincount(ring)
        whole = count >= 3
        kept = whole[ring]
        out = np.full(len(count), shapely.linearrings([(0, 0), (1, 0), (0, 1)]), object)
        if kept.any():
            out[whole] = shapely.linearrings(xy[kept], indices=(np.cumsum(whole) - 1)[ring[kept]])
        return out, whole


def _find_nodes(code: np.ndarray, ring: np.ndarray, following: np.ndarray) -> np.ndarray:
    """Which vertices (vertices,) bool are nodes: the neighbour of a ring changes, or a third ring meets it."""
    low, high = np.minimum(code, code[following]), np.maximum(code, code[following])
    _, edge, uses = np.unique(low * (code.max() + 1) + high, return_inverse=True, return_counts=True)
    total = np.zeros(len(uses), np.int64)
    np.add.at(total, edge, ring)
    beyond = np.select([uses[edge] == 1, uses[edge] == 2], [NO_RING, total[edge] - ring], SEVERAL)
    before = np.empty_like(beyond)
    before[following] = beyond
    meeting = np.bincount(code)[code]
    return (before != beyond) | (beyond == SEVERAL) | (meeting != np.where(beyond == NO_RING, 1, 2))


def _group_offsets(lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For groups of `lengths` members: the group of each member, its place in the group, and the lengths."""
    group = np.repeat(np.arange(len(lengths)), lengths)
    return group, np.arange(len(group)) - (np.cumsum(lengths) - lengths)[group], lengths


def _reversed_groups(at: np.ndarray, group: np.ndarray, offset: np.ndarray, length: np.ndarray,
                     turned: np.ndarray) -> np.ndarray:
    """`at` with the members of the groups that are `turned` in reverse order."""
    start = (np.cumsum(length) - length)[group]
    return at[start + np.where(turned[group], length[group] - 1 - offset, offset)]
