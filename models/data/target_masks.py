"""Target masks: rasterises labels to the interior, border and touching zones that tell neighbouring buildings apart.

Two buildings with a gap of one pixel, a boundary of one pixel and a contact of two:

    . . . . . . x x x . . . . . .     .  background
    . # # # # # % x % # # # # # .     o  core      building but not boundary   (interior)
    . # o o o o % x % o o o o # .     #  boundary  the outermost pixels        (border)
    . # o o o o % x % o o o o # .     x  contact   ground near two buildings   (touching)
    . # o o o o % x % o o o o # .     %  boundary and contact
    . # # # # # % x % # # # # # .
    . . . . . . x x x . . . . . .

The core is what is left of a building without its boundary: buildings that share a wall have separate cores, and
prediction finds single buildings by their cores. A pixel of a mask holds bits:

    bit 0 BUILDING, bit 1 BOUNDARY, bit 2 CONTACT, bits 3 to 7 the class id of a building; IGNORE (255) counts nowhere
"""

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
"""Bits of a pixel: a boundary pixel lies in a building too, a contact pixel may lie beside one."""
CLASS_SHIFT = 3
"""The class id of a building's pixel is in the bits above these three; there are up to model_card.MOST_CLASSES."""
UNKNOWN_CLASS = 30
"""In place of a class id: the pixel is building, and nobody knows of which class."""
LEAST_LEFT = 0.2
"""Share of a label's area that its core must have at least; else the whole label is core."""


def burn(geometries: Shapes, shape: tuple[int, int], origin: tuple[int, int]) -> np.ndarray:
    """Pixels whose centre lies in a geometry, as a boolean array (H, W). Coordinates are pixels of a grid in which the
    array starts at `origin` (column, row)."""
    parts = [g for g in geometries if not g.is_empty]
    if not parts:
        return np.zeros(shape, bool)
    return rasterize(parts, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8").astype(bool)


def _burnt_class_ids(labels: np.ndarray, class_ids: np.ndarray, shape: tuple[int, int],
                     origin: tuple[int, int]) -> np.ndarray:
    last_wins = zip(labels[::-1], class_ids[::-1].tolist())
    return rasterize(last_wins, out_shape=shape, transform=Affine.translation(*origin), dtype="uint8")


def building_pixels(mask: np.ndarray) -> np.ndarray:
    """The pixels (H, W) bool of a mask that are building, and not IGNORE, which has all bits."""
    return (mask & BUILDING > 0) & (mask != IGNORE)


def without_classes(mask: np.ndarray) -> np.ndarray:
    """A mask (H, W) of buildings of one class, of which no class is known."""
    return np.where(building_pixels(mask), mask | UNKNOWN_CLASS << CLASS_SHIFT, mask).astype(np.uint8)


def without_centers(mask: np.ndarray) -> np.ndarray:
    """A mask (H, W) in which all of a building is boundary: it has no core, so no offset to its centre is known
    (center_offsets)."""
    return np.where(building_pixels(mask), mask | BOUNDARY, mask).astype(np.uint8)


def has_building(mask: np.ndarray) -> bool:
    """Whether any pixel of a mask that is not IGNORE is building."""
    return bool(building_pixels(mask).any())


def cores_of(labels: np.ndarray, boundary: float) -> np.ndarray:
    """The labels without the outermost `boundary` pixels; those that would all but vanish (LEAST_LEFT) stay whole."""
    cores = shapely.buffer(labels, -boundary, join_style="mitre")
    return np.where(shapely.area(cores) > LEAST_LEFT * shapely.area(labels), cores, labels)


def contacts_of(labels: np.ndarray, reach: float) -> np.ndarray:
    """The ground within `reach` pixels of two labels: shared walls, and gaps narrower than twice as much."""
    near = shapely.buffer(labels, reach, quad_segs=2)
    first, second = shapely.STRtree(near).query(near, predicate="intersects")
    first, second = first[first < second], second[first < second]
    return shapely.intersection(near[first], near[second])


def target_mask(labels: Shapes, region: BaseGeometry, shape: tuple[int, int], origin: tuple[int, int],
                tolerance: float, boundary: float, contact: float, class_ids: np.ndarray | None = None,
                is_cover: np.ndarray | None = None) -> np.ndarray:
    """The mask (H, W) uint8 that training compares with: bits BUILDING, BOUNDARY and CONTACT, or BACKGROUND, in
    `region` (where the labels are complete); IGNORE outside it and within `tolerance` pixels of an outline. `class_ids`
    (n,) are those of the labels, all 0 without it; where two labels overlap, the first one's holds.

    BOUNDARY is the outermost `boundary` pixels of a building, CONTACT the ground within `contact` pixels of two: the
    channels with which the winners of the SpaceNet challenges tell apart buildings that share a wall. Labels of ground
    cover (`is_cover`, (n,) bool) have no core, so all of them is BOUNDARY, and no contact. Lengths in pixels; the array
    starts at `origin` (column, row) of the grid.
    """
    mask = np.full(shape, IGNORE, np.uint8)
    inside = burn([region], shape, origin)
    mask[inside] = BACKGROUND
    if len(labels):
        labels = np.asarray(labels, object)
        building = inside & burn(labels, shape, origin)
        mask[building] |= BUILDING
        if class_ids is not None and class_ids.any():
            mask[building] |= _burnt_class_ids(labels, class_ids, shape, origin)[building] << CLASS_SHIFT
        single = labels if is_cover is None else labels[~is_cover]
        mask[building & ~burn(cores_of(single, boundary), shape, origin)] |= BOUNDARY
        mask[inside & burn(contacts_of(single, contact), shape, origin)] |= CONTACT
        if tolerance > 0:
            mask[burn(shapely.buffer(shapely.boundary(labels), tolerance, quad_segs=2), shape, origin)] = IGNORE
    return mask
