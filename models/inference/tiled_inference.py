"""Tiled inference: imagery to probabilities in overlapping windows, of which the middle parts are kept.

Overlapping windows are not blended, on purpose: blending gives nothing that cropping does not (docs/decisions/0014).
One row of windows is computed at a time, so memory does not grow with the raster's height.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice

import numpy as np
import torch
from torch import Tensor, nn

from ...protocol.certain import certain
from ..core.devices import mixed_precision
from ..data.tile_sampler import with_told
from ..geodata.band_statistics import Statistics
from ..geodata.place_and_time import PlaceAndTime
from ..geodata.tiling import Axis, Layout, Windowing
from ..geodata.window_reader import RasterSource, Window, windows
from ..networks.channels import class_channels, edge_channels
from ..networks.model_card import clip_limit
from ..vectorize.strips import SCALE, Probabilities, Strip
from .batching import BatchedInference, WindowResult, concurrent_inference

FLIPS: tuple[tuple[int, ...], ...] = ((), (3,), (2,), (2, 3))
"""Test-time augmentation: the axes of a batch (B, C, H, W) that each view flips; the first view is as it is."""
LEAST_SEEN = 0.1
"""Probability of building that is something: far below the thresholds that models choose."""

TORCH_TYPES = ("uint8", "uint16", "int16", "float32")
"""Data types of imagery that go to the device as they are, but for uint16 on a Mac's GPU, which has none; others become
float32 before."""

STRIP_PIXELS, STRIP_ROWS = 4_000_000, 32
"""Pixels of a strip, about, and the number that its rows are a multiple of: what follows the network needs no more
memory for a wide raster."""


class Predictor:
    """Tiled inference with a network whose input is normalised by `statistics`.

    With `augment` (test-time augmentation), the network sees every window in four mirrored views, and the mean of the
    probabilities counts. When the device runs out of memory with `batch_size` windows, the predictor calls `notice`
    with a sentence and goes on with half as many.
    """

    def __init__(self, network: nn.Module, statistics: Statistics, device: torch.device, windowing: Windowing,
                 batch_size: int, augment: bool = False, notice: Callable[[str], None] = lambda text: None) -> None:
        self._network, self._device = network.to(device).eval(), device
        self._mean, self._std = (torch.as_tensor(values, dtype=torch.float32, device=device)[:, None, None]
                                 for values in (statistics.mean, statistics.std))
        self._clips = statistics.are_measured
        self._windowing, self._batching = windowing, BatchedInference(batch_size, notice)
        self._is_cpu = device.type == "cpu"
        self._told_dates = int(getattr(network, "told_dates", 0))
        self._where: PlaceAndTime | None = None
        self._flips = FLIPS if augment else FLIPS[:1]

    @property
    def batch_size(self) -> int:
        """Windows that a GPU computes together, after halvings for want of memory."""
        return self._batching.batch_size

    def strips(self, source: RasterSource, wanted: Callable[[int, int, int, int], bool] = lambda *window: True,
               check: Callable[[], None] = lambda: None,
               rows: tuple[int, int] | None = None) -> Generator[Strip, None, None]:
        """The strips of `source` from top to bottom.

        With `rows` (first, end) only those of the rows of windows that start there; they are the same as in the whole.
        Windows that are not `wanted` (column, row, width, height) or hold no valid pixel are skipped. `check` is called
        between windows and may raise to stop.
        """
        layout, self._where = self._windowing.over(source.shape), source.where if self._told_dates else None
        first, end = rows or (0, source.shape[0])
        across, down = layout.across, layout.down
        columns = {row: [column for column in across.starts if wanted(column, row, across.step, down.step)]
                   for row in down.starts if first <= row < end}
        places = [(row, column) for row, there in columns.items() for column in there]
        with (closing(windows(source, layout, places, self._device)) as read,
              closing(self._results(read, layout, check)) as results):
            for row, there in columns.items():
                kept = _WindowRow(row, layout)
                for result in islice(results, len(there)):
                    if result is not None:
                        kept.add(*result)
                yield from kept.strips()

    def _results(self, read: Iterator[Window | None], layout: Layout,
                 check: Callable[[], None]) -> Generator[WindowResult, None, None]:
        infer = partial(self._infer, layout=layout)
        if self._is_cpu:
            return concurrent_inference(infer, read, check, getattr(self._network, "uses_all_cores", False))
        return self._batching.results(infer, read, check)

    def _infer(self, there: Sequence[Window], layout: Layout) -> Tensor:
        """The planes building, core and, of several classes, the likeliest one (B, 2 or 3, step, step) uint8, on the
        device. Pixels without data are 0."""
        has_gaps = not all(window.valid.all() for window in there)
        with torch.inference_mode(), mixed_precision(self._device):
            tiles = self._to_device([window.image for window in there]).float().sub_(self._mean).div_(self._std)
            dtype = there[0].image.dtype
            if self._clips and math.isfinite(limit := clip_limit(dtype.name)):
                tiles.clamp_(-limit, limit)
            if dtype.kind == "f":  # a band without a value there
                tiles.nan_to_num_(0)
            if has_gaps:
                gaps = ~self._to_device([window.valid for window in there])[:, None]
                tiles.masked_fill_(gaps, 0)
            if self._told_dates:
                tiles = with_told(tiles, self._told(there, layout))
            probabilities = self._mean_of_flips(tiles, layout)
            planes = building_and_core(probabilities).mul_(SCALE).round_().to(torch.uint8)
            if (class_ids := likeliest_class(probabilities)) is not None:
                planes = torch.cat([planes, class_ids[:, None]], dim=1)
            return planes.masked_fill_(_inner(gaps, layout), 0) if has_gaps else planes

    def _told(self, there: Sequence[Window], layout: Layout) -> np.ndarray:
        """What the network is told of each window (B, values), by the window's middle."""
        where, across, down = certain(self._where, "place of the imagery"), layout.across, layout.down
        return np.stack([where.at(window.column - across.halo + across.size / 2,
                                  window.row - down.halo + down.size / 2, self._told_dates) for window in there])

    def _to_device(self, arrays: Sequence[np.ndarray]) -> Tensor:
        """The arrays as one batch on the device, in their type if it is one of TORCH_TYPES or bool."""
        return torch.from_numpy(np.stack([for_device(array, self._device) for array in arrays])).to(self._device)

    def _mean_of_flips(self, tiles: Tensor, layout: Layout) -> Tensor:
        """The network's probabilities (B, classes + 2, step, step) float32 for normalised tiles (B, C, H, W), the mean
        over all views. A tile in which the first view sees nothing is not looked at again."""
        probabilities = self._seen(tiles, layout, FLIPS[0])
        if self._flips == FLIPS[:1]:
            return probabilities
        [some] = torch.nonzero(class_channels(probabilities).amax(dim=(1, 2, 3)) >= LEAST_SEEN, as_tuple=True)
        if len(some):
            views = [probabilities[some], *(self._seen(tiles[some], layout, axes) for axes in self._flips[1:])]
            probabilities[some] = torch.stack(views).mean(dim=0)
        return probabilities

    def _seen(self, tiles: Tensor, layout: Layout, axes: tuple[int, ...]) -> Tensor:
        """The probabilities in the view that flips `axes`, flipped back."""
        seen = self._network((tiles.flip(axes) if axes else tiles).contiguous(memory_format=torch.channels_last))
        return torch.sigmoid(_inner(seen.flip(axes) if axes else seen, layout).float())


def for_device(array: np.ndarray, device: torch.device) -> np.ndarray:
    """The array in a type that torch can move to the device."""
    is_known = array.dtype == bool or array.dtype.name in TORCH_TYPES
    return array if is_known and (array.dtype, device.type) != (np.uint16, "mps") else array.astype(np.float32)


def _inner(images: Tensor, layout: Layout) -> Tensor:
    """The kept middle parts (..., step, step) of windows (..., H, W)."""
    return images[..., layout.down.kept, layout.across.kept]


class _WindowRow:
    """Buffer for the results of one row of windows, which come out as strips; each strip's part is freed after it."""

    def __init__(self, row: int, layout: Layout) -> None:
        self._row, self._across = row, layout.across
        self._height = min(layout.down.step, layout.down.length - row)
        self._each = max(STRIP_PIXELS // layout.across.length // STRIP_ROWS, 1) * STRIP_ROWS
        self._parts: list[list[tuple[int, np.ndarray]]] = [[] for _ in range(0, self._height, self._each)]

    def add(self, window: Window, planes: np.ndarray) -> None:
        """Add the planes (2 or 3, step, step) of a window."""
        for number, part in enumerate(self._parts):
            top = number * self._each
            part.append((window.column, planes[:, top:min(top + self._each, self._height)].copy()))

    def strips(self) -> Iterator[Strip]:
        """The strips from top to bottom; without probabilities where all windows were skipped."""
        for number, part in enumerate(self._parts):
            top = number * self._each
            height = min(self._each, self._height - top)
            yield Strip(self._row + top, height, _mosaic(part, self._across, height) if part else None)
            part.clear()


def _mosaic(parts: list[tuple[int, np.ndarray]], across: Axis, height: int) -> Probabilities:
    """The whole width of a strip from (first column, planes) of its windows; 0 where there is none."""
    whole = np.zeros((len(parts[0][1]), height, across.length), np.uint8)
    for column, planes in parts:
        width = min(across.step, across.length - column)
        whole[:, :, column:column + width] = planes[:, :, :width]
    return Probabilities(*whole)


def building_and_core(probabilities: Tensor) -> Tensor:
    """Probabilities (B, 2, H, W) of building (any class) and core, from those of a network's channels
    (B, classes + 2, H, W). The core is building, but neither boundary nor contact."""
    classes, (boundary, contact) = class_channels(probabilities), edge_channels(probabilities)
    building = classes[:, 0] if classes.shape[1] == 1 else classes.amax(dim=1)
    return torch.stack([building, (1 - boundary).mul_(1 - contact).mul_(building)], dim=1)


def likeliest_class(probabilities: Tensor) -> Tensor | None:
    """The number (B, H, W) uint8 of the likeliest class, from the probabilities of a network's channels; None where
    there is one class."""
    classes = class_channels(probabilities)
    return None if classes.shape[1] == 1 else classes.argmax(dim=1).to(torch.uint8)
