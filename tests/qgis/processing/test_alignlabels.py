"""Labels moved to the imagery, through the real QGIS and the real worker process, with a toy for the learning core."""

import math

import pytest
from qgis.core import (
    NULL,
    QgsDistanceArea,
    QgsFeature,
    QgsGeometry,
    QgsMemoryProviderUtils,
    QgsPointXY,
    QgsProcessingUtils,
    QgsProject,
    QgsWkbTypes,
)
from roofline.plugin.layers.edits import DrawingError
from roofline.plugin.layers.import_polygons import PolygonFile, copy_into, layer_fields
from roofline.plugin.layers.label_moves import Move, move_labels
from roofline.protocol.footprints import MOVE_COLUMNS
from roofline.tests.qgis.support.layers import HOUSE, make_layer, save_layer

LONG = 100_021_000_123  # as in a cadastre
COLUMNS = "&field=name:string&field=floors:integer"
EAST_6 = "Polygon((500016 4500050, 500036 4500050, 500036 4500070, 500016 4500070, 500016 4500050))"


@pytest.fixture()
def houses():
    return make_layer(HOUSE, HOUSE, None, fields=COLUMNS, rows=[("a", 2), ("b", None), ("c", 0)])


def test_labels_are_moved_in_metres_and_keep_their_columns(run, raster, houses, context, toy_worker):
    results = run("alignlabels", IMAGERY=[raster], LABELS=houses, OUTPUT="memory:", MOVES="memory:")
    layer = QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], context)
    found = list(layer.getFeatures())
    assert [(f["name"], f["floors"]) for f in found] == [("a", 2), ("b", NULL), ("c", 0)]
    assert found[0].geometry().hausdorffDistance(QgsGeometry.fromWkt(EAST_6)) < 0.01
    assert found[1].geometry().equals(QgsGeometry.fromWkt(HOUSE)) and found[2].geometry().isEmpty()
    assert (results["DX_M"], results["DY_M"], results["CONFIDENCE"], results["COUNT"]) == (6, 0, 0.98, 1)
    moves = QgsProcessingUtils.mapLayerFromString(results["MOVES"], context)
    assert [move.attributes() for move in moves.getFeatures()] == [[1, 6, 0]]


def test_moves_of_labels_with_long_ids_go_into_a_layer(qgis, tmp_path):
    path = save_layer(tmp_path / "moves.gpkg", "moves", HOUSE, fields="&field=source_id:int8", rows=[[LONG]])
    fields = layer_fields(MOVE_COLUMNS)
    layer = QgsMemoryProviderUtils.createMemoryLayer("moves", fields, QgsWkbTypes.Polygon)
    copy_into(layer.dataProvider(), PolygonFile(path).chunks(fields))
    assert [move["source_id"] for move in layer.getFeatures()] == [LONG]


def test_the_moves_are_not_asked_for_by_default(run, raster, houses, toy_worker):
    assert "MOVES" not in run("alignlabels", IMAGERY=[raster], LABELS=houses, OUTPUT="memory:")


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_an_edit_moves_labels_on_the_ground_and_is_undone_at_once(qgis, crs):
    layer = make_layer("Polygon((10 59, 10.001 59, 10.001 59.001, 10 59))", crs="EPSG:4326")
    if crs == "EPSG:3857":
        layer = make_layer("Polygon((1113194 8194000, 1113300 8194000, 1113300 8194100, 1113194 8194000))", crs=crs)
    before = next(layer.getFeatures()).geometry()
    assert move_labels(layer, {1: Move(3.0, -4.0), 77: Move(1.0, 1.0)}, "Align") == 1
    after = next(layer.getFeatures()).geometry()
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    ruler.setEllipsoid("WGS84")
    assert ruler.measureLine(before.centroid().asPoint(), after.centroid().asPoint()) == pytest.approx(5, abs=0.02)
    assert layer.undoStack().count() == 1 and layer.undoStack().text(0) == "Align"
    layer.undoStack().undo()
    assert next(layer.getFeatures()).geometry().equals(before)


def test_labels_move_as_far_and_in_that_direction_wherever_others_lie(qgis):
    place = QgsPointXY(85.5, 27.6)
    layer = make_layer(*(QgsGeometry.fromPointXY(point).buffer(1e-4, 4).asWkt() for point in (place, QgsPointXY(0, 0))),
                       crs="EPSG:4326")
    move_labels(layer, {1: Move(10.0, 0.0)}, "Align")
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    ruler.setEllipsoid("WGS84")
    there = layer.getGeometry(1).centroid().asPoint()
    assert ruler.measureLine(place, there) == pytest.approx(10, abs=0.02)
    assert math.degrees(ruler.bearing(place, there)) == pytest.approx(90, abs=0.1)


def test_heights_stay(qgis):
    layer = make_layer("PolygonZ((500010 4500050 7, 500030 4500050 7, 500030 4500070 7, 500010 4500050 7))",
                       kind="PolygonZ")
    move_labels(layer, {1: Move(3.0, 0.0)}, "Align")
    corner = next(next(layer.getFeatures()).geometry().vertices())
    assert corner.z() == 7 and corner.x() == pytest.approx(500013, abs=0.01)


def test_labels_that_were_drawn_since_move_too(qgis):
    layer = make_layer(HOUSE)
    layer.startEditing()
    new = QgsFeature(layer.fields())
    new.setGeometry(QgsGeometry.fromWkt(HOUSE))
    layer.addFeature(new)
    ids = [label.id() for label in layer.getFeatures()]
    assert min(ids) < 0 and move_labels(layer, {one: Move(6.0, 0.0) for one in ids}, "Align") == 2


def test_a_layer_that_cannot_be_edited_is_refused(qgis):
    layer = make_layer(HOUSE)
    layer.setReadOnly(True)
    with pytest.raises(DrawingError, match="cannot be edited"):
        move_labels(layer, {1: Move(6.0, 0.0)}, "Align")
