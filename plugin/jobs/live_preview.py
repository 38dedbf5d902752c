"""Live preview: a temporary memory layer with what a running job has found so far. That of a training stays a while."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional

from qgis.core import QgsFeature, QgsMapLayer, QgsMemoryProviderUtils, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.footprints import CHANGES
from ...protocol.messages import Preview
from .. import compat
from ..history.model_choices import is_its_base, spoken_name
from ..layers.sources import vector_layer
from ..layers.styles import style_footprints, style_verdicts
from ..translation import mark, tr
from .panel_job import FINETUNE, FINISHED, PREDICT, JobOutcome, Jobs, PanelJob

HELD_OUT, RESULT = mark("Preview: held-out part"), mark("Scored: {name}")
SO_FAR = mark("Footprints found so far")
PREVIEW, NO_WARNING = "roofline/preview", "skipMemoryLayersCheck"
"""Custom properties of the layer: our mark, and QGIS's flag to close a memory layer without asking."""
CHUNK = 1000
"""Polygons read in one turn of the event loop, about 20 ms."""


class MapPreviews(QObject):
    """The previews of the panel's jobs, one for each. What a finished training has shown stays until the next training
    or prediction begins. `redraw` draws the map anew."""

    def __init__(self, project: QgsProject, jobs: Jobs, redraw: Callable[[], None]) -> None:
        super().__init__()
        self._project, self._jobs, self._redraw = project, jobs, redraw
        self._previews: List[LivePreview] = []
        jobs.began.connect(self._job_began)

    def close(self) -> None:
        """Disconnect from the jobs, and remove what is shown."""
        self._jobs.began.disconnect(self._job_began)
        self._remove()

    def show_base(self, wanted: bool) -> None:
        """Show what the base of the finished training finds, instead of what its model does."""
        for preview in self._previews:
            preview.show_base(wanted)

    def _job_began(self, job: PanelJob) -> None:
        if job.algorithm in (FINETUNE, PREDICT):
            self._remove()
        preview = LivePreview(self._project, job)
        preview.gone.connect(self._redraw)
        self._previews = [*(one for one in self._previews if one.is_alive), preview]

    def _remove(self) -> None:
        for preview in self._previews:
            preview.close()
        self._previews = []


class LivePreview(QObject):
    """Shows the previews of one job in a memory layer on top of the others. It is removed when the job ends; that of a
    training which has finished stays until `close`, with its base's beside it, which is hidden.

    When the user removes the layer, has QGIS make it permanent, or closes the project, it is not made again; `is_alive`
    is true until then. A permanent layer is the user's own: it stays, and nothing is written into its file. Signal
    `gone`: the map canvas must be redrawn, since QGIS does not notice that a layer was deleted in this way.
    """

    gone = pyqtSignal()

    def __init__(self, project: QgsProject, job: PanelJob) -> None:
        super().__init__()
        self._project, self._job = project, job
        self._is_training, self._is_over, self._base_wanted = job.algorithm == FINETUNE, False, False
        self._layers: Dict[bool, str] = {}
        self._waiting: List[Preview] = []
        self._file: Optional[_PreviewFile] = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read_on)
        self.is_alive = True
        job.message_received.connect(self._on_message)
        job.ended.connect(self._job_ended)
        project.layersRemoved.connect(self._layers_gone)
        project.cleared.connect(self.close)

    def close(self, *_: object) -> None:
        """Disconnect from the job and the project, and remove the layers."""
        if not self.is_alive:
            return
        self.is_alive = False
        self._timer.stop()
        self._let_go()
        self._project.layersRemoved.disconnect(self._layers_gone)
        self._project.cleared.disconnect(self.close)
        self._file = None
        shown = [one.id() for one in previews(self._project) if one.id() in self._layers.values()]
        if shown:
            self._project.removeMapLayers(shown)
            self.gone.emit()

    def show_base(self, wanted: bool) -> None:
        """Show the base's layer instead of the model's, once there are both."""
        self._base_wanted = wanted
        if len(self._layers) == 2:
            for is_base, identifier in self._layers.items():
                self._project.layerTreeRoot().findLayer(identifier).setItemVisibilityChecked(is_base == wanted)

    def _let_go(self) -> None:
        """Disconnect from the job."""
        if not self._is_over:
            self._is_over = True
            self._job.message_received.disconnect(self._on_message)
            self._job.ended.disconnect(self._job_ended)

    def _job_ended(self, outcome: JobOutcome) -> None:
        if not self._is_training or outcome.status != FINISHED:
            self.close()
            return
        self._let_go()
        self._timer.start(0)
        self._read_on()

    def _on_message(self, message: object) -> None:
        if isinstance(message, Preview):
            if self._is_training and not message.is_base:  # a training's is complete: it replaces those before
                self._waiting, self._file = [], None
            self._waiting.append(message)
            self._timer.start(0)

    def _read_on(self) -> None:
        """Timer: add the next CHUNK of polygons, of the open file or the next one. Once all are there, the layers of a
        finished training are presented."""
        if self._file is not None:
            self._add(self._project.mapLayer(self._layers[self._file.is_base]), self._file)
        elif self._waiting:
            self._file = _open(self._waiting.pop(0))
            if self._file is not None:
                self._prepare_layer(self._file)
        else:
            self._timer.stop()
            if self._is_over:
                for is_base, identifier in self._layers.items():
                    self._present(self._project.mapLayer(identifier), is_base)

    def _prepare_layer(self, file: _PreviewFile) -> None:
        if file.is_base not in self._layers:
            self._layers[file.is_base] = self._new_layer(file)
        elif self._is_training:
            self._project.mapLayer(self._layers[file.is_base]).dataProvider().truncate()

    def _add(self, layer: QgsVectorLayer, file: _PreviewFile) -> None:
        features = file.read(CHUNK)
        layer.dataProvider().addFeatures(features)
        if len(features) < CHUNK:
            self._file = None
            layer.updateExtents()
            if self._is_training:
                kinds = layer.uniqueValues(layer.fields().lookupField("kind"))
                if kinds.intersection(CHANGES):
                    style_verdicts(layer, kinds)
                if file.is_base:  # which is not to lie on the model's
                    self._present(layer, True)
            layer.triggerRepaint()

    def _new_layer(self, file: _PreviewFile) -> str:
        layer = QgsMemoryProviderUtils.createMemoryLayer(
            tr(HELD_OUT if self._is_training else SO_FAR), file.layer.fields(), QgsWkbTypes.MultiPolygon,
            file.layer.crs())
        layer.setCustomProperty(PREVIEW, 1)
        layer.setCustomProperty(NO_WARNING, 1)
        layer.setReadOnly(True)
        (style_verdicts if self._is_training else style_footprints)(layer)
        self._project.addMapLayer(layer, False)
        compat.put_on_top(self._project.layerTreeRoot(), layer)
        identifier = str(layer.id())
        layer.dataSourceChanged.connect(lambda: self._made_permanent(identifier))
        return identifier

    def _present(self, layer: QgsVectorLayer, is_base: bool) -> None:
        """Name the layer of a finished training after its model, with a legend that counts; hide the base's. QGIS
        counts by the renderer of that moment, in a thread, and keeps what it counted: so not before the last renderer
        is set.
        """
        model, base = (str(self._job.parameters.get(name) or "") for name in ("MODEL", "BASE_MODEL"))
        layer.setName(tr(RESULT, name=spoken_name(base if is_base or is_its_base(Path(model)) else model)))
        node = self._project.layerTreeRoot().findLayer(layer.id())
        node.setCustomProperty("showFeatureCount", 1)
        node.setExpanded(not is_base)
        self.show_base(self._base_wanted)

    def _made_permanent(self, identifier: str) -> None:
        """Slot: QGIS keeps the layer in a file from now on, as its user wished."""
        layer = self._project.mapLayer(identifier)
        if layer in previews(self._project):
            for own_mark in (PREVIEW, NO_WARNING):
                layer.removeCustomProperty(own_mark)
            layer.setReadOnly(False)
            self._layers_gone([identifier])

    def _layers_gone(self, identifiers: List[str]) -> None:
        if self._layers.get(False) in identifiers:
            self.close()
        elif self._layers.get(True) in identifiers:
            del self._layers[True]
            self._waiting, self._file = [], None  # the base's comes last


class _PreviewFile:
    """A GeoPackage written by the worker, read in chunks; `is_base`: of the base model."""

    def __init__(self, layer: QgsVectorLayer, is_base: bool) -> None:
        self.layer, self.is_base = layer, is_base
        self._features: Iterator[QgsFeature] = layer.getFeatures()

    def read(self, count: int) -> List[QgsFeature]:
        return list(islice(self._features, count))


def previews(project: QgsProject) -> List[QgsMapLayer]:
    """The preview layers of `project`, which must not be offered as a choice."""
    return [layer for layer in project.mapLayers().values() if layer.customProperty(PREVIEW)]


def remove_leftovers(project: QgsProject) -> None:
    """Remove previews that were saved with the project while a job ran."""
    project.removeMapLayers([layer.id() for layer in previews(project)])


def _open(preview: Preview) -> Optional[_PreviewFile]:
    """The file's reader; None for one that is already deleted, since the worker keeps only the last ones."""
    path = Path(preview.path)
    layer = vector_layer(path, path.stem) if path.is_file() else None
    return _PreviewFile(layer, preview.is_base) if layer is not None and layer.isValid() else None
