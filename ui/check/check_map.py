"""Brings the footprint that is looked at into view, and outlines it."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas

from ...plugin.layers.measure import metres_across, ruler
from ..widgets.highlights import Highlights

SHARE = 0.2
"""Of the map's width or height that a footprint takes when the map zooms to it."""
LEAST_M = 60.0
"""Of ground across the map at least, so that one sees where a small footprint lies."""
SHARES = 0.04, 0.4
"""Between these the analyst's own scale is kept."""
MIDDLE = 0.7
"""A footprint in this middle share of the map is seen well, so the map stays where it is."""


class CheckMap:
    """Draws over the canvas; no layer is touched."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._current = Highlights(canvas)

    def close(self) -> None:
        self._current.close()

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
        self._canvas.setExtent(self._around(box))
        self._canvas.refresh()

    def _around(self, box: QgsRectangle) -> QgsRectangle:
        settings = self._canvas.mapSettings()
        measure = ruler(settings.destinationCrs(), settings.transformContext())
        across = max(metres_across(measure, box.center(), box.width(), box.height()))
        ground = QgsRectangle(box)
        ground.scale(max(1 / SHARE, LEAST_M / across if across else 0.0))
        return ground
