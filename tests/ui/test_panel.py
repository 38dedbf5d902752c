"""The panel as a whole: its help, its width, and the keyboard."""

import pytest
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollArea,
    QToolButton,
    QWidget,
)
from roofline.plugin.help_pages import PANEL_PAGES, web_address
from roofline.plugin.jobs.live_training import OFF
from roofline.plugin.jobs.panel_job import FINETUNE, SETUP, PanelJob
from roofline.protocol.live_messages import TRAINING
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.footprint_checks import settle
from roofline.tests.ui.support.gestures import give_focus
from roofline.ui import panel as panel_module

NARROW, WHOLE = 250, 285
"""Pixels, beside the map on a small screen: how narrow the panel gets, and from where on nothing in it is cut off."""


@pytest.fixture()
def panel(iface, provider, workspace, monkeypatch):
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(provider.workers, "keep_spare", lambda network: None)
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
    give_focus(iface.canvas)
    before = iface.canvas.extent()
    QTest.mouseClick(panel.findChild(QWidget, name), Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget(), key)
        QTest.qWait(10)
    assert iface.canvas.extent() == before


def turn_wheel(widget):
    """Whether the widget takes a turn of the wheel over it, which else scrolls the page."""
    middle = QPointF(widget.rect().center())
    turn = QWheelEvent(middle, middle, QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, turn)
    QTest.qWait(10)
    return turn.isAccepted()


def test_the_wheel_that_scrolls_a_page_chooses_nothing_under_the_mouse(panel):
    mine, _ = (make_layer(name=name) for name in ("mine", "other"))
    panel.workspace.choose(labels=mine)
    before = panel.workspace.choices
    boxes = panel.findChildren(QComboBox) + panel.findChildren(QAbstractSpinBox)
    assert {"labels", "time", "checkOrder", "labelClass", "baseModel", "cellSide"} <= {
        name for box in boxes for name in (box.objectName(), box.parent().objectName())}
    shown = [box.currentText() if isinstance(box, QComboBox) else box.text() for box in boxes]
    assert [box.objectName() for box in boxes if turn_wheel(box)] == []
    assert [box.currentText() if isinstance(box, QComboBox) else box.text() for box in boxes] == shown
    assert panel.workspace.choices == before
    assert not any(box.focusPolicy() == Qt.FocusPolicy.WheelFocus for box in boxes)


def test_help_opens_the_section_of_the_page_that_is_shown(panel, monkeypatch):
    opened = []
    monkeypatch.setattr(panel_module.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    for step in PANEL_PAGES:
        panel.go_to(step)
        panel.findChild(QToolButton, "openHelp").click()
    assert opened == [web_address(page) for page in PANEL_PAGES.values()]


def test_the_panel_gets_as_narrow_as_a_small_screen_needs(small_font, panel):
    panel.setFloating(True)
    panel.resize(WHOLE, 700)
    QApplication.processEvents()
    assert panel.minimumSizeHint().width() <= NARROW and panel.width() == WHOLE


@pytest.mark.parametrize(("step", "name"), [("stepTrain", "train"), ("stepPredict", "predict")])
def test_the_start_button_stays_in_sight_below_a_result(small_font, panel, step, name):
    panel.setFloating(True)
    panel.go_to(step)
    panel.job_view.show()
    panel.job_view.setFixedHeight(220)
    panel.resize(WHOLE, 600)
    settle()
    button = panel.findChild(QWidget, name)
    assert button.visibleRegion().boundingRect() == button.rect()
    panel.resize(WHOLE, 1200)
    settle()
    area = button.parentWidget().findChild(QScrollArea)
    assert not area.verticalScrollBar().isVisible() and button.y() - area.geometry().bottom() < 3 * button.height()


def test_the_names_of_the_pages_go_where_there_is_no_room_for_them(small_font, panel):
    panel.setFloating(True)
    button = panel.findChild(QToolButton, "stepPredict")
    for width, style in ((600, Qt.ToolButtonStyle.ToolButtonTextUnderIcon),
                         (NARROW, Qt.ToolButtonStyle.ToolButtonIconOnly)):
        panel.resize(width, 700)
        QApplication.processEvents()
        assert button.toolButtonStyle() == style and button.toolTip()
        assert panel.sizeHint().width() > WHOLE  # it opens with room for the names


def test_no_training_is_taken_up_beside_the_live_one(panel, iface):
    panel.live.state = TRAINING
    panel.resume("/nowhere")
    assert "Live training is on" in iface.messageBar().currentItem().text() and not panel.jobs.busy
    panel.live.state = OFF


def test_the_result_of_a_job_goes_with_its_project_and_a_training_that_runs_stays(panel):
    training = panel.jobs.current = PanelJob(FINETUNE, {"MODEL": "/models/town.roofline"})
    panel.jobs.began.emit(training)
    QgsProject.instance().clear()
    assert not panel.job_view.isHidden()
    panel.jobs.current = PanelJob(SETUP, {})  # of which the page of the set-up tells
    QgsProject.instance().clear()
    assert panel.job_view.isHidden()
    panel.jobs.current = None


def test_a_set_up_ends_all_that_runs_on_the_environment_and_a_removal_of_imagery_nothing(panel, monkeypatch):
    ended = []
    monkeypatch.setattr(panel.live, "stop", lambda: ended.append("live training"))
    monkeypatch.setattr(panel.label_page.buttons._views, "close", lambda: ended.append("view process"))
    panel._job_began(PanelJob(SETUP, {"REMOVE_IMAGERY": True}))
    assert ended == []
    panel._job_began(PanelJob(SETUP, {"REPAIR": True}))
    assert ended == ["live training", "view process"]
