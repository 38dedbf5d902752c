"""Algorithms run in the real QGIS against the real worker process, with a toy for the learning core."""

import json
import resource
import tempfile
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from roofline.plugin.processing import worker_algorithm
from roofline.plugin.processing.destinations import write_rows
from roofline.plugin.processing.feedback_adapter import time_left
from roofline.plugin.processing.job_inputs import JobInputs
from roofline.plugin.worker.client import WorkerClient, WorkerError
from roofline.plugin.worker.job_folder import held
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer, make_raster

pytestmark = pytest.mark.usefixtures("scratch")


def request_in(runs):
    (run,) = runs.iterdir()
    return json.loads((run / "request.json").read_text())


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


def test_a_worker_killed_in_mid_training_is_told_with_the_folder_and_how_to_go_on(run, town, feedback, toy_worker):
    with pytest.raises(AssertionError, match="killed .SIGKILL., perhaps because .* ran out of memory") as told:
        run("finetune", **{**town, "BASE_MODEL": "be killed"})
    (folder,) = toy_worker.iterdir()
    assert f"The same request with RESUME={folder} goes on" in str(told.value)
    assert "the last thing it said" in feedback.debug[-1]
    results = run("finetune", **{**town, "RESUME": str(folder)})
    assert results["SCORE"] == 0.75 and request_in(toy_worker)["resume"] is True


def test_a_run_goes_on_with_its_own_layers_although_the_labels_are_others_by_now(run, town, toy_worker):
    areas = make_layer(HOUSE, fields="&field=role:string", rows=[("train",)])
    with pytest.raises(AssertionError):
        run("finetune", **{**town, "AREAS": areas, "BASE_MODEL": "be killed"})
    (folder,) = toy_worker.iterdir()
    before = {name: (folder / name).stat().st_ino for name in ("labels.gpkg", "areas.gpkg")}
    run("finetune", **{**town, "LABELS": str(folder / "labels.gpkg"), "AREAS": str(folder / "areas.gpkg"),
                       "RESUME": str(folder)})
    assert {name: (folder / name).stat().st_ino for name in before} == before
    request = request_in(toy_worker)
    assert (request["labels"], request["areas"]) == (str(folder / "labels.gpkg"), str(folder / "areas.gpkg"))


def test_a_run_keeps_what_it_was_begun_with_where_something_else_is_given(run, town, toy_worker):
    with pytest.raises(AssertionError):
        run("finetune", **{**town, "BASE_MODEL": "be killed"})
    (folder,) = toy_worker.iterdir()
    before = {name: (folder / name).read_bytes() for name in ("labels.gpkg", "request.json")}
    for other, told in (({"LABELS": make_layer(HOUSE, BOW_TIE)}, f"with other labels, .*Give {folder}/labels.gpkg"),
                        ({"BASE_MODEL": "refuse", "BATCH_SIZE": 3}, "Tile size 500")):
        with pytest.raises(AssertionError, match=told):
            run("finetune", **{**town, **other, "RESUME": str(folder)})
        assert {name: (folder / name).read_bytes() for name in before} == before
    (folder / "labels.gpkg").unlink()  # the worker compares them alone then
    with pytest.raises(AssertionError, match="Tile size 500"):
        run("finetune", **{**town, "LABELS": make_layer(HOUSE, BOW_TIE), "BASE_MODEL": "refuse", "RESUME": str(folder)})
    assert run("finetune", **{**town, "RESUME": str(folder)})["SCORE"] == 0.75


def test_a_disk_that_is_full_cuts_no_request_off_that_a_run_was_begun_with(run, town, toy_worker, monkeypatch):
    with pytest.raises(AssertionError):
        run("finetune", **{**town, "BASE_MODEL": "be killed"})
    (folder,) = toy_worker.iterdir()
    before, limits = (folder / "request.json").read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_the_disk(*_):
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
        raise WorkerError("The disk is full.")

    monkeypatch.setattr(WorkerClient, "run", fill_the_disk)
    try:
        with pytest.raises(AssertionError, match="The disk is full"):
            run("finetune", **town, RESUME=str(folder))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (folder / "request.json").read_bytes() == before


def test_a_file_that_cannot_be_removed_does_not_hide_what_is_wrong_with_the_next(run, town, monkeypatch):
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if path.name == "labels.gpkg":
            raise PermissionError(13, "another program has it open")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(AssertionError, match="^Layer 'roads' holds lines, but areas must be polygons"):
        run("finetune", **town, AREAS=make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"))


def test_a_request_that_an_editor_changed_beyond_reading_is_told(run, town, toy_worker):
    run("finetune", **town)
    (folder,) = toy_worker.iterdir()
    (folder / "request.json").write_bytes('{"type": "Train", "job": "Süd"}'.encode("cp1252"))
    with pytest.raises(AssertionError, match=f"^The request in {folder} cannot be read .*Leave RESUME empty"):
        run("finetune", **{**town, "RESUME": str(folder)})


def test_a_run_that_goes_on_already_is_not_taken_up_a_second_time(run, town, toy_worker):
    run("finetune", **town)
    (folder,) = toy_worker.iterdir()
    with held(folder), pytest.raises(AssertionError, match="is being done, perhaps by another QGIS"):
        run("finetune", **{**town, "RESUME": str(folder)})
    assert (folder / "labels.gpkg").exists()


def test_a_run_is_only_written_down_where_a_folder_for_it_is_given(run, town, toy_worker, tmp_path):
    folder = tmp_path / "shared" / "run"
    assert run("finetune", **town, RUN_FOLDER=str(folder)) == {"RUN_FOLDER": str(folder)}
    request = json.loads((folder / "request.json").read_text())
    assert request["type"] == "Train" and request["labels"] == str(folder / "labels.gpkg")
    assert Path(request["labels"]).is_file() and not Path(request["model"]).exists() and not toy_worker.exists()
    with pytest.raises(AssertionError, match="run is not empty. RUN_FOLDER takes a new or an empty folder"):
        run("finetune", **town, RUN_FOLDER=str(folder))


def test_a_worker_that_died_before_it_saved_promises_nothing(run, town):
    with pytest.raises(AssertionError, match="crashed .SIGSEGV..*No weights had been saved yet"):
        run("finetune", **{**town, "BASE_MODEL": "crash"})


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


@pytest.fixture()
def predictions(toy_worker):
    return toy_worker.with_name("predictions")


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


def test_a_prediction_fills_the_sink_with_the_schema(run, raster, predictions):
    results = run("predict", IMAGERY=[raster], FOOTPRINTS="memory:")
    layer = QgsProcessingUtils.mapLayerFromString(results["FOOTPRINTS"], run_context(run))
    assert [field.name() for field in layer.fields()] == [
        "class", "confidence", "area_m2", "perimeter_m", "regularized", "status", "model", "run"]
    first = next(layer.getFeatures())
    assert first.attributes() == ["building", 0.9, 400.0, 80.0, False, "predicted", "toy", "job"]
    assert first.geometry().area() == 400 and layer.crs().authid() == "EPSG:32633" and layer.featureCount() == 2
    assert list(predictions.iterdir()) == [] and results["COUNT"] == 2


@pytest.mark.parametrize(("known", "column"), [({}, []), ({"KNOWN": "mark"}, [1.0, 0.0])])
def test_existing_buildings_are_left_out_or_marked(run, tmp_path, feedback, known, column):
    image = str(make_raster(tmp_path / "south.tif", corner=(500000, 4500064)))
    first = "Polygon((500010 4500010, 500030 4500010, 500030 4500030, 500010 4500030, 500010 4500010))"
    results = run("predict", IMAGERY=[image], FOOTPRINTS="memory:", EXISTING=[make_layer(), make_layer(first)], **known)
    layer = QgsProcessingUtils.mapLayerFromString(results["FOOTPRINTS"], run_context(run))
    assert results["COUNT"] == layer.featureCount() == (2 if column else 1) and results["COUNT_KNOWN"] == 1
    assert [feature["known"] for feature in layer.getFeatures()] == column if column else (
        layer.fields().lookupField("known") < 0)
    assert any(info.endswith("marked: 1" if column else "left out: 1") for info in feedback.infos)


def run_context(run):
    return next(cell.cell_contents for cell in run.__closure__ if hasattr(cell.cell_contents, "temporaryLayerStore"))


@pytest.mark.parametrize("name", ["out.gpkg", "out.geojson", "out.shp"])
def test_footprints_go_into_files_of_any_kind(run, raster, tmp_path, name):
    run("predict", IMAGERY=[raster], FOOTPRINTS=str(tmp_path / name))
    assert ogr.Open(str(tmp_path / name)).GetLayer().GetFeatureCount() == 2


def test_finding_nothing_is_told_and_gives_an_empty_layer(run, raster, tmp_path, feedback):
    run("predict", IMAGERY=[raster], MODEL="find nothing", FOOTPRINTS=str(tmp_path / "out.gpkg"))
    assert any("No footprints were found" in warning for warning in feedback.warnings)
    assert ogr.Open(str(tmp_path / "out.gpkg")).GetLayer().GetFeatureCount() == 0


def test_a_failed_prediction_leaves_its_log_and_no_output(run, raster, tmp_path, predictions, feedback):
    with pytest.raises(AssertionError, match="Something went wrong") as told:
        run("predict", IMAGERY=[raster], MODEL="have a bug", FOOTPRINTS=str(tmp_path / "out.gpkg"))
    (folder,) = predictions.iterdir()
    assert str(folder / "worker.log") in str(told.value) and feedback.warnings == []
    assert not (tmp_path / "out.gpkg").exists()
    assert "ZeroDivisionError" in (folder / "worker.log").read_text()


@pytest.mark.parametrize(("extent", "crs"), [
    ("500010,500020,4500050,4500060 [EPSG:32633]", "32633"), ("500010,500020,4500050,4500060", "32633"),
    ("12.0,12.1,40.1,40.2 [EPSG:4326]", "4326"),
])
def test_an_extent_arrives_in_its_own_crs(provider, context, raster, extent, crs, tmp_path):
    values = {"IMAGERY": [raster], "EXTENT": extent}
    algorithm = provider.algorithm("predict").create()
    request = algorithm.make_request(JobInputs(algorithm, values, context, tmp_path))
    assert request.extent["xmin"] == float(extent.split(",")[0]) and request.extent["ymax"] == float(
        extent.split(",")[3].split()[0])
    assert f'ID["EPSG",{crs}]]' in request.extent["crs"]


@pytest.mark.parametrize("half", [10_000_000, 30_000_000])
def test_of_a_view_of_the_world_the_part_round_the_imagery_is_searched(provider, context, raster, half, tmp_path):
    view = f"{1_669_792 - half},{1_669_792 + half},{4_960_000 - half},{4_960_000 + half} [EPSG:3857]"
    values = {"IMAGERY": [raster], "EXTENT": view}
    algorithm = provider.algorithm("predict").create()
    request = algorithm.make_request(JobInputs(algorithm, values, context, tmp_path))
    west, south, east, north = (request.extent[name] for name in ("xmin", "ymin", "xmax", "ymax"))
    utm, mercator = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (32633, 3857))
    whole = QgsCoordinateTransform(utm, mercator, context.transformContext()).transformBoundingBox(
        QgsRasterLayer(raster).extent())
    assert QgsRectangle(west, south, east, north).contains(whole) and max(east - west, north - south) < 1000


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


BAD: dict[str, tuple[str, dict, str]] = {
    "no such raster": ("finetune", {"IMAGERY": ["/data/nowhere.tif"]}, "Imagery: No such file: /data/nowhere.tif"),
    "one of two rasters": ("finetune", {"IMAGERY": ["{raster}", "nowhere.tif"]}, "No such file: .*nowhere.tif"),
    "no such labels": ("finetune", {"LABELS": "/data/nowhere.gpkg"}, "Labels: No such file: /data/nowhere.gpkg"),
    "lines": ("finetune", {"LABELS": "{lines}"}, "'roads' holds lines, but labels must be polygons"),
    "an empty layer": ("finetune", {"LABELS": "{empty}"}, "'nothing' is empty"),
    "areas of points": ("finetune", {"AREAS": "{points}"}, "'trees' holds points, but areas must be polygons"),
    "a tile size": ("finetune", {"TILE_SIZE": 500}, "Tile size 500 does not divide by 32; try 512"),
    "a limit": ("finetune", {"MAX_SECONDS": -1}, "Time limit must lie between 0 and 604800, got -1"),
    "no such base": ("finetune", {"BASE_MODEL": "/data/base.roofline"}, "No such file: /data/base.roofline"),
    "no such folder": ("finetune", {"MODEL": "/nowhere/a.roofline"}, "no folder /nowhere for a.roofline. Make"),
    "a model that is a folder": ("finetune", {"MODEL": "{folder}"}, "is a folder. Give the name of a file"),
    "no such run": ("finetune", {"RESUME": "/nowhere/run"}, "No such folder: /nowhere/run"),
    "a run to go on with, and to write down": ("finetune", {"RESUME": "{folder}", "RUN_FOLDER": "{folder}/run"},
                                               "Both a run to resume and a run folder.*one of RESUME and RUN_FOLDER"),
    "a folder that is no run": ("finetune", {"RESUME": "{folder}"}, "There is nothing to go on with"),
    "a folder that is no prediction": ("predict", {"RESUME": "{folder}"}, "home/predictions"),
    "areas and extent": ("predict", {"AREAS": "{house}", "EXTENT": "0,1,0,1"}, "Both areas and an extent"),
    "an extent without area": ("predict", {"EXTENT": "0,0,0,0"}, "has no area"),
    "no folder for footprints": ("predict", {"FOOTPRINTS": "/nowhere/a.gpkg"}, "There is no folder /nowhere"),
    "no folder for probability": ("predict", {"PROBABILITY": "/nowhere/a.tif"}, "There is no folder /nowhere"),
    "existing buildings of lines": ("predict", {"EXISTING": ["{lines}"]},
                                    "'roads' holds lines, but existing buildings must be polygons"),
    "no such existing buildings": ("predict", {"EXISTING": ["/data/nowhere.gpkg"]}, "Existing buildings: No such file"),
    "a word for known ones": ("predict", {"KNOWN": "drop"}, "Known buildings must be one of skip, mark; got 'drop'"),
    "a comma in a number": ("predict", {"THRESHOLD": "0,5"}, "Threshold must be a number, got '0,5'"),
    "a word for a number": ("predict", {"ONNX_CHANNEL": "second"}, "channel must be a whole number, got 'second'"),
    "another kind of raster": ("predict", {"PROBABILITY": "{folder}/a.png"}, "ends in .tif"),
    "no reference": ("evaluate", {"REFERENCE": "/data/nowhere.gpkg"}, "Reference outlines: No such file"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_with_the_cure_before_anything_starts(run, town, raster, toy_worker, scratch, tmp_path, case):
    name, change, sentence = BAD[case]
    house = make_layer(HOUSE)
    layers = {"{raster}": raster, "{house}": house, "{empty}": make_layer(name="nothing"),
              "{lines}": make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"),
              "{points}": make_layer("Point(0 0)", kind="Point", name="trees")}

    def filled(value):
        if isinstance(value, list):
            return [filled(one) for one in value]
        return layers.get(value) or value.replace("{folder}", str(tmp_path)) if isinstance(value, str) else value

    values: dict = {"finetune": town, "predict": {"IMAGERY": [raster], "FOOTPRINTS": "memory:"},
              "evaluate": {"FOOTPRINTS": house, "REFERENCE": house}}[name]
    with pytest.raises(AssertionError, match=sentence):
        run(name, **{**values, **{key: filled(value) for key, value in change.items()}})
    assert not toy_worker.exists() or list(toy_worker.iterdir()) == []
    assert list(scratch.iterdir()) == [] and not Path(town["MODEL"]).exists()


def test_a_computer_without_a_place_for_temporary_files_is_told_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(AssertionError, match="^No temporary folder .* No such file or directory. .* TMPDIR"):
        run("regularize", INPUT=make_layer(HOUSE), OUTPUT="memory:")


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


def test_a_missing_environment_is_told_with_the_cure(run, town, monkeypatch, tmp_path):
    from roofline.plugin.environment import virtual_environment

    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    monkeypatch.setattr(worker_algorithm, "worker_python", virtual_environment.worker_python)
    with pytest.raises(AssertionError, match="qgis_process run roofline:setup"):
        run("finetune", **town)


@pytest.mark.parametrize(("seconds", "words"), [
    (3, "a few seconds left"), (42, "about 40 s left"), (600, "about 10 min left"), (9000, "about 2 h left")])
def test_time_left_is_told_as_one_says_it(seconds, words):
    assert time_left(seconds) == words


def test_an_output_that_the_disk_cuts_short_is_a_failure_and_is_removed(run, raster, tmp_path, monkeypatch):
    from roofline.plugin.processing import destinations

    written = destinations.copy_into
    monkeypatch.setattr(destinations, "copy_into", lambda sink, chunks: written(sink, [next(chunks)[:1]]))
    with pytest.raises(AssertionError, match="could not be written.*Check the free space.*only 1 of 2 features"):
        run("predict", IMAGERY=[raster], FOOTPRINTS=str(tmp_path / "out.gpkg"))
    assert not (tmp_path / "out.gpkg").exists()
