"""Raster reader (rasterio): windows of a raster, resampled to square pixels of one resolution in ground metres."""

from __future__ import annotations

import copy
import json
import math
import os
from contextlib import ExitStack
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Sequence

import numpy as np
import shapely
from affine import Affine
from rasterio import DatasetReader
from rasterio.enums import Resampling
from rasterio.windows import Window
from shapely.geometry.base import BaseGeometry

from ...protocol.dates import date_in
from ...protocol.imagery import MAX_RESOLUTION_RATIO, RASTER_TAGS
from ..core.errors import RooflineError
from ..networks.model_card import Band
from . import cloud_masks
from .band_dates import tagged_date
from .band_matching import bands_for, dates_of, remarks
from .band_statistics import MOST_HOLES, Statistics, Survey, in_percent, survey_of
from .bands import RasterBand, common_type, has_alpha, raster_bands, read_bands
from .cloud_masks import cloud_bands
from .collar import Collar, find_collar
from .crs import ground_crs
from .ground_sample_distance import ground_pixel_size
from .place_and_time import PlaceAndTime, place_and_time
from .raster_file import open_plain, open_raster, readable
from .valid_pixels import Masking, pixel_ranges, without_values

CLOUD_SIDE = 512
"""Pixels along each side of the sample that the share of clouds is told from."""
SAME_SCALE = 0.003
"""Share by which the pixels may differ from the resolution and still be read without resampling."""


class Imagery:
    """One raster, resampled to a grid of square ground pixels of `resolution_m` (None: its own).

    The grid keeps the raster's CRS, origin and axes; only the pixel size changes, on each axis by itself, so a raster
    in degrees gets square pixels too. `shape` is (rows, columns) of the grid, `transform` maps its pixels to `crs`.
    `bands` are those of the model, or their names; another band may stand in for a missing one unless the match must be
    `exact`. `band_remarks` are clauses about the matches for the analyst. Raises RooflineError when the raster cannot
    be opened, has no CRS, or lacks a band.
    """

    def __init__(self, path: str, bands: Sequence[Band | str], resolution_m: float | None = None,
                 exact: bool = False) -> None:
        self.path = path
        self._dataset, self._opened_as = open_plain(path)
        self._tags = _tags(self._dataset)
        with readable(self.name):
            self._place_and_match(bands, resolution_m, exact)

    def _place_and_match(self, bands: Sequence[Band | str], resolution_m: float | None, exact: bool) -> None:
        self.crs = ground_crs(self._dataset.crs.to_wkt(), self.name)
        self.pixel_m = ground_pixel_size(self._dataset.transform, self._dataset.shape, self.crs, self.name)
        self.resolution_m = resolution_m or math.sqrt(self.pixel_m[0] * self.pixel_m[1])
        # The scale error of a projection (0.04 % in UTM) is no reason to resample.
        self._scale = tuple(1.0 if abs(self.resolution_m / pixel - 1) < SAME_SCALE else self.resolution_m / pixel
                            for pixel in self.pixel_m)
        rows, columns = self._dataset.shape
        # Whole pixels only: a last, partial pixel would be stretched when it is read.
        self.shape = (max(1, int(rows / self._scale[1] + 1e-6)), max(1, int(columns / self._scale[0] + 1e-6)))
        self.transform = self._dataset.transform @ Affine.scale(*self._scale)
        self._match(tuple(Band(band) if isinstance(band, str) else band for band in bands), exact)

    def _match(self, wanted: Sequence[Band], exact: bool) -> None:
        raster = raster_bands(self._dataset, self.name)
        found = bands_for(self.name, raster, wanted, exact)
        self.band_indexes = [match.band.index for match in found]
        self.band_remarks = remarks(raster, wanted, found)
        self.dtype = common_type(self._dataset, self.band_indexes)
        self._clouds = cloud_bands(self._dataset)
        dates = {band.index: band.date for band in raster}
        # Of several dates one alone may be without a value, which only floats can tell.
        self._dates = [dates[index] for index in self.band_indexes] if dates_of(raster) else []
        if self._dates:
            self.dtype = "float32"
        self._masking = Masking.of(self._dataset, self.band_indexes, has_alpha(self._dataset, raster))

    @property
    def name(self) -> str:
        """The file name, or the names in a virtual raster of Roofline, for messages."""
        return _name(self._tags, self.path)

    @property
    def files(self) -> list[str]:
        """The raster's path, or those of the rasters in a virtual raster of Roofline."""
        return list(self._tags.get("rasters") or [self.path])

    @property
    def frame(self) -> BaseGeometry:
        """The raster's edge in pixels of the grid, which may end within its last pixel."""
        (rows, columns), (sx, sy) = self._dataset.shape, self._scale
        return shapely.box(0, 0, columns / sx, rows / sy)

    @property
    def coarsest_m(self) -> float:
        """Side of the largest pixels in metres on the ground, which in a mosaic are those of the coarsest raster."""
        return max(*self.pixel_m, self._tags.get("coarsest_m", 0.0))

    def another(self) -> Imagery:
        """The same raster with a GDAL handle of its own, for another thread."""
        other = copy.copy(self)
        other._dataset = open_raster(self.path)
        return other

    def close(self) -> None:
        """Close the GDAL handle."""
        self._dataset.close()

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        """Bands (C, height, width) in the raster's own type and valid pixels (height, width) bool of a window of the
        grid. Beyond the raster both are zero. Raises RooflineError when the file cannot be read there."""
        x0, y0 = max(column, 0), max(row, 0)
        x1, y1 = min(column + width, self.shape[1]), min(row + height, self.shape[0])
        if (x0, y0, x1, y1) == (column, row, column + width, row + height):
            return self._read_inside(column, row, width, height)
        image = np.zeros((len(self.band_indexes), height, width), self.dtype)
        valid = np.zeros((height, width), bool)
        if x1 <= x0 or y1 <= y0:
            return image, valid
        inside = (slice(y0 - row, y1 - row), slice(x0 - column, x1 - column))
        image[(slice(None), *inside)], valid[inside] = self._read_inside(x0, y0, x1 - x0, y1 - y0)
        return image, valid

    def _read_inside(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        sx, sy = self._scale
        rows, columns = self._dataset.shape
        x, y = column * sx, row * sy
        window = Window(x, y, min(width * sx, columns - x), min(height * sy, rows - y))
        smaller = sx > 1 and sy > 1
        with readable(self.name, f" near column {x:.0f}, row {y:.0f}"):
            return self._pixels(window, (height, width), Resampling.average if smaller else Resampling.bilinear)

    def _pixels(self, window: Window, shape: tuple[int, int],
                resampling: Resampling = Resampling.nearest) -> tuple[np.ndarray, np.ndarray]:
        """Bands and valid pixels of a window of the raster, resampled to `shape`."""
        image = without_values(read_bands(self._dataset, self.band_indexes, window, shape, resampling),
                               [self._dataset.nodatavals[index - 1] for index in self.band_indexes])
        valid = self._masking.valid(self._dataset, window, shape)
        if self._dates:
            image = self._by_date(image.astype(np.float32), window, shape)
        else:
            for band in self._clouds:
                valid &= ~band.read(self._dataset, window, shape)
        if image.dtype.kind == "f":
            valid &= np.isfinite(image).any(axis=0)
        if self._collar is not None:
            valid &= ~self._collar.covers(*pixel_ranges(window, shape))
        return image, valid

    def _by_date(self, image: np.ndarray, window: Window, shape: tuple[int, int]) -> np.ndarray:
        """The image (C, H, W) float32 of several dates, with NaN where a band has no value and where a date is cloudy.
        A cloud mask without a date holds for all."""
        clouds = [(band.date, band.read(self._dataset, window, shape)) for band in self._clouds]
        for values, index, date in zip(image, self.band_indexes, self._dates):
            masked = self._dataset.read_masks(index, window=window, out_shape=shape, resampling=Resampling.nearest) == 0
            for of, hidden in clouds:
                if of in ("", date):
                    masked |= hidden
            values[masked] = np.nan
        return image

    @property
    def _cloud_remarks(self) -> list[str]:
        """A clause on the share of pixels that are clouds, by a sample."""
        if not self._clouds:
            return []
        rows, columns = self._dataset.shape
        shape = (min(rows, CLOUD_SIDE), min(columns, CLOUD_SIDE))
        with readable(self.name):
            hidden = [band.read(self._dataset, Window(0, 0, columns, rows), shape) for band in self._clouds]
        return [cloud_masks.remark(float(np.mean(hidden)), self._clouds)]

    @cached_property
    def where(self) -> PlaceAndTime:
        """Where and when the imagery was taken; its times are empty where no name and no tag tells one."""
        told = (tagged_date(self._dataset.tags()), *(date_in(text or "").date for text in self._dataset.descriptions),
                *(date_in(Path(file).name).date for file in self.files))
        return place_and_time(self.name, self._dates or told, self.crs, self.transform, self.shape)

    @cached_property
    def _collar(self) -> Collar | None:
        """The collar; of a mosaic what is left of it after that of each raster (mosaic.py)."""
        found = _collar_of(self.path, _age(self.path), tuple(self.band_indexes), self._masking, self.pixel_m)
        return None if found and "coarsest_m" in self._tags and not found.values else found

    @cached_property
    def _survey(self) -> Survey:
        with readable(self.name):
            return survey_of(self._dataset, self.band_indexes, self._pixels)

    def statistics(self) -> Statistics:
        """Mean and standard deviation of each band. Raises RooflineError when the raster has no valid pixel."""
        found = self._survey.statistics
        if found is None:
            raise RooflineError(f"{self.name} has no valid pixel: it is all nodata or masked. Choose other imagery.")
        return found

    @property
    def remarks(self) -> list[str]:
        """Clauses for the analyst about how the raster is opened, the matches of bands, and pixels that do not count. A
        sample of the raster is read for it."""
        holes = (f"{in_percent(self._survey.holes)} of the pixels amid the imagery are invalid by its nodata value or "
                 "its mask, and no building is found there. If there are roofs among them, save the raster without "
                 "(Raster > Conversion > Translate, additional parameters -a_nodata none or -mask none)")
        return [*self._opened_as, *self.band_remarks, *self._cloud_remarks,
                *([self._collar.remark()] if self._collar else []),
                *([self._survey.outliers.remark()] if self._survey.outliers else []),
                *([holes] if self._survey.holes > MOST_HOLES and not self._clouds else [])]


def raster_name(dataset: DatasetReader, path: str) -> str:
    """The name for messages: that in a virtual raster of Roofline, else that of the file."""
    return _name(_tags(dataset), path)


def _name(tags: dict[str, Any], path: str) -> str:
    return str(tags.get("name") or Path(path).name)


def _tags(dataset: DatasetReader) -> dict[str, Any]:
    return {key: json.loads(value) for key, value in dataset.tags(ns=RASTER_TAGS).items()}


@lru_cache(maxsize=64)
def _collar_of(path: str, age: object, bands: tuple[int, ...], masking: Masking,
               pixel_m: tuple[float, float]) -> Collar | None:
    """The collar of the raster at `path` of a certain `age`: looked for once, however often the raster is opened."""
    with open_raster(path) as dataset:
        return find_collar(dataset, bands, pixel_m, partial(masking.valid, dataset))


def _age(path: str) -> object:
    """What changes with a file; None where there is none, as at an address."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def name_of(path: str) -> str:
    """The name of a raster for messages: its file's, or that of the rasters in a virtual raster of Roofline."""
    with open_raster(path) as dataset:
        return raster_name(dataset, path)


def bands_of(path: str) -> list[RasterBand]:
    """The bands of the raster at `path` that hold measurements."""
    with open_raster(path) as dataset, readable(Path(path).name):
        return raster_bands(dataset, Path(path).name)


def open_imagery(paths: Sequence[str], bands: Sequence[Band | str], resolution_m: float,
                 exact: bool = False) -> list[Imagery]:
    """The rasters at one resolution. Raises RooflineError when one cannot be opened, is far coarser, or lacks a band
    that must match (`exact`) or that none can stand in for."""
    with ExitStack() as closing_on_error:
        images = []
        for path in paths:
            images.append(Imagery(path, bands, resolution_m, exact))
            closing_on_error.callback(images[-1].close)
            _check_pixels(images[-1])
        closing_on_error.pop_all()
    return images


def _check_pixels(imagery: Imagery) -> None:
    pixel = imagery.coarsest_m
    if pixel > MAX_RESOLUTION_RATIO * imagery.resolution_m:
        raise RooflineError(
            f"{imagery.name} has pixels of {pixel:.3g} m; this model looks at {imagery.resolution_m:g} m and would "
            "see nothing but blur. Choose finer imagery, or fine-tune with the resolution set to the imagery's.")
