"""Footprints that are known: how much of each the buildings of other layers cover."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer
from roofline.plugin.layers.import_polygons import PolygonFile, layer_fields
from roofline.plugin.layers.known_buildings import (
    KNOWN,
    KNOWN_SHARE,
    KnownBuildings,
    NewFootprints,
    labelled,
    read_buildings,
)
from roofline.tests.qgis.support.ground import box
from roofline.tests.qgis.support.layers import BOW_TIE, make_layer, make_raster, save_layer

UTM = QgsCoordinateReferenceSystem("EPSG:32633")


@pytest.fixture()
def image(qgis, tmp_path):
    yield QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town")
    QgsProject.instance().clear()


def known(image, *layers):
    context = QgsProject.instance().transformContext()
    return KnownBuildings([read_buildings(layer, [image], context) for layer in layers], UTM, context)


def outline(*corners_and_sides):
    return QgsGeometry.fromWkt(box(*corners_and_sides))


def test_the_share_is_that_of_the_footprint_however_large_the_known_building_is(image):
    buildings = known(image, make_layer(box(0, 0, 10, 10)))
    assert buildings.covered(outline(2, 2, 4, 4)) == 1  # one house of a row that was labelled as a block
    assert buildings.covered(outline(0, 0, 10, 40)) == pytest.approx(0.25)  # and a shed does not hide a hall
    assert buildings.covered(outline(5, 0, 10, 10)) == pytest.approx(0.5)
    assert buildings.covered(outline(10, 0, 4, 4)) == buildings.covered(outline(40, 40)) == 0


def test_several_known_buildings_count_together_and_what_they_share_once(image):
    apart = known(image, make_layer(box(0, 0, 4, 10), box(6, 0, 4, 10)))
    assert apart.covered(outline(0, 0, 10, 10)) == pytest.approx(0.8)
    twice = known(image, make_layer(box(0, 0, 4, 10)), make_layer(box(0, 0, 4, 10), name="others"))
    assert twice.covered(outline(0, 0, 10, 10)) == pytest.approx(0.4)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:32634"])
def test_known_buildings_may_be_in_another_crs(image, crs):
    assert known(image, make_layer(box(10, 10, crs=crs), crs=crs)).covered(outline(10, 10)) == pytest.approx(
        1, abs=1e-3)


def test_the_labels_in_a_box_are_those_that_are_not_saved_too_and_no_background(qgis):
    layer = make_layer(box(0, 0, 10, 10), box(40, 0, 10, 10), fields="&field=class:string",
                       rows=[("house",), ("background",)])
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(outline(20, 0, 10, 10))
    layer.addFeature(feature)
    there = labelled(layer, outline(0, 0, 60, 10).boundingBox(), UTM, QgsProject.instance().transformContext())
    assert [there.covered(outline(x, 0, 10, 10)) for x in (0, 20, 40)] == [1, 1, 0]
    part = labelled(layer, outline(20, 2, 2, 2).boundingBox(), UTM, QgsProject.instance().transformContext())
    assert [part.covered(outline(x, 0, 10, 10)) for x in (0, 20)] == [0, 1]


def test_a_background_label_is_no_building(image):
    layer = make_layer(box(0, 0), box(10, 0), fields="&field=Class:string", rows=[("Background ",), (None,)])
    buildings = known(image, layer)
    assert buildings.covered(outline(0, 0)) == 0 and buildings.covered(outline(10, 0)) == 1


def test_unsaved_labels_count_and_crossed_outlines_and_empty_ones_do_no_harm(image):
    layer = make_layer(BOW_TIE, None)
    layer.startEditing()
    drawn = QgsFeature(layer.fields())
    drawn.setGeometry(outline(50, 50))
    layer.addFeature(drawn)
    buildings = known(image, layer)
    assert buildings.covered(outline(50, 50)) == 1
    assert buildings.covered(QgsGeometry.fromWkt(BOW_TIE).makeValid()) == pytest.approx(1)


@pytest.fixture()
def found(image, tmp_path):
    rows = [("building", 0.9), ("building", 0.8), ("building", 0.7)]
    path = save_layer(tmp_path / "found.gpkg", "found", box(0, 0), box(10, 0), box(20, 0, 8, 4),
                      fields="&field=class:string&field=confidence:double", rows=rows)
    return PolygonFile(path)


@pytest.mark.parametrize("marked", [False, True])
def test_known_footprints_are_left_out_or_marked_with_the_share(image, found, marked):
    buildings = known(image, make_layer(box(10, 0), box(20, 0, 4, 4)))
    new = NewFootprints(found, buildings, marked)
    columns = layer_fields({"confidence": float, **({KNOWN: float} if marked else {})})
    rows = [feature.attributes() for chunk in new.chunks(columns) for feature in chunk]
    assert KNOWN_SHARE == 0.5 and new.known == 1 and len(new) == len(rows)
    assert rows == ([[0.9, 0.0], [0.8, 1.0], [0.7, 0.5]] if marked else [[0.9], [0.7]])
