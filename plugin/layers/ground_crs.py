"""Coordinate reference systems that lie on the ground (OGR's spatial references)."""

from __future__ import annotations

from typing import Optional

from osgeo import osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsMapLayer,
)

from ...protocol.ground import EARTH_M, UNDEFINED, off_earth

HALF_GLOBE = 180.0
"""Degrees from west to east from which the outline of a layer does not hold in most other CRSs."""


def spans_globe(layer: QgsMapLayer, context: QgsCoordinateTransformContext) -> bool:
    """Whether a layer reaches around most of the globe, as a web map does."""
    try:
        degrees = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), context)
        return bool(degrees.transformBoundingBox(layer.extent()).width() > HALF_GLOBE)
    except QgsCsException:
        return False


def kept_by_geopackage(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The CRS in which a layer in `crs` is written to a GeoPackage: itself, or degrees on its datum. For a UTM zone
    that has no code GDAL writes the code of the zone in metres, also where it is in feet (AutoIdentifyEPSG)."""
    reference = osr.SpatialReference()
    is_read = reference.SetFromUserInput(crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED)) == 0
    if not is_read or reference.GetAuthorityCode(None) or reference.GetLinearUnits() == 1 or not reference.GetUTMZone():
        return crs
    return QgsCoordinateReferenceSystem.fromWkt(reference.CloneGeogCS().ExportToWkt())


def crs_problem(name: str, crs: QgsCoordinateReferenceSystem) -> Optional[str]:
    """A sentence where a valid CRS is bound to no place on earth: an engineering (local) one, that of a drawing, or of
    another body; None where all is well. `name` stands at the beginning, as in "Layer 'a'"."""
    reference = osr.SpatialReference()
    if reference.SetFromUserInput(crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED)) == 0:
        is_flat = reference.IsGeographic() or reference.IsProjected()
        is_known = not crs.description().lower().startswith(UNDEFINED)
        if is_flat and is_known and EARTH_M[0] < reference.GetSemiMajor() < EARTH_M[1]:
            return None
    return off_earth(name, crs.description() or crs.userFriendlyIdentifier())
