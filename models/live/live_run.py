"""The run of a live training: steps, a change of labels between two of them, scores and checkpoints."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import cast

import numpy as np
import shapely

from ...protocol.certain import certain
from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.live_messages import TrainLive
from ...protocol.settings.live import LiveSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..evaluation.validation import ValidationSet
from ..training.checkpoint import RunFolder, fingerprint
from ..training.second_round import ground_of, joined_extents
from ..training.strategies import resolve_settings
from ..training.time_budget import TimeBudget
from ..training.training_data import TrainingData
from ..training.training_loop import make_step, steps
from ..training.training_run import TrainingRun, new_trainer
from .live_data import NO_LABEL, LiveData, as_train, held_out_again, live_settings
from .live_log import LiveLog
from .live_schedule import LiveSchedule, LiveState
from .snapshot import Feature, Snapshot, changes, write_snapshot

SMOOTHED = 20
"""Steps whose mean loss is told."""


class LiveRun:
    """The run that a `request` describes; `training` is None until a snapshot was taken up from which something can be
    learned. It hears no message and, but for the times of its scores, depends on no clock: its weights are a function
    of its snapshots, the steps at which they were taken up, and the settings. `open_files` closes the imagery."""

    def __init__(self, request: TrainLive, job: Job, open_files: ExitStack) -> None:
        self._request, self._job, self._open_files = request, job, open_files
        self.live, self._settings = LiveSettings.from_dict(request.live), live_settings(request)
        self._folder, self.log = RunFolder(request.folder, LiveState), LiveLog(request.folder)
        self.state = LiveState("", self._settings.strategy)
        self.schedule = LiveSchedule(self.live, self.state)
        self.training: TrainingRun | None = None
        self.is_resting = False
        self._data: LiveData | None = None
        self._make_run: Callable[[TrainingData], TrainingRun] | None = None
        self._snapshot: Snapshot | None = None
        self._steps = open_files.enter_context(ExitStack())
        self._step: Callable[[float], float] = lambda lr_factor: 0.0
        self._draws_new_more_often = self._is_learned = self._has_failed = False

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of labels that are learned and that are scored."""
        if self.training is None:
            return 0, 0
        dataset = self.training.data.dataset
        return dataset.training_labels, dataset.held_out_labels

    @property
    def loss(self) -> float | None:
        """The mean loss of the last steps; None before the first."""
        return float(np.mean(self.state.losses[-SMOOTHED:])) if self.state.losses else None

    @property
    def seconds_a_step(self) -> float:
        """Mean time of a step."""
        return 0.0 if self.training is None else self.training.time_budget.seconds_a_step

    def resume(self) -> None:
        """Go on with the run in the folder, if it has made a step there. Raises RooflineError where it was made with
        other imagery, settings or another base, or cannot be read."""
        snapshots = self.log.snapshots()
        if not snapshots or not (self._folder.path / LAST_WEIGHTS).exists():
            self.log.forget_after(-1)
            return
        first = snapshots[0][1]
        with tempfile.TemporaryDirectory(prefix="roofline-") as folder:
            self._begin(first, *write_snapshot(first, folder), is_resumed=True)
        self.log.forget_after(self.state.step)
        self._use_saved(self.log.snapshots()[:-1])
        self.state.news_at, self._snapshot = self.log.snapshots()[-1]  # which may be newer than the checkpoint
        self.state.number = self._snapshot.number
        self._use(self._snapshot, self.log.new_since(self.state.news_at - self.live.new_steps))
        self.is_resting = self.schedule.should_rest
        self._job.notice(f"The live training goes on from step {self.state.step}.")

    def take_up(self, snapshot: Snapshot, labels: str, areas: str | None) -> None:
        """Learn from a snapshot, which lies in two files, from the next step on. Raises RooflineError where nothing can
        be learned from it; then no step may be made until another was taken up."""
        before = self._snapshot
        if self.training is None:
            self._begin(snapshot, labels, areas)
        if before is not None and snapshot.says_what(before):
            if self._has_failed:  # what was in between could not be used
                self._use(before, self.log.new_since(self.state.news_at - self.live.new_steps))
            return
        step = self.state.step
        added = changes(before.label_features, snapshot.label_features)[0] if before else []
        new = {*added, *self.log.new_since(step - self.live.new_steps)}
        self._use(snapshot, new)
        self.log.take_up(before, snapshot, step)
        self._snapshot, self.is_resting = snapshot, False
        self.state.number, self.state.news_at = snapshot.number, step
        self._open_steps(bool(new))

    def learn(self) -> None:
        """Make a step. Raises RooflineError when the loss stops being a number."""
        if self._draws_new_more_often and not self.schedule.is_new:
            self._open_steps(False)
        training = certain(self.training, "training")
        if not self._is_learned:
            history = certain(self._data, "data").history
            history.learn()
            self.state.learned = [str(ground.wkb_hex) for ground in history.learned]
            self.state.extent = joined_extents(self.state.extent, ground_of(training.data.dataset.shown))
            self._is_learned = True
        make_step(training, self._step)
        self.is_resting = self.schedule.should_rest

    def score_is_due(self, at_once: bool) -> bool:
        """Whether to score now; `at_once`: whenever the last score is of an earlier step."""
        if self.training is None or self.training.held_out is None:
            return False
        scores = self.state.evaluations
        return (not scores or scores[-1].step < self.state.step) if at_once else self.schedule.evaluation_is_due

    def score(self) -> None:
        """Score the model on what is held out."""
        started = time.monotonic()
        certain(self.training, "training").evaluate()
        self.schedule.evaluation_took(time.monotonic() - started)

    def save(self) -> None:
        """Save a checkpoint. Raises OSError or SafetensorError where it cannot be written."""
        if self.training is not None:
            self.training.save()

    def _begin(self, first: Snapshot, labels: str, areas: str | None, is_resumed: bool = False) -> None:
        """Read base model and imagery for the first labels, and make or load trainer and state."""
        if first.is_empty:
            raise RooflineError(NO_LABEL)
        resolution_m = self._folder.resolution_m() if is_resumed else None
        data = LiveData.begin(as_train(self._request, labels, areas), self._settings, self.live, first, self._job,
                              self._open_files, resolution_m)
        base = data.inputs.base
        settings = resolve_settings(data.settings, 0)
        trainer = new_trainer(base, settings, choose_device(), say=self._job.notice)
        expected = fingerprint(self._request, data.inputs)
        state = LiveState(expected, settings.strategy, settings.resolution_m)
        budget = TimeBudget(settings, time.monotonic())
        if is_resumed:
            state = cast(LiveState, self._folder.load(expected, trainer))
            data.history.learned = list(shapely.from_wkb(state.learned))
            budget.resume(state.elapsed)
        self.state, self.schedule, self._data = state, LiveSchedule(self.live, state), data
        self._make_run = lambda there: TrainingRun(
            settings, self._job, budget, self.schedule, there, self._held_out(there), trainer, self._folder, state,
            None)

    def _use_saved(self, earlier: Sequence[tuple[int, Snapshot]]) -> None:
        """Make the data of the checkpoint's snapshot those of the run, where it is among `earlier` ones: where the
        newest holds out other ground, the scores in the checkpoint are forgotten."""
        saved = self.state.news_at, self.state.number
        if saved_snapshot := next((one for at, one in earlier if (at, one.number) == saved), None):
            self._use(saved_snapshot, set())

    def _use(self, snapshot: Snapshot, new: set[Feature]) -> None:
        """Make the data of a snapshot those of the next step."""
        self._has_failed = True
        data = certain(self._data, "data").of(snapshot, new)
        self._has_failed = self._is_learned = False
        self.state.labels = data.dataset.training_labels
        if self.training is None:
            self.training = certain(self._make_run, "inputs")(data)
        elif held_out_again(self.training.data.dataset, data.dataset):
            self.training = replace(self.training, data=data)
        else:
            self.training = replace(self.training, data=data, held_out=self._held_out(data))
            self.state.ground += 1
            self.state.evaluations.clear()
            self.state.best_quality, self.state.best_step = -1.0, 0
        self._open_steps(bool(new))

    def _held_out(self, data: TrainingData) -> ValidationSet | None:
        return data.validation_set(choose_device(), data.base.card.classes) if data.dataset.held_out else None

    def _open_steps(self, has_new: bool) -> None:
        """Draw tiles from the present data from now on."""
        training = certain(self.training, "training")
        self._steps.close()
        self._draws_new_more_often = has_new and self.schedule.is_new
        tiles = certain(self._data, "data").tiles(training.data, self._draws_new_more_often)
        self._step = self._steps.enter_context(steps(training, tiles))
