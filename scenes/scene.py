"""Synthetic scenes (procedural training data): an overhead image and the exact outlines of the buildings in it."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter
from shapely.affinity import scale, translate
from shapely.geometry import Polygon, box

from .buildings import Building
from .canvas import Canvas
from .facades import draw_facades, leans
from .ground import draw_ground
from .layout import Layout, make_layout
from .roofs import draw_roofs
from .sensor import expose
from .town import Town
from .trees import draw_trees, tree_heights
from .yards import draw_goods

CAR_COLOURS = (
    (232, 232, 230),
    (40, 42, 46),
    (150, 152, 156),
    (150, 44, 40),
    (44, 66, 118),
    (92, 94, 96),
    (206, 200, 186),
)


@dataclass(frozen=True)
class Scene:
    """`image` is uint8 (3, height, width); `outlines` are pixels, x right, y down, and may reach beyond the image."""

    image: np.ndarray
    outlines: list[Polygon]
    resolution_m: float


def make_scene(town: Town, seed: int, height: int, width: int) -> Scene:
    """The scene of a town, `seed` and size in pixels; equal arguments give equal scenes. Outlines ignore trees over
    eaves."""
    rng = np.random.default_rng([seed, crc32(town.name.encode())])
    layout = make_layout(town, rng, width * town.resolution_m, height * town.resolution_m)
    canvas = Canvas(town, rng, height, width)
    draw_ground(canvas, layout)
    shadow = _draw_shadows(canvas, layout)
    _draw_cars(canvas, layout)
    draw_goods(canvas, layout.goods)
    draw_facades(canvas, layout.buildings, shadow)
    ids = _building_ids(canvas, layout.buildings)
    draw_roofs(canvas, layout.buildings, ids, _shadow_on_roofs(canvas, layout, ids))
    draw_trees(canvas, layout.trees)
    return Scene(expose(canvas), _outlines(layout, town.resolution_m, box(0, 0, width, height)), town.resolution_m)


def _building_ids(canvas: Canvas, buildings: list[Building]) -> np.ndarray:
    """Number of the building, from 1, in every pixel that one reaches into; of two, the one at the pixel's centre."""
    numbered = [(building.outline, i) for i, building in enumerate(buildings, 1)]
    centres = canvas.burn(numbered, 0, "int32")
    return np.where(centres > 0, centres, canvas.burn(numbered, 0, "int32", touched=True))


def _outlines(layout: Layout, resolution_m: float, frame: Polygon) -> list[Polygon]:
    outlines = [building.outline for building in (*layout.buildings, *layout.shells)]
    scaled = shapely.transform(outlines, lambda points: points / resolution_m) if outlines else []
    return [outline for outline in scaled if outline.intersection(frame).area > 1]


def _swept(piece: np.ndarray, offset: np.ndarray) -> Polygon:
    """What a convex piece covers while it moves by an offset."""
    return shapely.MultiPoint(np.vstack([piece, piece + offset])).convex_hull


def _building_shadows(canvas: Canvas, buildings: list[Building], above_m: float) -> list[Polygon]:
    """Shadows on a level `above_m` over the ground, where that level is seen."""
    return [
        _swept(piece - lean * (building.height_m - above_m), canvas.sun.shadow(building.height_m - above_m))
        for building, lean in zip(buildings, leans(canvas.view, buildings))
        if building.height_m > above_m
        for piece in building.parts()
    ]


def _tree_shadows(canvas: Canvas, layout: Layout, above_m: float) -> list[Polygon]:
    trees = layout.trees[tree_heights(layout.trees) > above_m + 0.5]
    low, high = (trees[:, :2] + canvas.sun.shadow(tree_heights(trees) * part - above_m) for part in (0.4, 0.7))
    crowns = shapely.buffer(shapely.linestrings(np.stack([low, high], 1)), trees[:, 2] * 0.8, quad_segs=3)
    return list(crowns)


def _soft(canvas: Canvas, shapes: list[Polygon], ragged_m: float = 0.0) -> np.ndarray:
    mask = canvas.mask(shapes)
    if ragged_m:
        mask = mask[canvas.wobble(ragged_m)]
    return gaussian_filter(mask.astype(np.float32), 0.15 / canvas.resolution_m)


def _draw_shadows(canvas: Canvas, layout: Layout) -> np.ndarray:
    """Darken the ground; the shadow (0 to 1)."""
    shadow = np.maximum(
        _soft(canvas, _building_shadows(canvas, layout.buildings, 0)),
        0.85 * _soft(canvas, _tree_shadows(canvas, layout, 0), 0.5),
    )
    dark = canvas.town.shadow * shadow
    canvas.rgb *= 1 - dark[..., None] * np.array((1.0, 0.98, 0.92), np.float32)
    return shadow


def _shadow_on_roofs(canvas: Canvas, layout: Layout, ids: np.ndarray) -> np.ndarray:
    """Shadows of trees and of clearly taller buildings, taken at the town's usual height of roofs."""
    level = canvas.town.height_m
    tall = _soft(canvas, _building_shadows(canvas, layout.buildings, level))
    heights = np.array([0.0] + [building.height_m for building in layout.buildings])
    return np.maximum(tall * (heights[ids] <= level), _soft(canvas, _tree_shadows(canvas, layout, level), 0.4))


def _draw_cars(canvas: Canvas, layout: Layout) -> None:
    if not layout.cars:
        return
    rng = canvas.rng
    offset = canvas.sun.shadow(1.3)
    canvas.paint(canvas.mask([translate(car, *offset) for car in layout.cars]), (38, 38, 42), 0.0, canvas.town.shadow)
    kinds = canvas.burn(zip(layout.cars, rng.integers(1, len(CAR_COLOURS) + 1, len(layout.cars))))
    canvas.paint(kinds > 0, np.array(CAR_COLOURS)[kinds[kinds > 0] - 1], 0.04 * canvas.fine)
    canvas.paint(canvas.mask([scale(car, 0.55, 0.55) for car in layout.cars]), (52, 56, 62), 0.0, 0.55)
