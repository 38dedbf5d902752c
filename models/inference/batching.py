"""Asking a network about windows: side by side on a processor, in batches elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Optional

import numpy as np
import torch
from torch import Tensor

from ..core.devices import forget_cached
from ..core.errors import is_out_of_memory
from ..core.prefetch import ordered_map
from ..geodata.window_reader import Window

MOST_SIDE_BY_SIDE = 3
"""Windows that a processor looks at at the same time, at most: each takes some hundred megabytes."""

Infer = Callable[[Sequence[Window]], Tensor]
"""Gives the planes (B, 2 or 3, height, width) uint8 of some windows, on the device."""

WindowResult = Optional[tuple[Window, np.ndarray]]
"""A window with its planes; None where there is nothing to see."""


def concurrent_inference(infer: Infer, windows: Iterable[Window | None], check: Callable[[], None],
                 uses_all_cores: bool) -> Generator[WindowResult, None, None]:
    """The results of windows, in their order, each computed by a thread of its own with its share of the cores.

    Threads that share a window wait for each other at every layer, and for whatever else the machine does; those with
    one each do not. A network that `uses_all_cores` by itself gets one window at a time.
    """
    cores = torch.get_num_threads()
    workers = 1 if uses_all_cores else min(cores, MOST_SIDE_BY_SIDE)

    def inferred(window: Window | None) -> WindowResult:
        return None if window is None else (window, infer([window]).numpy()[0])

    with ThreadPoolExecutor(workers, "network", torch.set_num_threads, (max(cores // workers, 1),)) as pool:
        try:
            yield from ordered_map(pool, inferred, _checked(windows, check), workers + 1)
        finally:
            torch.set_num_threads(cores)  # threads begin with the number that was set last


def _checked(windows: Iterable[Window | None], check: Callable[[], None]) -> Iterator[Window | None]:
    for window in windows:
        check()
        yield window


class BatchedInference:
    """Asks about `at_once` windows together. Where the device's memory does not suffice it goes on with half as many,
    and tells `say` so."""

    def __init__(self, at_once: int, say: Callable[[str], None]) -> None:
        self.at_once, self._say = at_once, say

    def results(self, infer: Infer, windows: Iterable[Window | None],
                check: Callable[[], None]) -> Generator[WindowResult, None, None]:
        """The results of windows, in their order."""
        under_way: deque[_Fetch] = deque()
        for batch in self._batches(_checked(windows, check)):
            under_way += self._inferred(infer, batch)
            while len(under_way) > 1:  # while one is fetched, the next one is computed
                yield from under_way.popleft().results()
        while under_way:
            yield from under_way.popleft().results()

    def _batches(self, windows: Iterator[Window | None]) -> Iterator[list[Window | None]]:
        """Lists with `at_once` windows to look at; there may be empty ones among them."""
        batch: list[Window | None] = []
        for window in windows:
            batch.append(window)
            if sum(one is not None for one in batch) >= self.at_once:
                yield batch
                batch = []
        if batch:
            yield batch

    def _inferred(self, infer: Infer, batch: list[Window | None]) -> list[_Fetch]:
        there = [window for window in batch if window is not None]
        try:
            return [_Fetch(batch, infer(there) if there else None)]
        except RuntimeError as error:
            if len(there) == 1 or not is_out_of_memory(error):
                raise
        forget_cached()
        self.at_once = (len(there) + 1) // 2
        self._say(f"The memory of the device did not suffice for {len(there)} windows at once; going on with "
                  f"{self.at_once}.")
        return [fetch for half in self._batches(iter(batch)) for fetch in self._inferred(infer, half)]


class _Fetch:
    """Planes on their way from the device, for the windows of a batch. A GPU does not wait for them."""

    def __init__(self, batch: list[Window | None], planes: Tensor | None) -> None:
        self._batch, self._planes = batch, planes
        self._arrived: torch.cuda.Event | None = None
        if planes is not None and planes.device.type == "cuda":
            self._planes = torch.empty(planes.shape, dtype=planes.dtype, pin_memory=True)
            self._planes.copy_(planes, non_blocking=True)
            self._arrived = torch.cuda.Event()
            self._arrived.record()

    def results(self) -> Iterator[WindowResult]:
        if self._arrived is not None:
            self._arrived.synchronize()
        planes = iter(() if self._planes is None else self._planes.cpu().numpy())
        yield from ((None if window is None else (window, next(planes))) for window in self._batch)
