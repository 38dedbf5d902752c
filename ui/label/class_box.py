"""Editable combo box for the class of the next label."""

from __future__ import annotations

from qgis.core import NULL
from qgis.PyQt.QtWidgets import QComboBox, QSizePolicy

from ...plugin.layers.workspace import Workspace
from ...protocol.labels import BACKGROUND
from ..words import labels as words
from ..words import tr

BUILDING = "building"
MOST_OFFERED = 30
"""Distinct classes read from the layer, at most."""


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
        column = layer.fields().lookupField("class") if layer is not None and layer.isValid() else -1
        found = layer.uniqueValues(column, MOST_OFFERED) if layer is not None and column >= 0 else ()
        names = sorted({str(name).strip() for name in found if name and name != NULL} - {"", BACKGROUND})
        self.clear()
        for name in names or [BUILDING]:
            self.addItem(name, name)
        self.addItem(tr(words.BACKGROUND_CLASS), BACKGROUND)
        self.setEditText(text)
