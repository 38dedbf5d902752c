"""Where to label next, through the real QGIS and the real worker process, with a toy for the learning core."""

import json
from pathlib import Path

import pytest
from qgis.core import QgsProcessingUtils, QgsVectorLayer
from roofline.tests.qgis.support.layers import HOUSE, make_layer


@pytest.fixture()
def areas():
    return make_layer(HOUSE, name="areas", fields="&field=role:string", rows=[("train",)])


def told(runs):
    """The request in the only job folder; there is one while the worker works, and after a failure."""
    (folder,) = runs.iterdir()
    return json.loads((folder / "request.json").read_text())


def test_the_squares_fill_the_sink_with_role_rank_and_score(run, raster, context, areas, scratch):
    results = run("suggest", IMAGERY=[raster], AREAS=areas, SUGGESTED="memory:")
    layer = QgsProcessingUtils.mapLayerFromString(results["SUGGESTED"], context)
    assert [field.name() for field in layer.fields()] == ["role", "rank", "score"]
    assert next(layer.getFeatures()).attributes() == ["suggested", 1, 0.25]
    assert layer.crs().authid() == "EPSG:32633" and layer.featureCount() == results["COUNT"] == 2
    assert list(scratch.iterdir()) == []


def test_they_go_into_any_file(run, raster, scratch, tmp_path):
    run("suggest", IMAGERY=[raster], SUGGESTED=str(tmp_path / "s.geojson"))
    assert QgsVectorLayer(str(tmp_path / "s.geojson"), "s", "ogr").featureCount() == 2


def test_what_was_asked_reaches_the_worker(run, raster, areas, scratch):
    with pytest.raises(AssertionError):  # so that the folder stays
        run("suggest", IMAGERY=[raster], MODEL="be killed", LABELS=make_layer(HOUSE), AREAS=areas, SQUARES=7,
            SIDE_M=25.5, EXTENT="500000,500050,4500040,4500100 [EPSG:32633]", SUGGESTED="memory:")
    request = told(scratch)
    assert request["type"] == "Suggest"
    assert (request["settings"]["squares"], request["settings"]["side_m"]) == (7, 25.5)
    assert request["extent"]["xmax"] == 500050 and request["imagery"] == [raster]
    assert Path(request["labels"]).name == "labels.gpkg" and Path(request["areas"]).name == "areas.gpkg"


def test_layers_without_anything_drawn_yet_are_no_error(run, raster, scratch):
    nothing = make_layer(fields="&field=role:string")
    assert run("suggest", IMAGERY=[raster], LABELS=nothing, AREAS=nothing, SUGGESTED="memory:")["COUNT"] == 2


def test_a_failed_job_shows_the_sentence_and_writes_no_layer(run, raster, scratch, tmp_path):
    with pytest.raises(AssertionError, match=r"^Tile size 500 does not divide by 32; try 512\."):
        run("suggest", IMAGERY=[raster], MODEL="refuse", SUGGESTED=str(tmp_path / "s.gpkg"))
    assert not (tmp_path / "s.gpkg").exists()


def test_cancel_ends_it_with_nothing_written(provider, raster, scratch, context, feedback, tmp_path):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    values = {"IMAGERY": [raster], "MODEL": "never end", "SUGGESTED": str(tmp_path / "s.gpkg")}
    results, _ = provider.algorithm("suggest").run(values, context, feedback)
    assert results == {} and not (tmp_path / "s.gpkg").exists() and "Cancelled." in feedback.infos
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(("changed", "words"), [
    ({"IMAGERY": ["/no/such/town.tif"]}, "/no/such/town.tif"),
    ({"SQUARES": 0}, "SQUARES|Squares"),
    ({"MODEL": "/no/such/model.roofline"}, "No such file: /no/such/model.roofline"),
    ({"SUGGESTED": "/no/such/folder/s.gpkg"}, "There is no folder /no/such/folder"),
    ({"EXTENT": "5,5,7,7 [EPSG:32633]"}, "has no area")])
def test_unfit_values_are_told_with_the_value(run, raster, scratch, changed, words):
    with pytest.raises(AssertionError, match=words):
        run("suggest", **{"IMAGERY": [raster], "SUGGESTED": "memory:", **changed})
