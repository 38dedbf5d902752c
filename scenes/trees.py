"""Renderer of tree and palm crowns: lumpy, lit from one side, see-through at the rim."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .noise import smoothstep


def tree_heights(trees: np.ndarray) -> np.ndarray:
    """Heights of trees in metres, from the radii of their crowns."""
    return 1.0 + 1.5 * trees[:, 2]


def draw_trees(canvas: Canvas, trees: np.ndarray) -> None:
    """Draw every crown of `trees` (rows of x, y, radius in metres)."""
    rng, town = canvas.rng, canvas.town
    count = len(trees)
    palm = rng.random(count) < town.palms
    tints = np.array(town.tree_rgb, np.float32) * rng.lognormal(0, 0.13, (count, 1)).astype(np.float32)
    tints *= 1 + rng.normal(0, town.tree_spread, (count, 3)).astype(np.float32)
    turns = rng.uniform(0, 6, count)
    for tree, is_palm, tint, turn in zip(trees, palm, tints, turns):
        _draw_crown(canvas, tree, tint, bool(is_palm), float(turn))


def _draw_crown(canvas: Canvas, tree: np.ndarray, tint: np.ndarray, is_palm: bool, turn: float) -> None:
    column, row, radius = tree / canvas.resolution_m
    reach = radius * 1.4 + 1
    r0, r1 = max(0, int(row - reach)), min(canvas.height, int(row + reach) + 1)
    c0, c1 = max(0, int(column - reach)), min(canvas.width, int(column + reach) + 1)
    if r0 >= r1 or c0 >= c1:
        return
    y = ((np.arange(r0, r1, dtype=np.float32) + 0.5 - row) / radius)[:, None]
    x = ((np.arange(c0, c1, dtype=np.float32) + 0.5 - column) / radius)[None]
    fine, middle = canvas.fine[r0:r1, c0:c1], canvas.middle[r0:r1, c0:c1]
    distance = np.sqrt(x * x + y * y)
    if is_palm:
        edge = 0.5 + 0.5 * np.cos(9 * np.arctan2(y, x) + turn) + 0.25 * fine
        cover = np.clip((0.35 + 0.75 * edge - distance) * 3, 0, 1)
    else:
        cover = smoothstep(1.02 - distance + 0.15 * middle + 0.11 * fine, 0, 0.22)
    lit = -(x * canvas.sun.toward[0] + y * canvas.sun.toward[1])
    light = 0.92 + 0.34 * lit * (1.15 - 0.4 * distance) + 0.17 * fine + 0.13 * middle
    patch = canvas.rgb[r0:r1, c0:c1]
    colour = tint * np.clip(light, 0.35, 1.9)[..., None]
    patch += (colour - patch) * (0.97 * cover)[..., None]
