"""Tool button with a menu (QToolButton): draws areas, and sets the role of the next one."""

from __future__ import annotations

from typing import Dict

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QMenu

from ...plugin.layers.styles import ROLE_COLORS
from ...protocol.areas import ROLES
from ..widgets.plain import blank_picture
from ..words import labels as words
from ..words import tr
from .menu_button import MenuButton

FILL_OPACITY = 0.35


class AreaButton(MenuButton):
    """The menu sets `role`, which the next area gets; `role_chosen` carries each choice of the analyst."""

    role_chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__("drawArea")
        self.setToolTip(tr(words.AREA_HELP))
        menu, group = QMenu(self), QActionGroup(self)
        self._actions: Dict[str, QAction] = {}
        for role in ROLES:
            action = menu.addAction(self._swatch(role), tr(words.ROLE_TEXTS[role]))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, role=role: self._choose(role))
            self._actions[role] = action
        self.setMenu(menu)
        self._show(ROLES[0])

    @property
    def color(self) -> QColor:
        """Colour of areas that have this role."""
        return QColor(ROLE_COLORS[self.role])

    def _choose(self, role: str) -> None:
        self._show(role)
        self.role_chosen.emit(role)

    def _show(self, role: str) -> None:
        self.role = role
        self._actions[role].setChecked(True)
        self.setText(tr(words.AREA, role=tr(words.ROLE_NAMES[role])))
        self.setIcon(self._swatch(role))

    def _swatch(self, role: str) -> QIcon:
        """Icon of a small area in the style of the map."""
        picture, side = blank_picture(self, self.iconSize()), self.iconSize().height()
        color, rim = QColor(ROLE_COLORS[role]), max(2, side // 10)
        painter = QPainter(picture)
        painter.setPen(QPen(color, rim))
        color.setAlphaF(FILL_OPACITY)
        painter.setBrush(color)
        painter.drawRect(rim, rim, side - 2 * rim, side - 2 * rim)
        painter.end()
        return QIcon(picture)
