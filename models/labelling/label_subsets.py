"""Nested subsets of labels for a learning curve, each with the ground on which its labels are complete (Voronoi)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..data.areas import OnGrid, in_plane
from ..data.classes import is_background
from ..geodata.polygon_io import Polygons, local_plane, polygonal, write_polygons


@dataclass(frozen=True)
class LabelPool:
    """The labels on the training `ground`, in a CRS in metres, each with its Voronoi cell; all cells together cover the
    ground. `negatives` are background labels: a subset gets what lies on its ground, and they are not counted."""

    labels: Polygons
    cells: np.ndarray
    ground: BaseGeometry
    negatives: Polygons

    def __len__(self) -> int:
        return len(self.labels)

    def nested_order(self, seed: int) -> np.ndarray:
        """The positions of the labels by their distance from one drawn at random: the first n are labels that an
        analyst might have drawn side by side, and the first m < n of them a subset of these."""
        centers = shapely.get_coordinates(shapely.centroid(self.labels.geometries))
        start = centers[np.random.default_rng(seed).integers(len(centers))]
        return np.argsort(np.hypot(*(centers - start).T), kind="stable")

    def ground_of(self, chosen: np.ndarray, margin_m: float) -> BaseGeometry:
        """The ground on which the labels at the positions `chosen` are complete: their cells, without the labels that
        were not chosen and `margin_m` around them. It grows with `chosen`."""
        others = np.delete(np.array(self.labels.geometries, dtype=object), chosen)
        ground = shapely.union_all(self.cells[chosen]) & self.ground
        return polygonal(ground - shapely.union_all(shapely.buffer(others, margin_m)))

    def write(self, chosen: np.ndarray, margin_m: float, labels_path: str, areas_path: str) -> None:
        """Write the labels at `chosen`, with what of the negatives lies on their ground, and this ground as an area to
        train on."""
        ground = self.ground_of(chosen, margin_m)
        keep = np.isin(np.arange(len(self)), chosen)
        parts = [self.labels.pick(keep)]
        here = [polygonal(one & ground) for one in self.negatives.geometries]
        parts.append(replace(self.negatives, geometries=here).valid())
        write_polygons(labels_path, "labels", [g for part in parts for g in part.geometries],
                       {"class": [text for part in parts for text in part.texts("class")]}, self.labels.crs)
        write_polygons(areas_path, "areas", [ground], {"role": ["train"]}, self.labels.crs)


def label_pool(labels: Polygons, grids: Sequence[OnGrid]) -> LabelPool:
    """The pool of the `labels` on the training ground of `grids`, whose numbers are positions in `labels`."""
    plane = local_plane(labels)
    ground = shapely.union_all([in_plane(grid, plane) for grid in grids])
    shapely.prepare(ground)
    wanted = is_background(labels)
    wanted[np.concatenate([grid.numbers for grid in grids])] = True
    inside = labels.pick(wanted).to(plane)
    inside = inside.pick(shapely.intersects(ground, inside.geometries) & ~shapely.touches(ground, inside.geometries))
    negative = is_background(inside)
    positives = inside.pick(~negative)
    cells = _cells(np.array(positives.geometries, dtype=object), ground)
    return LabelPool(positives, cells, ground, inside.pick(negative))


def _cells(shapes: np.ndarray, ground: BaseGeometry) -> np.ndarray:
    """The Voronoi cell of each shape's centre, united with the shape itself; all cells cover `ground`. Of shapes with
    the same centre the first has the cell."""
    centers = shapely.centroid(shapes)
    if len(np.unique(shapely.get_coordinates(centers), axis=0)) < 2:  # a Voronoi diagram needs two points
        return np.array([ground] * len(shapes), dtype=object)
    parts = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(centers), extend_to=ground))
    points, owned = shapely.STRtree(parts).query(centers, predicate="within")
    first = np.unique(owned, return_index=True)[1]
    cells = np.full(len(shapes), shapely.Polygon(), dtype=object)
    cells[points[first]] = parts[owned[first]]
    return shapely.union(cells, shapes)
