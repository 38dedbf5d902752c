"""Whereabouts: where a layer lies on earth, in words, and the likely reason why it is not where another one is."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from .antimeridian import are_no_degrees, middle
from .polygon_io import Polygons

NEAR_DEGREES = 1.0
"""Places that are no further apart than this are the same town."""
DEGREES = pyproj.CRS.from_epsg(4326)
CHECK = "Check that both layers have the right coordinate reference system."

Place = tuple[float, float]
"""Longitude and latitude."""


def place_of(polygons: Polygons) -> Place | None:
    """The middle of the polygons in degrees; None where they are nowhere on earth."""
    there = np.array(polygons.to(DEGREES).geometries, dtype=object)
    return middle(there) if len(there) else None


def in_words(place: Place | None) -> str:
    """A place as in 30.22° N, 97.78° W."""
    if place is None:
        return "no place on earth"
    lon, lat = place
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def why_apart(polygons: Polygons, what: str, other: str, place: Place | None, crs: pyproj.CRS) -> str:
    """Sentences on where the polygons (`what`) and another layer (`other`, at `place`, in `crs`) lie, with the likely
    cause: swapped coordinates, or a wrong CRS."""
    said = f"The {what} lie at {in_words(place_of(polygons))}, the {other} at {in_words(place)}."
    if place is None:
        return f"{said} {CHECK}"
    if _is_near(_read_as(polygons, polygons.crs, swapped=True), place):
        return f"{said} x and y of the {what} look swapped: 'Swap X and Y coordinates' in the toolbox mends that."
    for fitting in (DEGREES, crs):
        if fitting != polygons.crs and _is_near(_read_as(polygons, fitting), place):
            return (f"{said} The coordinates of the {what} fit {fitting.name} and not {polygons.crs.name}, which the "
                    "layer says: set the right one (right-click the layer > Layer CRS).")
    return f"{said} {CHECK}"


def _read_as(polygons: Polygons, crs: pyproj.CRS, swapped: bool = False) -> Place | None:
    """The place of the polygons if their coordinates were of `crs`, or `swapped`."""
    shapes = shapely.transform(np.array(polygons.geometries, object), lambda xy: xy[:, ::-1] if swapped else xy)
    return None if are_no_degrees(shapes, crs) else place_of(Polygons(list(shapes), crs))


def _is_near(one: Place | None, other: Place) -> bool:
    if one is None:
        return False
    return abs((one[0] - other[0] + 180) % 360 - 180) <= NEAR_DEGREES and abs(one[1] - other[1]) <= NEAR_DEGREES
