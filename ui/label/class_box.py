"""Editable combo box for the class of the next label, and keys that choose it."""

from __future__ import annotations

from typing import List

from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter
from qgis.PyQt.QtWidgets import QComboBox, QSizePolicy

from ...plugin.layers.styles import class_colors, classes_of
from ...plugin.layers.workspace import Workspace
from ...protocol.labels import BACKGROUND, BUILDING
from ..widgets.plain import blank_picture, leave_wheel_to_page
from ..words import labels as words
from ..words import tr

BACKGROUND_KEY, LAST_KEY = 0, 9


class ClassBox(QComboBox):
    """Offers the classes of the labels layer, and the background class (no building here); another may be typed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace, self._layer = workspace, workspace.choices.labels
        self.setObjectName("labelClass")
        self.setToolTip(tr(words.CLASS_HELP))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.lineEdit().setPlaceholderText(tr(words.CLASS_EMPTY))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        leave_wheel_to_page(self)
        self._offer()
        workspace.changed.connect(self._follow)

    def close(self) -> bool:
        """Disconnect from the workspace."""
        self._workspace.changed.disconnect(self._follow)
        return bool(super().close())

    @property
    def value(self) -> str:
        """The class as it goes into the layer; "" leaves the value to the layer's own default."""
        known = self.findText(self.currentText())
        return str(self.itemData(known)) if known >= 0 else self.currentText().strip()

    def choose(self, key: int) -> None:
        """Choose by a digit on the keyboard: the class of that place, or background by BACKGROUND_KEY."""
        self._offer()
        place = self.count() if key == BACKGROUND_KEY else key
        if place <= self.count():
            self.setCurrentIndex(place - 1)

    @property
    def keys(self) -> str:
        """What each digit chooses, in words."""
        self._offer()
        last = self.count() - 1
        places = {place + 1: place for place in range(min(last, LAST_KEY))}
        return tr(words.BETWEEN_NAMES).join(
            tr(words.CLASS_KEY, key=key, name=self.itemText(place))
            for key, place in {**places, BACKGROUND_KEY: last}.items())

    def showPopup(self) -> None:  # noqa: N802 - Qt names it
        self._offer()
        super().showPopup()

    def _follow(self) -> None:
        """Clear the class when another layer is chosen: a class belongs to the layer for which it was chosen."""
        if self._workspace.choices.labels != self._layer:
            self._layer = self._workspace.choices.labels
            self.clearEditText()

    def _offer(self) -> None:
        text, layer = self.currentText(), self._workspace.labels
        is_there = layer is not None and layer.isValid()
        names: List[str] = [name for name in classes_of(layer) if name.lower() != BACKGROUND] if is_there else []
        colors = class_colors(layer) if is_there else {}
        self.clear()
        for name in names or [BUILDING]:
            self.addItem(name, name)
        self.addItem(tr(words.BACKGROUND_CLASS), BACKGROUND)
        for place in range(self.count()):
            color = colors.get(str(self.itemData(place)).lower())
            if color is not None:
                self.setItemIcon(place, self._swatch(color))
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)

    def _swatch(self, color: QColor) -> QIcon:
        """A square of a colour, with a rim so that white is seen."""
        picture, square = blank_picture(self, self.iconSize()), QRect(QPoint(), self.iconSize())
        painter = QPainter(picture)
        painter.fillRect(square, Qt.GlobalColor.darkGray)
        painter.fillRect(square.adjusted(1, 1, -1, -1), color)
        painter.end()
        return QIcon(picture)
