"""Radio button group (QGroupBox): one choice of a few, some of which may be unavailable."""

from __future__ import annotations

from typing import Dict

from qgis.PyQt.QtCore import QPoint, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QSizePolicy, QStyle, QVBoxLayout

MARGIN_CHARACTERS = 2


class ChoiceBox(QGroupBox):
    """Radio buttons, each with a string key. While the wished choice is unavailable, the first one stands in for it.
    `chosen` carries the key that the analyst clicked."""

    chosen = pyqtSignal(str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._buttons: Dict[str, _Choice] = {}
        self._group = QButtonGroup(self)
        self._wished = ""
        self._column = QVBoxLayout(self)

    def add(self, key: str, name: str, text: str, help_text: str) -> None:
        """Add a choice whose button has the object name `name`. The first choice must always be available."""
        button = self._buttons[key] = _Choice()
        button.setObjectName(name)
        button.clicked.connect(lambda: self._clicked(key))
        self._group.addButton(button)
        self._column.addWidget(button)
        self.describe(key, text, help_text)

    def value(self) -> str:
        """Key of the wished choice, or of the first one while the wished one is unavailable."""
        available = [key for key, button in self._buttons.items() if button.isEnabled()]
        return self._wished if self._wished in available else next(iter(self._buttons))

    def set_value(self, key: str) -> None:
        """Wish for the choice `key`; `chosen` is not emitted."""
        self._wished = key
        self._show()

    def describe(self, key: str, text: str, help_text: str, available: bool = True) -> None:
        """Set text and tooltip of the choice `key`, and whether the choice is available."""
        button = self._buttons[key]
        button.write(text)
        button.setToolTip(help_text)
        button.setEnabled(available)
        self._show()

    def _clicked(self, key: str) -> None:
        self._wished = key
        self.chosen.emit(key)

    def _show(self) -> None:
        self._buttons[self.value()].setChecked(True)


class _Choice(QRadioButton):
    """Radio button that elides its text where there is no room, so that a long name does not widen the dock."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def write(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt names it
        return QSize(0, super().minimumSizeHint().height())

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - Qt names it
        return bool(self.rect().contains(position))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt names it
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        style, letters = self.style(), self.fontMetrics()
        sign = (style.pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth, None, self)
                + style.pixelMetric(QStyle.PixelMetric.PM_RadioButtonLabelSpacing, None, self)
                + MARGIN_CHARACTERS * letters.averageCharWidth())
        self.setText(letters.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - sign)))
