"""Status line: ready to train on so many labels, or what to do next."""

from __future__ import annotations

import time
from typing import Optional

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent

from ...plugin.layers.workspace import Workspace
from ...plugin.review import readiness as facts
from ...plugin.review.readiness import Readiness, readiness
from ...plugin.translation import tr_sentence
from ...protocol.labels import BUILDING, FEWEST_CROSS_FITTED
from ..words import counted, number, tr
from ..words import state as words
from ..words.label_line import label_line
from ..words.things import text_for
from .layer_watch import REPAIRS, LayerWatch
from .remark import GOOD, INFO, Remark

SETTLE_MS = 300
"""Debounce: labels are counted once for edits that follow each other this closely."""
LONGER = 5
"""Edits count as following each other within so many times what counting took: QGIS stands still meanwhile, with many
labels for seconds."""
EDITS = ("layerModified", "afterRollBack", "editingStopped", "dataChanged", *REPAIRS)
"""Signals of a layer after which its features may be others; the first comes with undo and redo too."""
MISSING = {
    facts.NO_IMAGERY: words.NO_IMAGERY,
    facts.IMAGERY_REFUSED: words.IMAGERY_REFUSED,
    facts.NO_LABELS_LAYER: words.NO_LABELS_LAYER,
    facts.NO_LABELS: words.NO_LABELS,
    facts.LABELS_OUTSIDE_IMAGERY: words.LABELS_OUTSIDE_IMAGERY,
    facts.LABELS_OUTSIDE_AREAS: words.LABELS_OUTSIDE_AREAS,
}


class StateLine(Remark):
    """The Readiness as a sentence; follows the workspace and the edits of its labels and areas while it is visible.

    `refreshed` carries the Readiness after each count, also when nothing changed; `known` is the last one. With
    `only_selected` the selected labels alone are counted.
    """

    refreshed = pyqtSignal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("state")
        self._workspace = workspace
        self.known: Optional[Readiness] = None
        self.only_selected = False
        self._watch_edits = LayerWatch(EDITS, self._edited)
        self._watch_imagery = LayerWatch(REPAIRS, self._edited, QgsRasterLayer)
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._pause_ms = SETTLE_MS
        self._timer.timeout.connect(self._refresh_if_seen)
        workspace.changed.connect(self._choices_changed)
        self._watch()

    def refresh(self) -> Readiness:
        """Count now, show the result and return it."""
        self._timer.stop()
        self._stale = False
        began = time.monotonic()
        self.known = readiness(self._workspace, self.only_selected)
        self._pause_ms = max(SETTLE_MS, round(LONGER * 1000 * (time.monotonic() - began)))
        self.set_text(sentence(self.known), GOOD if self.known.missing is None else INFO)
        self.refreshed.emit(self.known)
        return self.known

    def close(self) -> bool:
        """Disconnect from the workspace and its layers."""
        self._timer.stop()
        self._workspace.changed.disconnect(self._choices_changed)
        self._watch_edits.let_go()
        self._watch_imagery.let_go()
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def _choices_changed(self) -> None:
        self._watch()
        self._stale = True
        self._timer.start(SETTLE_MS)

    def _edited(self, *_: object) -> None:
        self._stale = True
        self._timer.start(self._pause_ms)

    def _watch(self) -> None:
        self._watch_edits.watch(self._workspace.labels, self._workspace.areas)
        self._watch_imagery.watch(self._workspace.imagery)


def sentence(state: Readiness) -> str:
    """The readiness as a sentence for the analyst: what is missing, or the counts of labels and areas."""
    if state.missing is not None:
        return tr_sentence(state.problem) if state.missing == facts.LAYER_GONE else tr(MISSING[state.missing])
    labels = label_line(state.counts)
    complete = state.train_areas + state.validate_areas
    areas = counted(complete, words.ONE_AREA, words.AREAS)
    if state.validate_areas:
        parts = [tr(words.READY_HELD_OUT, labels=labels, areas=areas, held_out=number(state.validate_areas))]
    elif complete:
        parts = [tr(words.READY_IN_AREAS, labels=labels, areas=areas)]
    else:
        parts = [tr(words.READY, labels=labels), tr(words.NO_AREAS)]
    if len(state.classes) > 1:
        listed = (tr(words.CLASS_COUNT, name=name, n=number(count)) for name, count in state.classes)
        parts.append(tr(words.BY_CLASS, classes=tr(words.BETWEEN_CLASSES).join(listed)))
    if state.twice:
        is_building = all(name == BUILDING for name, _ in state.classes)
        parts.append(counted(state.twice, *(text_for(text, is_building) for text in (words.ONE_TWICE, words.TWICE))))
    if state.is_filtered:
        parts.append(tr(words.FILTERED))
    unused = state.counts.unused - state.twice
    if unused and complete:
        parts.append(counted(unused, words.ONE_UNUSED, words.UNUSED))
    elif unused:
        parts.append(counted(unused, words.ONE_OFF_IMAGERY, words.OFF_IMAGERY))
    if not state.held_out and state.cross_fitted:
        parts.append(tr(words.CROSS_FITTED))
    elif not state.held_out:
        parts.append(tr(words.NO_SCORE, n=FEWEST_CROSS_FITTED))
    elif not state.validate_areas:
        parts.append(tr(words.HELD_OUT_BLOCK))
    return "\n".join(parts)
