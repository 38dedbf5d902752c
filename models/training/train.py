"""Fine-tuning: the training loop, from imagery and labels to a model file and a report."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import Any

import torch

from ...protocol.messages import Train
from ...protocol.settings import TrainSettings
from ..core.devices import choose_device, describe_device
from ..core.errors import JobCanceled, RooflineError
from ..core.job import Job
from ..data.dataset import Dataset
from ..evaluation.validation_previews import ValidationPreviews
from ..networks.model_file import write_model
from ..networks.model_registry import as_changes
from .checkpoint import RunFolder, RunState, fingerprint
from .ddp_launcher import process_count, process_group
from .distributed import SINGLE_PROCESS, ProcessGroup, StepPlan
from .loader import training_batches
from .lr_schedule import LearningRateSchedule
from .model_selection import select_model
from .replay import tile_source
from .scale_fit import resolution_for
from .strategies import SCRATCH, resolve_settings, starting_network, unfreeze_gradually
from .time_budget import TimeBudget
from .trainer import CACHE_BYTES, CachedFeatures, Trainer
from .training_data import FittedBase, read_training_data
from .training_report import write_training_report
from .training_run import TrainingRun

SAVE_SECONDS = 10.0
"""Interval of checkpoints: at most this much work is lost when the process dies."""


def fine_tune(request: Train, job: Job) -> dict[str, Any]:
    """Tune a model on the labels of `request`; writes the model file and the report, and returns their paths and the
    scores.

    A cancelled run saves a checkpoint and raises JobCanceled. Raises RooflineError when the input cannot be used.
    """
    started, settings = time.monotonic(), TrainSettings.from_dict(request.settings)
    settings = replace(settings, processes=process_count(settings), resolution_m=_resolution(request, settings, job))
    request = replace(request, settings={**request.settings, "resolution_m": settings.resolution_m})
    with ExitStack() as open_files:
        group = open_files.enter_context(process_group(request, settings.processes))
        run = prepare(request, settings, job, open_files, group, started)
        group.wait_for_ranks(job)
        try:
            train(run)
            result = select_model(run)
        except JobCanceled:
            run.save()
            raise
    job.progress(0.98, "Writing the model")
    write_model(request.model, *as_changes(result.card, result.weights, run.data.base.weights))
    if request.report:
        write_training_report(request.report, result, run)
    scores = result.card.scores.get("held_out")
    return {"model": request.model, "report": request.report, "score": scores and scores["f1"],
            "scores": result.card.scores}


def _resolution(request: Train, settings: TrainSettings, job: Job) -> float | None:
    """The resolution to train at: a run that goes on keeps its own."""
    if request.resume and settings.resolution_m is None:
        return RunFolder(request.folder).resolution_m()
    return resolution_for(request, settings, job)


def prepare(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack,
            group: ProcessGroup = SINGLE_PROCESS, started: float | None = None) -> TrainingRun:
    """Read all inputs of a run and build its parts; a resumed run loads weights, optimizer and state of its checkpoint.
    The run's time counts from `started` (time.monotonic()), or else from now. Raises RooflineError when an input cannot
    be used or the run cannot be resumed."""
    started = time.monotonic() if started is None else started
    data, device = read_training_data(request, settings, job, open_files), choose_device()
    base, dataset, folder = data.base, data.dataset, RunFolder(request.folder)
    if request.resume:
        settings = replace(settings, strategy=folder.strategy())
    settings = resolve_settings(_with_an_end(settings, dataset, job), dataset.training_labels)
    budget = TimeBudget(settings, started)
    job.progress(0.03, f"Training on {dataset.training_labels} labels, {dataset.held_out_labels} held out, "
                       f"on the {describe_device(device)}{_together(group)}, strategy '{settings.strategy}'")
    trainer = _trainer(base, settings, device, group)
    expected = fingerprint(request, base.hash, [band.name for band in base.card.bands])
    state = folder.load(expected, trainer) if request.resume else RunState(
        expected, settings.strategy, settings.resolution_m)
    budget.resume(state.elapsed)
    if request.resume:
        job.notice(f"The run goes on from step {state.step}, after {state.elapsed:.0f} s.")
    held_out = data.validation_set(device, base.card.classes) if dataset.held_out else None
    previews = None
    if request.previews and held_out:
        previews = ValidationPreviews(held_out, folder.path, data.images[0].crs, job)
    schedule = LearningRateSchedule(settings, budget, state)
    return TrainingRun(settings, job, budget, schedule, data, held_out, trainer, folder, state, previews)


def _together(group: ProcessGroup) -> str:
    return f" in {group.world_size} processes" if group.world_size > 1 else ""


def _trainer(base: FittedBase, settings: TrainSettings, device: torch.device, group: ProcessGroup) -> Trainer:
    torch.manual_seed(settings.seed)
    return Trainer(starting_network(base.card, base.start, settings), settings, device,
                   frozen_normalization=base.is_tuned and settings.strategy != SCRATCH, group=group)


def _with_an_end(settings: TrainSettings, dataset: Dataset, job: Job) -> TrainSettings:
    """The settings without patience and with a time limit where nothing is held out: no evaluation could notice a
    plateau."""
    if not settings.patience or dataset.held_out:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"Nothing is held out, so it cannot be told when the model stops improving. Training ends after "
               f"{seconds} s instead.")
    return replace(settings, max_seconds=seconds, patience=0)


def train(run: TrainingRun) -> None:
    """Train until the run is over, then evaluate it and save a checkpoint."""
    with _steps(run) as step:
        _make_steps(run, step)
    run.trainer.group.release_ranks()
    run.ending = _early_ending(run)
    run.evaluate()
    run.save()


def follow(run: TrainingRun) -> None:
    """Ranks 1 and up: make the steps of rank 0 on other tiles, until rank 0 ends this process."""
    with _steps(run) as step:
        while True:
            plan = run.trainer.group.receive()
            run.trainer.train_encoder(plan.encoder_is_training)
            step(plan.lr_factor)


@contextmanager
def _steps(run: TrainingRun) -> Iterator[Callable[[float], float]]:
    """A function that makes one step of the run with a factor on the learning rate, and returns the loss. Batches go
    round the ranks of the group."""
    trainer, settings = run.trainer, run.settings
    numbers = itertools.count(run.state.step * trainer.group.world_size + trainer.group.rank, trainer.group.world_size)
    source = tile_source(run.data, settings)
    with closing(training_batches(source, settings.batch_size, settings.seed, numbers, trainer.device)) as drawn:
        if trainer.encoder_is_frozen and trainer.device.type == "cpu":  # a GPU is faster than the cache
            yield CachedFeatures(trainer, drawn, settings.seed, CACHE_BYTES // trainer.group.world_size).step
        else:
            yield lambda lr_factor: trainer.step(*next(drawn), lr_factor)


def _make_steps(run: TrainingRun, step: Callable[[float], float]) -> None:
    """The training loop."""
    state, saved = run.state, time.monotonic()
    while not run.is_over:
        if run.schedule.evaluation_is_due:
            run.evaluate()
        started = time.monotonic()
        unfreeze_gradually(run.trainer, run.settings, run.schedule.progress, state.step)
        plan = StepPlan(run.trainer.encoder_is_training, run.schedule.lr_factor)
        run.trainer.group.broadcast(plan)
        state.losses.append(step(plan.lr_factor))
        state.step += 1
        run.time_budget.step_took(time.monotonic() - started)
        if not math.isfinite(state.losses[-1]):
            raise RooflineError(
                f"The loss stopped being a number at step {state.step}. Lower the learning rate "
                f"({run.settings.learning_rate:g}) and train again.")
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
        run.report_progress()


def _early_ending(run: TrainingRun) -> str:
    """Why training ended before its limits, as a sentence; empty when it did not."""
    if run.schedule.progress < 1:
        return f"Training was stopped by the analyst at step {run.state.step}."
    if run.schedule.annealed == 1:
        return (f"Training ended at step {run.state.step}, since {run.settings.patience} evaluations in a row brought "
                "no better held-out score.")
    return ""
