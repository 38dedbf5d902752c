"""QGIS plugin entry point (initGui, initProcessing, unload): adds and removes the Processing provider and the panel."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt

from .layers.measure import load_ellipsoids
from .processing.provider import RooflineProvider
from .translation import install_translator


class RooflinePlugin:
    """The plugin as QGIS loads it. `iface` is None in `qgis_process`, which calls `initProcessing` alone."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._provider: Optional[RooflineProvider] = None
        self._translator = install_translator()
        self.panel: Any = None
        self.action: Any = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS names it
        """Register the Processing provider."""
        self._provider = RooflineProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802
        """Add the provider, the dock widget, and its action to the toolbar and the menus Plugins and Raster."""
        from ..ui.panel import Panel
        from ..ui.panel_action import panel_action

        load_ellipsoids()
        self.initProcessing()
        self.panel = Panel(self._iface, self._provider)
        self.action = panel_action(self._iface.mainWindow())
        self.panel.setToggleVisibilityAction(self.action)
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToMenu(self.action.text(), self.action)
        self._iface.addPluginToRasterMenu(self.action.text(), self.action)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel)
        self.panel.hide()

    def unload(self) -> None:
        """Remove everything that initGui and initProcessing added."""
        if self.panel is not None:
            self.panel.close_all()
            self._iface.removePluginMenu(self.action.text(), self.action)
            self._iface.removePluginRasterMenu(self.action.text(), self.action)
            self._iface.removeToolBarIcon(self.action)
            self._iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
            self.action.deleteLater()
            self.panel = self.action = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QgsApplication.removeTranslator(self._translator)
            self._translator = None
