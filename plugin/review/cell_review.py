"""Review of footprints cell by cell: a verdict on a cell saves them first, and says that all of the cell was seen."""

from __future__ import annotations

from typing import List, Set

from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsPointXY, QgsVectorLayer

from ...protocol.footprints import ACCEPTED, CHECKED, PREDICTED, REJECTED, status_of
from ..layers import words
from ..translation import tr
from .columns import find_columns
from .edit_command import demand, edit_command
from .grid_session import GridSession
from .review_session import ReviewSession
from .spatial_queries import footprints_in


class CellReview:
    """The footprints of one layer, and the `grid` by which they are checked. While a cell is held, the walk goes
    through the footprints that intersect it.

    What was done to the footprints is saved before the cell gets its verdict, so that a checked cell never promises
    more than its layer has. Every method raises ReviewError; then nothing is lost, and the cell has no verdict.
    """

    def __init__(self, footprints: ReviewSession, grid: GridSession) -> None:
        self._footprints, self.grid = footprints, grid

    def take(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> None:
        """Take the nearest open cell to `point`, in `crs`, as GridSession.take()."""
        self.grid.take(point, crs)
        self._walk_in_cell()

    def check(self) -> None:
        """The current cell was looked at, its empty ground too: accept the footprints in it that have no verdict."""
        self.grid.demand_hold()
        self._footprints.save()
        layer, accepted = self._footprints.layer, []
        if layer is not None and self.grid.current is not None:
            accepted = _accept(layer, self._in_cell(layer))
        self._footprints.save()
        self.grid.finish(CHECKED, accepted)

    def reject(self) -> None:
        """The current cell cannot be put right here: its footprints stay as they are."""
        self.grid.demand_hold()
        self._footprints.save()
        self.grid.finish(REJECTED, [])

    def skip(self) -> None:
        """Give the current cell back; it comes again last."""
        self.grid.skip()

    def leave(self) -> None:
        """Give the current cell back, and walk through all footprints."""
        self._footprints.within(None)
        self.grid.leave()

    def undo(self) -> bool:
        """Take the last verdict on a cell back, with what it accepted; whether there was one."""
        accepted = self.grid.undo()
        if accepted is None:
            return False
        layer = self._footprints.layer
        if layer is not None and accepted:
            _reopen(layer, accepted)
            self._footprints.save()
        self._walk_in_cell()
        return True

    def _walk_in_cell(self) -> None:
        layer = self._footprints.layer
        if layer is not None:
            self._footprints.within(lambda: self._in_cell(layer))

    def _in_cell(self, layer: QgsVectorLayer) -> Set[int]:
        """The footprints in the current cell; none without one."""
        if self.grid.current is None:
            return set()
        return footprints_in(layer, self.grid.outline(), self.grid.layer.crs())


def _accept(layer: QgsVectorLayer, fids: Set[int]) -> List[int]:
    """Accept those of the footprints that have no verdict, as one edit command; their ids."""
    unchecked = _with_status(layer, fids, PREDICTED)
    _set_status(layer, unchecked, ACCEPTED, tr(words.ACCEPT_CELL))
    return unchecked


def _reopen(layer: QgsVectorLayer, fids: List[int]) -> None:
    """Take the verdict of those of the footprints that are accepted back, as one edit command."""
    _set_status(layer, _with_status(layer, set(fids), ACCEPTED), PREDICTED, tr(words.REOPEN_CELL))


def _with_status(layer: QgsVectorLayer, fids: Set[int], status: str) -> List[int]:
    column = find_columns(layer)["status"]
    request = QgsFeatureRequest().setFilterFids(list(fids)).setFlags(QgsFeatureRequest.NoGeometry)
    return sorted(one.id() for one in layer.getFeatures(request) if status_of(one[column]) == status)


def _set_status(layer: QgsVectorLayer, fids: List[int], status: str, command: str) -> None:
    if not fids:
        return
    column = find_columns(layer)["status"]
    with edit_command(layer, command):
        for fid in fids:
            demand(layer, layer.changeAttributeValue(fid, column, status))
