"""Modal state of the review: while it is on, the canvas's map tool and keys belong to the review."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .check_tool import CheckKeys, CheckTool


class CheckMode(QObject):
    """`is_on` while CheckTool is the canvas's map tool, or QGIS's vertex tool in its place (`lent`). `changed` is
    emitted when either may have changed."""

    changed = pyqtSignal()

    def __init__(self, iface: Any) -> None:
        super().__init__()
        self._iface, self._canvas = iface, iface.mapCanvas()
        self.tool, self.keys = CheckTool(self._canvas), CheckKeys()
        self.is_on = False
        self._former: Optional[QgsMapTool] = None
        self._lending = False
        self._canvas.mapToolSet.connect(self._tool_set)

    @property
    def lent(self) -> bool:
        """Whether QGIS's vertex tool has the map, until start() takes it back."""
        return self.keys.lent

    def close(self) -> None:
        """Stop, disconnect from the canvas, and delete the map tool."""
        self.stop()
        self._canvas.mapToolSet.disconnect(self._tool_set)
        self.keys.close()
        sip.delete(self.tool)  # the map owns its tools, and would keep it

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
        if self._canvas.mapTool() is not self.tool:
            self._turn(False)
        elif former is not None and not sip.isdeleted(former):
            self._canvas.setMapTool(former)
        else:
            self._canvas.unsetMapTool(self.tool)
            self._iface.actionPan().trigger()

    def lend(self, layer: QgsVectorLayer) -> None:
        """Make QGIS's vertex tool the map tool, for `layer`, until start() takes the map back."""
        self._iface.setActiveLayer(layer)  # the vertex tool cannot be had for another kind of layer
        self._lending = True
        self._iface.actionVertexTool().trigger()
        self._lending = False

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
