"""The real worker with the real torch, asked over its pipes."""

import subprocess
import sys
import time

import pytest
from roofline.models.worker.server import limit_gdal, raise_open_files_limit

from ..support.worker import Worker


@pytest.fixture(scope="module")
def worker():
    worker = Worker()
    worker.ready = worker.hear()
    yield worker
    worker.process.kill()
    worker.process.wait()


def train(folder, **changes):
    return {"type": "Train", "job": "a", "folder": str(folder), "imagery": [], "labels": str(folder / "labels.gpkg"),
            "model": str(folder / "town.roofline"), "settings": {}, **changes}


def test_it_tells_its_protocol_its_packages_and_its_device(worker):
    assert worker.ready["type"] == "Ready" and worker.ready["protocol"] == 1
    assert {"python", "torch", "rasterio"} <= set(worker.ready["versions"])
    assert "CPU" in worker.ready["device"] or "GiB" in worker.ready["device"]


def test_a_setting_that_is_none_is_refused_by_name(worker, tmp_path):
    worker.say(**train(tmp_path, settings={"learning_rat": 1}))
    failed = worker.answer()
    assert failed["type"] == "Failed" and "no setting called learning_rat" in failed["error"]


def test_an_unknown_base_model_is_refused_with_the_names(worker, tmp_path):
    worker.say(**train(tmp_path, base_model="castles"))
    failed = worker.answer()
    assert "castles" in failed["error"] and "buildings" in failed["error"] and "Traceback" in failed["details"]


def test_a_missing_file_is_told_for_every_kind_of_job(worker, tmp_path):
    missing = str(tmp_path / "nowhere.gpkg")
    worker.say(**train(tmp_path, labels=missing))
    assert missing in worker.answer()["error"]
    worker.say(type="Predict", job="b", folder=str(tmp_path), imagery=[missing], footprints="f.gpkg", settings={})
    assert "nowhere.gpkg" in worker.answer()["error"]
    worker.say(type="Evaluate", job="c", folder=str(tmp_path), footprints=missing, reference=missing, errors="e.gpkg")
    assert missing in worker.answer()["error"]


def test_a_job_that_was_cancelled_before_its_turn_does_not_begin(worker, tmp_path):
    worker.say(type="Cancel", job="d")
    time.sleep(0.2)
    worker.say(**train(tmp_path, job="d"))
    assert worker.hear() == {"type": "Canceled", "job": "d"}


def test_nonsense_is_answered_and_ends_nothing(worker):
    worker.process.stdin.write("make it so\n")
    worker.say(type="Ready", protocol=1, versions={}, device="")
    assert "Not a message" in worker.hear()["error"] and "Ready is no request" in worker.hear()["error"]


def test_it_ends_with_stdin():
    worker = Worker()
    worker.process.stdin.close()  # before it is ready: a worker that nobody asks at once would be warming up
    worker.hear()
    begun = time.monotonic()
    assert worker.process.wait(5) == 0 and time.monotonic() - begun < 3


def test_a_spare_warms_up_quietly_without_a_trace_and_answers_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    spare = Worker()
    spare.hear()
    deadline = time.monotonic() + 240
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    made = list(tmp_path.iterdir())
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert made and not list(tmp_path.iterdir()) and "Traceback" not in spare.log
    spare.say(**train(tmp_path, settings={"learning_rat": 1}))
    assert spare.answer()["job"] == "a"
    spare.process.stdin.close()
    assert spare.process.wait(5) == 0


def test_a_stop_for_no_job_of_ours_is_no_error(worker, tmp_path):
    worker.say(type="Stop", job="long gone")
    worker.say(**train(tmp_path, base_model="castles"))
    assert "castles" in worker.answer()["error"]


def test_a_system_that_does_not_grant_its_own_limit_of_open_files_grants_ten_thousand(monkeypatch):
    """As macOS does, where 256 files may be open at first."""
    resource = pytest.importorskip("resource")
    limits = {"now": (256, 2**63 - 1)}

    def set_limit(kind, wanted):
        if wanted[0] > 10_240:
            raise ValueError("current limit exceeds maximum limit")
        limits["now"] = wanted

    monkeypatch.setattr(resource, "getrlimit", lambda kind: limits["now"])
    monkeypatch.setattr(resource, "setrlimit", set_limit)
    raise_open_files_limit()
    assert limits["now"] == (10_240, 2**63 - 1)


def test_gdal_keeps_its_cache_small(monkeypatch):
    monkeypatch.setenv("GDAL_CACHEMAX", "")
    monkeypatch.setenv("GDAL_NUM_THREADS", "")
    limit_gdal()
    show = "import rasterio, rasterio.env\nwith rasterio.Env(): print(rasterio.env.get_gdal_config('GDAL_CACHEMAX'))"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(256 * 2**20)
