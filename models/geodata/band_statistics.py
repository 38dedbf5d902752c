"""What the values of imagery are normalised by."""

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
"""Pixels of a raster without overviews from which it is not decoded whole for its statistics."""
SAMPLES, SAMPLE_PIXELS = 128, 2 ** 18
"""How many samples are taken of it, and about how many of its pixels are decoded for each."""
FEWEST = 32
"""Samples of a raster whose blocks are larger than that."""
GOLDEN = (5 ** 0.5 - 1) / 2
LEAST_VALID = 0.25
"""Share of the samples that has to be valid: of an emptier raster all is looked at, since few samples hold anything."""

Valid = Callable[[Window, tuple[int, int]], np.ndarray]
"""Gives the valid pixels (rows, columns) bool of a window, resampled to such a shape."""


@dataclass(frozen=True)
class Statistics:
    """Mean and deviation of each band over valid pixels, and how many pixels they rest on."""

    mean: np.ndarray
    std: np.ndarray
    count: int


def statistics_of(dataset: DatasetReader, bands: Sequence[int], valid: Valid) -> Statistics | None:
    """The statistics of some bands of a raster; None when it has no valid pixel. They rest on about a million pixels:
    of an overview, or of samples where making one would mean to decode a large raster whole."""
    if dataset.width * dataset.height > LARGE and not dataset.overviews(bands[0]):
        values, valid_share = _values(dataset, bands, valid, sample_windows(dataset, bands[0]))
        if valid_share >= LEAST_VALID:
            return _of(values)
    values, _ = _values(dataset, bands, valid, [Window(0, 0, dataset.width, dataset.height)])
    return _of(values) if values.size else None


def _of(values: np.ndarray) -> Statistics:
    return Statistics(values.mean(axis=1), np.maximum(values.std(axis=1), 1e-6), values.shape[1])


def sample_windows(dataset: DatasetReader, band: int) -> list[Window]:
    """Windows of whole blocks spread over a raster, evenly in both directions (Hammersley 1960, with multiples of the
    golden ratio across)."""
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
    """Valid values (bands, n) float64 of about SAMPLE_SIDE squared pixels in all, and which share of them is valid."""
    pixels = sum(window.width * window.height for window in windows)
    factor = max(1.0, max(dataset.shape) / SAMPLE_SIDE if len(windows) == 1 else pixels ** 0.5 / SAMPLE_SIDE)
    shapes = [(max(1, round(window.height / factor)), max(1, round(window.width / factor))) for window in windows]
    looked_at = sum(height * width for height, width in shapes)
    every = max(1, round(looked_at / SAMPLE_SIDE ** 2))  # what is one row high cannot be made lower
    found, count = [], 0
    for window, shape in zip(windows, shapes):
        image = dataset.read(list(bands), window=window, out_shape=(len(bands), *shape), resampling=Resampling.nearest)
        values = image[:, valid(window, shape)]
        values = values[:, np.isfinite(values).all(axis=0)]
        count += values.shape[1]
        found.append(values[:, ::every].astype(np.float64))
    return np.concatenate(found, axis=1), count / looked_at


def pooled(statistics: Sequence[Statistics]) -> Statistics:
    """The statistics of several rasters taken together."""
    weights = np.array([s.count for s in statistics], float)
    weights /= weights.sum()
    mean = sum(w * s.mean for w, s in zip(weights, statistics))
    square = sum(w * (s.std ** 2 + s.mean ** 2) for w, s in zip(weights, statistics))
    return Statistics(np.asarray(mean), np.sqrt(np.maximum(square - np.asarray(mean) ** 2, 1e-12)),
                      sum(s.count for s in statistics))
