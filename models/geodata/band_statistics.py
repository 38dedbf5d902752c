"""Band statistics: mean and standard deviation of each band from samples, without outliers, and normalisation by them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rasterio import DatasetReader
from rasterio.windows import Window
from scipy import ndimage

from ..networks.model_card import clip_limit

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
FENCE, TIMES_MEDIAN = 5.0, 4.0
"""Outliers lie further from the quartiles than this many times the distance between them, and above this many times
the median, from the darkest value where that is below zero: clouds, saturated and broken pixels."""
INFLATED = 1.25
"""Outliers are left out where with them the deviation is greater by this factor; else they do no harm."""
MOST_HOLES = 0.05
"""Share of invalid pixels amid the imagery from which the analyst is told."""

Read = Callable[[Window, tuple[int, int]], tuple[np.ndarray, np.ndarray]]
"""A function of a window and a shape (rows, columns): the nearest pixels (bands, rows, columns) and the valid ones
(rows, columns) bool. In bands of floats NaN is no value."""


@dataclass(frozen=True)
class Statistics:
    """Mean and standard deviation (C,) of each band over valid pixels, and the number of pixels that were used.
    `are_measured`: not so where a model from elsewhere says what to subtract and to divide by; then nothing is clipped.
    """

    mean: np.ndarray
    std: np.ndarray
    count: int
    are_measured: bool = True


@dataclass(frozen=True)
class Outliers:
    """The share of the valid pixels that were left out of the statistics of a band, their median value, and the range
    of the others."""

    share: float
    value: float
    usual: tuple[float, float]

    def remark(self) -> str:
        """A clause for the analyst, to follow the raster's name."""
        low, high = self.usual
        return (f"{in_percent(self.share)} of the pixels have values round {self.value:.5g}, far from the others "
                f"({low:.5g} to {high:.5g}): clouds, saturated or broken pixels. They do not count for the contrast in "
                "which the model sees the imagery, and what they cover is not found")


@dataclass(frozen=True)
class Survey:
    """What a sample of a raster shows: `statistics`, None without any valid pixel; `holes`, the share of invalid pixels
    amid the imagery; `outliers` of the band that has most of those left out of the statistics."""

    statistics: Statistics | None
    holes: float
    outliers: Outliers | None


def survey_of(dataset: DatasetReader, bands: Sequence[int], read: Read) -> Survey:
    """The survey of `bands` (numbers from 1) of a raster.

    It looks at about a million pixels: at an overview, or at samples where a large raster without overviews would have
    to be decoded whole.
    """
    if dataset.width * dataset.height > LARGE and not dataset.overviews(bands[0]):
        values, valid_share, holes = _values(read, sample_windows(dataset, bands[0]))
        if valid_share >= LEAST_VALID:
            return _of(values, holes)
    return _of(*_values(read, [Window(0, 0, dataset.width, dataset.height)])[::2])


def _of(values: np.ndarray, holes: float) -> Survey:
    """The survey from values (bands, n) and the share of holes."""
    if not values.size:
        return Survey(None, holes, None)
    each = [_band(band) for band in values]
    outliers = max((found for _, _, found in each if found), key=lambda found: found.share, default=None)
    return Survey(_statistics(each, values.shape[1]), holes, outliers)


def statistics_of(values: np.ndarray) -> Statistics:
    """The statistics of values (bands, n), without outliers; in bands of floats NaN is no value."""
    return _statistics([_band(band) for band in values], values.shape[1])


def _statistics(each: Sequence[tuple[float, float, Outliers | None]], count: int) -> Statistics:
    mean, std = (np.array(numbers) for numbers in list(zip(*each))[:2])
    return Statistics(mean, np.maximum(std, 1e-6), count)


def _band(values: np.ndarray) -> tuple[float, float, Outliers | None]:
    """Mean, deviation and outliers of the values (n,) of a band; those of uint8 have none, as they go no further than
    255."""
    numbers = values[np.isfinite(values)].astype(np.float64)
    if not numbers.size:
        return 0.0, 1.0, None
    mean, std = float(numbers.mean()), float(numbers.std())
    if values.dtype == np.uint8:
        return mean, std, None
    low, high = _fences(numbers)
    usual = (numbers >= low) & (numbers <= high)
    inner = float(numbers[usual].std())
    if std <= INFLATED * inner or not inner:
        return mean, std, None
    out, rest = numbers[~usual], numbers[usual]
    outliers = Outliers(len(out) / len(numbers), float(np.median(out)), (float(rest.min()), float(rest.max())))
    return float(rest.mean()), inner, outliers


def _fences(values: np.ndarray) -> tuple[float, float]:
    """Tukey's fences, far out: between them lies what is no outlier."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    if low == high:  # half of it has one value, as a band of heights has
        low, high = np.quantile(values[values != middle], (0.25, 0.75)) if (values != middle).any() else (low, high)
    far = FENCE * (high - low)
    dark = min(0.0, max(float(values.min()), low - 2 * far))  # values may lie far below zero, and a few still further
    return float(low - far), float(max(high + far, dark + TIMES_MEDIAN * (middle - dark)))


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


def _values(read: Read, windows: Sequence[Window]) -> tuple[np.ndarray, float, float]:
    """Values (bands, n) of about SAMPLE_SIDE squared valid pixels in all, the share of valid pixels, and the share of
    holes amid the imagery."""
    pixels = sum(window.width * window.height for window in windows)
    longest = max(max(window.width, window.height) for window in windows)
    factor = max(1.0, longest / SAMPLE_SIDE if len(windows) == 1 else pixels ** 0.5 / SAMPLE_SIDE)
    shapes = [(max(1, round(window.height / factor)), max(1, round(window.width / factor))) for window in windows]
    looked_at = sum(height * width for height, width in shapes)
    every = max(1, round(looked_at / SAMPLE_SIDE ** 2))  # more than 1 for windows one row high, which cannot shrink
    found, count, holes = [], 0, 0
    for window, shape in zip(windows, shapes):
        image, valid = read(window, shape)
        values = image[:, valid]
        count += values.shape[1]
        holes += _holes(valid)
        found.append(values[:, ::every])
    return np.concatenate(found, axis=1), count / looked_at, holes / max(count + holes, 1)


def _holes(valid: np.ndarray) -> int:
    """The number of invalid pixels (H, W) that are not connected with the edge through others."""
    if valid.all():
        return 0
    parts, count = ndimage.label(~valid)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    at_edge = np.unique(np.concatenate([parts[[0, -1]].ravel(), parts[:, [0, -1]].ravel()]))
    return int(sizes[1:].sum() - sizes[at_edge[at_edge > 0]].sum())


def pooled(statistics: Sequence[Statistics]) -> Statistics:
    """Pooled mean and standard deviation of several rasters, weighted by their numbers of pixels."""
    weights = np.array([s.count for s in statistics], float)
    weights /= weights.sum()
    mean = sum(w * s.mean for w, s in zip(weights, statistics))
    square = sum(w * (s.std ** 2 + s.mean ** 2) for w, s in zip(weights, statistics))
    return Statistics(np.asarray(mean), np.sqrt(np.maximum(square - np.asarray(mean) ** 2, 1e-12)),
                      sum(s.count for s in statistics))


def normalize(image: np.ndarray, valid: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Bands (C, H, W) in any type, standardised to float32 by `mean` and `std` (C,) and clipped; 0 where not `valid`
    (H, W), or where a band has no value.

    Prediction does the same in float32 on the device of the network (inference.tiled_inference), and an exported model
    inside its graph (onnx_io.export): the three agree to rounding.
    """
    limit = clip_limit(image.dtype.name)
    scaled = np.clip((image.astype(np.float32) - mean[:, None, None]) / std[:, None, None], -limit, limit)
    return np.where(valid & np.isfinite(scaled), scaled, np.float32(0)).astype(np.float32)


def in_percent(share: float) -> str:
    """A share as in 14 %, 0.02 %."""
    if share < 0.0001:
        return "less than 0.01 %"
    return f"{100 * share:.{0 if share >= 0.095 else 1 if share >= 0.0095 else 2}f} %"
