"""Probability raster: a GeoTIFF that a prediction writes strip by strip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rasterio
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

from ...protocol.networks import STRIDE
from ..core.errors import RooflineError
from ..geodata.raster_source import Imagery
from ..vectorize.strips import SCALE, Strip

SIDECARS = (".aux.xml", ".ovr", ".msk")
"""Ends of the names of GDAL's files beside a raster: statistics, overviews and a mask."""


class ProbabilityFile:
    """A GeoTIFF of probabilities on the model's grid, uint8 with scale 1/255. A context manager: the file appears when
    it is complete, and after an error nothing is left. Raises RooflineError when it cannot be written."""

    def __init__(self, path: str, imagery: Imagery) -> None:
        self._path = Path(path)
        self._part = self._path.with_name(f".{self._path.stem}.part.tif")
        rows, columns = imagery.shape
        try:
            # Blocks as high as a strip's smallest unit: a block is then written once.
            self._dataset = rasterio.open(
                self._part, "w", driver="GTiff", width=columns, height=rows, count=1, dtype="uint8",
                crs=imagery.crs.to_wkt(), transform=imagery.transform, compress="deflate", tiled=True, blockxsize=256,
                blockysize=STRIDE, bigtiff="if_safer")
        except RasterioIOError as error:
            raise self._unwritable(error) from error
        self._dataset.scales = (1 / SCALE,)
        self._dataset.set_band_description(1, "probability")

    def write_through(self, strips: Iterable[Strip]) -> Iterator[Strip]:
        """The same strips; each is written before it is passed on."""
        for strip in strips:
            if strip.probabilities is not None:
                building = strip.probabilities.building
                window = Window(0, strip.row, building.shape[1], strip.height)
                try:
                    self._dataset.write(building, 1, window=window)
                except RasterioIOError as error:
                    raise self._unwritable(error) from error
            yield strip

    def _unwritable(self, error: RasterioIOError) -> RooflineError:
        return RooflineError(f"{self._path} cannot be written ({error}). Check that the folder exists and may be "
                             "written, and that the disk has room.")

    def _check_end(self) -> None:
        """Raise RooflineError when the last rows cannot be read: GDAL reports no error when the disk fills up while it
        closes a file."""
        try:
            with rasterio.open(self._part) as file:
                first = (file.height - 1) // STRIDE * STRIDE
                file.read(1, window=Window(0, first, file.width, file.height - first))
        except RasterioIOError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> ProbabilityFile:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        self._dataset.close()
        try:
            if kind is None:
                self._check_end()
                self._part.replace(self._path)
                for stale in SIDECARS:  # they would be taken for the new raster's
                    self._path.with_name(self._path.name + stale).unlink(missing_ok=True)
        finally:
            self._part.unlink(missing_ok=True)
