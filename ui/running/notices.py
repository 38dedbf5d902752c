"""Read-only text box with the worker's notices (warnings) of a job."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QFrame, QPlainTextEdit

from ..words import job as words
from ..words import tr

MOST_LINES = 4
SPARE_LINES = 0.5
"""Added to the height, because Qt scrolls a text that just fits."""


class Notices(QPlainTextEdit):
    """One paragraph for each notice. As high as its text up to MOST_LINES, then it scrolls; hidden while empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the text is wrapped
        self.viewport().setAutoFillBackground(False)
        self.setToolTip(tr(words.NOTICES_HELP))
        self.document().setDocumentMargin(0)

    def add(self, text: str) -> None:
        """Append a notice and show the box."""
        self.appendPlainText(text)
        self.show()
        self._fit()

    def clear(self) -> None:
        """Remove all notices and hide the box."""
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
