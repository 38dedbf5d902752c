"""Labels moved to where they fit the imagery (translation in ground metres): as a copy, or as one undoable edit."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Tuple, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from .edits import DrawingError, GroundPlane, start_editing
from .import_polygons import FootprintsError, in_chunks
from .joined_layer import count_of, is_key
from .sources import vector_layer

NEAR_DEGREES, NEAR_UNITS = 0.1, 10_000.0
"""Labels in a square with this side are moved in one plane, whose north is true there."""


class Move(NamedTuple):
    """How far a label is to be moved, in metres on the ground."""

    east_m: float
    north_m: float


Moves = Dict[int, Move]
"""By feature id."""


def read_moves(path: Path) -> Moves:
    """The moves in a GeoPackage by the worker. Raises FootprintsError when it cannot be read."""
    layer = vector_layer(path, path.stem)
    if not layer.isValid():
        raise FootprintsError(f"{path}, which the worker wrote, cannot be read.")
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.NoGeometry)
    return {int(move["source_id"]): Move(move["east_m"], move["north_m"]) for move in layer.getFeatures(request)}


class Ground:
    """Where labels in `crs` are moved: in a plane for those that lie near each other, since none holds everywhere."""

    def __init__(self, crs: QgsCoordinateReferenceSystem,
                 project: Union[QgsProject, QgsCoordinateTransformContext]) -> None:
        self._crs, self._project = crs, project
        self._near = NEAR_DEGREES if crs.isGeographic() else NEAR_UNITS
        self._planes: Dict[Tuple[int, int], GroundPlane] = {}

    def moved(self, polygon: QgsGeometry, east_m: float, north_m: float) -> QgsGeometry:
        """As GroundPlane.moved()."""
        middle = polygon.boundingBox().center()
        key = math.floor(middle.x() / self._near), math.floor(middle.y() / self._near)
        if key not in self._planes:
            self._planes[key] = GroundPlane(middle, self._crs, self._project)
        return self._planes[key].moved(polygon, east_m, north_m)


class MovedLayer:
    """The features of `source` with all their columns (destinations.Copied, import_polygons.Rows), those with a move at
    their new place; heights and curves stay."""

    def __init__(self, source: QgsProcessingFeatureSource, moves: Moves,
                 context: QgsCoordinateTransformContext) -> None:
        self._source, self._moves, self.fields = source, moves, source.fields()
        self._ground = Ground(source.sourceCrs(), context)

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of the source."""
        return self._source.sourceCrs()

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """That of the source."""
        return self._source.wkbType()

    def __len__(self) -> int:
        return count_of(self._source)

    def is_key(self, index: int) -> bool:
        """Whether a column may be a key."""
        return is_key(self._source, index)

    def chunks(self, columns: QgsFields) -> Iterator[List[QgsFeature]]:
        """All features in the order of the source, in lists of CHUNK."""
        request = QgsFeatureRequest().setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)

        def moved(feature: QgsFeature) -> QgsFeature:
            copy = QgsFeature(columns)
            move = self._moves.get(feature.id())
            copy.setGeometry(self._ground.moved(feature.geometry(), *move) if move else feature.geometry())
            copy.setAttributes(feature.attributes())
            return copy

        return in_chunks(map(moved, self._source.getFeatures(
            request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks)))


def move_labels(layer: QgsVectorLayer, moves: Moves, command: str) -> int:
    """Move labels of a layer as one undoable edit command with this name; returns how many are still there and were
    moved. The layer stays in edit mode. Raises DrawingError for one that cannot be edited."""
    start_editing(layer)
    ground = Ground(layer.crs(), layer.transformContext())
    layer.beginEditCommand(command)
    number = 0
    for label in layer.getFeatures(QgsFeatureRequest().setFilterFids(list(moves)).setNoAttributes()):
        if not layer.changeGeometry(label.id(), ground.moved(label.geometry(), *moves[label.id()])):
            layer.destroyEditCommand()
            raise DrawingError(f"Layer '{layer.name()}' did not let its labels be moved. Check that its polygons can "
                               "be edited.")
        number += 1
    layer.endEditCommand()
    layer.triggerRepaint()
    return number
