"""The buttons on the map, and a view worker for which a test speaks."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtTest import QTest
from roofline.plugin.jobs import map_views
from roofline.tests.qgis.support.layers import make_layer, make_raster
from roofline.tests.qgis.support.view_client import ViewClient
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.tests.ui.support.view_tools import CLIENTS, X, Y, seen, take
from roofline.ui.label import view_tool
from roofline.ui.label.draw_buttons import DrawButtons


@pytest.fixture()
def canvas(iface):
    iface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    iface.canvas.setExtent(QgsRectangle(X, Y, X + 200, Y + 200))
    QTest.qWait(20)
    return iface.canvas


@pytest.fixture()
def labels(workspace, tmp_path):
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", size=400, corner=(X - 100, Y + 300))), "town")
    QgsProject.instance().addMapLayer(imagery)
    layer = make_layer(name="labels", fields="&field=class:string(20)")
    workspace.choose(imagery=imagery, labels=layer)
    return layer


@pytest.fixture()
def live(workspace):
    return FakeLive(workspace)


@pytest.fixture()
def buttons(workspace, iface, canvas, labels, live, monkeypatch):
    CLIENTS.clear()
    monkeypatch.setattr(map_views, "ViewClient", ViewClient)
    monkeypatch.setattr(map_views, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(view_tool, "REST_MS", 20)
    buttons = DrawButtons(workspace, live, iface)
    buttons.show()
    yield buttons
    buttons.close()


@pytest.fixture()
def worker(buttons):
    """Click is taken up, and the view was looked at."""
    take(buttons)
    return seen()
