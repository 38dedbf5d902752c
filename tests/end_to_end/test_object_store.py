"""Imagery and labels in an object store (/vsis3/), headless, with GDAL's own credentials."""

from pathlib import Path

import pytest
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.tests.support.object_store import BUCKET, object_store
from roofline.tests.support.ports import free_port
from roofline.tools.headless import HeadlessQgis

SECRET = "s3cret-of-nobody"


@pytest.fixture(scope="module")
def store_home(tmp_path_factory):
    return tmp_path_factory.mktemp("store_home")


@pytest.fixture(scope="module")
def qgis(scene, store_home, tmp_path_factory):
    """QGIS with the variables of a store that has the scene's imagery and labels."""
    files = [Path(scene[kind]) for kind in ("labels", "train_area")] + [Path(scene["imagery"][0])]
    with object_store(worker_python(), free_port(), files) as variables:
        qgis = HeadlessQgis(tmp_path_factory.mktemp("qgis"), {
            "ROOFLINE_HOME": str(store_home), "ROOFLINE_PYTHON": str(worker_python()), **variables,
            "AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": SECRET})
        assert qgis.run("roofline:setup").returncode == 0
        yield qgis


def in_store(path):
    return f"/vsis3/{BUCKET}/{Path(path).name}"


def test_imagery_in_a_store_gives_the_footprints_of_the_file(qgis, scene, tmp_path):
    counts = []
    for imagery in (scene["imagery"][0], in_store(scene["imagery"][0])):
        done = qgis.run("roofline:predict", IMAGERY=imagery, RESOLUTION_M=0.3, FLIPS="off",
                        FOOTPRINTS=tmp_path / f"{len(counts)}.gpkg")
        assert done.returncode == 0, done.stderr
        counts.append(done.outputs["COUNT"])
    assert counts[0] > 0 and counts[1] == counts[0]


def test_a_training_on_a_store_keeps_no_credentials(qgis, scene, store_home, tmp_path):
    done = qgis.run("roofline:finetune", IMAGERY=in_store(scene["imagery"][0]), LABELS=in_store(scene["labels"]),
                    AREAS=in_store(scene["train_area"]), MAX_STEPS=2, MODEL=tmp_path / "m.roofline",
                    REPORT=tmp_path / "report.html")
    assert done.returncode == 0, done.stderr
    files = [file for folder in (store_home, tmp_path) for file in folder.rglob("*") if file.is_file()]
    assert any(file.name == "request.json" for file in files)
    assert not [file for file in files if SECRET.encode() in file.read_bytes()]


def test_imagery_that_is_not_in_the_store_is_told_by_its_path(qgis, scene, tmp_path):
    missing = f"/vsis3/{BUCKET}/elsewhere.tif"
    done = qgis.run("roofline:predict", IMAGERY=missing, FOOTPRINTS=tmp_path / "found.gpkg")
    assert done.returncode != 0 and f"{missing} could not be opened. Check the address" in done.stdout + done.stderr
