"""The tool Adopt: what a model finds becomes labels by a click or a loop."""

from qgis.core import QgsGeometry, QgsRectangle
from qgis.PyQt.QtTest import QTest
from roofline.protocol.view_messages import LookAt
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.gestures import click, drag_along
from roofline.tests.ui.support.view_tools import CLIENTS, HOUSES, MIDDLES, NOWHERE, X, Y, boxes, line, seen, take


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
