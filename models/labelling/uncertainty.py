"""Uncertainty and embedding maps: entropy of the prediction and encoder features, cell by cell over a raster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Callable, Tuple

import numpy as np
import torch
from torch import Tensor

from ...protocol.certain import certain
from ...protocol.settings import STRIDE
from ..core.devices import mixed_precision
from ..data.tile_sampler import with_told
from ..geodata.band_statistics import Statistics, normalize
from ..geodata.window_reader import RasterSource
from ..networks.channels import class_channels
from ..networks.unet import Network

HALO = 48
"""Pixels around the cells of a window that the network sees too (context); its prediction there is not used."""
BLOCK = 512 - 2 * HALO
"""Side in pixels of the ground that a window covers without its halo, for cells up to this size."""
Window = Tuple[int, np.ndarray, np.ndarray]
"""First column of cells, bands (C, S, S) and valid pixels (S, S)."""
EPSILON = 1e-6
"""Probabilities are clamped to this distance from 0 and 1, so that their logarithm is finite."""


@dataclass(frozen=True)
class Lattice:
    """A grid of whole square cells of `cell` pixels that begins at column `left` and row `top` of a raster; `shape` is
    (rows, columns) of cells."""

    left: int
    top: int
    cell: int
    shape: tuple[int, int]

    @property
    def cells_per_window(self) -> int:
        """Number of cells along each side of a window."""
        return max(1, BLOCK // self.cell)

    @property
    def window(self) -> int:
        """Side in pixels of the windows that the network gets, halo included; a multiple of STRIDE."""
        return -(-(self.cells_per_window * self.cell + 2 * HALO) // STRIDE) * STRIDE


def lattice_over(shape: tuple[int, int], cell: int, left: int, top: int) -> Lattice:
    """The lattice of cells that fit into a raster of `shape` (rows, columns), with a cell corner at (`left`, `top`)."""
    left, top = left % cell, top % cell
    return Lattice(left, top, cell, (max(0, shape[0] - top) // cell, max(0, shape[1] - left) // cell))


@dataclass(frozen=True)
class CellRows:
    """Rows of cells from `row` on, as arrays (rows, columns). `entropy` of the building probability, in bits, and
    `building`, that probability, are means over the pixels with imagery; `valid` is the share of these pixels;
    `features` (rows, columns, F) are means of the encoder's deepest features."""

    row: int
    entropy: np.ndarray
    building: np.ndarray
    valid: np.ndarray
    features: np.ndarray

    @property
    def values(self) -> tuple[np.ndarray, ...]:
        """All arrays, in the order of the fields."""
        return self.entropy, self.building, self.valid, self.features


class UncertaintyMap:
    """Computes cell means of a network's entropy, building probability and encoder features. A forward hook on the
    encoder, which stays, catches the features."""

    def __init__(self, network: Network, device: torch.device, windows_at_once: int) -> None:
        self._network, self._device = network.to(device).eval(), device
        self._windows_at_once = windows_at_once
        self._depth = network.feature_widths[-1]
        self._features: list[Tensor] = []
        network.encoder.register_forward_hook(self._catch_features)

    def _catch_features(self, encoder: Any, tiles: Any, features: list[Tensor]) -> None:
        self._features = features

    def rows(self, source: RasterSource, statistics: Statistics, lattice: Lattice,
             wanted: Callable[[int, int, int, int], bool], check: Callable[[], None]) -> Iterator[CellRows]:
        """All cells, some rows at a time from the top; `statistics` normalise the input. Cells of windows (column, row,
        width, height) that are not `wanted` or hold no imagery get a `valid` of 0. `check` is called between batches
        and may raise to stop."""
        step = lattice.cells_per_window
        for row in range(0, lattice.shape[0], step):
            parts = []
            for windows in self._batches(source, lattice, row, wanted):
                check()
                parts += list(self._means(source, windows, statistics, lattice, row))
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
                 wanted: Callable[[int, int, int, int], bool]) -> Iterator[list[Window]]:
        """Batches of the windows of one row that are wanted and show imagery."""
        step, cell = lattice.cells_per_window, lattice.cell
        y, side = lattice.top + row * cell, step * cell
        columns = [c for c in range(0, lattice.shape[1], step) if wanted(lattice.left + c * cell, y, side, side)]
        for first in range(0, len(columns), self._windows_at_once):
            batch = columns[first:first + self._windows_at_once]
            windows = [(column, *source.read(lattice.left + column * cell - HALO, y - HALO, lattice.window,
                                             lattice.window)) for column in batch]
            with_imagery = [window for window in windows if window[2].any()]
            if with_imagery:
                yield with_imagery

    def _means(self, source: RasterSource, windows: Sequence[Window], statistics: Statistics, lattice: Lattice,
               row: int) -> Iterator[tuple[int, CellRows]]:
        """For each window its first column of cells, and the means of its cells."""
        stack = np.stack([normalize(image, valid, statistics.mean, statistics.std) for _, image, valid in windows])
        tiles = torch.from_numpy(stack)
        if self._network.told_dates:
            where, middle = certain(source.where, "place of the imagery"), lattice.window / 2 - HALO
            told = [where.at(lattice.left + column * lattice.cell + middle, lattice.top + row * lattice.cell + middle,
                             self._network.told_dates) for column, *_ in windows]
            tiles = with_told(tiles, np.stack(told))
        tiles = tiles.to(self._device, memory_format=torch.channels_last)
        with torch.inference_mode():
            with mixed_precision(self._device):
                logits = self._network(tiles)
            imagery = torch.from_numpy(np.stack([valid for *_, valid in windows])).to(self._device).float()
            pixels, features = averaging_matrix(lattice, lattice.window, self._device), self._features[-1].float()
            coarse = averaging_matrix(lattice, features.shape[-1], self._device)
            share = pixels @ imagery @ pixels.T
            building = building_probability(logits.float())
            entropy, probability = (pixels @ (values * imagery) @ pixels.T / share.clamp(min=EPSILON)
                                    for values in (entropy_of(building), building))
            embedding = torch.einsum("yr,bfrc,xc->byxf", coarse, features, coarse)
        for (column, *_), *tensors in zip(windows, entropy, probability, share, embedding, strict=True):
            yield column, CellRows(row, *(tensor.cpu().numpy() for tensor in tensors))


def building_probability(logits: Tensor) -> Tensor:
    """Probability (B, H, W) of a building of any class, from a network's logits (B, classes + 2, H, W)."""
    return torch.sigmoid(class_channels(logits)).amax(dim=1)


def entropy_of(probability: Tensor) -> Tensor:
    """Binary entropy in bits (0-1) of a probability."""
    p = probability.clamp(EPSILON, 1 - EPSILON)
    return -(p * p.log2() + (1 - p) * (1 - p).log2())


def averaging_matrix(lattice: Lattice, count: int, device: torch.device) -> Tensor:
    """A matrix (cells, samples) that averages `count` equally wide samples along one side of a window to the means of
    the window's cells."""
    centers = (torch.arange(count, device=device) + 0.5) * (lattice.window / count)
    owners = torch.floor((centers - HALO) / lattice.cell)
    belongs = (owners[None] == torch.arange(lattice.cells_per_window, device=device)[:, None]).float()
    return belongs / belongs.sum(dim=1, keepdim=True)
