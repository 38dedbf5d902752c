"""A few choices that exclude each other, some of them not always there."""

from __future__ import annotations

from typing import Dict

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QVBoxLayout


class ChoiceBox(QGroupBox):
    """Radio buttons with keys. While the wished one is not available the first one stands in; `chosen` tells what the
    analyst clicked."""

    chosen = pyqtSignal(str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._buttons: Dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._wished = ""
        self._column = QVBoxLayout(self)

    def add(self, key: str, name: str, text: str, help_text: str) -> None:
        """A further choice; `name` is the button's. The first one must always be available."""
        button = QRadioButton(text)
        button.setObjectName(name)
        button.setToolTip(help_text)
        button.clicked.connect(lambda: self._clicked(key))
        self._buttons[key] = button
        self._group.addButton(button)
        self._column.addWidget(button)
        self._show()

    def value(self) -> str:
        available = [key for key, button in self._buttons.items() if button.isEnabled()]
        return self._wished if self._wished in available else next(iter(self._buttons))

    def set_value(self, key: str) -> None:
        """Wish for a choice; `chosen` is not sent."""
        self._wished = key
        self._show()

    def describe(self, key: str, text: str, help_text: str, available: bool = True) -> None:
        """Another text for a choice, and whether it is there."""
        button = self._buttons[key]
        button.setText(text)
        button.setToolTip(help_text)
        button.setEnabled(available)
        self._show()

    def _clicked(self, key: str) -> None:
        self._wished = key
        self.chosen.emit(key)

    def _show(self) -> None:
        self._buttons[self.value()].setChecked(True)
