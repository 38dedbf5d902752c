"""Raster files (rasterio): opened as grids of measurements; what cannot be opened or read is told with its cause."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.errors import RasterioError, RasterioIOError

from ..core.errors import RooflineError
from .plain_raster import is_placed_by_points, plain

CUT_OFF = "The file may be cut off; copy it again."
MOST_NAMES = 3
"""Names of rasters in a file that a message lists."""


@contextmanager
def readable(name: str, where: str = "") -> Iterator[None]:
    """Context in which the raster `name` is read: GDAL's errors become RooflineErrors that say `where`."""
    try:
        yield
    except (RasterioError, CPLE_BaseError) as error:
        # rasterio's own message may be no more than a reference to GDAL's
        raise RooflineError(f"{name} could not be read{where} ({error.__cause__ or error}). {CUT_OFF}") from error


def open_raster(path: str) -> rasterio.DatasetReader:
    """The raster at `path` as a grid of measurements (plain_raster.py), open. Raises RooflineError when it cannot serve
    as imagery, with the cure."""
    return open_plain(path)[0]


def open_plain(path: str) -> tuple[rasterio.DatasetReader, tuple[str, ...]]:
    """As open_raster(), and clauses for the analyst on what was done to open the raster so."""
    dataset, name = _opened(path), Path(path).name
    with ExitStack() as closing:
        closing.callback(dataset.close)
        if dataset.crs is None and not is_placed_by_points(dataset):
            raise RooflineError(
                f"{name} has no coordinate reference system. Set it in QGIS (right-click the layer > Layer CRS), or "
                "assign it to the file (Raster > Projections > Assign Projection).")
        with readable(name):
            if found := plain(dataset):
                return rasterio.open(found.source), found.remarks
        closing.pop_all()
    return dataset, ()


def _opened(path: str) -> rasterio.DatasetReader:
    """The raster at `path` as it is. Raises RooflineError when it cannot be opened."""
    try:
        dataset = rasterio.open(path)
    except RasterioIOError as error:
        if not path.startswith("/vsi") and "://" not in path and not Path(path).exists():
            raise RooflineError(f"There is no file {path}. Check the path of the imagery.") from error
        if Path(path).is_dir():
            raise RooflineError(f"{path} is a folder. Give the raster in it.") from error
        if Path(path).is_file() and not os.access(path, os.R_OK):
            raise RooflineError(f"{path} may not be read. Check its permissions.") from error
        raise RooflineError(
            f"{path} cannot be opened as a raster ({error}). Roofline's worker knows fewer formats than QGIS: if QGIS "
            "shows the raster, save it as a GeoTIFF there (right-click the layer > Export > Save As) and use that."
            ) from error
    if not dataset.count:
        rasters = dataset.subdatasets
        dataset.close()
        raise RooflineError(
            f"{Path(path).name} holds {len(rasters)} rasters. Choose one of them: {' or '.join(rasters[:MOST_NAMES])}."
            if rasters else f"{Path(path).name} has no bands. Choose another raster.")
    return dataset
