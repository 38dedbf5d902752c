"""Coordinate reference systems (PROJ) that lie on the ground."""

from __future__ import annotations

from typing import Any

import pyproj
import pyproj.exceptions

from ...protocol.ground import EARTH_M, UNDEFINED, off_earth
from ..core.errors import RooflineError


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
    return crs
