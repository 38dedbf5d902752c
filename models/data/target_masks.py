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
BUILDING, BOUNDARY, CONTACT = 1, 2, 4
"""Bits of a mask's pixel: a boundary pixel lies in a building too, a contact pixel may lie beside one."""
CLASS_SHIFT = 3
"""A building's pixel holds the number of its class in the bits above these three: up to card.MOST_CLASSES."""
LEAST_LEFT = 0.2
"""Share of a label's area that must be left inside its boundary."""


def burn(geometries: Shapes, shape: tuple[int, int], origin: tuple[int, int]) -> np.ndarray:
    """Boolean (H, W): pixels whose centre lies in a geometry. Coordinates are pixels of a grid in which the array
    starts at `origin` (column, row)."""
    parts = [g for g in geometries if not g.is_empty]
    if not parts:
        return np.zeros(shape, bool)
    return rasterize(parts, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8").astype(bool)


def _class_numbers(labels: np.ndarray, kinds: np.ndarray, shape: tuple[int, int],
                   origin: tuple[int, int]) -> np.ndarray:
    last_wins = zip(labels[::-1], kinds[::-1].tolist())
    return rasterize(last_wins, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8")


def has_building(mask: np.ndarray) -> bool:
    """Whether any pixel that counts is building."""
    return bool(((mask != IGNORE) & (mask & BUILDING > 0)).any())


def cores_of(labels: np.ndarray, boundary: float) -> np.ndarray:
    """The labels without the outermost `boundary` pixels; those that would all but vanish stay as they are."""
    cores = shapely.buffer(labels, -boundary, join_style="mitre")
    return np.where(shapely.area(cores) > LEAST_LEFT * shapely.area(labels), cores, labels)


def contacts_of(labels: np.ndarray, reach: float) -> np.ndarray:
    """The ground within `reach` pixels of two labels: walls they share, and gaps narrower than twice as much."""
    near = shapely.buffer(labels, reach, quad_segs=2)
    first, second = shapely.STRtree(near).query(near, predicate="intersects")
    first, second = first[first < second], second[first < second]
    return shapely.intersection(near[first], near[second])


def target_mask(labels: Shapes, region: BaseGeometry, shape: tuple[int, int], origin: tuple[int, int],
                tolerance: float, boundary: float, contact: float, kinds: np.ndarray | None = None) -> np.ndarray:
    """The mask (H, W) uint8 that training compares with: bits BUILDING, BOUNDARY and CONTACT, or BACKGROUND, in
    `region` (where the labels are complete); IGNORE outside it and within `tolerance` pixels of an outline. `kinds`
    are the numbers of the labels' classes, all 0 without it; where two labels overlap, the first one's holds.

    BOUNDARY is the outermost `boundary` pixels of a building, CONTACT the ground within `contact` pixels of two: what
    the winners of the SpaceNet challenges learn to tell buildings apart that share a wall. Lengths in pixels.
    """
    mask = np.full(shape, IGNORE, np.uint8)
    inside = burn([region], shape, origin)
    mask[inside] = BACKGROUND
    if len(labels):
        labels = np.asarray(labels, object)
        building = inside & burn(labels, shape, origin)
        mask[building] |= BUILDING
        if kinds is not None and kinds.any():
            mask[building] |= _class_numbers(labels, kinds, shape, origin)[building] << CLASS_SHIFT
        mask[building & ~burn(cores_of(labels, boundary), shape, origin)] |= BOUNDARY
        mask[inside & burn(contacts_of(labels, contact), shape, origin)] |= CONTACT
        if tolerance > 0:
            mask[burn(shapely.buffer(shapely.boundary(labels), tolerance, quad_segs=2), shape, origin)] = IGNORE
    return mask
