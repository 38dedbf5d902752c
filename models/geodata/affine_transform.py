"""Affine transformation of geometries. Without OGR, which the process that draws outlines does not need."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry


def apply_affine(geometries: Any, matrix: Affine) -> Any:
    """A geometry with `matrix` applied to every point, or for a list of geometries an array of them."""
    a, b, c, d, e, f = matrix[:6]
    shapes = geometries if isinstance(geometries, BaseGeometry) else np.array(geometries, dtype=object)
    return shapely.transform(shapes, lambda xy: np.column_stack(
        [a * xy[:, 0] + b * xy[:, 1] + c, d * xy[:, 0] + e * xy[:, 1] + f]))
