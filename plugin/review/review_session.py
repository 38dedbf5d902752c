"""Footprints checked one by one, each judgement one undoable edit of their layer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..layers import words
from ..layers.measure import ruler
from ..translation import tr
from .columns import NEEDED, UNKNOWN, ReviewError, confidence_in, find_columns, status_in
from .review_queue import ACCEPTED, EDITED, REJECTED, Counts, ReviewQueue


@dataclass(frozen=True)
class Footprint:
    """One footprint, in its layer's CRS. `confidence` is None where the layer has none for it."""

    id: int
    status: str
    confidence: Optional[float]
    area_m2: float
    geometry: QgsGeometry


class ReviewSession(QObject):
    """A walk through the footprints of one layer. `current` is the id of the one that is looked at, None at the end.

    Undo is the layer's own, and leads back to the footprint that it changed. An outline that QGIS's tools change turns
    to `edited` within the same undoable edit. `changed` comes once after many edits, of whomever. Raises ReviewError
    when the layer cannot be checked.
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer) -> None:
        super().__init__()
        self._columns = find_columns(layer)
        self._layer: Optional[QgsVectorLayer] = layer
        self._walk = ReviewQueue()
        self._stale: Set[int] = set()
        self._all_stale = True
        self._touched: Optional[int] = None
        self._undo_index = layer.undoStack().index()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        self._ears = self._listen(layer)
        self._fresh().next()

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """None once the layer is gone, or has lost its columns."""
        return self._layer

    @property
    def current(self) -> Optional[int]:
        return self._fresh().current

    @property
    def is_modified(self) -> bool:
        """Whether the layer has edits that were not saved."""
        return self._layer is not None and self._layer.isModified()

    def close(self) -> None:
        """Hear nothing any more."""
        if self._layer is not None:
            for signal, slot in self._ears:
                signal.disconnect(slot)
        self._lose()
        self._soon.stop()

    def counts(self) -> Counts:
        return self._fresh().counts()

    def footprint(self) -> Optional[Footprint]:
        """The current one."""
        fid = self.current
        if fid is None or self._layer is None:
            return None
        outline, confidence = self._layer.getGeometry(fid), self._walk.confidence(fid)
        return Footprint(fid, self._walk.status(fid), None if confidence == UNKNOWN else confidence,
                         _measure(self._layer, outline)["area_m2"], outline)

    def next(self) -> None:
        """Go to the next one that nobody has checked yet; after the last comes the first again."""
        self._fresh().next()
        self._soon.start()

    def previous(self) -> None:
        """Go back to the one that was looked at before, else to the one of less confidence."""
        self._fresh().previous()
        self._soon.start()

    def choose(self, fid: int) -> None:
        """Go to a footprint; one that is not there changes nothing."""
        walk = self._fresh()
        if fid in walk and fid != walk.current:
            walk.go(fid)
            self._soon.start()

    def accept(self) -> None:
        """An edited one stays `edited`, which says as much and more."""
        fid = self.current
        if fid is not None and self._walk.status(fid) == EDITED:
            self.next()
        else:
            self._judge(ACCEPTED, tr(words.ACCEPT))

    def reject(self) -> None:
        self._judge(REJECTED, tr(words.REJECT))

    def delete(self) -> None:
        fid = self.current
        if fid is not None and self._layer is not None:
            with edit_command(self._layer, tr(words.DELETE)) as layer:
                _demand(layer, layer.deleteFeature(fid))

    def undo(self) -> None:
        """Take back the last edit of the layer."""
        if self._layer is not None and self._layer.isEditable():
            self._layer.undoStack().undo()
            self._layer.triggerRepaint()

    def save(self) -> None:
        """Write every edit of the layer, and end its edit mode."""
        layer = self._layer
        if layer is not None and layer.isEditable() and not layer.commitChanges():
            raise ReviewError(f"The edits of layer '{layer.name()}' could not be saved; they are kept as they are. "
                                f"QGIS says: {' '.join(layer.commitErrors())}")

    def _judge(self, status: str, command: str) -> None:
        fid = self.current
        if fid is None or self._layer is None:
            return
        if self._walk.status(fid) != status:
            with edit_command(self._layer, command) as layer:
                _demand(layer, layer.changeAttributeValue(fid, self._columns["status"], status))
        self.next()

    def _listen(self, layer: QgsVectorLayer) -> List[Tuple[Any, Any]]:
        ears = [
            (layer.attributeValueChanged, self._value_changed), (layer.geometryChanged, self._outline_changed),
            (layer.featureAdded, self._touch), (layer.featureDeleted, self._touch),
            (layer.committedFeaturesAdded, self._renumbered), (layer.undoStack().indexChanged, self._done_or_undone),
            (layer.dataSourceChanged, self._replaced), (layer.subsetStringChanged, self._replaced),
            (layer.updatedFields, self._replaced), (layer.dataChanged, self._replaced),
            (layer.willBeDeleted, self._lose),
        ]
        for signal, slot in ears:
            signal.connect(slot)
        return ears

    def _value_changed(self, fid: int, column: int, _: object) -> None:
        if column in (self._columns[name] for name in NEEDED):
            self._touch(fid)

    def _outline_changed(self, fid: int, outline: QgsGeometry) -> None:
        self._touch(fid)
        layer = self._layer
        if layer is not None and layer.isEditCommandActive():  # not so in undo and redo, which bring their own status
            values = {"status": EDITED, **_measure(layer, outline)}
            layer.changeAttributeValues(fid, {self._columns[name]: value for name, value in values.items()
                                              if name in self._columns})

    def _touch(self, fid: int) -> None:
        self._stale.add(fid)
        self._touched = fid
        self._soon.start()

    def _renumbered(self, *_: object) -> None:
        """New features have got their lasting ids."""
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
        """The layer has other features, or other columns."""
        if self._layer is None:
            return
        try:
            self._columns = find_columns(self._layer)
        except ReviewError:
            self._lose()
            return
        self._all_stale = True
        self._soon.start()

    def _lose(self) -> None:
        self._layer, self._walk, self._ears = None, ReviewQueue(), []
        self._soon.start()

    def _fresh(self) -> ReviewQueue:
        """The walk, after reading what was touched since the last look."""
        if self._layer is None or not (self._stale or self._all_stale):
            return self._walk
        stale, self._stale = self._stale, set()
        everything, self._all_stale = self._all_stale, False
        rows = list(self._read(QgsFeatureRequest() if everything else QgsFeatureRequest().setFilterFids(list(stale))))
        found = {row[0] for row in rows}
        self._walk.put(rows)
        if everything:
            self._walk.keep(found)
        else:
            self._walk.drop(stale - found)
        return self._walk

    def _read(self, request: QgsFeatureRequest) -> Iterator[Tuple[int, str, float]]:
        assert self._layer is not None
        status, confidence = (self._columns[name] for name in NEEDED)
        request.setFlags(QgsFeatureRequest.NoGeometry).setSubsetOfAttributes([status, confidence])
        for feature in self._layer.getFeatures(request):
            row = feature.attributes()
            yield feature.id(), status_in(row[status]), confidence_in(row[confidence])


def footprint_at(layer: QgsVectorLayer, spot: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Optional[int]:
    """The id of the smallest footprint that the small rectangle `spot` touches."""
    transform = QgsCoordinateTransform(crs, layer.crs(), layer.transformContext())
    try:
        box = transform.transformBoundingBox(spot)
    except QgsCsException:
        return None
    request = QgsFeatureRequest(box).setFlags(QgsFeatureRequest.ExactIntersect).setNoAttributes()
    touched: List[QgsFeature] = list(layer.getFeatures(request))
    return min(touched, key=lambda feature: feature.geometry().area()).id() if touched else None


def open_edits(layer: QgsVectorLayer) -> None:
    """Start the edit mode of `layer`, if need be. Raises ReviewError."""
    if not layer.isEditable() and not layer.startEditing():
        raise ReviewError(f"Layer '{layer.name()}' cannot be edited: it or its file is read-only. Save a copy as a "
                            "GeoPackage (right-click the layer > Export > Save Features As) and choose that.")


@contextmanager
def edit_command(layer: QgsVectorLayer, name: str) -> Iterator[QgsVectorLayer]:
    """One undoable edit of `layer`, whose edit mode is opened if need be. Nothing stays of one that raises
    ReviewError."""
    open_edits(layer)
    layer.beginEditCommand(name)
    try:
        yield layer
    except ReviewError:
        layer.destroyEditCommand()
        raise
    layer.endEditCommand()
    layer.triggerRepaint()


def _demand(layer: QgsVectorLayer, done: bool) -> None:
    if not done:
        raise ReviewError(f"Layer '{layer.name()}' did not take the edit. Check that it can be "
                            "edited with QGIS's own tools.")


def _measure(layer: QgsVectorLayer, outline: QgsGeometry) -> Dict[str, float]:
    """Area and perimeter on the ground, by their columns' names."""
    measure = ruler(layer.crs(), layer.transformContext())
    return {"area_m2": measure.measureArea(outline), "perimeter_m": measure.measurePerimeter(outline)}
