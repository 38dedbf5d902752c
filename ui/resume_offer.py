"""The offer to go on with a training that was cut off."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from ..plugin import history
from .words import panel as words
from .words import tr


class ResumeOffer(QFrame):
    """Two buttons beneath one sentence; `accepted` gives the run's folder. Hidden when there is nothing to offer."""

    accepted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._folder = ""
        icon, self._text = QLabel(), QLabel()
        side = self.fontMetrics().height() + 4
        icon.setPixmap(QgsApplication.getThemeIcon("/mIconWarning.svg").pixmap(side, side))
        self._text.setWordWrap(True)
        go_on, leave = QPushButton(tr(words.GO_ON)), QPushButton(tr(words.NOT_NOW))
        go_on.setObjectName("resumeRunNow")
        go_on.setToolTip(tr(words.GO_ON_HELP))
        leave.setObjectName("leaveRun")
        leave.setToolTip(tr(words.NOT_NOW_HELP))
        grid = QGridLayout(self)
        grid.addWidget(icon, 0, 0)
        grid.addWidget(self._text, 0, 1, 1, 3)
        grid.addWidget(go_on, 1, 2)
        grid.addWidget(leave, 1, 3)
        grid.setColumnStretch(1, 1)
        go_on.clicked.connect(self._accept)
        leave.clicked.connect(self._leave)
        self.hide()

    def show_run(self, run: history.RunRecord) -> None:
        self._folder = str(run.folder)
        minutes = int((run.seconds or 0) // 60)
        text = words.INTERRUPTED if minutes else words.INTERRUPTED_EARLY
        self._text.setText(tr(text, imagery=", ".join(run.imagery), minutes=minutes))
        self.show()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._folder)

    def _leave(self) -> None:
        self.hide()
        history.dismiss(Path(self._folder))
