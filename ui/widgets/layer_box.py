"""Layer combo box (QgsMapLayerComboBox), bound both ways to one layer of the workspace."""

from __future__ import annotations

from typing import Any, List

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QTimer

from ...plugin.jobs.live_preview import previews
from ...plugin.layers.workspace import Workspace
from ..words import labels as words
from ..words import tr
from .folding import let_shrink
from .plain import leave_wheel_to_page


class LayerBox(QgsMapLayerComboBox):
    """Shows and sets the workspace's layer `role`, which is also the object name. `kinds` are filters of
    QgsMapLayerProxyModel."""

    def __init__(self, workspace: Workspace, role: str, kinds: Any) -> None:
        super().__init__()
        self._workspace, self._role = workspace, role
        self.setObjectName(role)
        self.setFilters(kinds)
        self.setAllowEmptyLayer(True, tr(words.NO_LAYER))
        let_shrink(self)
        leave_wheel_to_page(self)
        # When its layer is removed, QGIS's box selects the next layer by itself. So the selection is taken as a choice
        # only in the next turn of the event loop, after the workspace has dropped its own layer.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._choose)
        self.activated.connect(self._choose)
        self.layerChanged.connect(lambda _: self._settle.start(0))
        workspace.changed.connect(self._show_choice)
        workspace.project.layersAdded.connect(self._show_choice)  # the workspace may get this signal before the box
        self._show_choice()

    def close(self) -> bool:
        """Disconnect from the workspace and the project. QGIS's box still follows the project: that chooses no more."""
        self.layerChanged.disconnect()
        self._settle.stop()
        self._workspace.changed.disconnect(self._show_choice)
        self._workspace.project.layersAdded.disconnect(self._show_choice)
        return bool(super().close())

    def left_out(self) -> List[QgsMapLayer]:
        """Layers that cannot be chosen."""
        return previews(self._workspace.project)

    def _choose(self, *_: object) -> None:
        self._workspace.choose(**{self._role: self.currentLayer()})

    def _show_choice(self, *_: object) -> None:
        was_blocked = self.blockSignals(True)
        self.setExceptedLayerList(self.left_out())
        self.setLayer(getattr(self._workspace, self._role))
        self.blockSignals(was_blocked)
