"""Suggested squares (active learning): put into the layer of areas, and labelled one after the other."""

from __future__ import annotations

from typing import Dict, List

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsProcessing,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...protocol.areas import SUGGESTED, TRAIN
from ...protocol.certain import certain
from ..history.model_choices import reads_dates
from ..layers import words
from ..layers.areas import role_in
from ..layers.edits import DrawingError, add_polygons, start_editing
from ..layers.project_layers import new_layers
from ..layers.sources import is_empty
from ..layers.styles import add_role
from ..layers.workspace import Workspace
from ..online.imagery_parameters import imagery_parameters
from ..translation import tr
from .edit_command import edit_command


def suggest_parameters(workspace: Workspace) -> Dict[str, object]:
    """Parameters of roofline:suggest on the workspace's layers, with the model of its last training, else the base."""
    choices = workspace.choices
    parameters: Dict[str, object] = {
        **imagery_parameters(workspace, reads_dates(choices.model)), "SUGGESTED": QgsProcessing.TEMPORARY_OUTPUT}
    if choices.model:
        parameters["MODEL"] = choices.model
    for name, layer in (("LABELS", workspace.labels), ("AREAS", workspace.areas)):
        if layer is not None and not is_empty(layer):
            parameters[name] = layer.id()
    return parameters


def add_squares(workspace: Workspace, found: QgsVectorLayer) -> None:
    """Add suggested squares to the workspace's areas, the best first, in a new layer where there is none, in place of
    those that are left from a former search: two undoable edits. Raises DrawingError, ProjectLayersError."""
    if workspace.areas is None:
        new_layers(workspace, ["areas"])
    areas = certain(workspace.areas, "areas")
    if areas.fields().lookupField("role") < 0:
        raise DrawingError(f"Layer '{areas.name()}' has no column 'role', which tells squares to label from areas that "
                           "are labelled. Choose another layer of areas, or make one with New.")
    renderer = areas.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer) and "role" in renderer.classAttribute().lower():
        add_role(areas, SUGGESTED)
    skip_squares(areas, *(former.id() for former in squares_left(workspace)))
    add_polygons(areas, [square.geometry() for square in found.getFeatures()], found.crs(), tr(words.SUGGEST_SQUARE),
                 {"role": SUGGESTED})


def squares_left(workspace: Workspace) -> List[QgsFeature]:
    """The squares that are not labelled yet, in their order."""
    areas = workspace.areas
    if areas is None or areas.geometryType() != QgsWkbTypes.PolygonGeometry:
        return []
    column = areas.fields().lookupField("role")
    found = [area for area in areas.getFeatures() if role_in(area, column) == SUGGESTED]
    return sorted(found, key=lambda area: (area.id() < 0, abs(area.id())))  # ids of unsaved ones count down from -1


def finish_square(areas: QgsVectorLayer, square: int) -> None:
    """Make the square with this id an area to train on, as one undoable edit. Raises DrawingError."""
    start_editing(areas)
    with edit_command(areas, tr(words.FINISH_SQUARE)):
        areas.changeAttributeValue(square, areas.fields().lookupField("role"), TRAIN)


def skip_squares(areas: QgsVectorLayer, *squares: int) -> None:
    """Delete the squares with these ids, as one undoable edit. Raises DrawingError."""
    start_editing(areas)
    if squares:
        with edit_command(areas, tr(words.SKIP_SQUARE)):
            areas.deleteFeatures(list(squares))
