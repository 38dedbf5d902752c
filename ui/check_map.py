"""What checking shows on the map: the footprint that is looked at, and for a moment the base model's."""

from __future__ import annotations

from typing import Iterable, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtGui import QColor

from .highlights import Highlights

BASE_COLOR = QColor(0, 114, 178)
"""Blue of Okabe and Ito; footprints and labels have no such color."""
SHARE = 0.3
"""Of the map's width or height that a footprint takes when the map zooms to it."""
SHARES = 0.04, 0.7
"""Between these the analyst's own scale is kept."""
MIDDLE = 0.7
"""A footprint in this middle share of the map is seen well, so the map stays where it is."""


class CheckMap:
    """Draws over the canvas, and never leaves it changed."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._current, self._base = Highlights(canvas), Highlights(canvas, BASE_COLOR)
        self._shown: List[str] = []
        self._kept: List[str] = []

    def close(self) -> None:
        self.hide_base()
        self._current.close()
        self._base.close()

    def mark(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Outline the footprint that is looked at."""
        self._current.show([outline], crs)

    def unmark(self) -> None:
        self._current.clear()

    def look_at(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Bring a footprint into view with the ground around it, moving the map no more than needed."""
        transform = QgsCoordinateTransform(crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())
        try:
            box = transform.transformBoundingBox(outline.boundingBox())
        except QgsCsException:
            return
        view = self._canvas.extent()
        share = max(box.width() / view.width(), box.height() / view.height()) if not view.isEmpty() else 0.0
        if SHARES[0] <= share <= SHARES[1]:
            middle = QgsRectangle(view)
            middle.scale(MIDDLE)
            if not middle.contains(box):
                self._canvas.setCenter(box.center())
                self._canvas.refresh()
            return
        box.scale(1 / SHARE)
        self._canvas.setExtent(box)
        self._canvas.refresh()

    def show_base(self, outlines: Iterable[QgsGeometry], crs: QgsCoordinateReferenceSystem, instead_of: str) -> None:
        """Show other outlines instead of the layer with the id `instead_of`, whose place in the project stays."""
        self.hide_base()
        layers = self._canvas.layers()
        self._kept = [layer.id() for layer in layers]
        self._shown = [identifier for identifier in self._kept if identifier != instead_of]
        self._canvas.setLayers([layer for layer in layers if layer.id() != instead_of])
        self._base.show(outlines, crs)

    def hide_base(self) -> None:
        """Back to the layers as they were, unless QGIS has put others on the map meanwhile."""
        self._base.clear()
        if self._kept and [layer.id() for layer in self._canvas.layers()] == self._shown:
            layers = [QgsProject.instance().mapLayer(identifier) for identifier in self._kept]
            self._canvas.setLayers([layer for layer in layers if layer is not None])
        self._shown, self._kept = [], []
