"""Pictures for reports: contrast stretch, outlines drawn over imagery, and PNG; arrays (height, width, 3) uint8."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rasterio.features
import shapely
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import MemoryFile
from shapely.geometry.base import BaseGeometry

from ..geodata.affine_transform import apply_affine

RGB = tuple[int, int, int]
GREEN: RGB = (46, 160, 67)
RED: RGB = (224, 49, 49)
BLUE: RGB = (47, 129, 247)
GREY: RGB = (140, 148, 158)
WHITE: RGB = (255, 255, 255)


@dataclass(frozen=True)
class OutlineLayer:
    """Polygons drawn in one colour: their edge is `width` pixels wide, `fill` (0-1) is the opacity inside."""

    geometries: Sequence[BaseGeometry] | np.ndarray
    color: RGB
    width: float
    fill: float = 0.0


def stretch(image: np.ndarray, valid: np.ndarray | None = None) -> np.ndarray:
    """Contrast stretch of bands (C, H, W) of any type to RGB (H, W, 3): the first three bands, or the first as grey.

    Stretched between the 1st and 99th percentile of the valid pixels, alike for all bands so that the colours stay;
    8-bit imagery is left as it is. Invalid pixels are white.
    """
    chosen = image[:3] if len(image) >= 3 else np.repeat(image[:1], 3, axis=0)
    valid = np.ones(image.shape[1:], dtype=bool) if valid is None else valid
    rgb = np.moveaxis(chosen, 0, -1)
    if image.dtype != np.uint8:
        values = np.nan_to_num(rgb.astype(np.float32))
        low, high = np.percentile(values[valid], [1, 99]) if valid.any() else (0.0, 1.0)
        rgb = (np.clip((values - low) / max(high - low, 1e-9), 0, 1) * 255).astype(np.uint8)
    return np.where(valid[..., None], rgb, 255).astype(np.uint8)


def draw(picture: np.ndarray, transform: Affine, layers: Sequence[OutlineLayer]) -> np.ndarray:
    """A copy of `picture` (H, W, 3) with outlines over it, the last layer on top. `transform` maps pixels to the CRS of
    the outlines."""
    out = picture.copy()
    height, width = picture.shape[:2]
    frame = shapely.box(-20, -20, width + 20, height + 20)
    for layer in layers:
        shapes = apply_affine(layer.geometries, ~transform)
        shapes = shapes[shapely.intersects(frame, shapes)]
        if layer.fill:
            inside = _burn(shapes, (height, width))
            out[inside] = (out[inside] * (1 - layer.fill) + np.array(layer.color) * layer.fill).astype(np.uint8)
        out[_burn(shapely.buffer(shapely.boundary(shapes), layer.width / 2), (height, width))] = layer.color
    return out


def _burn(shapes: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    shapes = shapes[~shapely.is_empty(shapes)]
    if not len(shapes):
        return np.zeros(size, dtype=bool)
    return rasterio.features.rasterize(shapes, out_shape=size, dtype=np.uint8).astype(bool)


def canvas(bounds: tuple[float, float, float, float], longest: int) -> tuple[np.ndarray, Affine]:
    """A white picture of `bounds` (xmin, ymin, xmax, ymax) with 4 % margin, its longer side `longest` pixels, and its
    transform; north is up."""
    xmin, ymin, xmax, ymax = bounds
    side = max(xmax - xmin, ymax - ymin, 1e-9)
    margin = 0.04 * side
    pixel = (side + 2 * margin) / longest
    height = max(1, round((ymax - ymin + 2 * margin) / pixel))
    width = max(1, round((xmax - xmin + 2 * margin) / pixel))
    transform = Affine(pixel, 0, xmin - margin, 0, -pixel, ymax + margin)
    return np.full((height, width, 3), WHITE, dtype=np.uint8), transform


def side_by_side(pictures: Sequence[np.ndarray], gap: int = 12) -> np.ndarray:
    """Pictures next to each other on white, tops aligned, `gap` pixels between them."""
    height = max(picture.shape[0] for picture in pictures)
    width = sum(picture.shape[1] for picture in pictures) + gap * (len(pictures) - 1)
    out = np.full((height, width, 3), 255, dtype=np.uint8)
    left = 0
    for picture in pictures:
        out[:picture.shape[0], left:left + picture.shape[1]] = picture
        left += picture.shape[1] + gap
    return out


def png(picture: np.ndarray) -> bytes:
    """The picture as a PNG file's bytes."""
    height, width = picture.shape[:2]
    with warnings.catch_warnings(), MemoryFile() as memory:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # a picture has no place on the ground
        with memory.open(driver="PNG", width=width, height=height, count=3, dtype="uint8") as file:
            file.write(np.moveaxis(picture, -1, 0))
        return bytes(memory.read())
