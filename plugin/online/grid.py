"""Tile grid (as WMTS's tile matrix): square blocks of pixels from a fixed origin, so that all requests share them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Iterable, Sequence, Set, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle

Block = Tuple[int, int]
"""Column and row of a block, counted to the right and downwards."""
INSET = 1e-6
"""Pixels by which a request for tiles stays inside them: on the boundary QGIS would fetch the next ones too. A server
that draws needs the boundary itself, or it reads a pixel less and stretches the others."""
SLACK = 0.1
"""Pixels by which a rectangle may reach into a block that is not worth a request: services round their grids."""


@dataclass(frozen=True)
class Grid:
    """Blocks of `block` pixels a side; a pixel has `width` and `height` in units of `crs`, (`left`, `top`) is the
    upper left corner of block (0, 0)."""

    crs: QgsCoordinateReferenceSystem
    left: float
    top: float
    width: float
    height: float
    block: int

    def box(self, first: Block, last: Block) -> QgsRectangle:
        """The rectangle of the blocks from the upper left to the lower right one."""
        across, down = self.block * self.width, self.block * self.height
        return QgsRectangle(self.left + first[0] * across, self.top - (last[1] + 1) * down,
                            self.left + (last[0] + 1) * across, self.top - first[1] * down)

    def request(self, first: Block, count: int, is_tiled: bool) -> QgsRectangle:
        """The rectangle to ask for to get `count` blocks side by side, and no more."""
        box, inset = self.box(first, (first[0] + count - 1, first[1])), INSET if is_tiled else 0.0
        return QgsRectangle(box.xMinimum() + inset * self.width, box.yMinimum() + inset * self.height,
                            box.xMaximum() - inset * self.width, box.yMaximum() - inset * self.height)

    def range(self, box: QgsRectangle) -> Tuple[Block, Block]:
        """The upper left and the lower right block that `box` reaches into by more than a trace (SLACK)."""
        across, down = self.block * self.width, self.block * self.height
        tiny = SLACK / self.block
        return ((math.floor((box.xMinimum() - self.left) / across + tiny),
                 math.floor((self.top - box.yMaximum()) / down + tiny)),
                (math.ceil((box.xMaximum() - self.left) / across - tiny) - 1,
                 math.ceil((self.top - box.yMinimum()) / down - tiny) - 1))

    def whole_pixels(self, box: QgsRectangle) -> QgsRectangle:
        """The least rectangle of whole pixels that holds `box`."""
        pixels = replace(self, block=1)
        return pixels.box(*pixels.range(box))

    def count(self, geometry: QgsGeometry) -> float:
        """About how many blocks a polygon covers, without listing them; that of its bounding box at most."""
        area = self.block ** 2 * self.width * self.height
        around = 2 * geometry.length() / (self.block * min(self.width, self.height)) + 4
        (left, top), (right, bottom) = self.range(geometry.boundingBox())
        return min(geometry.area() / area + around, float(right - left + 1) * (bottom - top + 1))

    def blocks(self, geometries: Iterable[QgsGeometry]) -> Set[Block]:
        """The blocks that some polygons touch."""
        found: Set[Block] = set()
        for geometry in geometries:
            found |= self._touched_by(geometry)
        return found

    def _touched_by(self, polygon: QgsGeometry) -> Set[Block]:
        """The blocks that a polygon touches. Its bounding box is halved again and again, and what it does not touch is
        not looked into: parts of one polygon may lie far apart."""
        engine = QgsGeometry.createGeometryEngine(polygon.constGet())
        engine.prepareGeometry()
        found: Set[Block] = set()
        waiting = [self.range(polygon.boundingBox())]
        while waiting:
            (left, top), (right, bottom) = waiting.pop()
            if left > right or top > bottom:
                continue
            box = QgsGeometry.fromRect(self.box((left, top), (right, bottom)))  # constGet() points into it
            if not engine.intersects(box.constGet()):
                continue
            if (left, top) == (right, bottom) or engine.contains(box.constGet()):
                found.update((column, row) for row in range(top, bottom + 1) for column in range(left, right + 1))
            elif right - left > bottom - top:
                middle = (left + right) // 2
                waiting += [((left, top), (middle, bottom)), ((middle + 1, top), (right, bottom))]
            else:
                middle = (top + bottom) // 2
                waiting += [((left, top), (right, middle)), ((left, middle + 1), (right, bottom))]
        return found


def corners(blocks: Sequence[Block]) -> Tuple[Block, Block]:
    """The upper left and the lower right block of the rectangle around some blocks."""
    columns, rows = [block[0] for block in blocks], [block[1] for block in blocks]
    return (min(columns), min(rows)), (max(columns), max(rows))
