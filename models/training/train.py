"""Fine-tuning: from imagery and labels to a model file and a report."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...protocol.job_requests import Train
from ...protocol.labels import FEWEST_CROSS_FITTED
from ...protocol.model_files import BUILT_IN, DEFAULT_BASE, ENCODER
from ...protocol.settings.training import TrainSettings
from ..core.devices import choose_device, describe_device, forget_peak
from ..core.errors import JobCanceled
from ..core.job import Job
from ..data.dataset import Dataset
from ..evaluation.validation_previews import ValidationPreviews
from ..networks.model_file import write_model
from ..networks.model_registry import as_changes
from .checkpoint import RunFolder, RunState, fingerprint
from .cross_fitting import TIME_SHARE, cross_fit, is_due
from .ddp_launcher import process_count, process_group
from .distributed import SINGLE_PROCESS, Leader, ProcessGroup, led
from .lr_schedule import LearningRateSchedule
from .model_selection import Result, select_model
from .scale_fit import FirstLook, first_look
from .second_round import starting_model
from .strategies import resolve_settings
from .target import fitted_settings
from .time_budget import TimeBudget
from .training_data import read_training_data
from .training_loop import train
from .training_report import write_training_report
from .training_run import TrainingRun, new_trainer


def fine_tune(request: Train, job: Job, nodes: Leader | None = None) -> dict[str, Any]:
    """Tune a model on the labels of `request`; writes the model file and the report, and returns their paths and the
    scores. `nodes` leads processes that are there already, on several computers; None: those of this machine.

    A cancelled run saves a checkpoint and raises JobCanceled. Raises RooflineError when the input cannot be used.
    """
    started, settings = time.monotonic(), TrainSettings.from_dict(request.settings)
    request = replace(request, base_model=starting_model(request, job))
    look = _first_look(request, settings, job)
    settings = replace(settings, processes=nodes.world_size if nodes else process_count(settings),
                       resolution_m=look.resolution_m)
    request = replace(request, settings={**request.settings, "resolution_m": settings.resolution_m})
    with ExitStack() as open_files:
        group = open_files.enter_context(led(nodes, request) if nodes else process_group(
            request, settings.processes))
        run = prepare(request, settings, job, open_files, group, started)
        group.wait_for_ranks(job)
        try:
            train(run)
            result = select_model(run, cross_fit(run, request))
        except JobCanceled:
            run.save()
            raise
    job.progress(0.98, "Writing the model")
    write_model(request.model, *as_changes(result.card, result.weights, run.data.base.weights))
    if request.report:
        write_training_report(request.report, result, run, base_in_words(request.base_model),
                              Path(request.model).stat().st_size, look.shifts)
    if request.previews:
        _show_changes(result, run)
    return {"model": request.model, "report": request.report, "score": result.tuned and result.tuned.main_score,
            "scores": result.card.scores}


def base_in_words(base_model: str | None) -> str:
    """A base model as it is called in a sentence."""
    if base_model is None or base_model == DEFAULT_BASE:
        return BUILT_IN
    if base_model.startswith(ENCODER):
        return f"the encoder '{base_model[len(ENCODER):]}'"
    return f"the base model '{Path(base_model).stem}'"


def _show_changes(result: Result, run: TrainingRun) -> None:
    """A last preview: what the model finds on the ground that it was scored on, and what changed from the base."""
    if result.ground is None or result.tuned is None:
        return
    previews = run.previews or ValidationPreviews(result.ground, run.folder.path, run.data.images[0].crs, run.job)
    number = len(run.state.evaluations) + 1
    if result.is_base or result.base is None or result.tuned.is_all_cover:
        previews.show(result.tuned.comparison, number)
    else:
        previews.show_changes(result.tuned.comparison, result.base.comparison, number)


def _first_look(request: Train, settings: TrainSettings, job: Job) -> FirstLook:
    """The resolution to train at, and what is said of the labels: a run that goes on keeps its own, and was told."""
    if request.resume:
        kept = RunFolder(request.folder).resolution_m() if settings.resolution_m is None else settings.resolution_m
        return FirstLook(kept)
    return first_look(request, settings, job)


def prepare(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack,
            group: ProcessGroup = SINGLE_PROCESS, started: float | None = None) -> TrainingRun:
    """Read all inputs of a run and build its parts; a resumed run loads weights, optimizer and state of its checkpoint.
    The run's time counts from `started` (time.monotonic()), or else from now. Raises RooflineError when an input cannot
    be used or the run cannot be resumed."""
    started = time.monotonic() if started is None else started
    data, device = read_training_data(request, settings, job, open_files), choose_device()
    base, dataset, folder = data.base, data.dataset, RunFolder(request.folder)
    settings = fitted_settings(settings, base.card, [image.shape for image in data.images])
    if request.resume:
        settings = replace(settings, strategy=folder.strategy())
    weights = sum(tensor.numel() for tensor in base.start.values())
    settings = resolve_settings(_with_an_end(settings, dataset, job), dataset.training_labels, weights)
    is_cross_fitted = is_due(dataset, settings)
    if not dataset.held_out and settings.holdout_share and dataset.training_labels < FEWEST_CROSS_FITTED:
        job.notice(f"Too few labels to score the model: {dataset.training_labels}. For a score draw "
                   f"{FEWEST_CROSS_FITTED} or more, or an area that is held out (role 'validate').")
    budget = TimeBudget(settings, started, TIME_SHARE if is_cross_fitted else 0.0)
    job.progress(0.03, f"Training on the {describe_device(device)}{_together(group)}; labels to learn from: "
                       f"{dataset.training_labels:,}, held out: {dataset.held_out_labels:,}")
    forget_peak(device)
    trainer = new_trainer(base, settings, device, group, job.notice)
    expected = fingerprint(request, data)
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


def _with_an_end(settings: TrainSettings, dataset: Dataset, job: Job) -> TrainSettings:
    """The settings without patience and with a time limit where nothing is held out: no evaluation could notice a
    plateau."""
    if not settings.patience or dataset.held_out:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"Nothing is held out, so it cannot be told when the model stops improving. Training ends after "
               f"{seconds} s instead.")
    return replace(settings, max_seconds=seconds, patience=0)
