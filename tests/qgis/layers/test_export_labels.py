"""Polygon layers of any kind as GeoPackages."""

import json

import pytest
from osgeo import ogr
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsField,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from qgis.core import QgsProcessingParameters as Parameters
from qgis.PyQt.QtCore import QVariant
from roofline.plugin.layers.export_labels import LabelsError, export_polygons
from roofline.plugin.layers.joined_layer import JoinedLayer
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer

IN_FEET = "Polygon((2418800 12259500, 2418840 12259500, 2418840 12259540, 2418800 12259540, 2418800 12259500))"


def in_feet(layer):
    """The layer in a UTM zone in feet, which has no code."""
    layer.setCrs(QgsCoordinateReferenceSystem.fromProj("+proj=utm +zone=16 +datum=NAD83 +units=us-ft"))
    return layer


@pytest.fixture()
def export(context, tmp_path):
    """The rows of the exported file, each a dict with its geometry as WKT."""

    def export(layer, what="Labels", **how):
        value = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True) if how.pop("selected", 0) \
            else layer
        parameter = QgsProcessingParameterFeatureSource("LABELS", what, [QgsProcessing.TypeVectorPolygon])
        source = Parameters.parameterAsSource(parameter, {"LABELS": value}, context)
        path = tmp_path / "labels.gpkg"
        count = export_polygons(source, path, what, **how)
        file = ogr.Open(str(path))
        rows = [{**feature.items(), "wkt": feature.geometry().ExportToWkt()} for feature in file.GetLayer()]
        assert len(rows) == count
        return rows

    return export


def test_polygons_keep_their_number_class_and_role_in_any_case(export):
    layer = make_layer(HOUSE, HOUSE, fields="&field=Class:string&field=ROLE:string&field=owner:string",
                       rows=[("shed", "train", "me"), (NULL, "", "you")])
    rows = export(layer)
    assert [(row["class"], row["role"]) for row in rows] == [("shed", "train"), (None, "")]
    assert [row["source_id"] for row in rows] == [1, 2] and "owner" not in rows[0]


def test_the_status_of_footprints_goes_along_so_that_rejected_ones_are_not_scored(export):
    layer = make_layer(HOUSE, HOUSE, fields="&field=status:string", rows=[("rejected",), ("accepted",)])
    assert [row["status"] for row in export(layer)] == ["rejected", "accepted"]


def test_a_class_that_is_a_number_becomes_text(export):
    assert export(make_layer(HOUSE, fields="&field=class:integer", rows=[(3,)]))[0]["class"] == "3"


def test_invalid_polygons_go_along_as_they_are(export):
    assert len(export(make_layer(HOUSE, BOW_TIE))) == 2


def test_curves_become_straight_and_heights_are_dropped(export):
    arc = "CurvePolygon(CompoundCurve(CircularString(0 0, 1 1, 2 0), (2 0, 0 0)))"
    rows = export(make_layer(arc, kind="CurvePolygon"))
    assert rows[0]["wkt"].startswith("MULTIPOLYGON ((") and rows[0]["wkt"].count(",") > 20
    rows = export(make_layer("PolygonZ((0 0 5, 1 0 5, 1 1 5, 0 0 5))", kind="PolygonZ"))
    assert rows[0]["wkt"] == "MULTIPOLYGON (((0 0,1 0,1 1,0 0)))"


def test_only_selected_features_are_exported_when_asked(export):
    layer = make_layer(HOUSE, HOUSE, HOUSE)
    layer.selectByIds([2])
    assert [row["source_id"] for row in export(layer, selected=True)] == [2]


def test_features_without_a_geometry_are_left_out(export):
    assert len(export(make_layer(HOUSE, None))) == 1


@pytest.mark.parametrize(("layer", "words"), [
    (lambda: make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"), "'roads' holds lines, but labels"),
    (lambda: make_layer("Point(0 0)", kind="Point", name="trees"), "'trees' holds points, but labels must be polygons"),
    (lambda: make_layer(kind="None", name="list", fields="&field=a:string"), "'list'"),
    (lambda: make_layer(name="nothing"), "'nothing' is empty. Labels need at least one polygon"),
    (lambda: make_layer(None, None, name="blank"), "'blank' has features, but none with a polygon"),
    (lambda: make_layer(HOUSE, name="adrift", crs=""), "'adrift' has no CRS"),
])
def test_what_cannot_serve_is_refused_by_name_with_the_cure_and_leaves_no_file(export, tmp_path, layer, words):
    with pytest.raises(LabelsError, match=words):
        export(layer())
    assert list(tmp_path.glob("*.gpkg*")) == []


def geojson(tmp_path, *wkts):
    """A layer as QGIS opens GeoJSON: of the geometry type of its first feature."""
    shapes = [json.loads(ogr.CreateGeometryFromWkt(wkt).ExportToJson()) for wkt in wkts]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    layer = QgsVectorLayer(str(path), "mixed", "ogr")
    QgsProject.instance().addMapLayer(layer, False)
    return layer


SQUARE, TREE, ROAD = "POLYGON((0 0,1 0,1 1,0 0))", "POINT(2 2)", "LINESTRING(0 0,1 1)"


@pytest.mark.parametrize("wkts", [(SQUARE, TREE, ROAD, ROAD), (TREE, ROAD, ROAD, SQUARE),
                                  (ROAD, f"GEOMETRYCOLLECTION({SQUARE},{TREE})", TREE, ROAD)])
def test_of_mixed_shapes_the_polygons_are_used_and_the_rest_is_told(export, tmp_path, wkts):
    said = []
    assert [row["wkt"] for row in export(geojson(tmp_path, *wkts), tell=said.append)] == [
        "MULTIPOLYGON (((0 0,1 0,1 1,0 0)))"]
    assert "Layer 'mixed' also holds" in said[0] and "1 point" in said[0] and "2 lines" in said[0]


def test_mixed_shapes_without_polygons_are_refused(export, tmp_path):
    with pytest.raises(LabelsError, match="'mixed' holds points, but labels must be polygons"):
        export(geojson(tmp_path, TREE, ROAD))


def test_footprints_may_be_none_at_all(export):
    assert export(make_layer(name="nothing"), may_be_empty=True) == []


def test_a_layer_in_a_utm_zone_in_feet_is_exported_where_it_lies(export, tmp_path):
    layer = in_feet(make_layer(IN_FEET))
    export(layer)
    exported = QgsVectorLayer(str(tmp_path / "labels.gpkg"))
    back = QgsCoordinateTransform(exported.crs(), layer.crs(), QgsProject.instance())
    assert back.transform(exported.extent().center()).distance(QgsPointXY(2_418_820, 12_259_520)) < 0.1


def test_new_outlines_come_back_to_a_utm_zone_in_feet(export, context, tmp_path):
    layer = in_feet(make_layer(IN_FEET))
    export(layer)
    drawn = QgsVectorLayer(str(tmp_path / "labels.gpkg"))
    drawn.dataProvider().addAttributes([QgsField("regularized", QVariant.Bool)])
    parameter = QgsProcessingParameterFeatureSource("INPUT", "", [QgsProcessing.TypeVectorPolygon])
    joined = JoinedLayer(Parameters.parameterAsSource(parameter, {"INPUT": layer}, context), tmp_path / "labels.gpkg")
    [[feature]] = joined.chunks(joined.fields)
    assert joined.crs == layer.crs()
    assert feature.geometry().centroid().asPoint().distance(QgsPointXY(2_418_820, 12_259_520)) < 0.1


def test_a_place_that_cannot_be_written_is_told(export, tmp_path):
    (tmp_path / "unfinished-labels.gpkg").mkdir()
    with pytest.raises(LabelsError, match="unfinished-labels.gpkg could not be written"):
        export(make_layer(HOUSE))
