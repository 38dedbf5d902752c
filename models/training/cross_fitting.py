"""Two-fold cross-fitting (cross-validation by place; Chernozhukov et al. 2018 name it so): a score from few labels.

Each half of the labels is scored by a short training on the other half, so that every label counts and none is found by
a network that has seen it. The two know half the labels and had a part of the time: the model that learned all of them
is, if anything, better than they are.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace

from ...protocol.job_requests import Train
from ...protocol.labels import FEWEST_CROSS_FITTED
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..data.dataset import Dataset, HeldOut
from ..evaluation.validation import ValidationSet
from ..vectorize.strips import Probabilities
from .checkpoint import RunFolder, RunState
from .lr_schedule import LearningRateSchedule
from .model_selection import Evidence
from .time_budget import FINISH_SECONDS, TimeBudget
from .training_data import half_of
from .training_loop import train
from .training_run import TrainingRun, new_trainer

TIME_SHARE = 1 / 3
"""Of a run's time, for the two trainings and their evaluation."""
FORWARD_SHARE = 1 / 3
"""Of a training step, that the forward pass alone takes."""
FEWEST_STEPS = 5
"""Steps of each training below which its score would be the base's."""
STOPPED = "Stopped before the short trainings on each half of the labels, which give the score."


def is_due(dataset: Dataset, settings: TrainSettings) -> bool:
    """Whether a run on `dataset` is to be cross-fitted: nothing is held out, and there are enough labels."""
    return settings.cross_fitting and not dataset.held_out and dataset.training_labels >= FEWEST_CROSS_FITTED


def cross_fit(run: TrainingRun, request: Train) -> Evidence | None:
    """What the base says of the labels, and of each half the network that a run on the other delivers. None where this
    is not due, the analyst has stopped it, or its result would mean nothing; a notice tells of the last two."""
    if not is_due(run.data.dataset, run.settings):
        return None
    if run.job.stop_wanted:
        run.job.notice(STOPPED)
        return None
    job = run.job.quiet()
    images: list[HeldOut] = []
    base: list[Probabilities] = []
    tuned: list[Probabilities] = []
    for half in (0, 1):
        progress = run.progress + half * (1 - run.progress) / 2
        run.job.progress(progress, f"Scoring: short training {half + 1} of 2, on half of the labels",
                         run.time_budget.remaining(run.state.step))
        try:
            fold, ground = _trained_half(replace(run, job=job), request, half)
        except RooflineError as error:
            run.job.notice("Nothing is held out, and short trainings on each half of the labels gave no score either. "
                           f"{error}")
            return None
        if run.job.stop_wanted:
            run.job.notice(STOPPED)
            return None
        tuned += ground.predict(fold.network_of(fold.usual_weights()), job.check)
        base += ground.predict(fold.network_of(run.data.base.weights), job.check)
        images += ground.images
    ground = ValidationSet(images, run.data.statistics, run.data.images[0].resolution_m, run.trainer.device,
                           run.data.base.card.classes, run.data.base.card.cover)
    return Evidence(ground, base, tuned)


def _trained_half(run: TrainingRun, request: Train, half: int) -> tuple[TrainingRun, ValidationSet]:
    """A finished training on all labels but one half, and the ground of that half. Raises RooflineError."""
    data = half_of(run.data, request, run.settings, half, run.job)
    if not data.dataset.held_out:
        raise RooflineError("The labels lie so that one half of them cannot be scored. Draw some apart from the "
                            "others.")
    ground = data.validation_set(run.trainer.device, data.base.card.classes)
    with tempfile.TemporaryDirectory(prefix="roofline-") as folder:
        fold = _fold(replace(run, data=data), ground, half, folder)
        train(fold)
    return fold, ground


def _fold(run: TrainingRun, ground: ValidationSet, half: int, folder: str) -> TrainingRun:
    """The training on one half, as long as the time of the whole `run` allows. Raises RooflineError where that is too
    short."""
    a_step = max(run.time_budget.seconds_a_step, 1e-3)
    settings = replace(run.settings, max_steps=max(round(TIME_SHARE / 2 * run.state.step), FEWEST_STEPS))
    if settings.max_seconds:
        left = (run.settings.max_seconds - run.time_budget.elapsed - FINISH_SECONDS) / (2 - half)
        left -= _seconds_to_predict(run, ground)
        if left < FEWEST_STEPS * a_step:
            raise RooflineError("The time did not suffice for these. Train longer.")
        settings = replace(settings, max_steps=max(run.state.step, FEWEST_STEPS),
                           max_seconds=int(left + FINISH_SECONDS))
    budget, state = TimeBudget(settings, time.monotonic()), RunState(run.state.fingerprint, settings.strategy)
    return replace(run, settings=settings, time_budget=budget, schedule=LearningRateSchedule(settings, budget, state),
                   trainer=new_trainer(run.data.base, settings, run.trainer.device), folder=RunFolder(folder),
                   state=state, previews=None)


def _seconds_to_predict(run: TrainingRun, ground: ValidationSet) -> float:
    """An estimate for two networks."""
    pixels = sum(image.source.valid.size for image in ground.images)
    a_step = run.settings.batch_size * run.settings.tile_size ** 2
    return 2 * FORWARD_SHARE * run.time_budget.seconds_a_step * pixels / a_step
