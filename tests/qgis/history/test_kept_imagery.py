"""Imagery that was fetched is told by its size, and removed; what a job can go on with stays."""

import json
import os
import time

import pytest
from qgis.core import QgsProject
from roofline.plugin.history.kept_imagery import kept_imagery, removable
from roofline.plugin.online.cache_raster import ABOUT, folders
from roofline.protocol.job_files import FOOTPRINTS, LAST_WEIGHTS, MESSAGES, REQUEST
from roofline.protocol.job_lock import held
from roofline.protocol.job_requests import Predict, Train
from roofline.protocol.messages import encode


@pytest.fixture()
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture()
def imagery(home):
    """Makes imagery of a layer, used so many days ago."""
    def imagery(name, days=0.0, parent=home / "imagery"):
        folder = parent / name / "0.3"
        folder.mkdir(parents=True)
        (folder / ABOUT).write_text("{}")
        (folder / "0_0.tif").write_bytes(b"x" * 1_000_000)
        for file in folder.iterdir():
            os.utime(file, (time.time() - days * 86_400,) * 2)
        return folder
    return imagery


def job(folder, request, last=None, files=()):
    """The folder of a job that ended with the message `last`, and left some files."""
    folder.mkdir(parents=True)
    (folder / REQUEST).write_text(encode(request))
    if last:
        (folder / MESSAGES).write_text(json.dumps({"type": last, "job": "1"}) + "\n")
    for name in files:
        (folder / name).write_bytes(b"x")
    return folder


def training(imagery):
    return Train("1", "/runs/1", [str(imagery / "0_0_1_1.vrt")], "labels.gpkg", "town.roofline", {})


def test_what_was_not_used_for_a_while_is_removed_and_the_rest_by_and_by(run, imagery, home):
    old, new = imagery("old-1", days=31), imagery("new-2", days=2)
    assert run("setup", REMOVE_IMAGERY=True)["FREED_MB"] == pytest.approx(1.0, abs=0.01)
    assert not old.parent.exists() and new.is_dir()
    assert run("setup", REMOVE_IMAGERY=True)["FREED_MB"] == 0 and new.is_dir()
    run("setup", REMOVE_IMAGERY=True, UNUSED_DAYS=0)
    assert not new.exists() and (home / "imagery").is_dir()


def test_imagery_beside_the_project_is_removed_too(run, imagery, tmp_path):
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "town.qgz"))
    beside = imagery("basemap-1", parent=folders(project)[0])
    assert tmp_path / "town-roofline" in beside.parents
    run("setup", REMOVE_IMAGERY=True, UNUSED_DAYS=0)
    assert not beside.exists()


@pytest.mark.parametrize(("last", "files", "stays"), [
    (None, (LAST_WEIGHTS,), True), ("Canceled", (LAST_WEIGHTS,), True), ("Failed", (LAST_WEIGHTS,), True),
    ("Finished", (LAST_WEIGHTS,), False), (None, (), False), ("Failed", (), False)])
def test_what_a_training_can_go_on_with_stays(run, imagery, home, last, files, stays):
    folder = imagery("basemap-1", days=99)
    job(home / "runs" / "20261130-101010-town", training(folder), last, files)
    run("setup", REMOVE_IMAGERY=True, UNUSED_DAYS=0)
    assert folder.exists() == stays


def test_what_a_running_training_reads_stays(imagery, home):
    folder = imagery("basemap-1", days=99)
    run = job(home / "runs" / "20261130-101010-town", training(folder))
    with held(run):
        assert removable(kept_imagery([folder.parents[1]]), 0) == []
    assert [one.folder for one in removable(kept_imagery([folder.parents[1]]), 0)] == [folder]


def test_what_a_prediction_that_was_cut_off_can_go_on_with_stays(run, imagery, home):
    folder, other = imagery("basemap-1", days=99), imagery("basemap-2", days=99)
    request = Predict("1", "/predictions/1", [str(folder / "0_0_1_1.vrt")], "found.gpkg", {})
    job(home / "predictions" / "20261130-101010-town", request, files=(FOOTPRINTS,))
    run("setup", REMOVE_IMAGERY=True, UNUSED_DAYS=0)
    assert folder.exists() and not other.exists()


def test_what_is_being_fetched_stays(imagery):
    folder = imagery("basemap-1", days=99)
    with held(folder):
        assert removable(kept_imagery([folder.parents[1]]), 0) == []
