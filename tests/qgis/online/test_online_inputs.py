"""Layers of a service as the imagery of an algorithm: what is fetched for it, and what the (toy) worker is asked."""

import json

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingFeedback, QgsProject, QgsRasterLayer
from roofline.plugin.history.prediction_record import read_prediction
from roofline.plugin.online.facts import imagery_name
from roofline.plugin.worker.feedback import JobFeedback
from roofline.protocol.messages import Notice
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.support.tile_service import FIRST

LEFT, TOP = FIRST


@pytest.fixture()
def box(ground):
    """The outline, as WKT, of `columns` x `rows` tiles from tile (x, y) on, a little smaller."""
    left, pixel, _, top, _, _ = gdal.Open(str(ground)).GetGeoTransform()
    side = 256 * pixel

    def box(x, y, columns=1.0, rows=1.0):
        west, east = left + (x + 0.4) * side, left + (x + columns - 0.4) * side
        north, south = top - (y + 0.4) * side, top - (y + rows - 0.4) * side
        return (f"Polygon(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))",
                f"{west},{east},{south},{north} [EPSG:3857]")
    return box


@pytest.fixture()
def project_layer(layer):
    QgsProject.instance().addMapLayer(layer)
    return layer


def polygons(*wkts, roles=()):
    return make_layer(*wkts, crs="EPSG:3857", name="polygons", fields="&field=role:string",
                      rows=[(role,) for role in roles or ["train"] * len(wkts)])


def near(*tiles):
    """The tiles and their neighbours, which the margin reaches."""
    return {(x + i, y + j) for x, y in tiles for i in (-1, 0, 1) for j in (-1, 0, 1)}


def fetched(service):
    return {(int(name.split(":")[0]) - LEFT, int(name.split(":")[1]) - TOP) for name in service.counts}


def request_of(folder):
    return json.loads((next(folder.glob("*")) / "request.json").read_text())


def test_a_training_fetches_around_the_areas_to_train_and_validate(
        run, service, project_layer, box, toy_worker, tmp_path):
    areas = polygons(box(0, 0)[0], box(4, 1)[0], box(4, 3)[0], roles=["train", "validate", "predict"])
    run("finetune", IMAGERY=[project_layer.id()], LABELS=polygons(box(2, 3)[0]), AREAS=areas, BASE_MODEL="echo",
        MODEL=str(tmp_path / "town.roofline"), RESOLUTION_M=0.2)
    assert fetched(service) <= near((0, 0), (4, 1)) and {(0, 0), (4, 1)} <= fetched(service)
    request = request_of(toy_worker)
    (raster,) = request["imagery"]
    opened = gdal.Open(raster)
    assert raster.endswith(".vrt") and opened.RasterCount == 4
    assert opened.GetRasterBand(4).GetColorInterpretation() == gdal.GCI_AlphaBand


def test_a_folder_for_a_run_stays_empty_where_fetching_was_cancelled(
        run, provider, context, feedback, project_layer, box, toy_worker, tmp_path):
    values = {"IMAGERY": [project_layer.id()], "LABELS": polygons(box(1, 1)[0]), "RESOLUTION_M": 0.2,
              "MODEL": str(tmp_path / "town.roofline"), "RUN_FOLDER": str(tmp_path / "run")}
    canceled = QgsProcessingFeedback()
    canceled.cancel()
    assert provider.algorithm("finetune").run(values, context, canceled) == ({}, True)
    assert run("finetune", **values) == {"RUN_FOLDER": values["RUN_FOLDER"]}


def test_without_areas_it_fetches_around_the_labels(run, service, project_layer, box, toy_worker, tmp_path):
    run("finetune", IMAGERY=[project_layer.id()], LABELS=polygons(box(1, 1)[0]), BASE_MODEL="echo",
        MODEL=str(tmp_path / "town.roofline"), RESOLUTION_M=0.2)
    assert (1, 1) in fetched(service) and fetched(service) <= near((1, 1))


def test_a_prediction_fetches_the_extent_or_the_areas_to_predict(run, service, project_layer, box, toy_worker):
    run("predict", IMAGERY=[project_layer.id()], EXTENT=box(0, 0)[1], FOOTPRINTS="memory:", RESOLUTION_M=0.2)
    assert (0, 0) in fetched(service) and fetched(service) <= near((0, 0))
    areas = polygons(box(3, 1)[0], box(0, 3)[0], roles=["predict", "train"])
    run("predict", IMAGERY=[service.uri], AREAS=areas, FOOTPRINTS="memory:", RESOLUTION_M=0.2)
    assert (3, 1) in fetched(service) and fetched(service) <= near((0, 0), (3, 1))


def test_a_prediction_of_all_that_a_service_has_is_refused_kindly(run, service, project_layer, toy_worker):
    with pytest.raises(AssertionError, match="Layer 'tiles' would have to be fetched .* Choose less ground"):
        run("predict", IMAGERY=[project_layer.id()], FOOTPRINTS="memory:")
    assert service.counts == {} and not list(toy_worker.parent.glob("predictions/*"))


def test_suggestions_fetch_what_is_searched_and_what_is_labelled(run, service, project_layer, box, toy_worker):
    run("suggest", IMAGERY=[project_layer.id()], LABELS=polygons(box(0, 0)[0]), EXTENT=box(3, 1)[1],
        SUGGESTED="memory:")
    assert {(0, 0), (3, 1)} <= fetched(service) and fetched(service) <= near((0, 0), (3, 1)) | near((1, 1), (2, 2))


def test_an_interrupted_prediction_goes_on_with_the_rasters_that_it_began_with(
        run, service, project_layer, box, toy_worker, feedback):
    values = {"IMAGERY": [project_layer.id()], "MODEL": "find one, then be killed", "FOOTPRINTS": "memory:"}
    service.set("refuse", tiles=f"{LEFT + 1}:{TOP}")
    with pytest.raises(AssertionError):
        run("predict", EXTENT=box(0, 0, 2)[1], **values)
    (folder,) = (toy_worker.parent / "predictions").iterdir()
    assert read_prediction(folder).imagery == ("tiles",)
    before, told = service.counts, feedback.warnings[:]
    assert run("predict", RESUME=str(folder), **values)["COUNT"] == 2
    assert service.counts == before
    assert [text for text in feedback.warnings[len(told):] if "could not be fetched" in text and text in told]


def test_a_hole_is_told_by_the_job_that_has_it(
        run, provider, context, service, project_layer, box, toy_worker, feedback):
    service.set("refuse", tiles=f"{LEFT + 1}:{TOP}")
    values = {"IMAGERY": [project_layer.id()], "EXTENT": box(0, 0, 2)[1], "FOOTPRINTS": "memory:", "RESOLUTION_M": 0.2}
    run("predict", **values)
    assert "could not be fetched from 127.0.0.1 (503)" in " ".join(feedback.warnings)
    for mode, gaps in (("refuse", ["1"]), ("", [])):
        service.set(mode, tiles=f"{LEFT + 1}:{TOP}")
        panel = JobFeedback()
        provider.algorithm("predict").run(values, context, panel)
        assert [message.text.split(" of ")[0] for message in panel.fetch()
                if isinstance(message, Notice) and message.is_gap] == gaps


def test_a_file_is_taken_as_drawn_when_that_is_asked_for(run, ground, box, toy_worker, tmp_path):
    styled = QgsRasterLayer(str(ground), "styled")
    styled.brightnessFilter().setBrightness(100)
    styled.setOpacity(0.1)  # on the map, to see what lies below
    QgsProject.instance().addMapLayer(styled)
    for as_drawn in (False, True):
        with pytest.raises(AssertionError):  # so that the folder stays
            run("predict", IMAGERY=[styled.id()], EXTENT=box(0, 0)[1], FOOTPRINTS="memory:", AS_DRAWN=as_drawn,
                MODEL="find one, then be killed")
    requests = [json.loads((folder / "request.json").read_text())["imagery"]
                for folder in sorted((toy_worker.parent / "predictions").iterdir())]
    assert requests[0] == [str(ground)]
    assert json.loads(gdal.Open(requests[1][0]).GetMetadata("ROOFLINE")["name"]) == "styled (as drawn)"
    assert imagery_name(requests[1][0]) == "styled (as drawn)"
    drawn, plain = (gdal.Open(path).ReadRaster(0, 0, 100, 1, band_list=[1]) for path in (requests[1][0], str(ground)))
    assert drawn == bytes(min(255, value + 100) for value in plain)
