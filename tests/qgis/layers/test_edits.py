"""Rectangles that are right on the ground, and polygons that go into a layer as one edit."""


import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDefaultValue,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from roofline.plugin import compat
from roofline.plugin.layers.edits import DrawingError, GroundPlane, add_polygon, add_polygons
from roofline.tests.qgis.support.layers import ground_angles, make_layer

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
SQUARE = "Polygon((0 0, 10 0, 10 10, 0 10, 0 0))"

PLACES = {
    "EPSG:32633": ((500300, 6600000), 1.0),
    "EPSG:3857": ((1670000, 8300000), 1.0),
    "EPSG:4326": ((15.0, 59.6), 1e-5),
    "EPSG:3035": ((2700000, 1950000), 1.0),  # equal area, far from its centre: its own right angles are 3 degrees off
}


@pytest.mark.parametrize("crs", PLACES)
def test_a_rectangle_has_right_angles_on_the_ground(crs):
    (x, y), unit = PLACES[crs]
    start, end, beyond = (QgsPointXY(x + dx * unit, y + dy * unit) for dx, dy in ((0, 0), (40, 25), (10, 50)))
    plane = GroundPlane(start, QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    ring = plane.rectangle(start, end, beyond).asPolygon()[0]
    assert ring[0] == start and ring[1] == end
    assert list(ground_angles(ring, crs)) == pytest.approx([90] * 4, abs=0.1)


def test_a_rectangle_reaches_to_the_side_of_the_third_point():
    plane = GroundPlane(QgsPointXY(0, 0), QgsCoordinateReferenceSystem(), QgsProject.instance())
    below = plane.rectangle(QgsPointXY(0, 0), QgsPointXY(10, 0), QgsPointXY(3, -4))
    assert below.equals(QgsGeometry.fromWkt("Polygon((0 0, 10 0, 10 -4, 0 -4, 0 0))"))


def test_a_rectangle_without_a_wall_is_empty():
    plane = GroundPlane(QgsPointXY(0, 0), QgsCoordinateReferenceSystem(), QgsProject.instance())
    assert plane.rectangle(QgsPointXY(1, 1), QgsPointXY(1, 1), QgsPointXY(3, 3)).isEmpty()


def test_points_that_are_nowhere_on_earth_make_no_rectangle():
    nowhere, crs = QgsPointXY(1e12, 1e12), QgsCoordinateReferenceSystem("EPSG:32633")
    plane = GroundPlane(QgsPointXY(500000, 0), crs, QgsProject.instance())
    assert plane.rectangle(QgsPointXY(500000, 0), QgsPointXY(500010, 0), nowhere).isEmpty()
    GroundPlane(nowhere, crs, QgsProject.instance())


def test_a_polygon_is_one_edit_that_undo_takes_back():
    layer = make_layer(fields="&field=class:string(20)&field=Role:string(20)")
    layer.setDefaultValueDefinition(0, QgsDefaultValue("'building'"))
    add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw area", {"role": "validate", "unknown": 1})
    (feature,) = layer.getFeatures()
    assert feature.attributes() == ["building", "validate"]
    assert layer.undoStack().count() == 1 and layer.undoStack().command(0).text() == "Draw area"
    layer.undoStack().undo()
    assert layer.featureCount() == 0


@pytest.mark.parametrize(("fields", "values", "words"), [
    ("", {"class": "background"}, "Layer 'mine' has no column 'class', so a polygon for 'background' would count"),
    ("", {"role": "validate"}, "Layer 'mine' has no column 'role', so a polygon for 'validate' would count"),
    ("&field=class:integer", {"class": "background"}, "Column 'class' of layer 'mine' does not take 'background'"),
    ("&field=class:string(5)", {"class": "background"}, "Column 'class' of layer 'mine' does not take 'background'")])
def test_a_polygon_that_its_layer_would_make_something_else_is_refused(fields, values, words):
    layer = make_layer(name="mine", fields=fields)
    with pytest.raises(DrawingError, match=words):
        add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", values)
    assert layer.featureCount() == 0


def test_a_computed_class_takes_no_other_one():
    layer = make_layer(name="mine", fields="&field=use:string")
    layer.addExpressionField("coalesce(use, 'building')", compat.new_field("class", compat.STRING))
    add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", {"class": "building"})
    with pytest.raises(DrawingError, match="Column 'class' of layer 'mine' does not take 'shed'"):
        add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", {"class": "shed"})
    assert [feature["class"] for feature in layer.getFeatures()] == ["building"]


def test_what_is_meant_without_a_column_needs_none_and_whole_numbers_are_classes():
    plain, coded = make_layer(), make_layer(fields="&field=class:integer")
    add_polygon(plain, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", {"class": "building", "role": "train"})
    add_polygon(coded, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", {"class": "3"})
    assert plain.featureCount() == 1 and coded.commitChanges()
    assert [feature["class"] for feature in coded.getFeatures()] == [3]


def test_several_polygons_are_one_edit_too():
    layer = make_layer()
    add_polygons(layer, [QgsGeometry.fromWkt(SQUARE)] * 2, UTM, "Draw label")
    assert layer.featureCount() == 2 and layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert layer.featureCount() == 0


def test_a_polygon_is_moved_into_the_crs_of_the_layer():
    layer = make_layer(crs="EPSG:4326")
    add_polygon(layer, QgsGeometry.fromWkt("Polygon((500000 0, 500100 0, 500100 100, 500000 0))"), UTM, "Draw label")
    (feature,) = layer.getFeatures()
    assert feature.geometry().boundingBox().xMinimum() == pytest.approx(15)


def test_a_polygon_becomes_what_the_layer_holds(tmp_path):
    layer = make_layer(kind="MultiPolygonZ")
    add_polygon(layer, QgsGeometry.fromWkt("CurvePolygon(CircularString(0 0, 10 0, 10 10, 0 10, 0 0))"), UTM, "Draw")
    (feature,) = layer.getFeatures()
    assert feature.geometry().wkbType() == layer.wkbType()


def test_a_layer_of_lines_takes_no_polygon_and_keeps_no_empty_edit():
    layer = make_layer(kind="Point")
    with pytest.raises(DrawingError, match="cannot be edited|took no polygon"):
        add_polygon(layer, QgsGeometry(), UTM, "Draw label")
    assert layer.undoStack().count() == 0


def test_a_read_only_layer_is_refused_with_the_cure(tmp_path):
    layer = make_layer(SQUARE)
    layer.setReadOnly(True)
    with pytest.raises(DrawingError, match="read-only.*New"):
        add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label")


def test_a_drawn_polygon_can_be_saved_to_a_geopackage(tmp_path):
    options = QgsVectorFileWriter.SaveVectorOptions()
    source = make_layer(fields="&field=class:string(20)")
    path = tmp_path / "labels.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), source.transformContext(), options)
    layer = QgsVectorLayer(str(path), "labels", "ogr")
    add_polygon(layer, QgsGeometry.fromWkt(SQUARE), UTM, "Draw label", {"class": "shed"})
    assert layer.commitChanges(), layer.commitErrors()
    (feature,) = layer.getFeatures()
    assert feature["class"] == "shed"
