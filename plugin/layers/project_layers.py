"""Creation of layers in a project: a GeoPackage and its tables, attribute forms, styles, and the layer tree."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFields,
    QgsLayerTreeGroup,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...protocol.areas import ROLES, SUGGESTED
from ...protocol.labels import BUILDING
from .. import compat
from ..environment.claims import claim
from ..translation import tr
from . import words
from .project_files import beside, can_append, can_write, drafts_folder, is_draft
from .sources import MISREAD
from .styles import add_class_style, style_areas, style_footprints, style_labels
from .workspace import Workspace

GEOPACKAGE_VERSION = "1.2"
"""The version that the oldest supported QGIS reads without a warning."""
GROUP = "roofline/imagery"
"""Custom property of a group in the layer tree: the id of the imagery in which its footprints were found."""


class ProjectLayersError(Exception):
    """A layer could not be created; the text says why and what to do."""


def project_geopackage(workspace: Workspace) -> Path:
    """The file for layers that Roofline creates in this project. Its folder exists; the file need not yet.

    The file lies beside the project file where that folder is writable, else in `drafts` in the data folder. A file
    that has layers and is no draft stays in use, also when the project is saved under another name. Raises
    ProjectLayersError.
    """
    chosen = _changeable(_choose_file(workspace), workspace.project)
    workspace.choose(geopackage=str(chosen))
    return chosen


def _choose_file(workspace: Workspace) -> Path:
    kept, found = workspace.choices.geopackage, beside(workspace.project)
    remembered = Path(kept) if kept and can_write(Path(kept).parent) else None
    if found is None or not can_write(found.parent) or MISREAD.search(str(found)):
        return remembered or _draft()
    stays = remembered is not None and remembered.is_file() and not is_draft(remembered) and not found.is_file()
    return remembered if remembered is not None and stays else found


def _changeable(path: Path, project: QgsProject) -> Path:
    """Another, new file when the project locks `path`, or that is write-protected."""
    free, count = path, 1
    while free.exists() and (locks_files(project) or not can_append(free)):
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


def locks_files(project: QgsProject) -> bool:
    """Whether the project uses automatic transactions, in which QGIS locks a file while a layer in it is edited."""
    if hasattr(project, "transactionMode"):  # since QGIS 3.26
        return bool(project.transactionMode() == Qgis.TransactionMode.AutomaticGroups)
    return bool(project.autoTransaction())


def new_labels_and_areas(workspace: Workspace) -> None:
    """Create and choose two empty layers, in the CRS of the imagery or else of the project, on top of the layer tree.

    Raises ProjectLayersError.
    """
    new_layers(workspace, ("areas", "labels"))


def new_layers(workspace: Workspace, kinds: Sequence[str]) -> None:
    """As new_labels_and_areas(), for these kinds ("labels", "areas"); the last one is on top. Other choices stay."""
    crs = _crs(workspace)
    path = project_geopackage(workspace)
    made = {}
    for kind in kinds:
        title, column, style, make_form = _KINDS[kind]
        layer = made[kind] = _new_layer(path, free_table(path, kind), tr(title), (column, "note"), crs)
        style(layer)
        make_form(layer)
    root = workspace.project.layerTreeRoot()
    for layer in made.values():
        workspace.project.addMapLayer(layer, False)
        compat.put_on_top(root, layer)
    workspace.choose(**made)


def new_table(workspace: Workspace, stem: str) -> str:
    """A free table name in the project's GeoPackage, which no other QGIS is about to write: `stem`, else `stem`_2 and
    so on. Raises ProjectLayersError."""
    return free_table(project_geopackage(workspace), stem)


def free_table(path: Path, stem: str) -> str:
    """A table name that is free in the GeoPackage `path`, which need not exist. Raises ProjectLayersError."""
    name = re.sub(r"\W+", "_", stem).strip("_") or "table"
    taken, free, count = _tables(path), name, 1
    while free.lower() in taken or not claim(path, free):
        count += 1
        free = f"{name}_{count}"
    return free


def sink_for(path: Path, table: str) -> str:
    """The Processing destination (an ogr: URI) for a new `table` in the GeoPackage `path`."""
    quoted = path.as_posix().replace("\\", "\\\\").replace("'", "\\'")
    return f"ogr:dbname='{quoted}' table=\"{table}\" (geom)"


def add_footprints(workspace: Workspace, source: str, name: str) -> QgsVectorLayer:
    """Add `source` (a file, or file|layername=table) to the project as a styled layer called `name`, on top of the
    group of the imagery's footprints. Raises ProjectLayersError."""
    layer = QgsVectorLayer(source, name, "ogr")
    if not layer.isValid():
        raise ProjectLayersError(f"The footprints in {source} cannot be read. If the file was moved or deleted, look "
                                 "for them again.")
    style_footprints(layer)
    add_class_style(layer)
    workspace.project.addMapLayer(layer, False)
    group = _footprints_group(workspace)
    is_new = not group.children()
    compat.put_on_top(group, layer)
    if is_new:  # QGIS shows a group that was made empty as folded
        group.setExpanded(False)
        group.setExpanded(True)
    return layer


def _draft() -> Path:
    folder = drafts_folder() / time.strftime("%Y%m%d-%H%M%S")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectLayersError(f"No folder for the layers could be made at {folder}: {error.strerror}. Save the "
                                 "project where you may write, or set ROOFLINE_HOME to such a folder.") from error
    return folder / "roofline.gpkg"


def _crs(workspace: Workspace) -> QgsCoordinateReferenceSystem:
    """That of the imagery, else of the project, else of the footprints."""
    imagery, footprints = workspace.imagery, workspace.footprints
    there = [workspace.project.crs()] if imagery is None else [imagery.crs()]
    there += [] if footprints is None else [footprints.crs()]
    crs = next((one for one in there if one.isValid()), None)
    if crs is None:
        raise ProjectLayersError("There is no CRS to draw in. Choose the imagery first, or set the project's CRS.")
    return crs


def _tables(path: Path) -> List[str]:
    """Names of tables and views in lower case, since names in a GeoPackage are case-insensitive; also of those that are
    no layers."""
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(path)) as database:
            return [name.lower() for name, in database.execute("SELECT name FROM sqlite_master")]
    except sqlite3.Error as error:
        raise ProjectLayersError(f"{path} cannot be read as a GeoPackage ({error}). Move it away, and it is made "
                                 "anew.") from error


def _new_layer(path: Path, table: str, name: str, columns: Tuple[str, ...], crs: QgsCoordinateReferenceSystem,
               ) -> QgsVectorLayer:
    """Create an empty MultiPolygon layer with text columns."""
    fields = QgsFields()
    for column in columns:
        fields.append(compat.new_field(column, compat.STRING))
    writer = QgsVectorFileWriter.create(str(path), fields, QgsWkbTypes.MultiPolygon, crs,
                                        QgsCoordinateTransformContext(), table_options(path, table))
    problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.NoError else ""
    del writer  # closes the file
    layer = QgsVectorLayer(f"{path}|layername={table}", name, "ogr")
    if problem or not layer.isValid():
        raise ProjectLayersError(f"The layer {table} could not be written to {path}. Check the free space, and that no "
                                 f"other program holds the file. {problem}".rstrip())
    return layer


def table_options(path: Path, table: str) -> QgsVectorFileWriter.SaveVectorOptions:
    """Writer options for a new `table` in the GeoPackage `path`, which need not exist yet."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    options.layerOptions = ["GEOMETRY_NAME=geom", "FID=fid"]
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.CreateOrOverwriteLayer
    else:
        options.datasourceOptions = [f"VERSION={GEOPACKAGE_VERSION}"]
    return options


def _make_labels_form(layer: QgsVectorLayer) -> None:
    """Attribute form of labels; it does not pop up while the user draws, since the class is known."""
    _name_columns(layer, {"class": tr(words.CLASS), "note": tr(words.NOTE)})
    layer.setDefaultValueDefinition(layer.fields().indexOf("class"), QgsDefaultValue(f"'{BUILDING}'"))
    layer.setDisplayExpression("concat(\"class\", ' ', \"fid\")")
    form = layer.editFormConfig()
    form.setSuppress(QgsEditFormConfig.SuppressOn)
    layer.setEditFormConfig(form)


def _make_areas_form(layer: QgsVectorLayer) -> None:
    _name_columns(layer, {"role": tr(words.ROLE), "note": tr(words.NOTE)})
    role = layer.fields().indexOf("role")
    layer.setDefaultValueDefinition(role, QgsDefaultValue(f"'{ROLES[0]}'"))
    choices = [{tr(words.ROLES[name]): name} for name in (*ROLES, SUGGESTED)]
    layer.setEditorWidgetSetup(role, QgsEditorWidgetSetup("ValueMap", {"map": choices}))
    layer.setDisplayExpression("concat(\"role\", ' ', \"fid\")")


def _name_columns(layer: QgsVectorLayer, names: Dict[str, str]) -> None:
    for column, name in names.items():
        layer.setFieldAlias(layer.fields().indexOf(column), name)
    layer.setEditorWidgetSetup(layer.fields().indexOf("fid"), QgsEditorWidgetSetup("Hidden", {}))


def _footprints_group(workspace: Workspace) -> QgsLayerTreeGroup:
    """The group for footprints of the imagery, wherever the user has moved it; where there is none, it is created above
    the imagery, or above the group in which that is one of several to choose from. The root of the tree without
    imagery."""
    root, imagery = workspace.project.layerTreeRoot(), workspace.imagery
    node = root.findLayer(imagery.id()) if imagery is not None else None
    if imagery is None or node is None:
        return root
    for group in root.findGroups(True):
        if group.customProperty(GROUP) == imagery.id():
            return group
    while node.parent().isMutuallyExclusive():  # where it is visible, its imagery is not
        node = node.parent()
    name = tr(words.FOUND_IN, imagery=imagery.name())
    group = node.parent().insertGroup(node.parent().children().index(node), name)
    group.setCustomProperty(GROUP, imagery.id())
    return group


_KINDS = {"labels": (words.LABELS, "class", style_labels, _make_labels_form),
          "areas": (words.AREAS, "role", style_areas, _make_areas_form)}
"""Kind of layer -> its name, its column beside the note, its style and its form."""
