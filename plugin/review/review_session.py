"""Review session (human-in-the-loop) over a footprint layer: each verdict is one undoable edit command."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, List, Optional, Set, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.certain import certain
from ...protocol.footprints import ACCEPTED, EDITED, PREDICTED, REJECTED, status_of
from ...protocol.labels import BUILDING
from ..layers import words
from ..layers.edits import add_polygon, start_editing
from ..layers.measure import Ruler
from ..translation import tr
from .columns import NEEDED, UNKNOWN, ReviewError, confidence_in, find_columns
from .edit_command import SAVE_A_COPY, demand, edit_command
from .review_queue import Counts, ReviewQueue, Row


@dataclass(frozen=True)
class Footprint:
    """One footprint, in its layer's CRS; `area_m2` is measured on the ellipsoid. `confidence` is 0-1, None where the
    layer has no value."""

    id: int
    status: str
    confidence: Optional[float]
    area_m2: float
    geometry: QgsGeometry


class ReviewSession(QObject):
    """Review of the footprints of one layer, in one of the orders of review_queue. `current` is the feature id of the
    one under review, None at the end.

    Undo is the layer's own undo stack, and makes the footprint that it changed current. When QGIS's tools change an
    outline, its status becomes `edited` within the same edit command. Signal `changed`: once after several edits,
    whoever made them. Raises ReviewError when the layer lacks a column that the review needs.
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, order: str) -> None:
        super().__init__()
        self._columns = find_columns(layer)
        self._layer: Optional[QgsVectorLayer] = layer
        self._order, self._queue = order, ReviewQueue(order)
        self._stale: Set[int] = set()
        self._all_stale = True
        self._touched: Optional[int] = None
        self._find: Optional[Callable[[], Set[int]]] = None
        self._undo_index = layer.undoStack().index()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        self._connections = self._connect(layer)
        self._updated_queue().next()

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer; None once it is deleted, or has lost its columns."""
        return self._layer

    @property
    def current(self) -> Optional[int]:
        """Feature id of the footprint under review; None when none is left to check."""
        return self._updated_queue().current

    @property
    def is_modified(self) -> bool:
        """Whether the layer has unsaved edits."""
        return self._layer is not None and self._layer.isModified()

    @property
    def can_undo(self) -> bool:
        """Whether the layer has an edit to undo."""
        return self._layer is not None and self._layer.isEditable() and self._layer.undoStack().canUndo()

    def close(self) -> None:
        """Disconnect from the layer and forget it."""
        if self._layer is not None:
            for signal, slot in self._connections:
                signal.disconnect(slot)
        self._detach()
        self._soon.stop()

    def counts(self) -> Counts:
        """Numbers of footprints by status."""
        return self._updated_queue().counts()

    def footprint(self) -> Optional[Footprint]:
        """The footprint under review; None when none is left to check."""
        fid = self.current
        if fid is None or self._layer is None:
            return None
        outline, confidence = self._layer.getGeometry(fid), self._queue.confidence(fid)
        return Footprint(fid, self._queue.status(fid), None if confidence == UNKNOWN else confidence,
                         _measure(outline, self._layer.crs(), self._layer)["area_m2"], outline)

    def sort_by(self, order: str) -> None:
        """Take another order; the current footprint stays."""
        if order != self._order:
            self._order = order
            self._updated_queue().sort_by(order)
            self._soon.start()

    def begin_in(self, view: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        """Begin where the map is, a rectangle in `crs`, where the order is that of neighbourhoods."""
        layer = self._layer
        if layer is None:
            return
        with suppress(QgsCsException):
            transform = QgsCoordinateTransform(crs, layer.crs(), layer.transformContext())
            self._updated_queue().begin_in(transform.transformBoundingBox(view))
            self._soon.start()

    def within(self, find: Optional[Callable[[], Set[int]]]) -> None:
        """Walk only through the footprints whose ids `find` tells, which are read again; None: through all."""
        self._find = find
        fids = None if find is None else find()
        self._stale |= fids or set()
        queue = self._updated_queue()
        queue.only(fids)
        if fids and queue.current is not None and queue.status(queue.current) != PREDICTED:
            queue.next()
        self._soon.start()

    def left(self) -> int:
        """The number of footprints that the walk goes through and that are not checked yet."""
        return self._updated_queue().left()

    def next(self) -> None:
        """Go to the next footprint that is not checked yet, in the queue's order; the search wraps around."""
        self._updated_queue().next()
        self._soon.start()

    def previous(self) -> None:
        """Go back to the footprint that was current before, else to the one before it in the order."""
        self._updated_queue().previous()
        self._soon.start()

    def choose(self, fid: int) -> None:
        """Make the footprint `fid` current; an unknown id changes nothing."""
        queue = self._updated_queue()
        if fid in queue and fid != queue.current:
            queue.go(fid)
            self._soon.start()

    def accept(self) -> None:
        """Accept the current footprint and go to the next. An edited one stays `edited`, which implies accepted."""
        fid = self.current
        if fid is not None and self._queue.status(fid) == EDITED:
            self.next()
        else:
            self._judge(ACCEPTED, tr(words.ACCEPT))

    def reject(self) -> None:
        """Reject the current footprint and go to the next. Raises ReviewError, as do accept and delete."""
        self._judge(REJECTED, tr(words.REJECT))

    def delete(self) -> None:
        """Delete the current footprint from the layer."""
        fid = self.current
        if fid is not None and self._layer is not None:
            with edit_command(self._layer, tr(words.DELETE)) as layer:
                demand(layer, layer.deleteFeature(fid))

    def add_missing(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Add a building that was missed, drawn by hand in `crs`, as `edited`, with the class of the current footprint.
        Raises DrawingError."""
        layer = self._layer
        if layer is None:
            return
        values: Dict[str, Any] = {"status": EDITED, **_measure(outline, crs, layer)}
        column, fid = layer.fields().lookupField("class"), self.current
        if column >= 0:
            values["class"] = BUILDING if fid is None else layer.getFeature(fid)[column]
        add_polygon(layer, outline, crs, tr(words.ADD_MISSING), values)

    def start_editing(self) -> None:
        """Put the layer into edit mode. Raises ReviewError."""
        if self._layer is not None:
            start_editing(self._layer, ReviewError, SAVE_A_COPY)

    def undo(self) -> None:
        """Undo the last edit of the layer."""
        if self._layer is not None and self.can_undo:
            self._layer.undoStack().undo()
            self._layer.triggerRepaint()

    def save(self) -> None:
        """Commit every edit of the layer, and end its edit mode. Raises ReviewError."""
        layer = self._layer
        if layer is not None and layer.isEditable() and not layer.commitChanges():
            raise ReviewError(f"The edits of layer '{layer.name()}' could not be saved; they are kept as they are. "
                              f"QGIS says: {' '.join(layer.commitErrors())}")

    def _judge(self, status: str, command: str) -> None:
        fid = self.current
        if fid is None or self._layer is None:
            return
        if self._queue.status(fid) != status:
            with edit_command(self._layer, command) as layer:
                demand(layer, layer.changeAttributeValue(fid, self._columns["status"], status))
        self.next()

    def _connect(self, layer: QgsVectorLayer) -> List[Tuple[Any, Any]]:
        connections = [
            (layer.attributeValueChanged, self._value_changed), (layer.geometryChanged, self._outline_changed),
            (layer.featureAdded, self._touch), (layer.featureDeleted, self._touch),
            (layer.committedFeaturesAdded, self._renumbered), (layer.committedFeaturesRemoved, self._renumbered),
            (layer.undoStack().indexChanged, self._done_or_undone),
            (layer.dataSourceChanged, self._replaced), (layer.subsetStringChanged, self._replaced),
            (layer.updatedFields, self._replaced), (layer.dataChanged, self._replaced),
            (layer.willBeDeleted, self._detach),
        ]
        for signal, slot in connections:
            signal.connect(slot)
        return connections

    def _value_changed(self, fid: int, column: int, _: object) -> None:
        if column in (self._columns[name] for name in NEEDED):
            self._touch(fid)

    def _outline_changed(self, fid: int, outline: QgsGeometry) -> None:
        self._touch(fid)
        layer = self._layer
        if layer is not None and layer.isEditCommandActive():  # undo and redo restore the status themselves
            values = {"status": EDITED, **_measure(outline, layer.crs(), layer)}
            layer.changeAttributeValues(fid, {self._columns[name]: value for name, value in values.items()
                                              if name in self._columns})

    def _touch(self, fid: int) -> None:
        self._stale.add(fid)
        self._touched = fid
        self._soon.start()

    def _renumbered(self, *_: object) -> None:
        """Slot: a commit gave new features their permanent ids, or others new ones, as in a Shapefile."""
        self._all_stale = True
        self._soon.start()

    def _done_or_undone(self, index: int) -> None:
        layer = self._layer
        undone = layer is not None and index < self._undo_index and layer.undoStack().count() > 0  # saving empties it
        fid, self._undo_index, self._touched = self._touched, index, None
        if undone and fid is not None:
            self.choose(fid)
        self._soon.start()

    def _replaced(self, *_: object) -> None:
        """Slot: the layer has other features, or other columns."""
        if self._layer is None:
            return
        try:
            self._columns = find_columns(self._layer)
        except ReviewError:
            self._detach()
            return
        self._all_stale = True
        self._soon.start()

    def _detach(self) -> None:
        self._layer, self._queue, self._connections = None, ReviewQueue(self._order), []
        self._soon.start()

    def _updated_queue(self) -> ReviewQueue:
        """The queue, after reading the features that changed since the last call (lazy update)."""
        if self._layer is None or not (self._stale or self._all_stale):
            return self._queue
        stale, self._stale = self._stale, set()
        everything, self._all_stale = self._all_stale, False
        current = self._queue.current_row()
        if everything:
            self._queue.lie_in(self._layer.extent())
        rows = list(self._read(QgsFeatureRequest() if everything else QgsFeatureRequest().setFilterFids(list(stale))))
        found = {row.fid for row in rows}
        self._queue.put(rows)
        if everything:
            if current is not None:
                self._queue.follow(current, rows)
            self._queue.keep(found)
            if self._find is not None:  # a commit gave new ids
                self._queue.only(self._find())
        else:
            self._queue.drop(stale - found)
        return self._queue

    def _read(self, request: QgsFeatureRequest) -> Iterator[Row]:
        status, confidence = (self._columns[name] for name in NEEDED)
        request.setSubsetOfAttributes([status, confidence])
        for feature in certain(self._layer, "layer").getFeatures(request):
            row = feature.attributes()
            if not feature.geometry().isEmpty():  # else there is nothing to look at
                yield Row(feature.id(), status_of(row[status]), confidence_in(row[confidence]),
                          feature.geometry().boundingBox().center())


def _measure(outline: QgsGeometry, crs: QgsCoordinateReferenceSystem, layer: QgsVectorLayer) -> Dict[str, float]:
    """Area (m²) and perimeter (m) on the ellipsoid of an outline in `crs`, by the column of `layer` that holds them."""
    ruler = Ruler(crs, layer.transformContext())
    return {"area_m2": ruler.area_m2(outline), "perimeter_m": ruler.perimeter_m(outline)}
