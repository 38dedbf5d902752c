"""Buttons and sentences, made the same way on every page."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractSpinBox, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ..words import tr


def push_button(name: str, text: str, help_text: str) -> QPushButton:
    """`text` and `help_text` are marked words."""
    button = QPushButton(tr(text))
    button.setObjectName(name)
    button.setToolTip(tr(help_text))
    return button


def wrapped_label(text: str = "", name: str = "") -> QLabel:
    """Plain text, as high as it needs and never wider than there is room."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def is_start(event: QKeyEvent, focus: Optional[QWidget]) -> bool:
    """Whether a key is Enter, and not meant for the number or the other button that has the focus."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and not isinstance(focus, (QAbstractSpinBox, QPushButton, QToolButton))


def make_bold(widget: QWidget) -> None:
    font = widget.font()
    font.setBold(True)
    widget.setFont(font)
