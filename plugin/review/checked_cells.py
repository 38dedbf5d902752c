"""Checked cells of a review grid as labelled ground (human in the loop): all that is in them is known."""

from __future__ import annotations

from typing import List, Optional, Tuple

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsVectorLayer

from ...protocol.certain import certain
from ...protocol.footprints import CHECKED
from ..layers.areas import Zone, usable
from ..layers.workspace import Workspace
from .cell_table import CellTable
from .columns import ReviewError
from .use_as_labels import InView, Used, in_view, use_as_labels


def use_checked_cells(workspace: Workspace) -> Tuple[Optional[Used], int]:
    """Copy the accepted and edited footprints in checked cells into the labels, and make the cells a training area, by
    the rules of use_as_labels(). None where no cell is left to use; and the number of checked cells that are left out,
    since there are footprints in them that nobody checked: those of a later prediction, say.

    Raises ReviewError, DrawingError and ProjectLayersError.
    """
    grid: QgsVectorLayer = certain(usable(workspace.grid), "grid")
    checked = CellTable(grid).outlines(CHECKED)
    if not checked:
        return None, 0
    seen = in_view(workspace, QgsGeometry.unaryUnion(checked), grid.crs())
    known = _without(checked, seen, grid)
    left_out = len(checked) - len(known)
    if not known:
        return None, left_out
    return use_as_labels(workspace, QgsGeometry.unaryUnion(known), grid.crs()), left_out


def _without(cells: List[QgsGeometry], seen: InView, grid: QgsVectorLayer) -> List[QgsGeometry]:
    """The cells that no unchecked footprint touches."""
    if not seen.unchecked:
        return cells
    doubtful = QgsGeometry.unaryUnion(seen.unchecked)
    try:
        doubtful.transform(QgsCoordinateTransform(seen.crs, grid.crs(), grid.transformContext()))
    except QgsCsException as error:
        raise ReviewError(f"The footprints do not exist in {grid.crs().userFriendlyIdentifier()}, the CRS of the "
                          "cells. Choose cells that lie where the footprints are.") from error
    zone = Zone(doubtful)
    return [cell for cell in cells if not zone.touches(cell)]
