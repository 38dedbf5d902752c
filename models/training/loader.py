"""Batches for training, drawn ahead where the network would wait for them, or kept where it need not see them again."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor

from ..data.tile_sampler import TileSampler
from .trainer import Trainer

Batch = tuple[Tensor, Tensor]
MOST_THREADS = 6
KEPT_BYTES = 600_000_000
"""Memory for the features of tiles that an encoder at rest has seen, on a processor."""
FEWEST_KEPT = 24
"""Batches: fewer, of large tiles, would be learned by heart, and new ones are drawn instead."""


def batches(sampler: TileSampler, size: int, seed: int, numbers: Iterator[int],
            device: torch.device) -> Generator[Batch, None, None]:
    """The batches of a run that have these numbers; each depends on the seed and its number alone.

    A GPU is faster than the drawing of tiles, so some are drawn ahead in threads. A processor has its hands full: there
    drawing takes a fiftieth of a step.
    """
    def draw(number: int) -> Batch:
        return sampler.batch(np.random.default_rng([seed, number]), size)

    if device.type == "cpu":
        yield from map(draw, numbers)
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[Future[Batch]] = deque()
        while True:
            while len(ahead) < 2 * threads:
                ahead.append(pool.submit(draw, next(numbers)))
            yield ahead.popleft().result()


class KeptFeatures:
    """Makes the steps of a decoder whose encoder rests: once `most_bytes` of features are kept, they are learned from
    again and again, in random order, and the encoder is spared."""

    def __init__(self, trainer: Trainer, drawn: Iterator[Batch], seed: int, most_bytes: int) -> None:
        self._trainer, self._drawn, self._most_bytes = trainer, drawn, most_bytes
        self._random = np.random.default_rng(seed)
        self._kept: list[tuple[list[Tensor], Tensor]] = []
        self._bytes = 0

    def step(self, rate: float) -> float:
        """One step with `rate` of the learning rate; returns the loss."""
        if self._bytes >= self._most_bytes and len(self._kept) >= FEWEST_KEPT:
            return self._trainer.step_on(*self._kept[self._random.integers(len(self._kept))], rate)
        images, masks = next(self._drawn)
        tiles, *features = self._trainer.features(images)
        features = [torch.zeros(1).expand(tiles.shape), *features]  # of the tiles the decoder needs the size alone
        if self._bytes < self._most_bytes:
            self._kept.append((features, masks))
            self._bytes += sum(feature.nbytes for feature in features[1:])
        else:
            self._kept.clear()
        return self._trainer.step_on(features, masks, rate)
