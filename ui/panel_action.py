"""The button that shows and hides the panel."""

from __future__ import annotations

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..protocol.paths import ICON
from .words import panel as words
from .words import tr


def panel_action(parent: QWidget) -> QAction:
    action = QAction(QIcon(str(ICON)), tr(words.OPEN), parent)
    action.setObjectName("rooflinePanel")
    action.setToolTip(tr(words.OPEN_HELP))
    action.setCheckable(True)
    return action
