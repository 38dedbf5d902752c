"""Coordinate reference systems (PROJ) that lie on the ground."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pyproj
import pyproj.exceptions
from pyproj.transformer import AreaOfInterest, TransformerGroup

from ...protocol.certain import certain
from ...protocol.ground import EARTH_M, UNDEFINED, off_earth
from ..core.errors import RooflineError

WORTH_TELLING_M = 1.0
"""By so much an operation may be worse than one with a grid before it is told."""
DEGREES = pyproj.CRS.from_epsg(4326)
UTM_SCALE = 0.9996
"""Scale at the central meridian of every UTM zone."""


def ground_crs(value: Any, name: str) -> pyproj.CRS:
    """The CRS `value` (anything pyproj understands) of the layer or file `name`. Raises RooflineError for one that is
    bound to no place on earth, such as an engineering CRS, or that PROJ does not know."""
    try:
        crs = pyproj.CRS.from_user_input(value)
    except pyproj.exceptions.CRSError as error:
        raise RooflineError(f"{name} has a CRS that cannot be read ({str(error)[:120]}). Assign a CRS of QGIS's "
                            "list.") from error
    is_flat = (crs.is_geographic or crs.is_projected) and not crs.name.lower().startswith(UNDEFINED)
    if not is_flat or crs.ellipsoid is None or not EARTH_M[0] < crs.ellipsoid.semi_major_metre < EARTH_M[1]:
        raise RooflineError(off_earth(name, crs.name))
    try:
        pyproj.Transformer.from_crs(crs, in_degrees(crs), always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise RooflineError(f"{name} has a CRS ({crs.name}) whose coordinates cannot be computed "
                            f"({_reason(error)}). Assign a CRS of QGIS's list.") from error
    return crs


def in_degrees(crs: pyproj.CRS) -> pyproj.CRS:
    """Longitude and latitude in degrees from Greenwich for what lies in `crs`: on its own datum, or on that of WGS 84
    where the datum has other units (grads in the old zones of France), another meridian, or is not known."""
    own = crs.geodetic_crs
    if own is None or own.prime_meridian is None or own.prime_meridian.longitude:
        return DEGREES
    return own if math.isclose(own.axis_info[0].unit_conversion_factor, math.radians(1)) else DEGREES


def kept_by_geopackage(crs: pyproj.CRS) -> pyproj.CRS:
    """The CRS in which polygons in `crs` are written to a GeoPackage: itself, or degrees on its datum. For a UTM zone
    that has no code GDAL writes the code of the zone in metres, also where it is in feet (AutoIdentifyEPSG)."""
    operation = crs.coordinate_operation
    if operation is None or operation.method_name != "Transverse Mercator" or crs.to_json_dict().get("id"):
        return crs
    is_utm = any(isinstance(one.value, float) and abs(one.value - UTM_SCALE) < 1e-9 for one in operation.params)
    is_in_metres = crs.axis_info[0].unit_conversion_factor == 1
    return crs if is_in_metres or not is_utm else certain(crs.geodetic_crs, "datum")


def _reason(error: pyproj.exceptions.ProjError) -> str:
    """What PROJ says, such as "Invalid value for lat_0"."""
    return str(error).partition("Internal Proj Error: ")[2].rstrip(")") or "PROJ does not know its projection"


def missing_grid(source: pyproj.CRS, target: pyproj.CRS, what: str, place: tuple[float, float] | None) -> str | None:
    """A sentence where `what` (a plural), at `place` (degrees), is moved from one datum to another without the shift
    grid that would put it within a metre; None where all is well. QGIS moves layers itself (plugin/layers/datum.py)."""
    if source == target or source.geodetic_crs == target.geodetic_crs:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a grid is missing: said below
        around = None if place is None else AreaOfInterest(*place, *place)
        known = TransformerGroup(source, target, always_xy=True, area_of_interest=around)
    if known.best_available or not known.transformers or not known.unavailable_operations:
        return None
    used, best = known.transformers[0].accuracy, known.unavailable_operations[0]
    if 0 <= used < best.accuracy + WORTH_TELLING_M:
        return None
    off = f"up to {used:g} m off" if used > 0 else "off by metres to hundreds of metres"
    grids = ", ".join(grid.short_name for grid in best.grids)
    return (f"{what} are brought from {source.name} to {target.name} without the shift grid {grids}, so they may lie "
            f"{off}. 'Reproject layer' (for rasters 'Warp') in QGIS, which may have that grid, "
            "brings them there exactly.")
