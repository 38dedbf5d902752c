"""Digitizing buttons: each sets a map tool, and the polygon drawn with it is added to a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QShortcut, QToolButton, QVBoxLayout, QWidget

from ...plugin.jobs import promptable
from ...plugin.jobs.live_training import LiveTraining
from ...plugin.jobs.live_views import LiveViews
from ...plugin.jobs.map_views import MapViews
from ...plugin.layers.edits import DrawingError, add_polygons, demand_columns, start_editing
from ...plugin.layers.project_layers import ProjectLayersError, new_labels_and_areas, new_layers
from ...plugin.layers.styles import show_classes
from ...plugin.layers.workspace import Workspace
from ..widgets.folding import FoldingGrid
from ..widgets.plain import tool_button, wrapped_label
from ..widgets.remark import INFO, WARNING, Remark
from ..words import click as click_words
from ..words import labels as words
from ..words import tr
from .adopt_tool import AdoptTool
from .area_button import AreaButton
from .class_box import ClassBox
from .click_button import ClickButton
from .click_tool import ClickTool
from .draw_tools import AreaTool, PolygonTool, RectangleTool, can_go_on
from .menu_button import text_under_icon


@dataclass(frozen=True)
class Pen:
    """A map tool with its button. Polygons go into the workspace's layer `role`, labels or areas; `hint` explains the
    gestures."""

    tool: Any
    button: QToolButton
    role: str
    hint: str


class DrawButtons(QWidget):
    """Click, adopt, polygon, rectangle and area. A missing layer is made when its tool is chosen. `failed` carries the
    error as a sentence, "" when a tool could be set."""

    failed = pyqtSignal(str)

    def __init__(self, workspace: Workspace, live: LiveTraining, iface: Any) -> None:
        super().__init__()
        self._workspace, self._iface, self._canvas = workspace, iface, iface.mapCanvas()
        self._former: Optional[QgsMapTool] = None
        self._paused: Optional[Pen] = None
        self._target = ""
        self._class_box = ClassBox(workspace)
        self._views = MapViews(workspace)
        self._adopted = LiveViews(self._views, live)
        self._make_pens()
        self._arrange()
        self._click_key = QShortcut(QKeySequence(Qt.Key.Key_C), self._canvas)
        self._click_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._click_key.activated.connect(lambda: self._begin(self._pens[0]))
        self._click_key.setEnabled(False)
        workspace.changed.connect(self._leave_former_choice)
        workspace.project.layersWillBeRemoved.connect(self._leave_removed)

    def _make_pens(self) -> None:
        canvas = self._canvas
        polygon = _button("drawPolygon", words.POLYGON, words.POLYGON_HELP, "/mActionCapturePolygon.svg")
        rectangle = _button("drawRectangle", words.RECTANGLE, words.RECTANGLE_HELP,
                            "/mActionRectangle3PointsDistance.svg")
        self._click_button = ClickButton(promptable.remembered(), bool(promptable.in_use()))
        adopt = _button("adoptBuildings", click_words.ADOPT, click_words.ADOPT_HELP, "/mActionSelectFreehand.svg")
        self._area_button, area_tool = AreaButton(), AreaTool(canvas)
        self._view_tools = [ClickTool(canvas, self._views, lambda: self._class_box.value),
                            AdoptTool(canvas, self._adopted)]
        self._pens = [
            *(Pen(tool, button, "labels", hint) for tool, button, hint in zip(
                self._view_tools, (self._click_button, adopt), (click_words.CLICK_HINT, click_words.ADOPT_HINT))),
            Pen(PolygonTool(canvas, self._iface.cadDockWidget()), polygon, "labels", words.POLYGON_HINT),
            Pen(RectangleTool(canvas), rectangle, "labels", words.RECTANGLE_HINT),
            Pen(area_tool, self._area_button, "areas", words.AREA_HINT)]
        for pen in self._pens:
            self._connect(pen)
        for tool in self._view_tools:
            tool.said.connect(lambda text, is_wrong: self._view_line.set_text(text, WARNING if is_wrong else INFO))
        adopt_pen = self._pens[1]
        adopt_pen.tool.taken.connect(lambda polygons, crs: self._add(adopt_pen, polygons, crs))
        self._area_button.role_chosen.connect(lambda _: self._begin(self._pens[-1]))
        self._click_button.chosen.connect(self._choose_promptable)
        self._views.changed.connect(self._show_promptable)

    def _connect(self, pen: Pen) -> None:
        pen.button.clicked.connect(lambda wanted: self._begin(pen) if wanted else pen.button.setChecked(True))
        pen.tool.activated.connect(lambda: self._taken_up(pen))
        pen.tool.deactivated.connect(lambda: self._put_away(pen))
        pen.tool.left.connect(self._leave)
        pen.tool.drawn.connect(lambda polygon, crs: self._add(pen, [polygon], crs))
        if pen.role == "labels":
            pen.tool.digit.connect(self._class_box.choose)

    def _arrange(self) -> None:
        buttons = [pen.button for pen in self._pens]
        of_views = len(self._view_tools)
        self._view_line = Remark("viewLine")
        self._view_line.hide()
        class_row = QHBoxLayout()
        caption = QLabel(tr(words.CLASS))
        caption.setBuddy(self._class_box)
        class_row.addWidget(caption)
        class_row.addWidget(self._class_box)
        self._hint = wrapped_label(name="toolHint")
        self._hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for row in (buttons[:of_views], buttons[of_views:]):
            column.addLayout(FoldingGrid(len(row), row))
        column.addWidget(self._view_line)
        column.addLayout(class_row)
        column.addWidget(self._hint)

    def close(self) -> bool:
        """Give the map back to the tool that was in use before, disconnect, and delete the map tools."""
        self._leave()
        self._class_box.close()
        self._workspace.changed.disconnect(self._leave_former_choice)
        self._workspace.project.layersWillBeRemoved.disconnect(self._leave_removed)
        self._click_key.deleteLater()
        for tool in self._view_tools:
            tool.close()
        self._adopted.close()
        self._views.close()
        for pen in self._pens:
            sip.delete(pen.tool)  # the map owns its tools, and would keep them
        return bool(super().close())

    def end_views(self) -> None:
        """End the process that looks at the map, and leave the tool that asks it."""
        if self._pen is not None and self._pen.tool in self._view_tools:
            self._leave()
        self._views.close()

    def pause(self) -> None:
        """Remember the tool in use, which QGIS takes away where its layer leaves the edit mode."""
        self._paused = self._pen

    def go_on(self) -> None:
        """Take up the tool that was in use when pause() was called, in the next turn of the event loop."""
        pen, self._paused = self._paused, None
        if pen is not None:
            QTimer.singleShot(0, lambda: None if sip.isdeleted(pen.tool) or self._pen is pen else self._begin(pen))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._click_key.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._click_key.setEnabled(False)

    @property
    def _pen(self) -> Optional[Pen]:
        """The pen whose tool is the canvas's map tool."""
        tool = self._canvas.mapTool()
        return next((pen for pen in self._pens if pen.tool is tool), None)

    def _begin(self, pen: Pen) -> None:
        try:
            layer = self._layer(pen.role)
            demand_columns(layer, self._values(pen))
            start_editing(layer)
        except (ProjectLayersError, DrawingError) as error:
            pen.button.setChecked(self._pen is pen)
            self.failed.emit(str(error))
            return
        self.failed.emit("")
        if self._pen is None:
            self._former = self._canvas.mapTool()
        self._target, pen.tool.is_orphan = layer.id(), False
        self._iface.setActiveLayer(layer)  # before the tool: QGIS takes editing tools off a layer that is not edited
        pen.tool.aim(layer, self._area_button.color)
        self._canvas.setMapTool(pen.tool)
        self._canvas.setFocus()

    def _choose_promptable(self, files: List[str]) -> None:
        """Outline by a promptable model in these files, or by Roofline's own where there are none."""
        if files and len(files) != 2:
            self._show_promptable()
            self.failed.emit(tr(click_words.NOT_TWO, n=len(files)))
            return
        pen = self._pens[0]
        self._views.choose_promptable(files)
        if self._pen is pen:
            pen.tool.start_over()
            pen.tool.look()
        else:
            self._begin(pen)

    def _show_promptable(self) -> None:
        self._click_button.show_choice(promptable.remembered(), bool(promptable.in_use()))

    def _layer(self, role: str) -> QgsVectorLayer:
        """The workspace's layer `role`, made now if there is none."""
        if self._workspace.labels is None and self._workspace.areas is None:
            new_labels_and_areas(self._workspace)
        elif getattr(self._workspace, role) is None:
            new_layers(self._workspace, [role])
        return getattr(self._workspace, role)

    def _leave(self) -> None:
        pen, former = self._pen, self._former
        self._former = None
        if pen is None:
            return
        if can_go_on(former):
            self._canvas.setMapTool(former)
        else:
            self._canvas.unsetMapTool(pen.tool)
            self._iface.actionPan().trigger()

    def _leave_former_choice(self) -> None:
        """Put the tool away when another layer was chosen: a polygon begun on one layer must not go into another."""
        pen = self._pen
        if pen is not None and getattr(self._workspace.choices, pen.role) != self._target:
            self._leave()
        elif pen is not None and pen.tool in self._view_tools:
            pen.tool.look()  # there may be a newer model, or other imagery

    def _leave_removed(self, identifiers: List[str]) -> None:
        if self._target not in identifiers:
            return
        if self._pen is not None:
            self._leave()
        for pen in self._pens:
            pen.tool.is_orphan = True

    def _taken_up(self, pen: Pen) -> None:
        pen.button.setChecked(True)
        self._show_hint(pen)
        self._hint.show()

    def _show_hint(self, pen: Pen) -> None:
        keys = [tr(words.CLASS_KEYS, keys=self._class_box.keys)] if pen.role == "labels" else []
        self._hint.setText("\n".join((tr(pen.hint), *keys, tr(words.LEAVE_HINT))))

    def _put_away(self, pen: Pen) -> None:
        pen.button.setChecked(False)
        self._hint.hide()
        self._view_line.set_text("")

    def _add(self, pen: Pen, polygons: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem) -> None:
        layer = getattr(self._workspace, pen.role)
        if layer is None:
            return
        values = self._values(pen)
        command = tr(words.DRAW_AREA if pen.role == "areas" else words.DRAW_LABEL)
        try:
            add_polygons(layer, polygons, crs, command, values)
        except DrawingError as error:
            self.failed.emit(str(error))
            return
        if "class" in values:
            show_classes(layer, [values["class"]])
        self._show_hint(pen)

    def _values(self, pen: Pen) -> Dict[str, str]:
        """What the next polygon is, by the column that says so."""
        if pen.role == "areas":
            return {"role": self._area_button.role}
        return {"class": self._class_box.value} if self._class_box.value else {}


def _button(name: str, text: str, help_text: str, icon: str) -> QToolButton:
    button = tool_button(name, help_text, icon, text)
    text_under_icon(button)
    button.setCheckable(True)
    return button
