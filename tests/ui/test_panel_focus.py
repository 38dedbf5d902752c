"""The panel and the keyboard."""

import pytest
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from roofline.ui import panel as panel_module


@pytest.fixture()
def panel(iface, provider, workspace, monkeypatch):
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(provider.workers, "keep_spare", lambda: None)
    monkeypatch.setattr(iface.canvas, "project", QgsProject.instance)
    panel = panel_module.Panel(iface, provider)
    iface.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    panel.show()
    yield panel
    panel.close_all()
    iface.window.removeDockWidget(panel)
    panel.deleteLater()


@pytest.mark.parametrize("name", ["stepCheck", "stepPredict"])
def test_arrow_keys_after_a_click_on_the_panel_do_not_move_the_map(panel, iface, name):
    iface.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    iface.window.activateWindow()
    iface.canvas.setFocus()
    QApplication.processEvents()
    if not iface.canvas.hasFocus():
        pytest.skip("no window here can have the focus")
    before = iface.canvas.extent()
    QTest.mouseClick(panel.findChild(QWidget, name), Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget(), key)
        QTest.qWait(10)
    assert iface.canvas.extent() == before
