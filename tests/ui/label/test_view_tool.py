"""The view that the tools Click and Adopt look at, with answers of a view worker that a test gives."""

from qgis.core import QgsRectangle
from qgis.PyQt.QtTest import QTest
from roofline.plugin.environment.system import SetupError
from roofline.plugin.jobs import map_views
from roofline.protocol.messages import Canceled, Failed
from roofline.protocol.view_messages import LookAt, Seen
from roofline.tests.ui.support.view_tools import CLIENTS, X, Y, line, seen, take


def test_the_view_is_looked_at_when_the_tool_is_taken_up(buttons, workspace):
    take(buttons)
    [look] = CLIENTS[-1].asked(LookAt)
    assert look.imagery == workspace.imagery.source() and look.model is None
    assert look.extent[0] < X + 1 and look.extent[2] > X + 199
    assert line(buttons) == "Looking at the view\u2026"
    seen()
    assert line(buttons) == ""


def test_the_newest_model_looks_with_the_settings_of_the_page_predict(buttons, workspace, tmp_path):
    (tmp_path / "town.roofline").write_bytes(b"")
    workspace.choose(model=str(tmp_path / "town.roofline"))
    map_views.last_used.write(map_views.PredictSettings, {"THRESHOLD": 0.3})
    take(buttons)
    [look] = CLIENTS[-1].asked(LookAt)
    assert look.model == str(tmp_path / "town.roofline") and look.settings == {"threshold": 0.3}


def test_a_map_that_moves_within_the_view_needs_no_other_look(buttons, worker, canvas):
    canvas.setExtent(QgsRectangle(X + 50, Y + 50, X + 100, Y + 100))
    QTest.qWait(100)
    assert len(worker.asked(LookAt)) == 1
    canvas.setExtent(QgsRectangle(X + 60, Y + 50, X + 260, Y + 250))
    QTest.qWait(100)
    assert len(worker.asked(LookAt)) == 2 and line(buttons).startswith("Looking")
    worker.tell(Canceled(worker.asked(LookAt)[0].job))
    assert line(buttons).startswith("Looking")
    seen()
    canvas.setExtent(QgsRectangle(X, Y, X + 200, Y + 200))
    QTest.qWait(100)
    assert len(worker.asked(LookAt)) == 2  # the first view was kept


def test_a_view_that_the_map_left_before_it_was_seen_is_kept_as_the_worker_keeps_it(buttons, canvas):
    take(buttons)
    client = CLIENTS[-1]
    canvas.setExtent(QgsRectangle(X + 60, Y + 50, X + 260, Y + 250))
    QTest.qWait(100)
    first, second = client.asked(LookAt)
    client.tell(Seen(first.job, first.extent, 0.3, 1.0))
    assert line(buttons).startswith("Looking")
    client.tell(Seen(second.job, second.extent, 0.3, 1.0))
    assert line(buttons) == ""
    canvas.setExtent(QgsRectangle(X, Y, X + 200, Y + 200))
    QTest.qWait(100)
    assert len(client.asked(LookAt)) == 2 and line(buttons) == ""


def test_a_newer_model_looks_anew(buttons, worker, workspace, tmp_path):
    (tmp_path / "town.roofline").write_bytes(b"")
    workspace.choose(model=str(tmp_path / "town.roofline"))
    assert worker.asked(LookAt)[-1].model == str(tmp_path / "town.roofline") and line(buttons).startswith("Looking")


def test_what_is_wrong_is_told(buttons, workspace, canvas, monkeypatch):
    take(buttons)
    CLIENTS[-1].tell(Failed(CLIENTS[-1].asked(LookAt)[-1].job, "The map shows 9 km\u00b2 of the imagery. Zoom in."))
    assert "Zoom in" in line(buttons)
    CLIENTS[-1].tell(Failed("", "The process that looks at the map stopped."))
    assert "stopped" in line(buttons)
    canvas.mapTool().look()
    assert len(CLIENTS) == 2 and line(buttons).startswith("Looking")
    workspace.choose(imagery=None)
    canvas.mapTool().look()
    assert "no imagery" in line(buttons)


def test_without_the_environment_the_cure_is_told(buttons, monkeypatch):
    def missing():
        raise SetupError("The worker's environment is missing.")

    monkeypatch.setattr(map_views, "worker_python", missing)
    take(buttons)
    assert line(buttons) == "The worker's environment is missing." and not CLIENTS
