"""Canvas of the scene renderer: float colours on the pixel grid, rasterised shapes, the sun and shared noise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from affine import Affine
from rasterio.features import rasterize

from .noise import octaves
from .town import RGB, Town


@dataclass(frozen=True)
class Sun:
    """`toward` is the direction in the scene that shadows fall (x right, y down)."""

    toward: tuple[float, float]
    elevation: float  # radians
    sky: float = 0.45  # share of the light that comes from all sides

    @staticmethod
    def draw(town: Town, rng: np.random.Generator) -> Sun:
        """A sun in any direction, at an elevation within the town's range."""
        azimuth, elevation = rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(*town.sun_elevation_deg))
        return Sun((float(np.cos(azimuth)), float(np.sin(azimuth))), float(elevation), town.sky)

    def shadow(self, height_m: float | np.ndarray) -> np.ndarray:
        """Offset in metres of the shadow of something `height_m` above what it falls on."""
        return np.multiply.outer(np.maximum(height_m, 0) / np.tan(self.elevation), np.array(self.toward))

    def shade(self, slope_x: np.ndarray, slope_y: np.ndarray) -> np.ndarray:
        """Brightness, relative to level ground, of planes that fall by `slope` a metre toward x and y (Lambert)."""
        facing = np.sin(self.elevation) - np.cos(self.elevation) * (slope_x * self.toward[0] + slope_y * self.toward[1])
        direct = np.maximum(facing, 0) / np.sqrt(1 + slope_x**2 + slope_y**2) / np.sin(self.elevation)
        return self.sky + (1 - self.sky) * np.minimum(direct, 2.2)

    def shade_walls(self, normals: np.ndarray) -> np.ndarray:
        """Brightness, relative to level ground, of upright walls that face `normals` (N, 2)."""
        facing = np.maximum(-normals @ np.array(self.toward), 0) / np.tan(self.elevation)
        return self.sky + (1 - self.sky) * np.minimum(facing, 2.2)


@dataclass(frozen=True)
class View:
    """Off-nadir view: in the image a point lies away from what is below it, by `lean` metres a metre of height."""

    lean: tuple[float, float] = (0.0, 0.0)
    centre: tuple[float, float] = (0.0, 0.0)
    perspective: float = 0.0  # growth of the lean a metre away from the centre

    @staticmethod
    def draw(town: Town, rng: np.random.Generator, width_m: float, height_m: float) -> View:
        """A view from any side, tilted and widened as the town says; straight down takes nothing from `rng`."""
        if not (town.tilt_deg or town.perspective):
            return View()
        azimuth, amount = rng.uniform(0, 2 * np.pi), np.tan(np.radians(town.tilt_deg))
        lean = (float(np.cos(azimuth) * amount), float(np.sin(azimuth) * amount))
        return View(lean, (width_m / 2, height_m / 2), town.perspective)

    def at(self, points: np.ndarray) -> np.ndarray:
        """The lean (N, 2) at points (N, 2) of the scene."""
        return np.array(self.lean) + self.perspective * (np.asarray(points, float) - self.centre)


def _polygons(parts: np.ndarray) -> list[dict[str, Any]]:
    """GeoJSON of polygons, in a fraction of the time that shapely takes for one after the other."""
    _, points, (ring_ends, part_ends) = shapely.to_ragged_array(parts)
    listed = points.tolist()
    rings = [listed[start:end] for start, end in pairwise(ring_ends.tolist())]
    return [{"type": "Polygon", "coordinates": rings[start:end]} for start, end in pairwise(part_ends.tolist())]


class Canvas:
    """`rgb` is (height, width, 3) float32, 0 to 255; `broad`, `middle`, `fine` are noise of unit variance."""

    def __init__(self, town: Town, rng: np.random.Generator, height: int, width: int) -> None:
        self.town, self.rng, self.height, self.width = town, rng, height, width
        self.resolution_m = town.resolution_m
        self.sun = Sun.draw(town, rng)
        self.view = View.draw(town, rng, width * self.resolution_m, height * self.resolution_m)
        self.rgb = np.zeros((height, width, 3), np.float32)
        self.broad = octaves(rng, height, width, 40 / self.resolution_m, 5)
        self.middle = octaves(rng, height, width, 6 / self.resolution_m, 4, 0.75)
        self.fine = octaves(rng, height, width, 0.9 / self.resolution_m, 2, 0.9)

    def burn(
        self,
        shapes: Iterable[tuple[shapely.Geometry, float]],
        fill: float = 0,
        dtype: str = "uint8",
        finer: int = 1,
        touched: bool = False,
    ) -> np.ndarray:
        """Values of the shapes (metres) on the pixel grid, or on one `finer` times as fine; later shapes lie on top.

        A pixel belongs to a shape that holds its centre, or with `touched` to any that reaches into it.
        """
        grid = (self.height * finer, self.width * finer)
        pairs = list(shapes)
        if not pairs:
            return np.full(grid, fill, dtype)
        parts, index = shapely.get_parts(np.array([shape for shape, _ in pairs], object), return_index=True)
        bounds = shapely.bounds(parts).reshape(-1, 4)
        size = np.array((self.width, self.height)) * self.resolution_m
        seen = (bounds[:, :2] < size).all(1) & (bounds[:, 2:] > 0).all(1)
        if not seen.any():
            return np.full(grid, fill, dtype)
        numbered = zip(_polygons(parts[seen]), (pairs[i][1] for i in index[seen]))
        transform = Affine.scale(self.resolution_m / finer)
        return rasterize(numbered, grid, fill=fill, transform=transform, dtype=dtype, all_touched=touched)

    def wobble(self, metres: float) -> tuple[np.ndarray, np.ndarray]:
        """Displacement by noise: the row and column to read instead of each pixel's own, which makes straight borders
        ragged."""
        amount = metres / self.resolution_m
        rows = np.arange(self.height)[:, None] + np.rint(amount * self.middle).astype(np.intp)
        columns = np.arange(self.width)[None] + np.rint(amount * np.roll(self.middle, 53, 0)).astype(np.intp)
        return np.clip(rows, 0, self.height - 1), np.clip(columns, 0, self.width - 1)

    def coverage(self, shapes: Sequence[shapely.Geometry]) -> np.ndarray:
        """Share of each pixel that lies in the shapes, in ninths."""
        fine = self.burn(((shape, 1) for shape in shapes), finer=3)
        rows = fine[0::3] + fine[1::3] + fine[2::3]
        return (rows[:, 0::3] + rows[:, 1::3] + rows[:, 2::3]).astype(np.float32) / 9

    def mask(self, shapes: Sequence[shapely.Geometry]) -> np.ndarray:
        """The pixels (height, width) bool whose centre lies in one of the shapes."""
        return self.burn((shape, 1) for shape in shapes).astype(bool)

    def draw_boxes(self, shapes: Sequence[shapely.Geometry], height_m: np.ndarray, rgb: np.ndarray) -> None:
        """Low things of `height_m` (n,) and colours (n, 3) with their shadows; later ones lie on top."""
        points, owner = shapely.get_coordinates(shapes, return_index=True)
        shadows = shapely.set_coordinates(np.array(shapes), points + self.sun.shadow(height_m)[owner])
        self.paint(self.mask(list(shadows)), (38, 38, 42), 0.0, self.town.shadow * 0.8)
        numbers = self.burn(((shape, i) for i, shape in enumerate(shapes, 1)), 0, "int32")
        where = numbers > 0
        self.paint(where, rgb[numbers[where] - 1], 0.05 * self.fine + 0.04 * self.middle)

    def paint(
        self,
        mask: np.ndarray,
        rgb: RGB | np.ndarray,
        texture: np.ndarray | float = 0.0,
        strength: float | np.ndarray = 1.0,
    ) -> None:
        """Cover the mask with a colour; `texture` is a field of relative brightness, `strength` the opacity."""
        where = np.flatnonzero(mask)
        if not len(where):
            return
        flat = self.rgb.reshape(-1, 3)
        light = 1 + (texture.reshape(-1)[where] if isinstance(texture, np.ndarray) else texture)
        colour = np.asarray(rgb, np.float32) * np.asarray(light, np.float32).reshape(-1, 1)
        opacity = strength.reshape(-1)[where][:, None] if isinstance(strength, np.ndarray) else strength
        flat[where] += (colour - flat[where]) * opacity
