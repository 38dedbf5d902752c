"""Predictions that are cut off: what they have found can be read meanwhile, and they go on to the same end."""

import os
import signal
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from roofline.tests.end_to_end.support.processes import children, wait_for

SETTINGS = {"WINDOW_SIZE": 128, "OVERLAP": 64, "FLIPS": "on", "BACKEND": "torch"}
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
    result = qgis.run("roofline:predict", IMAGERY=tall, FOOTPRINTS=path, **SETTINGS)
    assert result.returncode == 0, result.stderr
    found = rows(path)
    assert len(found) > 20
    return found


def predictions_in(home):
    return set((home / "predictions").glob("*"))


@pytest.mark.parametrize("end", ["the worker is killed", "QGIS is killed"])
def test_what_was_found_is_there_and_resume_finds_the_rest(qgis, home, tall, undisturbed, tmp_path, end):
    request = {"IMAGERY": tall, "FOOTPRINTS": tmp_path / "out.gpkg", **SETTINGS}
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
