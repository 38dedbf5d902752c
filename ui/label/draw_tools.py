"""Map tools that digitize polygons, three-point rectangles and boxes. They emit the shape and touch no layer."""

from __future__ import annotations

import math
from typing import List, Optional, Sequence

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsMapCanvas,
    QgsMapMouseEvent,
    QgsMapTool,
    QgsMapToolCapture,
    QgsMapToolDigitizeFeature,
    QgsMapToolEdit,
    QgsRubberBand,
    QgsSnapIndicator,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ...plugin.layers.edits import GroundPlane

SMALLEST_PX = 3
"""A shorter gesture is taken for a slip of the hand."""
FILL_OPACITY = 0.15
DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)


def can_go_on(tool: Optional[QgsMapTool]) -> bool:
    """Whether the map can be given back to a tool: it is there, and so is the layer on which it drew. QGIS's digitizing
    tool would crash without that."""
    return tool is not None and not sip.isdeleted(tool) and not getattr(tool, "is_orphan", False)


class PolygonTool(QgsMapToolDigitizeFeature):
    """QGIS's own digitizing tool, with its snapping and its Advanced Digitizing panel, on the layer of aim(). Signals
    and `is_orphan` are those of SketchTool, except that `drawn` carries the layer's CRS."""

    drawn = pyqtSignal(QgsGeometry, QgsCoordinateReferenceSystem)
    left = pyqtSignal()
    digit = pyqtSignal(int)
    is_orphan = False

    def __init__(self, canvas: QgsMapCanvas, cad: QgsAdvancedDigitizingDockWidget) -> None:
        super().__init__(canvas, cad, QgsMapToolCapture.CapturePolygon)
        self.digitizingCompleted.connect(lambda feature: self.drawn.emit(feature.geometry(), self.layer().crs()))

    def aim(self, layer: QgsVectorLayer, color: QColor) -> None:
        """Draw on `layer`, in QGIS's digitizing colour; `color` is not used."""
        self.setLayer(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.size() == 0:
            self.left.emit()
        elif event.key() in DIGITS:
            self.digit.emit(DIGITS.index(event.key()))
        else:
            super().keyPressEvent(event)


class SketchTool(QgsMapToolEdit):
    """Base class that shows the shape being drawn in a rubber band. `drawn` carries the shape and the map's CRS. Escape
    starts over; with nothing begun, `left` asks to put the tool away. `digit` carries a key from 0 to 9. is_orphan: the
    layer for which it drew last is gone."""

    drawn = pyqtSignal(QgsGeometry, QgsCoordinateReferenceSystem)
    left = pyqtSignal()
    digit = pyqtSignal(int)
    is_orphan = False

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._color: QColor = QgsMapToolEdit.digitizingStrokeColor()
        self._band: Optional[QgsRubberBand] = None
        self.setCursor(QgsApplication.getThemeCursor(QgsApplication.CapturePoint))
        canvas.destinationCrsChanged.connect(self.start_over)

    def aim(self, layer: QgsVectorLayer, color: QColor) -> None:
        """Draw for `layer`; areas in `color`."""

    @property
    def begun(self) -> bool:
        """Whether a part of a shape was drawn."""
        raise NotImplementedError

    def deactivate(self) -> None:
        self.start_over()
        super().deactivate()

    def start_over(self) -> None:
        """Drop the shape that was begun."""
        if self._band is not None:
            self.canvas().scene().removeItem(self._band)
            self._band = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in DIGITS:
            self.digit.emit(DIGITS.index(event.key()))
        elif event.key() != Qt.Key.Key_Escape:
            event.ignore()
        elif self.begun:
            self.start_over()
        else:
            self.left.emit()

    def _show(self, shape: QgsGeometry) -> None:
        if self._band is None:
            self._band = QgsRubberBand(self.canvas(), QgsWkbTypes.PolygonGeometry)
            fill = QColor(self._color)
            fill.setAlphaF(FILL_OPACITY)
            self._band.setStrokeColor(self._color)
            self._band.setFillColor(fill)
            self._band.setWidth(QgsMapToolEdit.digitizingStrokeWidth())
        self._band.setToGeometry(shape)

    def _finish(self, shape: QgsGeometry) -> None:
        self.start_over()
        self.drawn.emit(shape, self.canvas().mapSettings().destinationCrs())

    def _apart(self, one: QgsPointXY, other: QgsPointXY) -> bool:
        """Whether two points of the map are far enough from each other on the screen to be meant."""
        step = self.toCanvasCoordinates(one) - self.toCanvasCoordinates(other)
        return math.hypot(step.x(), step.y()) >= SMALLEST_PX


class RectangleTool(SketchTool):
    """Three-point rectangle: a click at both ends of a wall, then one for the depth. Angles are right on the ground.

    Backspace takes the last corner back, the right mouse button all of them.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._wall: List[QgsPointXY] = []
        self._cursor = QgsPointXY()
        self._plane: GroundPlane  # around the wall's start
        self._snapped = QgsSnapIndicator(canvas)
        self._is_double = False

    @property
    def begun(self) -> bool:
        """Whether the wall has its first end."""
        return bool(self._wall)

    def start_over(self) -> None:
        """Drop the wall."""
        self._wall = []
        super().start_over()

    def deactivate(self) -> None:
        self._snapped.setVisible(False)
        super().deactivate()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self._cursor = event.snapPoint()
        self._snapped.setMatch(event.mapPointMatch())
        self._show_wall()

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self._is_double = True

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        is_double, self._is_double = self._is_double, False
        if event.button() == Qt.MouseButton.RightButton:
            self.start_over()
        elif event.button() == Qt.MouseButton.LeftButton and not is_double:  # which would begin the next wall
            self._cursor = event.snapPoint()
            self._click()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Backspace and self.begun:
            self._wall.pop()
            self._show_wall()
        else:
            super().keyPressEvent(event)

    def _click(self) -> None:
        if len(self._wall) == 2:
            shape = self._shape()
            if not shape.isEmpty() and self._apart(*(QgsPointXY(shape.vertexAt(n)) for n in (1, 2))):
                self._finish(shape)
        elif not self._wall:
            self._plane = GroundPlane(self._cursor, self.canvas().mapSettings().destinationCrs(), QgsProject.instance())
            self._wall.append(self._cursor)
        elif self._apart(self._wall[0], self._cursor):
            self._wall.append(self._cursor)
            self._show_wall()

    def _show_wall(self) -> None:
        if self._wall:
            self._show(self._shape())
        else:
            self.start_over()

    def _shape(self) -> QgsGeometry:
        if len(self._wall) == 1:
            return QgsGeometry.fromPolylineXY([self._wall[0], self._cursor])
        start, end = self._wall
        return self._plane.rectangle(start, end, self._cursor)


class AreaTool(SketchTool):
    """A box dragged over the map, straight on the screen."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._start: Optional[QPoint] = None

    def aim(self, layer: QgsVectorLayer, color: QColor) -> None:
        """Draw in `color`, that of the role; the layer makes no difference."""
        self._color = color

    @property
    def begun(self) -> bool:
        """Whether the mouse drags a box."""
        return self._start is not None

    def start_over(self) -> None:
        """Drop the box."""
        self._start = None
        super().start_over()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self.start_over()
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.originalPixelPoint()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self._start is not None:
            self._show(self._box(_corners(self._start, event.originalPixelPoint())))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        if self._start is None or event.button() != Qt.MouseButton.LeftButton:
            return
        start, end = self._start, event.originalPixelPoint()
        if min(abs(start.x() - end.x()), abs(start.y() - end.y())) < SMALLEST_PX:
            self.start_over()
        else:
            self._finish(self._box(_corners(start, end)))

    def _box(self, corners: Sequence[QPoint]) -> QgsGeometry:
        """Polygon in the map's CRS: straight on the screen, also where the map is rotated."""
        return QgsGeometry.fromPolygonXY([[self.toMapCoordinates(corner) for corner in corners]])


def _corners(start: QPoint, end: QPoint) -> List[QPoint]:
    return [start, QPoint(end.x(), start.y()), end, QPoint(start.x(), end.y()), start]
