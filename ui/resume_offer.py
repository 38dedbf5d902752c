"""The offer to go on with a training that was cut off."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout

from ..plugin import history
from .plain import push_button
from .remark import WARNING, Remark
from .words import panel as words
from .words import tr


class ResumeOffer(QFrame):
    """Two buttons beneath one sentence; `accepted` gives the run's folder. Hidden when there is nothing to offer."""

    accepted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._folder = ""
        self._remark = Remark("interrupted")
        go_on = push_button("resumeRunNow", words.GO_ON, words.GO_ON_HELP)
        leave = push_button("leaveRun", words.NOT_NOW, words.NOT_NOW_HELP)
        grid = QGridLayout(self)
        grid.addWidget(self._remark, 0, 0, 1, 3)
        grid.addWidget(go_on, 1, 1)
        grid.addWidget(leave, 1, 2)
        grid.setColumnStretch(0, 1)
        go_on.clicked.connect(self._accept)
        leave.clicked.connect(self._leave)
        self.hide()

    def show_run(self, run: history.RunRecord) -> None:
        self._folder = str(run.folder)
        minutes = int((run.seconds or 0) // 60)
        text = words.INTERRUPTED if minutes else words.INTERRUPTED_EARLY
        self._remark.tell(tr(text, imagery=", ".join(run.imagery), minutes=minutes), WARNING)
        self.show()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._folder)

    def _leave(self) -> None:
        self.hide()
        history.dismiss(Path(self._folder))
