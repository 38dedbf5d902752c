"""Masks at full size: the valid pixels of a window that is read smaller, where the masks of the overviews may be wrong.

Programs that mask a raster after its overviews were built leave these all valid. A mask of its own is cheap to decode
(0.6 s for 10^9 pixels); an alpha band or the bands themselves are not, so overviews are first tried on samples of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from os.path import isfile as is_file

import numpy as np
import rasterio
from rasterio import DatasetReader
from rasterio.enums import MaskFlags
from rasterio.windows import Window

from .band_statistics import sample_windows

CHUNK_PIXELS = 2 ** 24
"""Pixels of a mask that are read at once."""
TRIED, SMALLER = 24, 4
"""Windows on which overviews are tried, and how many times smaller they are read."""
MOST_WRONG = 0.25
"""Share of a window's pixels by which the masks may differ: along edges they do."""


def needs_full_masks(dataset: DatasetReader, band: int) -> bool:
    """Whether the masks of the overviews of `band` cannot be relied on: a file's own mask is never left to them, an
    alpha band, a nodata value or the mask of a virtual raster only where both say the same on samples."""
    flags, is_virtual = set(dataset.mask_flag_enums[band - 1]), dataset.driver == "VRT"
    if flags == {MaskFlags.all_valid}:
        return False
    if flags == {MaskFlags.per_dataset} and not is_virtual:
        return True
    if not is_virtual and not dataset.overviews(band):  # a virtual raster uses those of its rasters
        return False
    path = dataset.name
    return not _overviews_agree(path, band, os.stat(path).st_mtime if is_file(path) else 0)


@lru_cache(maxsize=64)
def _overviews_agree(path: str, band: int, changed: float) -> bool:
    """Whether the masks of the overviews of a raster are those at full size. It is opened many times by one job, and
    tried once for each time when it was `changed`."""
    with rasterio.open(path) as dataset:
        windows = sample_windows(dataset, band)
        return all(_agree(dataset, band, window) for window in windows[::max(1, len(windows) // TRIED)])


def _agree(dataset: DatasetReader, band: int, window: Window) -> bool:
    shape = (max(1, window.height // SMALLER), max(1, window.width // SMALLER))
    smaller = dataset.read_masks(band, window=window, out_shape=shape) > 0
    full = full_mask(lambda part: dataset.read_masks(band, window=part), window, shape, dataset.shape)
    return bool(np.mean(full != smaller) <= MOST_WRONG)


def full_mask(read: Callable[[Window], np.ndarray], window: Window, shape: tuple[int, int],
              size: tuple[int, int]) -> np.ndarray:
    """The valid pixels of a window, bool, of the full size and then resampled to `shape` (rows, columns), nearest.
    `read` gives the mask of a window of the raster, which has `size` (rows, columns)."""
    rows = _nearest(window.row_off, window.height, shape[0], size[0])
    columns = _nearest(window.col_off, window.width, shape[1], size[1])
    left, width = int(columns[0]), int(columns[-1] - columns[0]) + 1
    found = np.zeros(shape, bool)
    for part in _chunks(rows, width):
        top, height = int(rows[part][0]), int(rows[part][-1] - rows[part][0]) + 1
        mask = read(Window(left, top, width, height))
        found[part] = mask[np.ix_(rows[part] - top, columns - left)] > 0
    return found


def _nearest(offset: float, length: float, count: int, end: int) -> np.ndarray:
    """The rows or columns of the raster that `count` pixels over a window show."""
    return (offset + (np.arange(count) + 0.5) * length / count).astype(int).clip(0, end - 1)


def _chunks(rows: np.ndarray, width: int) -> Sequence[slice]:
    """Slices of `rows`, each of no more than CHUNK_PIXELS of the raster where a single one has no more."""
    number = (rows - rows[0]) // max(1, CHUNK_PIXELS // width)
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    return [slice(int(start), int(end)) for start, end in zip(starts, [*starts[1:], len(rows)])]
