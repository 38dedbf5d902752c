"""The panel, with the real algorithms and the toy worker; the view of a job for which a test speaks."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from roofline.plugin.jobs.panel_job import Jobs, PanelJob
from roofline.tests.qgis.support.layers import make_raster
from roofline.ui import panel as panel_module
from roofline.ui.running import job_view
from roofline.ui.running.job_view import JobView


@pytest.fixture()
def panel(iface, provider, workspace, tmp_path, monkeypatch):
    """The panel of a saved project with imagery."""
    from roofline.plugin.processing import worker_algorithm

    QgsSettings().remove("plugins/roofline")
    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(worker_algorithm.WorkerAlgorithm, "worker_module", "tests.qgis.toys.worker")
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(provider.workers, "keep_spare", lambda network: None)
    project = QgsProject.instance()
    monkeypatch.setattr(iface.canvas, "project", lambda: project)
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert project.write(str(tmp_path / "town.qgz"))
    panel = panel_module.Panel(iface, provider)
    panel.show()
    yield panel
    panel.close_all()


@pytest.fixture()
def jobs(qgis):
    return Jobs()


@pytest.fixture()
def view(jobs):
    view = JobView(jobs)
    view.resize(330, 400)
    yield view
    view.close()


@pytest.fixture()
def begin(view, jobs, tmp_path):
    """A job that has begun and that the test speaks for."""
    def begin(algorithm="roofline:finetune", **parameters):
        job = PanelJob(algorithm, {"MODEL": str(tmp_path / "town.roofline"), **parameters})
        job.feedback.folder = tmp_path / "run"
        job.feedback.folder.mkdir(exist_ok=True)
        job.feedback.device = "CPU, 2 threads"
        jobs.began.emit(job)
        return job

    return begin


@pytest.fixture()
def opened(monkeypatch):
    """Addresses that were opened in another program."""
    addresses = []
    monkeypatch.setattr(job_view.QDesktopServices, "openUrl", lambda url: addresses.append(url.toLocalFile()))
    return addresses
