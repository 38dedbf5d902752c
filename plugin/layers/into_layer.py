"""Append features to a layer in edit mode: one edit command of the undo stack, built in chunks by a timer."""

from __future__ import annotations

from itertools import islice
from typing import Iterator, List, Optional

from qgis.core import QgsFeature, QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.certain import certain
from ..translation import tr
from .append import ADD_FOOTPRINTS
from .field_mapping import Fitting, MappingError, mapping_of
from .styles import style_footprints
from .workspace import Workspace

CHUNK = 500
"""Features added in one turn of the event loop, about 10 ms."""


class IntoLayer(QObject):
    """Appends the features of `source` to `target`, a layer in edit mode: columns go where its mapping says, else by
    their names (field_mapping.py), geometries are converted to its CRS and type.

    Signal `ended` with the layer that has the features, and whether it is `target`. It is `source`, with the features
    that are not in `target`, when `target` is deleted, not in edit mode (any more) or does not accept them. That layer
    is in the project and chosen. The signal is not emitted when the project is closed meanwhile.
    """

    ended = pyqtSignal(object, bool)

    def __init__(self, source: QgsVectorLayer, target: Optional[QgsMapLayer], workspace: Workspace) -> None:
        super().__init__()
        self._source, self._workspace = source, workspace
        self._target: Optional[QgsVectorLayer] = None
        self._features: Iterator[QgsFeature] = source.getFeatures()
        self._added_ids: List[int] = []
        self._timer, self._aside = QTimer(self), QTimer(self)
        self._timer.timeout.connect(self._add_some)
        self._aside.setSingleShot(True)
        self._aside.timeout.connect(self._keep_aside)
        self._is_open = True
        workspace.project.cleared.connect(self.close)
        if isinstance(target, QgsVectorLayer) and target.isEditable():
            self._begin(target)
        else:
            self._aside.start(0)

    def close(self) -> None:
        """Roll back the edit command so far, and disconnect; after the end this does nothing."""
        target = self._release()
        if target is not None:
            target.destroyEditCommand()
        self._aside.stop()
        if self._is_open:
            self._is_open = False
            self._workspace.project.cleared.disconnect(self.close)

    def _begin(self, target: QgsVectorLayer) -> None:
        self._target = target
        columns = self._source.fields()
        self._fitting = Fitting(target, columns, self._source.crs(), self._workspace.project,
                                mapping_of(target, columns.names()))
        target.editingStopped.connect(self._stopped)
        target.afterRollBack.connect(self._rolled_back)
        target.willBeDeleted.connect(self._deleted)
        target.beginEditCommand(tr(ADD_FOOTPRINTS))
        self._timer.start(0)

    def _add_some(self) -> None:
        target = certain(self._target, "layer to add to")
        chunk = list(islice(self._features, CHUNK))
        fine = self._add(chunk, target)
        self._added_ids += [feature.id() for feature in chunk]
        if not fine:
            target.destroyEditCommand()
            self._rolled_back()
            self._stopped()
        elif len(chunk) < CHUNK:
            self._finish(target)

    def _add(self, features: List[QgsFeature], target: QgsVectorLayer) -> bool:
        """Whether the features fit the target, and it took them."""
        try:
            fitting = self._fitting.fitted(features)
        except MappingError:
            return False
        return not fitting or bool(target.addFeatures(fitting))

    def _finish(self, target: QgsVectorLayer) -> None:
        target.endEditCommand()
        self._release()
        self.close()
        target.triggerRepaint()
        self._workspace.choose(footprints=target)
        self.ended.emit(target, True)

    def _rolled_back(self) -> None:
        self._added_ids = []

    def _deleted(self) -> None:
        """Slot: the target is being destroyed and must not be accessed."""
        self._target, self._added_ids = None, []
        self._timer.stop()
        self._aside.start(0)

    def _stopped(self) -> None:
        """Slot: editing ended. The rest is kept aside a moment later, once it is known whether the project closes."""
        if self._release() is not None:
            self._aside.start(0)

    def _keep_aside(self) -> None:
        self.close()
        self._source.dataProvider().deleteFeatures(self._added_ids)
        style_footprints(self._source)
        self._workspace.project.addMapLayer(self._source)
        self._workspace.choose(footprints=self._source)
        self.ended.emit(self._source, False)

    def _release(self) -> Optional[QgsVectorLayer]:
        """Disconnect from the target; returns it, or None when it was released before."""
        target, self._target = self._target, None
        if target is not None:
            self._timer.stop()
            target.editingStopped.disconnect(self._stopped)
            target.afterRollBack.disconnect(self._rolled_back)
            target.willBeDeleted.disconnect(self._deleted)
        return target
