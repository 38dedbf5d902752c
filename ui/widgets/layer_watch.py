"""Signals of layers (observer), followed until other layers are watched; a layer may be deleted meanwhile."""

from __future__ import annotations

from typing import Callable, List, Optional, Sequence, Type

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt import sip

REPAIRS = ("crsChanged", "dataSourceChanged")
"""Signals of imagery after which it may be of use, or not any more."""
STYLES = ("rendererChanged", "repaintRequested")
"""Signals of imagery after which it may be drawn otherwise."""


class LayerWatch:
    """Calls `changed` at the `signals`, by name, of the layers of one `kind` that are watched."""

    def __init__(self, signals: Sequence[str], changed: Callable[..., None],
                 kind: Type[QgsMapLayer] = QgsVectorLayer) -> None:
        self._signals, self._changed, self._kind = signals, changed, kind
        self._watched: List[QgsMapLayer] = []

    def watch(self, *layers: Optional[QgsMapLayer]) -> None:
        """Watch these layers and no others; None and layers of another kind are left out."""
        wanted = [layer for layer in dict.fromkeys(layers) if isinstance(layer, self._kind)]
        if wanted == self._watched:
            return
        self.let_go()
        self._watched = wanted
        for layer in self._watched:
            for name in self._signals:
                getattr(layer, name).connect(self._changed)

    def let_go(self) -> None:
        """Watch no layer any more."""
        for layer in self._watched:
            if sip.isdeleted(layer):
                continue
            for name in self._signals:
                getattr(layer, name).disconnect(self._changed)
        self._watched = []
