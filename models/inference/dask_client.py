"""Predictions over the workers of a Dask cluster: the side that asks for the strips.

A worker gets some strips of a raster at a time, and opens the raster itself. What comes back is taken in order, so that
what is traced and written is the same as on one machine. Dask gives what a lost worker had to another one.
"""

from __future__ import annotations

import socket
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

from distributed import Client, Future, KilledWorker
from distributed.comm import get_address_host_port

from ...protocol.settings import AUTO
from ..core.errors import RooflineError
from ..core.job import Job
from ..vectorize.strips import Strip
from .dask_task import PackedModel, PackedStrip, RasterWork, predict_rows, settle_backend, software

CONNECT_SECONDS = 8
POLL_SECONDS = 0.3
"""How often a cancelled job is noticed, and workers are counted, while there is nothing to take."""

FETCH_SECONDS = 60

PART_PIXELS = 32_000_000
"""Pixels that a worker does at a time, at most, unless one strip has more: some seconds on a processor, and on a fast
GPU still more than it costs to open a raster in a store."""

PARTS_A_WORKER = 4
"""How many parts each worker gets of what is left of a raster: the last ones are small, so that all end together."""

AHEAD = 3
"""Parts under way for each worker; with what waits to be taken, this bounds the memory of all."""

RETRIES = 2
"""How often a part that failed is tried again: a store may once not answer."""

SUBMISSIONS = 2
"""Dask gives a task up when four workers died that had it, even if only in their queue; then it is sent once more."""


@dataclass
class _Asked:
    """Something that a worker does: a function of cluster_task with its arguments. `what` it is, in words."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    what: str
    future: Future
    submissions: int = 1


class Cluster:
    """The workers of the scheduler at `address`, such as tcp://10.0.0.5:8786, while they predict `works` with one
    `backend` (auto, torch, onnx).

    The rasters are taken in their order; the next one is begun while the last parts of one are under way. Without any
    worker it says so and waits for one. Raises RooflineError when there is no scheduler.
    """

    def __init__(self, address: str, model: PackedModel, works: Sequence[RasterWork], backend: str, job: Job) -> None:
        self._address, self._job, self._backend = address, job, backend
        self._works, self._parts = works, deque[tuple[RasterWork, _Asked]]()
        self._client = _connect(address)
        self._threads, self._said_so = 0, False
        self._left = sum(end - first for first, end in (work.rows for work in works))
        self._model = self._keep(model)
        self._plan = self._planned()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error: object) -> None:
        """Dask forgets all that only this client waits for; the workers stop working on it."""
        self._client.close(timeout=CONNECT_SECONDS)

    def strips(self, work: RasterWork) -> Generator[Strip, None, None]:
        """The strips of one raster from top to bottom, as Predictor.strips gives them.

        Raises RooflineError when a worker cannot do its part or the scheduler is lost, JobCanceled.
        """
        self._top_up()
        while self._parts and self._parts[0][0] is work:
            packed: list[PackedStrip] = self._result(self._parts.popleft()[1])
            self._top_up()
            yield from (strip.unpacked() for strip in packed)

    def _planned(self) -> Iterator[tuple[RasterWork, _Asked]]:
        """The parts of all rasters, each submitted when it is asked for."""
        backend = self._settled_backend()
        for work in self._works:
            kept, down, (row, end) = self._keep(work), work.windowing.over(work.shape).down, work.rows
            most = max(1, PART_PIXELS // (down.step * work.shape[1]))
            while row < end:
                left = -(-(end - row) // down.step)
                share = -(-left // (PARTS_A_WORKER * max(self._threads, 1)))
                rows = row, min(row + down.step * min(share, most), end)
                self._left -= rows[1] - rows[0]
                what = f"rows {rows[0]} to {rows[1]} of {work.path}"
                yield work, self._ask(what, predict_rows, self._model, kept, rows, backend, software())
                row = rows[1]

    def _settled_backend(self) -> str:
        if self._backend != AUTO or not self._left:
            return self._backend
        pixels = sum(work.shape[1] * (work.rows[1] - work.rows[0]) for work in self._works) / max(self._threads, 1)
        asked = self._ask("the trial of the backends", settle_backend, self._model, self._works[0], pixels)
        backend: str = self._result(asked)
        return backend

    def _ask(self, what: str, function: Callable[..., Any], *arguments: Any) -> _Asked:
        return _Asked(function, arguments, what, self._submit(function, *arguments))

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        return self._client.submit(function, *arguments, pure=False, retries=RETRIES)

    def _keep(self, value: object) -> Future:
        """A value that every worker can have. Not scattered, which would be lost with the workers that have it."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            return self._submit(_itself, value)

    def _top_up(self) -> None:
        """Have enough parts under way for the workers that there are now; while there is nothing to take, but something
        left to do, wait for a worker."""
        self._count_workers()
        while self._left and not self._threads and not self._parts:
            self._job.check()
            time.sleep(POLL_SECONDS)
            self._count_workers()
        while len(self._parts) < AHEAD * self._threads and (part := next(self._plan, None)):
            self._parts.append(part)

    def _count_workers(self) -> None:
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise self._lost() from error
        if not self._threads and not self._said_so:
            self._job.notice(f"No worker is at the scheduler {self._address}. The prediction goes on when one is.")
        self._said_so = not self._threads

    def _result(self, asked: _Asked) -> Any:
        while True:
            self._job.check()
            try:
                error = asked.future.exception(timeout=POLL_SECONDS)
                if error is None:
                    return asked.future.result(timeout=FETCH_SECONDS)
                self._try_again(asked, error)
            except TimeoutError:  # it is still under way, or its worker was lost before it was fetched
                self._count_workers()
            except CancelledError as canceled:
                raise self._lost() from canceled

    def _try_again(self, asked: _Asked, error: BaseException) -> None:
        """Submit once more what was only lost; raise what is wrong with it otherwise."""
        reason = error.__cause__ or error  # the scheduler tells only that it could not read a task
        if isinstance(reason, (ImportError, AttributeError)) and __name__.split(".")[0] in str(reason):
            raise RooflineError(
                f"The scheduler {self._address} or a worker there is without this version of Roofline ({reason}). "
                "Start both with Roofline's own commands, from the same version.") from error
        if not isinstance(error, KilledWorker):
            raise error
        if asked.submissions == SUBMISSIONS:
            raise RooflineError(
                f"Worker after worker of the cluster was lost with {asked.what}. If their memory ran out, lower "
                "BATCH_SIZE or WINDOW_SIZE.") from error
        asked.future = self._submit(asked.function, *asked.arguments)
        asked.submissions += 1

    def _lost(self) -> RooflineError:
        return RooflineError(f"The scheduler {self._address} was lost. Start it again, and let the prediction go on "
                             "with RESUME.")


def _itself(value: object) -> object:
    return value


def _connect(address: str) -> Client:
    try:
        host, port = get_address_host_port(address, strict=True)
        socket.create_connection((host, port), CONNECT_SECONDS).close()  # Dask would try until its time is over
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except ValueError as error:
        raise RooflineError(f"{address!r} is no address of a Dask scheduler ({error}). Give it like this: "
                            "tcp://10.0.0.5:8786") from error
    except OSError as error:
        raise RooflineError(f"There is no Dask scheduler at {address} ({error}). Start one there, or check the address "
                            "and the firewall.") from error
