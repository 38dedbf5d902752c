"""Columns of people's layers that a format has for itself, or that differ in case alone, in the output files."""

import json

import pytest
from qgis.core import NULL, QgsVectorLayer
from roofline.plugin.layers.columns import fitting_columns
from roofline.tests.qgis.support.layers import HOUSE, make_layer

pytestmark = pytest.mark.usefixtures("scratch")
FORMATS = ["gpkg", "shp", "geojson", "sqlite", "fgb", "csv"]


def rows_in(path):
    layer = QgsVectorLayer(str(path), "", "ogr")
    return [{field.name(): row[field.name()] for field in layer.fields()} for row in layer.getFeatures()]


def regularized(run, tmp_path, layer, suffix="gpkg"):
    path = tmp_path / f"out.{suffix}"
    run("regularize", INPUT=layer, OUTPUT=str(path))
    return rows_in(path)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("kind", "values"), [
    ("integer", [1, 1, 2]), ("string", ["DEBY_1", "DEBY_2", "DEBY_3"]), ("integer", [1, None, 3]),
    ("double", [1.5, 2.5, 2.5]), ("double", [1.0, 2.0, 3.0]), ("date", ["2020-01-01", None, "2021-01-01"]),
    ("string", ["7", "7", ""])])
def test_a_column_fid_that_is_no_key_is_kept_under_another_name(run, tmp_path, feedback, suffix, kind, values):
    layer = make_layer(HOUSE, HOUSE, HOUSE, fields=f"&field=FID:{kind}", rows=[(value,) for value in values])
    found = regularized(run, tmp_path, layer, suffix)
    assert len(found) == 3
    if suffix == "gpkg":
        assert any("The column 'FID' is kept as 'FID_2'" in said for said in feedback.warnings)
        kept = [str(row["FID_2"] if row["FID_2"] != NULL else None) for row in found]
        assert [text.split("QDate")[0] for text in kept] == [
            str(row["FID"] if row["FID"] != NULL else None).split("QDate")[0] for row in layer.getFeatures()]
    else:
        assert feedback.warnings == []


def test_a_column_fid_of_whole_numbers_that_differ_stays_the_key(run, tmp_path, feedback):
    layer = make_layer(HOUSE, HOUSE, fields="&field=fid:integer&field=name:string", rows=[(7, "a"), (3, "b")])
    found = regularized(run, tmp_path, layer)
    assert sorted((row["fid"], row["name"]) for row in found) == [(3, "b"), (7, "a")] and feedback.warnings == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_that_differ_in_case_alone_and_those_of_the_format_are_all_kept(run, tmp_path, feedback, suffix):
    names = ["Name", "name", "NAME", "name_2", "geom", "geometry", "ogc_fid", "rowid", "Regularized", "regularize"]
    (tmp_path / "in.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {name: f"{name} {n}" for name in names}, "geometry": {
            "type": "Polygon", "coordinates": [[[15, 40], [15.001, 40], [15.001, 40.001], [15, 40]]]}}
        for n in range(2)]}))
    found = regularized(run, tmp_path, str(tmp_path / "in.geojson"), suffix)
    values = {value for row in found for value in row.values()}
    assert len(found) == 2 and {f"{name} {n}" for name in names for n in range(2) if name != "Regularized"} <= values
    told = " ".join(feedback.warnings)
    assert "The column 'name' is kept as 'name_3'" in told and "The column 'NAME' is kept as 'NAME_4'" in told
    assert ("The column 'geom' is kept as 'geom_2'" in told) == (suffix == "gpkg")


def test_a_name_that_is_given_is_free(qgis):
    layer = make_layer(fields="&field=a:string&field=A_2:string&field=geom:string&field=Geom_2:string")
    fields, renamed = fitting_columns(layer.fields(), "GPKG", lambda index: False)
    assert [field.name() for field in fields] == ["a", "A_2", "geom_3", "Geom_2"] and renamed == {"geom": "geom_3"}
