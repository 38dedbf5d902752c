"""The labels that a training may use, and which ground goes with a part of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..data.areas import OnGrid, in_plane
from ..data.classes import is_background
from ..geodata.polygon_io import Polygons, local_plane, polygonal, write_polygons


@dataclass(frozen=True)
class LabelPool:
    """The labels on the training `ground`, in a CRS in metres, and for each the cell that is nearer to it than to
    others; all cells together cover the ground. `negatives` are background labels: they go with their ground and are
    not counted."""

    labels: Polygons
    cells: np.ndarray
    ground: BaseGeometry
    negatives: Polygons

    def __len__(self) -> int:
        return len(self.labels)

    def nested_order(self, seed: int) -> np.ndarray:
        """The positions of the labels by their distance from one drawn at random: the first n are n labels that an
        analyst might have drawn side by side, and the first m < n of them a part of these."""
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
        """Write the labels at `chosen`, with the negatives on their ground, and that ground as an area to train on."""
        ground = self.ground_of(chosen, margin_m)
        keep = np.isin(np.arange(len(self)), chosen)
        parts = [self.labels.pick(keep)]
        if len(self.negatives):
            parts.append(self.negatives.pick(shapely.intersects(ground, self.negatives.geometries)))
        write_polygons(labels_path, "labels", [g for part in parts for g in part.geometries],
                       {"class": [text for part in parts for text in part.texts("class")]}, self.labels.crs)
        write_polygons(areas_path, "areas", [ground], {"role": ["train"]}, self.labels.crs)


def label_pool(labels: Polygons, grids: Sequence[OnGrid]) -> LabelPool:
    """The pool of the labels that lie on the training ground of `grids`; `labels` are those that `grids` number."""
    plane = local_plane(labels)
    ground = shapely.union_all([in_plane(grid, plane) for grid in grids])
    shapely.prepare(ground)
    seen = is_background(labels)
    seen[np.concatenate([grid.numbers for grid in grids])] = True
    there = labels.pick(seen).to(plane)
    there = there.pick(shapely.intersects(ground, there.geometries) & ~shapely.touches(ground, there.geometries))
    negative = is_background(there)
    drawn = there.pick(~negative)
    return LabelPool(drawn, _cells(np.array(drawn.geometries, dtype=object), ground), ground, there.pick(negative))


def _cells(shapes: np.ndarray, ground: BaseGeometry) -> np.ndarray:
    """Of each shape the cell that is nearest to its centre (Voronoi), together with the shape itself; they cover
    `ground`. Of shapes with one centre the first has the cell."""
    centers = shapely.centroid(shapes)
    if len(np.unique(shapely.get_coordinates(centers), axis=0)) < 2:  # nothing to divide it among
        return np.array([ground] * len(shapes), dtype=object)
    parts = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(centers), extend_to=ground))
    points, owned = shapely.STRtree(parts).query(centers, predicate="within")
    first = np.unique(owned, return_index=True)[1]
    cells = np.full(len(shapes), shapely.Polygon(), dtype=object)
    cells[points[first]] = parts[owned[first]]
    return shapely.union(cells, shapes)
