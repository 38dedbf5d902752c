"""Distributed data-parallel training (DDP): each rank makes the same steps on other tiles; gradients are averaged."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

import torch
from torch import distributed, nn
from torch.distributed import Store
from torch.nn.parallel import DistributedDataParallel

from ...protocol import messages
from ...protocol.job_requests import Pretrain, Train
from ..core.devices import choose_device
from ..core.errors import RooflineError, is_out_of_memory
from ..core.job import Job

REQUEST, READY, BEGIN, OVER = "request", "ready", "begin", "over"
"""Keys of the store: the request; how many ranks are ready; ranks may join the group; ranks may end."""
POLL_SECONDS = 0.05
"""Interval at which rank 0 polls the store until all ranks are ready."""
LOOPBACK = "lo0" if sys.platform == "darwin" else "lo"
LONGEST_STEP = timedelta(minutes=2)
"""Timeout of the collective operations within a step."""
LONGEST_WAIT = timedelta(days=7)
"""How long the other ranks wait for rank 0 between two steps: rank 0 alone evaluates and saves."""


class StepPlan(NamedTuple):
    """Rank 0's decisions for one step: whether the encoder is trained, and the factor on the learning rate."""

    encoder_is_training: bool
    lr_factor: float


class ProcessGroup:
    """The processes that train one network, as seen from `rank` of `world_size`. Rank 0 is the worker, which alone
    evaluates and saves; the other ranks run worker/ddp_worker.py. A single process is a group as well. `local_size`
    is how many of them this machine has; None: all."""

    def __init__(self, rank: int, world_size: int, local_size: int | None = None) -> None:
        self.rank, self.world_size, self._local_size = rank, world_size, local_size
        self._control: distributed.ProcessGroup | None = None

    def join(self, store: Store) -> None:
        """Join the group: wait until all ranks are there, and divide the CPU's cores among them."""
        if self._local_size is None:
            for library in ("GLOO", "NCCL"):  # keep the traffic of a training off the network
                os.environ.setdefault(f"{library}_SOCKET_IFNAME", LOOPBACK)
        torch.set_num_threads(max(torch.get_num_threads() // (self._local_size or self.world_size), 1))
        backend = "nccl" if choose_device().type == "cuda" else "gloo"
        distributed.init_process_group(
            backend, store=store, rank=self.rank, world_size=self.world_size, timeout=LONGEST_STEP)
        self._control = distributed.new_group(backend="gloo", timeout=LONGEST_WAIT)

    def data_parallel(self, module: nn.Module) -> nn.Module:
        """The module wrapped in DDP: gradients are the mean over the group, BatchNorm statistics those of rank 0."""
        if self.world_size == 1:
            return module
        return DistributedDataParallel(module, find_unused_parameters=True)  # smp's EfficientNet has some

    def wait_for_ranks(self, job: Job) -> None:
        """Rank 0, before the first step: wait until the other ranks are ready."""

    def broadcast(self, plan: StepPlan) -> None:
        """Rank 0, before each step: send the plan of the step to the other ranks."""

    def receive(self) -> StepPlan:
        """The other ranks, before each step: wait for the plan of rank 0."""
        encoder_is_training, lr_factor = self._broadcast(StepPlan(False, 0.0)).tolist()
        return StepPlan(bool(encoder_is_training), lr_factor)

    def release_ranks(self) -> None:
        """Rank 0, after the last step: let the other ranks end."""

    def _broadcast(self, plan: StepPlan) -> torch.Tensor:
        tensor = torch.tensor(plan, dtype=torch.float64)
        distributed.broadcast(tensor, 0, group=self._control)
        return tensor


class Leader(ProcessGroup):
    """The group as rank 0 sees it: it tells the others through `store` what is trained, when to begin and to end."""

    def __init__(self, store: Store, world_size: int, local_size: int | None = None) -> None:
        super().__init__(0, world_size, local_size)
        self._store, self._threads = store, torch.get_num_threads()

    def announce(self, request: Train | Pretrain) -> None:
        """Let the other ranks read the training data of `request`."""
        self._store.set(REQUEST, messages.encode(request))

    def check(self, cause: Exception | None = None) -> None:
        """Raise RooflineError when another rank is known to have failed."""

    def wait_for_ranks(self, job: Job) -> None:
        while self._store.add(READY, 0) < self.world_size - 1:
            job.check()
            self.check()
            time.sleep(POLL_SECONDS)
        self._store.set(BEGIN, "")
        self.join(self._store)

    def broadcast(self, plan: StepPlan) -> None:
        self._broadcast(plan)

    def release_ranks(self) -> None:
        self._store.set(OVER, "")
        if distributed.is_initialized():
            distributed.destroy_process_group()
        torch.set_num_threads(self._threads)


SINGLE_PROCESS = ProcessGroup(0, 1)


@contextmanager
def led(nodes: Leader, request: Train | Pretrain) -> Iterator[ProcessGroup]:
    """The group of processes on several computers, which end with the run."""
    nodes.announce(request)
    try:
        yield nodes
    except RuntimeError as error:  # torch raises it when another process is gone
        if is_out_of_memory(error):
            raise
        raise RooflineError(f"A process of this training was lost ({str(error)[:200]}). The same command goes on from "
                            "the last weights saved.") from error
    finally:
        nodes.release_ranks()
