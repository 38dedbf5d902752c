"""One fine-tuning run: its parts, evaluation during the training, early stopping, progress and checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from ...protocol.settings.training import TrainSettings
from ..core.job import Job
from ..evaluation.validation import ValidationSet
from ..evaluation.validation_previews import ValidationPreviews
from ..networks.adapters import Adapter, merged
from ..networks.unet import ADAPTER_PREFIX, Network, build_network, stored_weights
from ..vectorize.postprocessing import Postprocessing
from .checkpoint import Evaluation, RunFolder, RunState
from .distributed import SINGLE_PROCESS, ProcessGroup
from .lr_schedule import Schedule
from .strategies import SCRATCH, starting_network
from .target import is_all_cover, smallest_areas
from .time_budget import TimeBudget
from .trainer import Trainer
from .training_data import FittedBase, TrainingData
from .weight_mixing import mixed, share_for


def new_trainer(base: FittedBase, settings: TrainSettings, device: torch.device,
                group: ProcessGroup = SINGLE_PROCESS, say: Callable[[str], None] = lambda text: None) -> Trainer:
    """A trainer before its first step; `say` as in Trainer. `settings` are resolved (strategies.resolve_settings)."""
    torch.manual_seed(settings.seed)
    return Trainer(starting_network(base.card, base.start, settings), settings, device,
                   frozen_normalization=base.is_tuned and settings.strategy != SCRATCH, group=group, say=say)


@dataclass
class TrainingRun:
    """One run: settings, data, trainer, schedule and state. `held_out` is the validation set, None where nothing is
    held out; `ending` tells why the run ended early, empty when it did not."""

    settings: TrainSettings
    job: Job
    time_budget: TimeBudget
    schedule: Schedule
    data: TrainingData
    held_out: ValidationSet | None
    trainer: Trainer
    folder: RunFolder
    state: RunState
    previews: ValidationPreviews | None
    ending: str = ""

    @property
    def network(self) -> Network:
        """The trained network: the EMA of its weights."""
        return self.trainer.ema_network

    @property
    def initial_postprocessing(self) -> Postprocessing:
        """The postprocessing of evaluations until the threshold and the minimum area are chosen: the base's, with areas
        from the labels where there is ground cover."""
        card = self.data.base.card
        areas = smallest_areas(card, self.data.dataset.smallest_m2) if card.cover else ()
        return replace(Postprocessing.of(card), min_areas_m2=areas)

    @property
    def figures(self) -> dict[str, float]:
        """The step, and the mean loss of the last ones."""
        return {"step": float(self.state.step), "loss": float(np.mean(self.state.losses[-20:]))}

    @property
    def progress(self) -> float:
        """Share of the whole job that is done (0-1)."""
        return 0.05 + 0.9 * (1 - self.time_budget.reserved) * self.schedule.progress

    @property
    def is_over(self) -> bool:
        """Whether its steps or its time are used up, or the analyst has stopped it; a run makes one step at least."""
        return self.state.step > 0 and (self.schedule.progress >= 1 or self.job.stop_wanted)

    @property
    def has_base(self) -> bool:
        """Whether the run began with a network that had learned buildings."""
        return self.data.base.is_tuned and self.settings.strategy != SCRATCH

    @property
    def usual_share(self) -> float:
        """How far from the base's to the trained weights the number of labels says that the run should go."""
        several = len(self.data.base.card.classes) > 1
        return share_for(self.data.dataset.training_labels, several) if self.has_base else 1.0

    def usual_weights(self) -> dict[str, torch.Tensor]:
        """What the run would deliver now, unless held-out labels tell otherwise."""
        return mixed(self.trainer.start_weights, stored_weights(self.network), self.usual_share)

    def network_of(self, weights: dict[str, torch.Tensor]) -> Network:
        """A network with weights of the run, their adapter merged."""
        network = build_network(*merged(replace(self.data.base.card, adapter=self.adapter_of(weights)), weights))
        return network.to(self.trainer.device)

    def adapter_of(self, weights: dict[str, torch.Tensor]) -> dict[str, Any] | None:
        """The adapter among weights of the run, as a model card describes it; None without one."""
        if not any(name.startswith(ADAPTER_PREFIX) for name in weights):
            return None
        return Adapter(self.settings.adapter_kind, self.settings.adapter_rank).to_dict()

    def evaluate(self) -> None:
        """Evaluate on the validation set what the run would deliver now, once a step; keep the trained weights when it
        is the best so far."""
        state = self.state
        if self.held_out is None or (state.evaluations and state.evaluations[-1].step == state.step):
            return
        started = time.monotonic()
        probabilities = self.held_out.predict(self.network_of(self.usual_weights()), self.job.check)
        predicted = time.monotonic()
        score = self.held_out.evaluate(probabilities, self.initial_postprocessing)
        state.evaluations.append(Evaluation(
            state.step, self.time_budget.elapsed, score.comparison.f1 or 0.0,
            (score.comparison.mean_iou if score.cover else score.comparison.iou) or 0.0,
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
        """Send step, loss, score and remaining time to the job. The text leaves to the figures what they tell."""
        state, figures = self.state, self.figures
        if state.evaluations:
            figures["iou"] = state.evaluations[-1].iou
            if not is_all_cover(self.data.base.card):
                figures["f1"] = state.evaluations[-1].f1
        if self.time_budget.seconds_a_step:
            batch = self.settings.batch_size * self.trainer.group.world_size
            figures["tiles_per_second"] = batch / self.time_budget.seconds_a_step
        text = f"Step {state.step}"
        if state.flat_at:
            text += ", no longer improving"
        self.job.progress(self.progress, text, self.schedule.remaining_s, **figures)
