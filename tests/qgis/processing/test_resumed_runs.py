"""A run that is taken up again (RESUME), and one that is only written down (RUN_FOLDER)."""

import json
import resource
from pathlib import Path

import pytest
from roofline.plugin.worker.client import WorkerClient, WorkerError
from roofline.protocol.job_lock import held
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer
from roofline.tests.qgis.support.requests import request_in

pytestmark = pytest.mark.usefixtures("scratch")


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
