"""Layer edits (edit buffer, undo stack): a drawn polygon as one edit command; rectangles in a local projection."""

from __future__ import annotations

from typing import List, Mapping, Optional, Sequence, Type, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ...protocol.areas import TRAIN
from ...protocol.labels import BUILDING
from .field_mapping import own_fields
from .sources import unreadable

WGS84 = "EPSG:4326"
BUFFER_SEGMENTS = 8
"""Straight sides to a quarter of a circle."""
OTHER_LAYER = "Choose another layer, or make new ones with New."
MEANT = {"class": BUILDING, "role": TRAIN}
"""What a polygon is without that column."""


class DrawingError(Exception):
    """A drawn polygon cannot be added to a layer; the text says why and what to do."""


class GroundPlane:
    """Local azimuthal equidistant projection in metres around `center`, a point of `crs`: angles and lengths are true
    within some kilometres.

    Right angles are computed here, since those of the map are not right on the ground in degrees, nor in an equal-area
    CRS. Without a CRS, and at a point that has no place on earth in it, map units are used as they are.
    """

    def __init__(self, center: QgsPointXY, crs: QgsCoordinateReferenceSystem,
                 project: Union[QgsProject, QgsCoordinateTransformContext]) -> None:
        self._to_map: Optional[QgsCoordinateTransform] = None
        if not crs.isValid():
            return
        try:
            place = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), project).transform(center)
        except QgsCsException:
            return
        plane = QgsCoordinateReferenceSystem.fromProj(
            f"+proj=aeqd +lat_0={place.y()!r} +lon_0={place.x()!r} +datum=WGS84 +units=m +no_defs")
        self._to_map = QgsCoordinateTransform(plane, crs, project)

    def rectangle(self, start: QgsPointXY, end: QgsPointXY, beyond: QgsPointXY) -> QgsGeometry:
        """The rectangle with one side from `start` to `end`, and as deep as `beyond` is away from it; all in the map's
        CRS. Empty when start and end are one point, or a point has no place on earth."""
        try:
            a, b, c = (self._place(point) for point in (start, end, beyond))
            wall = b - a
            if wall.length() == 0:
                return QgsGeometry()
            side = wall.perpVector().normalized()
            depth = side * ((c - a) * side)
            far = [self._on_map(point + depth) for point in (b, a)]
        except QgsCsException:
            return QgsGeometry()
        return QgsGeometry.fromPolygonXY([[start, end, *far, start]])

    def around(self, polygon: QgsGeometry, width_m: float) -> QgsGeometry:
        """`polygon`, in the map's CRS, and all that lies within `width_m` of it. Raises QgsCsException where the CRS
        does not hold."""
        wide = QgsGeometry(polygon)
        if self._to_map is not None:
            wide.transform(self._to_map, QgsCoordinateTransform.ReverseTransform)
        wide = wide.buffer(width_m, BUFFER_SEGMENTS)
        if self._to_map is not None:
            wide.transform(self._to_map)
        return wide

    def moved(self, polygon: QgsGeometry, east_m: float, north_m: float) -> QgsGeometry:
        """`polygon`, in the map's CRS, so many metres further to the east and north. Raises QgsCsException where the
        CRS does not hold."""
        there = QgsGeometry(polygon)
        if self._to_map is not None:
            there.transform(self._to_map, QgsCoordinateTransform.ReverseTransform)
        there.translate(east_m, north_m)
        if self._to_map is not None:
            there.transform(self._to_map)
        return there

    def _place(self, point: QgsPointXY) -> QgsPointXY:
        return self._to_map.transform(point, QgsCoordinateTransform.ReverseTransform) if self._to_map else point

    def _on_map(self, point: QgsPointXY) -> QgsPointXY:
        return self._to_map.transform(point) if self._to_map else point


def add_polygon(layer: QgsVectorLayer, polygon: QgsGeometry, crs: QgsCoordinateReferenceSystem, command: str,
                values: Optional[Mapping[str, object]] = None) -> None:
    """As add_polygons(), with one."""
    add_polygons(layer, [polygon], crs, command, values)


def add_polygons(layer: QgsVectorLayer, polygons: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem,
                 command: str, values: Optional[Mapping[str, object]] = None) -> None:
    """Add `polygons`, in `crs`, to `layer` with the layer's default values, as one undoable edit command.

    command: its name in the undo stack. values: by column name, ignoring case; columns that the layer lacks are
    skipped, unless demand_columns() refuses that. The layer stays in edit mode. Raises DrawingError.
    """
    demand_columns(layer, values or {})
    start_editing(layer)
    parts = [part for polygon in polygons for part in _in_layer(layer, polygon, crs)]
    attributes = {layer.fields().lookupField(name): value for name, value in (values or {}).items()}
    attributes.pop(-1, None)
    layer.beginEditCommand(command)
    context = layer.createExpressionContext()
    added = layer.addFeatures([QgsVectorLayerUtils.createFeature(layer, part, attributes, context) for part in parts])
    if not added or not parts:
        layer.destroyEditCommand()
        raise DrawingError(f"Layer '{layer.name()}' took no polygon. Check that it is a polygon layer that "
                           "can be edited.")
    layer.endEditCommand()
    layer.triggerRepaint()


def demand_columns(layer: QgsVectorLayer, values: Mapping[str, object]) -> None:
    """Raise DrawingError where the layer cannot hold what `values`, by column name, say a polygon is: it would be taken
    for what MEANT says, or for something else. So for a layer whose file is gone."""
    if not layer.isValid():
        raise DrawingError(unreadable(layer))
    for name, meant in MEANT.items():
        value, index = str(values.get(name) or ""), layer.fields().lookupField(name)
        if not value:
            continue
        if index < 0 and value.lower() != meant:
            raise DrawingError(f"Layer '{layer.name()}' has no column '{name}', so a polygon for '{value}' would count "
                               "as something else. Add it (right-click the layer > Open Attribute Table > New Field, "
                               "for text), choose another layer, or make new ones with New.")
        if index >= 0 and not _takes(layer, index, value, meant):
            raise DrawingError(f"Column '{name}' of layer '{layer.name()}' does not take '{value}', so such a polygon "
                               "would count as something else. Choose another layer, or make new ones with New.")


def _takes(layer: QgsVectorLayer, index: int, value: str, meant: str) -> bool:
    """Whether a column keeps a value; into one that is computed or joined, nothing can be written."""
    field = layer.fields().at(index)
    if field.name() not in own_fields(layer):
        return value.lower() == meant
    try:
        return str(field.convertCompatible(value)) == value
    except ValueError:
        return False


def start_editing(layer: QgsVectorLayer, error: Type[Exception] = DrawingError, cure: str = OTHER_LAYER) -> None:
    """Put the layer into edit mode, as QGIS's pencil does. Raises `error`, with the `cure`, for a read-only layer."""
    if not layer.isEditable() and not layer.startEditing():
        raise error(f"Layer '{layer.name()}' cannot be edited: it or its file is read-only. {cure}")


def _in_layer(layer: QgsVectorLayer, polygon: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> List[QgsGeometry]:
    moved = QgsGeometry(polygon)
    if crs.isValid() and layer.crs().isValid() and crs != layer.crs():
        try:
            moved.transform(QgsCoordinateTransform(crs, layer.crs(), layer.transformContext()))
        except QgsCsException as error:
            raise DrawingError(f"This place does not exist in the CRS of layer '{layer.name()}', "
                               f"{layer.crs().userFriendlyIdentifier()}. Draw nearer to the imagery, or choose a layer "
                               "in another CRS.") from error
    return list(moved.coerceToType(layer.wkbType()))
