"""Optional parts of the worker's environment on the set-up page: what each is for and takes, and a button for it."""

from __future__ import annotations

from typing import Dict, Sequence, Tuple

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...plugin.environment.extras import NONE
from ...plugin.environment.plan import Part
from ..words import number, tr
from ..words import setup as words
from .plain import push_button, wrapped_label

PARTS = {"terratorch": words.TERRATORCH}
"""By the name of a part, what it is for."""


class PartsBox(QgsCollapsibleGroupBox):
    """Closed at first, and hidden where no part can be had. `wanted` carries a value of EXTRAS: the names of the parts
    that the environment is to have."""

    wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__(tr(words.PARTS))
        self.setObjectName("parts")
        self.setSaveCollapsedState(False)
        self._there: Dict[str, bool] = {}
        self._rows: Dict[str, Tuple[QLabel, QPushButton]] = {}
        inside = QWidget()  # closing the box hides its children of that moment
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for name, text in PARTS.items():
            facts, button = wrapped_label(name=f"{name}Facts"), push_button(name, words.ADD_PART, words.ADD_PART_HELP)
            button.clicked.connect(lambda _, name=name: self._ask(name))
            self._rows[name] = facts, button
            column.addWidget(wrapped_label(tr(text)))
            column.addWidget(facts)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        QVBoxLayout(self).addWidget(inside)
        self.setCollapsed(True)
        self.hide()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show how it stands with the parts."""
        self._there = {part.name: part.is_there for part in parts}
        for part in parts:
            facts, button = self._rows[part.name]
            facts.setText(facts_of(part))
            button.setText(tr(words.DROP_PART if part.is_there else words.ADD_PART))
            button.setToolTip(tr(words.DROP_PART_HELP if part.is_there else words.ADD_PART_HELP))
        self.setVisible(bool(parts))

    def _ask(self, name: str) -> None:
        """Ask for the part, or without it where it is there."""
        if name not in self._there:
            return
        there = {**self._there, name: not self._there[name]}
        self.wanted.emit(",".join(name for name, is_wanted in there.items() if is_wanted) or NONE)


def facts_of(part: Part) -> str:
    """That it is there, or what it takes."""
    if part.is_there:
        return tr(words.PART_THERE)
    text = words.PART_ANEW if part.too_old else words.PART_AMOUNT
    return tr(text, needed=part.needs, python=part.too_old, download=number(part.download_gigabytes, ".2g"),
              disk=number(part.gigabytes, ".2g"))
