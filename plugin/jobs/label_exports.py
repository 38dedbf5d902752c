"""Exports of labels and areas while they are edited: one after the other in a thread, of a copy of each layer."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Callable, List, Optional

from qgis.core import QgsFields, QgsMemoryProviderUtils, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..layers.datum import Target
from ..layers.export_labels import export_polygons
from ..layers.layer_snapshot import LayerSnapshot
from ..layers.sources import is_empty
from ..layers.workspace import Workspace

SETTLE_MS = 120
"""Edits that follow each other this closely are one change."""
EDITS = ("layerModified", "afterRollBack", "editingStopped", "dataChanged", "crsChanged", "subsetStringChanged")
"""Signals of a layer after which its features may be others."""


@dataclass(frozen=True)
class Exported:
    """The layers in two files, or a `problem`, a sentence."""

    number: int
    labels: str = ""
    areas: Optional[str] = None
    problem: str = ""


class LabelExports(QObject):
    """Exports labels and areas of the workspace into `folder`, as labels-N.gpkg and areas-N.gpkg, each time that they
    were edited, from `number` on; no labels, where there is no layer for them yet. `exported` is emitted with each
    Exported."""

    exported = pyqtSignal(object)
    _done = pyqtSignal(object)

    def __init__(self, workspace: Workspace, folder: Path, number: int, target: Target) -> None:
        super().__init__()
        self._workspace, self._folder, self._number, self._target = workspace, folder, number, target
        self._pool = ThreadPoolExecutor(1, "live-export")
        self._watched: List[QgsVectorLayer] = []
        self._is_busy = self._is_due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.export)
        self._done.connect(self._finished)
        workspace.changed.connect(self._choices_changed)
        self._watch()

    def close(self) -> None:
        """Follow the layers no more; an export that runs tells nothing."""
        self._timer.stop()
        self._done.disconnect(self._finished)
        self._workspace.changed.disconnect(self._choices_changed)
        self._let_go()
        self._pool.shutdown(wait=False)

    def later(self, *_: object) -> None:
        """Export in a moment, once for all edits until then."""
        if not self._timer.isActive():
            self._timer.start()

    def export(self) -> None:
        """Export now, or as soon as the export that runs has ended."""
        if self._is_busy:
            self._is_due = True
            return
        labels, areas = self._workspace.labels, self._workspace.areas
        if labels is None:
            labels = QgsMemoryProviderUtils.createMemoryLayer("labels", QgsFields(), QgsWkbTypes.Polygon,
                                                              self._target.crs)
        self._is_busy, self._is_due = True, False
        copies = LayerSnapshot(labels), None if areas is None or is_empty(areas) else LayerSnapshot(areas)
        number, self._number = self._number, self._number + 1
        self._pool.submit(self._export, number, *copies).add_done_callback(partial(self._told, number))

    def _export(self, number: int, labels: LayerSnapshot, areas: Optional[LayerSnapshot]) -> Exported:
        """In the thread. Raises LabelsError."""
        paths = [self._folder / f"{name}-{number}.gpkg" for name in ("labels", "areas")]
        export_polygons(labels, paths[0], "Labels", True, target=self._target)
        if areas is not None:
            export_polygons(areas, paths[1], "Areas", True, target=self._target)
        return Exported(number, str(paths[0]), None if areas is None else str(paths[1]))

    def _told(self, number: int, export: Future[Exported]) -> None:
        """In the thread: bring an export, or why there is none, to the main one."""
        error = export.exception()
        outcome = export.result() if error is None else Exported(number, problem=str(error))
        with suppress(RuntimeError):  # QGIS may have deleted us meanwhile
            self._done.emit(outcome)

    def _finished(self, outcome: Exported) -> None:
        self._is_busy = False
        self.exported.emit(outcome)
        if self._is_due:
            self.export()

    def _choices_changed(self) -> None:
        if self._watch():
            self.later()

    def _watch(self) -> bool:
        """Follow the layers that are chosen now; whether these are others."""
        wanted = [layer for layer in (self._workspace.labels, self._workspace.areas) if layer is not None]
        if wanted == self._watched:
            return False
        self._let_go()
        self._watched = wanted
        self._each(lambda signal: signal.connect(self.later))
        return True

    def _let_go(self) -> None:
        self._each(lambda signal: signal.disconnect(self.later))
        self._watched = []

    def _each(self, do: Callable[..., object]) -> None:
        for layer in self._watched:
            for name in EDITS:
                if not sip.isdeleted(layer):
                    do(getattr(layer, name))
