"""Ellipsoidal measurement (QgsDistanceArea): lengths and areas on the ground, in any CRS."""

from __future__ import annotations

from typing import Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsEllipsoidUtils,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from .. import compat

WGS84 = "EPSG:7030"


def load_ellipsoids() -> None:
    """Have QGIS read all ellipsoids, in the main thread. It keeps them, and one that another thread was the first to
    use is lost with that thread: QGIS 3.22 then measures NaN on it until it is closed."""
    QgsEllipsoidUtils.definitions()


class Ruler:
    """A QgsDistanceArea for coordinates in `crs`, in metres on its ellipsoid (WGS 84 where it has none). What lies off
    the globe measures 0."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> None:
        self._measure = QgsDistanceArea()
        self._measure.setSourceCrs(crs, context)
        self._measure.setEllipsoid(crs.ellipsoidAcronym() or WGS84)

    def length_m(self, start: QgsPointXY, end: QgsPointXY) -> float:
        """Length of the straight line between two points, in metres."""
        return compat.measured(self._measure.measureLine, start, end)

    def area_m2(self, geometry: QgsGeometry) -> float:
        """Area of a polygon, in m²."""
        return compat.measured(self._measure.measureArea, geometry)

    def perimeter_m(self, geometry: QgsGeometry) -> float:
        """Perimeter of a polygon, in metres."""
        return compat.measured(self._measure.measurePerimeter, geometry)

    def metres_across(self, middle: QgsPointXY, width: float, height: float) -> Tuple[float, float]:
        """Ground metres of a `width` along x and a `height` along y, in map units, around `middle`."""
        x, y = middle.x(), middle.y()
        return (self.length_m(QgsPointXY(x - width / 2, y), QgsPointXY(x + width / 2, y)),
                self.length_m(QgsPointXY(x, y - height / 2), QgsPointXY(x, y + height / 2)))


class GroundMeasure(Ruler):
    """Measures many small polygons of one CRS that lie in `extent`, with a fast lower bound by its least scale."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext,
                 extent: QgsRectangle) -> None:
        super().__init__(crs, context)
        step = 1e-5 if crs.isGeographic() else 1.0
        spots = [extent.center(), *(QgsPointXY(x, y) for x in (extent.xMinimum(), extent.xMaximum())
                                    for y in (extent.yMinimum(), extent.yMaximum()))]
        scales = [self.metres_across(spot, step, step) for spot in spots]
        self._least_m2 = min(x * y for x, y in scales) / step**2
        self._most_m = max(max(x, y) for x, y in scales) / step

    def is_surely_wider(self, geometry: QgsGeometry, width_m: float, area_m2: float) -> bool:
        """Whether a fast lower bound proves that width_m() and area_m2() are at least these; no proves nothing."""
        area = geometry.area() * self._least_m2
        return bool(area >= area_m2 and 2 * area >= width_m * geometry.length() * self._most_m)

    def width_m(self, geometry: QgsGeometry) -> float:
        """Area divided by half the perimeter, in metres: the width of a long rectangle."""
        return 2 * self.area_m2(geometry) / max(self.perimeter_m(geometry), 1e-9)
