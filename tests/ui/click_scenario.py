"""Labels by clicks and adoption, by mouse and keyboard, in a real QGIS; played by tools/desktop_inside.py."""

import time

from desktop_inside import Stalls, Until
from desktop_moves import box, open_panel, workers
from qgis.core import QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication


def click_and_adopt(desk, ground, pictures=""):
    """Outlines buildings by clicks, parts one and adds to it, adopts one and then many, and takes those back. Pictures
    go into a folder, where one is named; they stall QGIS."""
    yield from open_panel(desk, ground)
    desk.click("stepLabel")
    desk.click("newLayers")
    yield Until("the layers are there", lambda: desk.panel.workspace.areas is not None)
    labels, stalls, began = desk.panel.workspace.labels, Stalls(), time.monotonic()
    QApplication.setActiveWindow(desk.window)  # no window manager does
    desk.canvas.setFocus()
    desk.press(Qt.Key.Key_C, desk.canvas)
    desk.facts["first_said"] = desk.find("viewLine").text()
    views = desk.panel.label_page.buttons._views
    yield Until("the view was looked at", lambda: views.current is not None, 90)
    desk.facts["seen_s"] = time.monotonic() - began
    yield Until("its buildings are known", lambda: views.current.outlines is not None, 60)
    found = views.current.outlines
    desk.facts["found"] = len(found)
    inside = [one for one in found if box(ground["view"]).contains(one.boundingBox())]
    middles = [_on_map(desk, one.pointOnSurface().asPoint(), views.current.crs) for one in inside[:4]]
    desk.click_map(middles[0], middles[1])
    desk.facts["after_two"] = labels.featureCount()
    desk.press(Qt.Key.Key_Return, desk.canvas)
    desk.facts["after_enter"] = labels.featureCount()
    yield from _shift_and_control(desk, views, inside[2], middles)
    _picture(desk, pictures, "click")
    desk.press(Qt.Key.Key_Return, desk.canvas)
    desk.facts["after_correction"] = labels.featureCount()
    desk.click_map(middles[0])
    desk.press(Qt.Key.Key_Return, desk.canvas)
    desk.facts["doubled"] = [labels.featureCount(), desk.find("viewLine").text()]
    desk.click("adoptBuildings")
    yield Until("the outlines are compared with the labels", lambda: "without a label" in desk.find("viewLine").text())
    _picture(desk, pictures, "ghosts")
    before = labels.undoStack().count()
    desk.click_map(middles[3])
    yield 0.5
    desk.facts["adopted"] = labels.featureCount()
    _lasso(desk)
    yield 0.5
    _picture(desk, pictures, "adopted")
    desk.facts["after_lasso"] = labels.featureCount()
    desk.facts["edits"] = labels.undoStack().count() - before
    labels.undoStack().undo()
    yield 0.5
    desk.facts["after_undo"] = labels.featureCount()
    desk.facts["stall_at_s"], desk.facts["stall_ms"] = stalls.when, stalls.stop()
    desk.facts["workers"] = len(workers())
    desk.facts["labels"] = [feature.geometry().asWkt(2) for feature in labels.getFeatures()]


def _picture(desk, folder, name):
    if folder:
        desk.picture(f"{folder}/{name}.png")


def _shift_and_control(desk, views, house, middles):
    """Two corrections, which the worker answers: how long each takes in ms."""
    took = []
    desk.click_map(middles[2])
    ring = house.boundingBox()
    corners = [QgsPointXY(ring.xMinimum() + 0.8 * ring.width(), ring.center().y()),
               QgsPointXY(ring.xMinimum() + 0.3 * ring.width(), ring.center().y())]
    for corner, key in zip(corners, (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)):
        answers = []
        views.outlined.connect(answers.append)
        began = time.monotonic()
        where = desk._pixel(_on_map(desk, corner, views.current.crs))
        QTest.mouseClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, key, where)
        yield Until("the click is answered", lambda there=answers: bool(there), 10)
        took.append(1000 * (time.monotonic() - began))
        views.outlined.disconnect(answers.append)
    desk.facts["click_ms"] = took


def _lasso(desk):
    """A loop round everything in the view."""
    size, viewport = desk.canvas.size(), desk.canvas.viewport()
    corners = [(4, 4), (size.width() - 4, 4), (size.width() - 4, size.height() - 4), (4, size.height() - 4), (4, 12)]
    points = [QPoint(*corner) for corner in corners]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(viewport, left, none, points[0])
    for point in points[1:]:
        at = QPointF(point), QPointF(viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, *at, Qt.MouseButton.NoButton, left, none))
    QTest.mouseRelease(viewport, left, none, points[-1])


def _on_map(desk, point, crs):
    """A point of the imagery in the CRS of the map."""
    transform = QgsCoordinateTransform(crs, desk.canvas.mapSettings().destinationCrs(), QgsProject.instance())
    moved = QgsGeometry.fromPointXY(transform.transform(QgsPointXY(point))).asPoint()
    return moved.x(), moved.y()
