"""Polygon overlay: the ground that predicted and reference outlines share, and its IoU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Ground:
    """The area that predicted and reference outlines both cover, and that each of them covers."""

    both: float
    predicted: float
    reference: float

    @property
    def iou(self) -> float | None:
        """Intersection over union; None where neither covers anything."""
        either = self.predicted + self.reference - self.both
        return self.both / either if either > 0 else None

    @property
    def users_accuracy(self) -> float | None:
        """The share of the predicted ground that is right (precision); None without any."""
        return self.both / self.predicted if self.predicted > 0 else None

    @property
    def producers_accuracy(self) -> float | None:
        """The share of the reference ground that was found (recall); None without any."""
        return self.both / self.reference if self.reference > 0 else None


def shared_ground(ours: np.ndarray, theirs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs (n, 2) that share ground, their IoU, and the share of ours that lies on theirs."""
    if not len(ours) or not len(theirs):
        return np.zeros((0, 2), dtype=int), np.zeros(0), np.zeros(0)
    pairs = shapely.STRtree(theirs).query(ours).T
    a, b = ours[pairs[:, 0]], theirs[pairs[:, 1]]
    common = shapely.area(intersection(a, b))
    area_a, area_b = shapely.area(a), shapely.area(b)
    real = common > 0
    iou = common / (area_a + area_b - common)
    return pairs[real], iou[real], (common / area_a)[real]


def area_iou(predicted: Sequence[BaseGeometry] | np.ndarray, reference: Sequence[BaseGeometry] | np.ndarray,
             area: BaseGeometry | None = None) -> float | None:
    """Ground covered by both over ground covered by either, inside `area`; None where neither covers anything."""
    return ground_covered(predicted, reference, area).iou


def ground_covered(predicted: Sequence[BaseGeometry] | np.ndarray, reference: Sequence[BaseGeometry] | np.ndarray,
                   area: BaseGeometry | None = None) -> Ground:
    """The ground covered by the one, the other and both, inside `area`.

    Exact polygon overlay: what counting pixels tends to as these get small.
    """
    ours, theirs = apart(np.array(predicted, dtype=object), area), apart(np.array(reference, dtype=object), area)
    pairs = shapely.STRtree(theirs).query(ours)
    common = float(shapely.area(intersection(ours[pairs[0]], theirs[pairs[1]])).sum())
    return Ground(common, float(shapely.area(ours).sum()), float(shapely.area(theirs).sum()))


def apart(shapes: np.ndarray, area: BaseGeometry | None) -> np.ndarray:
    """The ground that `shapes` cover inside `area`, as geometries that do not overlap each other."""
    if area is not None:
        shapely.prepare(area)
        near = shapes[shapely.intersects(area, shapes)]
        inside = shapely.covers(area, near)
        shapes = np.concatenate([near[inside], np.atleast_1d(intersection(near[~inside], area))])
    try:
        return shapely.get_parts(shapely.disjoint_subset_union_all(shapes))
    except GEOSException:
        return shapely.get_parts(shapely.union_all(shapes, grid_size=_grid(shapes)))


def intersection(a: Any, b: Any) -> Any:
    """The intersection of valid geometries, or of two arrays of them."""
    try:
        return shapely.intersection(a, b)
    except GEOSException:
        # GEOS's overlay fails on rare, nearly coincident edges; on a fine grid it cannot.
        return shapely.intersection(a, b, grid_size=_grid(a))


def _grid(shapes: Any) -> float:
    """A grid far finer than any outline is drawn: a 1e-9 part of the extent."""
    xmin, ymin, xmax, ymax = shapely.total_bounds(shapes)
    return float(max(xmax - xmin, ymax - ymin)) * 1e-9
