"""View of the live training: what it does at this moment, its score, and the buttons that keep it and end it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, List, Optional

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ...plugin.history import model_choices
from ...plugin.history.model_card import Score
from ...plugin.jobs.live_guard import LiveGuard
from ...plugin.jobs.live_prediction import Prediction
from ...plugin.jobs.live_training import OFF, STARTING, STOPPING, LiveTraining
from ...plugin.layers.workspace import Workspace
from ...plugin.translation import tr_sentence
from ...protocol.live_messages import PREPARING, RESTING, TRAINING, WAITING, Kept, Scored
from ..widgets.folding import FoldingGrid
from ..widgets.plain import close_button, make_bold, push_button, wrapped_label
from ..widgets.remark import GOOD, INFO, WARNING, Remark
from ..words import counted, number, tr
from ..words import job as job_words
from ..words import live as words
from ..words import train as train_words
from .job_words import score_line

TICK_MS = 1000
STATES = {STARTING: job_words.STARTING, PREPARING: words.PREPARING, WAITING: words.WAITING, STOPPING: words.STOPPING}
COUNTED = {TRAINING: (words.ONE_LEARNING, words.LEARNING), RESTING: (words.ONE_RESTING, words.RESTING)}


class LiveView(QFrame):
    """Hidden while there is no live training; after one that did not end by the analyst's will it says why, until it is
    dismissed. A model that was kept becomes that of the workspace."""

    def __init__(self, live: LiveTraining, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("liveView")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._live, self._workspace = live, workspace
        self._guard = LiveGuard(live, workspace)
        self._first: Optional[Scored] = None  # of the ground that is held out now
        self._predicted_at: Optional[float] = None
        self._was_on = self._is_keeping = False
        self._projects = self._kept_for = 0  # how many were closed, and when the model was to be kept
        self._make_parts()
        self._arrange()
        self._signals = ((live.changed, self._changed), (live.stepped, self._show), (live.taken_up, self._show),
                         (live.predicted, self._predicted), (live.scored, self._scored), (live.kept, self._kept),
                         (workspace.project.cleared, self._project_closed))
        for signal, slot in self._signals:
            signal.connect(slot)
        self.hide()

    def close(self) -> bool:
        """Disconnect from the training."""
        self._tick.stop()
        self._guard.close()
        for signal, slot in self._signals:
            signal.disconnect(slot)
        return bool(super().close())

    def _make_parts(self) -> None:
        self._title = wrapped_label(tr(words.TITLE), "liveTitle")
        make_bold(self._title)
        self._dismiss = close_button("dismissLive", job_words.DISMISS_HELP)
        self._dismiss.clicked.connect(self.hide)
        self._state, self._said = Remark("liveState"), Remark("liveSaid")
        self._said.hide()
        self._keep = push_button("keepLive", words.KEEP, words.KEEP_HELP)
        self._keep.clicked.connect(self._keep_model)
        self._off = push_button("liveOff", words.OFF, words.OFF_HELP)
        self._off.clicked.connect(self._live.stop)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 3)
        column.addLayout(head)
        for part in (self._state, self._said):
            column.addWidget(part)
        column.addLayout(FoldingGrid(2, (self._keep, self._off), fills=False))

    def _changed(self) -> None:
        """Slot: the state of the training is another one."""
        live = self._live
        if live.is_on and not self._was_on:
            self._begin()
        self._was_on = live.is_on
        for button in (self._keep, self._off):
            button.setVisible(live.is_on)
        if live.state == OFF:
            self._tick.stop()
            why = live.problem or self._guard.reason
            self._state.set_text(why, WARNING if live.problem else INFO)
            self._dismiss.show()
            self.setVisible(bool(why) and not self.isHidden())
        else:
            self._show()

    def _begin(self) -> None:
        self._first, self._predicted_at, self._is_keeping = None, None, False
        self._said.set_text("")
        self._dismiss.hide()
        self._tick.start()
        self.show()

    def _show(self, *_: Any) -> None:
        """Say what the training does."""
        live = self._live
        if live.state == OFF:
            return
        has_learned = live.state in COUNTED
        lines = [*self._state_lines(), *self._map_lines(), *self._score_lines()]
        self._state.set_text("\n".join(lines), WARNING if live.problem else INFO)
        self._state.setToolTip("" if live.score is None else " ".join(map(tr, (
            words.HELD_OUT_HELP, job_words.IOU_SCORE_HELP if live.score.is_iou else words.SCORE_HELP))))
        self._keep.setEnabled(has_learned and not self._is_keeping)
        self._keep.setText(tr(words.KEEPING if self._is_keeping else words.KEEP))

    def _state_lines(self) -> List[str]:
        live = self._live
        if live.problem:
            return [tr_sentence(live.problem)]
        if live.state in COUNTED:
            return [counted(live.progress.labels if live.progress else 0, *COUNTED[live.state])]
        return [tr(STATES[live.state])]

    def _map_lines(self) -> List[str]:
        prediction = self._live.prediction
        if prediction is None or not self._live.is_on:
            return []
        if prediction.problem:
            return [tr_sentence(prediction.problem)]
        if self._predicted_at is None:
            return []
        if self._live.state == WAITING and not prediction.step:
            return [tr(words.ON_MAP_BASE, name=model_choices.spoken_name(self._workspace.choices.base_model))]
        if self._live.state in (WAITING, RESTING):  # nothing was learned since
            return [tr(words.ON_MAP)]
        return [tr(words.ON_MAP_SINCE, n=number(int(time.monotonic() - self._predicted_at)))]

    def _score_lines(self) -> List[str]:
        now, first = self._live.score, self._first
        if now is None or first is None:
            return []
        line = score_line(_score(now))
        if now.step == first.step:
            return [line]
        return [tr(words.SCORE_AT_FIRST, score=line, first=number(_score(first).f1, ".2f"))]

    def _predicted(self, prediction: Prediction) -> None:
        if not prediction.problem:
            self._predicted_at = time.monotonic()
        self._show()

    def _scored(self, score: Scored) -> None:
        if self._first is None or self._first.ground != score.ground:
            self._first = score
        self._show()

    def _project_closed(self) -> None:
        self._projects += 1

    def _keep_model(self) -> None:
        self._kept_for = self._projects
        try:
            self._is_keeping = bool(self._live.keep())
        except OSError as error:
            place = error.filename or model_choices.models_folder()
            self._said.set_text(tr(train_words.NO_PLACE, path=place, reason=error.strerror), WARNING)
        self._show()

    def _kept(self, kept: Kept) -> None:
        self._is_keeping = False
        if self._kept_for != self._projects:  # it is in the history of its project
            return
        if kept.problem:
            self._said.set_text(kept.problem, WARNING)
        elif model_choices.is_its_base(Path(kept.model)):
            base = model_choices.spoken_name(self._workspace.choices.base_model)
            self._said.set_text(tr(job_words.NOTHING_GAINED, name=base))
        else:
            self._workspace.choose(model=kept.model)
            self._said.set_text(tr(words.KEPT, name=Path(kept.model).stem), GOOD)
        self._show()


def _score(scored: Scored) -> Score:
    return Score(scored.iou if scored.is_iou else scored.f1, buildings=scored.buildings, is_iou=scored.is_iou,
                 is_building=scored.is_building)
