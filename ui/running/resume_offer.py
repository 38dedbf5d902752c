"""Offers above the pages: to resume a training or a prediction that was interrupted, to set up for a new GPU."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ...plugin.history import past_runs, prediction_record
from ...plugin.history.prediction_record import PredictionError, PredictionRecord
from ...protocol.certain import certain
from ..widgets.folding import FoldingGrid
from ..widgets.plain import push_button
from ..widgets.remark import WARNING, Remark
from ..words import counted, number, tr
from ..words import panel as words


class Offers(QWidget):
    """One offer for a training, one for a prediction and one for the set-up; hidden when there is nothing to offer.

    `training_wanted` carries the folder of the run to resume, `prediction_wanted` the PredictionRecord to resume,
    `part_wanted` the PredictionRecord whose footprints so far are to be kept without resuming. `setup_wanted`: the user
    wants to see the set-up.
    """

    training_wanted = pyqtSignal(str)
    prediction_wanted = pyqtSignal(object)
    part_wanted = pyqtSignal(object)
    setup_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._project = ""
        self._run: Optional[past_runs.RunRecord] = None
        self._prediction: Optional[PredictionRecord] = None
        self._driver: Optional[str] = None
        self._leaves_setup = False
        self._make_offers()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._training_offer)
        column.addWidget(self._prediction_offer)
        column.addWidget(self._setup_offer)
        self.hide()

    @property
    def waiting(self) -> str:
        """What was interrupted, in a sentence: a training, else a prediction; "" where nothing was."""
        if self._run is not None:
            return _training_words(self._run)
        return "" if self._prediction is None else _prediction_words(self._prediction)

    def look(self, project_path: str, with_training: bool = True) -> None:
        """Offer what was interrupted in the project at `project_path`; nothing for a project that is not saved ("").
        with_training: trainings too, since the view of the last job offers none."""
        self._project = project_path
        self._run = past_runs.unfinished(project_path) if project_path and with_training else None
        self._prediction = prediction_record.cut_off(project_path) if project_path else None
        self._show()

    def offer_prediction(self, folder: Path) -> None:
        """Offer to resume the prediction in `folder`; changes nothing when there is nothing to resume."""
        try:
            self._prediction = prediction_record.read_prediction(folder)
        except PredictionError:
            return
        self._show()

    def offer_setup(self, driver: Optional[str]) -> None:
        """Offer to set up again for the graphics card with this NVIDIA driver; None: there is no reason to."""
        self._driver = None if self._leaves_setup else driver
        self._show()

    def _make_offers(self) -> None:
        go_on = push_button("resumeRunNow", words.GO_ON, words.GO_ON_HELP)
        leave = push_button("leaveRun", words.NOT_NOW, words.NOT_NOW_HELP)
        self._training_offer = _Offer("interrupted", go_on, leave)
        go_on.clicked.connect(self._resume_training)
        leave.clicked.connect(self._leave_training)
        predict = push_button("resumePrediction", words.GO_ON, words.GO_ON_PREDICTING_HELP)
        self._keep = push_button("keepFound", words.KEEP, words.KEEP_HELP)
        discard = push_button("discardPrediction", words.DISCARD, words.DISCARD_HELP)
        self._prediction_offer = _Offer("cutOff", predict, self._keep, discard)
        predict.clicked.connect(self._resume_prediction)
        self._keep.clicked.connect(self._take_part)
        discard.clicked.connect(self._discard)
        again = push_button("setUpAgain", words.SET_UP_AGAIN, words.SET_UP_AGAIN_HELP)
        later = push_button("leaveNewCard", words.NOT_NOW, words.NO_SETUP_HELP)
        self._setup_offer = _Offer("newCard", again, later)
        again.clicked.connect(self.setup_wanted)
        later.clicked.connect(self._leave_setup)

    def _show(self) -> None:
        run, prediction = self._run, self._prediction
        self._training_offer.set_text(_training_words(run) if run is not None else "")
        self._prediction_offer.set_text(_prediction_words(prediction) if prediction is not None else "")
        self._keep.setVisible(prediction is not None and prediction.found > 0)
        self._setup_offer.set_text(tr(words.NEW_CARD, driver=self._driver) if self._driver else "")
        self.setVisible(run is not None or prediction is not None or self._driver is not None)

    def _resume_training(self) -> None:
        self.training_wanted.emit(str(certain(self._run, "training").folder))

    def _leave_training(self) -> None:
        past_runs.dismiss(certain(self._run, "training").folder)
        self.look(self._project)

    def _resume_prediction(self) -> None:
        self.prediction_wanted.emit(self._prediction)

    def _take_part(self) -> None:
        self.hide()
        self.part_wanted.emit(self._prediction)

    def _leave_setup(self) -> None:
        self._leaves_setup = True
        self.offer_setup(None)

    def _discard(self) -> None:
        prediction_record.discard(certain(self._prediction, "prediction").folder)
        self.look(self._project)


class _Offer(QFrame):
    """A sentence with buttons beneath it."""

    def __init__(self, name: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._remark = Remark(name)
        column = QVBoxLayout(self)
        column.addWidget(self._remark)
        column.addLayout(FoldingGrid(len(buttons), buttons, fills=False))

    def set_text(self, sentence: str) -> None:
        """Show the offer with this sentence; an empty one hides the offer."""
        self._remark.set_text(sentence, WARNING)
        self.setVisible(bool(sentence))


def _training_words(run: past_runs.RunRecord) -> str:
    minutes = int((run.seconds or 0) // 60)
    text = words.INTERRUPTED if minutes else words.INTERRUPTED_EARLY
    return tr(text, imagery=", ".join(run.imagery), minutes=minutes)


def _prediction_words(record: PredictionRecord) -> str:
    found = counted(record.found, words.ONE_FOOTPRINT, words.FOOTPRINTS)
    text = words.CUT_OFF if record.found else words.CUT_OFF_EMPTY
    return tr(text, imagery=", ".join(record.imagery), percent=number(100 * record.fraction, ".0f"), footprints=found)
