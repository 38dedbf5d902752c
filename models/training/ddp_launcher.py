"""Launcher of data-parallel training: starts and ends ranks 1 and up on this machine (torch elastic launch).

The worker is rank 0. The rendezvous of the ranks (worker/ddp_worker.py) is a TCP store that the worker keeps on the
loopback interface. The other ranks end when the worker releases them or dies.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import torch
from torch.distributed import TCPStore
from torch.distributed.elastic.multiprocessing import DefaultLogsSpecs
from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
from torch.distributed.launcher.api import LaunchConfig, elastic_launch

from ...protocol.job_requests import Pretrain, Train
from ...protocol.paths import DDP_WORKER, LAUNCH, PACKAGE
from ...protocol.settings.training import TrainSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from .distributed import OVER, SINGLE_PROCESS, Leader, ProcessGroup

DDP_COMMAND = [str(LAUNCH), f"{PACKAGE}.{DDP_WORKER}"]
"""The script and its argument that the launcher runs with the worker's Python."""
HOST = "127.0.0.1"
SHUTDOWN_TIMEOUT_S = 5.0
"""How long the worker waits for released, or killed, ranks to end."""


def process_count(settings: TrainSettings) -> int:
    """Number of processes in which a run trains on this machine. Raises RooflineError when `settings` want too many."""
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
def process_group(request: Train | Pretrain, size: int) -> Iterator[ProcessGroup]:
    """The group of `size` processes that train `request`, as rank 0 sees it. The other ranks begin at once to read the
    training data; none is left on exit. Raises RooflineError when one of them ends too early."""
    if size == 1:
        yield SINGLE_PROCESS
        return
    with tempfile.TemporaryDirectory(prefix="roofline-", ignore_cleanup_errors=True) as logs:
        rank_zero = _RankZero(request, size, logs)
        try:
            yield rank_zero
        except RuntimeError as error:  # torch raises it when another process is gone
            wait([rank_zero.others], SHUTDOWN_TIMEOUT_S)
            rank_zero.check(error)
            raise
        finally:
            rank_zero.release_ranks()


class _RankZero(Leader):
    """The leader of ranks that it has launched; the future `others` is done when all of them have ended."""

    def __init__(self, request: Train | Pretrain, size: int, logs: str) -> None:
        listener = socket.create_server((HOST, 0))  # a TCPStore's own socket would listen on the network too
        port = listener.getsockname()[1]
        super().__init__(TCPStore(HOST, port, is_master=True, wait_for_workers=False, multi_tenant=True,
                                  master_listen_fd=listener.detach()), size)
        self.announce(request)
        config = LaunchConfig(
            min_nodes=1, max_nodes=1, nproc_per_node=size - 1, run_id="train", rdzv_backend="static",
            rdzv_endpoint=f"{HOST}:{port}", rdzv_configs={"rank": 0}, max_restarts=0,
            logs_specs=DefaultLogsSpecs(log_dir=logs))
        launcher = ThreadPoolExecutor(1, "launcher")
        self.others: Future[object] = launcher.submit(elastic_launch(config, sys.executable), *DDP_COMMAND)
        launcher.shutdown(wait=False)

    def check(self, cause: Exception | None = None) -> None:
        if not self.others.done() or self.others.exception() is None:
            return
        raise RooflineError(
            f"One of the {self.world_size} processes of this training has ended ({_reason(self.others)}), so the "
            "others could not go on. If the memory ran out, lower BATCH_SIZE or TILE_SIZE, or set PROCESSES to 1. The "
            "run can be resumed.") from cause

    def release_ranks(self) -> None:
        self._store.set(OVER, "")
        wait([self.others], SHUTDOWN_TIMEOUT_S)
        super().release_ranks()


def _reason(others: Future[object]) -> str:
    """Why a rank has ended, in a few words: its error message, signal or exit code."""
    error = others.exception()
    if not isinstance(error, ChildFailedError):
        return str(error)
    _, failure = error.get_first_failure()
    if failure.exitcode < 0:
        return failure.signal_name()
    message = failure.error_file_data.get("message")  # written by `record` in worker.ddp_worker
    return message["message"].splitlines()[0] if isinstance(message, dict) else f"exit code {failure.exitcode}"
