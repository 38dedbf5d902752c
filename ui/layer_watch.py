"""Tells when chosen layers were edited, replaced or removed."""

from __future__ import annotations

from typing import List, Sequence

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..plugin.workspace import Workspace

DELAY_MS = 300
EDITS = ("featureAdded", "featuresDeleted", "geometryChanged", "attributeValueChanged", "attributeAdded",
         "attributeDeleted", "editingStopped", "dataChanged", "subsetStringChanged", "crsChanged")
"""Signals of a layer; undo and redo come as the edits that they make."""


class LayerWatch(QObject):
    """`changed` comes once, a moment after the last of many edits; also after another choice of the workspace."""

    changed = pyqtSignal()

    def __init__(self, workspace: Workspace, roles: Sequence[str] = ("labels", "areas")) -> None:
        super().__init__()
        self._workspace, self._roles = workspace, roles
        self._layers: List[QgsVectorLayer] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.changed)
        workspace.changed.connect(self._follow)
        self._follow()

    def close(self) -> None:
        """Hear nothing any more."""
        self._workspace.changed.disconnect(self._follow)
        self._timer.stop()
        self._let_go()

    def _follow(self) -> None:
        self._let_go()
        chosen = [getattr(self._workspace, role) for role in self._roles]
        self._layers = [layer for layer in dict.fromkeys(chosen) if layer is not None]
        for layer in self._layers:
            for name in EDITS:
                getattr(layer, name).connect(self._touched)
        self._touched()

    def _let_go(self) -> None:
        for layer in self._layers:
            if not sip.isdeleted(layer):
                for name in EDITS:
                    getattr(layer, name).disconnect(self._touched)
        self._layers = []

    def _touched(self, *_: object) -> None:
        self._timer.start()
