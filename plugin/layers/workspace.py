"""Application state of the panel (observable model): the chosen layers and options, stored in the project file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Any, Dict, List, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...protocol.settings.prediction import SKIP
from .project_files import models_beside

SCOPE, KEY = "roofline", "panel"
PIXELS = "gdal"
"""Data provider of rasters that are chosen by themselves; a web map (WMS, XYZ) is imagery when the analyst says so."""
VIEW, AREAS, WHOLE = "view", "areas", "whole"
"""The part of the imagery to predict on: values of Choices.where."""
NEW, EDITED, APPEND = "new", "edited", "append"
"""The layer for the footprints: values of Choices.into; APPEND, to the one in Choices.append_to."""
KEEP = "keep"
"""Or SKIP, of the settings: what becomes of footprints of buildings that are labelled, or in the edited layer (values
of Choices.labelled)."""
VALUES, DRAWN = "values", "drawn"
"""What is taken of imagery from a file, its values or what QGIS draws of it: values of Choices.taken."""
BY_NEIGHBOURHOOD, BY_CONFIDENCE = "neighbourhood", "confidence"
"""The order in which footprints are checked, along a Hilbert curve or the least certain first: values of Choices.order.
"""


@dataclass(frozen=True)
class Choices:
    """Chosen layers by id, "" for none, and options. base_model, model: names or files, "" for the default model.
    time: a key of settings.training.TIME_CHOICES. taken, where, into, labelled, order: values above. fetching:
    parameters of FetchSettings other than their defaults. geopackage: the file for layers that Roofline creates in this
    project. only_bands: the numbers of those bands of the imagery that a training learns from, with commas between; ""
    for all. dates: the ids of rasters of the same ground on other dates, which are learned together with it."""

    imagery: str = ""
    taken: str = VALUES
    fetching: Dict[str, Any] = field(default_factory=dict)
    labels: str = ""
    areas: str = ""
    footprints: str = ""
    grid: str = ""
    append_to: str = ""
    base_model: str = ""
    model: str = ""
    time: str = "minute"
    where: str = VIEW
    into: str = NEW
    labelled: str = SKIP
    order: str = BY_NEIGHBOURHOOD
    geopackage: str = ""
    only_bands: str = ""
    dates: List[str] = field(default_factory=list)


OF_ONE_RASTER: Dict[str, Any] = {"only_bands": "", "dates": []}
"""Choices that other imagery does not take over."""
LAYERS = ("imagery", "labels", "areas", "footprints", "grid", "append_to")


class Workspace(QObject):
    """The choices of one QGIS window, and the chosen layers by the properties `imagery`, `labels`, `areas`,
    `footprints`, `grid` (cells to check) and `append_to`: None where none is chosen, or it is gone. Signal `changed`: a
    choice changed, or a chosen layer was removed or came back."""

    changed = pyqtSignal()

    def __init__(self, project: QgsProject) -> None:
        super().__init__()
        self.project = project
        self.choices = Choices()
        self._entry = ""
        project.readProject.connect(self._read)
        project.cleared.connect(self._forget)
        project.layersRemoved.connect(self._removed)
        project.layersAdded.connect(self._added)
        self._read()

    def close(self) -> None:
        """Disconnect from the project."""
        self.project.readProject.disconnect(self._read)
        self.project.cleared.disconnect(self._forget)
        self.project.layersRemoved.disconnect(self._removed)
        self.project.layersAdded.disconnect(self._added)

    @property
    def imagery(self) -> Optional[QgsRasterLayer]:
        return self._layer(self.choices.imagery, QgsRasterLayer)

    @property
    def band_numbers(self) -> List[int]:
        """The numbers of the chosen bands of the imagery; none of them: all."""
        return [int(number) for number in self.choices.only_bands.split(",") if number.strip().isdigit()]

    @property
    def labels(self) -> Optional[QgsVectorLayer]:
        return self._layer(self.choices.labels, QgsVectorLayer)

    @property
    def areas(self) -> Optional[QgsVectorLayer]:
        return self._layer(self.choices.areas, QgsVectorLayer)

    @property
    def footprints(self) -> Optional[QgsVectorLayer]:
        return self._layer(self.choices.footprints, QgsVectorLayer)

    @property
    def grid(self) -> Optional[QgsVectorLayer]:
        return self._layer(self.choices.grid, QgsVectorLayer)

    @property
    def append_to(self) -> Optional[QgsVectorLayer]:
        return self._layer(self.choices.append_to, QgsVectorLayer)

    def choose(self, **changes: Any) -> None:
        """Change choices by name and store them in the project; a layer may be given as such, None for none."""
        values: Dict[str, Any] = {
            name: value.id() if isinstance(value, QgsMapLayer) else "" if value is None else value
            for name, value in changes.items()}
        if values.get("imagery", self.choices.imagery) != self.choices.imagery:
            values = {**OF_ONE_RASTER, **values}
        chosen = replace(self.choices, **values)
        if chosen != self.choices:
            self.choices = chosen
            self._entry = json.dumps(asdict(chosen))
            self.project.writeEntry(SCOPE, KEY, self._entry)
            self.changed.emit()

    def _layer(self, identifier: str, kind: type) -> Any:
        layer = self.project.mapLayer(identifier) if identifier else None
        return layer if isinstance(layer, kind) else None

    def _read(self, *_: object) -> None:
        self._entry, _ = self.project.readEntry(SCOPE, KEY)
        values = _parse(self._entry)
        kinds = {name: type(value) for name, value in asdict(Choices()).items()}
        self.choices = Choices(**{name: value for name, value in values.items()
                                  if name in kinds and isinstance(value, kinds[name])})
        self._follow_models()
        if self.imagery is None:
            self._take_topmost()
        self.changed.emit()

    def _follow_models(self) -> None:
        """Take the models beside the project where those that were chosen are gone: the project was moved with them."""
        folder = models_beside(self.project)
        for name in ("base_model", "model"):
            chosen = getattr(self.choices, name)
            file = PureWindowsPath(chosen).name  # which splits the paths of every system
            if folder is not None and file and not Path(chosen).exists() and (folder / file).is_file():
                moved: Dict[str, Any] = {name: str(folder / file)}
                self.choices = replace(self.choices, **moved)

    def _take_topmost(self) -> None:
        """Choose the topmost raster of the map that is likely to be imagery, which is not written to the project before
        the analyst chooses something."""
        layers = [node.layer() for node in self.project.layerTreeRoot().findLayers()]
        rasters = [layer for layer in layers if _is_likely_imagery(layer)]
        if rasters:
            self.choices = replace(self.choices, imagery=rasters[0].id(), **OF_ONE_RASTER)

    def _forget(self) -> None:
        self.choices, self._entry = Choices(), ""
        self.changed.emit()

    def _removed(self, identifiers: List[str]) -> None:
        gone: Dict[str, Any] = {name: "" for name in LAYERS if getattr(self.choices, name) in identifiers}
        if gone:  # not written: a project that is being closed removes its layers too
            self.choices = replace(self.choices, **gone)
            self.changed.emit()

    def _added(self, layers: List[QgsMapLayer]) -> None:
        text, found = self.project.readEntry(SCOPE, KEY)
        if found and text != self._entry:
            return  # a project is being read; its own choice comes with `readProject`
        if self.imagery is None:
            rasters = [layer for layer in layers if _is_likely_imagery(layer)]
            if rasters:
                self.choose(imagery=rasters[0])


def _is_likely_imagery(layer: Optional[QgsMapLayer]) -> bool:
    return isinstance(layer, QgsRasterLayer) and layer.providerType() == PIXELS and layer.isValid()


def _parse(text: str) -> Any:
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
