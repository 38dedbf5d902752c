"""Multipart features: which parts of a feature are buildings of their own.

The rule: two roofs with ground between them are two buildings, whatever the table says, since a footprint is one
polygon and the network tells roofs apart by the ground between them. So each part of a feature is a building of its
own. A feature of few parts may be one building, though: of its parts those stay together that are no further apart than
a seam (as where the sheets of a map meet), and crumbs stay with the largest. Parts that lie on each other are one
building in any feature. A feature of more parts than MOST_PARTS is a collection, as where a layer was dissolved: its
parts are buildings even where they share walls.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyproj
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ...protocol.labels import LARGEST_OVERLAP, MOST_PARTS, SMALLEST_M2

SEAM_M = 1.0
"""Parts of a building are no further apart than this."""


class Buildings(NamedTuple):
    """The polygons (n,) of features, and the index `owners` (n,) of the feature of each, ascending. `several` counts
    the features that were more than one building."""

    shapes: np.ndarray
    owners: np.ndarray
    several: int


def are_finite(shapes: np.ndarray) -> np.ndarray:
    """Boolean array (n,) of the shapes whose coordinates are all finite numbers; bounds leave out those that are not.
    """
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    return np.bincount(owner, ~np.isfinite(xy).all(axis=1), minlength=len(shapes)) == 0


def single_buildings(shapes: np.ndarray, to_plane: pyproj.Transformer) -> Buildings:
    """The buildings in features, none of them necessarily valid; `to_plane` takes coordinates to ground metres.
    Features with coordinates that are no numbers stay whole."""
    numbers = np.arange(len(shapes))
    multiple = np.flatnonzero((shapely.get_num_geometries(shapes) > 1) & are_finite(shapes)
                              & (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOLYGON))
    parts, of = shapely.get_parts(shapes[multiple], return_index=True)
    if not len(parts):
        return Buildings(shapes, numbers, 0)
    group = _groups(parts, of, to_plane)
    first = np.unique(group, return_index=True)[1]
    order = np.argsort(group, kind="stable")
    members = np.split(parts[order], np.flatnonzero(np.diff(group[order])) + 1)
    whole = np.array([part[0] if len(part) == 1 else shapely.multipolygons(part) for part in members], object)
    owners = np.concatenate([np.delete(numbers, multiple), multiple[of[first]]])
    order = np.argsort(owners, kind="stable")
    counts = np.bincount(of[first])
    return Buildings(np.concatenate([np.delete(shapes, multiple), whole])[order], owners[order],
                     int((counts > 1).sum()))


def _groups(parts: np.ndarray, of: np.ndarray, to_plane: pyproj.Transformer) -> np.ndarray:
    """The number (n,) of the building that each part belongs to, ascending by its first part; `of` (n,) is the feature
    of each part."""
    plane = shapely.transform(parts, lambda xy: np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1])))
    plane[~are_finite(plane)] = shapely.Polygon()  # outside of what the CRS is made for
    plane = shapely.make_valid(plane)
    area, few = shapely.area(plane), (np.bincount(of) <= MOST_PARTS)[of]
    one, other = shapely.STRtree(plane).query(plane, predicate="dwithin", distance=SEAM_M)
    pair = (one < other) & (of[one] == of[other])
    one, other = one[pair], other[pair]
    common = shapely.area(shapely.intersection(plane[one], plane[other]))
    same = few[one] | (common > LARGEST_OVERLAP * np.minimum(area[one], area[other]))
    largest = np.lexsort((area, of))[np.cumsum(np.bincount(of)) - 1][of]
    crumbs = np.flatnonzero(few & (area < SMALLEST_M2))
    links = np.concatenate([one[same], crumbs]), np.concatenate([other[same], largest[crumbs]])
    _, group = connected_components(coo_array((np.ones(len(links[0])), links), shape=(len(parts),) * 2), directed=False)
    _, first, number = np.unique(group, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number]
