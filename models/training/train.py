"""Fine-tuning: from labels over imagery to a model file."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ...protocol.messages import Train
from ...protocol.settings import TrainSettings
from ..core.devices import choose_device, describe_device
from ..core.errors import JobCanceled, RooflineError
from ..core.job import Job
from ..data.classes import fit_to_classes, plan_classes
from ..data.dataset import Dataset, Widths, build_dataset
from ..data.input_bands import BandPlan, fit_to_bands, plan_bands
from ..data.tile_sampler import Augmentation, TileSampler
from ..evaluation.validation import HeldOutPart
from ..evaluation.validation_previews import HeldOutPreviews
from ..geodata.band_matching import notices
from ..geodata.band_statistics import pooled
from ..geodata.polygon_io import Polygons, read_polygons
from ..geodata.raster_source import Imagery, bands_of, open_imagery
from ..networks.model_card import Card
from ..networks.model_file import weights_hash, write_model
from ..networks.model_registry import Model, as_changes, load_base
from .checkpoint import RunFolder, RunState, fingerprint
from .ddp_launcher import gathered, process_count
from .distributed import ALONE, Team, Turn
from .loader import KEPT_BYTES, KeptFeatures, batches
from .lr_schedule import Pace
from .model_selection import choose
from .strategies import SCRATCH, settled, starting_network, take_turns
from .time_budget import Clock
from .trainer import Trainer
from .training_report import write_training_report
from .training_run import Run

SAVE_SECONDS = 10.0
"""At most this much work is lost when the process dies."""


def fine_tune(request: Train, job: Job) -> dict[str, Any]:
    """Tune a model on the labels of `request`; writes the model file and the report, returns where they are and the
    score.

    A cancelled run saves itself and raises JobCanceled; RooflineError says what is wrong with the input.
    """
    settings = TrainSettings.from_dict(request.settings)
    settings = replace(settings, processes=process_count(settings))
    with ExitStack() as open_files:
        team = open_files.enter_context(gathered(request, settings.processes))
        run = prepare(request, settings, job, open_files, team)
        team.meet(job)
        try:
            train(run)
            result = choose(run)
        except JobCanceled:
            run.save()
            raise
    job.progress(0.98, "Writing the model")
    write_model(request.model, *as_changes(result.card, result.weights, run.base_weights))
    if request.report:
        write_training_report(request.report, result, run)
    scores = result.card.scores.get("held_out")
    return {"model": request.model, "report": request.report, "score": scores and scores["f1"],
            "scores": result.card.scores}


@dataclass(frozen=True)
class _Base:
    """A base fitted to the bands of the imagery and the classes of the labels: `weights` say what it says of them as it
    is, training begins with `start`. `hash` is its identity as it came."""

    card: Card
    weights: dict[str, Tensor]
    start: dict[str, Tensor]
    hash: str
    is_tuned: bool


def prepare(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack, team: Team = ALONE) -> Run:
    """Read everything a run needs; a resumed one takes up its weights, optimizer and state."""
    started = time.monotonic()
    job.progress(0.0, "Reading the base model")
    model = load_base(request.base_model, job.notice)
    job.progress(0.01, "Reading imagery and labels")
    labels = read_polygons(request.labels, "labels")
    areas = read_polygons(request.areas, "areas") if request.areas else None
    images, plan = _open_imagery(request.imagery, model.card, settings, job, open_files)
    base = _fitted(model, plan, labels, job)
    statistics, card = pooled([imagery.statistics() for imagery in images]), base.card
    dataset = build_dataset(images, statistics, labels, areas, settings, Widths(card.boundary_m, card.contact_m),
                            card.classes, job)
    folder = RunFolder(request.folder)
    if request.resume:
        settings = replace(settings, strategy=folder.strategy())
    settings = settled(_with_an_end(settings, dataset, job), dataset.training_labels)
    clock, device = Clock(settings, started), choose_device()
    job.progress(0.03, f"Training on {dataset.training_labels} labels, {dataset.held_out_labels} held out, "
                       f"on the {describe_device(device)}{_together(team)}, strategy '{settings.strategy}'")
    trainer = _trainer(base, settings, device, team)
    expected = fingerprint(request, base.hash, [band.name for band in card.bands])
    state = folder.load(expected, trainer) if request.resume else RunState(expected, settings.strategy)
    clock.resume(state.elapsed)
    if request.resume:
        job.notice(f"The run goes on from step {state.step}, after {state.elapsed:.0f} s.")
    held_out = None
    if dataset.held_out:
        held_out = HeldOutPart(dataset.held_out, statistics, images[0].resolution_m, device, card.classes)
    previews = HeldOutPreviews(held_out, folder.path, images[0].crs, job) if request.previews and held_out else None
    return Run(settings, job, clock, Pace(settings, clock, state), card, base.weights, base.hash, images, statistics,
               dataset, held_out, trainer, folder, state, previews)


def _fitted(model: Model, plan: BandPlan, labels: Polygons, job: Job) -> _Base:
    start, weights = fit_to_bands(model.card, model.weights, plan)
    card = replace(model.card, bands=plan.bands)
    classes = plan_classes(labels, card.classes, job)
    _, start = fit_to_classes(card, start, classes)
    return _Base(*fit_to_classes(card, weights, classes), start, weights_hash(model.weights), model.is_tuned)


def _together(team: Team) -> str:
    return f" in {team.size} processes" if team.size > 1 else ""


def _trainer(base: _Base, settings: TrainSettings, device: torch.device, team: Team) -> Trainer:
    torch.manual_seed(settings.seed)
    return Trainer(starting_network(base.card, base.start, settings), settings, device,
                   frozen_normalization=base.is_tuned and settings.strategy != SCRATCH, team=team)


def _open_imagery(paths: list[str], card: Card, settings: TrainSettings, job: Job,
                  open_files: ExitStack) -> tuple[list[Imagery], BandPlan]:
    """The imagery, and how the base's bands and those of the first raster go together; the other rasters follow it."""
    plan = plan_bands(Path(paths[0]).name, card.bands, bands_of(paths[0]))
    images = open_imagery(paths, plan.bands, settings.resolution_m or card.resolution_m, exact=True)
    for imagery in images:
        open_files.callback(imagery.close)
    for note in notices([(images[0].name, plan.remarks), *((image.name, image.band_remarks) for image in images)]):
        job.notice(note)
    return images, plan


def _with_an_end(settings: TrainSettings, dataset: Dataset, job: Job) -> TrainSettings:
    """Without a held-out part nobody can tell when a run is flat; it then gets the usual time."""
    if not settings.patience or dataset.held_out:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"Nothing is held out, so it cannot be told when the model stops improving. Training ends after "
               f"{seconds} s instead.")
    return replace(settings, max_seconds=seconds, patience=0)


def train(run: Run) -> None:
    """Train until the run is over; afterwards it is scored and saved."""
    with _steps(run) as step:
        _make_steps(run, step)
    run.trainer.team.part()
    run.ending = _early_ending(run)
    run.evaluate()
    run.save()


def follow(run: Run) -> None:
    """Make the steps that the worker makes, on other tiles, until it ends this process."""
    with _steps(run) as step:
        while True:
            turn = run.trainer.team.hear()
            run.trainer.let_encoder_learn(turn.encoder_learns)
            step(turn.rate)


@contextmanager
def _steps(run: Run) -> Iterator[Callable[[float], float]]:
    """What makes a step of the run with a share of the learning rate, and returns the loss. The batches of a run go
    round its team."""
    trainer, settings = run.trainer, run.settings
    sampler = TileSampler(run.dataset.sites, settings.tile_size, Augmentation())
    numbers = itertools.count(run.state.step * trainer.team.size + trainer.team.rank, trainer.team.size)
    with closing(batches(sampler, settings.batch_size, settings.seed, numbers, trainer.device)) as drawn:
        if trainer.encoder_rests and trainer.device.type == "cpu":  # a GPU sees tiles again faster than they are kept
            yield KeptFeatures(trainer, drawn, settings.seed, KEPT_BYTES // trainer.team.size).step
        else:
            yield lambda rate: trainer.step(*next(drawn), rate)


def _make_steps(run: Run, step: Callable[[float], float]) -> None:
    """The training loop."""
    state, saved = run.state, time.monotonic()
    while not run.is_over:
        if run.pace.evaluation_is_due:
            run.evaluate()
        started = time.monotonic()
        take_turns(run.trainer, run.settings, run.pace.progress, state.step)
        turn = Turn(run.trainer.encoder_learns, run.pace.rate)
        run.trainer.team.tell(turn)
        state.losses.append(step(turn.rate))
        state.step += 1
        run.clock.step_took(time.monotonic() - started)
        if not math.isfinite(state.losses[-1]):
            raise RooflineError(
                f"The loss stopped being a number at step {state.step}. Lower the learning rate "
                f"({run.settings.learning_rate:g}) and train again.")
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
        run.report_progress()


def _early_ending(run: Run) -> str:
    """Why training ended before its limits, as a sentence; empty when it did not."""
    if run.pace.progress < 1:
        return f"Training was stopped by the analyst at step {run.state.step}."
    if run.pace.cooled == 1:
        return (f"Training ended at step {run.state.step}, since {run.settings.patience} evaluations in a row brought "
                "no better held-out score.")
    return ""
