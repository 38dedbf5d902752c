"""Live training: fine-tuning that goes on while labels and areas are drawn (interactive machine learning).

One loop makes the steps of any training, takes up what was drawn between two of them, and looks at the view as often as
the map wants to show it. docs/decisions/0039 has the reasons.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, cast

from safetensors import SafetensorError

from ...protocol.certain import certain
from ...protocol.labels import BUILDING
from ...protocol.live_messages import (
    PREPARING,
    RESTING,
    TRAINING,
    WAITING,
    Keep,
    Kept,
    Labels,
    LiveProgress,
    Scored,
    TakenUp,
    TrainLive,
    Watch,
)
from ...protocol.view_messages import LookAt
from ..core.errors import JobCanceled, RooflineError
from ..core.job import Job, Received
from ..training.target import is_all_cover
from ..training.training_loop import SAVE_SECONDS
from .keep import keep
from .live_data import NO_LABEL
from .live_job import LiveJob
from .live_run import LiveRun
from .snapshot import read_snapshot
from .view import LiveView

TELL_SECONDS = 1.0
"""Seconds from one LiveProgress to the next."""
IDLE_SECONDS = 0.2
"""How long it waits for a message before it looks whether it was stopped."""


def train_live(request: TrainLive, job: Job) -> dict[str, Any]:
    """Train until Stop; the state is saved at the end, also when the job is cancelled. Returns the step, and path and
    scores of the model that was kept last. Raises RooflineError when the run cannot be resumed or the loss is no number
    any more (the last checkpoint stays), JobCanceled."""
    with ExitStack() as open_files:
        live = LiveTraining(request, job, open_files)
        try:
            live.go()
        except JobCanceled:
            live.save()
            raise
        live.save()
        kept = live.kept
    return {"step": live.run.state.step, "model": kept and kept.model, "report": kept and kept.report,
            "score": kept and kept.score, "scores": kept.scores if kept else {}}


class _News(Exception):
    """Labels came while a score was made, which can wait."""


class LiveTraining:
    """A live training and what it hears: the newest Labels, the newest Watch, and every Keep."""

    def __init__(self, request: TrainLive, job: Job, open_files: ExitStack) -> None:
        self._request = request
        self.job = LiveJob(job, self._attend)
        self.run = LiveRun(request, self.job, open_files)
        self.kept: Kept | None = None
        self._view = LiveView(self.run.live)
        self._labels: Received | None = None
        self._keeps: list[Keep] = []
        self._taken_up: Labels | None = None
        self._told = PREPARING, 0, 0.0
        self._is_waiting = self._is_preparing = self._is_scoring = self._is_looking = False
        self._tried_at, self._tried_step, self._saved_step = time.monotonic(), 0, 0

    def go(self) -> None:
        """The loop, until the analyst stops it."""
        self._tell()
        if self._request.resume:
            self._prepare(self.run.resume)
        self._tried_step = self._saved_step = self.run.state.step
        first = Labels(self.job.name, self.run.state.number, self._request.labels, self._request.areas)
        self._take_up(Received(first, time.monotonic()))
        while not self.job.stop_wanted:
            self.job.check()
            self._keep_all()
            if self.run.is_resting or self._is_waiting:
                self._rest()
                continue
            self.run.learn()
            self._score_if_due()
            if self._save_is_due:
                self.save()
            if not self.run.is_resting:
                self._tell()
        self._hear()
        self._keep_all()  # what was asked for before the Stop

    def save(self) -> None:
        """Save a checkpoint, where a step was made since the last one that could be saved."""
        if self.run.state.step == self._saved_step:
            return
        self._tried_at, self._tried_step = time.monotonic(), self.run.state.step
        try:
            self.run.save()
            self._saved_step = self._tried_step
        except (OSError, SafetensorError) as error:
            self.job.notice(f"The state could not be saved in {self._request.folder}: "
                            f"{getattr(error, 'strerror', None) or error}. The training goes on; free some space "
                            "before you stop it, or the last steps are lost.")

    @property
    def _save_is_due(self) -> bool:
        """Whether the last save, or try to save, was long enough ago."""
        return time.monotonic() - self._tried_at > SAVE_SECONDS

    def _rest(self) -> None:
        """Nothing to learn: score the last state, save it, tell, and wait for a message."""
        self._score_if_due(at_once=True)
        if self.run.state.step != self._tried_step or self._save_is_due:
            self.save()
        self._tell()
        self._sort_in(self.job.receive(IDLE_SECONDS))

    def _attend(self) -> None:
        """Hear what came, and take it up unless it has to wait; look at the view where that is due. Called between two
        steps, and between two windows of all that takes longer."""
        self._hear()
        if self._is_preparing:
            if self.run.training is None and self.job.stop_wanted:  # there is nothing to save
                raise JobCanceled(self.job.name)
            return
        if self._labels is not None:
            if self._is_scoring:
                raise _News
            self._take_up(self._labels)
        if not self._is_looking and self._view.is_due(self.run.state.step, self.run.seconds_a_step):
            self._look()

    def _hear(self) -> None:
        while (received := self.job.receive(0.0)) is not None:
            self._sort_in(received)

    def _sort_in(self, received: Received | None) -> None:
        message = None if received is None else received.message
        if message is None or message.job != self.job.name:  # of a training before
            return
        if isinstance(message, Labels):
            self._labels = received
        elif isinstance(message, Watch):
            self._view.watch(message)
        else:
            self._keeps.append(message)

    def _take_up(self, received: Received) -> None:
        """Have a snapshot of the labels count from the next step on, and answer it. Where nothing can be learned from
        it, wait; that there is no label yet is no problem."""
        self._labels, message, problem = None, cast(Labels, received.message), ""
        try:
            self._prepare(lambda: self.run.take_up(read_snapshot(message.number, message.labels, message.areas),
                                                   message.labels, message.areas))
            self._is_waiting = False
        except RooflineError as error:
            self._is_waiting, problem = True, str(error)
        self._forget_files(message)
        labels, held_out = self.run.counts
        self.job.send(TakenUp(self.job.name, message.number, self.run.state.step, labels, held_out,
                              round(time.monotonic() - received.at, 3), "" if problem == NO_LABEL else problem))
        self._tell()

    def _prepare(self, what: Callable[[], None]) -> None:
        """Do what may call `check` without attending to what is new."""
        self._is_preparing = True
        try:
            what()
        finally:
            self._is_preparing = False

    def _forget_files(self, message: Labels) -> None:
        """Delete the files of the snapshot before, which the log has."""
        for path in (self._taken_up.labels, self._taken_up.areas) if self._taken_up else ():
            if path and path not in (message.labels, message.areas):
                with suppress(OSError):
                    Path(path).unlink()
        self._taken_up = message

    def _look(self) -> None:
        self._is_looking = True
        base = LookAt(self.job.name, self._request.folder, self._request.imagery[0], [], {"backend": "torch"},
                      self._request.base_model)
        try:
            self._view.look(self.run.training, base, self.job)
        finally:
            self._is_looking = False

    def _score_if_due(self, at_once: bool = False) -> None:
        """Score the state on what is held out, unless labels come meanwhile."""
        if not self.run.score_is_due(at_once):
            return
        self._is_scoring = True
        try:
            with suppress(_News):
                self.run.score()
                self._tell_score()
        finally:
            self._is_scoring = False

    def _tell_score(self) -> None:
        state, card = self.run.state, certain(self.run.training, "training").data.base.card
        last = state.evaluations[-1]
        self.job.send(Scored(self.job.name, state.ground, last.step, round(last.f1, 4), round(last.iou, 4),
                             self.run.counts[1], is_all_cover(card), card.classes == (BUILDING,)))

    def _keep_all(self) -> None:
        while self._keeps:
            self._keep(self._keeps.pop(0))

    def _keep(self, message: Keep) -> None:
        self._score_if_due(at_once=True)  # by the run itself: a kept copy would replace the best weights, and not tell
        kept = keep(self.run.training, message, self._request.base_model)
        if not kept.problem:
            self.kept = kept
            self.save()
            self.run.log.keep(kept.step, kept.model)
        self.job.send(kept)

    def _tell(self) -> None:
        """Tell the state: when it changed, and every TELL_SECONDS while it trains."""
        state = (WAITING if self._is_waiting else PREPARING if self.run.training is None else
                 RESTING if self.run.is_resting else TRAINING)
        now, (before, step, at) = time.monotonic(), self._told
        if at and state == before and (state != TRAINING or now - at < TELL_SECONDS):
            return
        self._told = state, self.run.state.step, now
        speed = (self.run.state.step - step) / (now - at) if state == before == TRAINING else None
        labels, held_out = self.run.counts
        self.job.send(LiveProgress(self.job.name, state, self.run.state.step, self.run.loss, labels, held_out,
                                   speed and round(speed, 3)))
