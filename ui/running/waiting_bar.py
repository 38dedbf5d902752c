"""QGIS's message bar, which tells that an interrupted job waits in the project, while the panel is closed."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip

from ..widgets.plain import push_button
from ..words import panel as words
from ..words import tr


class WaitingBar:
    """One sentence at most in `bar`, with a button that calls `show`."""

    def __init__(self, bar: QgsMessageBar, show: Callable[[], None]) -> None:
        self._bar, self._show = bar, show
        self._item: Optional[QgsMessageBarItem] = None

    def tell(self, sentence: str) -> None:
        """Tell `sentence` instead of the one before; nothing for an empty one."""
        self.withdraw()
        if not sentence:
            return
        self._item = self._bar.createMessage(tr(words.TITLE), sentence)
        button = push_button("showWaiting", words.SHOW, words.SHOW_HELP)
        button.clicked.connect(self._show)
        self._item.layout().addWidget(button)
        self._bar.pushWidget(self._item, Qgis.MessageLevel.Info)

    def withdraw(self) -> None:
        """Take the sentence away, unless the user has done so."""
        if self._item is not None and not sip.isdeleted(self._item):
            self._bar.popWidget(self._item)
        self._item = None
