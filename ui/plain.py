"""Buttons and sentences, made the same way on every page."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from .words import tr


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


def make_bold(widget: QWidget) -> None:
    font = widget.font()
    font.setBold(True)
    widget.setFont(font)
