"""Ends a live training whose imagery, base model or labels are no longer those that it began with."""

from __future__ import annotations

from typing import Tuple

from qgis.PyQt.QtCore import QObject

from ..layers.workspace import Workspace
from .live_training import LiveTraining

OTHER_IMAGERY = "Live training ended, since its imagery is not the one chosen any more. What it learned is saved."
OTHER_BASE = "Live training ended, since trainings start from another model now. What it learned is saved."
NO_LABELS = "Live training ended, since the layer of its labels is gone. What it learned is saved."


class LiveGuard(QObject):
    """Stops the live training when what it learns from is exchanged; `reason` is a sentence that says why, "" when the
    analyst stopped it. Labels and areas may be chosen anew while it is on: it takes those up."""

    def __init__(self, live: LiveTraining, workspace: Workspace) -> None:
        super().__init__()
        self._live, self._workspace = live, workspace
        self._begun_with = self._now()
        self._was_on, self.reason = False, ""
        live.changed.connect(self._live_changed)
        workspace.changed.connect(self._look)

    def close(self) -> None:
        """Disconnect from the training and the workspace."""
        self._live.changed.disconnect(self._live_changed)
        self._workspace.changed.disconnect(self._look)

    def _live_changed(self) -> None:
        is_on, was_on, self._was_on = self._live.is_on, self._was_on, self._live.is_on
        if is_on and not was_on:
            self._begun_with, self.reason = self._now(), ""
        elif was_on and not is_on:
            self.reason = self._why()

    def _look(self) -> None:
        if not self._live.is_on:
            return
        if self._why():
            self._live.stop()
        else:
            self._begun_with = self._now()  # labels may have come

    def _now(self) -> Tuple[str, str, bool]:
        choices = self._workspace.choices
        return choices.imagery, choices.base_model, self._workspace.labels is not None

    def _why(self) -> str:
        """Why it cannot go on; "" where it can."""
        (imagery, base, had_labels), (imagery_now, base_now, has_labels) = self._begun_with, self._now()
        if imagery_now != imagery:
            return OTHER_IMAGERY
        if base_now != base:
            return OTHER_BASE
        return NO_LABELS if had_labels and not has_labels else ""
