"""Hilbert curve: an order of points in the plane in which those that follow each other lie near each other."""

from __future__ import annotations

import math

from qgis.core import QgsRectangle

LEVELS = 12
"""The curve passes 2^LEVELS cells along each side: 2.4 m each where the side is 10 km."""
CELLS = 1 << LEVELS


class HilbertCurve:
    """The curve over the square on the upper left corner of `extent`. Points beyond it count as on its edge."""

    def __init__(self, extent: QgsRectangle) -> None:
        side = max(extent.width(), extent.height())
        fits = math.isfinite(side) and side > 0  # not that of one point, or of none
        self._left, self._top = float(extent.xMinimum()), float(extent.yMaximum())
        self._cells_per_unit = CELLS / side if fits else 0.0

    def place(self, x: float, y: float) -> int:
        """How far along the curve, in cells, the point lies."""
        column, row = self._cell(x - self._left), self._cell(self._top - y)
        place, half = 0, CELLS // 2
        while half:
            right, low = bool(column & half), bool(row & half)
            place += half * half * ((3 * right) ^ low)
            if not low:  # the curve in an upper quadrant is mirrored along a diagonal
                if right:
                    column, row = CELLS - 1 - column, CELLS - 1 - row
                column, row = row, column
            half //= 2
        return place

    def _cell(self, distance: float) -> int:
        return int(min(CELLS - 1, max(0.0, distance * self._cells_per_unit)))  # in this order also for one that is NaN
