"""Lengths and areas on the ground, also where a CRS does not hold."""

import subprocess
import sys

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)
from roofline.plugin.layers.measure import GroundMeasure, Ruler
from roofline.protocol.paths import LAUNCH

UTM = "EPSG:32636"


def crs(name):
    return QgsCoordinateReferenceSystem(name), QgsCoordinateTransformContext()


def square(x, y, side):
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + side))


@pytest.mark.parametrize("name, x, y, side", [
    (UTM, 500_000, 1e6, 10), ("EPSG:4326", 33, 9, 10 / 111_000), ("EPSG:3857", 3.67e6, 0, 10)])
def test_ground_is_measured_in_metres_in_any_crs(name, x, y, side):
    ruler = Ruler(*crs(name))
    assert ruler.area_m2(square(x, y, side)) == pytest.approx(100, rel=0.02)
    assert ruler.perimeter_m(square(x, y, side)) == pytest.approx(40, rel=0.01)
    assert ruler.metres_across(QgsPointXY(x, y), side, 2 * side) == pytest.approx((10, 20), rel=0.01)


def test_an_ellipsoid_that_a_thread_uses_first_measures_after_the_thread_has_ended(tmp_path):
    """In a QGIS of its own: what the first use leaves behind stays until QGIS is closed."""
    command = [sys.executable, str(LAUNCH), "roofline.tests.qgis.support.thread_first", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(run.stdout) == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize("x, y", [(1e9, 1e9), (-1e12, 0), (float("inf"), 0), (float("nan"), 0)])
def test_what_lies_off_the_globe_measures_nothing_and_raises_nothing(x, y):
    ruler = Ruler(*crs(UTM))
    assert not ruler.metres_across(QgsPointXY(x, y), 1, 1)[0] > 0
    for measured in (ruler.area_m2(square(x, y, 10)), ruler.perimeter_m(square(x, y, 10))):
        assert not measured < 0


def test_the_extent_of_nothing_can_be_asked_for_a_measure():
    empty = QgsRectangle()
    empty.combineExtentWith(empty)
    measure = GroundMeasure(*crs(UTM), empty)
    assert not measure.is_surely_wider(square(500_000, 1e6, 0.2), 1.0, 1.0)
    assert measure.width_m(square(500_000, 1e6, 10)) == pytest.approx(5, rel=0.01)
