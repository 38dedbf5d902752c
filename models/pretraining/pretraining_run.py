"""One pretraining run: AdamW, warm-up and cosine, mixed precision, checkpoints, progress, several processes (DDP)."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.job_requests import Pretrain
from ...protocol.settings.pretraining import PretrainSettings
from ...protocol.settings.training import TrainSettings
from ..core.devices import choose_device, mixed_precision
from ..core.errors import RooflineError
from ..core.job import Job
from ..networks.attention_float32 import speed_up_attention
from ..training.checkpoint_file import load_checkpoint, read_notes, save_checkpoint
from ..training.distributed import SINGLE_PROCESS, ProcessGroup, StepPlan
from ..training.loader import Batch, training_batches
from ..training.lr_schedule import cosine_schedule
from ..training.time_budget import TimeBudget
from .drawn_windows import Draw, WindowSource
from .masked_autoencoder import MaskedAutoencoder, new_vision_transformer

SAVE_SECONDS = 60.0
"""Interval of checkpoints: at most this much work is lost when the process dies."""
STATE = "state.json"
"""The key of the run's state (JSON) in the metadata of the checkpoint."""
BETAS, WEIGHT_DECAY = (0.9, 0.95), 0.05
"""Of AdamW, as He et al. 2022 have them. Biases, norms and single vectors do not decay."""
MAY_CHANGE = ("max_seconds", "max_steps", "processes")
"""Settings that may change when a run is resumed."""
START, END = 0.15, 0.97
"""Progress of the job (0-1) when the training begins and ends."""
RECENT = 50
"""Steps whose mean loss is told."""


@dataclass
class PretrainingState:
    """Progress of a run: `elapsed` counts seconds over all its sessions; `losses` has one value for each step."""

    fingerprint: str
    step: int = 0
    elapsed: float = 0.0
    losses: list[float] = field(default_factory=list)


def fingerprint(request: Pretrain) -> str:
    """A hash of the inputs that must stay the same when a run is resumed: files by their names, since the windows are
    copied and the archive, or the run's folder, may have moved; and settings but for MAY_CHANGE."""
    settings = {name: value for name, value in request.settings.items() if name not in MAY_CHANGE}
    files = [[Path(path).name for path in paths if path]
             for paths in (request.imagery, [request.land_cover], [request.zones])]
    return hashlib.sha256(json.dumps([*files, settings], sort_keys=True).encode()).hexdigest()


def limits_of(settings: PretrainSettings) -> TrainSettings:
    """The limits and the number of processes, as what a pretraining has in common with a fine-tuning takes them."""
    return TrainSettings(max_seconds=settings.max_seconds, max_steps=settings.max_steps,
                         processes=settings.processes)


class PretrainingRun:
    """Makes steps of AdamW on a masked autoencoder. `group` has the processes of the run; `started` is the start of
    this session on time.monotonic()."""

    def __init__(self, request: Pretrain, draw: Draw, job: Job, started: float,
                 group: ProcessGroup = SINGLE_PROCESS) -> None:
        self.settings = settings = PretrainSettings.from_dict(request.settings)
        self.job, self.draw, self.group, self.folder = job, draw, group, Path(request.folder)
        self.device = choose_device()
        torch.manual_seed(settings.seed)
        encoder = new_vision_transformer(settings.encoder, len(draw.bands))
        self.network = MaskedAutoencoder(encoder, settings.masked).to(self.device)
        speed_up_attention(self.network)
        self.source = WindowSource(draw, self.folder, self.network.patch)
        self._optimizer = torch.optim.AdamW(_parameters(self.network), lr=settings.learning_rate, betas=BETAS,
                                            fused=self.device.type in ("cpu", "cuda"))
        self.budget = TimeBudget(limits_of(settings), started)
        self.state = PretrainingState(draw.fingerprint)
        if request.resume and (self.folder / LAST_WEIGHTS).is_file():
            self._load()

    @property
    def progress(self) -> float:
        """Share of the training that is done (0-1)."""
        return self.budget.progress(self.state.step)

    @property
    def loss(self) -> float:
        """The mean loss of the last steps."""
        return float(np.mean(self.state.losses[-RECENT:]))

    @property
    def is_over(self) -> bool:
        """Whether its steps or its time are used up, or the analyst has stopped it; a run makes one step at least."""
        return self.state.step > 0 and (self.progress >= 1 or self.job.stop_wanted)

    def train(self) -> None:
        """Train until the run is over, and save a checkpoint."""
        saved = time.monotonic()
        with closing(self._batches()) as batches:
            module = self.group.data_parallel(self.network)
            while not self.is_over:
                begun = time.monotonic()
                lr_factor = cosine_schedule(self.progress)
                self.group.broadcast(StepPlan(True, lr_factor))
                self.state.losses.append(self._step(module, *next(batches), lr_factor))
                self.state.step += 1
                self.budget.step_took(time.monotonic() - begun)
                self._check_loss()
                if time.monotonic() - saved > SAVE_SECONDS:
                    self.save()
                    saved = time.monotonic()
                self._report_progress()
        self.group.release_ranks()
        self.save()

    def follow(self) -> None:
        """Ranks 1 and up: make the steps of rank 0 on other windows, until rank 0 ends this process."""
        with closing(self._batches()) as batches:
            module = self.group.data_parallel(self.network)
            while True:
                plan = self.group.receive()
                self._step(module, *next(batches), plan.lr_factor)

    def _batches(self) -> Generator[Batch, None, None]:
        """The batches of this process; they go round the ranks of the group."""
        size, rank = self.group.world_size, self.group.rank
        numbers = itertools.count(self.state.step * size + rank, size)
        return training_batches(self.source, self.settings.batch_size, self.settings.seed, numbers, self.device)

    def _step(self, module: nn.Module, images: Tensor, noise: Tensor, lr_factor: float) -> float:
        """One step; the loss."""
        self.network.train()
        for parameters in self._optimizer.param_groups:
            parameters["lr"] = self.settings.learning_rate * lr_factor
        with mixed_precision(self.device):
            loss = module(images.to(self.device, non_blocking=True), noise.to(self.device, non_blocking=True))
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self._optimizer.step()
        return float(loss.detach())

    def _check_loss(self) -> None:
        if not math.isfinite(self.state.losses[-1]):
            raise RooflineError(f"The loss stopped being a number at step {self.state.step}. Lower the learning rate "
                                f"({self.settings.learning_rate:g}) and pretrain again.")

    def _report_progress(self) -> None:
        state, figures = self.state, {"step": float(self.state.step), "loss": self.loss}
        if self.budget.seconds_a_step:
            figures["tiles_per_second"] = (self.settings.batch_size * self.group.world_size
                                           / self.budget.seconds_a_step)
        self.job.progress(START + (END - START) * self.progress, f"Step {state.step}",
                          self.budget.remaining(state.step), **figures)

    def save(self) -> None:
        """Save a checkpoint."""
        self.state.elapsed = self.budget.elapsed
        save_checkpoint(self.folder / LAST_WEIGHTS, {"network.": self.network}, self._optimizer,
                        {STATE: json.dumps(asdict(self.state))})

    def _load(self) -> None:
        """Load the last checkpoint."""
        path = self.folder / LAST_WEIGHTS
        self.state = PretrainingState(**json.loads(read_notes(path)[STATE]))
        load_checkpoint(path, {"network.": self.network}, self._optimizer)
        self.budget.resume(self.state.elapsed)


def _parameters(network: nn.Module) -> list[dict[str, object]]:
    """Parameter groups of AdamW, with and without weight decay."""
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return [{"params": [one for one in trained if one.squeeze().ndim > 1], "weight_decay": WEIGHT_DECAY},
            {"params": [one for one in trained if one.squeeze().ndim <= 1], "weight_decay": 0.0}]
