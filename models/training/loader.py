"""Data loader: batches of training tiles, prefetched in threads where a GPU would wait for them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor

from ..data.tile_sampler import TileSource

Batch = tuple[Tensor, Tensor]
MOST_THREADS = 6
"""Threads that draw batches for a GPU."""


def training_batches(source: TileSource, size: int, seed: int, numbers: Iterator[int],
                     device: torch.device) -> Generator[Batch, None, None]:
    """The batches with these `numbers`, each of `size` tiles; a batch depends on `seed` and its number alone.

    A GPU is faster than the drawing of tiles, so some batches are prefetched in threads. On a CPU drawing takes a
    fiftieth of a step.
    """
    def draw(number: int) -> Batch:
        return source.batch(np.random.default_rng([seed, number]), size)

    if device.type == "cpu":
        yield from map(draw, numbers)
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[Future[Batch]] = deque()
        while True:
            while len(ahead) < 2 * threads:
                ahead.append(pool.submit(draw, next(numbers)))
            yield ahead.popleft().result()
