"""Windows of a raster, read by threads of their own before the network asks for them."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch

from ..core.prefetch import ordered_map
from .tiling import Layout

MOST_READERS = 8
BLOCK_PIXELS = 5_000_000
"""Pixels that are read in one go: neighbouring windows share what lies between them, and a file's blocks are mostly
decoded once."""
FIRST_BLOCK = 2
"""Windows of the first one, at most."""


class Source(Protocol):
    """Anything with a shape (rows, columns) that reads windows: bands (C, h, w) and valid pixels (h, w)."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]: ...

    def another(self) -> Source:
        """The same, for another thread."""
        ...

    def close(self) -> None: ...


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

    def another(self) -> ArraySource:
        return self

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Window:
    """What the network sees of a raster: the kept part starts at `column` of the row of windows `row`."""

    row: int
    column: int
    image: np.ndarray
    valid: np.ndarray


Run = tuple[int, list[int]]
"""A row of windows, and the columns of some that follow each other in it."""


def windows(source: Source, layout: Layout, places: Sequence[tuple[int, int]],
            device: torch.device) -> Generator[Window | None, None, None]:
    """The windows whose kept parts start at `places` (row, column), in this order; None for one without any valid
    pixel. Each thread that reads has a handle of its own; a processor that also computes the network gets one thread,
    so that no block is decoded twice."""
    readers = 1 if device.type == "cpu" else min(MOST_READERS, os.cpu_count() or 1)
    mine, handles = threading.local(), []

    def read(run: Run) -> list[Window | None]:
        if not hasattr(mine, "source"):
            mine.source = source.another()
            handles.append(mine.source)
        return _read_block(mine.source, layout, run)

    try:
        with ThreadPoolExecutor(readers, "reader") as pool, closing(
                ordered_map(pool, read, _runs(layout, places), readers)) as read_runs:
            for run in read_runs:
                yield from run
    finally:
        for handle in handles:
            handle.close()


def _runs(layout: Layout, places: Sequence[tuple[int, int]]) -> list[Run]:
    """The first one is short, so that the network need not wait for long."""
    most = max(1, BLOCK_PIXELS // (layout.across.size * layout.down.size))
    runs: list[Run] = []
    for row, column in places:
        follows = runs and runs[-1][0] == row and runs[-1][1][-1] + layout.across.step == column
        if follows and len(runs[-1][1]) < (most if len(runs) > 1 else min(FIRST_BLOCK, most)):
            runs[-1][1].append(column)
        else:
            runs.append((row, [column]))
    return runs


def _read_block(source: Source, layout: Layout, run: Run) -> list[Window | None]:
    (row, columns), across, down = run, layout.across, layout.down
    image, valid = source.read(columns[0] - across.halo, row - down.halo,
                               columns[-1] - columns[0] + across.size, down.size)
    found: list[Window | None] = []
    for column in columns:
        part = slice(column - columns[0], column - columns[0] + across.size)
        is_there = valid[:, part].any()
        found.append(Window(row, column, image[..., part], valid[:, part]) if is_there else None)
    return found
