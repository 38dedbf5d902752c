"""Drawn windows on disk: the pixels of the windows that a pretraining learns from, memory-mapped, and their batches."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.band_statistics import normalize, statistics_of
from ..geodata.window_reader import Window
from .archive import Archive
from .stratified_sampling import Drawing

DRAW = "draw.json"
"""The record of the drawn windows, in the folder of a run. It is written last: where it is, the windows are whole."""
CROP = 7 / 8
"""Side of what is seen of a window at a time, as a share of it: 224 of 256 pixels."""
SAMPLE = 2 ** 20
"""Pixels, spread over the drawn windows, that the statistics of the bands are taken from."""
LEAST_CROP = 0.7
"""Shortest side of a crop before it is scaled, as a share of the window's."""


@dataclass
class Cluster:
    """A cluster of windows: how many were found, how many of them were drawn, and what is typical of it, in words."""

    found: int
    drawn: int
    typical: str


@dataclass
class Draw:
    """The windows that were drawn, and what they were drawn from. `windows` holds for each the number of its data type,
    its place among the windows of that type, and its cluster; `statistics` the mean and the deviation of each band by
    data type, without outliers, as a fine-tuning has them. `typical` are the numbers of the windows nearest to the
    centre of each cluster. `left_out` counts by reason what was not eligible."""

    fingerprint: str
    encoder: str
    bands: list[dict[str, Any]]
    resolution_m: float
    size: int
    rasters: list[str]
    dtypes: list[str]
    found: int
    described: int
    left_out: dict[str, int]
    clusters: list[Cluster] = field(default_factory=list)
    windows: list[tuple[int, int, int]] = field(default_factory=list)
    statistics: list[tuple[list[float], list[float]]] = field(default_factory=list)
    typical: list[list[int]] = field(default_factory=list)

    def save(self, folder: Path) -> None:
        """Write the record, whole or not at all."""
        with atomic(folder / DRAW) as beside:
            beside.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Draw:
        """The record in a folder. Raises RooflineError when it cannot be read."""
        try:
            values = json.loads((folder / DRAW).read_text(encoding="utf-8"))
            values["clusters"] = [Cluster(**cluster) for cluster in values["clusters"]]
            return cls(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RooflineError(
                f"{folder / DRAW} cannot be read ({error}). Leave RESUME empty to start anew.") from error


def copy_windows(archive: Archive, places: np.ndarray, drawing: Drawing, draw: Draw, folder: Path, job: Job,
                 progress: tuple[float, float]) -> None:
    """Copy the pixels of the drawn windows into `folder` and complete `draw`, which is saved last; progress runs from
    one to the other of `progress`. Raises RooflineError when the disk has no room for them, OSError when it gets full
    on the way."""
    types = [draw.dtypes.index(archive.rasters[number].dtype) for number in places[:, 0]]
    _check_room(folder, sum(np.dtype(draw.dtypes[kind]).itemsize for kind in types) * len(draw.bands) * draw.size ** 2)
    sampled: list[list[np.ndarray]] = [[] for _ in draw.dtypes]
    copied = [0] * len(draw.dtypes)
    start, end = progress
    with ExitStack() as open_files:
        files = [open_files.enter_context(open(_file(folder, dtype), "wb")) for dtype in draw.dtypes]
        for number, (_, window) in enumerate(archive.read(places, draw.size, job)):
            if number % 20 == 0:
                job.progress(start + (end - start) * number / len(places),
                             f"Copying window {number + 1:,} of {len(places):,}")
            if window is None:
                raise RooflineError("The imagery has changed while its windows were read. Start the pretraining anew.")
            kind = types[number]
            files[kind].write(np.ascontiguousarray(_whole(window), draw.dtypes[kind]).tobytes())
            draw.windows.append((kind, copied[kind], int(drawing.clusters[drawing.drawn[number]])))
            copied[kind] += 1
            sampled[kind].append(_some(window, SAMPLE // len(places)))
    draw.statistics = [_mean_and_deviation(own, len(draw.bands)) for own in sampled]
    draw.save(folder)


def _mean_and_deviation(sampled: list[np.ndarray], bands: int) -> tuple[list[float], list[float]]:
    """Mean and standard deviation of each band, from samples (bands, n) of the windows of a data type; of a type of
    which no window was drawn those that change nothing."""
    if not sampled:
        return [0.0] * bands, [1.0] * bands
    found = statistics_of(np.concatenate(sampled, axis=1))
    return found.mean.tolist(), found.std.tolist()


def _some(window: Window, count: int) -> np.ndarray:
    """About `count` valid pixels (C, n) of a window, spread over it."""
    values = window.image[:, window.valid]
    return values[:, ::max(values.shape[1] // max(count, 1), 1)]


def _whole(window: Window) -> np.ndarray:
    """The image (C, H, W) with the mean of each band where there is no value."""
    image = window.image.copy()
    for band in image:
        good = window.valid & np.isfinite(band)
        band[~good] = band[good].mean(dtype=np.float64) if good.any() else 0
    return image


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise RooflineError(
            f"The windows take {needed / 1e9:.1f} GB in {folder}, and {free / 1e9:.1f} GB are free there. Draw fewer "
            "(WINDOWS) or smaller ones (WINDOW_SIZE), free some space, or set ROOFLINE_HOME to another disk.")


def _file(folder: Path, dtype: str) -> Path:
    return folder / f"windows-{dtype}.bin"


class WindowSource:
    """Draws batches of crops of the windows in `folder`. Each is cut out and scaled at random, turned and mirrored, and
    normalised by the statistics of the drawn windows of its data type."""

    def __init__(self, draw: Draw, folder: Path, patch: int) -> None:
        self._draw, self._folder, self._patch = draw, folder, patch

    @property
    def tile_size(self) -> int:
        """Side of a crop in pixels: CROP of a window, in whole patches."""
        return max(int(CROP * self._draw.size) // self._patch, 2) * self._patch

    @cached_property
    def _pixels(self) -> list[np.ndarray]:
        shape, counts = (len(self._draw.bands), self._draw.size, self._draw.size), np.bincount(
            [kind for kind, _, _ in self._draw.windows], minlength=len(self._draw.dtypes))
        return [np.memmap(_file(self._folder, dtype), dtype, "r", shape=(int(count), *shape)) if count
                else np.zeros((0, *shape), dtype) for dtype, count in zip(self._draw.dtypes, counts)]

    def pixels(self, number: int) -> np.ndarray:
        """The window of that number as it is in the imagery (C, S, S)."""
        kind, place, _ = self._draw.windows[number]
        return np.asarray(self._pixels[kind][place])

    def normalised(self, number: int, crop: tuple[slice, slice] = (slice(None), slice(None))) -> Tensor:
        """A part of the window of that number (C, h, w), normalised."""
        mean, deviation = (np.array(values) for values in self._draw.statistics[self._draw.windows[number][0]])
        image = self.pixels(number)[(slice(None), *crop)]
        return torch.from_numpy(normalize(image, np.ones(image.shape[1:], bool), mean, deviation))

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """Crops (count, C, T, T) float32, and a random number (count, patches) for each of their patches: those with
        the greatest are masked."""
        images = torch.stack([self._crop(rng, int(number)) for number in rng.integers(len(self._draw.windows),
                                                                                      size=count)])
        patches = (self.tile_size // self._patch) ** 2
        return images, torch.from_numpy(rng.random((count, patches), np.float32))

    def _crop(self, rng: np.random.Generator, number: int) -> Tensor:
        size = self._draw.size
        side = int(rng.integers(round(LEAST_CROP * size), size + 1))
        row, column = (int(first) for first in rng.integers(size - side + 1, size=2))
        image = self.normalised(number, (slice(row, row + side), slice(column, column + side)))
        image = torch.rot90(image, int(rng.integers(4)), (1, 2))
        if rng.integers(2):
            image = image.flip(2)
        tile = (self.tile_size,) * 2
        return functional.interpolate(image[None], size=tile, mode="bilinear", antialias=side > self.tile_size)[0]
