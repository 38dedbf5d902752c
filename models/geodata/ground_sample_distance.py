"""Ground sample distance (GSD): the size of a raster's pixels in metres on the ellipsoid, in any CRS."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pyproj
from affine import Affine

from ..core.errors import RooflineError
from .antimeridian import MOST_LAT
from .crs import ground_crs, in_degrees
from .raster_file import open_raster, readable


def ground_pixel_size(transform: Affine, shape: tuple[int, int], crs: pyproj.CRS,
                      name: str = "The raster") -> tuple[float, float]:
    """Width and height of the middle pixel in metres on the ellipsoid, in any CRS. Raises RooflineError when the raster
    (`name`) lies outside the domain of its CRS, or its pixels have no width or height."""
    if transform.is_degenerate:
        raise RooflineError(f"The pixels of {name} have no width or no height: it is placed on the map by "
                            f"{', '.join(f'{value:g}' for value in transform.to_gdal())}. Georeference it again.")
    row, column = shape[0] / 2, shape[1] / 2
    degrees = in_degrees(crs)
    to_lonlat = pyproj.Transformer.from_crs(crs, degrees, always_xy=True)
    points = [transform @ (column + dx, row + dy) for dx, dy in ((0, 0), (1, 0), (0, 1))]
    lon, lat = to_lonlat.transform([x for x, _ in points], [y for _, y in points])
    geod = degrees.get_geod() or pyproj.Geod(ellps="WGS84")
    _, _, across = geod.inv(lon[0], lat[0], lon[1], lat[1])
    _, _, down = geod.inv(lon[0], lat[0], lon[2], lat[2])
    if not np.isfinite([*lon, *lat]).all() or max(map(abs, lat)) > MOST_LAT or not (across > 0 and down > 0):
        x, y = points[0]
        raise RooflineError(f"{name} lies outside the area of its coordinate reference system: its middle is at "
                            f"{x:g}, {y:g}, and {crs.name} does not reach there. Assign the right one (Raster > "
                            "Projections > Assign Projection).")
    return across, down


def pixel_size(path: str) -> float:
    """Side in metres on the ground of a square as large as a pixel in the middle of the raster at `path`, to three
    digits: projections stretch by less."""
    with open_raster(path) as dataset, readable(Path(path).name):
        crs = ground_crs(dataset.crs.to_wkt(), Path(path).name)
        side = math.sqrt(math.prod(ground_pixel_size(dataset.transform, dataset.shape, crs, Path(path).name)))
        return float(f"{side:.3g}")
