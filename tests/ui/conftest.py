"""The real QGIS with its widgets, offscreen, around a stand-in for QGIS's main window.

The whole QGIS, driven by mouse and keyboard under Xvfb, is in test_desktop.py and test_desktop_jobs.py.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "qgis"))

import pytest  # noqa: E402
from qgis.core import QgsApplication, QgsProject  # noqa: E402
from roofline.tests.support.hard_exit import KEPT, pytest_sessionfinish, pytest_unconfigure  # noqa: E402, F401
from roofline.tests.support.iface import Iface  # noqa: E402
from roofline.tests.support.scratch_qgis import scratch_qgis  # noqa: E402
from roofline.tests.support.unhandled import unhandled  # noqa: E402, F401
from roofline.tests.ui.support.desktop import (  # noqa: E402, F401
    ground,
    home_set_up,
    play,
    profile_set_up,
    python,
    tutorial_ground,
    utm_ground,
)
from roofline.tests.ui.support.languages import compiled  # noqa: E402, F401


@pytest.fixture(scope="session", autouse=True)
def qgis(tmp_path_factory):
    application = scratch_qgis(tmp_path_factory.mktemp("profile"), with_windows=True)
    yield application
    QgsProject.instance().clear()  # no exitQgis(), as in tests/qgis


@pytest.fixture()
def small_font(qgis):
    """What desktops have; offscreen it is larger."""
    from qgis.PyQt.QtGui import QFont
    from qgis.PyQt.QtWidgets import QApplication

    before = QApplication.font()
    small = QFont(before)
    small.setPointSize(9)
    QApplication.setFont(small)
    yield
    QApplication.setFont(before)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Runs, models and drafts go below this folder."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def desk(qgis):
    """One main window for all tests; see pytest_unconfigure."""
    from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMessageBar
    from qgis.PyQt.QtWidgets import QAction, QMainWindow

    canvas = QgsMapCanvas()
    KEPT.append(Iface(QMainWindow(), canvas, QgsMessageBar(), QgsAdvancedDigitizingDockWidget(canvas),
                      QAction("Pan"), QAction("Vertex tool"), QAction("Save")))
    KEPT[0].window.resize(900, 700)
    KEPT[0].window.show()
    return KEPT[0]


@pytest.fixture()
def iface(desk):
    yield desk
    desk.canvas.unsetMapTool(desk.canvas.mapTool())
    desk.canvas.setLayers([])
    desk.messageBar().clearWidgets()
    desk.setActiveLayer(None)


@pytest.fixture()
def workspace(qgis):
    from roofline.plugin.layers.workspace import Workspace

    workspace = Workspace(QgsProject.instance())
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


@pytest.fixture()
def provider(qgis):
    from roofline.plugin.plugin import RooflinePlugin

    plugin = RooflinePlugin(None)
    plugin.initProcessing()
    yield QgsApplication.processingRegistry().providerById("roofline")
    plugin.unload()
