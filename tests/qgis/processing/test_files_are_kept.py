"""No file is lost: outputs into files that are there, and the inputs of every algorithm before and after it."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessingOutputLayerDefinition, QgsProject, QgsVectorLayer
from roofline.tests.qgis.support.layers import make_raster, save_layer

pytestmark = pytest.mark.usefixtures("scratch")
NAMED: dict = {"fields": "&field=name:string", "rows": [("a",)]}


def layers_in(path):
    file = ogr.Open(str(path))
    return {file.GetLayer(n).GetName(): file.GetLayer(n).GetFeatureCount() for n in range(file.GetLayerCount())}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture()
def files(tmp_path):
    """One file of every kind of input."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    save_layer(folder / "town.gpkg", "buildings", **NAMED)
    save_layer(folder / "town.gpkg", "areas", fields="&field=role:string", rows=[("train",)])
    for name, driver in (("town.shp", "ESRI Shapefile"), ("town.geojson", "GeoJSON"), ("other.gpkg", "GPKG")):
        save_layer(folder / name, "town", driver=driver)
    make_raster(folder / "image.tif")
    gdal.Translate(str(folder / "image.vrt"), str(folder / "image.tif"), format="VRT")
    (folder / "base.roofline").write_bytes(b"a model")
    (folder / "linked.gpkg").symlink_to(folder / "town.gpkg")
    os.link(folder / "other.gpkg", folder / "hard.gpkg")
    return folder


def request(name, folder, **changes):
    """An algorithm's inputs and outputs, all in files."""
    imagery, buildings = [str(folder / "image.tif")], f"{folder}/town.gpkg|layername=buildings"
    areas, out = f"{folder}/town.gpkg|layername=areas", folder.parent
    values = {
        "finetune": {"IMAGERY": imagery, "LABELS": buildings, "AREAS": areas, "MODEL": str(out / "new.roofline"),
                     "REPORT": str(out / "new.html"), "BASE_MODEL": "count"},
        "predict": {"IMAGERY": imagery, "AREAS": areas, "FOOTPRINTS": str(out / "found.gpkg"),
                    "PROBABILITY": str(out / "found.tif")},
        "evaluate": {"FOOTPRINTS": buildings, "REFERENCE": str(folder / "town.shp"), "AREAS": areas,
                     "REPORT": str(out / "new.html"), "ERRORS": str(out / "errors.gpkg")},
        "learningcurve": {"IMAGERY": imagery, "LABELS": str(folder / "town.geojson"), "AREAS": areas,
                          "REPORT": str(out / "new.html"), "CURVE": str(out / "curve.gpkg")},
        "suggest": {"IMAGERY": imagery, "LABELS": buildings, "AREAS": areas, "SUGGESTED": str(out / "next.gpkg")},
        "regularize": {"INPUT": buildings, "OUTPUT": str(out / "regular.gpkg")},
        "reviewgrid": {"EXTENT": buildings, "OUTPUT": str(out / "cells.gpkg")},
        "exportonnx": {"ONNX": str(out / "model.onnx"), "STAC": str(out / "model.json")},
    }[name]
    return {**values, **changes}


OUTPUTS = [("finetune", "MODEL"), ("finetune", "REPORT"), ("finetune", "RUN_FOLDER"), ("predict", "FOOTPRINTS"),
           ("predict", "PROBABILITY"), ("evaluate", "REPORT"), ("evaluate", "ERRORS"), ("learningcurve", "REPORT"),
           ("learningcurve", "CURVE"), ("suggest", "SUGGESTED"), ("regularize", "OUTPUT"), ("reviewgrid", "OUTPUT"),
           ("exportonnx", "ONNX"), ("exportonnx", "STAC")]


@pytest.mark.parametrize("name", sorted({name for name, _ in OUTPUTS}))
def test_an_algorithm_changes_none_of_its_inputs(run, files, name):
    before = {path.name: digest(path) for path in files.iterdir()}
    run(name, **request(name, files))
    assert {path.name: digest(path) for path in files.iterdir()} == before
    assert sorted(path.name for path in files.parent.iterdir() if path.name.startswith(".")) == []


def test_every_output_is_tried(provider):
    assert {(name, one.name()) for name in sorted({name for name, _ in OUTPUTS})
            for one in provider.algorithm(name).destinationParameterDefinitions()} == set(OUTPUTS)


INPUTS = {"finetune": ("image.tif", "town.gpkg"), "predict": ("image.tif", "linked.gpkg"),
          "evaluate": ("town.gpkg", "town.dbf", "linked.gpkg"), "learningcurve": ("town.geojson", "image.tif"),
          "suggest": ("town.gpkg",), "regularize": ("town.gpkg", "linked.gpkg"), "reviewgrid": ("town.gpkg",),
          "exportonnx": ("base.roofline",)}


@pytest.mark.parametrize(("name", "output"), OUTPUTS)
def test_an_output_into_the_file_of_an_input_is_refused_before_any_work(run, files, scratch, toy_worker, name, output):
    before = {path.name: digest(path) for path in files.iterdir()}
    for file in INPUTS[name]:
        if file == "image.tif" and output in ("FOOTPRINTS", "CURVE"):
            continue  # no format of vectors: QGIS adds .gpkg to the name
        values = request(name, files, **{output: str(files / file)})
        if name == "exportonnx":
            values["MODEL"] = str(files / file)
        with pytest.raises(AssertionError, match="would be (written to|lost|added to)"):
            run(name, **values)
    assert {path.name: digest(path) for path in files.iterdir()} == before
    assert list(scratch.iterdir()) == [] and not toy_worker.exists()


@pytest.mark.parametrize(("given", "output"), [
    ("town.gpkg|layername=buildings", "{folder}/town.gpkg"), ("town.gpkg|layername=buildings", "{folder}/town"),
    ("town.gpkg|layername=buildings", "{folder}/../inputs/town.gpkg"),
    ("town.gpkg|layername=buildings", "{folder}/linked.gpkg"), ("linked.gpkg|layername=areas", "{folder}/town.gpkg"),
    ("town.gpkg|layername=buildings", "{folder}/town.gpkg|layername=buildings"),
    ("town.gpkg|layername=buildings", "{folder}/town.gpkg|layername=new"),
    ("town.gpkg|layername=buildings", "file://{folder}/town.gpkg"), ("other.gpkg", "{folder}/hard.gpkg"),
    ("town.gpkg|layername=buildings", "ogr:dbname='{folder}/town.gpkg' table=\"buildings\" (geom)"),
    ("town.gpkg|layername=buildings", "ogr:dbname='{folder}/linked.gpkg' table=\"Buildings\" (geom)"),
    ("town.shp", "{folder}/town.shp"), ("town.shp", "{folder}/town.dbf"), ("town.shp|layerid=0", "{folder}/town.SHP"),
    ("file://{folder}/town.geojson", "{folder}/town.geojson"),
])
def test_the_file_of_an_input_is_known_by_any_of_its_names(run, files, given, output):
    given, output = (text.replace("{folder}", str(files)) for text in (given, output))
    source = given if given.startswith("file:") else f"{files}/{given}"
    if output.endswith("SHP"):
        (files / "town.SHP").symlink_to(files / "town.shp")
    before = {path.name: digest(path) for path in files.iterdir()}
    for value in (output, QgsProcessingOutputLayerDefinition(output)):
        with pytest.raises(AssertionError, match=r"belongs to an input \(Building outlines\) and would be lost"):
            run("regularize", INPUT=source, OUTPUT=value)
    assert {path.name: digest(path) for path in files.iterdir()} == before


def test_files_of_a_drive_that_gives_them_no_numbers_are_not_taken_for_one(run, files, tmp_path, monkeypatch):
    """As Google Drive and WebDAV do on Windows: every file has the number 0."""
    stat = Path.stat

    def without_number(path, **how):
        found = list(stat(path, **how))
        return os.stat_result([found[0], 0, 0, *found[3:]])

    (tmp_path / "old.geojson").write_text("{}")
    monkeypatch.setattr(Path, "stat", without_number)
    assert run("regularize", INPUT=f"{files}/town.geojson", OUTPUT=str(tmp_path / "old.geojson"))["COUNT"] == 0
    with pytest.raises(AssertionError, match="belongs to an input"):
        run("regularize", INPUT=f"{files}/town.geojson", OUTPUT=f"{files}/town.geojson")


def test_the_rasters_of_a_virtual_raster_and_the_sidecars_of_a_raster_are_inputs_too(run, files):
    (files / "image.tfw").write_text("1\n0\n0\n-1\n500000.5\n4500099.5\n")
    for given, output in (("image.vrt", "image.tif"), ("image.tif", "image.tfw")):
        with pytest.raises(AssertionError, match=r"belongs to an input \(Imagery\)"):
            run("finetune", **request("finetune", files, IMAGERY=[str(files / given)], MODEL=str(files / output)))


def test_the_file_of_a_raster_among_several_is_an_input_too(run, files):
    town = files / "rasters.gpkg"
    for name, more in (("summer", []), ("winter", ["APPEND_SUBDATASET=YES"])):
        gdal.Translate(str(town), str(files / "image.tif"), format="GPKG",
                       creationOptions=[f"RASTER_TABLE={name}", *more])
    with pytest.raises(AssertionError, match=r"belongs to an input \(Imagery\)"):
        run("predict", **request("predict", files, IMAGERY=[f"GPKG:{town}:winter"], FOOTPRINTS=str(town)))


def test_the_layer_of_a_project_is_known_as_its_file(run, files):
    layer = QgsVectorLayer(f"{files}/town.gpkg|layername=areas", "my areas", "ogr")
    QgsProject.instance().addMapLayer(layer, False)
    for given in (layer, layer.id(), "my areas"):
        with pytest.raises(AssertionError, match=r"belongs to an input \(Areas\)"):
            run("predict", **request("predict", files, AREAS=given, FOOTPRINTS=f"{files}/town.gpkg"))


def test_the_files_of_a_run_that_goes_on_are_inputs(run, files, toy_worker):
    with pytest.raises(AssertionError, match="killed"):
        run("finetune", **request("finetune", files, BASE_MODEL="be killed"))
    (folder,) = toy_worker.iterdir()
    with pytest.raises(AssertionError, match=r"belongs to an input \(Resume the run in this folder\)"):
        run("finetune", **request("finetune", files, RESUME=str(folder), MODEL=str(folder / "labels.gpkg")))
    results = run("finetune", **request("finetune", files, RESUME=str(folder), MODEL=str(folder / "new.roofline")))
    assert results["MODEL"] == str(folder / "new.roofline")


def test_two_outputs_in_one_file_are_refused(run, files, tmp_path):
    with pytest.raises(AssertionError, match="Model and Report would both be written to"):
        run("finetune", **request("finetune", files, MODEL=str(tmp_path / "x"), REPORT=str(tmp_path / "x")))


@pytest.mark.parametrize("suffix", [".gpkg", ".sqlite"])
def test_a_layer_is_added_to_a_database_that_is_there(run, files, tmp_path, suffix):
    path = tmp_path / f"kept{suffix}"
    for name in ("roads", "parks"):
        save_layer(path, name, driver="GPKG" if suffix == ".gpkg" else "SQLite", **NAMED)
    for _ in range(2):  # the second time the layer of that name is replaced
        result = run("predict", **request("predict", files, FOOTPRINTS=str(path)))["FOOTPRINTS"]
        assert layers_in(path) == {"roads": 1, "parks": 1, "kept": 2}
    layer = QgsVectorLayer(result, "", "ogr")
    assert layer.featureCount() == 2 and next(layer.getFeatures())["status"] == "predicted"
    assert layer.crs().authid() == "EPSG:32633" or suffix == ".sqlite"  # for which QGIS 3.22 keeps none


@pytest.mark.parametrize(("output", "name"), [
    ("{path}|layername=found", "found"), ("ogr:dbname='{path}' table=\"Found\" (geom)", "Found")])
def test_a_named_layer_is_added_too(run, files, tmp_path, output, name):
    path = save_layer(tmp_path / "it's kept.gpkg", "roads")
    text = str(path).replace("'", "\\'") if output.startswith("ogr") else str(path)
    result = run("predict", **request("predict", files, FOOTPRINTS=output.replace("{path}", text)))["FOOTPRINTS"]
    assert result == f"{path}|layername={name}" and layers_in(path) == {"roads": 1, name: 2}


def test_a_named_layer_may_go_into_the_file_of_an_input_as_the_panel_does(run, files):
    sink = f"ogr:dbname='{files}/town.gpkg' table=\"footprints\" (geom)"
    run("predict", **request("predict", files, FOOTPRINTS=sink))
    assert layers_in(files / "town.gpkg") == {"buildings": 1, "areas": 1, "footprints": 2}


def test_a_layer_is_added_while_the_project_shows_the_others(run, files):
    layers = [QgsVectorLayer(f"{files}/town.gpkg|layername={name}", name, "ogr") for name in ("areas", "buildings")]
    QgsProject.instance().addMapLayers(layers, False)
    reading = layers[0].getFeatures()
    next(reading)
    assert layers[1].startEditing() and layers[1].changeAttributeValue(1, layers[1].fields().indexOf("name"), "new")
    sink = f"ogr:dbname='{files}/town.gpkg' table=\"footprints\" (geom)"
    run("predict", **request("predict", files, AREAS=layers[0], FOOTPRINTS=sink))
    assert layers[1].commitChanges() and next(layers[1].getFeatures())["name"] == "new"
    assert layers_in(files / "town.gpkg") == {"buildings": 1, "areas": 1, "footprints": 2}
    with closing(sqlite3.connect(files / "town.gpkg")) as database:
        assert database.execute("SELECT count(*) FROM rtree_footprints_geom").fetchone() == (2,)


def test_a_table_without_geometries_is_added_too(run, files, tmp_path):
    path = save_layer(tmp_path / "kept.gpkg", "roads")
    run("learningcurve", **request("learningcurve", files, CURVE=f"{path}|layername=curve"))
    assert layers_in(path) == {"roads": 1, "curve": 4}
    assert next(QgsVectorLayer(f"{path}|layername=curve", "", "ogr").getFeatures())["labels"] == 0


def test_a_file_that_cannot_take_a_layer_is_not_replaced_with_its_other_layers(run, files, tmp_path):
    path = tmp_path / "book.ods"
    book = ogr.GetDriverByName("ODS").CreateDataSource(str(path))
    for name in ("one", "two"):
        sheet = book.CreateLayer(name)
        sheet.CreateField(ogr.FieldDefn("a", ogr.OFTString))
        sheet.CreateFeature(ogr.Feature(sheet.GetLayerDefn()))
    sheet = book = None
    before = digest(path)
    with pytest.raises(AssertionError, match=r"holds 2 layers \(one, two\), and curve would replace them all"):
        run("learningcurve", **request("learningcurve", files, CURVE=str(path)))
    assert digest(path) == before


def test_a_file_that_is_no_geopackage_is_left_alone(run, files, tmp_path):
    path = tmp_path / "notes.gpkg"
    path.write_text("my notes")
    with pytest.raises(AssertionError, match="cannot be read as a GPKG file.*move it away"):
        run("predict", **request("predict", files, FOOTPRINTS=str(path)))
    assert path.read_text() == "my notes"


def test_an_empty_file_is_filled(run, files, tmp_path):
    (tmp_path / "empty.gpkg").touch()
    run("predict", **request("predict", files, FOOTPRINTS=str(tmp_path / "empty.gpkg")))
    assert layers_in(tmp_path / "empty.gpkg") == {"empty": 2}


@pytest.mark.parametrize("name", ["old.gpkg", "old.geojson", "old.shp"])
def test_what_was_there_stays_when_the_output_fails(run, files, tmp_path, monkeypatch, name):
    from roofline.plugin.processing import destinations

    driver = {"old.gpkg": "GPKG", "old.geojson": "GeoJSON", "old.shp": "ESRI Shapefile"}[name]
    save_layer(tmp_path / name, "old", driver=driver)
    before = {path.name: digest(path) for path in tmp_path.glob("old.*")}
    written = destinations.copy_into
    monkeypatch.setattr(destinations, "copy_into", lambda sink, chunks: written(sink, [next(iter(chunks))[:1]]))
    with pytest.raises(AssertionError, match="only 1 of 2 features"):
        run("predict", **request("predict", files, FOOTPRINTS=str(tmp_path / name)))
    assert {path.name: digest(path) for path in tmp_path.glob("old.*")} == before


def test_a_geopackage_that_another_program_holds_is_told_and_stays(run, files, tmp_path):
    path = save_layer(tmp_path / "held.gpkg", "held", **NAMED)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AssertionError, match="Check that no other program holds it"):
            run("predict", **request("predict", files, FOOTPRINTS=str(path)))
    assert layers_in(path) == {"held": 1}
    assert next(QgsVectorLayer(str(path), "", "ogr").getFeatures())["name"] == "a"


def test_a_replaced_shapefile_keeps_no_index_of_the_old_one_and_a_link_stays_a_link(run, files, tmp_path):
    save_layer(tmp_path / "old.shp", "old", driver="ESRI Shapefile")
    (tmp_path / "old.qix").write_bytes(b"stale")
    (tmp_path / "link.shp").symlink_to(tmp_path / "old.shp")
    run("predict", **request("predict", files, FOOTPRINTS=str(tmp_path / "link.shp")))
    assert layers_in(tmp_path / "old.shp") == {"old": 2} and (tmp_path / "link.shp").is_symlink()
    assert not (tmp_path / "old.qix").exists()


def test_the_layer_is_loaded_into_the_project_that_asked_for_it(run, files, tmp_path, context):
    sink = QgsProcessingOutputLayerDefinition(str(tmp_path / "out.gpkg"), QgsProject.instance())
    sink.destinationName = "My footprints"
    result = run("predict", **request("predict", files, FOOTPRINTS=sink))["FOOTPRINTS"]
    ((layer, details),) = context.layersToLoadOnCompletion().items()
    assert layer == result and (details.name, details.outputName) == ("My footprints", "FOOTPRINTS")
