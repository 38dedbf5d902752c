"""What the values of imagery are normalised by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
GOLDEN = (5 ** 0.5 - 1) / 2
FEW = 2 ** 16
"""Valid pixels in the samples that do not suffice: most of the raster is empty, and all of it is looked at."""

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
    whole = Window(0, 0, dataset.width, dataset.height)
    is_large = dataset.width * dataset.height > LARGE and not dataset.overviews(bands[0])
    found = list(_values(dataset, bands, valid, sample_windows(dataset) if is_large else [whole]))
    if is_large and sum(values.shape[1] for values in found) < FEW:
        found = list(_values(dataset, bands, valid, [whole]))
    values = np.concatenate(found, axis=1).astype(np.float64)
    if not values.shape[1]:
        return None
    return Statistics(values.mean(axis=1), np.maximum(values.std(axis=1), 1e-6), values.shape[1])


def sample_windows(dataset: DatasetReader) -> list[Window]:
    """Windows of whole blocks spread over a raster, evenly in both directions (Hammersley 1960, with multiples of the
    golden ratio across)."""
    block_rows, block_columns = dataset.block_shapes[0]
    width = min(max(block_columns, round(SAMPLE_PIXELS ** 0.5) // block_columns * block_columns), dataset.width)
    height = min(max(block_rows, SAMPLE_PIXELS // width // block_rows * block_rows), dataset.height)
    down, across = -(-dataset.height // height), -(-dataset.width // width)
    places = {(int((nth + 0.5) / SAMPLES * down) * height, int(nth * GOLDEN % 1 * across) * width)
              for nth in range(SAMPLES)}
    return [Window(column, row, min(width, dataset.width - column), min(height, dataset.height - row))
            for row, column in sorted(places)]


def _values(dataset: DatasetReader, bands: Sequence[int], valid: Valid,
            windows: Sequence[Window]) -> Iterator[np.ndarray]:
    """The values (bands, n) of the valid pixels of each window, of about as many pixels in all as an overview has."""
    pixels = sum(window.width * window.height for window in windows)
    longest = max(dataset.width, dataset.height)
    factor = max(1.0, longest / SAMPLE_SIDE if len(windows) == 1 else pixels ** 0.5 / SAMPLE_SIDE)
    for window in windows:
        shape = (max(1, round(window.height / factor)), max(1, round(window.width / factor)))
        image = dataset.read(list(bands), window=window, out_shape=(len(bands), *shape), resampling=Resampling.nearest)
        values = image[:, valid(window, shape)]
        yield values[:, np.isfinite(values).all(axis=0)]


def pooled(statistics: Sequence[Statistics]) -> Statistics:
    """The statistics of several rasters taken together."""
    weights = np.array([s.count for s in statistics], float)
    weights /= weights.sum()
    mean = sum(w * s.mean for w, s in zip(weights, statistics))
    square = sum(w * (s.std ** 2 + s.mean ** 2) for w, s in zip(weights, statistics))
    return Statistics(np.asarray(mean), np.sqrt(np.maximum(square - np.asarray(mean) ** 2, 1e-12)),
                      sum(s.count for s in statistics))
