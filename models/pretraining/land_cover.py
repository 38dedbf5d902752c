"""Land cover of windows: the shares of the classes of a categorical raster (nearest pixels) and of a layer of zones."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyproj
import rasterio
import shapely
from affine import Affine
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

from ...protocol.certain import certain
from ..core.errors import RooflineError
from ..geodata.crs import ground_crs
from ..geodata.polygon_io import read_polygons
from ..geodata.raster_file import readable

POINTS = 16
"""Points along each side of a window at which its land cover is looked up."""


class LandCover:
    """Classes on the ground: values of the raster `raster`, and of the column `class` of the polygons `zones`. Either
    may be None. Raises RooflineError when one of them cannot be used."""

    def __init__(self, raster: str | None, zones: str | None) -> None:
        self._zones = None
        if zones is not None:
            polygons = read_polygons(zones, "zones", whole=True)
            if not any(polygons.words("class")):
                raise RooflineError("The zones have no text field 'class', or it is empty everywhere. Fill it, so that "
                                    "windows can be told apart by it.")
            self._zones = polygons
            self._names = np.array(polygons.words("class"), object)
            self._tree = shapely.STRtree(np.array(polygons.geometries, object))
        self._raster = None if raster is None else _open(raster)

    def close(self) -> None:
        """Close the raster."""
        if self._raster is not None:
            self._raster.close()

    def shares(self, row: int, column: int, size: int, transform: Affine, crs: pyproj.CRS) -> dict[str, float]:
        """The share (0-1) of each class in the window of `size` pixels at (row, column) of a grid."""
        if self._raster is None and self._zones is None:
            return {}
        steps = (np.arange(POINTS) + 0.5) * size / POINTS
        columns, rows = (part.ravel() for part in np.meshgrid(column + steps, row + steps))
        x, y = _apply(transform, columns, rows)
        found: Counter[str] = Counter()
        if self._raster is not None:
            crs_there = ground_crs(self._raster.crs.to_wkt(), self._raster.name)
            found.update(_of_raster(self._raster, *_transformer(crs, crs_there).transform(x, y)))
        if self._zones is not None:
            points = shapely.points(*_transformer(crs, certain(self._zones, "zones").crs).transform(x, y))
            _, zones = self._tree.query(points, predicate="intersects")
            found.update(name for name in self._names[zones] if name)
        return {name: number / POINTS ** 2 for name, number in found.items()}


@lru_cache(maxsize=64)
def _transformer(source: pyproj.CRS, target: pyproj.CRS) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def _apply(matrix: Affine, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a, b, c, d, e, f = matrix[:6]
    return a * x + b * y + c, d * x + e * y + f


def _open(path: str) -> rasterio.DatasetReader:
    """The land-cover raster at `path`. A palette is no hindrance here: its numbers are the classes."""
    try:
        dataset = rasterio.open(path)
    except RasterioIOError as error:
        raise RooflineError(f"The land cover {path} cannot be opened as a raster ({error}). Check the path.") from error
    name, kind = Path(path).name, dataset.dtypes[0]
    if dataset.crs is None or np.dtype(kind).kind not in "iu":
        dataset.close()
        if dataset.crs is None:
            raise RooflineError(f"The land cover {name} has no coordinate reference system. Set it in QGIS "
                                "(right-click the layer > Layer CRS).")
        raise RooflineError(f"The land cover {name} holds {kind} values. Classes are whole numbers: give a raster of "
                            "those.")
    return dataset


def _of_raster(dataset: rasterio.DatasetReader, x: np.ndarray, y: np.ndarray) -> list[str]:
    """The values of the first band at points in the raster's CRS, as text; none where it has no data."""
    columns, rows = _apply(~dataset.transform, x, y)
    inside = (columns >= 0) & (rows >= 0) & (columns < dataset.width) & (rows < dataset.height)  # NaN is not
    if not inside.any():
        return []
    columns, rows = columns[inside].astype(int), rows[inside].astype(int)
    frame = Window(columns.min(), rows.min(), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    with readable(Path(dataset.name).name):
        values = dataset.read(1, window=frame, masked=True)
    at = values[rows - rows.min(), columns - columns.min()]
    return [str(value) for value in at.compressed()]
