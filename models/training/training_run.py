"""One fine-tuning run: its parts, evaluation during the training, early stopping, progress and checkpoints."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import torch

from ...protocol.settings import TrainSettings
from ..core.job import Job
from ..evaluation.validation import ValidationSet
from ..evaluation.validation_previews import ValidationPreviews
from ..networks.unet import Network, stored_weights
from ..vectorize.postprocessing import Postprocessing
from .checkpoint import Evaluation, RunFolder, RunState
from .distributed import SINGLE_PROCESS, ProcessGroup
from .lr_schedule import LearningRateSchedule
from .strategies import SCRATCH, starting_network
from .time_budget import TimeBudget
from .trainer import Trainer
from .training_data import FittedBase, TrainingData


def new_trainer(base: FittedBase, settings: TrainSettings, device: torch.device,
                group: ProcessGroup = SINGLE_PROCESS) -> Trainer:
    """A trainer before its first step. `settings` are resolved (strategies.resolve_settings)."""
    torch.manual_seed(settings.seed)
    return Trainer(starting_network(base.card, base.start, settings), settings, device,
                   frozen_normalization=base.is_tuned and settings.strategy != SCRATCH, group=group)


@dataclass
class TrainingRun:
    """One run: settings, data, trainer, schedule and state. `held_out` is the validation set, None where nothing is
    held out; `ending` tells why the run ended early, empty when it did not."""

    settings: TrainSettings
    job: Job
    time_budget: TimeBudget
    schedule: LearningRateSchedule
    data: TrainingData
    held_out: ValidationSet | None
    trainer: Trainer
    folder: RunFolder
    state: RunState
    previews: ValidationPreviews | None
    ending: str = ""

    @property
    def network(self) -> Network:
        """The network to evaluate and to keep: the EMA of the trained weights."""
        return self.trainer.ema_network

    @property
    def initial_postprocessing(self) -> Postprocessing:
        """The postprocessing of evaluations until the threshold and the minimum area are chosen."""
        return Postprocessing(0.5, self.data.base.card.min_area_m2, self.data.base.card.boundary_m)

    @property
    def progress(self) -> float:
        """Share of the whole job that is done (0-1)."""
        return 0.05 + 0.9 * (1 - self.time_budget.reserved) * self.schedule.progress

    @property
    def is_over(self) -> bool:
        """Whether its steps or its time are used up, or the analyst has stopped it; a run makes one step at least."""
        return self.state.step > 0 and (self.schedule.progress >= 1 or self.job.stop_wanted)

    def evaluate(self) -> None:
        """Evaluate the network on the validation set, once a step; keep its weights when they are the best so far."""
        state = self.state
        if self.held_out is None or (state.evaluations and state.evaluations[-1].step == state.step):
            return
        started = time.monotonic()
        probabilities = self.held_out.predict(self.network, self.job.check)
        predicted = time.monotonic()
        score = self.held_out.evaluate(probabilities, self.initial_postprocessing)
        state.evaluations.append(Evaluation(
            state.step, self.time_budget.elapsed, score.comparison.f1 or 0.0, score.comparison.iou or 0.0,
            score.selection_score))
        if score.selection_score > state.best_quality:
            state.best_quality, state.best_step = score.selection_score, state.step
            self.folder.save_best(stored_weights(self.network))
        self.schedule.notice_plateau()
        matched = time.monotonic()
        if self.previews is not None:
            self.previews.show(score.comparison, len(state.evaluations))
        self.time_budget.evaluation_took(time.monotonic() - started, matching=matched - predicted)

    def save(self) -> None:
        """Save a checkpoint."""
        self.state.elapsed = self.time_budget.elapsed
        self.folder.save(self.state, self.trainer)

    def report_progress(self) -> None:
        """Send step, loss, score and remaining time to the job."""
        state = self.state
        loss = float(np.mean(state.losses[-20:]))
        figures = {"step": float(state.step), "loss": loss}
        text = f"Step {state.step}, loss {loss:.3f}"
        if state.evaluations:
            figures.update(f1=state.evaluations[-1].f1, iou=state.evaluations[-1].iou)
            text += f", held-out F1 {state.evaluations[-1].f1:.2f}"
        if self.time_budget.seconds_a_step:
            batch = self.settings.batch_size * self.trainer.group.world_size
            figures["tiles_per_second"] = batch / self.time_budget.seconds_a_step
        if state.flat_at:
            text += ", no longer improving"
        self.job.progress(self.progress, text, self.schedule.remaining_s, **figures)
