"""Size of the imagery that was fetched and is kept, and buttons that remove it."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from ...plugin.history.kept_imagery import KeptImagery, kept_imagery, removable
from ...plugin.jobs.panel_job import FINISHED, SETUP, JobOutcome, Jobs
from ...plugin.online.cache_raster import folders
from ...plugin.translation import tr_sentence
from ...protocol.settings.imagery import KeepSettings
from ..words import number, tr
from ..words import setup as words
from .lookup import Lookup
from .plain import push_button
from .remark import INFO, WARNING, Remark

LEAST_BYTES = 100_000
"""Less than this is not worth a button."""


class KeptImageryBox(QWidget):
    """A button for all that can be removed, and one for what was not used for a while, where that is less. Hidden where
    there is nothing."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs, self._days = jobs, KeepSettings().unused_days
        self._kept: List[KeptImagery] = []
        self._answer, self._icon = "", INFO  # to the button that was pressed last
        self._lookup = Lookup(lambda: kept_imagery(self._places))
        self._lookup.found.connect(self._show)
        self._all = push_button("removeImagery", "", words.REMOVE_IMAGERY_HELP)
        self._unused = push_button("removeUnusedImagery", "", words.REMOVE_IMAGERY_HELP)
        self._remark = Remark("keptImagery")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for button in (self._all, self._unused):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.hide()
        column.addWidget(self._remark)
        self._remark.hide()
        self._all.clicked.connect(lambda: self._ask_and_remove(0))
        self._unused.clicked.connect(lambda: self._ask_and_remove(self._days))
        jobs.changed.connect(self._show_whether_free)

    def close(self) -> bool:
        """Disconnect from the jobs and the lookup."""
        self._jobs.changed.disconnect(self._show_whether_free)
        self._lookup.found.disconnect(self._show)
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._answer, self._icon = "", INFO
        self._look()

    def _look(self) -> None:
        self._places = folders(QgsProject.instance())
        self._lookup.start()

    def _show(self, kept: List[KeptImagery]) -> None:
        self._kept = kept
        size, unused = self._bytes(0), self._bytes(self._days)
        self._all.setText(tr(words.REMOVE_IMAGERY, megabytes=_megabytes(size)))
        self._unused.setText(tr(words.REMOVE_UNUSED, days=self._days, megabytes=_megabytes(unused)))
        self._all.setVisible(size >= LEAST_BYTES)
        self._unused.setVisible(LEAST_BYTES <= unused < size)
        self._tell()

    def _tell(self) -> None:
        """Tell the answer, and what is needed."""
        needed = sum(one.bytes for one in self._kept if one.is_needed)
        stays = tr(words.NEEDED_IMAGERY, megabytes=_megabytes(needed)) if needed >= LEAST_BYTES else ""
        self._remark.set_text("\n".join(filter(None, (self._answer, stays))), self._icon)

    def _bytes(self, unused_days: int) -> int:
        return sum(one.bytes for one in removable(self._kept, unused_days))

    def _ask_and_remove(self, unused_days: int) -> None:
        question = tr(words.REMOVE_QUESTION, megabytes=_megabytes(self._bytes(unused_days)))
        yes = QMessageBox.StandardButton.Yes
        if self._jobs.busy or QMessageBox.question(self, tr(words.TITLE_READY), question) != yes:
            return
        job = self._jobs.start(SETUP, {"REMOVE_IMAGERY": True, "UNUSED_DAYS": unused_days})
        job.ended.connect(self._show_end)

    def _show_end(self, outcome: JobOutcome) -> None:
        freed: Optional[float] = outcome.results.get("FREED_MB")
        if outcome.status == FINISHED and freed is not None:
            self._answer, self._icon = tr(words.REMOVED_IMAGERY, megabytes=number(freed, ",.1f")), INFO
        else:
            self._answer, self._icon = tr_sentence(outcome.error), WARNING
        self._tell()
        self._look()

    def _show_whether_free(self) -> None:
        for button in (self._all, self._unused):
            button.setEnabled(not self._jobs.busy)


def _megabytes(size: int) -> str:
    return number(size / 1e6, ",.1f")
