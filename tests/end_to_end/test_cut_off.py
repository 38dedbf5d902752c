"""Predictions that are cut off: what they have found can be read meanwhile, and they go on to the same end."""

import os
import signal
import sqlite3
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.plugin.worker.client import JobCanceled, WorkerClient
from roofline.protocol.job_requests import Predict
from roofline.protocol.messages import Progress
from roofline.protocol.settings.prediction import PredictSettings
from roofline.tests.end_to_end.support.processes import children, wait_for

SETTINGS = {"window_size": 128, "overlap": 64, "flips": "on", "backend": "torch"}
"""Many strips, each of which takes its time; and always the same backend, since which one is faster may change from one
moment to the next."""
COLUMNS = "geom, class, confidence, area_m2, regularized, model"


def rows(path):
    """The footprints in the file, in its order; none while there is no file."""
    if not Path(path).exists():
        return []
    with sqlite3.connect(path, timeout=10) as file:
        tables = file.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
        found = [row for (table,) in tables for row in file.execute(f'select {COLUMNS} from "{table}" order by rowid')]
    return [(wkb(blob), *values) for blob, *values in found]


def wkb(blob):
    """A geometry of a GeoPackage without its header."""
    return blob[8 + {0: 0, 1: 32}[blob[3] >> 1 & 7]:]


@pytest.fixture(scope="module")
def undisturbed(qgis, tall, tmp_path_factory):
    """The footprints of a prediction that ran to its end."""
    path = tmp_path_factory.mktemp("whole") / "footprints.gpkg"
    result = qgis.run("roofline:predict", IMAGERY=tall, FOOTPRINTS=path, **parameters())
    assert result.returncode == 0, result.stderr
    found = rows(path)
    assert len(found) > 20
    return found


def parameters():
    return {name.upper(): value for name, value in SETTINGS.items()}


def predictions_in(home):
    return set((home / "predictions").glob("*"))


@pytest.mark.parametrize("end", ["the worker is killed", "QGIS is killed"])
def test_what_was_found_is_there_and_resume_finds_the_rest(qgis, home, tall, undisturbed, tmp_path, end):
    request = {"IMAGERY": tall, "FOOTPRINTS": tmp_path / "out.gpkg", **parameters()}
    others = predictions_in(home)  # of tests before this one
    process = qgis.start("roofline:predict", **request)
    [folder] = wait_for(lambda: predictions_in(home) - others)
    counts = [0]

    def has_grown():
        assert process.poll() is None, "it ended before it was cut off"
        with suppress(sqlite3.OperationalError):  # in the moment in which the file is made
            counts.append(len(rows(folder / "footprints.gpkg")))
        return len(set(counts)) > 1

    wait_for(has_grown, 120)
    workers = children(process.pid)
    for pid in workers if end == "the worker is killed" else [process.pid]:
        os.kill(pid, signal.SIGKILL)
    stdout, stderr = process.communicate(timeout=60)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    assert counts == sorted(counts) and process.returncode != 0 and not (tmp_path / "out.gpkg").exists()
    if end == "the worker is killed":
        assert f"RESUME={folder}" in stdout + stderr
    before = rows(folder / "footprints.gpkg")
    assert counts[-1] <= len(before) < len(undisturbed) and before == undisturbed[:len(before)]
    result = qgis.run("roofline:predict", RESUME=folder, **request)
    assert result.returncode == 0, result.stderr
    assert rows(tmp_path / "out.gpkg") == undisturbed and not folder.exists()


def test_a_cancelled_prediction_goes_on_to_the_same_footprints_without_beginning_again(tall, undisturbed, tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    request = Predict(
        job=uuid.uuid4().hex, folder=str(folder), imagery=tall, footprints=str(folder / "footprints.gpkg"),
        settings=PredictSettings(**SETTINGS).to_dict())
    told, strips = [], []

    def on_message(message):
        if isinstance(message, Progress):
            told.append(message.fraction)
            with suppress(FileNotFoundError):  # at the end they go
                strips.append({(path.name, path.stat().st_mtime_ns) for path in folder.glob("strips/*-*.*")})

    with WorkerClient(worker_python()) as client:
        for share in (0.3, 0.6):
            with pytest.raises(JobCanceled):
                client.run(request, on_message, lambda share=share: bool(told) and told[-1] >= share)
            request = replace(request, job=uuid.uuid4().hex, resume=True)
            told.clear()
        assert 0 < len(rows(folder / "footprints.gpkg")) < len(undisturbed)
        before = strips[-1]
        outputs = client.run(request, on_message, lambda: False)
    kept = before & max(strips, key=len)
    assert len(kept) > 0.8 * len(before) > 4  # those of a row of windows that was not whole are computed again
    assert outputs["count"] == len(undisturbed) and rows(outputs["footprints"]) == undisturbed
