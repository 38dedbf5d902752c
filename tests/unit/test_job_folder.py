"""Folders of runs and jobs."""

import json
import os
import resource
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from roofline.plugin.worker import job_folder
from roofline.protocol import job_lock
from roofline.protocol.job_requests import SelfTest
from roofline.protocol.process_lock import process_lock


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_run_has_a_folder_named_after_time_and_model(home):
    folder = job_folder.new_run("town")
    assert folder.is_dir() and folder.parent == home / "runs" and folder.name.endswith("-town")


def test_two_runs_in_one_second_have_two_folders():
    assert len({job_folder.new_run("town") for _ in range(3)}) == 3


@pytest.mark.parametrize("name", ["../../etc", "a/b:c*?", "", "   ", "x" * 300, "Ziegel­dächer Süd"])
def test_any_name_makes_one_folder_below_the_runs(home, name):
    assert job_folder.new_run(name).parent == home / "runs"


def test_a_folder_is_a_run_once_something_was_asked_in_it():
    folder = job_folder.new_run("town")
    assert not job_folder.is_run(folder)
    (folder / job_folder.REQUEST).write_text("{}")
    assert job_folder.is_run(folder)


def test_predictions_have_folders_of_their_own(home):
    assert job_folder.new_prediction("town").parent == home / "predictions" and not (home / "runs").exists()


@pytest.mark.parametrize("made", ["{folder}/found.gpkg", "{folder}/found.gpkg|layername=footprints"])
def test_the_folder_of_a_finished_job_goes_unless_an_output_lies_in_it_or_it_is_the_analysts(home, made):
    ours, used, theirs = job_folder.new_prediction("town"), job_folder.new_run("town"), home / "cluster"
    theirs.mkdir()
    job_folder.drop_finished(ours, "output_layer_id", 0.5, None, made.format(folder=home))
    job_folder.drop_finished(used, made.format(folder=used))
    job_folder.drop_finished(theirs, str(home / "encoder.safetensors"))
    assert not ours.exists() and used.exists() and theirs.exists()


def test_a_prediction_that_nobody_went_on_with_is_deleted_when_a_new_one_begins_two_weeks_later():
    old, held, fresh, foreign = (job_folder.new_prediction(name) for name in ("old", "held", "fresh", "foreign"))
    for folder, days_ago in ((old, 15), (held, 15), (fresh, 13)):
        for name in (job_folder.REQUEST, job_folder.MESSAGES):
            (folder / name).write_text("{}")
            os.utime(folder / name, (time.time() - 86_400 * days_ago,) * 2)
    os.utime(foreign, (0, 0))
    with job_lock.held(held):
        new = job_folder.new_prediction("new")
    assert not old.exists() and all(folder.exists() for folder in (held, fresh, foreign, new))


def test_a_prediction_has_found_something_once_a_strip_is_done():
    folder = job_folder.new_prediction("town")
    (folder / job_folder.STRIPS).mkdir()
    (folder / job_folder.STRIPS / "state.json").touch()
    (folder / job_folder.REQUEST).touch()
    assert not job_folder.has_found(folder)
    (folder / job_folder.STRIPS / "0000-0000000000-000416.empty").touch()
    assert job_folder.has_found(folder)


def test_a_job_leaves_nothing_behind():
    folder = job_folder.new_job("predict")
    with job_folder.gone_afterwards(folder):
        (folder / "big.gpkg").write_text("data")
    assert not folder.exists()


def test_a_failed_job_leaves_its_log_alone():
    folder = job_folder.new_job("predict")
    with pytest.raises(ValueError), job_folder.gone_afterwards(folder):
        (folder / "big.gpkg").write_text("data")
        (folder / "tiles").mkdir()
        (folder / job_folder.LOG).write_text("what happened")
        raise ValueError
    assert [path.name for path in folder.iterdir()] == [job_folder.LOG]


def test_a_file_that_cannot_be_removed_does_not_hide_why_a_job_failed(monkeypatch):
    def refuse(path):
        raise PermissionError("another program has it open")

    folder = job_folder.new_job("predict")
    (folder / "preview-1.gpkg").write_text("data")
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ValueError, match="why"), job_folder.gone_afterwards(folder):
        raise ValueError("why")


def test_a_folder_that_is_gone_does_not_hide_why_a_job_failed():
    folder = job_folder.new_job("predict")
    with pytest.raises(ValueError, match="why"), job_folder.gone_afterwards(folder):
        folder.rmdir()
        raise ValueError("why")


def test_a_folder_is_held_while_its_job_is_done_and_not_longer():
    folder = job_folder.new_run("town")
    with job_lock.held(folder):
        assert job_lock.is_held(folder)
    assert not job_lock.is_held(folder) and list(folder.iterdir()) == []


def test_a_process_that_was_killed_holds_nothing():
    folder = job_folder.new_run("town")
    (folder / job_lock.HELD).touch()  # all that is left of it
    assert not job_lock.is_held(folder)


def test_a_folder_that_cannot_be_locked_is_no_error(tmp_path):
    with job_lock.held(tmp_path / "missing"):
        assert not job_lock.is_held(tmp_path / "missing")


def test_a_folder_that_another_process_asks_about_is_not_taken_for_held(tmp_path):
    asking = ExitStack()
    asking.enter_context(process_lock(tmp_path / job_lock.HELD, pytest.fail))
    threading.Timer(0.1, asking.close).start()
    with job_lock.held(tmp_path):
        assert job_lock.is_held(tmp_path)


def test_a_request_that_cannot_be_written_leaves_the_one_before(tmp_path):
    record, limits = job_folder.Record(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    record.request(SelfTest("one", "f", "machine"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))  # as a full disk
    try:
        record.request(SelfTest("two", "f", "machine"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "request.json could not be written" in record.trouble
    assert json.loads((tmp_path / "request.json").read_text())["job"] == "one"
