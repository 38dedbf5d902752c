"""The real `qgis_process`, the real worker, and a small synthetic scene."""

import json
import os
import subprocess

import pytest
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.protocol.paths import LAUNCH
from roofline.tools.headless import HeadlessQgis


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A data folder of its own, so that no test writes among the user's runs."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def qgis(tmp_path_factory, home):
    """QGIS with the plugin, set up to use the worker's Python that is already there."""
    python = str(worker_python())
    qgis = HeadlessQgis(tmp_path_factory.mktemp("qgis"), {"ROOFLINE_HOME": str(home), "ROOFLINE_PYTHON": python})
    done = qgis.run("roofline:setup")
    assert done.returncode == 0, done.stderr
    return qgis


def in_worker(module, *arguments):
    """Run one of our modules in the worker's Python."""
    command = [str(worker_python()), str(LAUNCH), f"roofline.{module}", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "2"})


@pytest.fixture(scope="session")
def scene(tmp_path_factory):
    """Paths of a scene's imagery, labels, reference and areas."""
    folder = tmp_path_factory.mktemp("scene")
    in_worker("scenes.write", "--town", "bungalow_rows", "--seed", 3, "--size", "800x500", folder / "scene")
    in_worker("tools.demo_layers", "prepare", folder / "scene", folder)
    return {**json.loads((folder / "layers.json").read_text()), "folder": folder}


@pytest.fixture(scope="session")
def tall(tmp_path_factory):
    """The path of imagery that is looked at in many strips."""
    folder = tmp_path_factory.mktemp("tall")
    in_worker("scenes.write", "--town", "bungalow_rows", "--seed", 5, "--size", "500x2000", folder)
    [image] = (folder / "images").glob("*.tif")
    return str(image)
