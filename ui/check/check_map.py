"""Moves the map canvas to the current footprint of the review, outlines it, and dims the others."""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ...plugin.layers.measure import Ruler
from ...plugin.layers.styles import CHECKED_LAYER
from ..widgets.highlights import BOLD, Highlights

SHARE = 0.2
"""Share of the map's width or height that a footprint takes after the map has zoomed to it."""
LEAST_M = 60.0
"""Metres across the map after zooming, at least, so that one sees where a small footprint lies."""
SHARES = 0.04, 0.4
"""Where the first footprint takes a share of the map between these, the analyst's own scale is kept."""
MIDDLE = 0.7
"""A footprint in this middle share of the map is seen well, so the map stays where it is."""


class CheckMap:
    """Draws over the canvas and moves it; no layer is touched."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._current = Highlights(canvas, BOLD)

    def close(self) -> None:
        """Remove the outline, draw all footprints as usual, and disconnect from the canvas."""
        self.dim(None)
        self._current.close()

    def dim(self, layer: Optional[QgsVectorLayer]) -> None:
        """Draw the footprints of `layer` faintly on this map, so that the outlined one stands out; None: as usual. The
        style of the layer knows how (styles.DIMMED); other styles stay as they are."""
        scope = self._canvas.expressionContextScope()
        former, now = scope.variable(CHECKED_LAYER), layer.id() if layer is not None else None
        if former == now:
            return
        scope.removeVariable(CHECKED_LAYER)
        if now is not None:
            scope.setVariable(CHECKED_LAYER, now)
        for one in self._canvas.layers():
            if one.id() in (former, now):
                one.triggerRepaint()

    def mark(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Outline the current footprint, whose coordinates are in `crs`."""
        self._current.show([outline], crs)

    def unmark(self) -> None:
        """Remove the outline."""
        self._current.clear()

    def look_at(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem, is_first: bool) -> None:
        """Bring a footprint and its surroundings into view, moving the map no more than needed. The scale stays, except
        for the first one, where that is far too small or large on the map, and for one that does not fit in. An outline
        that cannot be transformed into the map's CRS leaves the map as it is."""
        transform = QgsCoordinateTransform(crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())
        try:
            box = transform.transformBoundingBox(outline.boundingBox())
        except QgsCsException:
            return
        view = self._canvas.extent()
        share = max(box.width() / view.width(), box.height() / view.height()) if not view.isEmpty() else 0.0
        middle = QgsRectangle(view)
        middle.scale(MIDDLE)
        if share > 1 or (is_first and not SHARES[0] <= share <= SHARES[1]):
            self._canvas.setExtent(self._around(box))
        elif not middle.contains(box):
            self._canvas.setCenter(box.center())
        else:
            return
        self._canvas.refresh()

    def _around(self, box: QgsRectangle) -> QgsRectangle:
        """The extent to zoom to: `box`, in the map's CRS, with its surroundings."""
        settings = self._canvas.mapSettings()
        ruler = Ruler(settings.destinationCrs(), settings.transformContext())
        across = max(ruler.metres_across(box.center(), box.width(), box.height()))
        extent = QgsRectangle(box)
        extent.scale(max(1 / SHARE, LEAST_M / across if across else 0.0))
        return extent
