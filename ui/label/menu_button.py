"""Tool buttons of the Label page (QToolButton): the text under a large icon, and one with a menu."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton


def text_under_icon(button: QToolButton) -> None:
    """Style a button like all buttons of the Label page: the text under a larger icon, as wide as there is room."""
    side = button.fontMetrics().height() + 4
    button.setIconSize(QSize(side, side))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class MenuButton(QToolButton):
    """A checkable button that takes up a map tool, with a menu of the tool's choices."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        text_under_icon(self)
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Open the menu by the arrow key down; Qt itself opens it by the mouse only."""
        if event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)
