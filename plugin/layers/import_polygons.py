"""Import of the worker's GeoPackages: features copied in chunks into a QgsFeatureSink (a layer or file)."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Iterable, Iterator, List, Mapping, Protocol, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsWkbTypes,
)

from .. import compat
from .sources import vector_layer

CHUNK = 1000
FIELD_TYPES = {str: compat.STRING, float: compat.DOUBLE, int: compat.LONG_LONG, bool: compat.BOOL}
Columns = Mapping[str, type]


class FootprintsError(Exception):
    """The footprints could not be copied; the text says why."""


def layer_fields(columns: Union[Columns, QgsFields]) -> QgsFields:
    """`columns` as QgsFields."""
    if isinstance(columns, QgsFields):
        return columns
    fields = QgsFields()
    for name, kind in columns.items():
        fields.append(compat.new_field(name, FIELD_TYPES[kind]))
    return fields


class Rows(Protocol):
    """Features that are copied into a layer or file."""

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """Their CRS."""

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """Their type of geometry."""

    def __len__(self) -> int:
        """Their number."""

    def chunks(self, columns: QgsFields) -> Iterable[List[QgsFeature]]:
        """The features with these columns, in lists of CHUNK."""


class PolygonFile:
    """A GeoPackage by the worker with one layer, read in chunks; open as long as this object exists. Raises
    FootprintsError when it cannot be read. len(): number of features."""

    def __init__(self, path: Path) -> None:
        self._layer = vector_layer(path, path.stem)
        if not self._layer.isValid():
            raise FootprintsError(f"{path}, which the worker wrote, cannot be read.")

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of the layer."""
        return self._layer.crs()

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """Polygon if the file holds nothing else, otherwise MultiPolygon."""
        return QgsWkbTypes.Polygon if self._layer.wkbType() == QgsWkbTypes.Polygon else QgsWkbTypes.MultiPolygon

    def __len__(self) -> int:
        return int(self._layer.featureCount())

    def chunks(self, columns: Union[Columns, QgsFields]) -> Iterator[List[QgsFeature]]:
        """Features with exactly `columns`, in the file's order, in lists of CHUNK; missing columns are None."""
        fields = layer_fields(columns)
        indices = [self._layer.fields().lookupField(field.name()) for field in fields]

        def copied(found: QgsFeature) -> QgsFeature:
            feature = QgsFeature(fields)
            geometry = found.geometry()
            if self.wkb_type == QgsWkbTypes.MultiPolygon:
                geometry.convertToMultiType()
            feature.setGeometry(geometry)
            feature.setAttributes([found[index] if index >= 0 else None for index in indices])
            return feature

        return in_chunks(map(copied, self._layer.getFeatures()))


def in_chunks(features: Iterator[QgsFeature]) -> Iterator[List[QgsFeature]]:
    """Features in lists of CHUNK."""
    while chunk := list(islice(features, CHUNK)):
        yield chunk


def copy_into(sink: QgsFeatureSink, chunks: Iterable[List[QgsFeature]]) -> int:
    """Add every feature to `sink`; returns their number. Raises FootprintsError when the sink refuses one, such as on a
    full disk."""
    count = 0
    for chunk in chunks:
        if not sink.addFeatures(chunk, QgsFeatureSink.FastInsert):
            raise FootprintsError(sink.lastError() or "the output could not be written")
        count += len(chunk)
    if not sink.flushBuffer():
        raise FootprintsError(sink.lastError() or "the output could not be written")
    return count
