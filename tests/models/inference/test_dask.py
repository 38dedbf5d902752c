"""A prediction over a cluster gives what one machine gives, whatever happens to its workers."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from distributed import LocalCluster
from roofline.models.core.devices import choose_device
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.raster_source import Imagery
from roofline.models.geodata.tiling import Windowing
from roofline.models.inference import dask_client as cluster_module
from roofline.models.inference.dask_client import Cluster
from roofline.models.inference.dask_task import PackedModel, PackedStrip, RasterWork
from roofline.models.inference.predict import find_footprints
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.networks.model_registry import load_model
from roofline.models.onnx_io.runtime import choose_backend
from roofline.models.vectorize.strips import Probabilities, Strip
from roofline.protocol.job_requests import Predict
from roofline.protocol.paths import LAUNCH

from ..support.town import checkerboard_town, write_raster

TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
ROWS, COLUMNS = 960, 320
PATIENCE_S = 120
QUIET = {"n_workers": 0, "processes": False, "dashboard_address": None, "silence_logs": 50}


class Workers:
    """A scheduler in this process, and workers started as an administrator starts them."""

    def __init__(self, folder):
        self.folder, self.processes = folder, {}
        self.cluster = LocalCluster(protocol="tcp://", host="127.0.0.1", **QUIET)
        self.address, self.scheduler = self.cluster.scheduler_address, self.cluster.scheduler

    def have(self, count):
        """Start what is missing of `count` workers, and wait for them."""
        self.start(count - len(self.processes))
        deadline = time.monotonic() + PATIENCE_S
        while (there := {worker.pid for worker in self.scheduler.workers.values()}) != set(self.processes):
            assert all(process.poll() is None for process in self.processes.values()), "a worker did not stay"
            assert time.monotonic() < deadline, f"only {len(there)} of {count} workers came"
            time.sleep(0.05)

    def start(self, count):
        for _ in range(count):
            process = subprocess.Popen(
                [sys.executable, str(LAUNCH), "roofline.models.worker.dask_worker", self.address, "--threads", "1"],
                cwd=self.folder, stderr=subprocess.DEVNULL)
            self.processes[process.pid] = process

    def kill_one(self):
        """The one with the most to lose, under way or done and not yet fetched, as a machine that loses its power."""
        there = [worker for worker in self.scheduler.workers.values() if worker.pid in self.processes]
        pid = max(there, key=lambda worker: len(worker.processing) + len(worker.has_what)).pid
        os.kill(pid, signal.SIGKILL)
        self.processes.pop(pid).wait()

    def close(self):
        for process in self.processes.values():
            process.terminate()
        ended = [ends_by_itself(process) for process in self.processes.values()]
        self.cluster.close()
        assert all(ended), "a worker did not end when it was told to"


def ends_by_itself(process, seconds=PATIENCE_S):
    """Whether a process that was told to end does; one that does not is killed, so that no test waits for it."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


class Scene:
    """A raster, the model that looks at it, and its strips as one machine gives them."""

    def __init__(self, folder, model):
        model = load_model(model)
        card, self.packed = model.card, PackedModel.of(model.card, model.weights)
        path = write_raster(folder / "scene.tif", checkerboard_town(ROWS, COLUMNS)[0], TRANSFORM)
        with closing(Imagery(path, card.bands, card.resolution_m)) as imagery:
            statistics = imagery.statistics()
            self.work = RasterWork(path, imagery.shape, (0, ROWS), statistics, Windowing(128, 64), 4, False)
            network = choose_backend(card, model.weights, choose_device(), "torch", (1, 128), 0).network
            predictor = Predictor(network, statistics, choose_device(), self.work.windowing, self.work.batch_size)
            self.strips = list(predictor.strips(imagery))

    def on(self, workers, *works, job=None):
        return Cluster(workers.address, self.packed, works or [self.work], "auto", job or Job())


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    found = Workers(tmp_path_factory.mktemp("cluster"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def scene(tmp_path_factory, toy_base):
    return Scene(tmp_path_factory.mktemp("scene"), toy_base)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, scene, tuned):
    """What one machine finds."""
    return footprints(tmp_path_factory.mktemp("alone") / "job", scene, tuned.model)


def assert_same(found, expected):
    assert [(strip.row, strip.height) for strip in found] == [(strip.row, strip.height) for strip in expected]
    for one, other in zip(found, expected):
        assert np.array_equal(one.probabilities.building, other.probabilities.building)
        assert np.array_equal(one.probabilities.core, other.probabilities.core)


class KillsOne(Job):
    """Loses a worker as soon as the first footprints are found."""

    def __init__(self, workers):
        super().__init__()
        self.workers, self.left, self.notices = workers, 1, []

    def progress(self, fraction, text, remaining_s=None, **figures):
        if figures and self.left:
            self.left = 0
            self.workers.kill_one()

    def notice(self, text):
        self.notices.append(text)


def footprints(folder, scene, model, job=None, scheduler=None, imagery=None):
    """What is in the file, in its order."""
    folder.mkdir()
    request = Predict("job", str(folder), imagery or [scene.work.path], str(folder / "footprints.gpkg"),
                      {"window_size": 128, "overlap": 64}, model=model, scheduler=scheduler)
    find_footprints(request, job or Job())
    _, _, geometries, columns = pyogrio.raw.read(request.footprints)
    return [*geometries, *(tuple(column) for column in columns)]


def test_two_workers_give_what_one_machine_gives(workers, scene):
    workers.have(2)
    with scene.on(workers) as cluster:
        assert_same(list(cluster.strips(scene.work)), scene.strips)


def test_a_part_of_a_raster_comes_as_it_is_in_the_whole(workers, scene):
    workers.have(2)
    upper, lower = replace(scene.work, rows=(0, 640)), replace(scene.work, rows=(640, ROWS))
    with scene.on(workers, lower, upper) as cluster:
        assert_same(list(cluster.strips(lower)), scene.strips[10:])
        assert_same(list(cluster.strips(upper)), scene.strips[:10])


def test_rows_outside_the_region_hold_nothing(workers, scene):
    workers.have(2)
    work = replace(scene.work, region=shapely.box(0, 0, COLUMNS, 100))
    with scene.on(workers, work) as cluster:
        strips = list(cluster.strips(work))
    assert_same(strips[:2], scene.strips[:2])
    assert all(strip.probabilities is None for strip in strips[10:])


def test_rasters_side_by_side_are_one_on_a_cluster_too(workers, scene, alone, tuned, tmp_path):
    workers.have(2)
    parts = []
    with closing(Imagery(scene.work.path, ("red", "green", "blue"))) as imagery:
        for row, height in ((0, 450), (450, ROWS - 450)):
            image, _ = imagery.read(0, row, COLUMNS, height)
            parts.append(write_raster(tmp_path / f"{row}.tif", image, TRANSFORM @ Affine.translation(0, row)))
    assert footprints(tmp_path / "parts", scene, tuned.model, scheduler=workers.address, imagery=parts) == alone


def test_the_footprints_are_those_of_one_machine_though_a_worker_is_killed(workers, scene, alone, tuned, tmp_path):
    workers.have(2)
    job = KillsOne(workers)
    assert footprints(tmp_path / "killed", scene, tuned.model, job, workers.address) == alone and len(alone) > 50
    assert len(workers.processes) == 1 and not any("No worker" in text for text in job.notices)


def test_without_any_worker_it_says_so_and_waits_for_one_and_nothing_is_lost(workers, scene):
    workers.have(1)
    said = []
    with scene.on(workers, job=Job("job", said.append)) as cluster:
        strips = cluster.strips(scene.work)
        first = [next(strips) for _ in range(5)]
        assert not said
        for _ in list(workers.processes):
            workers.kill_one()
        rest = []
        taking = threading.Thread(target=lambda: rest.extend(strips))
        taking.start()
        while not said:
            time.sleep(0.05)
        workers.start(1)
        taking.join()
        assert_same([*first, *rest], scene.strips)
    assert "No worker is at the scheduler" in said[0].text


def test_where_nothing_is_left_to_do_no_worker_is_waited_for(scene):
    work = replace(scene.work, rows=(ROWS, ROWS))
    with (LocalCluster(protocol="tcp://", host="127.0.0.1", **QUIET) as empty,
          Cluster(empty.scheduler_address, scene.packed, [work], "auto", Job()) as cluster):
        assert list(cluster.strips(work)) == []


def test_cancel_ends_what_the_workers_do(workers, scene):
    workers.have(1)
    canceled = threading.Event()
    with scene.on(workers, job=Job("job", is_canceled=canceled.is_set)) as cluster:
        strips = cluster.strips(scene.work)
        next(strips)
        canceled.set()
        with pytest.raises(JobCanceled):
            list(strips)
    while workers.scheduler.tasks:
        time.sleep(0.05)


def test_cancel_ends_the_wait_for_a_worker(scene):
    canceled = threading.Event()
    with LocalCluster(protocol="tcp://", host="127.0.0.1", **QUIET) as empty:
        job = Job("job", lambda notice: canceled.set(), canceled.is_set)
        with (Cluster(empty.scheduler_address, scene.packed, [scene.work], "auto", job) as cluster,
              pytest.raises(JobCanceled)):
            list(cluster.strips(scene.work))


def test_imagery_that_a_worker_cannot_read_is_told_with_its_address(workers, scene):
    workers.have(1)
    work = replace(scene.work, path="/nowhere/scene.tif")
    with (scene.on(workers, work) as cluster,
          pytest.raises(RooflineError, match="worker tcp://127.0.0.1:.* part of /nowhere/scene.tif. There is no file")):
        list(cluster.strips(work))


def test_another_raster_under_the_same_path_is_refused(workers, scene):
    workers.have(1)
    work = replace(scene.work, shape=(ROWS, 600))
    sentence = f"{COLUMNS} x {ROWS} pixels instead of 600"
    with scene.on(workers, work) as cluster, pytest.raises(RooflineError, match=sentence):
        list(cluster.strips(work))


def test_a_worker_with_other_software_is_refused(workers, scene, monkeypatch):
    workers.have(1)
    monkeypatch.setattr(cluster_module, "software_versions", lambda: {"Roofline": "0.0.1", "torch": "1.0"})
    with (scene.on(workers) as cluster,
          pytest.raises(RooflineError, match="worker tcp:.* has Roofline .*; this computer has Roofline 0.0.1 and")):
        list(cluster.strips(scene.work))


@pytest.mark.parametrize("address, sentence", [
    ("tcp://127.0.0.1:9", "no Dask scheduler at tcp://127.0.0.1:9"), ("10.0.0.5", "'10.0.0.5' is no address of a Dask"),
    ("http://10.0.0.5:8786", "is no address of a Dask"), ("tcp://10.0.0.5:port", "is no address of a Dask")])
def test_without_a_scheduler_there_is_a_sentence(scene, address, sentence):
    with pytest.raises(RooflineError, match=sentence):
        Cluster(address, scene.packed, [scene.work], "auto", Job())


@pytest.mark.parametrize("planes", [2, 3])
def test_a_strip_comes_out_of_its_package_as_it_went_in(planes):
    random = np.random.default_rng(0)
    strip = Strip(64, 5, Probabilities(*random.integers(0, 255, (planes, 5, 7), np.uint8)))
    found = PackedStrip.of(strip).unpacked()
    assert (found.row, found.height) == (64, 5)
    for name in ("building", "core", "class_ids"):
        assert np.array_equal(getattr(found.probabilities, name), getattr(strip.probabilities, name))


def test_an_empty_strip_travels_without_pixels():
    strip = Strip(64, 5, None)
    assert PackedStrip.of(strip).planes is None
    assert PackedStrip.of(strip).unpacked() == strip
