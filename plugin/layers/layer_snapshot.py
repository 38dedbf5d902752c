"""The features of a layer at one moment, with the edits that are not saved yet, to be read in another thread."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)


class LayerSnapshot:
    """What export_polygons() asks of a source (QgsFeatureSource), which is taken of the layer on the main thread: later
    edits do not change it."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._name, self._crs, self._fields = layer.name(), layer.crs(), layer.fields()
        saved = layer.dataProvider().extent()  # the layer's own looks at every feature where some are deleted
        self._type, self._extent = layer.wkbType(), layer.extent() if saved.isEmpty() else saved

    def getFeatures(self, request: QgsFeatureRequest, *_: Any) -> QgsFeatureIterator:  # noqa: N802 - as QGIS names it
        return self._source.getFeatures(request)

    def sourceName(self) -> str:  # noqa: N802
        return str(self._name)

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:  # noqa: N802
        return self._crs

    def sourceExtent(self) -> QgsRectangle:  # noqa: N802
        return self._extent

    def fields(self) -> QgsFields:
        return self._fields

    def wkbType(self) -> Any:  # noqa: N802
        return self._type
