"""Parameters of roofline:predict from the panel's choices, and the layer for its footprints."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Dict, List, Optional

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

from ...protocol.certain import certain
from ...protocol.settings.prediction import SKIP
from ..history.model_choices import finds_cover, model_name, reads_dates
from ..layers.imagery import ImageryError, raster_path
from ..layers.layer_crs import source_of
from ..layers.project_layers import add_footprints, new_table, project_geopackage, sink_for
from ..layers.sources import is_empty
from ..layers.workspace import AREAS, VIEW, Workspace
from ..online.facts import is_cached_in
from ..online.imagery_parameters import imagery_parameters
from ..online.picture import is_online
from ..translation import mark, tr

TABLE = "footprints"
NAME, PARTIAL = mark("Footprints: {model}"), mark("Footprints: {model} (part)")
IN_MEMORY = "TEMPORARY_OUTPUT"


def parameters(workspace: Workspace, model: str, where: str, view: QgsReferencedRectangle,
               target: Optional[QgsVectorLayer]) -> Dict[str, Any]:
    """Input and output parameters of roofline:predict. The imagery, and for AREAS the areas, must be chosen.

    model: "" for the default one. view: the extent used for VIEW. target: the layer that gets the footprints: in edit
    mode by way of one in memory, else from the algorithm; None for a new table of the project's GeoPackage. Raises
    ProjectLayersError.
    """
    chosen: Dict[str, Any] = {**imagery_parameters(workspace, reads_dates(model)), **existing(workspace, target, model)}
    if model:
        chosen["MODEL"] = model
    if where == VIEW:
        chosen["EXTENT"] = _as_parameter(view)
    elif where == AREAS:
        chosen["AREAS"] = certain(workspace.areas, "areas").id()
    if target is None:
        chosen["FOOTPRINTS"] = new_sink(workspace)
    elif target.isEditable():
        chosen["FOOTPRINTS"] = IN_MEMORY
    else:
        chosen["APPEND_TO"] = target.id()
    return chosen


def existing(workspace: Workspace, target: Optional[QgsVectorLayer], model: str) -> Dict[str, Any]:
    """The parameter EXISTING where known buildings are to be skipped: the labels, and the layer that gets the
    footprints, with those that were rejected there, which need no second look, or that its filter hides. {} where
    there are none, and with a `model` of ground cover: a lake of which a part is labelled is found as a whole."""
    if finds_cover(model):
        return {}
    known = [layer for layer in (workspace.labels, target) if layer is not None and layer.isValid()
             and layer.geometryType() == QgsWkbTypes.PolygonGeometry and layer.crs().isValid()]
    if not known or workspace.choices.labelled != SKIP:
        return {}
    hidden = [_without_filter(target)] if target is not None and target in known and target.subsetString() else []
    return {"EXISTING": [*(layer.id() for layer in known), *hidden]}


def _without_filter(layer: QgsVectorLayer) -> str:
    """The data source of a layer as a parameter, with what its filter hides."""
    whole = layer.clone()
    whole.setSubsetString("")
    return str(whole.source() if whole.providerType() == "ogr" else f"{whole.providerType()}://{whole.source()}")


def new_sink(workspace: Workspace) -> str:
    """A new table of the project's GeoPackage, as a Processing destination. Raises ProjectLayersError."""
    return sink_for(project_geopackage(workspace), new_table(workspace, TABLE))


def choose_imagery(workspace: Workspace, path: str) -> None:
    """Choose the project's layer of the raster `path`, as a request names it, as imagery, if there is one; of several
    the one that is chosen already."""
    for layer in (workspace.imagery, *workspace.project.mapLayers().values()):
        with suppress(ImageryError):
            if isinstance(layer, QgsRasterLayer) and _shows(layer, path):
                workspace.choose(imagery=layer)
                return


def _shows(layer: QgsRasterLayer, path: str) -> bool:
    return is_cached_in(layer, path) or (not is_online(layer) and raster_path(layer) == source_of(path))


def shows_imagery(view: QgsReferencedRectangle, imagery: QgsRasterLayer, workspace: Workspace) -> bool:
    """Whether the view intersects the imagery; yes where it cannot be transformed to the imagery's CRS."""
    to_imagery = QgsCoordinateTransform(view.crs(), imagery.crs(), workspace.project)
    try:
        return bool(to_imagery.transformBoundingBox(view).intersects(imagery.extent()))
    except QgsCsException:
        return True


def kept_apart(workspace: Workspace) -> List[QgsVectorLayer]:
    """The layers that never take footprints: the labels, the areas, and the cells of a review."""
    return [layer for layer in (workspace.labels, workspace.areas, workspace.grid) if layer is not None]


def append_layer(workspace: Workspace) -> Optional[QgsVectorLayer]:
    """The layer of the project that was chosen to be appended to; None where it was kept apart since."""
    layer = workspace.append_to
    return None if layer in kept_apart(workspace) else layer


def edited_layer(workspace: Workspace, active: Optional[QgsMapLayer]) -> Optional[QgsVectorLayer]:
    """The layer in edit mode to which footprints can be added: the chosen footprints, else the active polygon layer.
    None where neither is in edit mode, or it is kept apart."""
    for layer in (workspace.footprints, active):
        if (isinstance(layer, QgsVectorLayer) and layer.isEditable()
                and layer.geometryType() == QgsWkbTypes.PolygonGeometry
                and layer not in kept_apart(workspace)):
            return layer
    return None


def keep_as_layer(workspace: Workspace, source: str, model: str) -> Optional[QgsVectorLayer]:
    """Add the new table `source` to the project as a layer, and choose it. An empty table is dropped: None.

    Raises ProjectLayersError.
    """
    if _is_empty(source):
        _drop(source)
        return None
    layer = add_footprints(workspace, source, free_name(workspace, model))
    workspace.choose(footprints=layer)
    return layer


def free_name(workspace: Workspace, model: str, pattern: str = NAME) -> str:
    """A layer name for footprints of `model`, with a number where the project has a layer of that name."""
    first = name = tr(pattern, model=model_name(model))
    number = 1
    while workspace.project.mapLayersByName(name):
        number += 1
        name = f"{first} {number}"
    return name


def _as_parameter(view: QgsReferencedRectangle) -> Any:
    """The extent as text, which a command line can repeat; as it is where its CRS has no authority code."""
    code = view.crs().authid()
    if not code:
        return view
    sides = (view.xMinimum(), view.xMaximum(), view.yMinimum(), view.yMaximum())
    return f"{','.join(repr(side) for side in sides)} [{code}]"


def _is_empty(source: str) -> bool:
    layer = QgsVectorLayer(source, TABLE, "ogr")
    return bool(layer.isValid()) and is_empty(layer)


def _drop(source: str) -> None:
    """Drop a table. One that cannot be dropped is left: it is empty and does no harm."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    with suppress(QgsProviderConnectionException):
        connection = QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(parts["path"], {})
        connection.dropVectorTable("", parts["layerName"])
