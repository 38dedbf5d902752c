"""Renderer of what stands on flat roofs: parapets, upper rooms, canopies, tanks, pots, washing, panels, with shadows.

All of it belongs to the building that carries it: a roof with twenty things on it is still one outline.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .buildings import Building, Wing, pick_paint
from .canvas import Canvas
from .roof_planes import Pixels
from .town import RGB

TANKS = ((34, 34, 38), (30, 120, 84), (226, 226, 222), (44, 88, 160), (150, 150, 152))
CLOTHS = ((214, 60, 52), (236, 236, 232), (44, 96, 190), (236, 190, 60), (200, 90, 150), (40, 140, 110))
CANOPIES = ((44, 110, 190), (170, 176, 180), (196, 70, 62), (128, 92, 70), (60, 120, 90), (214, 216, 214))
PLANTS = ((64, 96, 46), (92, 116, 58), (140, 92, 66))
DARK = ((42, 42, 46), (44, 54, 84), (64, 60, 58))


@dataclass
class Things:
    """Boxes and drums on a roof, in the building's frame: centre and half sides (n, 2), height, colour, roundness."""

    at: np.ndarray
    half: np.ndarray
    height_m: np.ndarray
    rgb: np.ndarray
    is_round: np.ndarray

    def covering(self, u: np.ndarray, v: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pixels that each covers when moved by `shift` (n, 2), as pairs of indices, lowest things first."""
        middle = self.at + shift.astype(np.float32)
        thing, pixel = np.nonzero(np.abs(u - middle[:, :1]) < self.half[:, :1])
        du, dv = np.abs(u[pixel] - middle[thing, 0]), np.abs(v[pixel] - middle[thing, 1])
        corner = (du / self.half[thing, 0]) ** 2 + (dv / self.half[thing, 1]) ** 2
        inside = (dv < self.half[thing, 1]) & ((corner < 1) | ~self.is_round[thing])
        return thing[inside], pixel[inside]


def furnish(canvas: Canvas, building: Building, pixels: Pixels, colour: np.ndarray) -> None:
    """Draw a parapet and things on a flat roof into the colours (pixels, 3) of its pixels."""
    rng, full = canvas.rng, canvas.town.rooftops
    _lay_floor(rng, building, pixels, colour, full)
    _draw_parapet(canvas, building, pixels, colour)
    things = _things(canvas, building, full)
    if not len(things.at):
        return
    u, v = pixels.u.astype(np.float32), pixels.v.astype(np.float32)
    heights = things.height_m[:, None]
    steps = (0.35, 0.7, 1.0) if heights.max() * np.hypot(*pixels.sun) > 1.2 else (0.8,)
    shaded = np.zeros(len(u), bool)
    for part in steps:
        shaded[things.covering(u, v, pixels.sun * heights * part)[1]] = True
    colour[shaded] *= 1 - canvas.town.shadow
    if np.hypot(*pixels.lean) > 0.05:
        thing, pixel = things.covering(u, v, np.zeros_like(things.at))
        colour[pixel] = things.rgb[thing] * 0.6
    thing, pixel = things.covering(u, v, pixels.lean * heights)
    colour[pixel] = things.rgb[thing]  # where several cover a pixel the last, highest, one stays


def _lay_floor(rng: np.random.Generator, building: Building, pixels: Pixels, colour: np.ndarray, full: float) -> None:
    """Parts of a roof have a floor of their own: fresh screed, paint, tiles, dirt."""
    for wing in building.wings:
        if rng.random() > 0.8 * full:
            continue
        at = rng.uniform(-0.6, 0.6, 2) * (wing.half_u, wing.half_v)
        side, sign = int(rng.integers(2)), rng.choice([-1, 1])
        inside = (sign * ((pixels.u - wing.u, pixels.v - wing.v)[side] - at[side]) > 0) & _within(pixels, (wing,))
        tint = rng.uniform(0.6, 1.35) * (1 + rng.normal(0, 0.12, 3))
        colour[inside] *= tint.astype(np.float32)
        if rng.random() < 0.3:
            step = rng.uniform(0.5, 1.5)
            joint = (np.mod(pixels.u, step) < 0.12 * step) | (np.mod(pixels.v, step) < 0.12 * step)
            colour[inside & joint] *= np.float32(rng.uniform(0.75, 1.2))


def _within(pixels: Pixels, wings: tuple[Wing, ...], inset: float = 0.0, shift: np.ndarray | None = None) -> np.ndarray:
    """Which pixels, moved back by `shift`, lie in the wings less `inset` metres."""
    u, v = (pixels.u, pixels.v) if shift is None else (pixels.u - shift[0], pixels.v - shift[1])
    inside = np.zeros(len(u), bool)
    for wing in wings:
        inside |= (np.abs(u - wing.u) < wing.half_u - inset) & (np.abs(v - wing.v) < wing.half_v - inset)
    return inside


def _draw_parapet(canvas: Canvas, building: Building, pixels: Pixels, colour: np.ndarray) -> None:
    """A low wall round the roof, brighter or darker than it, and its shadow inside."""
    rng = canvas.rng
    thick, high, tone = rng.uniform(0.15, 0.4), rng.choice([0.0, 0.3, 0.9, 1.2]), rng.uniform(0.75, 1.5)
    floor = pixels.edge > thick
    if high:
        colour[floor & ~_within(pixels, building.wings, thick, pixels.sun * high)] *= 1 - 0.9 * canvas.town.shadow
    colour[~floor] *= np.float32(tone)


def _things(canvas: Canvas, building: Building, full: float) -> Things:
    """What stands on a roof, lowest first. What is much smaller than a pixel is left out."""
    rng = canvas.rng
    rows: list[tuple[float, float, float, float, float, np.ndarray, bool]] = []
    for wing in building.wings:
        if min(wing.half_u, wing.half_v) < 1.2:
            continue
        rows += _rooms(canvas, wing, building, full)
        area = 4 * wing.half_u * wing.half_v
        for _ in range(min(rng.poisson(full * (1 + area / 7)), 24)):
            rows.append(_small_thing(rng, wing))
    least = 0.35 * canvas.resolution_m
    rows = sorted((row for row in rows if min(row[2:4]) > least), key=lambda row: row[4])
    table = np.array([row[:5] for row in rows], np.float32).reshape(-1, 5)
    rgb = np.array([row[5] for row in rows], np.float32).reshape(-1, 3)
    return Things(table[:, :2], table[:, 2:4], table[:, 4], rgb, np.array([row[6] for row in rows], bool))


def _rooms(canvas: Canvas, wing: Wing, building: Building, full: float) -> list[tuple]:
    """Rooms, stair heads and canopies, mostly in a corner or along a side, under concrete or sheets."""
    rng, rows = canvas.rng, []
    for _ in range(int(rng.poisson(1.3 * full))):
        half = np.clip(rng.uniform(0.25, 0.75, 2) * (wing.half_u, wing.half_v), 0.7, 5)
        room = np.maximum(np.array([wing.half_u, wing.half_v]) - half, 0)
        at = np.where(rng.random(2) < 0.7, rng.choice([-1, 1], 2), rng.uniform(-1, 1, 2)) * room
        covers = rng.random()
        if covers < 0.5:
            rgb = np.array(building.paint.rgb) * rng.uniform(0.75, 1.4)
        elif covers < 0.75:
            rgb = np.array(CANOPIES[int(rng.integers(len(CANOPIES)))]) * rng.uniform(0.7, 1.2)
        else:
            rgb = np.array(pick_paint(rng, canvas.town.roofs).rgb)
        rows.append((wing.u + at[0], wing.v + at[1], half[0], half[1], rng.uniform(1.8, 3), rgb, False))
    return rows


def _small_thing(rng: np.random.Generator, wing: Wing) -> tuple:
    """A tank, box, pot, line of washing, panel or column somewhere on a wing, pots and columns along its sides."""
    kind = rng.random()
    half, height, is_round = rng.uniform(0.3, 1.0, 2), rng.uniform(0.3, 1.4), False
    palette: tuple[RGB, ...] = (*TANKS, *CANOPIES, *PLANTS, *CLOTHS)
    if kind < 0.25:
        half, height, is_round = np.full(2, rng.uniform(0.45, 0.85)), rng.uniform(0.9, 1.8), True
        palette = TANKS
    elif kind < 0.5:
        half, height, palette = rng.uniform(0.15, 0.45, 2), rng.uniform(0.3, 0.8), PLANTS
    elif kind < 0.62:
        half, palette = np.array([rng.uniform(0.1, 0.35), rng.uniform(0.5, 1.6)])[:: rng.choice([-1, 1])], CLOTHS
    elif kind < 0.75:
        half, height, palette = rng.uniform(0.5, 1.6, 2), 0.4, DARK
    reach = np.maximum(np.array([wing.half_u, wing.half_v]) - half, 0)
    at = rng.uniform(-1, 1, 2)
    if palette is PLANTS or rng.random() < 0.3:
        at[int(rng.integers(2))] = rng.choice([-0.95, 0.95])
    rgb = np.array(palette[int(rng.integers(len(palette)))]) * rng.uniform(0.7, 1.2)
    return wing.u + at[0] * reach[0], wing.v + at[1] * reach[1], half[0], half[1], height, rgb, is_round
