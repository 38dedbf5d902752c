"""A layer of the workspace, to be chosen among the project's."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QComboBox, QSizePolicy

from ...plugin.jobs.live_preview import previews
from ...plugin.layers.workspace import LAYERS, Workspace
from ..words import labels as words
from ..words import tr

SHORTEST = 12
"""Letters of a name that are always seen; longer ones do not widen the dock."""


class LayerBox(QgsMapLayerComboBox):
    """Bound both ways to one of the workspace's layers, after which it is named; `kinds` are the filters of QGIS."""

    def __init__(self, workspace: Workspace, role: str, kinds: Any) -> None:
        super().__init__()
        assert role in LAYERS
        self._workspace, self._role = workspace, role
        self.setObjectName(role)
        self.setFilters(kinds)
        self.setAllowEmptyLayer(True, tr(words.NO_LAYER))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(SHORTEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A box whose layer is removed turns to the next one by itself. Only what stands there once the dust has
        # settled, when the workspace has said that its layer is gone, is a choice.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._choose)
        self.activated.connect(self._choose)
        self.layerChanged.connect(lambda _: self._settle.start(0))
        workspace.changed.connect(self._show_choice)
        workspace.project.layersAdded.connect(self._show_choice)  # the workspace may hear of a layer before the box
        self._show_choice()

    def close(self) -> bool:
        """Hear nothing any more."""
        self._settle.stop()
        self._workspace.changed.disconnect(self._show_choice)
        self._workspace.project.layersAdded.disconnect(self._show_choice)
        return bool(super().close())

    def _choose(self, *_: object) -> None:
        self._workspace.choose(**{self._role: self.currentLayer()})

    def _show_choice(self, *_: object) -> None:
        was_blocked = self.blockSignals(True)
        self.setExceptedLayerList(previews(self._workspace.project))
        self.setLayer(getattr(self._workspace, self._role))
        self.blockSignals(was_blocked)
