"""Ellipsoidal measurement (QgsDistanceArea): lengths and areas on the ground, in any CRS."""

from __future__ import annotations

from typing import Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

WGS84 = "EPSG:7030"


def ruler(crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> QgsDistanceArea:
    """A QgsDistanceArea for coordinates in `crs`, in metres on its ellipsoid (WGS 84 where it has none)."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, context)
    measure.setEllipsoid(crs.ellipsoidAcronym() or WGS84)
    return measure


def metres_across(measure: QgsDistanceArea, middle: QgsPointXY, width: float, height: float) -> Tuple[float, float]:
    """Ground metres of a `width` along x and a `height` along y, in map units, around `middle`; 0 off the globe."""
    x, y = middle.x(), middle.y()
    return (measure.measureLine(QgsPointXY(x - width / 2, y), QgsPointXY(x + width / 2, y)),
            measure.measureLine(QgsPointXY(x, y - height / 2), QgsPointXY(x, y + height / 2)))


class GroundMeasure:
    """Measures many small polygons of one CRS that lie in `extent`, with a fast lower bound by its least scale."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext,
                 extent: QgsRectangle) -> None:
        self._ruler = ruler(crs, context)
        step = 1e-5 if crs.isGeographic() else 1.0
        spots = [extent.center(), *(QgsPointXY(x, y) for x in (extent.xMinimum(), extent.xMaximum())
                                    for y in (extent.yMinimum(), extent.yMaximum()))]
        scales = [metres_across(self._ruler, spot, step, step) for spot in spots]
        self._least_m2 = min(x * y for x, y in scales) / step**2
        self._most_m = max(max(x, y) for x, y in scales) / step

    def is_surely_wider(self, geometry: QgsGeometry, width_m: float, area_m2: float) -> bool:
        """Whether a fast lower bound proves that width_m() and area_m2() are at least these; no proves nothing."""
        area = geometry.area() * self._least_m2
        return bool(area >= area_m2 and 2 * area >= width_m * geometry.length() * self._most_m)

    def area_m2(self, geometry: QgsGeometry) -> float:
        """Area on the ellipsoid, in m²."""
        return float(self._ruler.measureArea(geometry))

    def width_m(self, geometry: QgsGeometry) -> float:
        """Area divided by half the perimeter, in metres: the width of a long rectangle."""
        return 2 * self.area_m2(geometry) / max(float(self._ruler.measurePerimeter(geometry)), 1e-9)
