"""Attribute join by feature id: a layer's attributes with the new geometries that the worker computed."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, List, Optional, Set, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from .. import compat
from .columns import column_at
from .ground_crs import kept_by_geopackage
from .import_polygons import CHUNK, FootprintsError
from .sources import vector_layer

REGULARIZED = "regularized"


class JoinedLayer:
    """The features of `source` with new geometries from `drawn`, a GeoPackage by the worker with their `source_id`, in
    the same order (a merge join), and `regularized`, a column that is added or set. Features without a new geometry
    keep theirs where it is valid, and have none otherwise. Raises FootprintsError when `drawn` cannot be read."""

    def __init__(self, source: QgsProcessingFeatureSource, drawn: Path) -> None:
        self._source = source
        self._drawn = vector_layer(drawn, drawn.stem)
        if not self._drawn.isValid():
            raise FootprintsError(f"{drawn}, which the worker wrote, cannot be read.")
        self.fields, self._column = _fields_of(source)
        self._back = _way_back(source.sourceCrs())

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of the source."""
        return self._source.sourceCrs()

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """MultiPolygon when the source or the new geometries are of a multi type, else Polygon."""
        several = any(QgsWkbTypes.isMultiType(kind) for kind in (self._source.wkbType(), self._drawn.wkbType()))
        return QgsWkbTypes.MultiPolygon if several else QgsWkbTypes.Polygon

    def __len__(self) -> int:
        return count_of(self._source)

    def is_key(self, index: int) -> bool:
        """Whether a column may be a key."""
        return index != self._column and is_key(self._source, index)

    def chunks(self, columns: QgsFields) -> Iterator[List[QgsFeature]]:
        """All features in the order of the source, in lists of CHUNK. Raises FootprintsError when the source changed
        meanwhile."""
        drawn = self._outlines()
        following = next(drawn, None)
        request = QgsFeatureRequest().setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)
        chunk: List[QgsFeature] = []
        for feature in self._source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks):
            outline: Optional[QgsGeometry] = None
            is_regular = False
            if following is not None and following[0] == feature.id():
                _, outline, is_regular = following
                following = next(drawn, None)
            chunk.append(self._joined(feature, outline, is_regular, columns))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if following is not None:
            raise FootprintsError(f"layer '{self._source.sourceName()}' was changed while its polygons were drawn")
        yield chunk

    def _outlines(self) -> Iterator[Tuple[int, QgsGeometry, bool]]:
        for found in self._drawn.getFeatures():
            outline = found.geometry()
            if self._back is not None:
                outline.transform(self._back)
            yield int(found["source_id"]), outline, bool(found[REGULARIZED])

    def _joined(self, feature: QgsFeature, outline: Optional[QgsGeometry], is_regular: bool,
                columns: QgsFields) -> QgsFeature:
        joined = QgsFeature(columns)
        geometry = _valid(feature.geometry()) if outline is None else outline
        if self.wkb_type == QgsWkbTypes.MultiPolygon:
            geometry.convertToMultiType()
        joined.setGeometry(geometry)
        values = feature.attributes()
        joined.setAttributes([*values[:self._column], is_regular, *values[self._column + 1:]])
        return joined


def _way_back(crs: QgsCoordinateReferenceSystem) -> Optional[QgsCoordinateTransform]:
    """The transformation of new geometries to the CRS of their layer; None where the worker keeps that."""
    kept = kept_by_geopackage(crs)
    return None if kept == crs else QgsCoordinateTransform(kept, crs, QgsCoordinateTransformContext())


def count_of(source: QgsProcessingFeatureSource) -> int:
    """The number of features, counted: QGIS knows none of an input with a filter."""
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.NoGeometry).setNoAttributes()
    return sum(1 for _ in source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks))


def is_key(source: QgsProcessingFeatureSource, index: int) -> bool:
    """Whether the values of a column are whole numbers, all different and none missing."""
    if compat.field_type(source.fields()[index]) not in compat.WHOLE:
        return False
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.NoGeometry).setSubsetOfAttributes([index])
    seen: Set[int] = set()
    for feature in source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks):
        value = feature[index]
        if not isinstance(value, int) or value in seen:
            return False
        seen.add(value)
    return True


def _valid(geometry: QgsGeometry) -> QgsGeometry:
    """The geometry, or none where it is no valid polygon: the next tool would stop at it."""
    is_valid = geometry.type() == QgsWkbTypes.PolygonGeometry and geometry.isGeosValid()
    return geometry if is_valid else QgsGeometry()


def _fields_of(source: QgsProcessingFeatureSource) -> Tuple[QgsFields, int]:
    """The source's fields with a boolean one for `regularized`, and its index."""
    place = column_at(source.fields(), REGULARIZED)
    if place < 0:
        place = source.fields().count()
    fields = QgsFields()
    for index, field in enumerate([*source.fields(), None]):
        if index == place:
            fields.append(compat.new_field(REGULARIZED if field is None else field.name(), compat.BOOL))
        elif field is not None:
            fields.append(field)
    return fields, place
