"""Button of an action of the review, with the key that does the same."""

from __future__ import annotations

from typing import Callable, List, Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton

from ..words import check as words
from ..words import tr


def action_button(name: str, text: str, help_text: str, icon: str, keys: List[str], pressed: Callable[[], None],
                  style: Qt.ToolButtonStyle) -> QToolButton:
    """A button with its object name, text and tooltip, which name `keys`, the main one first, and one of QGIS's icons.
    `pressed` is called when it is pressed."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(tr(words.BUTTON, name=tr(text), key=keys[0]))
    button.setToolTip(tr(words.BUTTON_HELP, help=tr(help_text), keys=", ".join(keys)))
    button.setIcon(QgsApplication.getThemeIcon(icon))
    button.setToolButtonStyle(style)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: pressed())
    return button


def key_names(action: str, keys: Mapping[int, str]) -> List[str]:
    """Names of the `keys` for an action, the main one first."""
    names = (QKeySequence(key).toString() for key, meaning in keys.items() if meaning == action)
    return [tr(words.KEY_NAMES.get(name, name)) for name in names]
