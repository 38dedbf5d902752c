"""Map tool that makes labels of what a model finds in the view: one by a click, many by a loop around them (lasso)."""

from __future__ import annotations

from typing import List, Optional, Set, Union

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...plugin.jobs.live_views import LiveViews
from ...plugin.jobs.map_views import MapViews
from ...plugin.jobs.view import View
from ...plugin.layers.known_buildings import KNOWN_SHARE, labelled
from ..widgets.highlights import COLOR, GHOST, Highlights, thin
from ..widgets.layer_watch import LayerWatch
from ..words import click as words
from ..words import tr
from .view_tool import ViewTool

EDITS = ("featureAdded", "featureDeleted", "geometryChanged", "afterRollBack", "editingStopped", "dataChanged")
"""Signals of the labels after which others of the outlines may be labelled; a filter emits the last one."""
SLICE = 100
"""Outlines that are compared with the labels in one turn of the event loop, some milliseconds."""
STEP_PX = 4
"""Pixels between two points of a loop."""


class AdoptTool(ViewTool):
    """Shows the outlines of the view that no label covers, dotted. `taken` carries those that are to become labels, and
    their CRS."""

    taken = pyqtSignal(list, QgsCoordinateReferenceSystem)

    def __init__(self, canvas: QgsMapCanvas, views: Union[MapViews, LiveViews]) -> None:
        super().__init__(canvas, views)
        self._ghosts, self._hovered = Highlights(canvas, GHOST), Highlights(canvas, thin(COLOR))
        self._free: Set[int] = set()
        self._found: Set[int] = set()
        self._todo: List[int] = []
        self._shown = ""  # the name of the view whose outlines these are
        self._loop: List[QgsPointXY] = []
        self._watch_edits = LayerWatch(EDITS, self._edited)
        self._compare = QTimer(self)
        self._compare.timeout.connect(self._compare_slice)

    @property
    def begun(self) -> bool:
        """Whether a loop is being drawn."""
        return bool(self._loop)

    def aim(self, layer: QgsVectorLayer, color: QColor) -> None:
        super().aim(layer, color)
        self._watch_edits.watch(layer)

    def start_over(self) -> None:
        """Drop the loop."""
        self._loop = []
        super().start_over()

    def deactivate(self) -> None:
        self._forget()
        super().deactivate()

    def close(self) -> None:
        """Leave nothing on the map, and disconnect from the layer."""
        self._watch_edits.let_go()
        self._compare.stop()
        self._ghosts.close()
        self._hovered.close()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self.start_over()
        if event.button() == Qt.MouseButton.LeftButton:
            self._loop = [event.mapPoint()]

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        point = event.mapPoint()
        if not self.begun:
            self._hover(point)
        elif self._is_far(self._loop[-1], point):
            self._loop.append(point)
            self._hovered.clear()
            self._show(_closed(self._loop))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        loop = self._loop
        self.start_over()
        view = self._views.current
        if event.button() != Qt.MouseButton.LeftButton or view is None or not loop:
            return
        points = self._in_view(view, loop)
        if len(points) < 3:
            self._take(view, [number for number in (self._at(view, point) for point in points[:1])
                              if number is not None])
            return
        inside = self._in_loop(view, _closed(points))
        if inside:
            self._take(view, inside)
        else:
            self.said.emit(tr(words.NONE_IN_LOOP), True)

    def _about_view(self) -> str:
        return tr(words.FOUND, n=len(self._free)) if self._shown and not self._todo else ""

    def _views_changed(self) -> None:
        super()._views_changed()
        view = self._views.current
        if not self.isActive() or view is None or view.outlines is None:
            self._forget()
        elif view.name != self._shown:
            self._free = set()  # numbers of the view before, whose outlines stay until these are compared
            self._hovered.clear()
            self._shown = view.name
            self._begin(view)

    def _forget(self) -> None:
        self._shown, self._free, self._found, self._todo = "", set(), set(), []
        self._compare.stop()
        self._ghosts.clear()
        self._hovered.clear()

    def _begin(self, view: View) -> None:
        """Compare the outlines of a view with the labels, a slice a turn of the event loop."""
        self._found = set()
        self._todo = list(range(len(view.outlines or [])))
        self._compare.start(0)

    def _compare_slice(self) -> None:
        view = self._views.current
        if view is None or view.outlines is None or self._layer is None:
            self._compare.stop()
            return
        part, self._todo = self._todo[:SLICE], self._todo[SLICE:]
        box = QgsGeometry.collectGeometry([view.outlines[number] for number in part]).boundingBox()
        known = labelled(self._layer, box, view.crs, QgsProject.instance().transformContext())
        self._found.update(number for number in part if known.covered(view.outlines[number]) <= KNOWN_SHARE)
        if not self._todo:
            self._compare.stop()
            self._free = self._found
            self._ghosts.show((view.outlines[number] for number in sorted(self._free)), view.crs)
            self.show_state()

    def _edited(self, *_: object) -> None:
        """Slot: labels changed, perhaps by an undo."""
        view = self._views.current
        if self.isActive() and view is not None and view.name == self._shown:
            self._begin(view)

    def _at(self, view: View, point: QgsPointXY) -> Optional[int]:
        number = view.at(point)
        return number if number in self._free else None

    def _hover(self, point: QgsPointXY) -> None:
        view = self._views.current
        points = self._in_view(view, [point]) if view is not None else []
        number = self._at(view, points[0]) if view is not None and points else None
        if view is None or number is None:
            self._hovered.clear()
        else:
            self._hovered.show([(view.outlines or [])[number]], view.crs)

    def _in_loop(self, view: View, loop: QgsGeometry) -> List[int]:
        """The outlines whose middle lies in a loop."""
        shape = loop if loop.isGeosValid() else loop.makeValid()
        outlines = view.outlines or []
        return [number for number in view.index.intersects(shape.boundingBox())
                if number in self._free and shape.contains(outlines[number].pointOnSurface())]

    def _take(self, view: View, numbers: List[int]) -> None:
        """Have outlines made labels."""
        if numbers:
            self._free.difference_update(numbers)
            self._hovered.clear()
            self.taken.emit([QgsGeometry((view.outlines or [])[number]) for number in sorted(numbers)], view.crs)

    def _is_far(self, one: QgsPointXY, other: QgsPointXY) -> bool:
        step = self.toCanvasCoordinates(one) - self.toCanvasCoordinates(other)
        return bool(step.manhattanLength() >= STEP_PX)


def _closed(points: List[QgsPointXY]) -> QgsGeometry:
    """The polygon with these corners."""
    return QgsGeometry.fromPolygonXY([[*points, points[0]]])
