"""Spatial queries on footprints: those at a click, and those in a cell of the review grid."""

from __future__ import annotations

from typing import List, Optional, Set

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)

from ..layers.areas import STEPS, Zone
from .columns import ReviewError


def footprint_at(layer: QgsVectorLayer, spot: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Optional[int]:
    """The id of the smallest footprint that intersects the small rectangle `spot`, in `crs`; None without one."""
    transform = QgsCoordinateTransform(crs, layer.crs(), layer.transformContext())
    try:
        box = transform.transformBoundingBox(spot)
    except QgsCsException:
        return None
    request = QgsFeatureRequest(box).setFlags(QgsFeatureRequest.ExactIntersect).setNoAttributes()
    touched: List[QgsFeature] = list(layer.getFeatures(request))
    return min(touched, key=lambda feature: feature.geometry().area()).id() if touched else None


def footprints_in(layer: QgsVectorLayer, cell: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> Set[int]:
    """The ids of the footprints that intersect `cell`, a polygon in `crs`. Raises ReviewError."""
    there = QgsGeometry(cell)
    if crs != layer.crs():
        there = there.densifyByCount(STEPS)
        try:
            there.transform(QgsCoordinateTransform(crs, layer.crs(), layer.transformContext()))
        except QgsCsException as error:
            raise ReviewError(f"This cell does not exist in {layer.crs().userFriendlyIdentifier()}, the CRS of layer "
                              f"'{layer.name()}'. Choose cells that lie where the footprints are.") from error
    zone = Zone(there)
    near = layer.getFeatures(QgsFeatureRequest(there.boundingBox()).setNoAttributes())
    return {feature.id() for feature in near if feature.hasGeometry() and zone.touches(feature.geometry())}
