"""Algorithms run in the real QGIS against the real worker process, with a toy for the learning core."""

import json
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from roofline.plugin.processing import worker_algorithm
from roofline.plugin.processing.destinations import write_rows
from roofline.plugin.processing.feedback_adapter import time_left
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer
from roofline.tests.qgis.support.requests import request_in

pytestmark = pytest.mark.usefixtures("scratch")


def test_finetune_gives_model_and_score_and_tells_how_far_it_is(run, town, feedback, toy_worker):
    results = run("finetune", **town)
    assert results == {"MODEL": town["MODEL"], "SCORE": 0.75}
    assert feedback.fractions[-4:] == [25, 50, 75, 100] and feedback.warnings == ["3 labels were repaired"]
    assert "step 1, loss 1.000, a few seconds left" in feedback.texts
    (folder,) = toy_worker.iterdir()
    assert folder.name.endswith("-town") and {p.name for p in folder.iterdir()} == {
        "labels.gpkg", "request.json", "messages.jsonl", "worker.log"}


def test_what_was_asked_reaches_the_worker(run, town, toy_worker, tmp_path):
    areas = make_layer(HOUSE, fields="&field=Role:string", rows=[("validate",)])
    run("finetune", **{**town, "AREAS": areas, "BATCH_SIZE": 3, "LEARNING_RATE": 1e-7, "RESOLUTION_M": 0.3,
                       "REPORT": str(tmp_path / "report.html")})
    request = request_in(toy_worker)
    assert request["imagery"] == town["IMAGERY"] and request["report"] == str(tmp_path / "report.html")
    assert (request["settings"]["batch_size"], request["settings"]["resolution_m"]) == (3, 0.3)
    assert request["settings"]["learning_rate"] == pytest.approx(1e-7)
    assert Path(request["labels"]).exists() and Path(request["areas"]).exists()


def test_an_empty_setting_stays_empty(run, town, toy_worker):
    run("finetune", **{**town, "RESOLUTION_M": None})
    assert request_in(toy_worker)["settings"]["resolution_m"] is None


def test_without_a_held_out_part_there_is_no_score_and_it_is_said(run, town, feedback):
    results = run("finetune", **{**town, "BASE_MODEL": "echo"})
    assert "SCORE" not in results and any("has no score" in info for info in feedback.infos)


def test_invalid_labels_do_not_stop_it(run, town):
    assert run("finetune", **{**town, "LABELS": make_layer(HOUSE, BOW_TIE)})


def test_a_failed_job_shows_the_sentence_and_keeps_the_traceback_for_the_log(run, town, feedback, toy_worker):
    with pytest.raises(AssertionError, match=r"^Tile size 500 does not divide by 32; try 512\."):
        run("finetune", **{**town, "BASE_MODEL": "refuse"})
    (folder,) = toy_worker.iterdir()
    assert not any("Traceback" in said for said in [*feedback.errors, *feedback.debug])
    assert "Traceback" in (folder / "worker.log").read_text()


def test_cancel_ends_it_with_nothing_half_written(provider, town, context, feedback):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    results, _ = provider.algorithm("finetune").run({**town, "BASE_MODEL": "save when cancelled"}, context, feedback)
    assert results == {} and not Path(town["MODEL"]).exists()
    assert any("RESUME=" in info for info in feedback.infos)


@pytest.mark.parametrize(("name", "output"), [
    ("predict", "FOOTPRINTS"), ("evaluate", "ERRORS"), ("regularize", "OUTPUT"), ("learningcurve", "CURVE")])
def test_cancel_is_heard_while_a_result_is_written(
        provider, context, feedback, raster, scratch, toy_worker, tmp_path, monkeypatch, name, output):
    house, file = make_layer(HOUSE), tmp_path / "out.geojson"
    file.write_text("as before")
    values = {"predict": {"IMAGERY": [raster]}, "evaluate": {"FOOTPRINTS": house, "REFERENCE": house},
              "regularize": {"INPUT": house}, "learningcurve": {
                  "IMAGERY": [raster], "LABELS": house, "REPORT": str(tmp_path / "r.html")}}[name]

    def cancel_then_write(*given):
        feedback.cancel()
        return write_rows(*given)

    monkeypatch.setattr(worker_algorithm, "write_rows", cancel_then_write)
    assert provider.algorithm(name).run({**values, output: str(file)}, context, feedback) == ({}, True)
    assert file.read_text() == "as before" and {one.name for one in tmp_path.iterdir()} <= {
        "image.tif", "out.geojson", "scratch", "home"}
    assert "Cancelled." in feedback.infos and list(scratch.iterdir()) == []
    kept = "All that was found is in" if name == "predict" else "RESUME=" if name == "learningcurve" else ""
    assert not kept or any(kept in told for told in [*feedback.infos, *feedback.warnings])


@pytest.mark.parametrize(("name", "output"), [
    ("predict", "PROBABILITY"), ("evaluate", "ERRORS"), ("learningcurve", "CURVE")])
def test_an_output_that_a_batch_leaves_empty_is_not_wanted(run, context, raster, tmp_path, name, output):
    """QGIS gives a layer without a name, to be loaded into the project."""
    house = make_layer(HOUSE)
    values = {"predict": {"IMAGERY": [raster], "FOOTPRINTS": "memory:"},
              "evaluate": {"FOOTPRINTS": house, "REFERENCE": house},
              "learningcurve": {"IMAGERY": [raster], "LABELS": house, "REPORT": str(tmp_path / "r.html")}}[name]
    results = run(name, **values, **{output: QgsProcessingOutputLayerDefinition("", QgsProject.instance())})
    assert output not in results and "" not in context.layersToLoadOnCompletion()


def test_evaluate_gives_numbers_and_a_layer_of_errors(run, feedback, tmp_path):
    results = run("evaluate", FOOTPRINTS=make_layer(HOUSE), REFERENCE=make_layer(HOUSE),
                  ERRORS=str(tmp_path / "errors.gpkg"), REPORT=str(tmp_path / "report.html"))
    assert (results["F1"], results["PRECISION"], results["IOU"]) == (0.5, 1.0, 0.4) and "RECALL" not in results
    assert results["REPORT"] == str(tmp_path / "report.html")
    errors = QgsVectorLayer(str(tmp_path / "errors.gpkg"))
    assert [field.name() for field in errors.fields()] == ["fid", "kind", "iou", "area_m2"]
    assert next(errors.getFeatures())["kind"] == "missed"


def test_evaluate_takes_a_model_that_found_nothing(run):
    assert run("evaluate", FOOTPRINTS=make_layer(), REFERENCE=make_layer(HOUSE))["F1"] == 0.5


def test_one_raster_of_several_in_a_file_can_be_named(run, town, raster, toy_worker, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, more in (("summer", []), ("winter", ["APPEND_SUBDATASET=YES"])):
        gdal.Translate("two.gpkg", raster, format="GPKG", creationOptions=[f"RASTER_TABLE={name}", *more])
    run("finetune", **{**town, "IMAGERY": ["GPKG:two.gpkg:winter"]})
    assert request_in(toy_worker)["imagery"] == [f"GPKG:{tmp_path}/two.gpkg:winter"]


def test_what_is_left_out_of_a_layer_of_mixed_shapes_is_told(run, town, feedback, toy_worker, tmp_path):
    shapes = [json.loads(ogr.CreateGeometryFromWkt(wkt).ExportToJson()) for wkt in (HOUSE, "Point(9 9)")]
    (tmp_path / "mixed.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]}))
    run("finetune", **{**town, "LABELS": str(tmp_path / "mixed.geojson")})
    assert any("'mixed' also holds 1 point" in text for text in feedback.warnings)


@pytest.mark.parametrize(("seconds", "words"), [
    (3, "a few seconds left"), (42, "about 40 s left"), (600, "about 10 min left"), (9000, "about 2 h left")])
def test_time_left_is_told_as_one_says_it(seconds, words):
    assert time_left(seconds) == words
