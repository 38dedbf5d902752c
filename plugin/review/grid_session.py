"""Review grid (as of tasking managers): one reviewer takes cells, one at a time, and gives each a verdict."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import List, Optional, Set, Tuple

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
)

from ...protocol.footprints import CHECKED, OPEN, REJECTED, TAKEN
from .cell_table import Cell, CellTable
from .columns import ReviewError

DONE = (CHECKED, REJECTED)
MOST_TRIES = 20
"""Cells in a row that others may take in the last moment."""


@dataclass(frozen=True)
class CellCounts:
    """Numbers of cells: in all; checked and rejected ones, and how many of these others did; cells that others hold."""

    total: int
    checked: int
    rejected: int
    by_others: int
    held_by_others: int


class GridSession:
    """The cells of `layer` as `reviewer` goes through them. `current` is the one that the reviewer holds, None without.

    A cell changes in the layer at once, so that nobody else takes it; the session writes nothing that another has
    changed since. Every method raises ReviewError when the cells cannot be read or changed.
    """

    def __init__(self, layer: QgsVectorLayer, reviewer: str) -> None:
        self.layer, self.reviewer = layer, reviewer
        self.current: Optional[Cell] = None
        self._table = CellTable(layer)
        self._skipped: Set[int] = set()
        self._finished: List[Tuple[Cell, List[int]]] = []

    def counts(self) -> CellCounts:
        """Numbers of cells by status, read anew."""
        cells = self._table.cells()
        done = [cell for cell in cells if cell.status in DONE]
        checked = sum(cell.status == CHECKED for cell in done)
        return CellCounts(len(cells), checked, len(done) - checked,
                          sum(cell.reviewer != self.reviewer for cell in done),
                          sum(cell.is_held() and cell.reviewer != self.reviewer for cell in cells))

    def outline(self) -> QgsGeometry:
        """The polygon of the current cell, in the CRS of the layer."""
        return QgsGeometry() if self.current is None else self._table.outline(self.current)

    def take(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> None:
        """Take the cell that the reviewer holds already, else the open one that is nearest to `point`, in `crs`; those
        that were skipped come last. `current` is None when no cell is left."""
        self.current = None
        there = self._in_layer(point, crs)
        for _ in range(MOST_TRIES):
            cells = filter(self._is_open, self._table.cells())
            best = min(cells, key=lambda cell: self._rank(cell, there), default=None)
            if best is None:
                return
            self.current = self._table.change(best, TAKEN, self.reviewer)
            if self.current is not None:  # else another was faster
                return
        raise ReviewError(f"{MOST_TRIES} cells of layer '{self.layer.name()}' were changed by others as soon as they "
                          "were to be taken. Try again.")

    def skip(self) -> None:
        """Give the current cell back, to come to it again last."""
        if self.current is not None:
            self._skipped.add(self.current.id)
        self.leave()

    def leave(self) -> None:
        """Give the current cell back: it is open, and nobody's."""
        cell, self.current = self.current, None
        if cell is not None:
            self._table.change(cell, OPEN, "")

    def demand_hold(self) -> None:
        """Raise ReviewError where the current cell was taken over, or changed, by another meanwhile."""
        if self.current is not None and self._table.now(self.current) != self.current:
            self._lost(self.current)

    def finish(self, status: str, accepted: List[int]) -> None:
        """Give the current cell a verdict, CHECKED or REJECTED, by which these footprints were accepted."""
        cell = self.current
        if cell is None:
            return
        done = self._table.change(cell, status, self.reviewer)
        if done is None:
            self._lost(cell)
        else:
            self.current = None
            self._finished.append((done, accepted))

    def undo(self) -> Optional[List[int]]:
        """Take the cell of the last verdict again, and give the current one back; the footprints that were accepted by
        it. None where there is none. Raises ReviewError where another has changed the cell since: it stays then."""
        if not self._finished:
            return None
        done, accepted = self._finished[-1]
        again = self._table.change(done, TAKEN, self.reviewer)
        self._finished.pop()
        if again is None:
            raise ReviewError(f"Cell {done.number} was changed by somebody else since, and stays as it is now.")
        self.leave()
        self.current = again
        return accepted

    def _lost(self, cell: Cell) -> None:
        self.current = None
        now = self._table.now(cell)
        who = now.reviewer if now is not None and now.reviewer else "somebody else"
        raise ReviewError(f"Cell {cell.number} was taken over by {who} meanwhile, and has no verdict of yours. What "
                          "you did to its footprints is kept.")

    def _is_open(self, cell: Cell) -> bool:
        return cell.status not in DONE and not (cell.is_held() and cell.reviewer != self.reviewer)

    def _rank(self, cell: Cell, point: QgsPointXY) -> Tuple[bool, bool, float]:
        is_mine = cell.status == TAKEN and cell.reviewer == self.reviewer
        return not is_mine, cell.id in self._skipped, self._table.middle(cell).sqrDist(point)

    def _in_layer(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> QgsPointXY:
        with suppress(QgsCsException):
            return QgsCoordinateTransform(crs, self.layer.crs(), self.layer.transformContext()).transform(point)
        return self.layer.extent().center()


def account_name() -> str:
    """The name of this computer's user, as QGIS knows it."""
    return str(QgsApplication.userFullName() or QgsApplication.userLoginName())
