"""Copies what the worker found into the layer or file that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, Iterator, List, Tuple, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

CHUNK = 1000
FOOTPRINT_COLUMNS = (
    ("class", QVariant.String), ("confidence", QVariant.Double), ("area_m2", QVariant.Double),
    ("perimeter_m", QVariant.Double), ("regularized", QVariant.Bool), ("status", QVariant.String),
    ("model", QVariant.String), ("run", QVariant.String),
)
ERROR_COLUMNS = (("kind", QVariant.String), ("iou", QVariant.Double), ("area_m2", QVariant.Double))
SUGGESTED_COLUMNS = (("role", QVariant.String), ("rank", QVariant.Int), ("score", QVariant.Double))
Columns = Iterable[Tuple[str, int]]


class FootprintsError(Exception):
    """The footprints could not be copied; the text says why."""


def layer_fields(columns: Union[Columns, QgsFields]) -> QgsFields:
    """Fields for a sink."""
    if isinstance(columns, QgsFields):
        return columns
    fields = QgsFields()
    for name, kind in columns:
        fields.append(QgsField(name, kind))
    return fields


class PolygonFile:
    """The worker's GeoPackage with one layer, read in chunks. It stays open while this lives."""

    def __init__(self, path: Path) -> None:
        self._layer = QgsVectorLayer(str(path), path.stem, "ogr")
        if not self._layer.isValid():
            raise FootprintsError(f"{path}, which the worker wrote, cannot be read.")

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        return self._layer.crs()

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """Polygon or, where the file may hold others too, MultiPolygon."""
        return QgsWkbTypes.Polygon if self._layer.wkbType() == QgsWkbTypes.Polygon else QgsWkbTypes.MultiPolygon

    def __len__(self) -> int:
        return int(self._layer.featureCount())

    def chunks(self, columns: Columns) -> Iterator[List[QgsFeature]]:
        """Features with exactly `columns`, in the file's order."""
        fields = layer_fields(columns)
        indices = [self._layer.fields().lookupField(field.name()) for field in fields]
        chunk: List[QgsFeature] = []
        for found in self._layer.getFeatures():
            feature = QgsFeature(fields)
            geometry = found.geometry()
            if self.wkb_type == QgsWkbTypes.MultiPolygon:
                geometry.convertToMultiType()
            feature.setGeometry(geometry)
            feature.setAttributes([found[index] if index >= 0 else None for index in indices])
            chunk.append(feature)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk


def copy_into(sink: QgsFeatureSink, chunks: Iterable[List[QgsFeature]]) -> int:
    """Add every feature to `sink`; how many. Raises FootprintsError when the sink refuses one (a full disk, say)."""
    count = 0
    for chunk in chunks:
        if not sink.addFeatures(chunk, QgsFeatureSink.FastInsert):
            raise FootprintsError(sink.lastError() or "the output could not be written")
        count += len(chunk)
    if not sink.flushBuffer():
        raise FootprintsError(sink.lastError() or "the output could not be written")
    return count


def missing_features(path: Path, count: int) -> str:
    """Whether the file at `path` holds `count` features: "", or what is wrong."""
    written = QgsVectorLayer(str(path), path.stem, "ogr")
    if not written.isValid():
        return "the file that was written cannot be read"
    found = written.featureCount()
    return "" if found in (count, -1) else f"only {found} of {count} features were written"
