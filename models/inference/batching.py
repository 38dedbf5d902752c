"""Batched inference: windows through a network, in batches on a GPU, in concurrent threads on a CPU."""

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

MAX_CONCURRENT_WINDOWS = 3
"""Windows that a CPU computes at the same time, at most: each takes some hundred megabytes."""

Infer = Callable[[Sequence[Window]], Tensor]
"""Runs the network on B windows: the planes (B, 2 or 3, height, width) uint8, on the device."""

WindowResult = Optional[tuple[Window, np.ndarray]]
"""A window with its planes (2 or 3, height, width) uint8; None for a window that is skipped."""


def concurrent_inference(infer: Infer, windows: Iterable[Window | None], check: Callable[[], None],
                         uses_all_cores: bool) -> Generator[WindowResult, None, None]:
    """The results of windows on a CPU, in their order, each computed by one thread with its share of the cores.

    Threads that share a window wait for each other at every layer, and for whatever else the machine does; threads with
    a window each do not. A network that `uses_all_cores` by itself gets one window at a time. `check` is called before
    each window and may raise to stop.
    """
    cores = torch.get_num_threads()
    workers = 1 if uses_all_cores else min(cores, MAX_CONCURRENT_WINDOWS)

    def inferred(window: Window | None) -> WindowResult:
        return None if window is None else (window, infer([window]).numpy()[0])

    with ThreadPoolExecutor(workers, "network", torch.set_num_threads, (max(cores // workers, 1),)) as pool:
        try:
            yield from ordered_map(pool, inferred, _with_check(windows, check), workers + 1)
        finally:
            torch.set_num_threads(cores)  # new threads begin with the number that was set last


def _with_check(windows: Iterable[Window | None], check: Callable[[], None]) -> Iterator[Window | None]:
    """The windows, with a call of `check` before each."""
    for window in windows:
        check()
        yield window


class BatchedInference:
    """Inference on `batch_size` windows at a time. When the device runs out of memory, halves `batch_size`, calls
    `notice` with a sentence, and goes on."""

    def __init__(self, batch_size: int, notice: Callable[[str], None]) -> None:
        self.batch_size, self._notice = batch_size, notice

    def results(self, infer: Infer, windows: Iterable[Window | None],
                check: Callable[[], None]) -> Generator[WindowResult, None, None]:
        """The results of windows, in their order. `check` is called before each window and may raise to stop.

        Raises RuntimeError when the device runs out of memory with a single window.
        """
        in_flight: deque[_Fetch] = deque()
        for batch in self._batches(_with_check(windows, check)):
            in_flight += self._inferred(infer, batch)
            while len(in_flight) > 1:  # while one batch is copied, the next one is computed
                yield from in_flight.popleft().results()
        while in_flight:
            yield from in_flight.popleft().results()

    def _batches(self, windows: Iterator[Window | None]) -> Iterator[list[Window | None]]:
        """Lists with `batch_size` windows each, not counting the skipped ones (None) among them."""
        batch: list[Window | None] = []
        for window in windows:
            batch.append(window)
            if sum(one is not None for one in batch) >= self.batch_size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _inferred(self, infer: Infer, batch: list[Window | None]) -> list[_Fetch]:
        """The batch on its way from the device; in halves, where the memory does not suffice for all of it."""
        present = [window for window in batch if window is not None]
        try:
            return [_Fetch(batch, infer(present) if present else None)]
        except RuntimeError as error:
            if len(present) == 1 or not is_out_of_memory(error):
                raise
        forget_cached()
        self.batch_size = (len(present) + 1) // 2
        self._notice(f"The memory of the device did not suffice for {len(present)} windows at once; going on with "
                     f"{self.batch_size}.")
        return [fetch for half in self._batches(iter(batch)) for fetch in self._inferred(infer, half)]


class _Fetch:
    """Asynchronous copy of a batch's planes from the device, through pinned memory: a GPU does not wait for it."""

    def __init__(self, batch: list[Window | None], planes: Tensor | None) -> None:
        self._batch, self._planes = batch, planes
        self._arrived: torch.cuda.Event | None = None
        if planes is not None and planes.device.type == "cuda":
            self._planes = torch.empty(planes.shape, dtype=planes.dtype, pin_memory=True)
            self._planes.copy_(planes, non_blocking=True)
            self._arrived = torch.cuda.Event()
            self._arrived.record()

    def results(self) -> Iterator[WindowResult]:
        """The results of the batch's windows, in their order; waits until the copy has arrived."""
        if self._arrived is not None:
            self._arrived.synchronize()
        planes = iter(() if self._planes is None else self._planes.cpu().numpy())
        yield from ((None if window is None else (window, next(planes))) for window in self._batch)
