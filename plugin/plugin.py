"""What QGIS loads: adds the Processing provider, and takes it away again."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsApplication

from .processing.provider import RooflineProvider


class RooflinePlugin:
    """The plugin. `iface` is None in `qgis_process`, which calls `initProcessing` alone."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._provider: Optional[RooflineProvider] = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS names it
        self._provider = RooflineProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802
        self.initProcessing()

    def unload(self) -> None:
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
