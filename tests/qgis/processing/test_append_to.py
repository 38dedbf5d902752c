"""Footprints appended to an existing layer of any editable provider: all of them, or none."""

import json
import sqlite3
import time
from contextlib import closing

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsDefaultValue,
    QgsGeometry,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from roofline.plugin.jobs.predict_request import existing
from roofline.plugin.layers import field_mapping
from roofline.plugin.layers.field_mapping import mapping_of
from roofline.plugin.layers.workspace import Workspace
from roofline.plugin.review.columns import find_columns
from roofline.plugin.worker.job_folder import predictions_folder
from roofline.protocol.footprints import FOOTPRINT_COLUMNS
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster, save_layer

pytestmark = pytest.mark.usefixtures("scratch")
FIELDS = "&field=use:string(20)&field=score:double&field=note:string(20)&field=Run:string(50)"
NAMED = "class=use, confidence=score"
FIRST = "Polygon((500010 4500010, 500030 4500010, 500030 4500030, 500010 4500030, 500010 4500010))"
"""The first of the squares that the toy worker finds."""
MINE = ("old", 0.5, "mine", "")
FOUND = ("building", 0.9, NULL, "job")


def loaded(source, provider="ogr"):
    layer = QgsVectorLayer(str(source), "mine", provider)
    assert layer.isValid(), layer.error().summary()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def saved(path, driver, **facts):
    """A file with one house."""
    return loaded(save_layer(path, "mine", driver=driver, **{"fields": FIELDS, "rows": [MINE], **facts}))


def table(server, columns="use varchar(20), score float8, note varchar(20), \"Run\" varchar(50)", name="mine"):
    """A table in PostGIS, with one house."""
    server.sql(f"""DROP TABLE IF EXISTS {name} CASCADE;
        CREATE TABLE {name} (id serial PRIMARY KEY, geom geometry(Polygon, 32633), {columns});
        INSERT INTO {name} (geom, use, score, note) VALUES (ST_GeomFromText('{HOUSE}', 32633), 'old', 0.5, 'mine');""")
    return loaded(server.source(name), "postgres")


def in_memory(**facts):
    return make_layer(HOUSE, name="mine", **{"fields": FIELDS, "rows": [MINE], **facts})


def edited(layer):
    assert layer.startEditing()
    return layer


TARGETS = {
    "GeoPackage": lambda folder, server: saved(folder / "mine.gpkg", "GPKG"),
    "SpatiaLite": lambda folder, server: saved(folder / "mine.sqlite", "SQLite"),
    "Shapefile": lambda folder, server: saved(folder / "mine.shp", "ESRI Shapefile"),
    "GeoJSON": lambda folder, server: saved(folder / "mine.geojson", "GeoJSON"),
    "FlatGeobuf": lambda folder, server: saved(folder / "mine.fgb", "FlatGeobuf"),
    "PostGIS": lambda folder, server: table(server()),
    "memory": lambda folder, server: in_memory(),
    "GeoPackage in edit mode": lambda folder, server: edited(saved(folder / "mine.gpkg", "GPKG")),
    "PostGIS in edit mode": lambda folder, server: edited(table(server())),
}


@pytest.fixture()
def target(request, tmp_path):
    return lambda kind: TARGETS[kind](tmp_path, lambda: request.getfixturevalue("postgis"))


def rows(layer):
    named = [name for name in ("use", "score", "note", "Run", "run") if layer.fields().lookupField(name) >= 0]
    return [tuple(feature[name] for name in named[:4]) for feature in sorted(layer.getFeatures(), key=lambda f: f.id())]


def as_stored(layer):
    """Without QGIS's memory of it."""
    return rows(QgsVectorLayer(layer.source(), "", layer.providerType()))


def values(rows):
    return sorted((tuple(None if value == NULL else value for value in row) for row in rows), key=str)


def kept():
    """The files of footprints that no layer took."""
    return list(predictions_folder().rglob("not_added.gpkg"))


@pytest.mark.parametrize("kind", TARGETS)
def test_a_layer_of_any_kind_takes_them_in_its_own_fields(run, raster, target, kind, feedback):
    layer = target(kind)
    results = run("predict", IMAGERY=[raster], APPEND_TO=layer.id(), APPEND_FIELDS=NAMED)
    assert results == {"COUNT": 2, "APPENDED": 2}
    assert "Appended to layer 'mine': 2" in feedback.infos
    assert [row[:2] for row in rows(layer)].count(("building", 0.9)) == 2 and layer.featureCount() == 3
    if layer.isEditable():
        assert layer.undoStack().count() == 1 and len(as_stored(layer)) == 1
        assert layer.commitChanges()
    if layer.providerType() != "memory":
        assert values(row[:3] for row in as_stored(layer)) == values([MINE[:3], FOUND[:3], FOUND[:3]])
    assert list(predictions_folder().iterdir()) == []


def test_footprints_go_into_a_layer_of_their_own_besides(run, raster, target, tmp_path):
    layer = target("GeoPackage")
    results = run("predict", IMAGERY=[raster], APPEND_TO=layer, FOOTPRINTS=str(tmp_path / "found.gpkg"))
    assert results["APPENDED"] == 2 and QgsVectorLayer(results["FOOTPRINTS"], "", "ogr").featureCount() == 2


def test_names_that_a_shapefile_cut_off_are_those_of_the_footprints(tmp_path):
    layer = saved(tmp_path / "mine.shp", "ESRI Shapefile", rows=(), fields="".join(
        f"&field={name}:string" for name in FOOTPRINT_COLUMNS))
    mapping = mapping_of(layer, FOOTPRINT_COLUMNS)
    assert "" not in mapping.values() and mapping["perimeter_m"] == "perimeter_"
    assert find_columns(layer)["perimeter_m"] == layer.fields().lookupField("perimeter_")


def test_a_confidence_goes_into_no_field_of_whole_numbers(run, raster):
    layer = make_layer(HOUSE, name="mine", fields="&field=confidence:integer&field=score:double")
    with pytest.raises(AssertionError, match="'confidence' of layer 'mine' takes whole numbers"):
        run("predict", IMAGERY=[raster], APPEND_TO=layer)
    assert run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS="confidence=score")["APPENDED"] == 2


def test_without_any_place_to_go_nothing_starts(run, raster):
    with pytest.raises(AssertionError, match="The footprints have no place to go"):
        run("predict", IMAGERY=[raster])


@pytest.mark.parametrize("kind", ["MultiPolygon", "PolygonZ", "MultiPolygonZM"])
def test_geometries_come_in_the_type_and_the_crs_of_the_layer(run, raster, tmp_path, kind):
    layer = loaded(save_layer(tmp_path / "mine.gpkg", "mine", None, kind=kind, crs="EPSG:4326"))
    assert run("predict", IMAGERY=[raster], APPEND_TO=layer)["APPENDED"] == 2
    shapes = [row.geometry() for row in list(layer.getFeatures())[1:]]
    assert [shape.wkbType() for shape in shapes] == [layer.wkbType()] * 2
    assert all(abs(shape.centroid().asPoint().x() - 15) < 0.01 for shape in shapes)


@pytest.mark.parametrize(("kind", "stored"), [
    ("MultiPolygon", "ST_MultiPolygon"), ("PolygonZ", "ST_Polygon"), ("CurvePolygon", "ST_CurvePolygon"),
    ("MultiSurface", "ST_MultiSurface"), ("Geometry", "ST_Polygon")])
def test_postgis_gets_the_type_of_its_column(run, raster, postgis, kind, stored):
    postgis.sql("DROP TABLE IF EXISTS shapes; "
                f"CREATE TABLE shapes (id serial PRIMARY KEY, geom geometry({kind}, 4326))")
    layer = loaded(postgis.source("shapes", kind="Polygon" if kind == "Geometry" else kind, srid=4326), "postgres")
    assert run("predict", IMAGERY=[raster], APPEND_TO=layer)["APPENDED"] == 2
    area = "round(ST_Area(ST_CurveToLine(geom)::geography))"
    assert postgis.sql(f"SELECT ST_GeometryType(geom), {area} FROM shapes LIMIT 1") == [f"{stored}|400"]


def test_defaults_of_qgis_and_of_the_database_fill_the_other_fields(run, raster, postgis):
    layer = table(postgis, "use text, score float8, note text NOT NULL DEFAULT 'unseen', size float8, stamp date "
                           "DEFAULT current_date")
    layer.setDefaultValueDefinition(layer.fields().lookupField("size"), QgsDefaultValue("round($area)"))
    run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS="class=use, confidence=score")
    assert postgis.sql("SELECT note, size, stamp = current_date FROM mine WHERE use = 'building' ORDER BY size") == [
        "unseen|100|t", "unseen|400|t"]


def test_a_choice_that_was_made_for_the_layer_in_the_panel_holds_until_another_is_given(run, raster, target):
    layer = target("memory")
    field_mapping.remember(layer, {"class": "note", "run": "", "gone": "use", "status": "no such field"})
    run("predict", IMAGERY=[raster], APPEND_TO=layer)
    run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS='{"class": "use", "run": "Run"}')
    assert values(rows(layer)[1:]) == values([(NULL, NULL, "building", NULL)] * 2
                                             + [("building", NULL, NULL, "job")] * 2)


@pytest.mark.parametrize(("chosen", "words"), [
    ("class", "'class' names no columns. Write it as 'class=use, confidence=score'"),
    ("{\"class\": 3}", "must hold names of columns alone"),
    ("kind=use", "Footprints have no column 'kind', only class, confidence"),
    ("class=usage", "Layer 'mine' has no field 'usage', only use, score, note, Run"),
    ("class=use, status=use", "Each field of layer 'mine' takes one column, but one was named twice"),
])
def test_a_field_that_is_not_there_is_told_before_any_work(run, raster, target, chosen, words):
    with pytest.raises(AssertionError, match=words):
        run("predict", IMAGERY=[raster], APPEND_TO=target("memory"), APPEND_FIELDS=chosen)


@pytest.mark.parametrize(("layer", "words"), [
    (lambda folder: make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"), "'roads' holds no polygons"),
    (lambda folder: make_layer(HOUSE, crs="", name="adrift"), "'adrift' has no CRS"),
    (lambda folder: loaded(f"file://{folder}/mine.csv?wktField=wkt&crs=EPSG:32633", "delimitedtext"),
     "'mine' cannot be changed"),
])
def test_a_layer_that_cannot_take_them_is_told_before_any_work(run, raster, tmp_path, layer, words):
    (tmp_path / "mine.csv").write_text(f'wkt,use\n"{HOUSE}",old\n')
    with pytest.raises(AssertionError, match=words):
        run("predict", IMAGERY=[raster], APPEND_TO=layer(tmp_path))
    assert list(predictions_folder().iterdir()) == []


def test_a_field_that_must_have_a_value_is_told_before_any_work(run, raster, postgis):
    layer = table(postgis, "use text NOT NULL, score float8, note text")
    with pytest.raises(AssertionError, match=r"'mine' needs a value in use \(NOT NULL\).*APPEND_FIELDS='class=use'"):
        run("predict", IMAGERY=[raster], APPEND_TO=layer)
    assert run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS="class=use")["APPENDED"] == 2


def refusing(kind, target, postgis):
    """A layer that takes the first of two footprints, and not the second, which has the same class."""
    if kind == "PostGIS":
        layer = target(kind)
        postgis.sql("ALTER TABLE mine ADD UNIQUE (use)")
        return layer, "duplicate key value violates unique constraint"
    layer = target(kind)
    with closing(sqlite3.connect(layer.source().split("|")[0])) as file:
        file.execute("CREATE UNIQUE INDEX once ON mine (use)")
    return layer, "UNIQUE constraint failed"


@pytest.mark.parametrize("kind", ["PostGIS", "GeoPackage"])
def test_a_layer_that_refuses_one_gets_none_and_all_are_kept(run, raster, target, postgis, kind):
    layer, problem = refusing(kind, target, postgis)
    with pytest.raises(AssertionError, match=f"Nothing was added to layer 'mine': .*{problem}") as told:
        run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS=NAMED)
    assert values(row[:3] for row in as_stored(layer)) == values([MINE[:3]])
    assert QgsVectorLayer(layer.source(), "", layer.providerType()).featureCount() == 1
    (file,) = kept()
    assert str(file) in str(told.value) and QgsVectorLayer(str(file), "", "ogr").featureCount() == 2


@pytest.mark.parametrize("kind", ["Shapefile", "memory", "GeoPackage", "GeoPackage in edit mode"])
def test_a_value_that_a_field_cannot_hold_is_told_and_none_is_added(run, raster, target, kind):
    layer = target(kind)
    with pytest.raises(AssertionError, match="'building' does not go into the field 'score'"):
        run("predict", IMAGERY=[raster], APPEND_TO=layer, APPEND_FIELDS="class=score")
    assert layer.featureCount() == 1 and layer.undoStack().count() == 0 and len(kept()) == 1


def test_a_file_that_another_program_changes_meanwhile_is_not_replaced(run, raster, target, monkeypatch, tmp_path):
    from roofline.plugin.layers import append

    layer, added = target("GeoJSON"), append._add

    def add(copy, features):
        added(copy, features)
        (tmp_path / "mine.geojson").write_text((tmp_path / "mine.geojson").read_text() + "\n")

    monkeypatch.setattr(append, "_add", add)
    with pytest.raises(AssertionError, match="was changed by another program meanwhile"):
        run("predict", IMAGERY=[raster], APPEND_TO=layer)
    assert len(json.loads((tmp_path / "mine.geojson").read_text())["features"]) == 1


def test_what_is_kept_aside_is_without_the_buildings_that_are_known(run, tmp_path, target, postgis):
    layer, _ = refusing("PostGIS", target, postgis)
    postgis.sql("INSERT INTO mine (use) VALUES ('building')")
    known = make_layer(FIRST)
    with pytest.raises(AssertionError, match="Nothing was added"):
        run("predict", IMAGERY=[str(make_raster(tmp_path / "south.tif", corner=(500000, 4500064)))], APPEND_TO=layer,
            APPEND_FIELDS=NAMED, EXISTING=[known])
    assert QgsVectorLayer(str(kept()[0]), "", "ogr").featureCount() == 1


@pytest.mark.parametrize("kind", ["GeoPackage", "PostGIS", "GeoPackage in edit mode"])
def test_what_the_filter_of_the_layer_hides_is_known_to_the_panel_too(context, target, kind):
    layer = target(kind.partition(" in ")[0])
    (fid,) = layer.allFeatureIds()
    layer.dataProvider().changeGeometryValues({fid: QgsGeometry.fromWkt(FIRST)})
    assert layer.setSubsetString("use = 'new'") and layer.featureCount() == 0
    if kind.endswith("edit mode"):
        layer.startEditing()
    workspace = Workspace(QgsProject.instance())
    values = existing(workspace, layer, "")
    workspace.close()
    found = [QgsProcessingUtils.mapLayerFromString(one, context) for one in values["EXISTING"]]
    assert [one.featureCount() for one in found] == [0, 1]


@pytest.mark.parametrize("kind", ["memory", "GeoPackage in edit mode", "Shapefile", "GeoPackage", "PostGIS"])
def test_from_another_thread_as_the_toolbox_runs_it(provider, raster, target, kind):
    layer, ends = target(kind), []
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(provider.algorithm("predict"), {
        "IMAGERY": [raster], "APPEND_TO": layer.id(), "APPEND_FIELDS": NAMED}, context, feedback)
    task.executed.connect(lambda fine, results: ends.append((fine, results)))
    QgsApplication.taskManager().addTask(task)
    deadline = time.monotonic() + 20
    while not ends and time.monotonic() < deadline:
        QCoreApplication.processEvents()
    assert ends == [(True, {"COUNT": 2, "APPENDED": 2})] and layer.featureCount() == 3
    assert list(predictions_folder().iterdir()) == []
