"""Data-parallel training (DDP), ranks 1 and up: the steps of rank 0 on other tiles. training.ddp_launcher starts it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch.distributed import DistNetworkError, Store, TCPStore
from torch.distributed.elastic.multiprocessing.errors import record

from ...protocol import messages
from ...protocol.job_requests import Pretrain, Train
from ...protocol.settings.training import TrainSettings
from ..core.devices import choose_device
from ..core.job import Job
from ..pretraining.drawn_windows import Draw
from ..pretraining.pretraining_run import PretrainingRun
from ..training.distributed import BEGIN, LONGEST_WAIT, OVER, READY, REQUEST, ProcessGroup
from ..training.train import prepare
from ..training.training_loop import follow


class Rendezvous(NamedTuple):
    """Rank, size of the group and address of the store, by the environment variables that torch gives to each rank."""

    rank: int
    size: int
    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Rendezvous:
        """The rendezvous of this process, which the launcher has started."""
        values = os.environ
        return cls(1 + int(values["LOCAL_RANK"]), 1 + int(values["LOCAL_WORLD_SIZE"]), values["MASTER_ADDR"],
                   int(values["MASTER_PORT"]))

    def store(self) -> Store:
        """A new connection to the worker's store."""
        return TCPStore(self.host, self.port, is_master=False)


@record
def main() -> None:
    """Train as one rank until the worker, rank 0, releases it. `record` writes the reason of a failure to a file
    of the launcher."""
    rendezvous = Rendezvous.from_environment()
    take_part(ProcessGroup(rendezvous.rank, rendezvous.size), rendezvous.rank, rendezvous.store(), rendezvous.store())


def take_part(group: ProcessGroup, gpu: int, store: Store, end: Store) -> None:
    """Train as one rank of a `group`, on the GPU of that number where there are GPUs, until rank 0 ends this process.
    `store` and `end` are two connections to rank 0."""
    threading.Thread(target=_end_with_rank_zero, args=[end], daemon=True).start()
    if choose_device().type == "cuda":
        torch.cuda.set_device(gpu)
    store.wait([REQUEST], LONGEST_WAIT)
    request = messages.decode(store.get(REQUEST).decode())
    with ExitStack() as open_files:
        steps = _steps_of(request, group, open_files)
        store.add(READY, 1)
        store.wait([BEGIN], LONGEST_WAIT)
        group.join(store)
        steps()


def _steps_of(request: Train | Pretrain, group: ProcessGroup, open_files: ExitStack) -> Callable[[], None]:
    """A function that makes the steps of this rank, once all data are read."""
    if isinstance(request, Pretrain):
        pretraining = PretrainingRun(request, Draw.load(Path(request.folder)), Job(), time.monotonic(), group)
        return pretraining.follow
    settings = replace(TrainSettings.from_dict(request.settings), processes=group.world_size)
    run = prepare(request, settings, Job(), open_files, group)
    torch.manual_seed(settings.seed + group.rank)  # dropout differs between the processes
    return lambda: follow(run)


def _end_with_rank_zero(store: Store) -> None:
    """End this process, whatever it is doing, when rank 0 releases it or is gone."""
    try:
        store.wait([OVER], LONGEST_WAIT)
    except DistNetworkError:
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
