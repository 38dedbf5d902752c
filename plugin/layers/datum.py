"""Datum transformation by QGIS: it has the shift grids and the project's choice of operations; the worker has neither.

Only the datum is changed here. Where two CRS share it, and where layers do not meet, the worker projects coordinates
itself, cuts them at the antimeridian and tells what looks wrong.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from osgeo import osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDatumTransform,
    QgsGeometry,
    QgsMapLayer,
    QgsRectangle,
)

from .ground_crs import crs_problem

NEAR_ANTIMERIDIAN = 179.0
"""Degrees beyond which the worker alone moves polygons."""
STEPS = 64
"""Points along each side of a rectangle that is moved: its sides are curves in another CRS."""


class Target:
    """A layer whose datum others are brought to: its CRS and extent, and the project's choice of operations."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, extent: QgsRectangle,
                 context: QgsCoordinateTransformContext) -> None:
        self.crs, self.extent, self.context = crs, extent, context

    @classmethod
    def of(cls, layers: Sequence[QgsMapLayer], context: QgsCoordinateTransformContext) -> Target:
        """The first of some layers, with the extent of all that are in its CRS."""
        target = cls(layers[0].crs(), QgsRectangle(layers[0].extent()), context)
        for layer in layers[1:]:
            if layer.crs() == target.crs:
                target.extent.combineExtentWith(layer.extent())
        return target

    def transform(self, crs: QgsCoordinateReferenceSystem, extent: QgsRectangle) -> Optional[QgsCoordinateTransform]:
        """The transformation of a layer in `crs` with that extent; None where the worker's own will do."""
        if any(not one.isValid() or crs_problem("", one) for one in (crs, self.crs)) or same_datum(crs, self.crs):
            return None
        transform = QgsCoordinateTransform(crs, self.crs, self.context)
        try:
            to_degrees = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), self.context)
            degrees = to_degrees.transformBoundingBox(extent)
            there = transform.transformBoundingBox(extent)
        except QgsCsException:
            return None
        crosses = degrees.xMinimum() < -NEAR_ANTIMERIDIAN or degrees.xMaximum() > NEAR_ANTIMERIDIAN
        return transform if there.intersects(self.extent) and not crosses else None

    def ring(self, box: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Optional[List[Tuple[float, float]]]:
        """The outline (x, y) of a rectangle in the CRS of the target; None where the worker's own will do."""
        transform = self.transform(crs, box)
        moved = None if transform is None else transformed(QgsGeometry.fromRect(box).densifyByCount(STEPS), transform)
        return None if moved is None else [(point.x(), point.y()) for point in moved.asPolygon()[0]]


def part_near(layers: Sequence[QgsMapLayer], box: QgsRectangle, crs: QgsCoordinateReferenceSystem,
              context: QgsCoordinateTransformContext) -> QgsRectangle:
    """The part of a rectangle that lies on the layers, or about as far around as they reach; all of it where it lies
    elsewhere. The CRS of a place has no shape for a view of half the world."""
    near: Optional[QgsRectangle] = None
    for layer in layers:
        try:
            there = QgsCoordinateTransform(layer.crs(), crs, context).transformBoundingBox(layer.extent())
        except QgsCsException:
            return box
        if near is None:
            near = there
        near.combineExtentWith(there)
    around = near.scaled(3.0) if near is not None and near.isFinite() else box
    return box.intersect(around) if box.intersects(around) else box


def same_datum(one: QgsCoordinateReferenceSystem, other: QgsCoordinateReferenceSystem) -> bool:
    """Whether two CRS stand on the same datum, so that no shift lies between them."""
    first, second = osr.SpatialReference(), osr.SpatialReference()
    for reference, crs in ((first, one), (second, other)):
        if reference.SetFromUserInput(crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED)) != 0:
            return False
    return bool(first.IsSameGeogCS(second))


def transformed(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> Optional[QgsGeometry]:
    """A copy of a geometry on the other datum; None where that does not hold there."""
    moved = QgsGeometry(geometry)
    try:
        moved.transform(transform)
    except QgsCsException:
        return None
    return moved if moved.boundingBox().isFinite() else None  # how PROJ mostly reports such a failure


def missing_grid(name: str, transform: QgsCoordinateTransform) -> Optional[str]:
    """A sentence where QGIS knows an exact operation, but lacks its grid and takes one of unknown accuracy."""
    source, target = transform.sourceCrs(), transform.destinationCrs()
    if transform.instantiatedCoordinateOperationDetails().accuracy >= 0:
        return None
    better = [one for one in QgsDatumTransform.operations(source, target) if not one.isAvailable and one.accuracy > 0]
    if not better:
        return None
    best = min(better, key=lambda one: one.accuracy)
    grids = ", ".join(grid.shortName for grid in best.grids)
    return (f"Layer '{name}' is brought from {source.userFriendlyIdentifier()} to {target.userFriendlyIdentifier()} "
            f"without a shift grid, so it may lie many metres off. An operation that is right to {best.accuracy:g} m "
            f"needs {grids}: QGIS installs it from Settings > Options > Transformations.")
