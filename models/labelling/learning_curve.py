"""How many labels a place needs: trainings on more and more of them, scored on the same held-out part."""

from __future__ import annotations

import math
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ...protocol.messages import LearningCurve, Message, Notice, Progress, Train
from ...protocol.settings import LearningCurveSettings, TrainSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..data.areas import find_ground
from ..data.label_checks import checked
from ..evaluation.metrics import Comparison
from ..evaluation.validation import ValidationSet
from ..geodata.polygon_io import read_polygons
from ..networks.unet import Network, build_network
from ..training.checkpoint import fingerprint
from ..training.train import prepare, train
from ..training.training_data import TrainingData, read_training_data
from ..vectorize.postprocessing import Postprocessing
from .curve_report import Place, answer, write_curve_report
from .curve_statistics import Curve, CurveTraining, fit_curve
from .curve_store import CurveStore
from .label_subsets import LabelPool, label_pool

FEWEST_LABELS = 20
"""In all, held out or not, for a curve that tells anything."""
FEWEST_TRAINED = 10
SMALLEST_PART = 5
"""Labels in the first point."""
READING, TRAINING = 0.02, 0.97
"""Shares of the job at which reading, and then the trainings, are over."""


@dataclass(frozen=True)
class _Bench:
    """What every training of a curve has in common: the labels to draw from, and how its network is scored."""

    pool: LabelPool
    held_out: ValidationSet
    postprocessing: Postprocessing
    base: Network
    fingerprint: str
    place: Place


class _PartOfJob(Job):
    """A job within another one: its progress counts from `start` to `end` of the whole, with `words` before its own and
    `seconds_after` it. Its notices are passed on when it `tells`; a request to stop is not heard."""

    def __init__(self, whole: Job, start: float, end: float, words: str, seconds_after: float, tells: bool) -> None:
        super().__init__(whole.name, self._hear)
        self._whole, self._start, self._end, self._words = whole, start, end, words
        self._seconds_after, self._tells = seconds_after, tells

    def check(self) -> None:
        self._whole.check()

    def _hear(self, message: Message) -> None:
        if isinstance(message, Progress):
            left = math.nan if message.remaining_s is None else message.remaining_s + self._seconds_after
            self._whole.progress(self._start + (self._end - self._start) * message.fraction,
                                 f"{self._words}{message.text}", None if math.isnan(left) else left)
        elif isinstance(message, Notice) and self._tells:
            self._whole.notice(message.text)


def learning_curve(request: LearningCurve, job: Job) -> dict[str, Any]:
    """Train on parts of the labels of `request` and score each model; writes the report where one is asked for, and
    answers the points of the curve and what twice as many labels would bring.

    RooflineError says what is wrong with the input. What a cancelled job has finished stays in its folder.
    """
    settings = _with_an_end(TrainSettings.from_dict(request.settings), job)
    plan = LearningCurveSettings.from_dict(request.curve)
    bench = _set_up(request, settings, _PartOfJob(job, 0.0, READING, "All labels: ", math.nan, tells=True))
    outcomes = _trainings(bench, request, settings, plan, job)
    job.progress(TRAINING, "Scoring the base model")
    base = _score(bench, bench.base, job, CurveTraining(0, 0, [], [], 0.0, 0, ""))
    curve = fit_curve(base, outcomes)
    if request.report:
        write_curve_report(request.report, curve, bench.place, settings, plan)
    return _outputs(curve, request)


def _with_an_end(settings: TrainSettings, job: Job) -> TrainSettings:
    """No training of a curve looks at the held-out part, so none can be seen to improve no more."""
    if not settings.patience:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"The trainings of a learning curve know no patience; each ends after {seconds} s.")
    return replace(settings, patience=0, max_seconds=seconds)


def _trainings(bench: _Bench, request: LearningCurve, settings: TrainSettings, plan: LearningCurveSettings,
               job: Job) -> list[CurveTraining]:
    """The outcomes of all trainings; those that an earlier job finished are not made again."""
    store = CurveStore(Path(request.folder), bench.fingerprint, request.resume)
    tasks = [(size, repeat) for repeat in range(plan.repeats) for size in sizes(len(bench.pool), plan.points)]
    left = [task for task in tasks if not store.find(*task)]
    done, share = len(tasks) - len(left), (TRAINING - READING) / max(len(left), 1)
    if done:
        job.notice(f"{done} of {len(tasks)} trainings are there already and are not made again.")
    took: list[float] = []
    for number, (size, repeat) in enumerate(left):
        started, start = time.monotonic(), READING + number * share
        words = f"Training {done + number + 1} of {len(tasks)}, {size} labels: "
        after = _seconds_of(len(left) - number - 1, took, settings)
        part = _PartOfJob(job, start, start + share, words, after, tells=False)  # all was said of the whole
        outcome = _outcome(bench, request, settings, size, repeat, part)
        store.add(outcome)
        took.append(time.monotonic() - started)
        job.progress(start + share, f"{words}F1 {outcome.f1:.2f}", labels=size, f1=outcome.f1)
    return [outcome for outcome in (store.find(*task) for task in tasks) if outcome]


def _seconds_of(trainings: int, took: list[float], settings: TrainSettings) -> float:
    """How long so many trainings take, judged by those before; NaN while it cannot be told."""
    return trainings * (float(np.mean(took)) if took else settings.max_seconds or math.nan) if trainings else 0.0


def sizes(labels: int, points: int) -> list[int]:
    """How many labels to train with, up to all of them: each time twice as many, or nearer together where that would
    begin below SMALLEST_PART."""
    smallest = max(labels / 2 ** (points - 1), SMALLEST_PART)
    return sorted({round(float(size)) for size in np.geomspace(smallest, labels, points)})


def _set_up(request: LearningCurve, settings: TrainSettings, job: Job) -> _Bench:
    with ExitStack() as open_files:
        whole = _training(request, Path(request.folder), request.labels, request.areas, settings)
        data = read_training_data(whole, settings, job, open_files)
        labels = checked(read_polygons(request.labels, "labels"), Job())
        areas = read_polygons(request.areas, "areas") if request.areas else None
        pool = label_pool(labels, find_ground(data.images, labels, areas, settings, Job())[0])
    held_out = _held_out(data, len(pool))
    card, dataset = data.base.card, data.dataset
    place = Place(len(pool), dataset.held_out_labels, dataset.gap_m, dataset.background, card.name, card.classes,
                  [image.name for image in data.images], card.threshold, card.min_area_m2)
    bands = [band.name for band in card.bands]
    return _Bench(pool, held_out, Postprocessing(card.threshold, card.min_area_m2, card.boundary_m),
                  build_network(card, data.base.weights).to(choose_device()),
                  f"{fingerprint(whole, data.base.hash, bands)} {settings.to_dict()}", place)


def _training(request: LearningCurve, folder: Path, labels: str, areas: str | None, settings: TrainSettings) -> Train:
    """A training of the curve as a request; no model is written."""
    return Train(request.job, str(folder), request.imagery, labels, "", settings.to_dict(), areas, request.base_model)


def _held_out(data: TrainingData, trained: int) -> ValidationSet:
    """The held-out part of a training on all labels, where a building counts whatever its class: a part of the labels
    need not know all classes. RooflineError when there are too few labels."""
    there = data.dataset.held_out_labels
    if not data.dataset.held_out:
        raise RooflineError(
            "A learning curve needs labels that are held out to score on, and here there are none. Draw more labels, "
            "give an area the role 'validate', or raise the held-out share.")
    if trained + there < FEWEST_LABELS or trained < FEWEST_TRAINED:
        raise RooflineError(
            f"{trained} labels to train on and {there} held out are too few for a learning curve. Draw at least "
            f"{FEWEST_LABELS} in all, {FEWEST_TRAINED} of them to train on.")
    held_out = data.validation_set(choose_device())
    if not shapely.covers(held_out.region, held_out.labels).any():
        raise RooflineError("Every held-out label is cut by the edge of its area, so none can be scored. Draw the "
                            "areas with the role 'validate' around whole buildings.")
    return held_out


def _outcome(bench: _Bench, request: LearningCurve, settings: TrainSettings, size: int, repeat: int,
             job: Job) -> CurveTraining:
    """Train on `size` labels, and score the network that comes out at the end."""
    folder = Path(request.folder) / f"{size}-labels-{repeat + 1}"
    folder.mkdir(exist_ok=True)
    labels, areas, seed = folder / "labels.gpkg", folder / "areas.gpkg", (settings.seed + repeat) % 2**31
    chosen = bench.pool.nested_order(seed)[:size]
    bench.pool.write(chosen, settings.outline_tolerance_m, str(labels), str(areas))
    settings = replace(settings, seed=seed, holdout_share=0.0)
    with ExitStack() as left_behind:
        left_behind.callback(shutil.rmtree, folder, ignore_errors=True)
        run = prepare(_training(request, folder, str(labels), str(areas), settings), settings, job, left_behind)
        train(run)
    blank = CurveTraining(size, repeat, [], [], 0.0, run.state.step, run.settings.strategy)
    return _score(bench, run.network, job, blank)


def _score(bench: _Bench, network: Network, job: Job, blank: CurveTraining) -> CurveTraining:
    """`blank` with what `network` does on the held-out part, cut as the base is."""
    comparison = bench.held_out.evaluate(bench.held_out.predict(network, job.check), bench.postprocessing).comparison
    found, false_alarms = by_building(comparison)
    return replace(blank, found=found, false_alarms=false_alarms, iou=comparison.iou or 0.0)


def by_building(comparison: Comparison) -> tuple[list[bool], list[int]]:
    """Of each reference building that counts whether it was found, and how many false alarms are nearest to it."""
    ours, theirs, _ = comparison.shapes
    counted = np.sort(np.concatenate([comparison.matches[:, 1], comparison.missed])).astype(int)
    alarms = np.zeros(len(counted), int)
    if len(comparison.false_alarms):
        nearest = shapely.STRtree(theirs[counted]).nearest(ours[comparison.false_alarms])
        np.add.at(alarms, nearest, 1)
    return np.isin(counted, comparison.matches[:, 1]).tolist(), alarms.tolist()


def _outputs(curve: Curve, request: LearningCurve) -> dict[str, Any]:
    gain = curve.gain
    points = [{"labels": p.labels, "f1": p.f1, "f1_low": p.low, "f1_high": p.high, "iou": p.iou, "found": p.found,
               "missed": curve.buildings - p.found, "false_alarms": p.false_alarms, "trainings": p.trainings}
              for p in curve.points]
    return {"report": request.report, "answer": answer(curve), "points": points, "f1": curve.last.f1,
            "base_f1": curve.points[0].f1, "gain": gain.expected, "gain_low": gain.low, "gain_high": gain.high,
            "verdict": gain.verdict}
