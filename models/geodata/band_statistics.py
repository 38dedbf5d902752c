"""Band statistics: mean and standard deviation of each band, estimated from samples, and normalisation by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rasterio import DatasetReader
from rasterio.enums import Resampling
from rasterio.windows import Window

SAMPLE_SIDE = 1024
"""Pixels along the longer side of the overview that statistics are taken from."""
LARGE = 2 ** 26
"""Pixels of a raster from which, without overviews, statistics are taken from samples instead of the whole raster."""
SAMPLES, SAMPLE_PIXELS = 128, 2 ** 18
"""How many samples a large raster gives, and about how many pixels are decoded for each."""
FEWEST = 32
"""Samples of a raster whose blocks are larger than SAMPLE_PIXELS."""
GOLDEN = (5 ** 0.5 - 1) / 2
LEAST_VALID = 0.25
"""Least share of valid pixels in the samples: of an emptier raster all is read, since few samples hold any imagery."""

Valid = Callable[[Window, tuple[int, int]], np.ndarray]
"""A function of a window and a shape (rows, columns): the window's valid pixels, bool, resampled to that shape."""


@dataclass(frozen=True)
class Statistics:
    """Mean and standard deviation (C,) of each band over valid pixels, and the number of pixels that were used."""

    mean: np.ndarray
    std: np.ndarray
    count: int


def statistics_of(dataset: DatasetReader, bands: Sequence[int], valid: Valid) -> Statistics | None:
    """The statistics of `bands` (numbers from 1) of a raster; None when it has no valid pixel.

    They are of about a million pixels: of an overview, or of samples where a large raster without overviews would have
    to be decoded whole.
    """
    if dataset.width * dataset.height > LARGE and not dataset.overviews(bands[0]):
        values, valid_share = _values(dataset, bands, valid, sample_windows(dataset, bands[0]))
        if valid_share >= LEAST_VALID:
            return _of(values)
    values, _ = _values(dataset, bands, valid, [Window(0, 0, dataset.width, dataset.height)])
    return _of(values) if values.size else None


def _of(values: np.ndarray) -> Statistics:
    return Statistics(values.mean(axis=1), np.maximum(values.std(axis=1), 1e-6), values.shape[1])


def sample_windows(dataset: DatasetReader, band: int) -> list[Window]:
    """A low-discrepancy sample (Hammersley 1960, with multiples of the golden ratio across): windows of whole blocks,
    spread evenly over a raster in both directions."""
    block_rows, block_columns = dataset.block_shapes[band - 1]
    width = min(max(block_columns, round(SAMPLE_PIXELS ** 0.5) // block_columns * block_columns), dataset.width)
    height = min(max(block_rows, SAMPLE_PIXELS // width // block_rows * block_rows), dataset.height)
    down, across = -(-dataset.height // height), -(-dataset.width // width)
    count = min(SAMPLES, max(FEWEST, SAMPLES * SAMPLE_PIXELS // (width * height)))
    places = {(int((nth + 0.5) / count * down) * height, int(nth * GOLDEN % 1 * across) * width)
              for nth in range(count)}
    return [Window(column, row, min(width, dataset.width - column), min(height, dataset.height - row))
            for row, column in sorted(places)]


def _values(dataset: DatasetReader, bands: Sequence[int], valid: Valid,
            windows: Sequence[Window]) -> tuple[np.ndarray, float]:
    """Valid values (bands, n) float64 of about SAMPLE_SIDE squared pixels in all, and the share of valid pixels."""
    pixels = sum(window.width * window.height for window in windows)
    factor = max(1.0, max(dataset.shape) / SAMPLE_SIDE if len(windows) == 1 else pixels ** 0.5 / SAMPLE_SIDE)
    shapes = [(max(1, round(window.height / factor)), max(1, round(window.width / factor))) for window in windows]
    looked_at = sum(height * width for height, width in shapes)
    every = max(1, round(looked_at / SAMPLE_SIDE ** 2))  # more than 1 for windows one row high, which cannot shrink
    found, count = [], 0
    for window, shape in zip(windows, shapes):
        image = dataset.read(list(bands), window=window, out_shape=(len(bands), *shape), resampling=Resampling.nearest)
        values = image[:, valid(window, shape)]
        values = values[:, np.isfinite(values).all(axis=0)]
        count += values.shape[1]
        found.append(values[:, ::every].astype(np.float64))
    return np.concatenate(found, axis=1), count / looked_at


def pooled(statistics: Sequence[Statistics]) -> Statistics:
    """Pooled mean and standard deviation of several rasters, weighted by their numbers of pixels."""
    weights = np.array([s.count for s in statistics], float)
    weights /= weights.sum()
    mean = sum(w * s.mean for w, s in zip(weights, statistics))
    square = sum(w * (s.std ** 2 + s.mean ** 2) for w, s in zip(weights, statistics))
    return Statistics(np.asarray(mean), np.sqrt(np.maximum(square - np.asarray(mean) ** 2, 1e-12)),
                      sum(s.count for s in statistics))


def normalize(image: np.ndarray, valid: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Bands (C, H, W) in any type, standardised to float32 by `mean` and `std` (C,); 0 where not `valid` (H, W).

    Prediction does the same in float32 on the device of the network (inference.tiled_inference), and an exported model
    inside its graph (onnx_io.export): the three agree to rounding.
    """
    scaled = (image.astype(np.float32) - mean[:, None, None]) / std[:, None, None]
    return np.where(valid, scaled, np.float32(0)).astype(np.float32)
