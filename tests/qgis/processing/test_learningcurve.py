"""roofline:learningcurve in the real QGIS against the real worker process, with a toy for the learning core."""

import re
import tempfile
from pathlib import Path

import pytest
from osgeo import ogr
from roofline.tests.qgis.support.layers import HOUSE, make_layer
from roofline.tests.qgis.support.requests import request_in

POINTS = [(0, 0.2), (10, 0.4), (20, 0.5), (40, 0.6)]


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch, toy_worker):
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


@pytest.fixture()
def town(raster, tmp_path):
    return {"IMAGERY": [raster], "LABELS": make_layer(HOUSE), "REPORT": str(tmp_path / "report.html")}


def test_it_gives_the_answer_the_numbers_and_the_report(run, town, feedback, toy_worker):
    results = run("learningcurve", **town)
    assert results == {"F1": 0.6, "BASE_F1": 0.2, "MEAN_IOU": None, "BASE_MEAN_IOU": None, "GAIN": 0.1,
                       "GAIN_LOW": 0.05, "GAIN_HIGH": 0.15, "VERDICT": "rising", "REPORT": town["REPORT"]}
    assert "The curve is still rising." in feedback.infos
    assert list(toy_worker.iterdir()) == []


@pytest.mark.parametrize("name", ["curve.csv", "curve.gpkg"])
def test_the_curve_is_a_table_with_a_row_for_each_number_of_labels(run, town, tmp_path, name):
    run("learningcurve", **town, CURVE=str(tmp_path / name))
    source = ogr.Open(str(tmp_path / name))
    rows = list(source.GetLayer())
    assert [(int(row["labels"]), float(row["f1"])) for row in rows] == POINTS
    assert source.GetLayer().GetGeomType() == ogr.wkbNone
    assert [int(row["trainings"]) for row in rows] == [0, 2, 2, 2]
    assert [row["strategy"] or "" for row in rows] == ["", "staged", "staged", "staged"]


def test_both_kinds_of_settings_reach_the_worker(run, town, toy_worker):
    with pytest.raises(AssertionError):
        run("learningcurve", **town, BASE_MODEL="be killed", MAX_SECONDS=20, POINTS=5, REPEATS=3,
            STRATEGIES="full,scratch")
    request = request_in(toy_worker)
    assert request["type"] == "LearningCurve" and request["curve"] == {
        "points": 5, "repeats": 3, "strategies": "full,scratch"}
    assert request["settings"]["max_seconds"] == 20 and request["report"] == town["REPORT"]
    assert Path(request["labels"]).exists() and request["areas"] is None and request["resume"] is False


def test_one_that_was_cut_off_tells_how_to_go_on_and_goes_on(run, town, toy_worker):
    with pytest.raises(AssertionError, match="RESUME=.* goes on after the trainings that are finished"):
        run("learningcurve", **town, BASE_MODEL="be killed")
    (folder,) = toy_worker.iterdir()
    before = request_in(toy_worker)
    with pytest.raises(AssertionError, match="Tile size 500"):
        run("learningcurve", **town, BASE_MODEL="refuse", BATCH_SIZE=3, RESUME=str(folder))
    assert request_in(toy_worker) == before  # what it was begun with
    with pytest.raises(AssertionError):
        run("learningcurve", **town, BASE_MODEL="be killed", RESUME=str(folder))
    assert request_in(toy_worker)["resume"] is True
    assert run("learningcurve", **town, RESUME=str(folder))["VERDICT"] == "rising"
    assert not folder.exists()


def test_a_report_in_the_folder_that_it_goes_on_in_stays_there(run, town, toy_worker):
    with pytest.raises(AssertionError):
        run("learningcurve", **town, BASE_MODEL="be killed")
    (folder,) = toy_worker.iterdir()
    report = folder / "report.html"
    report.touch()  # which the toy does not write
    assert run("learningcurve", **{**town, "REPORT": str(report)}, RESUME=str(folder))["REPORT"] == str(report)
    assert report.exists()


def test_cancel_keeps_what_is_finished_and_tells_where(provider, town, context, feedback, toy_worker):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    results, _ = provider.algorithm("learningcurve").run({**town, "BASE_MODEL": "never end"}, context, feedback)
    (folder,) = toy_worker.iterdir()
    assert results == {} and any(f"RESUME={folder}" in info for info in feedback.infos)


def test_a_refusal_is_shown_as_the_sentence_it_is(run, town):
    with pytest.raises(AssertionError, match=r"^Tile size 500 does not divide by 32; try 512\."):
        run("learningcurve", **town, BASE_MODEL="refuse")


@pytest.mark.parametrize(("values", "sentence"), [
    ({"POINTS": 2}, "Points must lie between 3 and 10, got 2"), ({"TILE_SIZE": 500}, "try 512"),
    ({"LABELS": "nowhere.gpkg"}, "Labels: .*nowhere.gpkg"),
])
def test_wrong_parameters_are_told_before_anything_starts(provider, context, town, toy_worker, values, sentence):
    fine, words = provider.algorithm("learningcurve").checkParameterValues({**town, **values}, context)
    assert not fine and re.search(sentence, words)
    assert not toy_worker.exists()


@pytest.mark.parametrize(("first", "second"), [("finetune", "learningcurve"), ("learningcurve", "finetune")])
def test_the_run_of_another_algorithm_is_not_taken_up(run, town, tmp_path, toy_worker, first, second):
    inputs = {**town, "MODEL": str(tmp_path / "town.roofline")}
    with pytest.raises(AssertionError):
        run(first, **inputs, BASE_MODEL="be killed")
    (folder,) = toy_worker.iterdir()
    before = (folder / "request.json").read_bytes()
    with pytest.raises(AssertionError, match="belongs to another algorithm"):
        run(second, **inputs, RESUME=str(folder))
    assert (folder / "request.json").read_bytes() == before
