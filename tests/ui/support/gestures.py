"""What an analyst's hands do on the map, in its coordinates."""

from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


def pixel(canvas, point):
    where = canvas.getCoordinateTransform().transform(QgsPointXY(*point))
    return QPoint(round(where.x()), round(where.y()))


def click(canvas, *points, button=LEFT, keys=NONE):
    for point in points:
        where = point if isinstance(point, QPoint) else pixel(canvas, point)
        QTest.mouseMove(canvas.viewport(), where)
        QTest.mouseClick(canvas.viewport(), button, keys, where)


def second_click(canvas, point):
    """What follows a click on the map where it is a double one."""
    _second_click(canvas.viewport(), pixel(canvas, point))


def double_click(button):
    """A double click on a button, as a hand makes it."""
    QTest.mouseClick(button, LEFT)
    _second_click(button, button.rect().center())


def _second_click(widget, where):
    at = QPointF(where), QPointF(widget.mapToGlobal(where))
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseButtonDblClick, *at, LEFT, LEFT, NONE))
    QTest.mouseRelease(widget, LEFT, NONE, where)


def drag(canvas, start, end):
    first, last = (point if isinstance(point, QPoint) else pixel(canvas, point) for point in (start, end))
    drag_along(canvas, first, (first + last) / 2, last)


def drag_along(canvas, *points):
    """Press at the first point, move over the others with the button down, and release at the last."""
    viewport, pixels = canvas.viewport(), [
        point if isinstance(point, QPoint) else pixel(canvas, point) for point in points]
    QTest.mousePress(viewport, LEFT, NONE, pixels[0])
    for where in pixels[1:]:
        at = QPointF(where), QPointF(viewport.mapToGlobal(where))
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, *at, Qt.MouseButton.NoButton, LEFT, NONE))
    QTest.mouseRelease(viewport, LEFT, NONE, pixels[-1])


def press(canvas, key):
    QTest.keyClick(canvas, key)


def give_focus(widget):
    """Focus in an active window, which the platform without a screen gives."""
    widget.window().activateWindow()
    QApplication.processEvents()
    widget.setFocus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is widget
