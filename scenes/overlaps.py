"""Overlap removal (first come, first served): buildings that stand clear of each other, of streets and of water."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from .buildings import Building

LEAST_OVERLAP_M2 = 0.5
"""Less than this is no conflict: neighbours on a bent street."""


def apart(buildings: Sequence[Building]) -> list[Building]:
    """Earlier buildings stay; later ones that overlap them go."""
    outlines = np.array([building.outline for building in buildings], object)
    free = np.ones(len(outlines), bool)
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    pairs = np.column_stack([first, second])[first < second]
    areas = shapely.area(shapely.intersection(outlines[pairs[:, 0]], outlines[pairs[:, 1]]))
    for (early, late), area in zip(pairs, areas):  # sorted by the earlier one: whoever is dropped no longer counts
        if area > LEAST_OVERLAP_M2 and free[early]:
            free[late] = False
    return [building for building, keep in zip(buildings, free) if keep]


def clear_of(buildings: Sequence[Building], taken: Sequence[shapely.Geometry], share: float) -> list[Building]:
    """The buildings of which not more than `share` lies on what is taken."""
    outlines, ground = (np.array(shapes, object) for shapes in ([building.outline for building in buildings], taken))
    on, which = shapely.STRtree(outlines).query(ground, predicate="intersects")
    covered = np.bincount(which, shapely.area(shapely.intersection(outlines[which], ground[on])), len(outlines))
    free = np.ones(len(outlines), bool)
    free[which] = (covered < share * shapely.area(outlines))[which]
    return [building for building, keep in zip(buildings, free) if keep]
