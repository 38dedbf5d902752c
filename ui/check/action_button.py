"""Button of an action of the review, with the key that does the same."""

from __future__ import annotations

from typing import Callable, List, Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton

from ..widgets.plain import take_double_click_as_one
from ..words import check as words
from ..words import tr
from .check_tool import JUDGING


def action_button(action: str, name: str, text: str, help_text: str, icon: str, keys: Mapping[int, str],
                  pressed: Callable[[str], None], style: Qt.ToolButtonStyle) -> QToolButton:
    """The button of an action, with its object name, text and tooltip, which name the `keys` for it, and one of QGIS's
    icons. `pressed` is called with the action; a double click on one that judges is one."""
    button, names = QToolButton(), key_names(action, keys)
    button.setObjectName(name)
    button.setText(tr(words.BUTTON, name=tr(text), key=names[0]))
    button.setToolTip(tr(words.BUTTON_HELP, help=tr(help_text), keys=", ".join(names)))
    button.setIcon(QgsApplication.getThemeIcon(icon))
    button.setToolButtonStyle(style)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: pressed(action))
    if action in JUDGING:
        take_double_click_as_one(button)
    return button


def key_names(action: str, keys: Mapping[int, str]) -> List[str]:
    """Names of the `keys` for an action, the main one first."""
    names = (QKeySequence(key).toString() for key, meaning in keys.items() if meaning == action)
    return [tr(words.KEY_NAMES.get(name, name)) for name in names]
