"""The raster of probabilities that prediction writes on its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rasterio
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

from ...protocol.settings import STRIDE
from ..core.errors import RooflineError
from ..geodata.raster_source import Imagery
from ..vectorize.strips import SCALE, Strip


class ProbabilityFile:
    """A GeoTIFF of probabilities on the model's grid, uint8 with scale 1/255. As a context: it appears when it is
    whole, and after an error nothing is left."""

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

    def keeping(self, strips: Iterable[Strip]) -> Iterator[Strip]:
        """The same strips, each written on its way."""
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
        """GDAL says nothing when the disk fills up while it closes a file; the last rows then cannot be read."""
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
        finally:
            self._part.unlink(missing_ok=True)
