"""Button with a checkable list (QListWidget in a menu)."""

from __future__ import annotations

from typing import List, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem, QMenu, QToolButton, QWidgetAction

MOST_ROWS = 16
"""Rows that the list shows at a time."""


class CheckedList(QToolButton):
    """A button whose menu is a list of texts, each of which can be checked; the menu stays open meanwhile. A subclass
    has changed(), which is called after each click."""

    def __init__(self, name: str, list_name: str, help_text: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setToolTip(help_text)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._list = QListWidget()
        self._list.setObjectName(list_name)
        self._list.itemChanged.connect(lambda _: self.changed())
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(self._list)
        menu.addAction(action)
        self.setMenu(menu)

    def changed(self) -> None:
        """Called when a text was checked, or not any more."""

    def show_texts(self, texts: Sequence[str], checked: Sequence[bool]) -> None:
        """List the texts, some of them checked; changed() is not called."""
        self._list.blockSignals(True)
        if list(texts) != [item.text() for item in self._items()]:
            self._list.clear()
            self._list.addItems(list(texts))
            rows = min(len(texts), MOST_ROWS)
            self._list.setFixedHeight((rows + 1) * max(self._list.sizeHintForRow(0), self.fontMetrics().height()))
        for item, is_checked in zip(self._items(), checked):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)

    def checked(self) -> List[bool]:
        """Of each text whether it is checked."""
        return [item.checkState() == Qt.CheckState.Checked for item in self._items()]

    def _items(self) -> List[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]
