"""Drafts: layers of a project without a file, copied beside the project when it is saved, and followed there.

Copies and never moves: the draft stays as it was, since another project may show it. Edits that were not saved are in
the copy, and the layers are in edit mode there as they were before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Tuple

from qgis.core import QgsFeature, QgsFeatureSink, QgsFields, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.layer_sources import split_source
from .import_polygons import FootprintsError
from .layer_writer import LayerWriter
from .project_files import beside, is_draft
from .project_layers import ProjectLayersError, free_table, locks_files, project_geopackage
from .sources import layer_names
from .workspace import Workspace

Table = Tuple[Path, str]
"""A GeoPackage and the name of a table in it."""
DRIVER, ENCODING = "GPKG", "UTF-8"
STORED = (QgsFields.OriginProvider, QgsFields.OriginEdit)
"""Origins of columns that are in the file, or will be; others are computed, or joined."""


@dataclass(frozen=True)
class Moved:
    """Names of layers, and the GeoPackage beside the project in which they are now."""

    names: List[str]
    path: Path


class Drafts(QObject):
    """Brings a project's layers out of the drafts when QGIS saves it.

    Signals: `moving` before layers change over, which takes them out of edit mode for a moment; `moved` with the Moved;
    `stayed` with a sentence that says why the layers are still among the drafts.
    """

    moving = pyqtSignal()
    moved = pyqtSignal(object)
    stayed = pyqtSignal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace, self._told = workspace, ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._save_again)
        workspace.project.fileNameChanged.connect(self._bring)  # QGIS names a project, and then writes it
        workspace.project.projectSaved.connect(self._saved)
        workspace.project.cleared.connect(self._again.stop)

    def close(self) -> None:
        """Disconnect from the project."""
        self._again.stop()
        self._workspace.project.fileNameChanged.disconnect(self._bring)
        self._workspace.project.projectSaved.disconnect(self._saved)
        self._workspace.project.cleared.disconnect(self._again.stop)

    def _saved(self) -> None:
        """Slot: the project is being written, under the name that it had or by a program. What is still among the
        drafts comes a moment later, since QGIS is not done with the file yet."""
        if tables_in_drafts(self._workspace.project):
            self._again.start(0)

    def _save_again(self) -> None:
        if self._bring():
            self._workspace.project.write()

    def _bring(self) -> bool:
        try:
            moved = move_beside(self._workspace, self.moving.emit)
        except ProjectLayersError as error:
            if str(error) != self._told:
                self._told = str(error)
                self.stayed.emit(self._told)
            return False
        self._told = ""
        if moved is not None:
            self.moved.emit(moved)
        return moved is not None


def tables_in_drafts(project: QgsProject) -> Dict[Table, List[QgsVectorLayer]]:
    """The tables of drafts that layers of the project show, with these layers."""
    tables: Dict[Table, List[QgsVectorLayer]] = {}
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.providerType() == "ogr":
            path, table = split_source(layer.source())
            if is_draft(Path(path)):
                name = table or (layer_names(Path(path)) or [""])[0]
                tables.setdefault((Path(path), name), []).append(layer)
    return tables


def move_beside(workspace: Workspace, begin: Callable[[], None] = lambda: None) -> Optional[Moved]:
    """Let the project's layers among the drafts show copies in the GeoPackage beside the project: all of them, or none.
    None where there is nothing to do, or the project is not saved. `begin` is called once the copies are made. Raises
    ProjectLayersError."""
    tables, place = tables_in_drafts(workspace.project), beside(workspace.project)
    if not tables or place is None:
        return None
    path = project_geopackage(workspace)
    _check(tables, path, workspace.project)
    copies = {table: _copy(_most_recent(layers), path, table[1]) for table, layers in tables.items()}
    begin()
    edited = {layer.id() for layers in tables.values() for layer in layers if layer.isEditable()}
    for table, layers in tables.items():
        for layer in layers:
            _follow(layer, copies[table], layer.id() in edited)
    return Moved([layer.name() for layers in tables.values() for layer in layers], path)


def _check(tables: Dict[Table, List[QgsVectorLayer]], path: Path, project: QgsProject) -> None:
    """Raise ProjectLayersError, with the cure, where the layers cannot go to `path` whole."""
    names = ", ".join(f"'{layer.name()}'" for layers in tables.values() for layer in layers)
    if is_draft(path):
        raise ProjectLayersError(f"The layers {names} stay among the drafts, since none can be kept in "
                                 f"{project.absolutePath()}. Save the project in another folder.")
    if locks_files(project):
        raise ProjectLayersError(f"The layers {names} stay among the drafts: the project uses automatic transactions. "
                                 "Turn them off (Project > Properties > Data Sources), and save it again.")
    for layers in tables.values():
        filtered = next((layer for layer in layers if layer.subsetString()), None)
        if filtered is not None:
            raise ProjectLayersError(
                f"The layers {names} stay among the drafts: '{filtered.name()}' has a filter, which hides a part of "
                "it. Take the filter away (right-click > Filter), and save the project again.")
        if sum(layer.isEditable() for layer in layers) > 1:
            raise ProjectLayersError(f"The layers {names} stay among the drafts: two layers of one table are being "
                                     "edited. End the edit mode of one, and save the project again.")


def _most_recent(layers: List[QgsVectorLayer]) -> QgsVectorLayer:
    """Of layers that show one table the one that is being edited."""
    return next((layer for layer in layers if layer.isEditable()), layers[0])


def _copy(layer: QgsVectorLayer, path: Path, stem: str) -> str:
    """The source of a new table that holds what the layer shows, unsaved edits included."""
    table, fields, keys = free_table(path, stem), QgsFields(), layer.primaryKeyAttributes()
    columns = [index for index in range(layer.fields().count()) if layer.fields().fieldOrigin(index) in STORED]
    for index in columns:
        fields.append(layer.fields().at(index))
    try:
        with LayerWriter(path, DRIVER, table) as writer:
            sink, count = writer.sink(fields, layer.wkbType(), layer.crs(), layer.transformContext(), ENCODING), 0
            for feature in _stored_first(layer):
                row = QgsFeature(feature)
                row.setFields(fields)
                row.setAttributes([None if feature.id() < 0 and index in keys else feature[index] for index in columns])
                if not sink.addFeature(row, QgsFeatureSink.FastInsert):
                    raise FootprintsError(sink.errorMessage())
                count += 1
            del sink
            if count < layer.featureCount():  # another program holds the draft, and QGIS reads nothing without a word
                raise FootprintsError(f"only {count} of its {layer.featureCount()} features can be read")
            writer.publish(count)
    except FootprintsError as error:
        raise ProjectLayersError(f"Layer '{layer.name()}' could not be copied to {path} and stays where it is "
                                 f"({error}). Check the free space, and that no other program holds the file. Then "
                                 "save the project again.") from error
    return f"{path}|layername={table}"


def _stored_first(layer: QgsVectorLayer) -> Iterator[QgsFeature]:
    """The features, those that have their number first: new ones get one that is free, in the order in which they were
    drawn."""
    new = []
    for feature in layer.getFeatures():
        if feature.id() < 0:
            new.append(feature)
        else:
            yield feature
    yield from sorted(new, key=lambda feature: -feature.id())


def _follow(layer: QgsVectorLayer, source: str, is_edited: bool) -> None:
    """Show another source, and go on with the edit mode there."""
    if layer.isEditable():
        layer.rollBack()  # what was edited is in the copy
    layer.setDataSource(source, layer.name(), "ogr")
    if is_edited:
        layer.startEditing()
