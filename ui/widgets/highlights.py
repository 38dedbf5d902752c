"""Rubber bands (QgsRubberBand): polygon outlines drawn over the map without a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, List, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor

COLOR = QColor(213, 94, 0)  # vermilion of Okabe and Ito: no label or area looks alike, also to the colour-blind


@dataclass(frozen=True)
class Look:
    """How an outline is drawn: its color, that of the casing on both sides, its width in pixels, and whether the line
    is solid, dashed or dotted."""

    color: QColor
    casing: QColor
    width_px: int
    line: Qt.PenStyle = Qt.PenStyle.SolidLine


def thin(color: QColor) -> Look:
    """A thin line with a white casing."""
    return Look(color, QColor(Qt.GlobalColor.white), 2)


BOLD = Look(QColor(255, 255, 0), QColor(Qt.GlobalColor.black), 4)
"""Yellow cased in black: whatever lies beneath, one of the two stands out."""
GHOST = Look(QColor(COLOR.red(), COLOR.green(), COLOR.blue(), 170), QColor(255, 255, 255, 110), 1,
             Qt.PenStyle.DotLine)
"""Dotted and faint: what a model finds in the view, and is in no layer."""


class Highlights(QObject):
    """Polygons outlined over the map until they are cleared. The outlines follow the map into another CRS."""

    def __init__(self, canvas: QgsMapCanvas, look: Optional[Look] = None) -> None:
        """look: None for a thin line in COLOR."""
        super().__init__()
        self._canvas, self._look = canvas, look or thin(COLOR)
        self._band: Optional[QgsRubberBand] = None
        self._shape, self._crs = QgsGeometry(), QgsCoordinateReferenceSystem()
        canvas.destinationCrsChanged.connect(self._draw)

    def close(self) -> None:
        """Remove the outlines and disconnect from the canvas."""
        self.clear()
        self._canvas.destinationCrsChanged.disconnect(self._draw)

    def set_look(self, look: Look) -> None:
        """Draw the next outlines like this."""
        self._look = look

    def show(self, polygons: Iterable[QgsGeometry], crs: QgsCoordinateReferenceSystem) -> None:
        """Outline `polygons`, whose coordinates are in `crs`, instead of those shown before."""
        self._shape, self._crs = QgsGeometry.collectGeometry(_parts(polygons)), crs
        self._draw()

    def clear(self) -> None:
        """Remove the outlines from the map."""
        self._shape = QgsGeometry()
        self._draw()

    def _draw(self) -> None:
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None
        if self._shape.isEmpty():
            return
        self._band = QgsRubberBand(self._canvas, QgsWkbTypes.PolygonGeometry)
        self._band.setToGeometry(self._shape, self._crs)
        self._band.setStrokeColor(self._look.color)
        self._band.setSecondaryStrokeColor(self._look.casing)
        self._band.setFillColor(QColor(Qt.GlobalColor.transparent))
        self._band.setWidth(self._look.width_px)
        self._band.setLineStyle(self._look.line)


def _parts(polygons: Iterable[QgsGeometry]) -> List[QgsGeometry]:
    return [part for polygon in polygons for part in polygon.asGeometryCollection() if not part.isEmpty()]
