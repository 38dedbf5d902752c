"""Review widget (CheckBoard): progress, attributes of the current footprint, one button for each verdict."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.review.review_queue import Counts
from ...plugin.review.review_session import Footprint
from ...protocol.footprints import ACCEPTED, EDITED, REJECTED
from ..widgets.folding import FoldingGrid, FoldingText
from ..widgets.plain import wrapped_label
from ..words import check as words
from ..words import number, tr
from . import check_tool as tool
from .action_button import action_button, key_names

BUTTONS = (
    (tool.ACCEPT, "acceptFootprint", words.ACCEPT, words.ACCEPT_HELP, "/mIconSuccess.svg"),
    (tool.REJECT, "rejectFootprint", words.REJECT, words.REJECT_HELP, "/mTaskCancel.svg"),
    (tool.DELETE, "deleteFootprint", words.DELETE, words.DELETE_HELP, "/mActionDeleteSelected.svg"),
    (tool.PREVIOUS, "previousFootprint", words.PREVIOUS, words.PREVIOUS_HELP, "/mActionArrowLeft.svg"),
    (tool.NEXT, "nextFootprint", words.NEXT, words.NEXT_HELP, "/mActionArrowRight.svg"),
    (tool.EDIT, "editFootprint", words.EDIT, words.EDIT_HELP, "/mActionVertexTool.svg"),
)
"""Action, object name, text, tooltip and icon of each button in the grid."""
WIDE = {tool.UNDO: ("undoCheck", words.UNDO, words.UNDO_HELP, "/mActionUndo.svg"),
        tool.MISSING: ("missingFootprint", words.MISSING, words.MISSING_HELP, "/mActionRectangle3PointsDistance.svg")}
"""The same of buttons with their text beside the icon."""
ALWAYS = (tool.PREVIOUS, tool.UNDO, tool.MISSING)
COLUMNS = 3
JUDGED = (ACCEPTED, REJECTED, EDITED)


class CheckBoard(QWidget):
    """`pressed` carries one of check_tool.ACTIONS, `held` whether the button to compare is down."""

    pressed = pyqtSignal(str)
    held = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: Dict[str, QToolButton] = {}
        self._make_lines()
        for action, *look in BUTTONS:
            self._buttons[action] = self._button(action, *look)
        grid = FoldingGrid(COLUMNS, list(self._buttons.values()))
        for action, wide_look in WIDE.items():
            button = self._buttons[action] = self._button(action, *wide_look)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        undo = self._buttons[tool.UNDO]
        undo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.addWidget(self._facts, 1)
        line.addWidget(undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._progress)
        column.addWidget(self._bar)
        column.addLayout(line)
        below = QVBoxLayout()
        below.addLayout(grid)
        for wide in (self._buttons[tool.MISSING], self._make_compare()):
            FoldingText(wide)
            below.addWidget(wide)
        for layout in (grid, below):
            layout.setSpacing(self.fontMetrics().height() // 4)
        column.addLayout(below)

    def show_counts(self, counts: Counts) -> None:
        """Show how many footprints of the layer are checked, and how many have each verdict."""
        checked = counts.total - counts.predicted
        parts = ", ".join(tr(words.PART_NAMES[name], n=number(getattr(counts, name))) for name in JUDGED
                          if getattr(counts, name))
        text = words.PROGRESS_PARTS if checked else words.PROGRESS
        if counts.total and not counts.predicted:
            text = words.ALL_CHECKED
        if not counts.total:
            text = words.EMPTY_LAYER
        self._progress.setText(tr(text, checked=number(checked), total=number(counts.total), parts=parts))
        self._bar.setMaximum(max(counts.total, 1))
        self._bar.setValue(checked)

    def show_footprint(self, footprint: Optional[Footprint], hint: str) -> None:
        """Show the facts of the current footprint, or a hint while another tool has the map."""
        self._facts.setText(hint or ("" if footprint is None else _facts(footprint)))

    def allow(self, reviewing: bool, has_current: bool) -> None:
        """Enable the buttons: those of ALWAYS during a review, the others only when there is a current footprint."""
        for action, button in self._buttons.items():
            button.setEnabled(reviewing and (has_current or action in ALWAYS))

    def _make_lines(self) -> None:
        self._progress, self._facts = wrapped_label(name="checkProgress"), wrapped_label(name="checkFacts")
        self._bar = QProgressBar()
        self._facts.setMinimumHeight(self.fontMetrics().lineSpacing())
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(self.fontMetrics().height() // 2)

    def _button(self, action: str, name: str, text: str, help_text: str, icon: str) -> QToolButton:
        return action_button(action, name, text, help_text, icon, tool.KEYS, self.pressed.emit,
                             Qt.ToolButtonStyle.ToolButtonTextUnderIcon)

    def _make_compare(self) -> QPushButton:
        text = tr(words.BUTTON, name=tr(words.COMPARE), key=key_names(tool.COMPARE, tool.KEYS)[0])
        button = QPushButton(QgsApplication.getThemeIcon("/mActionShowAllLayers.svg"), text)
        button.setObjectName("compareBase")
        button.setToolTip(tr(words.COMPARE_HELP))
        button.pressed.connect(lambda: self.held.emit(True))
        button.released.connect(lambda: self.held.emit(False))
        return button


def _facts(footprint: Footprint) -> str:
    area = number(footprint.area_m2, ",.0f") if footprint.area_m2 >= 10 else number(footprint.area_m2, ".1f")
    confidence = footprint.confidence
    facts = (tr(words.CURRENT_UNKNOWN, area=area) if confidence is None else
             tr(words.CURRENT, area=area, confidence=number(confidence, ".2f")))
    if footprint.status not in JUDGED:
        return facts
    return tr(words.CURRENT_JUDGED, facts=facts, status=tr(words.STATUS_NAMES[footprint.status]))
