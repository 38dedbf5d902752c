"""Progress widget of the review grid: cells done, the current cell, one button for each thing to do with it."""

from __future__ import annotations

from typing import Dict

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.jobs import last_used
from ...plugin.review.grid_session import CellCounts, account_name
from ...protocol.settings.review import ReviewerSettings
from ..widgets.folding import FoldingGrid
from ..widgets.plain import wrapped_label
from ..words import cells as words
from ..words import number, tr
from . import check_tool as tool
from .action_button import action_button

BUTTONS = (
    (tool.CHECK_CELL, "checkCell", words.CHECK, words.CHECK_HELP, "/mActionHandleStoreFilterExpressionChecked.svg"),
    (tool.REJECT_CELL, "rejectCell", words.REJECT, words.REJECT_HELP, "/mTaskCancel.svg"),
    (tool.SKIP_CELL, "skipCell", words.SKIP, words.SKIP_HELP, "/mActionArrowRight.svg"),
    (tool.SHOW_CELL, "showCell", words.SHOW, words.SHOW_HELP, "/mActionZoomToArea.svg"),
)
"""Action, object name, text, tooltip and icon of each button."""
COLUMNS = 2


class GridBoard(QWidget):
    """`pressed` carries one of check_tool.CELL_ACTIONS. The name of the reviewer is kept for the next project."""

    pressed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._progress, self._cell = wrapped_label(name="cellProgress"), wrapped_label(name="cellFacts")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(self.fontMetrics().height() // 2)
        self._name = QLineEdit(last_used.read(ReviewerSettings).get("REVIEWER", ""))
        self._name.setObjectName("reviewerName")
        self._name.setPlaceholderText(account_name())
        self._name.setToolTip(tr(words.NAME_HELP))
        self._name.editingFinished.connect(self._keep_name)
        self._buttons: Dict[str, QToolButton] = {}
        for action, *look in BUTTONS:
            self._buttons[action] = self._button(action, *look)
        grid = FoldingGrid(COLUMNS, list(self._buttons.values()))
        grid.setSpacing(self.fontMetrics().height() // 4)
        line = QHBoxLayout()
        line.addWidget(QLabel(tr(words.NAME)))
        line.addWidget(self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        for part in (self._progress, self._bar, self._cell):
            column.addWidget(part)
        column.addLayout(grid)

    @property
    def reviewer(self) -> str:
        """Who checks here."""
        return str(self._name.text()).strip() or account_name()

    def show_counts(self, counts: CellCounts) -> None:
        """Show how many cells are done, how many of them others did, and how many others hold."""
        done = counts.checked + counts.rejected
        parts = ", ".join(tr(text, n=number(getattr(counts, name))) for name, text in words.PART_NAMES.items()
                          if getattr(counts, name))
        self._progress.setText(tr(words.PROGRESS_PARTS if parts else words.PROGRESS, done=number(done),
                                  total=number(counts.total), parts=parts))
        self._bar.setMaximum(max(counts.total, 1))
        self._bar.setValue(done)

    def show_cell(self, text: str) -> None:
        """Show a line about the current cell."""
        self._cell.setText(text)
        self._cell.setVisible(bool(text))

    def allow(self, reviewing: bool, has_cell: bool) -> None:
        """Enable the buttons: during a review that for the next cell, with a current cell all of them."""
        for action, button in self._buttons.items():
            button.setEnabled(reviewing and (has_cell or action == tool.SKIP_CELL))

    def _keep_name(self) -> None:
        last_used.write(ReviewerSettings, {"REVIEWER": self._name.text().strip() or None})

    def _button(self, action: str, name: str, text: str, help_text: str, icon: str) -> QToolButton:
        return action_button(action, name, text, help_text, icon, tool.CELL_KEYS, self.pressed.emit,
                             Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
