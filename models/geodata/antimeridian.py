"""Antimeridian: polygons that cross the 180th meridian are cut there, as RFC 7946 wants it, and joined in a plane."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from .crs import in_degrees

WIDEST = 1 / 360
"""Widest polygon that counts as crossing the antimeridian and not as spanning the world, as a share of the world."""
GRID_M = 1e-4
"""Grid to whose points the corners of polygons are rounded that are joined at the antimeridian."""
MOST_LON, MOST_LAT = 540.0, 90.5
"""Degrees beyond which a coordinate is none: a turn more than there are, and what rounding may add at the poles."""
NEAR_DEGREES = 1.0
"""Polygons no further from the antimeridian than this are compared in a plane of their own."""


class Seam(NamedTuple):
    """Where a CRS is cut: the antimeridian is at the right edge `right`, and again `width` to the left of that."""

    right: float
    width: float


@lru_cache(maxsize=64)
def seam_of(crs: pyproj.CRS) -> Seam | None:
    """The seam of a CRS in which the antimeridian is both its left and its right edge, as in degrees and in Web
    Mercator; None for others."""
    if crs.geodetic_crs is None:
        return None
    to = pyproj.Transformer.from_crs(in_degrees(crs), crs, always_xy=True)
    (right, left), _ = to.transform([180.0, -180.0], [0.0, 0.0])
    return Seam(right, right - left) if np.isfinite(right - left) and right - left > 1 else None


def cut_at_antimeridian(shapes: np.ndarray, crs: pyproj.CRS) -> np.ndarray:
    """The polygons with those cut in two that cross the antimeridian in `crs`, whether some of their corners are at its
    left edge and others at its right or they go on beyond it; those beyond it are brought back."""
    seam = seam_of(crs)
    if seam is None:
        return shapes
    out = shapes.copy()
    for index in np.flatnonzero(_crossing(shapes, seam) | _beyond(shapes, seam)):
        out[index] = _cut(shapes[index], seam)
    return out


def join_at_antimeridian(shapes: np.ndarray, moved: np.ndarray, source: pyproj.CRS, target: pyproj.CRS) -> np.ndarray:
    """The shapes as `moved` from `source` to `target`, whole where the antimeridian cuts them in the one and not in
    the other."""
    seam = seam_of(source)
    if seam is None or seam_of(target):
        return moved
    out = moved.copy()
    for index in np.flatnonzero(_crossing(shapes, seam)):
        parts = shapely.make_valid(shapely.get_parts(moved[index]))
        out[index] = shapely.union_all(parts, grid_size=GRID_M)
    return out


def nearest_world(shapes: np.ndarray, crs: pyproj.CRS, x: float) -> np.ndarray:
    """The shapes, moved by whole turns round the world to where they are nearest to the coordinate `x` of `crs`: a
    raster in degrees may go on beyond 180."""
    seam = seam_of(crs)
    if seam is None or not len(shapes):
        return shapes
    parts, owners = shapely.get_parts(shapes, return_index=True)
    boxes = shapely.bounds(parts)
    turns = np.round((x - (boxes[:, 0] + boxes[:, 2]) / 2) / seam.width)
    out = shapes.copy()
    for owner in np.unique(owners[turns != 0]):
        here = owners == owner
        out[owner] = shapely.union_all([_shifted(part, by) for part, by in zip(parts[here], turns[here] * seam.width)])
    return out


def are_no_degrees(shapes: np.ndarray, crs: pyproj.CRS) -> bool:
    """Whether most of the polygons lie beyond the degrees that their `crs` has."""
    boxes = shapely.bounds(shapes)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    return crs.is_geographic and len(boxes) > 0 and bool(
        np.median((np.abs(boxes) > [MOST_LON, MOST_LAT] * 2).any(axis=1)) > 0.5)


def why_no_degrees(shapes: np.ndarray, crs: pyproj.CRS) -> str:
    """Says where polygons lie that are not in the degrees of their CRS, and the likely cause."""
    x, y = np.nanmedian(shapely.get_coordinates(shapes), axis=0)
    said = f"lie at {x:.8g}, {y:.8g}, which are no degrees, but the layer's CRS, {crs.name}, is in degrees."
    if abs(x) <= 90 and abs(y) <= 180:
        return f"{said} Longitude and latitude look swapped: 'Swap X and Y coordinates' in the toolbox mends that."
    return (f"{said} They look like metres: set the CRS in which they were measured (right-click the layer > Layer "
            "CRS).")


def middle(shapes: np.ndarray) -> tuple[float, float]:
    """The median longitude and latitude of polygons in degrees, wherever the antimeridian runs through them; (0, 0)
    where there are none."""
    if not len(shapes):
        return 0.0, 0.0
    lon, lat = shapely.get_coordinates(shapely.centroid(shapely.get_parts(shapes))).T
    angle = np.deg2rad(lon)
    around = np.rad2deg(np.arctan2(np.sin(angle).sum(), np.cos(angle).sum()))
    beside = (lon - around + 180) % 360 - 180
    return float((np.median(beside) + around + 180) % 360 - 180), float(np.clip(np.median(lat), -90, 90))


def is_near_antimeridian(shapes: np.ndarray) -> bool:
    """Whether any of the polygons in degrees lies near the antimeridian."""
    return bool((np.abs(shapely.bounds(shapes)[:, [0, 2]]) > 180 - NEAR_DEGREES).any())


def _crossing(shapes: np.ndarray, seam: Seam) -> np.ndarray:
    """Boolean array (n,) of the polygons that have corners at both edges of the world, and are narrow if these are
    one."""
    boxes = shapely.bounds(shapes)
    wide = np.flatnonzero(boxes[:, 2] - boxes[:, 0] > seam.width / 2)
    found = np.zeros(len(shapes), bool)
    for index in wide:
        x = shapely.get_coordinates(_unwrapped(shapes[index], seam))[:, 0]
        found[index] = 0 < np.ptp(x) <= WIDEST * seam.width
    return found


def _beyond(shapes: np.ndarray, seam: Seam) -> np.ndarray:
    """Boolean array (n,) of the narrow polygons that reach beyond the edge of the world, and no turn farther."""
    left, _, right, _ = shapely.bounds(shapes).T
    least, most = seam.right - seam.width, seam.right
    out = ((right > most) & (right <= most + seam.width)) | ((left < least) & (left >= least - seam.width))
    return out & (right - left <= WIDEST * seam.width)


def _unwrapped(shape: BaseGeometry, seam: Seam) -> BaseGeometry:
    """The shape with its corners between the middle of the world and the next."""
    least = seam.right - seam.width / 2
    return shapely.transform(shape, lambda xy: np.column_stack([least + (xy[:, 0] - least) % seam.width, xy[:, 1]]))


def _cut(shape: BaseGeometry, seam: Seam) -> BaseGeometry:
    whole = shapely.make_valid(_unwrapped(shape, seam), method="structure", keep_collapsed=False)
    left, bottom, right, top = whole.bounds
    if left >= seam.right or right <= seam.right:
        return _shifted(whole, -seam.width) if left >= seam.right else whole
    west = shapely.intersection(whole, shapely.box(left - 1, bottom - 1, seam.right, top + 1))
    east = shapely.intersection(whole, shapely.box(seam.right, bottom - 1, right + 1, top + 1))
    parts = [part for side in (west, _shifted(east, -seam.width)) for part in shapely.get_parts(side)
             if isinstance(part, shapely.Polygon)]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _shifted(shape: BaseGeometry, by: float) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy + [by, 0])
