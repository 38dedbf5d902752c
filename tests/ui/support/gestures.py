"""What an analyst's hands do on the map, in its coordinates."""

from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


def pixel(canvas, point):
    where = canvas.getCoordinateTransform().transform(QgsPointXY(*point))
    return QPoint(round(where.x()), round(where.y()))


def click(canvas, *points, button=LEFT):
    for point in points:
        where = point if isinstance(point, QPoint) else pixel(canvas, point)
        QTest.mouseMove(canvas.viewport(), where)
        QTest.mouseClick(canvas.viewport(), button, NONE, where)


def drag(canvas, start, end):
    first, last = (point if isinstance(point, QPoint) else pixel(canvas, point) for point in (start, end))
    QTest.mousePress(canvas.viewport(), LEFT, NONE, first)
    QTest.mouseMove(canvas.viewport(), (first + last) / 2)
    QTest.mouseMove(canvas.viewport(), last)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, last)


def press(canvas, key):
    QTest.keyClick(canvas, key)


def give_focus(widget):
    """Focus in an active window, which the platform without a screen gives."""
    widget.window().activateWindow()
    QApplication.processEvents()
    widget.setFocus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is widget
