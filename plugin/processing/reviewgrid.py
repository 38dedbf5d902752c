"""Processing algorithm: a review grid, whose cells several people check one after the other."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
)

from ...protocol.footprints import CELL_COLUMNS
from ...protocol.settings.review import GridSettings
from ..layers.ground_crs import crs_problem
from ..review.columns import ReviewError
from ..review.review_grid import Grid
from ..translation import mark, tr
from .destinations import conflict
from .parameters import read_settings
from .worker_algorithm import WorkerAlgorithm

HELP = """Makes a layer of square cells over an extent, to check footprints cell by cell on the page Check of the panel.

Each cell has a number, a status (open, taken, checked, rejected), the reviewer who gave it, and when (UTC). Several \
people share the cells of one layer in a database, such as PostGIS: a cell that one of them takes is given to nobody \
else."""


class ReviewGridAlgorithm(WorkerAlgorithm):
    """roofline:reviewgrid. It needs no worker."""

    settings_classes = (GridSettings,)
    datum_layer = ""

    def name(self) -> str:
        return "reviewgrid"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Make cells to check"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Makes a layer of square cells over an extent, to check footprints cell by cell."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["grid", "fishnet", "review", "check", "tasking", "cells", "quality", "footprint"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterExtent("EXTENT", "Extent"),
                 "The ground to check; a layer of footprints stands for its extent. The cells have its CRS.")
        self.add_settings()
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", "Cells", QgsProcessing.TypeVectorPolygon),
                 "The cells, numbered row by row from the upper left corner, all of them open.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Number of cells"))

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """Besides the usual errors: the cells would replace the layer whose extent they have."""
        return super().complaint(values, context) or conflict(self, ("EXTENT",), values, context)

    def prepareAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> bool:
        wrong = self.complaint(values, context)
        if wrong:
            raise QgsProcessingException(wrong)
        self.check_sink(values, "OUTPUT", context)
        crs = self.parameterAsExtentCrs(values, "EXTENT", context)
        problem = crs_problem(f"The extent {values['EXTENT']}", crs) if crs.isValid() else (
            f"The extent {values['EXTENT']} has no CRS. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'.")
        if problem:
            raise QgsProcessingException(problem)
        side_m = read_settings(GridSettings, self, values, context).side_m
        try:
            self._grid = Grid(self.parameterAsExtent(values, "EXTENT", context), crs, side_m,
                              context.transformContext())
        except ReviewError as error:
            raise QgsProcessingException(str(error)) from error
        return True

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        cells = self.fill("OUTPUT", self._grid, CELL_COLUMNS, values, context, feedback)
        return {"OUTPUT": cells, "COUNT": len(self._grid)}
