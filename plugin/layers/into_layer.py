"""Footprints for a layer that is being edited: one undoable edit, made piece by piece."""

from __future__ import annotations

from itertools import islice
from typing import Any, Dict, Iterator, List, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsMapLayer,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..translation import mark, tr
from .styles import style_footprints
from .workspace import Workspace

ADD_FOOTPRINTS = mark("Add footprints")
CHUNK = 500
"""Features added in one go, about 10 ms."""


class IntoLayer(QObject):
    """Adds the features of `source` to `target`, which is being edited: columns by name, in its CRS and of its kind.

    `ended` gives the layer that has them, and whether that is `target`. It is `source`, with those that are not in
    `target`, when `target` is gone, is not edited (any more) or cannot take them. Either is a layer of the project and
    chosen. Nothing is said when the project is closed meanwhile.
    """

    ended = pyqtSignal(object, bool)

    def __init__(self, source: QgsVectorLayer, target: Optional[QgsMapLayer], workspace: Workspace) -> None:
        super().__init__()
        self._source, self._workspace = source, workspace
        self._target: Optional[QgsVectorLayer] = None
        self._features: Iterator[QgsFeature] = source.getFeatures()
        self._there: List[int] = []
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
        """Take back what was added so far, and hear nothing any more; after the end this does nothing."""
        target = self._release()
        if target is not None:
            target.destroyEditCommand()
        self._aside.stop()
        if self._is_open:
            self._is_open = False
            self._workspace.project.cleared.disconnect(self.close)

    def _begin(self, target: QgsVectorLayer) -> None:
        self._target = target
        self._to_target = QgsCoordinateTransform(self._source.crs(), target.crs(), self._workspace.project)
        target.editingStopped.connect(self._stopped)
        target.afterRollBack.connect(self._rolled_back)
        target.willBeDeleted.connect(self._deleted)
        target.beginEditCommand(tr(ADD_FOOTPRINTS))
        self._timer.start(0)

    def _add_some(self) -> None:
        assert self._target is not None
        chunk = list(islice(self._features, CHUNK))
        fitting = self._fitted(chunk, self._target)
        fine = fitting is not None and (not fitting or self._target.addFeatures(fitting))
        self._there += [feature.id() for feature in chunk]
        if not fine:
            self._target.destroyEditCommand()
            self._rolled_back()
            self._stopped()
        elif len(chunk) < CHUNK:
            self._finish(self._target)

    def _fitted(self, features: List[QgsFeature], target: QgsVectorLayer) -> Optional[List[QgsFeature]]:
        """With the target's columns, and its defaults in those that a footprint does not have. None when they lie where
        its CRS does not hold."""
        for feature in features:
            geometry = feature.geometry()
            try:
                geometry.transform(self._to_target)
            except QgsCsException:
                return None
            if not geometry.boundingBox().isFinite():  # how PROJ mostly tells the same
                return None
            feature.setGeometry(geometry)
        fitting = QgsVectorLayerUtils.makeFeaturesCompatible(features, target)
        return list(QgsVectorLayerUtils.createFeatures(target, [
            QgsVectorLayerUtils.QgsFeatureData(feature.geometry(), _known_values(feature)) for feature in fitting]))

    def _finish(self, target: QgsVectorLayer) -> None:
        target.endEditCommand()
        self._release()
        self.close()
        target.triggerRepaint()
        self._workspace.choose(footprints=target)
        self.ended.emit(target, True)

    def _rolled_back(self) -> None:
        self._there = []

    def _deleted(self) -> None:
        """The layer is being taken apart already, and may not be touched."""
        self._target, self._there = None, []
        self._timer.stop()
        self._aside.start(0)

    def _stopped(self) -> None:
        """What is missing is kept a moment later, when it is known whether the whole project is being closed."""
        if self._release() is not None:
            self._aside.start(0)

    def _keep_aside(self) -> None:
        self.close()
        self._source.dataProvider().deleteFeatures(self._there)
        style_footprints(self._source)
        self._workspace.project.addMapLayer(self._source)
        self._workspace.choose(footprints=self._source)
        self.ended.emit(self._source, False)

    def _release(self) -> Optional[QgsVectorLayer]:
        """Hear nothing of the target any more; the target, the first time."""
        target, self._target = self._target, None
        if target is not None:
            self._timer.stop()
            target.editingStopped.disconnect(self._stopped)
            target.afterRollBack.disconnect(self._rolled_back)
            target.willBeDeleted.disconnect(self._deleted)
        return target


def _known_values(feature: QgsFeature) -> Dict[int, Any]:
    return {index: value for index, value in enumerate(feature.attributes()) if value is not None}
