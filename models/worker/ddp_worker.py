"""Data-parallel training (DDP), ranks 1 and up: the steps of rank 0 on other tiles. training.ddp_launcher starts it."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from dataclasses import replace

import torch
from torch.distributed import DistNetworkError
from torch.distributed.elastic.multiprocessing.errors import record

from ...protocol import messages
from ...protocol.messages import Train
from ...protocol.settings import TrainSettings
from ..core.devices import choose_device
from ..core.job import Job
from ..training.ddp_launcher import BEGIN, OVER, READY, REQUEST, Rendezvous
from ..training.distributed import LONGEST_WAIT, ProcessGroup
from ..training.train import prepare
from ..training.training_loop import follow


@record
def main() -> None:
    """Train as one rank until the worker, rank 0, releases it. `record` writes the reason of a failure to a file
    of the launcher."""
    rendezvous = Rendezvous.from_environment()
    threading.Thread(target=_end_with_the_worker, args=[rendezvous], daemon=True).start()
    if choose_device().type == "cuda":
        torch.cuda.set_device(rendezvous.rank)
    store, group = rendezvous.store(), ProcessGroup(rendezvous.rank, rendezvous.size)
    request = messages.decode(store.get(REQUEST).decode())
    if not isinstance(request, Train):
        raise TypeError(f"a rank trains, and got {type(request).__name__}")
    settings = replace(TrainSettings.from_dict(request.settings), processes=rendezvous.size)
    with ExitStack() as open_files:
        run = prepare(request, settings, Job(), open_files, group)
        torch.manual_seed(settings.seed + group.rank)  # dropout differs between the processes
        store.add(READY, 1)
        store.wait([BEGIN], LONGEST_WAIT)
        group.join(store)
        follow(run)


def _end_with_the_worker(rendezvous: Rendezvous) -> None:
    """End this process, whatever it is doing, when the worker releases it or is gone."""
    try:
        rendezvous.store().wait([OVER], LONGEST_WAIT)
    except DistNetworkError:
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
