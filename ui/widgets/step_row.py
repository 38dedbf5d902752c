"""Step navigation (QButtonGroup of QToolButtons): a button for each page, with its name where there is room for all."""

from __future__ import annotations

from typing import Callable, Sequence, Tuple

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from .plain import tool_button

SPACING = 2
"""Pixels between two buttons."""
Button = Tuple[str, str, str, str]
"""Object name, text, tooltip, and icon of QGIS's theme; the words are marked ones."""


class StepRow(QWidget):
    """A row of buttons of which one is down, and small ones beside it. Signal: `chosen` with the number of a page."""

    chosen = pyqtSignal(int)

    def __init__(self, steps: Sequence[Button], aside: Sequence[Tuple[Button, Callable[[], None]]]) -> None:
        super().__init__()
        self._buttons, self._steps = QButtonGroup(self), [_step_button(step) for step in steps]
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        column.setSpacing(0)
        for number, button in enumerate(self._steps):
            self._buttons.addButton(button, number)
            row.addWidget(button)
        for small, on_click in aside:
            beside = _button(small)
            beside.clicked.connect(lambda _, call=on_click: call())
            column.addWidget(beside)
        row.addLayout(column)
        self._room_for_names = row.sizeHint().width()
        for button in self._steps:
            button.setMinimumWidth(button.iconSize().width())  # its name needs more
        self._steps[0].setChecked(True)
        self._buttons.idClicked.connect(self.chosen)

    @property
    def step(self) -> str:
        """The object name of the button that is down."""
        return self._buttons.checkedButton().objectName()

    def go_to(self, step: str) -> None:
        """Press the button with this object name."""
        for number, button in enumerate(self._steps):
            if button.objectName() == step:
                button.setChecked(True)
                self.chosen.emit(number)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the names, also while there is none."""
        return super().sizeHint().expandedTo(QSize(self._room_for_names, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        style = (Qt.ToolButtonStyle.ToolButtonTextUnderIcon if self.width() >= self._room_for_names else
                 Qt.ToolButtonStyle.ToolButtonIconOnly)
        for button in self._steps:
            button.setToolButtonStyle(style)


def _step_button(step: Button) -> QToolButton:
    button = _button(step)
    side = button.fontMetrics().height() + 4
    button.setIconSize(QSize(side, side))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setCheckable(True)
    button.setAutoExclusive(True)
    button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
    return button


def _button(what: Button) -> QToolButton:
    name, text, help_text, icon = what
    button = tool_button(name, help_text, icon, text)
    button.setAutoRaise(True)
    return button
