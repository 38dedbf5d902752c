"""Review grid (fishnet): square cells over an extent, each with a status and a reviewer, as a layer of the project."""

from __future__ import annotations

import math
from itertools import count
from typing import Iterator, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...protocol.footprints import CELL_COLUMNS, OPEN
from .. import compat
from ..layers import words
from ..layers.import_polygons import FootprintsError, copy_into, in_chunks, layer_fields
from ..layers.layer_writer import LayerWriter
from ..layers.measure import Ruler
from ..layers.project_layers import ProjectLayersError, free_table, project_geopackage
from ..layers.styles import style_cells
from ..layers.workspace import Workspace
from ..translation import tr
from .columns import ReviewError

MOST_CELLS = 10_000
"""All are read whenever one is taken."""
TABLE, DRIVER, ENCODING = "review_cells", "GPKG", "UTF-8"
SCREEN_SHARE = 0.9
"""Share of the map's smaller side that a proposed cell takes at one pixel of the model a pixel of the screen."""
STRETCH = 0.05
"""Where so much of a cell or less is missing at the end of a row or a column, its cells are longer instead."""
STEP_M = 10.0
"""Proposed sides are multiples of this."""


class Grid:
    """The cells of `side_m` ground metres that cover `extent`, a rectangle in `crs`, row by row from its upper left
    corner. The sides are true in the middle of the extent, but for STRETCH, and the last cells may reach beyond it.
    len(): number of cells. Rows of a layer (import_polygons.Rows). Raises ReviewError for an extent without an area,
    and for more than MOST_CELLS."""

    wkb_type = QgsWkbTypes.Polygon

    def __init__(self, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, side_m: float,
                 context: QgsCoordinateTransformContext) -> None:
        self.crs = crs
        across, down = Ruler(crs, context).metres_across(extent.center(), extent.width(), extent.height())
        if not (across > 0 and down > 0):
            raise ReviewError(f"The extent {extent.toString(2)} has no area on the ground. Choose another one.")
        self._columns, self._rows = (max(math.ceil(length / side_m - STRETCH), 1) for length in (across, down))
        if len(self) > MOST_CELLS:
            enough = math.ceil(math.sqrt(across * down / MOST_CELLS) / STEP_M + 1) * STEP_M
            raise ReviewError(f"{len(self):,} cells with sides of {side_m:g} m are more than {MOST_CELLS:,}. Try "
                              f"{enough:.0f} m, or a smaller part.")
        self._left, self._top = extent.xMinimum(), extent.yMaximum()
        self._width = extent.width() * max(side_m / across, 1 / self._columns)
        self._height = extent.height() * max(side_m / down, 1 / self._rows)

    def __len__(self) -> int:
        return self._columns * self._rows

    def cells(self) -> Iterator[QgsRectangle]:
        """The cells in their order."""
        for number in range(len(self)):
            row, column = divmod(number, self._columns)
            left, top = self._left + column * self._width, self._top - row * self._height
            yield QgsRectangle(left, top - self._height, left + self._width, top)

    def chunks(self, columns: QgsFields) -> Iterator[List[QgsFeature]]:
        """Open cells as features with the fields CELL_COLUMNS, in lists of CHUNK."""

        def numbered(number: int, cell: QgsRectangle) -> QgsFeature:
            feature = QgsFeature(columns)
            feature.setGeometry(QgsGeometry.fromRect(cell))
            feature["cell"], feature["status"] = number, OPEN
            return feature

        return in_chunks(map(numbered, count(1), self.cells()))


def proposed_side_m(width_px: int, height_px: int, resolution_m: float) -> float:
    """The side of cells that fit a map of so many pixels when each shows one pixel of the model."""
    side = min(width_px, height_px) * SCREEN_SHARE * resolution_m
    return max(math.floor(side / STEP_M) * STEP_M, STEP_M)


def new_grid(workspace: Workspace, extent: QgsReferencedRectangle, side_m: float) -> QgsVectorLayer:
    """Make cells over an extent, in the CRS of the footprints, in a new table of the project's GeoPackage; add the
    layer on top of the project, and choose it. Raises ReviewError, ProjectLayersError."""
    crs = extent.crs() if workspace.footprints is None else workspace.footprints.crs()
    try:
        to_cells = QgsCoordinateTransform(extent.crs(), crs, workspace.project)
        box = to_cells.transformBoundingBox(extent)
    except QgsCsException as error:
        raise ReviewError(f"This part of the map does not exist in {crs.userFriendlyIdentifier()}, the CRS of the "
                          "footprints. Zoom in on them.") from error
    grid = Grid(box, crs, side_m, workspace.project.transformContext())
    path = project_geopackage(workspace)
    table, fields = free_table(path, TABLE), layer_fields(CELL_COLUMNS)
    try:
        with LayerWriter(path, DRIVER, table) as writer:
            sink = writer.sink(fields, grid.wkb_type, crs, workspace.project.transformContext(), ENCODING)
            copy_into(sink, grid.chunks(fields))
            del sink  # closes the file
            writer.publish(len(grid))
    except FootprintsError as error:
        raise ProjectLayersError(f"The cells could not be written to {path} ({error}). Check the free space, and that "
                                 "no other program holds the file.") from error
    layer = QgsVectorLayer(f"{path}|layername={table}", tr(words.CELLS), "ogr")
    style_cells(layer)
    workspace.project.addMapLayer(layer, False)
    compat.put_on_top(workspace.project.layerTreeRoot(), layer)
    workspace.choose(grid=layer)
    return layer
