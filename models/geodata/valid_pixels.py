"""Nodata masking (GDAL's RFC 15): the pixels of a raster that count, by the bands that are used."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rasterio import DatasetReader
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.windows import Window

from .bands import RasterBand, has_alpha
from .full_masks import full_mask, needs_full_masks

HIGHEST = 2 ** 16 - 1
"""A declared nodata value from 0 to this may be a measurement too: black, white, or no height."""
CLEAR, NODATA, MASK, ALPHA = "clear", "nodata", "mask", "alpha"
"""How a raster tells its valid pixels: all are, by a value in its bands, by a mask (an alpha band is one), or by an
alpha band that GDAL takes for no mask."""

Range = tuple[np.ndarray, np.ndarray]
"""First and last pixel, (n,) each."""


@dataclass(frozen=True)
class Masking:
    """Where a raster declares its invalid pixels: the masks of the `bands` that are used (numbers from 1), and the
    `alpha` bands that GDAL takes for no mask: beside nodata values, in rasters of other than two or four bands, and of
    floats. Both empty: no pixel is declared invalid. `full`: the masks of the overviews cannot be relied on."""

    bands: tuple[int, ...]
    alpha: tuple[int, ...]
    full: bool = False

    @classmethod
    def of(cls, dataset: DatasetReader, bands: Sequence[int], alpha_is_data: bool) -> Masking:
        """The masking for `bands`; `alpha_is_data` where the band flagged as alpha holds measurements."""
        flags = {band: dataset.mask_flag_enums[band - 1] for band in bands}
        alpha = [band for band, color in zip(dataset.indexes, dataset.colorinterp)
                 if color == ColorInterp.alpha and not alpha_is_data]
        hidden = [] if any(MaskFlags.per_dataset in own for own in flags.values()) else alpha
        if any(MaskFlags.all_valid in own or (MaskFlags.alpha in own and alpha_is_data) for own in flags.values()):
            return cls((), tuple(hidden))
        per_dataset = [band for band, own in flags.items() if MaskFlags.per_dataset in own]
        masks = tuple(per_dataset[:1] or flags)
        return cls(masks, tuple(hidden), any(needs_full_masks(dataset, band) for band in masks))

    def valid(self, dataset: DatasetReader, window: Window, shape: tuple[int, int]) -> np.ndarray:
        """The valid pixels (rows, columns) bool of a window: those that at least one of the bands that are used, and
        the alpha band, declare so. Other bands have no say (rasterio's dataset_mask() asks all of them, and of four
        bands the fourth alone)."""
        def read(get: Callable[..., np.ndarray], band: int) -> np.ndarray:
            if self.full and (window.height > shape[0] or window.width > shape[1]):
                return full_mask(lambda part: get(band, window=part), window, shape, dataset.shape)
            return get(band, window=window, out_shape=shape, resampling=Resampling.nearest) > 0

        valid = np.full(shape, not self.bands)
        for band in self.bands:
            if not valid.all():
                valid |= read(dataset.read_masks, band)
        for band in self.alpha:
            valid &= read(dataset.read, band)
        return valid


def kind_of_mask(dataset: DatasetReader, bands: Sequence[RasterBand]) -> str:
    """How a raster tells the valid pixels of these bands: CLEAR, NODATA, MASK or ALPHA."""
    flags = {flag for band in bands for flag in dataset.mask_flag_enums[band.index - 1]}
    if has_alpha(dataset, bands):
        return CLEAR
    if flags == {MaskFlags.all_valid}:
        return ALPHA if ColorInterp.alpha in dataset.colorinterp else CLEAR
    same = len({repr(dataset.nodatavals[band.index - 1]) for band in bands}) == 1
    return NODATA if flags == {MaskFlags.nodata} and same else MASK


def without_values(image: np.ndarray, nodata: Sequence[float | None]) -> np.ndarray:
    """A float image (C, H, W) with NaN for what is no measurement: infinite values, and the band's own `nodata` unless
    it may be a measurement. Other types are returned as they are."""
    if image.dtype.kind != "f":
        return image
    for band, value in zip(image, nodata):
        band[~np.isfinite(band)] = np.nan
        if value is not None and math.isfinite(value) and not 0 <= value <= HIGHEST:
            band[band == np.asarray(value).astype(band.dtype)] = np.nan
    return image


def pixel_ranges(window: Window, shape: tuple[int, int]) -> tuple[Range, Range]:
    """The rows and the columns of a raster's pixels that make up each row and each column of a window resampled to
    `shape`: the first and the last of each."""
    return (_ranges(window.row_off, window.height, shape[0]), _ranges(window.col_off, window.width, shape[1]))


def _ranges(start: float, length: float, count: int) -> Range:
    each = length / count
    middle = start + (np.arange(count) + 0.5) * each
    reach = 0.0 if abs(each - 1) < 1e-9 else max(each / 2, 0.5)  # averaged, or interpolated between two pixels
    first = np.floor(middle - reach + 1e-6).astype(int)
    last = np.ceil(middle + reach - 1e-6).astype(int) - 1 if reach else first
    end = math.ceil(start + length) - 1
    return np.clip(first, 0, end), np.clip(last, 0, end)
