"""Map tool that outlines the building under a click (interactive segmentation), and shows beforehand what it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, List, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ...plugin.jobs.map_views import MapViews
from ...plugin.jobs.view import Outlined
from ...protocol.view_messages import BY_COLOR, BY_NETWORK, BY_PROMPTS
from ..widgets.highlights import BOLD, COLOR, Highlights, Look
from ..words import click as words
from ..words import tr
from .view_tool import ViewTool

SOLID, DASHED = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
LINES = {BY_NETWORK: SOLID, BY_COLOR: DASHED, BY_PROMPTS: SOLID}


class ClickTool(ViewTool):
    """A click outlines a building: Ctrl+click adds a part, Shift+click leaves one out, Backspace takes the last of them
    back. Enter, or a click on another building, keeps it, which `drawn` tells; Escape drops it. A promptable model
    outlines anything else; `class_name` tells what the next label is."""

    anything = True

    def __init__(self, canvas: QgsMapCanvas, views: MapViews, class_name: Callable[[], str]) -> None:
        super().__init__(canvas, views)
        self._asks, self._class_name = views, class_name
        self._points: List[QgsPointXY] = []
        self._inside: List[bool] = []
        self._outline, self._crs = QgsGeometry(), QgsCoordinateReferenceSystem()
        self._chosen, self._hovered = Highlights(canvas), Highlights(canvas)
        self._next_hover: Optional[QgsPointXY] = None
        self._hovers_for = self._shows = self._asked = ""  # names of what is asked for
        self._keeps_next = self._is_double = False
        views.outlined.connect(self._answered)

    @property
    def begun(self) -> bool:
        """Whether a building was clicked."""
        return bool(self._points)

    def start_over(self) -> None:
        """Drop the outline."""
        self._points, self._inside = [], []
        self._outline, self._keeps_next, self._asked = QgsGeometry(), False, ""
        self._chosen.clear()
        self._hovered.clear()
        super().start_over()

    def deactivate(self) -> None:
        self._hovers_for, self._next_hover = "", None
        super().deactivate()

    def close(self) -> None:
        """Leave nothing on the map."""
        self._chosen.close()
        self._hovered.close()

    def keep(self) -> None:
        """Keep the outline as a label; when it is still to come, as soon as it is there."""
        if self._outline.isEmpty():
            self._keeps_next = bool(self._asked)
            return
        outline, crs = QgsGeometry(self._outline), self._crs
        self.start_over()
        if self._is_labelled(outline, crs):
            self.said.emit(tr(words.ALREADY), True)
        else:
            self.drawn.emit(outline, crs)
            self.show_state()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self._hover(event.mapPoint())

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        self._is_double = True

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        is_double, self._is_double = self._is_double, False
        if event.button() == Qt.MouseButton.RightButton:
            self.start_over()
        elif event.button() == Qt.MouseButton.LeftButton and not is_double:  # which would take the same building again
            shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
            self._click(event.mapPoint(), bool(event.modifiers() & shift), bool(event.modifiers() & control))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Backspace and self.begun:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def _about_view(self) -> str:
        view = self._views.current
        if view is None or not view.source.promptable:
            return ""
        names = tr(words.BETWEEN_FILES).join(Path(file).name for file in view.source.promptable)
        return tr(words.TAKES_ANYTHING, files=names)

    def _click(self, at: QgsPointXY, leaves_out: bool, adds: bool) -> None:
        view = self._views.current
        points = self._in_view(view, [at]) if view is not None else []
        if view is None or not points:
            self.show_state()
            return
        if not self.begun:
            leaves_out = False  # there is nothing yet to leave it out of
        if self.begun and not leaves_out and not adds:
            self.keep()
            if self.begun:
                return  # it is still to come
        number = view.at(points[0]) if not self.begun else None
        self._points.append(points[0])
        self._inside.append(not leaves_out)
        self._hovered.clear()
        if number is not None:
            self._choose(Outlined("", (view.outlines or [])[number], view.crs, BY_NETWORK))
        else:
            self._ask_again()

    def _take_back(self) -> None:
        """Take the last click back, unless the view is still looked at: nobody would answer."""
        if self._views.current is None:
            self.show_state()
            return
        self._points.pop()
        self._inside.pop()
        self._ask_again()

    def _ask_again(self) -> None:
        """Ask for the outline of the clicks that there are."""
        if not self.begun:
            self.start_over()
            return
        self._outline = QgsGeometry()
        self._asked = self._asks.click(self._points, self._inside, self._class_name())

    def _answered(self, answer: Outlined) -> None:
        if answer.name == self._asked:
            self._choose(answer)
        elif answer.name == self._hovers_for:
            self._hover_answered(answer)

    def _choose(self, answer: Outlined) -> None:
        """Show the outline of the building that was clicked."""
        self._asked = ""
        if answer.outline is None:
            self.start_over()
            self.said.emit(answer.problem or tr(words.NOTHING), True)
            return
        self._outline, self._crs = answer.outline, answer.crs
        self._chosen.set_look(Look(BOLD.color, BOLD.casing, BOLD.width_px, LINES[answer.by]))
        self._chosen.show([answer.outline], answer.crs)
        self.said.emit(tr(words.BY_COLOR) if answer.by == BY_COLOR else self._about_view(), False)
        if self._keeps_next:
            self.keep()

    def _hover(self, at: QgsPointXY) -> None:
        """Show what a click there would take: at once where the model found a building, else as soon as it is told; of
        the places of the mouse meanwhile the last one counts."""
        view = self._views.current
        points = self._in_view(view, [at]) if view is not None else []
        if view is None or not points or self._outline.contains(points[0]):
            self._hovered.clear()
            return
        number = view.at(points[0])
        if number is not None:
            self._next_hover, self._shows = None, ""
            self._show_hovered(Outlined("", (view.outlines or [])[number], view.crs, BY_NETWORK))
        elif self._hovers_for:
            self._next_hover = points[0]
        else:
            self._ask_hover(points[0])

    def _ask_hover(self, at: QgsPointXY) -> None:
        self._next_hover = None
        self._hovers_for = self._shows = self._asks.click([at], [True], self._class_name())

    def _hover_answered(self, answer: Outlined) -> None:
        self._hovers_for = ""
        if self._next_hover is not None:
            self._ask_hover(self._next_hover)
        elif answer.name == self._shows:
            self._show_hovered(answer)

    def _show_hovered(self, answer: Outlined) -> None:
        if answer.outline is None or self._is_labelled(answer.outline, answer.crs):
            self._hovered.clear()
            return
        self._hovered.set_look(Look(COLOR, QColor(Qt.GlobalColor.white), 1, LINES[answer.by]))
        self._hovered.show([answer.outline], answer.crs)
