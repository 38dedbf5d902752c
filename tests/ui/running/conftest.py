"""The panel, with the real algorithms and the toy worker."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from roofline.tests.qgis.support.layers import make_raster
from roofline.ui import panel as panel_module


@pytest.fixture()
def panel(iface, provider, workspace, tmp_path, monkeypatch):
    """The panel of a saved project with imagery."""
    from roofline.plugin.processing import worker_algorithm

    QgsSettings().remove("plugins/roofline")
    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(worker_algorithm.WorkerAlgorithm, "worker_module", "tests.qgis.toys.worker")
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(provider.workers, "keep_spare", lambda: None)
    project = QgsProject.instance()
    monkeypatch.setattr(iface.canvas, "project", lambda: project)
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert project.write(str(tmp_path / "town.qgz"))
    panel = panel_module.Panel(iface, provider)
    panel.show()
    yield panel
    panel.close_all()
