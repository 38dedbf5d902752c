"""Live preview: a temporary memory layer with what a running job has found so far, removed when the job ends."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Iterator, List, Optional

from qgis.core import QgsFeature, QgsMapLayer, QgsMemoryProviderUtils, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.messages import Preview
from .. import compat
from ..layers.sources import vector_layer
from ..layers.styles import style_preview
from ..translation import mark, tr
from .panel_job import FINETUNE, PanelJob

HELD_OUT = mark("Preview: held-out part")
SO_FAR = mark("Footprints found so far")
PREVIEW, NO_WARNING = "roofline/preview", "skipMemoryLayersCheck"
"""Custom properties of the layer: our mark, and QGIS's flag to close a memory layer without asking."""
CHUNK = 1000
"""Polygons read in one turn of the event loop, about 20 ms."""


class LivePreview(QObject):
    """Shows the previews of one job in a memory layer on top of the others, which is removed when the job ends.

    When the user removes the layer, or closes the project, it is not made again; `is_alive` is true until then. Signal
    `gone`: the map canvas must be redrawn, since QGIS does not notice that a layer was deleted in this way.
    """

    gone = pyqtSignal()

    def __init__(self, project: QgsProject, job: PanelJob) -> None:
        super().__init__()
        self._project, self._job = project, job
        self._is_training = job.algorithm == FINETUNE
        self._layer_id = ""
        self._waiting: List[str] = []
        self._file: Optional[_PreviewFile] = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read_on)
        self.is_alive = True
        job.message_received.connect(self._on_message)
        job.ended.connect(self.close)
        project.layersRemoved.connect(self._layers_gone)
        project.cleared.connect(self.close)

    def close(self, *_: object) -> None:
        """Disconnect from the job and the project, and remove the layer."""
        if not self.is_alive:
            return
        self.is_alive = False
        self._timer.stop()
        self._job.message_received.disconnect(self._on_message)
        self._job.ended.disconnect(self.close)
        self._project.layersRemoved.disconnect(self._layers_gone)
        self._project.cleared.disconnect(self.close)
        self._file = None
        if self._project.mapLayer(self._layer_id) is not None:
            self._project.removeMapLayer(self._layer_id)
            self.gone.emit()

    def _on_message(self, message: object) -> None:
        if isinstance(message, Preview):
            if self._is_training:  # each preview of a training is complete: it replaces those before
                self._waiting, self._file = [], None
            self._waiting.append(message.path)
            self._timer.start(0)

    def _read_on(self) -> None:
        """Timer: add the next CHUNK of polygons, of the open file or the next one."""
        if self._file is None:
            if not self._waiting:
                self._timer.stop()
                return
            self._file = _open(Path(self._waiting.pop(0)))
            if self._file is not None:
                self._prepare_layer(self._file)
        else:
            self._add(self._project.mapLayer(self._layer_id), self._file)

    def _prepare_layer(self, file: _PreviewFile) -> None:
        if not self._layer_id:
            self._layer_id = self._new_layer(file)
        elif self._is_training:
            self._project.mapLayer(self._layer_id).dataProvider().truncate()

    def _add(self, layer: QgsVectorLayer, file: _PreviewFile) -> None:
        features = file.read(CHUNK)
        layer.dataProvider().addFeatures(features)
        if len(features) < CHUNK:
            self._file = None
            layer.updateExtents()
            layer.triggerRepaint()

    def _new_layer(self, file: _PreviewFile) -> str:
        name = tr(HELD_OUT if self._is_training else SO_FAR)
        layer = QgsMemoryProviderUtils.createMemoryLayer(
            name, file.layer.fields(), QgsWkbTypes.MultiPolygon, file.layer.crs())
        layer.setCustomProperty(PREVIEW, 1)
        layer.setCustomProperty(NO_WARNING, 1)
        layer.setReadOnly(True)
        style_preview(layer, self._is_training)
        self._project.addMapLayer(layer, False)
        compat.put_on_top(self._project.layerTreeRoot(), layer)
        return str(layer.id())

    def _layers_gone(self, identifiers: List[str]) -> None:
        if self._layer_id in identifiers:
            self.close()


class _PreviewFile:
    """A GeoPackage written by the worker, read in chunks."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer
        self._features: Iterator[QgsFeature] = layer.getFeatures()

    def read(self, count: int) -> List[QgsFeature]:
        return list(islice(self._features, count))


def previews(project: QgsProject) -> List[QgsMapLayer]:
    """The preview layers of `project`, which must not be offered as a choice."""
    return [layer for layer in project.mapLayers().values() if layer.customProperty(PREVIEW)]


def remove_leftovers(project: QgsProject) -> None:
    """Remove previews that were saved with the project while a job ran."""
    project.removeMapLayers([layer.id() for layer in previews(project)])


def _open(path: Path) -> Optional[_PreviewFile]:
    """The file's reader; None for one that is already deleted, since the worker keeps only the last ones."""
    layer = vector_layer(path, path.stem) if path.is_file() else None
    return _PreviewFile(layer) if layer is not None and layer.isValid() else None
