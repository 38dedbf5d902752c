"""QAction that shows and hides the panel, for the toolbar and the menu."""

from __future__ import annotations

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..protocol.paths import ICON
from .words import panel as words
from .words import tr


def panel_action(parent: QWidget) -> QAction:
    """A checkable action with Roofline's icon, not yet connected to the panel."""
    action = QAction(QIcon(str(ICON)), tr(words.OPEN), parent)
    action.setObjectName("rooflinePanel")
    action.setToolTip(tr(words.OPEN_HELP))
    action.setCheckable(True)
    return action
