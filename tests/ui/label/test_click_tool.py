"""The tool Click by mouse and keyboard, with answers of a view worker that a test gives."""

import pytest
from qgis.core import QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton
from roofline.protocol.messages import Failed
from roofline.protocol.view_messages import BY_COLOR, Click
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.tests.ui.support.gestures import click, give_focus, pixel, press, second_click
from roofline.tests.ui.support.view_tools import (
    CLIENTS,
    HOUSES,
    MIDDLES,
    NOWHERE,
    SHED,
    X,
    Y,
    answer,
    boxes,
    line,
    seen,
    take,
)
from roofline.ui.label.draw_buttons import DrawButtons

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def move_on(canvas):
    """The map moves to where nobody has looked yet."""
    canvas.setExtent(QgsRectangle(X + 60, Y + 50, X + 260, Y + 250))
    QTest.qWait(100)


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


def test_backspace_while_the_model_looks_takes_nothing_back(buttons, worker, canvas, labels):
    click(canvas, MIDDLES[0])
    move_on(canvas)
    press(canvas, Qt.Key.Key_Backspace)
    assert line(buttons) == "Looking at the view\u2026"
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == HOUSES[:1]


def test_an_answer_that_comes_when_the_map_has_moved_on_keeps_its_place(buttons, canvas, workspace):
    degrees = make_layer(name="degrees", crs="EPSG:4326", fields="&field=class:string(20)")
    workspace.choose(labels=degrees)
    take(buttons)
    client = seen()
    click(canvas, NOWHERE)
    move_on(canvas)
    answer(client, SHED)
    press(canvas, Qt.Key.Key_Return)
    [label] = boxes(degrees)
    assert (label.xMinimum(), label.yMinimum()) == pytest.approx((15, 59.5), abs=0.1)


def test_a_double_click_counts_as_one(buttons, worker, canvas, labels):
    for place in MIDDLES[:2]:
        click(canvas, place)
        second_click(canvas, place)
    assert boxes(labels) == HOUSES[:1] and canvas.mapTool().begun and line(buttons) == ""


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


def test_an_error_of_a_click_is_told(buttons, worker, canvas):
    click(canvas, NOWHERE)
    worker.tell(Failed(worker.asked(Click)[-1].job, "What was seen of this view is forgotten."))
    assert line(buttons) == "What was seen of this view is forgotten."


def test_the_key_c_takes_the_tool_up_while_the_page_is_shown(buttons, canvas):
    give_focus(canvas)
    press(canvas, Qt.Key.Key_C)
    assert buttons.findChild(QToolButton, "clickBuilding").isChecked()
    press(canvas, Qt.Key.Key_Escape)
    buttons.hide()
    press(canvas, Qt.Key.Key_C)
    assert not buttons.findChild(QToolButton, "clickBuilding").isChecked()


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
