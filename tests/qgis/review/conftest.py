"""A workspace with the imagery of support/ground.py, and a project that is emptied."""

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from roofline.plugin.layers.workspace import Workspace
from roofline.tests.qgis.support.layers import make_raster


@pytest.fixture()
def workspace(qgis, tmp_path):
    workspace = Workspace(QgsProject.instance())
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town")
    workspace.project.addMapLayer(layer)
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


@pytest.fixture()
def empty_project():
    yield
    QgsProject.instance().clear()
