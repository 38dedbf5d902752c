"""Common CRS of several rasters, in which what is found in all of them is written."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyproj

from ..core.job import Job
from .crs import DEGREES
from .raster_source import Imagery


def common_crs(images: Sequence[Imagery], job: Job) -> pyproj.CRS:
    """The CRS of the first raster; WGS 84 where that does not reach to another one, as that of a country does not reach
    to other continents. A notice tells so."""
    first = images[0].crs
    for imagery in images[1:]:
        if imagery.crs != first and not _reaches(first, imagery):
            job.notice(f"The CRS of {images[0].name}, {first.name}, does not reach to {imagery.name}, so what is found "
                       "is given in WGS 84 (EPSG:4326).")
            return DEGREES
    return first


def _reaches(crs: pyproj.CRS, imagery: Imagery) -> bool:
    """Whether the corners of a raster come back to the same pixels from a CRS."""
    there = pyproj.Transformer.from_crs(imagery.crs, crs, always_xy=True)
    rows, columns = imagery.shape
    for corner in ((0, 0), (columns, 0), (0, rows), (columns, rows)):
        x, y = there.transform(*(imagery.transform @ corner))
        back = there.transform(x, y, direction="INVERSE")
        if not all(map(math.isfinite, back)) or math.dist(~imagery.transform @ back, corner) > 1:
            return False
    return True
