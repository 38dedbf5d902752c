"""Data-parallel training (DDP) on several computers: one process of a run, as torchrun starts it on each of them.

    python -m torch.distributed.run --nnodes 2 --node-rank 0 --nproc-per-node 1 --master-addr A --master-port 29500 \\
        protocol/launch.py roofline.models.worker.ddp_node RUN_FOLDER

Rank 0 reads the request of the folder (a fine-tuning or a pretraining), and evaluates, saves and writes the model; the
others make its steps on other tiles. Every computer needs the folder and the imagery under the same paths. The folder
is held (protocol/job_lock.py) while the run goes on.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import FrameType

import torch
from torch.distributed import Store, rendezvous
from torch.distributed.elastic.multiprocessing.errors import record

from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.job_lock import HeldError, held
from ...protocol.job_requests import Pretrain, Train
from ...protocol.messages import Message, Notice, Progress, ProtocolError, read_request
from ..core.devices import choose_device
from ..core.errors import JobCanceled, RooflineError
from ..core.job import Job
from ..pretraining.pretrain import pretrain
from ..training.distributed import Leader, ProcessGroup
from ..training.train import fine_tune
from .ddp_worker import take_part

TOLD_EVERY_S = 2.0
"""Seconds between two lines of progress."""


@record
def main() -> None:
    """Take part in the run in the folder of the command line."""
    if len(sys.argv) != 2 or "RANK" not in os.environ:
        raise SystemExit(__doc__)
    rank, size, local_size = (int(os.environ[name]) for name in ("RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE"))
    gpu = int(os.environ["LOCAL_RANK"])
    if rank:
        take_part(ProcessGroup(rank, size, local_size), gpu, _store(), _store())
        return
    if choose_device().type == "cuda":
        torch.cuda.set_device(gpu)
    try:
        lead(Path(sys.argv[1]), Leader(_store(), size, local_size))
    except JobCanceled as canceled:
        raise SystemExit("Cancelled. The same command goes on from the last weights saved.") from canceled
    except (RooflineError, HeldError) as error:
        raise SystemExit(str(error)) from error


def _store() -> Store:
    """A new connection to the store that torchrun keeps."""
    store, _, _ = next(rendezvous("env://"))
    return store


def lead(folder: Path, group: Leader) -> None:
    """Train the run in `folder` as rank 0 of `group`. A run that was cut off goes on. Raises RooflineError, and
    HeldError while another process works in the folder."""
    cancelled = threading.Event()

    def cancel(number: int, frame: FrameType | None) -> None:
        cancelled.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, cancel)
    with held(folder):
        request = read_run(folder)
        job = Job(request.job, _Lines().tell, cancelled.is_set)
        outputs = (pretrain(request, job, group) if isinstance(request, Pretrain) else fine_tune(request, job, group))
    print(f"The model is {outputs['model']}", flush=True)


def read_run(folder: Path) -> Train | Pretrain:
    """The request that `roofline:finetune` or `roofline:pretrain` wrote to the run's folder. Raises RooflineError when
    there is none."""
    try:
        request = read_request(folder)
    except ProtocolError as error:
        raise RooflineError(f"{folder} has no run that can be read ({error}). Write one with roofline:finetune and "
                            "RUN_FOLDER.") from error
    if isinstance(request, Pretrain):
        return replace(request, folder=str(folder), resume=True)  # of what is there: windows, weights
    if not isinstance(request, Train):
        raise RooflineError(f"The job in {folder} is no training ({type(request).__name__}).")
    return replace(request, folder=str(folder), resume=(folder / LAST_WEIGHTS).is_file(), previews=False)


class _Lines:
    """Messages of a job as lines of text, for a terminal or a log."""

    def __init__(self) -> None:
        self._told = -TOLD_EVERY_S

    def tell(self, message: Message) -> None:
        """Print a notice at once, and the progress now and then."""
        now = time.monotonic()
        if isinstance(message, Notice):
            print(message.text, flush=True)
        elif isinstance(message, Progress) and now - self._told >= TOLD_EVERY_S:
            self._told = now
            print(f"{message.fraction:4.0%}  {message.text}", flush=True)


if __name__ == "__main__":
    main()
