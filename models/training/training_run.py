"""One run of fine-tuning while it lasts."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import torch

from ...protocol.settings import TrainSettings
from ..core.job import Job
from ..data.dataset import Dataset
from ..evaluation.validation import HeldOutPart
from ..evaluation.validation_previews import HeldOutPreviews
from ..geodata.band_statistics import Statistics
from ..geodata.raster_source import Imagery
from ..networks.model_card import Card
from ..networks.unet import Network, stored_weights
from ..vectorize.postprocessing import Cut
from .checkpoint import Evaluation, RunFolder, RunState
from .lr_schedule import Pace
from .time_budget import Clock
from .trainer import Trainer


@dataclass
class Run:
    """One run: what it learns from, how far it is, and where it is kept. `base_card` and `base_weights` are the base
    fitted to the bands of the imagery, `base_hash` is its identity as it came. `ending`: why it ended early, if it did.
    """

    settings: TrainSettings
    job: Job
    clock: Clock
    pace: Pace
    base_card: Card
    base_weights: dict[str, torch.Tensor]
    base_hash: str
    images: list[Imagery]
    statistics: Statistics
    dataset: Dataset
    held_out: HeldOutPart | None
    trainer: Trainer
    folder: RunFolder
    state: RunState
    previews: HeldOutPreviews | None
    ending: str = ""

    @property
    def network(self) -> Network:
        """The network as it would be kept now."""
        return self.trainer.scored

    @property
    def start_cut(self) -> Cut:
        """What the network is scored with until the threshold and the minimum area are chosen."""
        return Cut(0.5, self.base_card.min_area_m2, self.base_card.boundary_m)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of its time, or the analyst has stopped it; a run makes one step at least."""
        return self.state.step > 0 and (self.pace.progress >= 1 or self.job.stop_wanted)

    def evaluate(self) -> None:
        """Score the network as it is on the held-out part; keep its weights when they are the best so far."""
        state = self.state
        if self.held_out is None or (state.evaluations and state.evaluations[-1].step == state.step):
            return
        started = time.monotonic()
        probabilities = self.held_out.predict(self.network, self.job.check)
        predicted = time.monotonic()
        judgement = self.held_out.judge(probabilities, self.start_cut)
        state.evaluations.append(Evaluation(
            state.step, self.clock.elapsed, judgement.comparison.f1 or 0.0, judgement.comparison.iou or 0.0))
        if judgement.quality > state.best_quality:
            state.best_quality, state.best_step = judgement.quality, state.step
            self.folder.save_best(stored_weights(self.network))
        self.pace.notice_flat()
        matched = time.monotonic()
        if self.previews is not None:
            self.previews.show(judgement.comparison, len(state.evaluations))
        self.clock.evaluation_took(time.monotonic() - started, matching=matched - predicted)

    def save(self) -> None:
        self.state.elapsed = self.clock.elapsed
        self.folder.save(self.state, self.trainer)

    def report_progress(self) -> None:
        state = self.state
        loss = float(np.mean(state.losses[-20:]))
        figures = {"step": float(state.step), "loss": loss}
        text = f"Step {state.step}, loss {loss:.3f}"
        if state.evaluations:
            figures.update(f1=state.evaluations[-1].f1, iou=state.evaluations[-1].iou)
            text += f", held-out F1 {state.evaluations[-1].f1:.2f}"
        if self.clock.seconds_a_step:
            figures["tiles_per_second"] = self.settings.batch_size * self.trainer.team.size / self.clock.seconds_a_step
        if state.flat_at:
            text += ", no longer improving"
        self.job.progress(0.05 + 0.9 * self.pace.progress, text, self.pace.remaining_s, **figures)
