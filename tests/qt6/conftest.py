"""The panel on the real PyQt6, around a stand-in for QGIS (support/stand_in.py): runs in the worker's Python."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402
from PyQt6.QtCore import QSettings, Qt  # noqa: E402
from PyQt6.QtGui import QAction  # noqa: E402
from PyQt6.QtWidgets import QApplication, QMainWindow  # noqa: E402
from roofline.tests.qt6.support import stand_in  # noqa: E402
from roofline.tests.qt6.support.core import PROJECT  # noqa: E402
from roofline.tests.qt6.support.gui import Canvas  # noqa: E402
from roofline.tests.qt6.support.thin import Anything  # noqa: E402

stand_in.install()
from roofline.tests.support.hard_exit import KEPT, pytest_sessionfinish, pytest_unconfigure  # noqa: E402, F401
from roofline.tests.support.iface import Iface  # noqa: E402
from roofline.tests.support.unhandled import unhandled  # noqa: E402, F401


@pytest.fixture(scope="session", autouse=True)
def application(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
    KEPT.append(QApplication([]))
    return KEPT[0]


@pytest.fixture()
def iface(application):
    made = Iface(QMainWindow(), Canvas(), Anything(), None, QAction("Pan"), QAction("Vertex tool"), QAction("Save"))
    made.window.resize(1100, 900)
    made.window.show()
    KEPT.append(made)
    return made


@pytest.fixture()
def panel(iface, tmp_path, monkeypatch):
    """The panel in a window, as after the set-up."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    from roofline.tests.qgis.support.past_runs import CUT_OFF, finished, make_run
    from roofline.ui import panel as module

    make_run(project=PROJECT, says=finished())
    make_run("20261121-101500-town", PROJECT, says=CUT_OFF)
    monkeypatch.setattr(module, "is_ready", lambda: True)
    made = module.Panel(iface, Anything())
    iface.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    made.show()
    QApplication.processEvents()
    yield made
    made.close_all()
    made.close()
