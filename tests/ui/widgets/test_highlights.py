"""Outlines over the map."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
from qgis.gui import QgsRubberBand
from roofline.tests.qgis.support.layers import HOUSE
from roofline.ui.widgets.highlights import Highlights

UTM = QgsCoordinateReferenceSystem("EPSG:32633")


@pytest.fixture()
def highlights(iface):
    iface.canvas.setDestinationCrs(UTM)
    highlights = Highlights(iface.canvas)
    yield highlights
    highlights.close()


def outlines(iface):
    return [item for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]


def test_all_polygons_are_one_outline_that_goes_as_a_whole(iface, highlights):
    before = len(outlines(iface))
    houses = [QgsGeometry.fromWkt(HOUSE), QgsGeometry.fromWkt(f"Multi{HOUSE.replace('((', '(((')})")]
    highlights.show(houses, UTM)
    assert len(outlines(iface)) == before + 1
    highlights.clear()
    assert len(outlines(iface)) == before


def test_a_second_show_replaces_the_first(iface, highlights):
    highlights.show([QgsGeometry.fromRect(QgsRectangle(0, 0, 1, 1))], UTM)
    highlights.show([QgsGeometry.fromRect(QgsRectangle(10, 10, 12, 12))], UTM)
    (band,) = outlines(iface)
    assert band.asGeometry().boundingBox() == QgsRectangle(10, 10, 12, 12)


def test_outlines_follow_the_map_into_another_crs(iface, highlights):
    highlights.show([QgsGeometry.fromRect(QgsRectangle(500000, 0, 500100, 100))], UTM)
    iface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    (band,) = outlines(iface)
    assert band.asGeometry().boundingBox().xMinimum() == pytest.approx(15)


def test_nothing_to_show_is_no_outline(iface, highlights):
    highlights.show([QgsGeometry()], UTM)
    assert outlines(iface) == []
