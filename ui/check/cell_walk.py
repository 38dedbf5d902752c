"""Review cell by cell: keeps a reviewer's current cell, shows it on the map, and tells the progress."""

from __future__ import annotations

from contextlib import suppress
from typing import List, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...plugin.layers.areas import usable
from ...plugin.layers.styles import REVIEWER
from ...plugin.layers.workspace import Workspace
from ...plugin.review.cell_review import CellReview
from ...plugin.review.columns import ReviewError
from ...plugin.review.grid_session import GridSession
from ...plugin.review.review_session import ReviewSession
from ..widgets.highlights import Highlights, Look
from ..words import cells as words
from ..words import counted, tr
from .check_tool import CHECK_CELL, REJECT_CELL, SHOW_CELL
from .grid_board import GridBoard

LOOK = Look(QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black), 3, Qt.PenStyle.DashLine)
"""White cased in black, dashed: no footprint looks like it, on any ground."""
AROUND = 1.15
"""The map shows so many times the width of a cell, so that buildings across its edge are seen whole."""


class CellWalk:
    """`holds` whether a cell is being checked. Methods raise ReviewError, when nothing is lost, and may be tried again.
    """

    def __init__(self, workspace: Workspace, canvas: QgsMapCanvas, board: GridBoard) -> None:
        self._workspace, self._canvas, self._board = workspace, canvas, board
        self._grid: Optional[GridSession] = None
        self._review: Optional[CellReview] = None
        self._footprints: Optional[QgsVectorLayer] = None
        self._outline = QgsGeometry()
        self._edge = Highlights(canvas, LOOK)
        workspace.project.layersWillBeRemoved.connect(self._leave_removed)

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The cells that are chosen."""
        layer: Optional[QgsVectorLayer] = usable(self._workspace.grid)
        return layer

    @property
    def holds(self) -> bool:
        """Whether a cell is being checked now."""
        return self._review is not None and self._review.grid.current is not None

    @property
    def is_on(self) -> bool:
        """Whether footprints are checked cell by cell now."""
        return self._review is not None

    def close(self) -> None:
        """Give the cell back, and disconnect from project and map."""
        self._workspace.project.layersWillBeRemoved.disconnect(self._leave_removed)
        self.end()
        self._edge.close()

    def begin(self, footprints: ReviewSession, reviewer: str) -> None:
        """Take the first cell, where cells are chosen."""
        layer = self.layer
        if layer is None or self._review is not None:
            return
        if footprints.layer is not self._footprints:  # what was accepted in others is not to be undone in these
            self._grid, self._footprints = None, footprints.layer
        review = CellReview(footprints, self._session(layer, reviewer))
        self._take(review)
        self._review = review
        self._canvas.expressionContextScope().setVariable(REVIEWER, reviewer)
        self._show()

    def end(self) -> None:
        """Give the cell back. When that fails it stays taken, and comes first the next time."""
        review, self._review = self._review, None
        self._outline = QgsGeometry()
        self._edge.clear()
        self._canvas.expressionContextScope().removeVariable(REVIEWER)
        if review is not None:
            review.leave()
            self._board.show_counts(review.grid.counts())

    def act(self, action: str) -> None:
        """Do one of CELL_ACTIONS."""
        review = self._review
        if review is None:
            return
        if action == SHOW_CELL:
            self._look()
            return
        if action == CHECK_CELL and self.holds:
            review.check()
        elif action == REJECT_CELL and self.holds:
            review.reject()
        else:
            review.skip()
        self._take(review)
        self._show()

    def undo(self) -> bool:
        """Take the last verdict on a cell back; whether there was one."""
        if self._review is None or not self._review.undo():
            return False
        self._show()
        return True

    def show_counts(self, reviewer: str) -> None:
        """Read the cells, and show the progress."""
        if self.layer is not None:
            self._board.show_counts(self._session(self.layer, reviewer).counts())

    def describe(self, footprints: ReviewSession) -> str:
        """A line about the current cell; "" while none is checked."""
        if self._review is None:
            return ""
        cell = self._review.grid.current
        if cell is None:
            return tr(words.NONE_OPEN)
        left = footprints.left()
        many = words.CURRENT if left else words.CURRENT_NONE
        return counted(left, words.CURRENT_ONE, many, cell=cell.number)

    def is_all_in_view(self) -> bool:
        """Whether the map shows the whole current cell: there is no need to move it then."""
        box = self._box() if self.holds else None
        return box is not None and bool(self._canvas.extent().contains(box))

    def _session(self, layer: QgsVectorLayer, reviewer: str) -> GridSession:
        """The session that began with these cells, which knows what to undo."""
        if self._grid is None or self._grid.layer is not layer or self._grid.reviewer != reviewer:
            self._grid = GridSession(layer, reviewer)
        return self._grid

    def _take(self, review: CellReview) -> None:
        review.take(self._canvas.extent().center(), self._canvas.mapSettings().destinationCrs())

    def _show(self) -> None:
        if self._review is not None:
            grid = self._review.grid
            self._outline = grid.outline()
            self._edge.show([self._outline], grid.layer.crs())
            self._board.show_counts(grid.counts())
            self._look()

    def _leave_removed(self, identifiers: List[str]) -> None:
        """Slot: layers of the project are about to be removed."""
        if self._grid is not None and self._grid.layer.id() in identifiers:
            with suppress(ReviewError):  # a cell that stays taken comes first the next time
                self.end()
            self._grid = None

    def _look(self) -> None:
        box = self._box()
        if box is not None:
            box.scale(AROUND)
            self._canvas.setExtent(box)
            self._canvas.refresh()

    def _box(self) -> Optional[QgsRectangle]:
        """The current cell on the map."""
        if self._grid is None or self._outline.isEmpty():
            return None
        to_map = QgsCoordinateTransform(self._grid.layer.crs(), self._canvas.mapSettings().destinationCrs(),
                                        self._workspace.project)
        try:
            return to_map.transformBoundingBox(self._outline.boundingBox())
        except QgsCsException:
            return None
