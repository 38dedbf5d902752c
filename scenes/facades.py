"""Renderer of facades in an off-nadir view: walls between a roof and its footprint, with floors and windows.

Outlines are those of roofs, so a wall is drawn outside of its building's outline, on the side of the camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from .buildings import Building
from .canvas import Canvas, View

STOREY_M = 3.0
LEAST_WALL_M = 0.05
LEAST_LEAN = 0.03
"""Metres a metre of height; below that nobody sees a wall."""


@dataclass(frozen=True)
class Walls:
    """Walls that the camera sees, farthest first: eaves from `start` to `end` (N, 2), the lean there, height, owner."""

    start: np.ndarray
    end: np.ndarray
    lean: np.ndarray
    height_m: np.ndarray
    owner: np.ndarray

    @property
    def normals(self) -> np.ndarray:
        """Outward directions (N, 2) of unit length."""
        along = self.end - self.start
        return np.column_stack([along[:, 1], -along[:, 0]]) / np.hypot(*along.T)[:, None]

    def quads(self) -> np.ndarray:
        """Polygons (N,) of the walls in the image."""
        down = self.lean * self.height_m[:, None]
        return shapely.polygons(np.stack([self.start, self.end, self.end - down, self.start - down], 1))


def leans(view: View, buildings: Sequence[Building]) -> np.ndarray:
    """The lean (N, 2) at each building."""
    return view.at(np.array([(building.x, building.y) for building in buildings]).reshape(-1, 2))


def visible_walls(view: View, buildings: Sequence[Building]) -> Walls:
    """The walls of buildings that face the camera, courts included."""
    rings, of_building = shapely.get_rings(
        shapely.orient_polygons([building.outline for building in buildings]), return_index=True
    )
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    edge = np.flatnonzero((of_ring[:-1] == of_ring[1:]) & (np.hypot(*np.diff(points, axis=0).T) > LEAST_WALL_M))
    owner = of_building[of_ring[edge]]
    heights = np.array([building.height_m for building in buildings])
    walls = Walls(points[edge], points[edge + 1], leans(view, buildings)[owner], heights[owner], owner)
    facing = -(walls.normals * walls.lean).sum(1)
    seen = np.flatnonzero(facing > LEAST_LEAN)
    seen = seen[np.argsort(-((walls.start + walls.end) * walls.lean).sum(1)[seen], kind="stable")]
    return Walls(*(getattr(walls, name)[seen] for name in ("start", "end", "lean", "height_m", "owner")))


def draw_facades(canvas: Canvas, buildings: Sequence[Building], shadow: np.ndarray) -> None:
    """Draw every wall that the camera sees, in the shadow (0 to 1) that falls on the ground behind it; roofs that stand
    before it are drawn later."""
    if not buildings or not (canvas.view.perspective or any(canvas.view.lean)):
        return
    walls = visible_walls(canvas.view, buildings)
    if not len(walls.owner):
        return
    ids = canvas.burn(((quad, i) for i, quad in enumerate(walls.quads(), 1)), 0, "int32")
    rows, columns = np.nonzero(ids)
    wall = ids[rows, columns] - 1
    where = (np.column_stack([columns, rows]) + 0.5) * canvas.resolution_m - walls.start[wall]
    along = (walls.end - walls.start)[wall]
    length, down = np.hypot(*along.T), -walls.lean[wall]
    cross = along[:, 0] * down[:, 1] - along[:, 1] * down[:, 0]
    right = length * (where[:, 0] * down[:, 1] - where[:, 1] * down[:, 0]) / cross
    below = (along[:, 0] * where[:, 1] - along[:, 1] * where[:, 0]) / cross
    direct = (canvas.sun.shade_walls(walls.normals) - canvas.sun.sky)[wall] * (1 - shadow[rows, columns])
    light = (canvas.sun.sky + direct) * (1 - 0.25 * below / walls.height_m[wall])
    light *= 1 + 0.05 * canvas.middle[rows, columns] + 0.03 * canvas.fine[rows, columns]
    colour = _plaster(canvas.rng, buildings)[walls.owner][wall] * light[:, None]
    canvas.rgb[rows, columns] = colour * _windows(canvas.rng, walls, wall, right, below)[:, None]


def _plaster(rng: np.random.Generator, buildings: Sequence[Building]) -> np.ndarray:
    """A colour (N, 3) for the walls of each building: plaster mostly, or bare brick, or paint, or its roof's."""
    count = len(buildings)
    warm = rng.uniform(0, 0.35, (count, 1))
    plaster = rng.uniform(110, 235, (count, 1)) * (1 - warm * np.array([0, 0.4, 1.0]))
    kind = rng.random((count, 1))
    brick = rng.uniform(90, 170, (count, 1)) * np.array([1, 0.68, 0.55])
    painted = rng.uniform(70, 230, (count, 3))
    roof = np.array([building.paint.rgb for building in buildings]) * 0.85
    return np.select([kind < 0.6, kind < 0.75, kind < 0.87], [plaster, brick, painted], roof).astype(np.float32)


def _windows(
    rng: np.random.Generator, walls: Walls, wall: np.ndarray, right: np.ndarray, below: np.ndarray
) -> np.ndarray:
    """Relative brightness of the pixels of walls: dark panes at every floor, a pale or dark band between floors."""
    count = len(walls.owner)
    step, broad = rng.uniform(2, 4, count)[wall], rng.uniform(0.25, 0.6, count)[wall]
    pane = rng.choice([1.0, 0.75, 0.5, 0.35], count)[wall]
    band = rng.choice([1.0, 1.0, 1.15, 0.75], count)[wall]
    floor = np.mod(below, STOREY_M)
    is_pane = (np.mod(right, step) < broad * step) & (floor > 0.7) & (floor < 2.1)
    return np.where(is_pane, pane, np.where(floor < 0.3, band, 1.0)).astype(np.float32)
