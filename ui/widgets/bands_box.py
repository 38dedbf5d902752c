"""Button with a checkable list (QListWidget in a menu): which bands of the imagery a training learns from."""

from __future__ import annotations

from typing import List, Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem, QMenu, QToolButton, QWidgetAction

from ..words import labels as words
from ..words import tr

MOST_ROWS = 16
"""Rows that the list shows at a time."""


class BandsBox(QToolButton):
    """Lists the bands of a raster by number and name; those that are checked are chosen. `chosen` carries their numbers
    (from 1), in order; all checked, or none: an empty list."""

    chosen = pyqtSignal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bands")
        self.setToolTip(tr(words.CHOOSE_BANDS_HELP))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._list = QListWidget()
        self._list.setObjectName("bandList")
        self._list.itemChanged.connect(self._changed)
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(self._list)
        menu.addAction(action)
        self.setMenu(menu)

    def show_bands(self, names: Sequence[str], numbers: Sequence[int]) -> None:
        """List bands with these names, of which those with `numbers` are chosen; none of them: all are."""
        self._list.blockSignals(True)
        texts = [tr(words.BAND, n=number, name=name) for number, name in enumerate(names, 1)]
        if texts != [item.text() for item in self._items()]:
            self._list.clear()
            self._list.addItems(texts)
            rows = min(len(names), MOST_ROWS)
            self._list.setFixedHeight((rows + 1) * max(self._list.sizeHintForRow(0), self.fontMetrics().height()))
        for number, item in enumerate(self._items(), 1):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            is_chosen = not numbers or number in numbers
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._write()

    def numbers(self) -> List[int]:
        """The numbers of the chosen bands; empty where these are all, or none."""
        checked = [number for number, item in enumerate(self._items(), 1)
                   if item.checkState() == Qt.CheckState.Checked]
        return checked if len(checked) < self._list.count() else []

    def _items(self) -> List[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _changed(self, _: QListWidgetItem) -> None:
        self._write()
        self.chosen.emit(self.numbers())

    def _write(self) -> None:
        number, of = len(self.numbers()), self._list.count()
        self.setText(tr(words.SOME_BANDS, n=number, of=of) if number else tr(words.ALL_BANDS, n=of))
