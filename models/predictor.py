"""From imagery to probabilities, one row of windows at a time: memory does not grow with the raster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable, Generator, Iterator, Protocol, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from .errors import RooflineError
from .imagery import Statistics
from .networks import mixed_precision
from .sampling import normalize
from .tracing import SCALE, Probabilities

FLIPS: tuple[tuple[int, ...], ...] = ((), (3,), (2,), (2, 3))
"""The axes of a batch (B, C, H, W) that each view of test-time flips mirrors; the first one is as it is."""


class Source(Protocol):
    """Anything with a shape (rows, columns) that reads windows: bands (C, h, w) and valid pixels (h, w)."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]: ...


@dataclass
class ArraySource:
    """Imagery that is in memory: image (C, H, W), valid (H, W)."""

    image: np.ndarray
    valid: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        return self.valid.shape[0], self.valid.shape[1]

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        image = np.zeros((len(self.image), height, width), self.image.dtype)
        valid = np.zeros((height, width), bool)
        x0, y0 = max(column, 0), max(row, 0)
        x1, y1 = min(column + width, self.shape[1]), min(row + height, self.shape[0])
        if x1 > x0 and y1 > y0:
            there = (slice(y0 - row, y1 - row), slice(x0 - column, x1 - column))
            image[(slice(None), *there)] = self.image[:, y0:y1, x0:x1]
            valid[there] = self.valid[y0:y1, x0:x1]
        return image, valid


@dataclass(frozen=True)
class Windowing:
    """Windows of `size` whose middle parts tile a raster: neighbours share `overlap` pixels, and only the inner part
    of a window, `overlap / 2` away from its edge, is kept. What the network says near a window's edge is never used."""

    size: int
    overlap: int

    def __post_init__(self) -> None:
        if self.overlap >= self.size:
            raise RooflineError(f"Overlap {self.overlap} must be smaller than the window size {self.size}.")

    @property
    def step(self) -> int:
        return self.size - self.overlap

    def rows(self, shape: tuple[int, int]) -> list[int]:
        """First rows of the strips of kept pixels."""
        return list(range(0, shape[0], self.step))

    def columns(self, shape: tuple[int, int]) -> list[int]:
        return list(range(0, shape[1], self.step))


@dataclass(frozen=True)
class Strip:
    """The probabilities of a raster's rows from `row` on; None where there is nothing to find."""

    row: int
    height: int
    probabilities: Probabilities | None


class Predictor:
    """A network with the statistics that its input is normalised by. When `mirrored` it sees every window in four
    mirrored ways, and the mean of its probabilities counts."""

    def __init__(self, network: nn.Module, statistics: Statistics, device: torch.device, windowing: Windowing,
                 windows_at_once: int, mirrored: bool = False) -> None:
        self._network, self._device = network.to(device).eval(), device
        self._mean, self._std = statistics.mean, statistics.std
        self._windowing, self._windows_at_once = windowing, windows_at_once
        self._flips = FLIPS if mirrored else FLIPS[:1]

    def strips(self, source: Source, wanted: Callable[[int, int, int, int], bool] = lambda *window: True,
               check: Callable[[], None] = lambda: None) -> Generator[Strip, None, None]:
        """The strips of `source` from top to bottom. Windows that are not `wanted` (column, row, width, height) or
        hold no valid pixel are skipped. `check` is called between batches and may raise to stop."""
        step = self._windowing.step
        jobs = []
        for row in self._windowing.rows(source.shape):
            columns = [c for c in self._windowing.columns(source.shape) if wanted(c, row, step, step)]
            n = self._windows_at_once
            batches = [columns[i:i + n] for i in range(0, len(columns), n)]
            jobs += [(row, batch, batch is batches[-1]) for batch in batches] or [(row, [], True)]
        yield from self._run(source, jobs, check)

    def _run(self, source: Source, jobs: Sequence[tuple[int, list[int], bool]],
             check: Callable[[], None]) -> Iterator[Strip]:
        rows, columns = source.shape
        strip: np.ndarray | None = None  # building, core and, of several classes, the likeliest
        with ThreadPoolExecutor(1) as reader:  # reads the next windows while the network works on these
            ahead = reader.submit(self._read, source, jobs[0])
            for index, (row, _, last) in enumerate(jobs):
                check()
                windows = ahead.result()
                if index + 1 < len(jobs):
                    ahead = reader.submit(self._read, source, jobs[index + 1])
                height = min(self._windowing.step, rows - row)
                for column, kept in self._predict(windows):
                    if strip is None:
                        strip = np.zeros((len(kept), height, columns), np.uint8)
                    width = min(self._windowing.step, columns - column)
                    strip[:, :, column:column + width] = kept[:, :height, :width]
                if last:
                    yield Strip(row, height, None if strip is None else Probabilities(*strip))
                    strip = None

    def _read(self, source: Source, job: tuple[int, list[int], bool]) -> list[tuple[int, np.ndarray, np.ndarray]]:
        row, columns, _ = job
        halo, size = self._windowing.overlap // 2, self._windowing.size
        windows = [(column, *source.read(column - halo, row - halo, size, size)) for column in columns]
        return [(column, image, valid) for column, image, valid in windows if valid.any()]

    def _predict(self, windows: list[tuple[int, np.ndarray, np.ndarray]]) -> Iterator[tuple[int, np.ndarray]]:
        if not windows:
            return
        stack = np.stack([normalize(image, valid, self._mean, self._std) for _, image, valid in windows])
        tiles = torch.from_numpy(stack).to(self._device, memory_format=torch.channels_last)
        with torch.inference_mode(), mixed_precision(self._device):
            probabilities = self._mean_of_flips(tiles)
            quantised = (building_and_core(probabilities) * SCALE).round().to(torch.uint8)
            if (kinds := likeliest(probabilities)) is not None:
                quantised = torch.cat([quantised, kinds[:, None]], dim=1)
        halo, step = self._windowing.overlap // 2, self._windowing.step
        for (column, _, valid), tile in zip(windows, quantised.cpu().numpy()):
            yield column, np.where(valid, tile, 0)[:, halo:halo + step, halo:halo + step]

    def _mean_of_flips(self, tiles: Tensor) -> Tensor:
        """The network's probabilities (B, classes + 2, H, W) float32 for normalised tiles (B, C, H, W)."""
        views = [torch.sigmoid(self._network(tiles.flip(axes)).float()).flip(axes) for axes in self._flips]
        return views[0] if len(views) == 1 else torch.stack(views).mean(dim=0)


def building_and_core(probabilities: Tensor) -> Tensor:
    """Probabilities (B, 2, H, W) of a building of any class and of its core, from those of a network's channels
    (B, classes + 2, H, W): the core is building, but neither boundary nor contact."""
    building = probabilities[:, :-2].amax(dim=1)
    boundary, contact = probabilities[:, -2], probabilities[:, -1]
    return torch.stack([building, building * (1 - boundary) * (1 - contact)], dim=1)


def likeliest(probabilities: Tensor) -> Tensor | None:
    """The number (B, H, W) uint8 of the likeliest class, from the probabilities of a network's channels; None where
    there is one class."""
    return None if probabilities.shape[1] == 3 else probabilities[:, :-2].argmax(dim=1).to(torch.uint8)
