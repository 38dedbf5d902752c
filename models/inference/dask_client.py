"""Dask client: prediction on the workers of a Dask cluster, which compute the strips of probabilities.

A task is some strips of a raster; the worker opens the raster itself. The results are taken in order, so that what is
traced and written is the same as on one machine. Dask reschedules the tasks of a lost worker on another one.
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

from ...protocol.settings.base import AUTO
from ..core.errors import RooflineError
from ..core.job import Job
from ..vectorize.strips import Strip
from .dask_task import PackedModel, PackedStrip, RasterWork, choose_cluster_backend, predict_rows, software_versions

CONNECT_SECONDS = 8
"""How long connecting to the scheduler, and closing the connection, may take."""
POLL_SECONDS = 0.3
"""Interval at which the client checks for a cancelled job, and counts the workers, while no result is there."""

FETCH_SECONDS = 60
"""How long an attempt to transfer a finished result may take; then the workers are counted, and it is repeated."""

PART_PIXELS = 32_000_000
"""Pixels of a task, at most, unless one row of windows has more: some seconds on a CPU, and on a fast GPU still more
than it costs to open a raster in an object store."""

PARTS_A_WORKER = 4
"""Tasks for each worker into which the rest of a raster is divided: the last are small, so that all end together."""

AHEAD = 3
"""Tasks submitted ahead for each worker. It bounds the memory of all, with the results that wait to be taken."""

RETRIES = 2
"""How often Dask retries a task that failed: an object store may once not answer."""

SUBMISSIONS = 2
"""Dask gives up a task after four workers died that had it, even if only in their queue; it is then submitted again."""


@dataclass
class _Task:
    """A task on the cluster: a function of dask_task with its arguments, and `what` it is, in words for an error."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    what: str
    future: Future
    submissions: int = 1


class Cluster:
    """Client of the scheduler at `address`, such as tcp://10.0.0.5:8786, whose workers predict `works` with one
    `backend` (auto, torch, onnx). A context manager.

    The rasters are predicted in their order; the next one begins while the last tasks of one are running. Without any
    worker, the job gets a notice and the client waits for one. Raises RooflineError when there is no scheduler.
    """

    def __init__(self, address: str, model: PackedModel, works: Sequence[RasterWork], backend: str, job: Job) -> None:
        self._address, self._job, self._backend = address, job, backend
        self._works, self._parts = works, deque[tuple[RasterWork, _Task]]()
        self._client = _connect(address)
        self._threads, self._has_noticed = 0, False
        self._left = sum(end - first for first, end in (work.rows for work in works))
        self._model = self._shared(model)
        self._plan = self._generate_parts()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error: object) -> None:
        """Disconnect. Dask cancels all tasks that only this client waits for."""
        self._client.close(timeout=CONNECT_SECONDS)

    def strips(self, work: RasterWork) -> Generator[Strip, None, None]:
        """The strips of one raster from top to bottom, as Predictor.strips gives them. Works must come in order.

        Raises RooflineError when a worker cannot do its task or the scheduler is lost, JobCanceled.
        """
        self._submit_ahead()
        while self._parts and self._parts[0][0] is work:
            packed: list[PackedStrip] = self._result(self._parts.popleft()[1])
            self._submit_ahead()
            yield from (strip.unpacked() for strip in packed)

    def _generate_parts(self) -> Iterator[tuple[RasterWork, _Task]]:
        """The tasks of all rasters in their order; each is submitted when it is taken from this generator."""
        backend = self._choose_backend()
        for work in self._works:
            shared_work, down, (row, end) = self._shared(work), work.windowing.over(work.shape).down, work.rows
            most = max(1, PART_PIXELS // (down.step * work.shape[1]))
            while row < end:
                left = -(-(end - row) // down.step)
                share = -(-left // (PARTS_A_WORKER * max(self._threads, 1)))
                rows = row, min(row + down.step * min(share, most), end)
                self._left -= rows[1] - rows[0]
                what = f"rows {rows[0]} to {rows[1]} of {work.path}"
                yield work, self._submit_task(what, predict_rows, self._model, shared_work, rows, backend,
                                              software_versions())
                row = rows[1]

    def _choose_backend(self) -> str:
        """The backend for all tasks; of "auto", the one that a trial on a worker finds faster."""
        if self._backend != AUTO or not self._left:
            return self._backend
        pixels = sum(work.shape[1] * (work.rows[1] - work.rows[0]) for work in self._works) / max(self._threads, 1)
        task = self._submit_task("the trial of the backends", choose_cluster_backend, self._model, self._works[0],
                                 pixels)
        backend: str = self._result(task)
        return backend

    def _submit_task(self, what: str, function: Callable[..., Any], *arguments: Any) -> _Task:
        return _Task(function, arguments, what, self._submit(function, *arguments))

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        return self._client.submit(function, *arguments, pure=False, retries=RETRIES)

    def _shared(self, value: object) -> Future:
        """A value for every worker, as the result of a task. Client.scatter would lose it with its workers."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            return self._submit(_identity, value)

    def _submit_ahead(self) -> None:
        """Submit tasks, AHEAD for each worker that there is now. With no task submitted but rows left to do, wait for a
        worker."""
        self._count_workers()
        while self._left and not self._threads and not self._parts:
            self._job.check()
            time.sleep(POLL_SECONDS)
            self._count_workers()
        while len(self._parts) < AHEAD * self._threads and (part := next(self._plan, None)):
            self._parts.append(part)

    def _count_workers(self) -> None:
        """Count the threads of all workers; without any, send the job a notice, once."""
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise self._lost() from error
        if not self._threads and not self._has_noticed:
            self._job.notice(f"No worker is at the scheduler {self._address}. The prediction goes on when one is.")
        self._has_noticed = not self._threads

    def _result(self, task: _Task) -> Any:
        """The result of a task, once it is there. Raises RooflineError and JobCanceled like `strips`."""
        while True:
            self._job.check()
            try:
                error = task.future.exception(timeout=POLL_SECONDS)
                if error is None:
                    return task.future.result(timeout=FETCH_SECONDS)
                self._resubmit(task, error)
            except TimeoutError:  # it still runs, or its worker was lost before the transfer
                self._count_workers()
            except CancelledError as canceled:
                raise self._lost() from canceled

    def _resubmit(self, task: _Task, error: BaseException) -> None:
        """Submit a task again that was lost with its workers; raise the error of one that failed otherwise."""
        reason = error.__cause__ or error  # the scheduler's own error says only that it could not unpickle a task
        if isinstance(reason, (ImportError, AttributeError)) and __name__.split(".")[0] in str(reason):
            raise RooflineError(
                f"The scheduler {self._address} or a worker there is without this version of Roofline ({reason}). "
                "Start both with Roofline's own commands, from the same version.") from error
        if not isinstance(error, KilledWorker):
            raise error
        if task.submissions == SUBMISSIONS:
            raise RooflineError(
                f"Worker after worker of the cluster was lost with {task.what}. If their memory ran out, lower "
                "BATCH_SIZE or WINDOW_SIZE.") from error
        task.future = self._submit(task.function, *task.arguments)
        task.submissions += 1

    def _lost(self) -> RooflineError:
        return RooflineError(f"The scheduler {self._address} was lost. Start it again, and let the prediction go on "
                             "with RESUME.")


def _identity(value: object) -> object:
    return value


def _connect(address: str) -> Client:
    """Raises RooflineError when `address` is none, or no scheduler answers there."""
    try:
        host, port = get_address_host_port(address, strict=True)
        socket.create_connection((host, port), CONNECT_SECONDS).close()  # Dask would try again until its timeout
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except ValueError as error:
        raise RooflineError(f"{address!r} is no address of a Dask scheduler ({error}). Give it like this: "
                            "tcp://10.0.0.5:8786") from error
    except OSError as error:
        raise RooflineError(f"There is no Dask scheduler at {address} ({error}). Start one there, or check the address "
                            "and the firewall.") from error
