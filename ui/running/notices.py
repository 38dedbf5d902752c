"""What the worker had to remark during a job."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QFrame, QPlainTextEdit

from ..words import job as words
from ..words import tr

MOST_LINES = 4
SPARE_LINES = 0.5
"""Qt scrolls a text that just fits."""


class Notices(QPlainTextEdit):
    """As high as its sentences, up to a few lines; then it scrolls. Hidden while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setToolTip(tr(words.NOTICES_HELP))
        self.document().setDocumentMargin(0)

    def tell(self, text: str) -> None:
        self.appendPlainText(text)
        self.show()
        self._fit()

    def clear(self) -> None:
        super().clear()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt names it
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(round(self.document().size().height()), 1)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > MOST_LINES else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(round((min(lines, MOST_LINES) + SPARE_LINES) * self.fontMetrics().lineSpacing()))
