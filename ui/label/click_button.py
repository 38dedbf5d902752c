"""Tool button with a menu (QToolButton): outlines by clicks, and by which model."""

from __future__ import annotations

from pathlib import Path
from typing import List, Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QFileDialog, QMenu

from ..words import click as words
from ..words import tr
from .menu_button import MenuButton


class ClickButton(MenuButton):
    """The menu chooses between Roofline's model, for buildings, and a promptable one for anything; `chosen` carries the
    files of that, or none."""

    chosen = pyqtSignal(list)

    def __init__(self, files: Sequence[str], are_used: bool) -> None:
        super().__init__("clickBuilding")
        self.setText(tr(words.CLICK))
        self.setToolTip(tr(words.CLICK_HELP))
        self.setIcon(QgsApplication.getThemeIcon("/mActionCapturePoint.svg"))
        self._files: List[str] = []
        menu, group = QMenu(self), QActionGroup(self)
        self._own, self._promptable = (self._action(menu, group) for _ in range(2))
        self._own.setText(tr(words.BY_OWN))
        self._own.triggered.connect(lambda: self.chosen.emit([]))
        self._promptable.triggered.connect(lambda: self.chosen.emit(self._files) if self._files else self._ask())
        self._others = menu.addAction(tr(words.OTHER_FILES))
        self._others.triggered.connect(self._ask)
        self.setMenu(menu)
        self.show_choice(files, are_used)

    def show_choice(self, files: Sequence[str], are_used: bool) -> None:
        """Show which files are remembered, and whether they are used."""
        self._files = list(files)
        names = tr(words.BETWEEN_FILES).join(Path(file).name for file in files)
        self._promptable.setText(tr(words.BY_FILES, files=names) if files else tr(words.BY_NEW_FILES))
        self._others.setVisible(bool(files))
        (self._promptable if are_used else self._own).setChecked(True)

    def _action(self, menu: QMenu, group: QActionGroup) -> QAction:
        action = menu.addAction("")
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _ask(self) -> None:
        """Ask for the two files."""
        was_own, folder = self._own.isChecked(), str(Path(self._files[0]).parent) if self._files else ""
        files, _ = QFileDialog.getOpenFileNames(self, tr(words.FILES_TITLE), folder, tr(words.FILES_FILTER))
        if files:
            self.chosen.emit(files)
        else:
            self.show_choice(self._files, bool(self._files) and not was_own)
