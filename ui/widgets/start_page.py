"""Base class of the pages that start a job: a default button, and a collapsible box of advanced settings."""

from __future__ import annotations

from typing import Sequence, Type, Union

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from ...protocol.settings.base import Settings
from ..words import start as words
from ..words import tr
from .plain import is_start, make_bold, push_button, scrolled, wrapped_label
from .settings_form import SettingsForm


class StartPage(QWidget):
    """A page with one big start button, which Enter presses too."""

    def make_start_button(self, name: str, text: str, help_text: str, icon: str) -> QPushButton:
        """The start button; `text` and `help_text` are marked words, `icon` is a path in QGIS's theme."""
        self._button = push_button(name, text, help_text)
        self._button.setIcon(QgsApplication.getThemeIcon(icon))
        self._button.setDefault(True)
        make_bold(self._button)
        self._button.setMinimumHeight(2 * self.fontMetrics().height())
        return self._button

    def lay_out(self, parts: Sequence[Union[QWidget, QLayout]], answers: Sequence[QWidget]) -> None:
        """Put the parts above the start button, where they scroll when there is little room. The button stays in sight,
        and so do the `answers` to it."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addLayout(part) if isinstance(part, QLayout) else column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        for one in (scrolled(inside, is_fitting=True), *answers, self._button):
            whole.addWidget(one)
        whole.addStretch(1)
        for layout in (column, whole):
            layout.setSpacing(self.fontMetrics().height() // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Press the start button on Enter, except in a number's field, where Enter ends the typing, and on another
        button, where Enter does nothing."""
        if is_start(event, self.focusWidget()):
            self._button.click()
        else:
            super().keyPressEvent(event)


class AdvancedBox(QgsCollapsibleGroupBox):
    """Collapsible box with the SettingsForm of a Settings class, closed at first, and a button that resets the form."""

    def __init__(self, settings_class: Type[Settings], name: str, reset_name: str,
                 title: str = words.ADVANCED) -> None:
        super().__init__(tr(title))
        self.setObjectName(name)
        self.setSaveCollapsedState(False)
        self._remark, self.form = wrapped_label(), SettingsForm(settings_class)
        self._remark.hide()
        reset = push_button(reset_name, words.RESET, words.RESET_HELP)
        reset.clicked.connect(self.form.reset)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(reset)
        # Closing the box hides its children of that moment. What is shown later inside this one stays hidden with it.
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._remark)
        column.addWidget(self.form)
        column.addLayout(row)
        QVBoxLayout(self).addWidget(inside)
        self.setCollapsed(True)

    def set_remark(self, sentence: str) -> None:
        """Show `sentence` above the form; an empty one hides its line."""
        self._remark.setText(sentence)
        self._remark.setVisible(bool(sentence))
