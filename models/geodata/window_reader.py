"""Window reader: a thread pool reads the windows of a raster ahead of the network, in blocks of neighbours."""

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
from .place_and_time import PlaceAndTime
from .tiling import Layout

MOST_READERS = 8
BLOCK_PIXELS = 5_000_000
"""Pixels that are read at once: neighbouring windows share their overlap, and most of a file's blocks are decoded once.
"""
FIRST_BLOCK = 2
"""Most windows of the first block, so that the network need not wait for long."""


class RasterSource(Protocol):
    """Interface of imagery that windows are read from, such as raster_source.Imagery."""

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        ...

    @property
    def where(self) -> PlaceAndTime | None:
        """Where and when it was taken; None where that is not known."""
        ...

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        """Bands (C, height, width) and valid pixels (height, width) bool of a window; both are zero beyond the imagery.
        """
        ...

    def another(self) -> RasterSource:
        """The same imagery, for another thread."""
        ...

    def close(self) -> None:
        """Give back the handle."""
        ...


@dataclass
class ArraySource:
    """A RasterSource in memory: image (C, H, W), valid (H, W)."""

    image: np.ndarray
    valid: np.ndarray
    where: PlaceAndTime | None = None

    @classmethod
    def of(cls, source: RasterSource, column: int, row: int, width: int, height: int) -> ArraySource:
        """A part of another source, read into memory."""
        where = None if source.where is None else source.where.within(column, row)
        return cls(*source.read(column, row, width, height), where)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.valid.shape[0], self.valid.shape[1]

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        """As RasterSource.read; the result is a copy."""
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
        """This source itself: threads may share it."""
        return self

    def close(self) -> None:
        """Nothing: there is no handle."""


@dataclass(frozen=True)
class Window:
    """The pixels of one window, image (C, h, w) and valid (h, w); its kept part starts at (`row`, `column`)."""

    row: int
    column: int
    image: np.ndarray
    valid: np.ndarray


WindowBlock = tuple[int, list[int]]
"""Neighbouring windows that are read at once: the row and the columns at which their kept parts start."""


def windows(source: RasterSource, layout: Layout, places: Sequence[tuple[int, int]],
            device: torch.device) -> Generator[Window | None, None, None]:
    """The windows whose kept parts start at `places` (row, column), in this order; None for one without any valid
    pixel. Each reading thread has a handle of its own; on a CPU that also computes the network there is one thread, so
    that no block of the file is decoded twice."""
    readers = 1 if device.type == "cpu" else min(MOST_READERS, os.cpu_count() or 1)
    mine, handles = threading.local(), []

    def read(block: WindowBlock) -> list[Window | None]:
        if not hasattr(mine, "source"):
            mine.source = source.another()
            handles.append(mine.source)
        return _read_block(mine.source, layout, block)

    try:
        with ThreadPoolExecutor(readers, "reader") as pool, closing(
                ordered_map(pool, read, _blocks(layout, places), readers)) as read_blocks:
            for found in read_blocks:
                yield from found
    finally:
        for handle in handles:
            handle.close()


def _blocks(layout: Layout, places: Sequence[tuple[int, int]]) -> list[WindowBlock]:
    """The windows at `places` in blocks of neighbours, of at most BLOCK_PIXELS; the first block is short."""
    most = max(1, BLOCK_PIXELS // (layout.across.size * layout.down.size))
    blocks: list[WindowBlock] = []
    for row, column in places:
        follows = blocks and blocks[-1][0] == row and blocks[-1][1][-1] + layout.across.step == column
        if follows and len(blocks[-1][1]) < (most if len(blocks) > 1 else min(FIRST_BLOCK, most)):
            blocks[-1][1].append(column)
        else:
            blocks.append((row, [column]))
    return blocks


def _read_block(source: RasterSource, layout: Layout, block: WindowBlock) -> list[Window | None]:
    (row, columns), across, down = block, layout.across, layout.down
    image, valid = source.read(columns[0] - across.halo, row - down.halo,
                               columns[-1] - columns[0] + across.size, down.size)
    found: list[Window | None] = []
    for column in columns:
        part = slice(column - columns[0], column - columns[0] + across.size)
        is_there = valid[:, part].any()
        found.append(Window(row, column, image[..., part], valid[:, part]) if is_there else None)
    return found
