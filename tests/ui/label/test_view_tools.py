"""The tools Click and Adopt by mouse and keyboard, with answers of a view worker that a test gives."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLabel, QToolButton
from roofline.plugin.environment.system import SetupError
from roofline.plugin.jobs import map_views
from roofline.protocol.messages import Canceled, Failed, Finished
from roofline.protocol.view_messages import BY_COLOR, BY_NETWORK, BY_PROMPTS, Click, LookAt, Seen
from roofline.tests.qgis.support.layers import make_layer, make_raster
from roofline.tests.qgis.support.view_client import ViewClient, as_text
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.tests.ui.support.gestures import click, drag_along, give_focus, pixel, press
from roofline.ui.label import view_tool
from roofline.ui.label.draw_buttons import DrawButtons

X, Y = 500000, 6600000
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOUSES = [QgsRectangle(X + 20 + 40 * n, Y + 100, X + 40 + 40 * n, Y + 120) for n in range(3)]
MIDDLES = [(house.center().x(), house.center().y()) for house in HOUSES]
NOWHERE, SHED = (X + 150, Y + 30), QgsRectangle(X + 145, Y + 25, X + 155, Y + 35)


CLIENTS = ViewClient.made


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


def take(buttons, name="clickBuilding"):
    buttons.findChild(QToolButton, name).click()


def line(buttons):
    return buttons.findChild(QLabel, "viewLine").text()


def seen(houses=HOUSES):
    """The worker looked at the view, and found these houses."""
    client = CLIENTS[-1]
    client.see(houses)
    QTest.qWait(20)  # Adopt compares them with the labels
    return client


def answer(client, box, by=BY_NETWORK):
    """The worker answers the last click."""
    client.tell(Finished(client.asked(Click)[-1].job, {"outline": as_text(box) if box else None, "by": by}))


def boxes(layer):
    return sorted((feature.geometry().boundingBox() for feature in layer.getFeatures()), key=lambda box: box.xMinimum())


@pytest.fixture()
def worker(buttons):
    """Click is taken up, and the view was looked at."""
    take(buttons)
    return seen()


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


def test_enter_keeps_what_was_clicked_as_one_edit(buttons, worker, canvas, labels):
    click(canvas, MIDDLES[1])
    assert labels.featureCount() == 0
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == [HOUSES[1]] and labels.undoStack().count() == 1
    assert not worker.asked(Click)  # it was known already
    labels.undoStack().undo()
    assert labels.featureCount() == 0


def test_a_click_on_the_next_building_keeps_the_one_before(worker, canvas, labels):
    click(canvas, *MIDDLES)
    assert boxes(labels) == HOUSES[:2]
    press(canvas, Qt.Key.Key_Escape)
    press(canvas, Qt.Key.Key_Return)
    assert labels.featureCount() == 2


def test_escape_drops_the_outline_and_then_puts_the_tool_away(buttons, worker, canvas):
    click(canvas, MIDDLES[0])
    press(canvas, Qt.Key.Key_Escape)
    assert buttons.findChild(QToolButton, "clickBuilding").isChecked()
    press(canvas, Qt.Key.Key_Escape)
    assert not buttons.findChild(QToolButton, "clickBuilding").isChecked()


def test_shift_leaves_out_control_adds_and_backspace_takes_back(worker, canvas, labels):
    at = [pytest.approx(point, abs=0.5) for point in MIDDLES]
    click(canvas, MIDDLES[0])
    click(canvas, MIDDLES[1], keys=SHIFT)
    click(canvas, MIDDLES[2], keys=CONTROL)
    asked = worker.asked(Click)[-1]
    assert [asked.points, asked.inside] == [at, [True, False, True]]
    press(canvas, Qt.Key.Key_Backspace)
    asked = worker.asked(Click)[-1]
    assert [asked.points, asked.inside] == [at[:2], [True, False]]
    answer(worker, SHED)
    press(canvas, Qt.Key.Key_Enter)
    assert boxes(labels) == [SHED]


def test_enter_before_the_answer_keeps_it_when_it_comes(worker, canvas, labels):
    click(canvas, NOWHERE)
    press(canvas, Qt.Key.Key_Return)
    assert labels.featureCount() == 0
    answer(worker, SHED)
    assert boxes(labels) == [SHED]


def test_an_outline_by_colours_is_dashed_and_told(buttons, worker, canvas):
    click(canvas, NOWHERE)
    answer(worker, SHED, BY_COLOR)
    assert line(buttons).startswith("Dashed")
    assert canvas.mapTool()._chosen._look.line == Qt.PenStyle.DashLine
    press(canvas, Qt.Key.Key_Return)
    assert line(buttons) == ""
    click(canvas, MIDDLES[0])
    assert canvas.mapTool()._chosen._look.line == Qt.PenStyle.SolidLine


def test_where_there_is_nothing_the_analyst_is_told(buttons, worker, canvas, labels):
    click(canvas, NOWHERE)
    answer(worker, None)
    assert line(buttons).startswith("No outline")
    press(canvas, Qt.Key.Key_Return)
    assert labels.featureCount() == 0


def test_no_label_is_doubled(buttons, worker, canvas, labels):
    for _ in range(2):
        click(canvas, MIDDLES[0])
        press(canvas, Qt.Key.Key_Return)
    assert labels.featureCount() == 1 and line(buttons) == "There is a label already."


def test_the_mouse_asks_for_one_place_at_a_time_and_the_last_one_counts(worker, canvas):
    tool = canvas.mapTool()

    def move(point):
        QTest.mouseMove(canvas.viewport(), pixel(canvas, point))

    def shown():
        return tool._hovered._shape.boundingBox()

    worker.sent.clear()
    for step in range(5):
        move((NOWHERE[0] - 5 * step, NOWHERE[1]))
    assert len(worker.asked(Click)) == 1
    answer(worker, SHED)
    assert len(worker.asked(Click)) == 2 and shown().isEmpty()  # the place of that answer was left
    assert worker.asked(Click)[-1].points == [[pytest.approx(NOWHERE[0] - 20, abs=1), pytest.approx(NOWHERE[1], abs=1)]]
    move(MIDDLES[0])
    assert shown() == HOUSES[0]
    answer(worker, SHED)
    assert shown() == HOUSES[0]  # the mouse has gone on


def test_a_labelled_building_is_not_shown_under_the_mouse(worker, canvas, labels):
    click(canvas, MIDDLES[0])
    press(canvas, Qt.Key.Key_Return)
    QTest.mouseMove(canvas.viewport(), pixel(canvas, MIDDLES[0]) + QPoint(2, 2))
    assert canvas.mapTool()._hovered._shape.isEmpty()


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


def test_an_error_of_a_click_is_told(buttons, worker, canvas):
    click(canvas, NOWHERE)
    worker.tell(Failed(worker.asked(Click)[-1].job, "What was seen of this view is forgotten."))
    assert line(buttons) == "What was seen of this view is forgotten."


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


def test_the_key_c_takes_the_tool_up_while_the_page_is_shown(buttons, canvas):
    give_focus(canvas)
    press(canvas, Qt.Key.Key_C)
    assert buttons.findChild(QToolButton, "clickBuilding").isChecked()
    press(canvas, Qt.Key.Key_Escape)
    buttons.hide()
    press(canvas, Qt.Key.Key_C)
    assert not buttons.findChild(QToolButton, "clickBuilding").isChecked()


def test_adopt_makes_a_label_of_an_outline_by_a_click(buttons, canvas, labels):
    take(buttons, "adoptBuildings")
    seen()
    assert line(buttons) == "Found here, without a label: 3"
    click(canvas, MIDDLES[2])
    QTest.qWait(50)
    assert boxes(labels) == [HOUSES[2]] and line(buttons).endswith("2")
    click(canvas, MIDDLES[2], NOWHERE)
    assert labels.featureCount() == 1
    labels.undoStack().undo()
    QTest.qWait(50)
    assert line(buttons).endswith("3")


def test_a_loop_makes_labels_of_many_as_one_edit_but_not_of_what_is_labelled(buttons, canvas, labels):
    take(buttons, "adoptBuildings")
    seen()
    click(canvas, MIDDLES[0])
    QTest.qWait(50)
    drag_along(canvas, (X + 5, Y + 90), (X + 5, Y + 140), (X + 90, Y + 140), (X + 90, Y + 90), (X + 6, Y + 90))
    QTest.qWait(50)
    assert boxes(labels) == HOUSES[:2] and labels.undoStack().count() == 2
    drag_along(canvas, (X + 5, Y + 10), (X + 5, Y + 40), (X + 40, Y + 40))
    assert line(buttons) == "The loop holds no dotted outline."
    labels.undoStack().undo()
    QTest.qWait(50)
    assert boxes(labels) == HOUSES[:1] and line(buttons).endswith("2")


def test_labels_that_are_there_hide_what_the_model_finds(buttons, canvas, labels):
    shifted = QgsGeometry.fromRect(QgsRectangle(HOUSES[0].xMinimum() + 4, HOUSES[0].yMinimum(),
                                                HOUSES[0].xMaximum() + 4, HOUSES[0].yMaximum()))
    labels.startEditing()
    map_views_layer = make_layer(shifted.asWkt(), name="others", fields="&field=class:string(20)")
    buttons._workspace.choose(labels=map_views_layer)
    take(buttons, "adoptBuildings")
    seen()
    assert line(buttons).endswith("2")


FILES = ["/models/encoder.onnx", "/models/decoder.onnx"]


def choose_files(buttons, monkeypatch, files):
    """By the menu of the button Click."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    menu(buttons)[1 if buttons._click_button._own.isChecked() else 2].trigger()


def menu(buttons):
    return buttons.findChild(QToolButton, "clickBuilding").menu().actions()


def checked(buttons):
    return [action.isChecked() for action in menu(buttons)[:2]]


def test_a_promptable_model_that_was_chosen_outlines_what_is_clicked(buttons, canvas, labels, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = seen([])
    assert client.asked(LookAt)[-1].promptable == FILES and checked(buttons) == [False, True]
    assert line(buttons).startswith("Click anything: encoder.onnx and decoder.onnx outline it.")
    click(canvas, NOWHERE)
    assert client.asked(Click)[-1].smooth is False
    answer(client, SHED, BY_PROMPTS)
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == [SHED]
    buttons.findChild(QComboBox, "labelClass").setEditText("pond")
    click(canvas, MIDDLES[0])
    assert client.asked(Click)[-1].smooth is True


def test_adopt_and_the_menus_first_choice_look_with_rooflines_model(buttons, canvas, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    take(buttons, "adoptBuildings")
    assert CLIENTS[-1].asked(LookAt)[-1].promptable == []
    take(buttons)
    seen([])
    menu(buttons)[0].trigger()
    assert CLIENTS[-1].asked(LookAt)[-1].promptable == [] and checked(buttons) == [True, False]
    menu(buttons)[1].trigger()  # no file is asked for: they are remembered, and so is what they saw
    assert line(buttons).startswith("Click anything: encoder.onnx and") and checked(buttons) == [False, True]


def test_a_promptable_model_sees_more_of_a_map_that_was_zoomed_in(buttons, canvas, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = seen([])
    canvas.setExtent(QgsRectangle(X + 20, Y + 20, X + 150, Y + 150))
    QTest.qWait(100)
    assert len(client.asked(LookAt)) == 1
    canvas.setExtent(QgsRectangle(X + 50, Y + 50, X + 100, Y + 100))
    QTest.qWait(100)
    assert len(client.asked(LookAt)) == 2


def test_a_promptable_model_that_fails_is_told_and_the_own_one_goes_on(buttons, canvas, labels, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = CLIENTS[-1]
    look = client.asked(LookAt)[-1]
    client.tell(Seen(look.job, look.extent, 0.3, 1.0, "decoder.onnx is no ONNX file."))
    client.tell(Finished(look.job, {"outlines": [as_text(house) for house in HOUSES]}))
    assert line(buttons) == "decoder.onnx is no ONNX file. Roofline's own model draws the outlines meanwhile."
    assert checked(buttons) == [True, False]
    click(canvas, MIDDLES[0])
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == [HOUSES[0]] and not client.asked(Click)
    press(canvas, Qt.Key.Key_Escape)
    take(buttons)
    assert line(buttons) == "" and len(client.asked(LookAt)) == 1
    menu(buttons)[1].trigger()
    assert client.asked(LookAt)[-1].promptable == FILES


@pytest.mark.parametrize("files", [FILES[:1], [*FILES, "/models/third.onnx"]])
def test_two_files_are_asked_for(buttons, monkeypatch, files):
    failures = []
    buttons.failed.connect(failures.append)
    choose_files(buttons, monkeypatch, files)
    assert failures == [f"Choose two files together, the image encoder and the mask decoder, not {len(files)}."]
    assert checked(buttons) == [True, False] and not CLIENTS


def test_no_file_changes_nothing(buttons, monkeypatch):
    choose_files(buttons, monkeypatch, [])
    assert checked(buttons) == [True, False] and not CLIENTS
    choose_files(buttons, monkeypatch, FILES)
    choose_files(buttons, monkeypatch, [])
    assert checked(buttons) == [False, True] and len(CLIENTS[-1].asked(LookAt)) == 1


def test_while_the_live_training_is_on_what_it_finds_is_adopted(buttons, canvas, labels, live):
    live.start({})
    take(buttons, "adoptBuildings")
    assert line(buttons).startswith("Looking")  # the newest model does, until the live one has
    roofs = [QgsGeometry.fromRect(house) for house in HOUSES]
    live.find(roofs[:2], labels.crs(), QgsRectangle(X, Y, X + 200, Y + 200))
    QTest.qWait(50)
    assert line(buttons).endswith("2")
    live.find(roofs, labels.crs(), QgsRectangle(X, Y, X + 200, Y + 200))
    QTest.qWait(50)
    assert line(buttons).endswith("3")
    take(buttons, "drawRectangle")
    take(buttons, "adoptBuildings")
    QTest.qWait(50)
    assert line(buttons).endswith("3")
    asked = len(CLIENTS[-1].asked(LookAt))
    assert asked == 1
    canvas.setExtent(QgsRectangle(X + 10, Y, X + 210, Y + 200))
    QTest.qWait(100)
    click(canvas, MIDDLES[2])
    assert boxes(labels) == [HOUSES[2]] and len(CLIENTS[-1].asked(LookAt)) == asked
    live.stop()
    assert len(CLIENTS[-1].asked(LookAt)) == asked + 1 and line(buttons).startswith("Looking")


def test_nothing_is_left_when_the_page_is_closed(buttons, workspace, iface, canvas):
    def bands():
        return len([item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)])

    other, before = DrawButtons(workspace, FakeLive(workspace), iface), bands()
    take(other)
    seen()
    click(canvas, MIDDLES[0])
    assert bands() > before
    other.close()
    assert CLIENTS[-1].is_closed and bands() == before
