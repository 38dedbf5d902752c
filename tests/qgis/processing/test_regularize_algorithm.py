"""Any layer of polygons with regular outlines, through the real QGIS and the real worker process, with a toy for the
learning core."""

import json

import pytest
from qgis.core import (
    NULL,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer

pytestmark = pytest.mark.usefixtures("scratch")
COLUMNS = "&field=name:string&field=floors:integer&field=built:date"


@pytest.fixture()
def houses():
    return make_layer(HOUSE, HOUSE, BOW_TIE, fields=COLUMNS, rows=[("a", 2, None), ("b", None, None), ("c", 0, None)])


def layer_of(results, context):
    return QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], context)


def test_all_columns_and_values_stay_and_regularized_is_added(run, houses, context, toy_worker):
    results = run("regularize", INPUT=houses, OUTPUT="memory:")
    layer = layer_of(results, context)
    assert [field.name() for field in layer.fields()] == ["name", "floors", "built", "regularized"]
    assert layer.fields()[3].type() == QVariant.Bool and layer.fields()[2].type() == QVariant.Date
    assert [(f["name"], f["floors"], f["regularized"]) for f in layer.getFeatures()] == [
        ("a", 2, False), ("b", NULL, True), ("c", 0, False)]
    assert layer.crs() == houses.crs() and results["COUNT"] == 1


def test_every_feature_gets_its_own_outline(run, houses, context, toy_worker):
    houses.dataProvider().deleteFeatures([2])
    layer = layer_of(run("regularize", INPUT=houses, OUTPUT="memory:"), context)
    assert [(f["name"], f.geometry().area()) for f in layer.getFeatures()] == [("a", 1), ("c", 9)]


def test_only_selected_features_are_drawn_and_written(run, houses, context, toy_worker):
    houses.selectByIds([2])
    selected = QgsProcessingFeatureSourceDefinition(houses.id(), selectedFeaturesOnly=True)
    layer = layer_of(run("regularize", INPUT=selected, OUTPUT="memory:"), context)
    assert [(f["name"], f.geometry().area()) for f in layer.getFeatures()] == [("b", 4)]


def test_a_feature_without_geometry_stays_with_its_values(run, context, toy_worker):
    layer = make_layer(HOUSE, None, HOUSE, fields=COLUMNS, rows=[("a", 1, None), ("b", 2, None), ("c", 3, None)])
    found = list(layer_of(run("regularize", INPUT=layer, OUTPUT="memory:"), context).getFeatures())
    assert [feature["name"] for feature in found] == ["a", "b", "c"]
    assert found[1].geometry().isEmpty() and found[1]["regularized"] is False and found[2].geometry().area() == 9


def test_a_feature_without_ground_stays_with_its_values_and_no_invalid_outline(run, context, toy_worker):
    layer = make_layer(HOUSE, "Polygon((0 0, 4 4, 0 0))", fields=COLUMNS, rows=[("a", 1, None), ("b", 2, None)])
    found = list(layer_of(run("regularize", INPUT=layer, OUTPUT="memory:"), context).getFeatures())
    assert [feature["name"] for feature in found] == ["a", "b"] and not found[1].hasGeometry()


def test_a_column_of_that_name_is_set_where_it_stands(run, context, toy_worker):
    layer = make_layer(HOUSE, HOUSE, fields="&field=Regularized:string&field=name:string",
                       rows=[("no", "a"), ("who knows", "b")])
    found = layer_of(run("regularize", INPUT=layer, OUTPUT="memory:"), context)
    assert [field.name() for field in found.fields()] == ["Regularized", "name"]
    assert [f.attributes() for f in found.getFeatures()] == [[False, "a"], [True, "b"]]


def test_features_that_qgis_cannot_count_all_come(run, houses, toy_worker, tmp_path, monkeypatch):
    """Since QGIS 3.32 an input may have a filter, and has no count then."""
    monkeypatch.setattr(QgsProcessingFeatureSource, "featureCount", lambda source: -1)
    run("regularize", INPUT=houses, OUTPUT=str(tmp_path / "r.gpkg"))
    assert QgsVectorLayer(str(tmp_path / "r.gpkg"), "r", "ogr").featureCount() == 3


def test_it_goes_into_any_file(run, houses, toy_worker, tmp_path):
    for name in ("r.gpkg", "r.geojson", "r.shp"):
        run("regularize", INPUT=houses, OUTPUT=str(tmp_path / name))
        assert QgsVectorLayer(str(tmp_path / name), "r", "ogr").featureCount() == 3


def test_every_setting_reaches_the_worker(run, houses, toy_worker, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "jobs"))
    (tmp_path / "jobs").mkdir()
    with pytest.raises(AssertionError):  # so that the folder stays
        run("regularize", INPUT=houses, NEIGHBOURS_M=998, DIAGONALS=False, MOST_SHIFT_M=4, OUTPUT="memory:")
    (folder,) = (tmp_path / "jobs").iterdir()
    request = json.loads((folder / "request.json").read_text())
    assert request["type"] == "Regularize" and request["settings"]["most_shift_m"] == 4
    assert request["settings"]["diagonals"] is False and request["settings"]["circles"] is True


def test_cancel_ends_it_with_nothing_written(provider, houses, toy_worker, context, feedback, tmp_path):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    values = {"INPUT": houses, "NEIGHBOURS_M": 999, "OUTPUT": str(tmp_path / "r.gpkg")}
    results, _ = provider.algorithm("regularize").run(values, context, feedback)
    assert results == {} and not (tmp_path / "r.gpkg").exists() and "Cancelled." in feedback.infos


def test_lines_and_points_are_refused(run, toy_worker):
    lines = make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads")
    with pytest.raises(AssertionError, match="holds lines, but building outlines must be polygons"):
        run("regularize", INPUT=lines, OUTPUT="memory:")
