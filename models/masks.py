"""From polygons to the mask that training compares with."""

from __future__ import annotations

from typing import Sequence, Union

import numpy as np
import shapely
from affine import Affine
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

Shapes = Union[Sequence[BaseGeometry], np.ndarray]

IGNORE = 255
BACKGROUND = 0
BUILDING = 1
LEAST_LEFT = 0.2
"""Share of a label's area that must be left inside its inset."""


def burn(geometries: Shapes, shape: tuple[int, int], origin: tuple[int, int]) -> np.ndarray:
    """Boolean (H, W): pixels whose centre lies in a geometry. Coordinates are pixels of a grid in which the array
    starts at `origin` (column, row)."""
    parts = [g for g in geometries if not g.is_empty]
    if not parts:
        return np.zeros(shape, bool)
    return rasterize(parts, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8").astype(bool)


def inset_labels(labels: Shapes, inset: float) -> np.ndarray:
    """The labels drawn `inset` pixels inside their outlines; those that would all but vanish stay as they are."""
    whole = np.asarray(labels, object)
    shrunk = shapely.buffer(whole, -inset, join_style="mitre")
    return np.where(shapely.area(shrunk) > LEAST_LEFT * shapely.area(whole), shrunk, whole)


def target_mask(labels: Shapes, region: BaseGeometry, shape: tuple[int, int], origin: tuple[int, int],
                tolerance: float, inset: float) -> np.ndarray:
    """The mask (H, W) uint8 that training compares with: BUILDING in a label, `inset` pixels inside its outline;
    BACKGROUND elsewhere in `region` (where the labels are complete); IGNORE outside it and within `tolerance` pixels of
    where building ends. Lengths in pixels.

    The inset leaves background between buildings that share a wall, so that they are traced apart; outlines are grown
    back by as much (polygons.tidy). It is the interior channel of the SpaceNet winners without the other channels.
    """
    mask = np.full(shape, IGNORE, np.uint8)
    inside = burn([region], shape, origin)
    mask[inside] = BACKGROUND
    if len(labels):
        interiors = inset_labels(labels, inset)
        mask[inside & burn(interiors, shape, origin)] = BUILDING
        if tolerance > 0:
            mask[burn(shapely.buffer(shapely.boundary(interiors), tolerance, quad_segs=2), shape, origin)] = IGNORE
    return mask
