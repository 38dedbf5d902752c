"""Background lookup: a function in a thread, and its answer as a signal in the receiver's thread."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal


class Lookup(QObject):
    """Calls a function in a thread of its own, once at a time; `found` carries what that returns into the thread of the
    receiver."""

    found = pyqtSignal(object)

    def __init__(self, function: Callable[[], object]) -> None:
        super().__init__()
        self._function, self.is_running = function, False

    def start(self) -> None:
        """Begin, unless it runs."""
        if self.is_running:
            return
        self.is_running = True
        threading.Thread(target=self._run, name="roofline-lookup", daemon=True).start()

    def _run(self) -> None:
        try:
            found = self._function()
        finally:
            self.is_running = False
        with suppress(RuntimeError):  # QGIS may have deleted us meanwhile
            self.found.emit(found)
