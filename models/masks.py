"""From polygons to the mask that training compares with."""

from __future__ import annotations

from typing import Sequence, Union

import numpy as np
import shapely
from affine import Affine
from rasterio.enums import MergeAlg
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

Shapes = Union[Sequence[BaseGeometry], np.ndarray]

IGNORE = 255
BACKGROUND = 0
BUILDING = 1


def burn(geometries: Shapes, shape: tuple[int, int], origin: tuple[int, int]) -> np.ndarray:
    """Boolean (H, W): pixels whose centre lies in a geometry. Coordinates are pixels of a grid in which the array
    starts at `origin` (column, row)."""
    parts = [g for g in geometries if not g.is_empty]
    if not parts:
        return np.zeros(shape, bool)
    return rasterize(parts, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8").astype(bool)


def contacts(labels: Shapes, width: float, shape: tuple[int, int],
             origin: tuple[int, int]) -> np.ndarray:
    """Boolean (H, W): pixels within `width` pixels of the outlines of two labels or more, where neighbours touch. Of
    labels that lie on each other only the outlines count, so that a building drawn twice does not vanish."""
    if not len(labels) or width <= 0:
        return np.zeros(shape, bool)
    grown = shapely.buffer(shapely.boundary(np.asarray(labels, object)), width, quad_segs=2)
    counts = rasterize(
        grown, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8", merge_alg=MergeAlg.add)
    return counts >= 2


def target_mask(labels: Shapes, region: BaseGeometry, shape: tuple[int, int], origin: tuple[int, int],
                tolerance: float, contact: float) -> np.ndarray:
    """The mask (H, W) uint8 that training compares with: BUILDING in a label, BACKGROUND elsewhere in `region` (where
    the labels are complete), IGNORE outside it and within `tolerance` pixels of an outline.

    Where two labels come within `contact` pixels of each other the mask is BACKGROUND, so that the network learns to
    keep neighbours apart (the gap that the original U-Net paper weights up, Ronneberger et al. 2015). Lengths in
    pixels.
    """
    mask = np.full(shape, IGNORE, np.uint8)
    inside = burn([region], shape, origin)
    mask[inside] = BACKGROUND
    mask[inside & burn(labels, shape, origin)] = BUILDING
    if len(labels) and tolerance > 0:
        outlines = shapely.buffer(shapely.boundary(np.asarray(labels, object)), tolerance, quad_segs=2)
        mask[burn(list(outlines), shape, origin)] = IGNORE
    mask[inside & contacts(labels, contact, shape, origin)] = BACKGROUND
    return mask
