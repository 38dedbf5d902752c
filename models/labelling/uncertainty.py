"""What a network is unsure of and what it sees, cell by cell over a raster of any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Callable, Tuple

import numpy as np
import torch
from torch import Tensor

from ...protocol.settings import STRIDE
from ..geodata.band_statistics import Statistics, normalize
from ..geodata.window_reader import RasterSource
from ..networks.channels import class_channels
from ..networks.unet import Network, mixed_precision

HALO = 48
"""Pixels around the cells of a window that the network sees too; what it says there is not used."""
BLOCK = 512 - 2 * HALO
"""Side of the ground that one window tells about, where cells are no larger."""
SeenWindow = Tuple[int, np.ndarray, np.ndarray]
"""First column of cells, bands (C, S, S) and valid pixels (S, S)."""
SURE = 1e-6
"""Probabilities nearer to 0 or 1 than this count as this: their logarithm would be none."""


@dataclass(frozen=True)
class Lattice:
    """Whole square cells of `cell` pixels from column `left` and row `top` of a raster on: `shape` (rows, columns)."""

    left: int
    top: int
    cell: int
    shape: tuple[int, int]

    @property
    def cells_per_window(self) -> int:
        """How many cells a window holds along each side."""
        return max(1, BLOCK // self.cell)

    @property
    def window(self) -> int:
        """Side of the windows that the network sees, in pixels."""
        return -(-(self.cells_per_window * self.cell + 2 * HALO) // STRIDE) * STRIDE


def lattice_over(shape: tuple[int, int], cell: int, left: int, top: int) -> Lattice:
    """The cells that fit into a raster of `shape`, placed so that a corner of one lies at (`left`, `top`)."""
    left, top = left % cell, top % cell
    return Lattice(left, top, cell, (max(0, shape[0] - top) // cell, max(0, shape[1] - left) // cell))


@dataclass(frozen=True)
class CellRows:
    """Rows of cells from `row` on, as arrays (rows, columns): `entropy` of the building probability in bits and
    `building`, that probability, are means over pixels with imagery; `valid` is the share of these; `features` (rows,
    columns, F) are the mean of the encoder's deepest."""

    row: int
    entropy: np.ndarray
    building: np.ndarray
    valid: np.ndarray
    features: np.ndarray

    @property
    def values(self) -> tuple[np.ndarray, ...]:
        """All that is told of the cells, in the order of the fields."""
        return self.entropy, self.building, self.valid, self.features


class UncertaintyMap:
    """A network that is asked what it doubts, and its encoder what it sees. It is watched from then on."""

    def __init__(self, network: Network, device: torch.device, windows_at_once: int) -> None:
        self._network, self._device = network.to(device).eval(), device
        self._windows_at_once = windows_at_once
        depths: Any = network.encoder.out_channels
        self._depth = int(depths[-1])
        self._seen: list[Tensor] = []
        network.encoder.register_forward_hook(self._see)

    def _see(self, encoder: Any, tiles: Any, features: list[Tensor]) -> None:
        self._seen = features

    def rows(self, source: RasterSource, statistics: Statistics, lattice: Lattice,
             wanted: Callable[[int, int, int, int], bool], check: Callable[[], None]) -> Iterator[CellRows]:
        """All cells, some rows at a time from the top; the input is normalised by `statistics`. Cells of windows that
        are not `wanted` (column, row, width, height) or hold no imagery are not valid. `check` is called between
        batches and may raise to stop."""
        step = lattice.cells_per_window
        for row in range(0, lattice.shape[0], step):
            parts = []
            for windows in self._batches(source, lattice, row, wanted):
                check()
                parts += list(self._look(windows, statistics, lattice, row))
            height = min(step, lattice.shape[0] - row)
            entropy, building, valid = np.zeros((3, height, lattice.shape[1]), np.float32)
            features = np.zeros((*valid.shape, self._depth), np.float32)
            whole = CellRows(row, entropy, building, valid, features)
            for column, part in parts:
                width = min(step, lattice.shape[1] - column)
                for values, piece in zip(whole.values, part.values, strict=True):
                    values[:, column:column + width] = piece[:height, :width]
            yield whole

    def _batches(self, source: RasterSource, lattice: Lattice, row: int,
                 wanted: Callable[[int, int, int, int], bool]) -> Iterator[list[SeenWindow]]:
        """The windows of one strip that are wanted and show imagery."""
        step, cell = lattice.cells_per_window, lattice.cell
        y, side = lattice.top + row * cell, step * cell
        columns = [c for c in range(0, lattice.shape[1], step) if wanted(lattice.left + c * cell, y, side, side)]
        for first in range(0, len(columns), self._windows_at_once):
            batch = columns[first:first + self._windows_at_once]
            windows = [(column, *source.read(lattice.left + column * cell - HALO, y - HALO, lattice.window,
                                             lattice.window)) for column in batch]
            seen = [window for window in windows if window[2].any()]
            if seen:
                yield seen

    def _look(self, windows: Sequence[SeenWindow], statistics: Statistics, lattice: Lattice,
              row: int) -> Iterator[tuple[int, CellRows]]:
        stack = np.stack([normalize(image, valid, statistics.mean, statistics.std) for _, image, valid in windows])
        tiles = torch.from_numpy(stack).to(self._device, memory_format=torch.channels_last)
        with torch.inference_mode():
            with mixed_precision(self._device):
                logits = self._network(tiles)
            imagery = torch.from_numpy(np.stack([valid for *_, valid in windows])).to(self._device).float()
            pixels, features = means(lattice, lattice.window, self._device), self._seen[-1].float()
            coarse = means(lattice, features.shape[-1], self._device)
            share = pixels @ imagery @ pixels.T
            building = building_probability(logits.float())
            unsure, built = (pixels @ (values * imagery) @ pixels.T / share.clamp(min=SURE)
                             for values in (entropy_of(building), building))
            seen = torch.einsum("yr,bfrc,xc->byxf", coarse, features, coarse)
        for (column, *_), *tensors in zip(windows, unsure, built, share, seen, strict=True):
            yield column, CellRows(row, *(tensor.cpu().numpy() for tensor in tensors))


def building_probability(logits: Tensor) -> Tensor:
    """Probability (B, H, W) that a pixel is a building of any class, of a network's logits (B, classes + 2, H, W)."""
    return torch.sigmoid(class_channels(logits)).amax(dim=1)


def entropy_of(probability: Tensor) -> Tensor:
    """Entropy in bits, 0-1, of whether a thing of that probability is so."""
    p = probability.clamp(SURE, 1 - SURE)
    return -(p * p.log2() + (1 - p) * (1 - p).log2())


def means(lattice: Lattice, count: int, device: torch.device) -> Tensor:
    """Takes the mean over the cells of a window along one axis, of which `count` equally wide samples are known: a
    matrix (cells, samples)."""
    middles = (torch.arange(count, device=device) + 0.5) * (lattice.window / count)
    owners = torch.floor((middles - HALO) / lattice.cell)
    belongs = (owners[None] == torch.arange(lattice.cells_per_window, device=device)[:, None]).float()
    return belongs / belongs.sum(dim=1, keepdim=True)
