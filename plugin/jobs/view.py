"""View of the map, as QGIS keeps it (spatial index): what a model found in a part of the imagery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, List, NamedTuple, Optional, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRectangle, QgsSpatialIndex

ZOOM = 2.0
"""How far one may zoom in before a promptable model looks anew: it sees so many pixels of what the map shows."""


class Source(NamedTuple):
    """What a view depends on beside its extent: the raster's path, or the key of a picture that QGIS gives, the model
    (None: the built-in one) and the settings; and the files of a promptable model where one looks in its place.
    `dates`: paths of other dates, for a model that reads several."""

    path: str
    model: Optional[str]
    settings: Tuple[Tuple[str, Any], ...]
    promptable: Tuple[str, ...] = ()
    dates: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Outlined:
    """The answer to a click by its name: the outline in `crs`, None where there is none, and what it follows (a value
    of view_messages.OUTLINED_BY). problem: a sentence when something went wrong."""

    name: str
    outline: Optional[QgsGeometry]
    crs: QgsCoordinateReferenceSystem
    by: str = ""
    problem: str = ""


@dataclass
class View:
    """A part of the imagery that a model has looked at: `extent` and the `outlines` of the buildings that it finds, in
    `crs`. Those come a little later; None until then. `shown` is the longer side of what the map showed."""

    name: str
    source: Source
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    shown: float
    outlines: Optional[List[QgsGeometry]] = None
    index: QgsSpatialIndex = field(default_factory=QgsSpatialIndex)

    def take(self, outlines: List[QgsGeometry]) -> None:
        """Take the outlines, and index them."""
        self.outlines = outlines
        for number, outline in enumerate(outlines):
            self.index.addFeature(number, outline.boundingBox())

    def serves(self, source: Source, part: QgsRectangle) -> bool:
        """Whether this is a view of `part` too. A promptable model sees more of a map that was zoomed in."""
        is_fine = not source.promptable or max(part.width(), part.height()) >= self.shown / ZOOM
        return self.source == source and self.extent.contains(part) and is_fine

    def at(self, point: QgsPointXY) -> Optional[int]:
        """The number of the smallest outline that contains a point of `crs`; None: none does."""
        outlines = self.outlines or []
        found = [number for number in self.index.intersects(QgsRectangle(point, point))
                 if outlines[number].contains(point)]
        return min(found, key=lambda number: outlines[number].area(), default=None)


def geometry_of(text: str) -> QgsGeometry:
    """A geometry as it travels: WKB in hex."""
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return geometry
