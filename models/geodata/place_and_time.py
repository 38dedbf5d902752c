"""Place and time of imagery: latitude and longitude of any pixel, and the year and the day of the year of each date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import pyproj
from affine import Affine

from ...protocol.dates import in_order
from ..core.errors import RooflineError
from .crs import in_degrees

NODES = 9
"""Places along each side of a raster whose latitude and longitude are computed; those between are interpolated."""


@dataclass(frozen=True)
class PlaceAndTime:
    """Where and when imagery was taken. `times` are year and day of the year of each date, the earliest first.
    `transform` maps the pixels of a grid of `shape` (rows, columns) to `crs`; the imagery begins there at `origin`
    (column, row). `name` is the imagery's, for messages."""

    name: str
    times: tuple[tuple[int, int], ...]
    crs: pyproj.CRS
    transform: Affine
    shape: tuple[int, int]
    origin: tuple[int, int] = (0, 0)

    def within(self, column: int, row: int) -> PlaceAndTime:
        """That of the part of the imagery that begins at a pixel."""
        return replace(self, origin=(self.origin[0] + column, self.origin[1] + row))

    def check(self, dates: int) -> None:
        """Raise RooflineError, with what to do, unless the time of so many dates is known."""
        if len(self.times) == dates:
            return
        if not self.times:
            raise RooflineError(
                f"The model is told when imagery was taken, and neither the name nor a tag of {self.name} tells it. "
                "Put the date into the file's name, such as 2019-07-04, or into its tag TIME; or train with Place and "
                "time (PLACE_AND_TIME) off.")
        raise RooflineError(
            f"The model is told when imagery was taken: it reads as many dates as {dates}, and the names and tags of "
            f"{self.name} tell {len(self.times)}. Give imagery of as many; or train with Place and time "
            "(PLACE_AND_TIME) off.")

    def at(self, column: float, row: float, dates: int) -> np.ndarray:
        """What a network is told of a tile whose middle is at a pixel: year and day of each date, latitude and
        longitude in degrees (2 * dates + 2,) float32. Raises RooflineError as check()."""
        self.check(dates)
        y, x = ((NODES - 1) * np.clip((begin + place) / side, 0, 1) for begin, place, side in zip(
            self.origin[::-1], (row, column), self.shape))
        i, j = min(int(y), NODES - 2), min(int(x), NODES - 2)
        down, across = np.array([1 - (y - i), y - i]), np.array([1 - (x - j), x - j])
        there = _places(self.crs, self.transform, self.shape)[i:i + 2, j:j + 2]
        latitude, longitude = np.einsum("i,j,ijk->k", down, across, there)
        return np.array([*np.ravel(self.times), latitude, (longitude + 180) % 360 - 180], np.float32)


def place_and_time(name: str, dates: Iterable[str], crs: pyproj.CRS, transform: Affine,
                   shape: tuple[int, int]) -> PlaceAndTime:
    """Those of a raster with these `dates` ("2019-07-04"; others tell no time)."""
    days = [date.fromisoformat(day) for day in in_order(dates) if len(day) == len("2019-07-04")]
    return PlaceAndTime(name, tuple((day.year, day.timetuple().tm_yday) for day in days), crs, transform, shape)


@lru_cache(maxsize=64)
def _places(crs: pyproj.CRS, transform: Affine, shape: tuple[int, int]) -> np.ndarray:
    """Latitudes and longitudes (NODES, NODES, 2) of places that are spread evenly over a grid."""
    rows, columns = np.meshgrid(*(np.linspace(0, side, NODES) for side in shape), indexing="ij")
    a, b, left, d, e, top = tuple(transform)[:6]
    x, y = a * columns + b * rows + left, d * columns + e * rows + top
    to_degrees = pyproj.Transformer.from_crs(crs, in_degrees(crs), always_xy=True)
    longitude, latitude = to_degrees.transform(x, y)
    longitude = np.unwrap(np.unwrap(longitude, period=360, axis=0), period=360, axis=1)
    return np.stack([latitude, longitude], axis=-1)
