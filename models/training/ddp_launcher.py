"""Launcher of data-parallel training: starts and ends ranks 1 and up on this machine (torch elastic launch).

The worker is rank 0. The other ranks (worker/ddp_worker.py) meet at a TCP store that the worker keeps on the loopback
interface. They end when the worker releases them or dies.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import NamedTuple

import torch
from torch import distributed
from torch.distributed import Store, TCPStore
from torch.distributed.elastic.multiprocessing import DefaultLogsSpecs
from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
from torch.distributed.launcher.api import LaunchConfig, elastic_launch

from ...protocol import messages
from ...protocol.messages import Train
from ...protocol.paths import DDP_WORKER, LAUNCH, PACKAGE
from ...protocol.settings import TrainSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from .distributed import SINGLE_PROCESS, ProcessGroup, StepPlan

DDP_COMMAND = [str(LAUNCH), f"{PACKAGE}.{DDP_WORKER}"]
"""What the launcher runs with the worker's Python."""
HOST = "127.0.0.1"
REQUEST, READY, BEGIN, OVER = "request", "ready", "begin", "over"
"""Keys of the store: the request; how many others have read it all; they may join; they may go."""
LOOK_SECONDS = 0.05
"""How often the worker looks whether the others are ready."""
PATIENCE_SECONDS = 5.0
"""How long the worker waits until those that were let go, or killed, are gone."""


def process_count(settings: TrainSettings) -> int:
    """In how many processes a run trains on this machine; RooflineError when they are too many for it."""
    device = choose_device().type
    if device == "mps" or sys.platform == "win32":
        if settings.processes > 1:
            raise RooflineError(f"Processes is {settings.processes}, but on Windows, and on the GPU of a Mac, PyTorch "
                                "trains in one. Set it to 0.")
        return 1
    gpus = torch.cuda.device_count() if device == "cuda" else 0
    if gpus and settings.processes > gpus:
        raise RooflineError(f"Processes is {settings.processes}, and this machine has GPUs for {gpus}. Set it to "
                            f"{gpus} at most, or to 0 for one on each GPU.")
    return settings.processes or max(gpus, 1)


@contextmanager
def process_group(request: Train, size: int) -> Iterator[ProcessGroup]:
    """The group of so many processes that trains `request`, seen from the worker. The others begin at once to read what
    it asks for; none of them is left afterwards. RooflineError when one of them ends before."""
    if size == 1:
        yield SINGLE_PROCESS
        return
    with tempfile.TemporaryDirectory(prefix="roofline-", ignore_cleanup_errors=True) as logs:
        rank_zero = _RankZero(request, size, logs)
        try:
            yield rank_zero
        except RuntimeError as error:  # how torch says that another process is gone
            wait([rank_zero.others], PATIENCE_SECONDS)
            rank_zero.check(error)
            raise
        finally:
            rank_zero.release_ranks()


class _RankZero(ProcessGroup):
    """The group as the worker sees it; `others` is done when the other ranks have ended."""

    def __init__(self, request: Train, size: int, logs: str) -> None:
        super().__init__(0, size)
        listener = socket.create_server((HOST, 0))  # a store by itself would listen on the network too
        port = listener.getsockname()[1]
        self._store = TCPStore(HOST, port, is_master=True, wait_for_workers=False, multi_tenant=True,
                               master_listen_fd=listener.detach())
        self._store.set(REQUEST, messages.encode(request))
        self._threads = torch.get_num_threads()
        config = LaunchConfig(
            min_nodes=1, max_nodes=1, nproc_per_node=size - 1, run_id="train", rdzv_backend="static",
            rdzv_endpoint=f"{HOST}:{port}", rdzv_configs={"rank": 0}, max_restarts=0,
            logs_specs=DefaultLogsSpecs(log_dir=logs))
        launcher = ThreadPoolExecutor(1, "launcher")
        self.others: Future[object] = launcher.submit(elastic_launch(config, sys.executable), *DDP_COMMAND)
        launcher.shutdown(wait=False)

    def wait_for_ranks(self, job: Job) -> None:
        while self._store.add(READY, 0) < self.size - 1:
            job.check()
            self.check()
            time.sleep(LOOK_SECONDS)
        self._store.set(BEGIN, "")
        self.join(self._store)

    def broadcast(self, plan: StepPlan) -> None:
        self._broadcast(plan)

    def check(self, cause: Exception | None = None) -> None:
        """Raise a RooflineError when another process has ended."""
        if not self.others.done() or self.others.exception() is None:
            return
        raise RooflineError(
            f"One of the {self.size} processes of this training has ended ({_reason(self.others)}), so the others "
            "could not go on. If the memory ran out, lower BATCH_SIZE or TILE_SIZE, or set PROCESSES to 1. The run "
            "can be resumed.") from cause

    def release_ranks(self) -> None:
        self._store.set(OVER, "")
        wait([self.others], PATIENCE_SECONDS)
        if distributed.is_initialized():
            distributed.destroy_process_group()
        torch.set_num_threads(self._threads)


def _reason(others: Future[object]) -> str:
    """Why a process that the launcher started has ended, in a few words."""
    error = others.exception()
    if not isinstance(error, ChildFailedError):
        return str(error)
    _, failure = error.get_first_failure()
    if failure.exitcode < 0:
        return failure.signal_name()
    told = failure.error_file_data.get("message")  # what `record` wrote in worker.ddp_worker
    return told["message"].splitlines()[0] if isinstance(told, dict) else f"exit code {failure.exitcode}"


class Place(NamedTuple):
    """Where a process that the launcher started belongs, by the variables that torch gives it."""

    rank: int
    size: int
    host: str
    port: int

    @classmethod
    def of_this_process(cls) -> Place:
        values = os.environ
        return cls(1 + int(values["LOCAL_RANK"]), 1 + int(values["LOCAL_WORLD_SIZE"]), values["MASTER_ADDR"],
                   int(values["MASTER_PORT"]))

    def store(self) -> Store:
        """A connection of its own to the worker's store."""
        return TCPStore(self.host, self.port, is_master=False)
