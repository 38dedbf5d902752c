"""A prediction as the panel starts it, and what becomes of its footprints."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Dict, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..history.model_choices import model_name
from ..layers.imagery import ImageryError, raster_path
from ..layers.project_layers import add_footprints, new_table, project_geopackage, sink_for
from ..layers.workspace import Workspace
from ..translation import mark, tr

VIEW, AREAS, WHOLE = "view", "areas", "whole"
"""Where to look: values of Choices.where."""
NEW, EDITED = "new", "edited"
"""Where the footprints go: values of Choices.into."""
TABLE = "footprints"
NAME, PARTIAL = mark("Footprints {model}"), mark("Footprints {model} (part)")
IN_MEMORY = "TEMPORARY_OUTPUT"


def parameters(workspace: Workspace, model: str, where: str, view: QgsReferencedRectangle,
               new_layer: bool) -> Dict[str, Any]:
    """Inputs and outputs of roofline:predict; the imagery, and for AREAS the areas, must be there.

    model: "" for the bundled one. new_layer: the footprints go into a table of the project's GeoPackage, else into a
    layer in memory. Raises ProjectLayersError.
    """
    imagery, areas = workspace.imagery, workspace.areas
    assert imagery is not None
    chosen: Dict[str, Any] = {"IMAGERY": [imagery.id()], "FOOTPRINTS": IN_MEMORY}
    if model:
        chosen["MODEL"] = model
    if where == VIEW:
        chosen["EXTENT"] = _as_parameter(view)
    elif where == AREAS:
        assert areas is not None
        chosen["AREAS"] = areas.id()
    if new_layer:
        chosen["FOOTPRINTS"] = new_sink(workspace)
    return chosen


def new_sink(workspace: Workspace) -> str:
    """A new table of the project's GeoPackage, as a destination. Raises ProjectLayersError."""
    return sink_for(project_geopackage(workspace), new_table(workspace, TABLE))


def choose_imagery(workspace: Workspace, path: str) -> None:
    """Choose the layer of the project that shows the raster `path`, if there is one."""
    for layer in workspace.project.mapLayers().values():
        with suppress(ImageryError):
            if isinstance(layer, QgsRasterLayer) and raster_path(layer) == path:
                workspace.choose(imagery=layer)
                return


def shows_imagery(view: QgsReferencedRectangle, imagery: QgsRasterLayer, workspace: Workspace) -> bool:
    """Whether the view meets the imagery; where nobody can tell, yes."""
    to_imagery = QgsCoordinateTransform(view.crs(), imagery.crs(), workspace.project)
    try:
        return bool(to_imagery.transformBoundingBox(view).intersects(imagery.extent()))
    except QgsCsException:
        return True


def edited_layer(workspace: Workspace, active: Optional[QgsMapLayer]) -> Optional[QgsVectorLayer]:
    """The layer that takes footprints as an edit: the chosen footprints, else the active polygon layer, where it is
    being edited. Labels and areas never are."""
    for layer in (workspace.footprints, active):
        if (isinstance(layer, QgsVectorLayer) and layer.isEditable()
                and layer.geometryType() == QgsWkbTypes.PolygonGeometry
                and layer not in (workspace.labels, workspace.areas)):
            return layer
    return None


def keep_as_layer(workspace: Workspace, source: str, model: str) -> Optional[QgsVectorLayer]:
    """The new table `source` as a layer of the project, chosen. None, and no table either, when it is empty.

    Raises ProjectLayersError.
    """
    if _is_empty(source):
        _drop(source)
        return None
    layer = add_footprints(workspace, source, free_name(workspace, model))
    workspace.choose(footprints=layer)
    return layer


def free_name(workspace: Workspace, model: str, pattern: str = NAME) -> str:
    """What footprints of `model` are called, with a number from the second layer on."""
    first = name = tr(pattern, model=model_name(model))
    number = 1
    while workspace.project.mapLayersByName(name):
        number += 1
        name = f"{first} {number}"
    return name


def _as_parameter(view: QgsReferencedRectangle) -> Any:
    """As text, which can be repeated; a CRS without a code cannot be written so."""
    code = view.crs().authid()
    if not code:
        return view
    sides = (view.xMinimum(), view.xMaximum(), view.yMinimum(), view.yMaximum())
    return f"{','.join(repr(side) for side in sides)} [{code}]"


def _is_empty(source: str) -> bool:
    layer = QgsVectorLayer(source, TABLE, "ogr")
    return bool(layer.isValid()) and layer.featureCount() == 0


def _drop(source: str) -> None:
    """An empty table that cannot be removed is left: it is in nobody's way."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    with suppress(QgsProviderConnectionException):
        connection = QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(parts["path"], {})
        connection.dropVectorTable("", parts["layerName"])
