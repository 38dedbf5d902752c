"""Modal state of the review: while it is on, the canvas's map tool and keys belong to the review."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..label.draw_tools import RectangleTool, can_go_on
from .check_tool import CheckKeys, CheckTool


class CheckMode(QObject):
    """`is_on` while CheckTool is the canvas's map tool, or another one in its place (`lent`): QGIS's vertex tool, or
    the one that draws a missing building (`draws`). `changed` is emitted when any of these may have changed. `drawn`
    carries a building and its CRS; the map has been taken back then, as after Escape."""

    changed = pyqtSignal()
    drawn = pyqtSignal(QgsGeometry, QgsCoordinateReferenceSystem)

    def __init__(self, iface: Any) -> None:
        super().__init__()
        self._iface, self._canvas = iface, iface.mapCanvas()
        self.tool, self.keys = CheckTool(self._canvas), CheckKeys()
        self._pen = RectangleTool(self._canvas)
        self._pen.drawn.connect(self._finish)
        self._pen.left.connect(self._take_back)
        self.is_on = False
        self._former: Optional[QgsMapTool] = None
        self._lending = False
        self._canvas.mapToolSet.connect(self._tool_set)

    @property
    def lent(self) -> bool:
        """Whether another tool has the map, until start() takes it back."""
        return self.keys.lent

    @property
    def draws(self) -> bool:
        """Whether a missing building is being drawn."""
        return self.lent and self._canvas.mapTool() is self._pen

    def close(self) -> None:
        """Stop, disconnect from the canvas, and delete the map tool."""
        self.stop()
        self._canvas.mapToolSet.disconnect(self._tool_set)
        self.keys.close()
        for tool in (self.tool, self._pen):
            sip.delete(tool)  # the map owns its tools, and would keep them

    def start(self, layer: QgsVectorLayer) -> None:
        """Make CheckTool the map tool, and `layer` the active layer; also takes the map back from the vertex tool."""
        if not self.is_on:
            self._former = self._canvas.mapTool()
        self._iface.setActiveLayer(layer)
        self._canvas.setMapTool(self.tool)
        self._canvas.setFocus()

    def stop(self) -> None:
        """Give the map back to the tool that was in use before, else to QGIS's pan tool."""
        if not self.is_on:
            return
        former, self._former = self._former, None
        tool = self._canvas.mapTool()
        if tool not in (self.tool, self._pen):
            self._turn(False)
        elif can_go_on(former):
            self._canvas.setMapTool(former)
        else:
            self._canvas.unsetMapTool(tool)
            self._iface.actionPan().trigger()

    def lend(self, layer: QgsVectorLayer) -> None:
        """Make QGIS's vertex tool the map tool, for `layer`, until start() takes the map back."""
        self._iface.setActiveLayer(layer)  # the vertex tool cannot be had for another kind of layer
        self._lending = True
        self._iface.actionVertexTool().trigger()
        self._lending = False

    def draw(self, layer: QgsVectorLayer) -> None:
        """Have a rectangle drawn for `layer`, which must be in edit mode."""
        self._iface.setActiveLayer(layer)  # QGIS takes editing tools off another one
        self._lending = True
        self._canvas.setMapTool(self._pen)
        self._lending = False
        self._canvas.setFocus()

    def _finish(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        self._take_back()
        self.drawn.emit(shape, crs)

    def _take_back(self) -> None:
        self._canvas.setMapTool(self.tool)

    def _tool_set(self, tool: Optional[QgsMapTool], _: Optional[QgsMapTool] = None) -> None:
        self.keys.lent = self._lending and tool is not self.tool
        self._turn(self._lending or tool is self.tool)

    def _turn(self, on: bool) -> None:
        self.is_on = self.keys.judging = on
        self.keys.ignore(self._canvas)
        if on:
            self.keys.watch(self._canvas)
        self.keys.follow_focus(self._iface.mainWindow() if on else None)
        self.changed.emit()
