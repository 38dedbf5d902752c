"""Predictions that were cancelled, failed or were cut off: what they keep, and how they go on."""

import json
import shutil
from datetime import datetime

import pytest
from osgeo import ogr
from roofline.plugin.history import past_runs, prediction_record
from roofline.plugin.history.prediction_record import PredictionError, cut_off, read_prediction, resume_parameters
from roofline.plugin.processing import run_folders
from roofline.plugin.processing.job_inputs import JobInputs
from roofline.plugin.worker.job_folder import has_found
from roofline.protocol.job_lock import held
from roofline.tests.qgis.support.layers import HOUSE, make_layer

TOWN = "/p/town.qgz"
NEVER_END, BE_KILLED = "find one, then never end", "find one, then be killed"


@pytest.fixture()
def predictions(toy_worker):
    return toy_worker.with_name("predictions")


@pytest.fixture()
def town(raster, tmp_path):
    return {"IMAGERY": [raster], "MODEL": BE_KILLED, "FOOTPRINTS": str(tmp_path / "out.gpkg")}


@pytest.fixture()
def killed(run, town, predictions):
    """The folder of a prediction whose worker was killed after it had found one footprint."""
    with pytest.raises(AssertionError, match="stopped in the middle of the job"):
        run("predict", **town)
    (folder,) = predictions.iterdir()
    return folder


def count(path):
    source = ogr.Open(str(path))
    return source.GetLayer().GetFeatureCount()


def cancel_after(feedback, percent):
    feedback.progressChanged.connect(lambda told: told >= percent and feedback.cancel())


def test_a_cancelled_prediction_keeps_what_it_found_and_says_how_it_goes_on(
        provider, context, feedback, town, predictions, tmp_path):
    cancel_after(feedback, 43)
    results, _ = provider.algorithm("predict").run({**town, "MODEL": NEVER_END}, context, feedback)
    (folder,) = predictions.iterdir()
    assert results == {} and not (tmp_path / "out.gpkg").exists()
    assert count(folder / "footprints.gpkg") == 1
    (warning,) = feedback.warnings
    assert f"{folder / 'footprints.gpkg'} (footprints: 1)" in warning and "not complete" in warning
    assert f"RESUME={folder} goes on" in warning


def test_a_prediction_cancelled_before_it_found_anything_leaves_no_folder(
        provider, context, feedback, town, predictions):
    cancel_after(feedback, 1)
    provider.algorithm("predict").run({**town, "MODEL": "never end"}, context, feedback)
    assert list(predictions.iterdir()) == [] and feedback.warnings == []


def test_where_the_footprints_grow_is_told_at_the_start(killed, feedback):
    assert any(str(killed / "footprints.gpkg") in info for info in feedback.infos)


def test_a_killed_worker_leaves_what_was_found_and_it_goes_on(run, town, feedback, killed, tmp_path):
    assert f"RESUME={killed} goes on" in feedback.warnings[-1] and "footprints: 1" in feedback.warnings[-1]
    assert run("predict", RESUME=str(killed), **town)["COUNT"] == 2
    assert count(tmp_path / "out.gpkg") == 2 and not killed.exists()


def test_footprints_that_could_not_be_delivered_are_still_in_the_folder(
        run, town, predictions, feedback, monkeypatch):
    from roofline.plugin.processing import destinations

    written = destinations.copy_into
    monkeypatch.setattr(destinations, "copy_into", lambda sink, chunks: written(sink, [next(chunks)[:1]]))
    with pytest.raises(AssertionError, match="could not be written"):
        run("predict", **{**town, "MODEL": "rest"})
    (folder,) = predictions.iterdir()
    assert f"All that was found is in {folder / 'footprints.gpkg'} (footprints: 2)" in feedback.warnings[-1]
    assert count(folder / "footprints.gpkg") == 2


@pytest.mark.parametrize(("changes", "words"), [
    ({"THRESHOLD": 0.25}, r"begun with another THRESHOLD \(empty, now 0.25\)"),
    ({"MODEL": "rest"}, "begun with another model"),
    ({"IMAGERY": ["other"]}, "begun with another imagery"),
])
def test_a_prediction_does_not_go_on_as_another_one(run, town, killed, raster, tmp_path, changes, words):
    other = shutil.copy(raster, tmp_path / "other.tif")
    if "IMAGERY" in changes:
        changes = {"IMAGERY": [str(other)]}
    before = (killed / "request.json").read_text()
    with pytest.raises(AssertionError, match=words):
        run("predict", RESUME=str(killed), **{**town, **changes})
    assert (killed / "request.json").read_text() == before and count(killed / "footprints.gpkg") == 1


def test_how_it_is_computed_may_change(run, town, killed):
    assert run("predict", RESUME=str(killed), BATCH_SIZE=1, **town)["COUNT"] == 2


def test_the_probability_may_go_elsewhere_but_only_where_there_is_one(run, town, predictions, tmp_path):
    """A temporary file has another name each time."""
    with pytest.raises(AssertionError):
        run("predict", **town, PROBABILITY="TEMPORARY_OUTPUT")
    (folder,) = predictions.iterdir()
    with pytest.raises(AssertionError, match="begun with an output for the probability"):
        run("predict", RESUME=str(folder), **town)
    results = run("predict", RESUME=str(folder), **town, PROBABILITY="TEMPORARY_OUTPUT")
    assert results["COUNT"] == 2 and results["PROBABILITY"].endswith(".tif")


def test_a_prediction_without_the_probability_does_not_go_on_with_it(run, town, killed):
    with pytest.raises(AssertionError, match="begun without an output for the probability"):
        run("predict", RESUME=str(killed), **town, PROBABILITY="TEMPORARY_OUTPUT")


def test_it_goes_on_in_the_areas_that_it_was_begun_with(provider, context, run, town, predictions):
    areas = make_layer(HOUSE)
    with pytest.raises(AssertionError):
        run("predict", AREAS=areas, **town)
    (folder,) = predictions.iterdir()
    before = (folder / "areas.gpkg").read_bytes()
    values = {**town, "RESUME": str(folder), "EXTENT": "500010,500020,4500050,4500060"}
    algorithm = provider.algorithm("predict").create()
    request = algorithm.make_request(JobInputs(algorithm, values, context, folder))
    assert request.areas == str(folder / "areas.gpkg") and request.extent is None and request.resume
    assert (folder / "areas.gpkg").read_bytes() == before


def test_a_record_tells_how_far_it_was(killed, raster):
    record = read_prediction(killed)
    assert (record.fraction, record.found, record.imagery, record.model) == (0.43, 1, ("image",), BE_KILLED)
    with (killed / "messages.jsonl").open("a") as file:  # it went on and was cut off at once
        file.write('{"type": "Progress", "job": "x", "fraction": 0.01}\n{"type": "Progr')
    assert read_prediction(killed).fraction == 0.43


def test_the_panel_goes_on_with_the_same_parameters(run, killed, tmp_path, raster):
    parameters = resume_parameters(read_prediction(killed))
    assert parameters["IMAGERY"] == [raster] and "THRESHOLD" not in parameters and parameters["REGULARIZE"] is True
    assert run("predict", FOOTPRINTS="memory:", **parameters)["COUNT"] == 2


def test_a_prediction_is_offered_to_its_project_until_it_is_discarded(killed):
    assert cut_off(TOWN) is None  # from the toolbox
    past_runs.remember(killed, TOWN)
    assert cut_off(TOWN).folder == killed and cut_off("/p/other.qgz") is None and past_runs.runs_of(TOWN) == []
    with held(killed):
        assert cut_off(TOWN) is None
    past_runs.follow(TOWN, "/p/copy.qgz", since=datetime.now())
    assert cut_off("/p/copy.qgz").folder == killed
    prediction_record.discard(killed)
    assert cut_off(TOWN) is None


def test_what_another_qgis_goes_on_with_is_not_discarded(killed):
    there = sorted(path.name for path in killed.iterdir())
    with held(killed):
        prediction_record.discard(killed)
        assert sorted(path.name for path in killed.iterdir() if path.name != "held") == there
    prediction_record.discard(killed)
    assert not has_found(killed)


def test_what_another_qgis_began_a_moment_before_stays(run, town, killed, monkeypatch):
    monkeypatch.setattr(run_folders, "is_held", lambda folder: False)
    shutil.rmtree(killed / "strips")
    (killed / "footprints.gpkg").rename(killed / "areas.gpkg")  # nothing was found yet
    with held(killed), pytest.raises(AssertionError, match="perhaps by another QGIS"):
        run("predict", RESUME=str(killed), **town)
    assert (killed / "areas.gpkg").is_file()


def test_the_newest_one_is_offered_first(killed):
    older = killed.with_name(f"20200101-000000-{killed.name[16:]}")
    shutil.copytree(killed, older)
    for folder in (killed, older):
        past_runs.remember(folder, TOWN)
    assert cut_off(TOWN).folder == killed
    prediction_record.discard(killed)
    assert cut_off(TOWN).folder == older


def test_a_folder_that_holds_no_prediction_is_refused(killed):
    request = json.loads((killed / "request.json").read_text())
    (killed / "request.json").write_text(json.dumps({**request, "type": "Nonsense"}))
    with pytest.raises(PredictionError, match="cannot be read"):
        read_prediction(killed)
    past_runs.remember(killed, TOWN)
    assert cut_off(TOWN) is None
