"""Imagery at a web address: read in ranges by QGIS and by the worker."""

import subprocess
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[1] / "support" / "range_server.py"


@pytest.fixture(scope="module")
def address(scene):
    """The web address of the scene's folder."""
    image = Path(scene["imagery"][0])
    with subprocess.Popen([sys.executable, str(SERVER), str(image.parent)], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as server:
        yield f"{server.stdout.readline().strip()}/{image.name}"
        server.terminate()


def test_imagery_at_an_address_gives_the_footprints_of_the_file(qgis, scene, address, tmp_path):
    counts = []
    for imagery in (scene["imagery"][0], address, f"/vsicurl/{address}"):
        done = qgis.run("roofline:predict", IMAGERY=imagery, RESOLUTION_M=0.3, FLIPS="off",
                        FOOTPRINTS=tmp_path / f"{len(counts)}.gpkg")
        assert done.returncode == 0, done.stderr
        counts.append(done.outputs["COUNT"])
    assert counts[0] > 0 and len(set(counts)) == 1


def test_an_address_that_is_not_there_is_told_as_it_was_given(qgis, address, tmp_path):
    done = qgis.run("roofline:predict", IMAGERY=f"{address}.tif", FOOTPRINTS=tmp_path / "found.gpkg")
    assert done.returncode != 0 and f"{address}.tif could not be opened. Check the address" in done.stdout + done.stderr
