"""Few-shot label sets, drawn as an analyst would: neighbouring buildings, and the ground on which they are complete."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
import shapely.geometry
from affine import Affine
from rasterio.features import rasterize
from rasterio.features import shapes as polygonize
from scipy.ndimage import distance_transform_edt
from shapely.geometry.base import BaseGeometry

from ..models.geodata.polygon_io import Polygons, local_plane, polygonal, read_polygons, write_polygons
from .unseen import Labelled

REACH_M = 25.0
"""How far the ground round a drawn label is known."""
GRID_M = 0.25
LARGEST_DRAW = 200
"""Draws start in a part of the pool that holds so many labels, or as many as any part does, so that what a seed draws
does not depend on how many are asked for."""


@dataclass(frozen=True)
class Draw:
    """Labels and the ground in which they are complete, in the CRS of the pool, a plane in metres."""

    labels: list[BaseGeometry]
    area: BaseGeometry


def draw(labels: list[BaseGeometry], pool: BaseGeometry, count: int, seed: int) -> Draw:
    """`count` labels nearest to one that `seed` chooses, in one part of `pool`, and the ground within REACH_M of them
    that is nearer to them than to any other label. Fewer labels of one seed are among more. Lengths in metres.
    """
    shapes = np.array(labels, dtype=object)
    centers = shapely.centroid(shapes)
    parts = shapely.get_parts(polygonal(pool))
    members = [np.flatnonzero(shapely.within(centers, part)) for part in parts]
    enough = min(LARGEST_DRAW, max(len(rows) for rows in members))
    near = [rows for rows in members if len(rows) >= enough]
    random = np.random.default_rng(seed)
    rows = near[random.choice(len(near), p=np.array([len(r) for r in near]) / sum(map(len, near)))]
    start = centers[rows[random.integers(len(rows))]]
    order = rows[np.argsort(shapely.distance(centers[rows], start), kind="stable")]
    chosen = order[:count]
    return Draw(list(shapes[chosen]), polygonal(shapely.intersection(_ground(shapes, chosen), pool)))


def _ground(shapes: np.ndarray, chosen: np.ndarray) -> BaseGeometry:
    """What is nearer to the chosen shapes than to any other, at most REACH_M away: found on a grid of GRID_M."""
    left, bottom, right, top = shapely.total_bounds(shapely.buffer(shapes[chosen], REACH_M))
    transform = Affine(GRID_M, 0, left, 0, -GRID_M, top)
    size = (math.ceil((top - bottom) / GRID_M), math.ceil((right - left) / GRID_M))
    numbers = rasterize(zip(shapes, range(1, len(shapes) + 1)), out_shape=size, transform=transform, dtype="int32")
    distance, nearest = distance_transform_edt(numbers == 0, return_indices=True)
    ours = np.isin(numbers[tuple(nearest)], chosen + 1) & (distance * GRID_M <= REACH_M)
    parts = [shapely.geometry.shape(one) for one, _ in polygonize(ours.astype(np.uint8), ours, transform=transform)]
    return shapely.union_all([*parts, *shapes[chosen]]) - shapely.union_all(np.delete(shapes, chosen))


def write_draw(pool: Labelled, count: int, seed: int, folder: Path) -> Labelled:
    """Files of a draw from the labels of `pool`."""
    labels, areas = read_polygons(pool.labels, "labels"), read_polygons(pool.areas, "areas")
    plane = local_plane(labels)
    drawn = draw(labels.to(plane).geometries, shapely.union_all(areas.to(plane).geometries), count, seed)
    files = Labelled(str(folder / "labels.gpkg"), str(folder / "areas.gpkg"))
    for path, shapes, column, word in ((files.labels, drawn.labels, "class", "building"),
                                       (files.areas, [drawn.area], "role", "train")):
        there = Polygons(shapes, plane).to(labels.crs)
        write_polygons(path, "drawn", there.geometries, {column: [word] * len(there)}, labels.crs)
    return files


def write_rest(pool: Labelled, drawn: Labelled, gap_m: float, folder: Path) -> str:
    """A file of the ground of `pool` that lies more than `gap_m` from what was drawn."""
    whole, taken = read_polygons(pool.areas, "areas"), read_polygons(drawn.areas, "areas")
    plane = local_plane(taken)
    near = shapely.buffer(shapely.union_all(taken.to(plane).geometries), gap_m)
    rest = Polygons([polygonal(shapely.union_all(whole.to(plane).geometries) - near)], plane).to(whole.crs)
    path = str(folder / "rest.gpkg")
    write_polygons(path, "rest", rest.geometries, {}, whole.crs)
    return path
