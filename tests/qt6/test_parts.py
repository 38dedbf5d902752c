"""The parts of the panel that no page shows before there are layers and jobs, on Qt 6."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from roofline.plugin.jobs.map_views import MapViews
from roofline.plugin.jobs.panel_job import CANCELED, FAILED, FINETUNE, FINISHED, PREDICT, JobOutcome, Jobs, PanelJob
from roofline.plugin.jobs.view import Source, View
from roofline.plugin.layers.edits import GroundPlane
from roofline.plugin.layers.workspace import Workspace
from roofline.protocol.messages import Notice, Progress
from roofline.tests.qt6.support.core import Crs, Geometry, Project
from roofline.tests.qt6.support.thin import Anything
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.ui.check.check_tool import KEYS, CheckKeys, CheckTool
from roofline.ui.label.adopt_tool import AdoptTool
from roofline.ui.label.click_tool import ClickTool
from roofline.ui.label.draw_tools import AreaTool, PolygonTool, RectangleTool
from roofline.ui.panel_action import panel_action
from roofline.ui.running.job_view import JobView
from roofline.ui.running.live_map import LiveMap
from roofline.ui.running.live_view import LiveView
from roofline.ui.widgets.highlights import Highlights

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


def on_views(tool):
    """A function that makes a tool, which has a view that was looked at."""
    def make(canvas):
        views = MapViews(Workspace(Project.instance()))
        made = tool(canvas, views)
        made.look = lambda: None
        views.current = View("view", Source("", None, ()), Crs(), Anything(), 1.0, [])
        return made

    return make


@pytest.mark.parametrize("make", [
    RectangleTool, AreaTool, CheckTool, lambda canvas: PolygonTool(canvas, None),
    on_views(lambda *on: ClickTool(*on, str)), on_views(AdoptTool)],
    ids=["rectangle", "area", "check", "polygon", "click", "adopt"])
def test_a_map_tool_takes_clicks_drags_and_keys(iface, make, monkeypatch):
    monkeypatch.setattr(GroundPlane, "rectangle", lambda *_: Geometry())
    canvas, tool = iface.canvas, make(iface.canvas)
    canvas.setMapTool(tool)
    view = canvas.viewport()
    for point in (QPoint(50, 50), QPoint(150, 60), QPoint(140, 130)):
        QTest.mouseMove(view, point)
        QTest.mouseClick(view, LEFT, NONE, point)
    QTest.mousePress(view, LEFT, NONE, QPoint(20, 20))
    QTest.mouseMove(view, QPoint(90, 80))
    QApplication.processEvents()
    QTest.mouseRelease(view, LEFT, NONE, QPoint(90, 80))
    QTest.mouseClick(view, RIGHT, NONE, QPoint(60, 60))
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(30, 30))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(canvas, key)
    tool.flags()
    canvas.unsetMapTool(tool)


def test_a_box_that_is_dragged_is_drawn(iface):
    tool, drawn = AreaTool(iface.canvas), []
    tool.drawn.connect(lambda *shape: drawn.append(shape))
    iface.canvas.setMapTool(tool)
    QTest.mousePress(iface.canvas.viewport(), LEFT, NONE, QPoint(20, 20))
    QTest.mouseRelease(iface.canvas.viewport(), LEFT, NONE, QPoint(90, 80))
    assert len(drawn) == 1


def test_each_key_of_the_review_is_its_action(iface):
    keys, pressed, held = CheckKeys(), [], []
    keys.judging = True
    keys.pressed.connect(pressed.append)
    keys.held.connect(held.append)
    keys.watch(iface.canvas)
    for key in KEYS:
        QTest.keyClick(iface.canvas, key)
    QTest.keyClick(iface.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [action for action in KEYS.values() if action != "compare"] + ["undo"] and held == [True, False]
    field = QLineEdit()
    keys.watch(field)
    keys.close()


@pytest.mark.parametrize("algorithm", [FINETUNE, PREDICT])
@pytest.mark.parametrize("status", [FINISHED, FAILED, CANCELED])
def test_a_job_is_shown_from_its_beginning_to_its_end(application, tmp_path, algorithm, status):
    jobs = Jobs()
    view = JobView(jobs)
    view.resize(330, 600)
    view.show()
    job = PanelJob(algorithm, {"MODEL": str(tmp_path / "town.roofline")})
    job.feedback.folder = tmp_path
    jobs.began.emit(job)
    for step in range(1, 20):
        figures = {"step": step, "loss": 1 / step, "f1": 0.5}
        job.message_received.emit(Progress("job", step / 20, "Training", 30.0, figures))
    job.message_received.emit(Notice("job", "One of the bands is new."))
    QTest.mouseMove(view.chart, QPoint(150, 50))
    QApplication.processEvents()
    assert not view.grab().isNull()
    job.ended.emit(JobOutcome(status, {"MODEL": "", "COUNT": 3}, "It failed."))
    for button in view.findChildren(QAbstractButton):
        if button.objectName() not in ("openReport", "showLog"):  # they open another program
            button.click()
    assert not view.grab().isNull()


def test_the_live_training_is_followed_kept_and_switched_off(iface):
    workspace = Workspace(Project.instance())
    live = FakeLive(workspace)
    view, shown = LiveView(live, workspace), LiveMap(live, iface.canvas)
    view.resize(330, 300)
    live.start({})
    iface.canvas.extentsChanged.emit()
    live.learn(3)
    live.find([Geometry()], Crs())
    live.score_it(0.5, 1)
    view._tick.timeout.emit()
    assert not view.grab().isNull()
    buttons = {button.objectName(): button for button in view.findChildren(QAbstractButton)}
    buttons["keepLive"].click()
    live.have_kept("/models/town.roofline")
    buttons["liveOff"].click()
    assert [asked[0] for asked in live.asked] == ["start", "look_at", "keep", "stop"]
    live.be("off", "It failed.")
    assert not view.isHidden() and not view.grab().isNull()
    buttons["dismissLive"].click()
    assert view.isHidden()
    view.close()
    shown.close()


def test_outlines_and_the_action(iface):
    marks = Highlights(iface.canvas)
    marks.show([], None)
    marks.close()
    assert panel_action(iface.window).isCheckable()
