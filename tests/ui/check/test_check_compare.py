"""The page Check beside the base model: while its key or button is held, the base model's footprints stand in."""

import pytest
from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QFocusEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from roofline.plugin.jobs.base_footprints import BaseFootprints, CompareError
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.ui.support.footprint_checks import UTM, begin, find, press, square, text


class Base(BaseFootprints):
    """Finds one footprint at once, when it is told to."""

    refused = ""

    def find(self, window, crs):
        if self.refused:
            raise CompareError(self.refused)
        self.area = window.area()

    def found(self):
        self.outlines, self.crs, self._covered = [square(1)], UTM, QgsRectangle(0, 0, 1e7, 1e7)
        self.ready.emit()

    def covers(self, window, crs):
        return self._covered is not None


@pytest.fixture()
def base(monkeypatch, workspace, iface, page):
    view = page._base
    base = Base(workspace, Jobs())
    base.ready.connect(view._ready)
    view._found = base
    return base


def test_while_the_key_is_held_the_base_models_footprints_stand_in(page, workspace, iface, base):
    layer = begin(page, workspace, iface, 0.1)
    press(iface.canvas, Qt.Key.Key_B)
    assert base.area == pytest.approx(iface.canvas.extent().area()) and "Looking" in text(page, "compareRemark")
    base.found()
    assert iface.canvas.layers() == [layer] and "Hold" in text(page, "compareRemark")
    QTest.keyPress(iface.canvas, Qt.Key.Key_B)
    assert iface.canvas.layers() == [] and "(1 footprint)" in text(page, "compareRemark")
    QTest.keyRelease(iface.canvas, Qt.Key.Key_B)
    assert iface.canvas.layers() == [layer] and text(page, "compareRemark") == ""


def test_what_the_base_model_has_found_is_told_of_the_footprints_at_hand_alone(page, workspace, iface, base):
    begin(page, workspace, iface, 0.1)
    press(iface.canvas, Qt.Key.Key_B)
    base.found()
    workspace.choose(footprints=None)  # as when another project is opened
    assert text(page, "compareRemark") == ""


def test_the_button_to_compare_works_by_holding_it(page, workspace, iface, base):
    layer = begin(page, workspace, iface, 0.1)
    QTest.mousePress(find(page, "compareBase"), Qt.MouseButton.LeftButton)
    base.found()
    assert iface.canvas.layers() == []
    QTest.mouseRelease(find(page, "compareBase"), Qt.MouseButton.LeftButton)
    assert iface.canvas.layers() == [layer]


def test_the_button_pressed_while_the_key_is_down_leaves_the_footprints_to_come_back(page, workspace, iface, base):
    layer = begin(page, workspace, iface, 0.1)
    page._base.hold(True)
    base.found()
    page._base.hold(True)
    page._base.hold(False)
    assert iface.canvas.layers() == [layer]


def test_the_map_is_whole_again_when_the_key_is_lost(page, workspace, iface, base):
    layer = begin(page, workspace, iface, 0.1)
    base.found()
    QTest.keyPress(iface.canvas, Qt.Key.Key_B)
    QApplication.sendEvent(iface.canvas, QFocusEvent(QEvent.Type.FocusOut))
    assert iface.canvas.layers() == [layer]
    QTest.keyRelease(iface.canvas, Qt.Key.Key_B)
    QTest.keyPress(iface.canvas, Qt.Key.Key_B)
    page.close()
    assert iface.canvas.layers() == [layer]


def test_layers_that_qgis_puts_on_the_map_meanwhile_stay(page, workspace, iface, base):
    begin(page, workspace, iface, 0.1)
    base.found()
    QTest.keyPress(iface.canvas, Qt.Key.Key_B)
    imagery = workspace.imagery
    iface.canvas.setLayers([imagery])
    QTest.keyRelease(iface.canvas, Qt.Key.Key_B)
    assert iface.canvas.layers() == [imagery]


def test_one_is_told_why_there_is_nothing_to_compare(page, workspace, iface, base):
    begin(page, workspace, iface, 0.1)
    base.refused = "Something else is running."
    press(iface.canvas, Qt.Key.Key_B)
    assert text(page, "compareRemark") == base.refused
