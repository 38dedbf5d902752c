"""The processes that train one network together: each makes the same steps on tiles of its own, and the gradients are
averaged over all of them."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import NamedTuple

import torch
from torch import distributed, nn
from torch.distributed import Store
from torch.nn.parallel import DistributedDataParallel

from ..core.devices import choose_device
from ..core.job import Job

LOOPBACK = "lo0" if sys.platform == "darwin" else "lo"
LONGEST_STEP = timedelta(minutes=2)
"""How long the processes may wait for each other within a step."""
LONGEST_TURN = timedelta(days=7)
"""How long the others may wait for the worker, which alone scores and saves."""


class Turn(NamedTuple):
    """What the worker decides of a step: whether the encoder learns, and the factor on the learning rate."""

    encoder_learns: bool
    rate: float


class Team:
    """The processes that train one network, seen from the one that is number `rank` of `size`; 0 is the worker. One
    process alone is a team as well."""

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        self._control: distributed.ProcessGroup | None = None

    def join(self, store: Store) -> None:
        """Become part of the team: wait until all are there, and share the processor's cores with them."""
        for library in ("GLOO", "NCCL"):  # nothing of a training is to be heard on the network
            os.environ.setdefault(f"{library}_SOCKET_IFNAME", LOOPBACK)
        torch.set_num_threads(max(torch.get_num_threads() // self.size, 1))
        backend = "nccl" if choose_device().type == "cuda" else "gloo"
        distributed.init_process_group(
            backend, store=store, rank=self.rank, world_size=self.size, timeout=LONGEST_STEP)
        self._control = distributed.new_group(backend="gloo", timeout=LONGEST_TURN)

    def averaged(self, module: nn.Module) -> nn.Module:
        """The module, whose gradients will be the mean over the team; the statistics of its normalisation are the
        worker's."""
        if self.size == 1:
            return module
        return DistributedDataParallel(module, find_unused_parameters=True)  # smp's EfficientNet has some

    def meet(self, job: Job) -> None:
        """Called by the worker before the first step: wait until the others are ready."""

    def tell(self, turn: Turn) -> None:
        """Called by the worker before each step: what the others hear."""

    def hear(self) -> Turn:
        """Called by the others before each step: wait for what the worker tells."""
        encoder_learns, rate = self._shared(Turn(False, 0.0)).tolist()
        return Turn(bool(encoder_learns), rate)

    def part(self) -> None:
        """Called by the worker after the last step: the others are let go."""

    def _shared(self, turn: Turn) -> torch.Tensor:
        tensor = torch.tensor(turn, dtype=torch.float64)
        distributed.broadcast(tensor, 0, group=self._control)
        return tensor


ALONE = Team(0, 1)
