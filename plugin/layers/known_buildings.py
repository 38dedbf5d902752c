"""Buildings that are known already: the share of an outline that they cover (polygon overlay, spatial index).

A footprint is known where known buildings cover more than KNOWN_SHARE of it, however many they are. The share is of the
footprint's own area and not an IoU: a house in a row that was labelled as one block is known, and so is one whose label
was drawn roughly. A large building with a known shed at its side is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator, List, Optional, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsRectangle,
    QgsSpatialIndex,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...protocol.labels import BACKGROUND
from .areas import class_in
from .datum import transformed
from .export_labels import KINDS, LabelsError, check_polygons, wrong_kind
from .ground_crs import spans_globe
from .import_polygons import PolygonFile

KNOWN_SHARE = 0.5
"""The share (0-1) of a footprint that known buildings cover, above which it is one of them."""
KNOWN = "known"
"""Column with that share."""
WHAT = "Existing buildings"
"""The layers, in errors."""


@dataclass(frozen=True)
class Outlines:
    """Polygons as a layer holds them, in its CRS."""

    polygons: List[QgsGeometry]
    crs: QgsCoordinateReferenceSystem


def read_buildings(layer: QgsVectorLayer, imagery: Sequence[QgsMapLayer],
                   context: QgsCoordinateTransformContext) -> Outlines:
    """The buildings of a layer that lie on the imagery, unsaved edits included; labels of the class background are
    none. To be called on the main thread, where layers may be edited. Raises LabelsError for one without polygons."""
    check_polygons(layer, WHAT)
    polygons = _polygons(layer, _extent(imagery, layer.crs(), context))
    if layer.geometryType() in KINDS and not polygons:
        raise LabelsError(wrong_kind(layer.name(), WHAT, KINDS[layer.geometryType()]))
    return Outlines(polygons, layer.crs())


def _polygons(layer: QgsVectorLayer, box: Optional[QgsRectangle]) -> List[QgsGeometry]:
    """The buildings of a layer in a box of its CRS; None: all."""
    column = layer.fields().lookupField("class")
    request = QgsFeatureRequest().setSubsetOfAttributes([column] if column >= 0 else [])
    if box is not None:
        request.setFilterRect(box)
    return [feature.geometry() for feature in layer.getFeatures(request)
            if feature.geometry().type() == QgsWkbTypes.PolygonGeometry
            and class_in(feature, column).lower() != BACKGROUND]


def labelled(layer: QgsVectorLayer, box: QgsRectangle, crs: QgsCoordinateReferenceSystem,
             context: QgsCoordinateTransformContext) -> KnownBuildings:
    """The labels of a layer in a box of `crs`, unsaved edits included; none where the box does not hold in its CRS."""
    try:
        there = QgsCoordinateTransform(crs, layer.crs(), context).transformBoundingBox(box)
    except QgsCsException:
        return KnownBuildings([], crs, context)
    return KnownBuildings([Outlines(_polygons(layer, there), layer.crs())], crs, context)


class KnownBuildings:
    """The buildings of some layers in one CRS, with a spatial index."""

    def __init__(self, layers: Iterable[Outlines], crs: QgsCoordinateReferenceSystem,
                 context: QgsCoordinateTransformContext) -> None:
        self._polygons: List[QgsGeometry] = []
        self._index = QgsSpatialIndex()
        for layer in layers:
            transform = QgsCoordinateTransform(layer.crs, crs, context)
            for polygon in layer.polygons:
                self._add(transformed(polygon, transform))

    def covered(self, outline: QgsGeometry) -> float:
        """The share (0-1) of `outline` that known buildings cover; where they overlap it counts once."""
        shared = [outline.intersection(self._polygons[number])
                  for number in self._index.intersects(outline.boundingBox())]
        shared = [part for part in shared if not part.isEmpty()]
        area = outline.area()
        if not shared or area <= 0:
            return 0.0
        return min(1.0, QgsGeometry.unaryUnion(shared).area() / area)

    def _add(self, polygon: Optional[QgsGeometry]) -> None:
        """Index a polygon; None, which does not hold in the CRS, is left out."""
        valid = polygon if polygon is None or polygon.isGeosValid() else polygon.makeValid()
        if valid is not None and not valid.isEmpty():
            self._index.addFeature(len(self._polygons), valid.boundingBox())
            self._polygons.append(valid)


class NewFootprints:
    """Rows of a prediction (import_polygons.Rows) without those that are known; or all of them, `marked` by the column
    KNOWN, which holds the share of each that known buildings cover."""

    def __init__(self, found: PolygonFile, known: KnownBuildings, marked: bool) -> None:
        self._found, self._marked = found, marked
        self._shares = [known.covered(feature.geometry()) for chunk in found.chunks({}) for feature in chunk]

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        return self._found.crs

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        return self._found.wkb_type

    def __len__(self) -> int:
        return len(self._shares) if self._marked else len(self._shares) - self.known

    @property
    def known(self) -> int:
        """Number of footprints that are known, left out or marked."""
        return sum(share > KNOWN_SHARE for share in self._shares)

    def chunks(self, columns: QgsFields) -> Iterator[List[QgsFeature]]:
        """The features with these columns, in lists."""
        shares = iter(self._shares)
        for chunk in self._found.chunks(columns):
            rows = list(zip(chunk, shares))
            if self._marked:
                for feature, share in rows:
                    feature[KNOWN] = round(share, 4)
            yield [feature for feature, share in rows if self._marked or share <= KNOWN_SHARE]


def _extent(layers: Sequence[QgsMapLayer], crs: QgsCoordinateReferenceSystem,
            context: QgsCoordinateTransformContext) -> Optional[QgsRectangle]:
    """The extent of all layers in a CRS; None where one of them does not hold there, or has no end."""
    extent = QgsRectangle()
    for layer in layers:
        if spans_globe(layer, context):
            return None
        try:
            box = QgsCoordinateTransform(layer.crs(), crs, context).transformBoundingBox(layer.extent())
        except QgsCsException:
            return None
        if not box.isFinite():
            return None
        extent.combineExtentWith(box)
    return extent
