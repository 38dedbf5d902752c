"""What ties a CRS to the ground, the same for plugin and worker."""

from __future__ import annotations

EARTH_M = (6_300_000.0, 6_450_000.0)
"""Least and greatest semi-major axis, in metres, of an ellipsoid that stands for the earth."""

UNDEFINED = "undefined "
"""How the names of a GeoPackage's CRSs for "none" begin, in lower case: "Undefined geographic SRS" and others."""


def off_earth(name: str, crs_name: str) -> str:
    """The sentence about a layer whose CRS is an engineering one, of another body, or of no two axes on the ground."""
    return (f"{name} has a CRS that is bound to no place on earth ({crs_name or 'without a name'}). Assign the right "
            "one: right-click the layer > Layer CRS, or for imagery Raster > Projections > Assign Projection.")
