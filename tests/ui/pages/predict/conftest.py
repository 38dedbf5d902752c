"""The page Predict, with the real algorithm and the toy worker."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle, QgsSettings
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.qgis.support.layers import make_raster
from roofline.tests.support.waiting import wait
from roofline.tests.ui.support.predictions import UTM
from roofline.ui.pages.predict_page import PredictPage


@pytest.fixture(autouse=True)
def toy_worker(monkeypatch):
    from roofline.plugin.processing import worker_algorithm

    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(worker_algorithm.WorkerAlgorithm, "worker_module", "tests.qgis.toys.worker")


@pytest.fixture(autouse=True)
def forgotten_settings(qgis):
    QgsSettings().remove("plugins/roofline")


@pytest.fixture()
def town(workspace, iface, tmp_path):
    """A workspace with imagery, seen by the map."""
    project = QgsProject.instance()
    project.setCrs(UTM)
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    iface.canvas.setDestinationCrs(UTM)
    iface.canvas.setExtent(QgsRectangle(500000, 4500040, 500060, 4500100))
    return workspace


@pytest.fixture()
def jobs():
    return Jobs()


@pytest.fixture()
def page(town, jobs, iface, provider):
    page = PredictPage(town, jobs, iface)
    page.show()
    yield page
    page.close()
    wait(lambda: not jobs.busy)
