"""Learning curve: trainings on nested subsets of the labels, by one strategy or several, scored on one validation set.
"""

from __future__ import annotations

import math
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...protocol.job_requests import LearningCurve, Train
from ...protocol.messages import Message, Notice, Progress
from ...protocol.settings.labelling import LearningCurveSettings
from ...protocol.settings.training import STRATEGIES, TrainSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..data.areas import find_ground
from ..data.dataset import Dataset
from ..data.label_checks import checked
from ..evaluation.html_report import share
from ..geodata.polygon_io import read_polygons
from ..networks.unet import Network, build_network
from ..training.checkpoint import fingerprint
from ..training.scale_fit import resolution_for
from ..training.second_round import starting_model
from ..training.target import fitted_settings, is_all_cover
from ..training.train import prepare
from ..training.training_data import read_training_data
from ..training.training_loop import train
from .curve_report import CurveInputs, answer, write_curve_report
from .curve_scoring import CurveScorer
from .curve_statistics import Curve, CurveTraining, Point, curves_of
from .curve_store import CurveStore
from .label_subsets import LabelPool, label_pool

FEWEST_LABELS = 20
"""Labels in all, held out or not, that a learning curve needs."""
FEWEST_TRAINED = 10
"""Labels to train on that a learning curve needs."""
SMALLEST_SUBSET = 5
"""Fewest labels of the first point."""
READING, TRAINING = 0.02, 0.97
"""Progress (0-1) of the job after reading, and after the trainings."""


class _Task(NamedTuple):
    """One training: the strategy that is wanted, how many labels, and the repeat, from 0."""

    wanted: str
    labels: int
    repeat: int


@dataclass(frozen=True)
class _CurveSetup:
    """Common parts of all trainings of a curve: the labels to draw subsets from, with ground that stays `margin_m` off
    the others, and the scoring of networks. `base` is None where the base model knows nothing of ground cover that the
    labels are of."""

    pool: LabelPool
    margin_m: float
    scorer: CurveScorer
    base: Network | None
    fingerprint: str
    inputs: CurveInputs


class _SubJob(Job):
    """A job within a whole one: its progress runs from `start` to `end` of the whole, with `prefix` before its texts,
    and `seconds_after` more remain after it. `notices` passes its notices on; a request to stop early does not reach
    it, cancelling does."""

    def __init__(self, whole: Job, start: float, end: float, prefix: str, seconds_after: float, notices: bool) -> None:
        super().__init__(whole.name, self._forward)
        self._whole, self._start, self._end, self._prefix = whole, start, end, prefix
        self._seconds_after, self._notices = seconds_after, notices

    def check(self) -> None:
        """Raise JobCanceled when the whole job is cancelled."""
        self._whole.check()

    def _forward(self, message: Message) -> None:
        if isinstance(message, Progress):
            left = math.nan if message.remaining_s is None else message.remaining_s + self._seconds_after
            self._whole.progress(self._start + (self._end - self._start) * message.fraction,
                                 f"{self._prefix}{message.text}", None if math.isnan(left) else left)
        elif isinstance(message, Notice) and self._notices:
            self._whole.notice(message.text)


def learning_curve(request: LearningCurve, job: Job) -> dict[str, Any]:
    """Train on subsets of the labels of `request` and score each model; writes the report where wanted, and returns
    the points of the curve and the extrapolated gain of twice as many labels.

    Raises RooflineError when the input cannot be used. Trainings that a cancelled job has finished stay in its folder.
    """
    settings = _with_an_end(TrainSettings.from_dict(request.settings), job)
    plan = LearningCurveSettings.from_dict(request.curve)
    compared_strategies(plan.strategies, settings.strategy)  # a slip of the pen is told before anything is read
    request = replace(request, base_model=starting_model(request, job))
    settings = replace(settings, resolution_m=resolution_for(request, settings, job))
    setup = _set_up(request, settings, _SubJob(job, 0.0, READING, "All labels: ", math.nan, notices=True))
    outcomes = _trainings(setup, request, settings, plan, job)
    job.progress(TRAINING, "Scoring the base model")
    nothing = CurveTraining(0, 0, [], [], 0.0, 0, "")
    base = setup.scorer.score(setup.base, setup.scorer.classes, job.check, nothing)
    curves = curves_of(base, outcomes)
    if request.report:
        write_curve_report(request.report, curves, setup.inputs, settings, plan)
    return _outputs(curves, request)


def compared_strategies(named: str | None, usual: str) -> tuple[str, ...]:
    """The strategies in a text with commas, the `usual` one where there is none. Raises RooflineError for unknown ones.
    """
    names = tuple(dict.fromkeys(name.strip() for name in (named or usual).split(",")))
    if unknown := [name for name in names if name not in STRATEGIES]:
        raise RooflineError(f"There is no strategy {unknown[0]!r}. STRATEGIES takes some of {', '.join(STRATEGIES)}, "
                            "with commas between them.")
    return names


def _with_an_end(settings: TrainSettings, job: Job) -> TrainSettings:
    """The settings without patience: trainings of a curve are not evaluated on the way and notice no plateau."""
    if not settings.patience:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"A learning curve does not use the setting Patience; each of its trainings ends after {seconds} s.")
    return replace(settings, patience=0, max_seconds=seconds)


def _trainings(setup: _CurveSetup, request: LearningCurve, settings: TrainSettings, plan: LearningCurveSettings,
               job: Job) -> list[CurveTraining]:
    """The outcomes of all trainings; those that an earlier job has finished are not repeated."""
    store = CurveStore(Path(request.folder), setup.fingerprint, request.resume)
    wanted, sizes = compared_strategies(plan.strategies, settings.strategy), subset_sizes(len(setup.pool), plan.points)
    tasks = [_Task(name, size, repeat) for repeat in range(plan.repeats) for size in sizes for name in wanted]
    left = [task for task in tasks if not store.find(*task)]
    done, part = len(tasks) - len(left), (TRAINING - READING) / max(len(left), 1)
    if done:
        job.notice(f"{done} of {len(tasks)} trainings are there already and are not made again.")
    took: list[float] = []
    for number, task in enumerate(left):
        started, start = time.monotonic(), READING + number * part
        by = f", {task.wanted}" if len(wanted) > 1 else ""
        prefix = f"Training {done + number + 1} of {len(tasks)}, {task.labels} labels{by}: "
        after = _seconds_of(len(left) - number - 1, took, settings)
        sub_job = _SubJob(job, start, start + part, prefix, after, notices=False)  # _set_up gave them all
        outcome = _outcome(setup, request, replace(settings, strategy=task.wanted), task, sub_job)
        store.add(outcome)
        took.append(time.monotonic() - started)
        name = "IoU" if outcome.ground else "F1"
        job.progress(start + part, f"{prefix}{name} {outcome.score:.2f}")
    return [outcome for outcome in (store.find(*task) for task in tasks) if outcome]


def _seconds_of(trainings: int, took: list[float], settings: TrainSettings) -> float:
    """Estimate of the seconds of so many trainings, from those before; NaN without an estimate."""
    return trainings * (float(np.mean(took)) if took else settings.max_seconds or math.nan) if trainings else 0.0


def subset_sizes(labels: int, points: int) -> list[int]:
    """Numbers of labels to train with, up to all of them: each twice the one before, or nearer together where the
    first would be below SMALLEST_SUBSET."""
    smallest = max(labels / 2 ** (points - 1), SMALLEST_SUBSET)
    return sorted({round(float(size)) for size in np.geomspace(smallest, labels, points)})


def _set_up(request: LearningCurve, settings: TrainSettings, job: Job) -> _CurveSetup:
    with ExitStack() as open_files:
        whole = _training(request, Path(request.folder), request.labels, request.areas, settings)
        data = read_training_data(whole, settings, job, open_files)
        card, dataset = data.base.card, data.dataset
        fitted = fitted_settings(settings, card, [image.shape for image in data.images])
        labels = checked(read_polygons(request.labels, "labels"), Job())
        areas = read_polygons(request.areas, "areas", whole=True) if request.areas else None
        grids, _ = find_ground(data.images, labels, areas, fitted, Job(), is_cover=is_all_cover(card))
        pool = label_pool(labels, grids)
    _require_enough(dataset, len(pool))
    scorer, knows = CurveScorer.of(data), data.base.is_tuned or not card.cover
    inputs = CurveInputs(
        len(pool), dataset.held_out_labels, dataset.gap_m, dataset.background, card.name, card.classes,
        [image.name for image in data.images], card.threshold, scorer.smallest_m2,
        scorer.block_px * data.images[0].resolution_m, knows)
    base = build_network(card, data.base.weights).to(choose_device()) if knows else None
    return _CurveSetup(pool, fitted.outline_tolerance_m, scorer, base,
                       f"{fingerprint(whole, data)} {settings.to_dict()}", inputs)


def _training(request: LearningCurve, folder: Path, labels: str, areas: str | None, settings: TrainSettings) -> Train:
    """The request of one training of the curve; it has no model path, since no model is written."""
    return Train(request.job, str(folder), request.imagery, labels, "", settings.to_dict(), areas, request.base_model)


def _require_enough(dataset: Dataset, trained: int) -> None:
    """Raise RooflineError when there are too few labels to train on, or to score on."""
    held_out_labels = dataset.held_out_labels
    if not dataset.held_out:
        raise RooflineError(
            "A learning curve needs labels that are held out to score on, and here there are none, or none that the "
            "edge of their area does not cut. Draw more labels, or an area that is held out (role 'validate') around "
            "whole buildings, or raise the held-out share.")
    if trained + held_out_labels < FEWEST_LABELS or trained < FEWEST_TRAINED:
        raise RooflineError(
            f"{trained} labels to train on and {held_out_labels} held out are too few for a learning curve. Draw at "
            f"least {FEWEST_LABELS} in all, {FEWEST_TRAINED} of them to train on.")


def _outcome(setup: _CurveSetup, request: LearningCurve, settings: TrainSettings, task: _Task,
             job: Job) -> CurveTraining:
    """Train by `task`, and score the network that such a run delivers; with all labels also on the way there, in no
    time of the run."""
    folder = Path(request.folder) / f"{task.labels}-labels-{task.repeat + 1}"
    folder.mkdir(exist_ok=True)
    labels, areas, seed = folder / "labels.gpkg", folder / "areas.gpkg", (settings.seed + task.repeat) % 2**31
    chosen = setup.pool.nested_order(seed)[:task.labels]
    setup.pool.write(chosen, setup.margin_m, str(labels), str(areas))
    settings = replace(settings, seed=seed, holdout_share=0.0, cross_fitting=False)
    with ExitStack() as open_files:
        open_files.callback(shutil.rmtree, folder, ignore_errors=True)
        run = prepare(_training(request, folder, str(labels), str(areas), settings), settings, job, open_files)
        if task.labels == len(setup.pool):
            run.held_out = setup.scorer.set_for(run.data.base.card.classes)
            run.time_budget.evaluations_are_free = True
        train(run)
        network, classes = run.network_of(run.usual_weights()), run.data.base.card.classes
    history = [(at.step, at.f1, at.iou) for at in run.state.evaluations]
    blank = CurveTraining(task.labels, task.repeat, [], [], 0.0, run.state.step, run.settings.strategy, task.wanted,
                          history)
    return setup.scorer.score(network, classes, job.check, blank)


def _outputs(curves: dict[str, Curve], request: LearningCurve) -> dict[str, Any]:
    """The answer is that of the first strategy; the points are of all, with the base model once. Of ground cover there
    is no F1, and nothing is counted."""
    curve = next(iter(curves.values()))
    gain, name = curve.gain, "mean_iou" if curve.is_ground else "f1"
    points = [_row(strategy, p, of) for strategy, of in curves.items() for p in of.points if p.labels or of is curve]
    scores: dict[str, float | None] = {"f1": None, "base_f1": None, "mean_iou": None, "base_mean_iou": None}
    return {"report": request.report, "answer": answer(curve), "points": points, **scores, name: curve.last.score,
            f"base_{name}": curve.points[0].score, "gain": gain.expected, "gain_low": gain.low,
            "gain_high": gain.high, "verdict": gain.verdict}


def _row(strategy: str, point: Point, of: Curve) -> dict[str, Any]:
    """A point as values of a table."""
    row = {"strategy": strategy if point.labels else "", "labels": point.labels, "trainings": point.trainings}
    if of.is_ground:
        classes = "; ".join(f"{name} {share(iou)}" for name, iou in point.by_class.items())
        return {**row, "f1": None, "f1_low": None, "f1_high": None, "iou": point.score, "iou_low": point.low,
                "iou_high": point.high, "classes": classes, "found": None, "missed": None, "false_alarms": None}
    return {**row, "f1": point.score, "f1_low": point.low, "f1_high": point.high, "iou": point.iou, "iou_low": None,
            "iou_high": None, "classes": None, "found": point.found, "missed": of.units - point.found,
            "false_alarms": point.false_alarms}
