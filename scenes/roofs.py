"""Renderer of roofs: roof planes of each wing, Lambert shading, and a texture for each material."""

from __future__ import annotations

import numpy as np

from .buildings import Building, pick_paint
from .canvas import Canvas
from .noise import smoothstep
from .roof_planes import Pixels, pixels_of
from .rooftops import furnish


def draw_roofs(canvas: Canvas, buildings: list[Building], ids: np.ndarray, shadow: np.ndarray) -> None:
    """Draw building `i` where `ids` is i + 1, as opaque as it fills the pixel, under `shadow` (0 to 1)."""
    opacity = canvas.coverage([building.outline for building in buildings]).reshape(-1, 1)
    order = np.argsort(ids, axis=None, kind="stable")
    bounds = np.searchsorted(ids.reshape(-1)[order], np.arange(1, len(buildings) + 2))
    flat = canvas.rgb.reshape(-1, 3)
    dark = 1 - canvas.town.shadow * shadow.reshape(-1)
    for i, building in enumerate(buildings):
        index = order[bounds[i]:bounds[i + 1]]
        if not len(index):
            continue
        pixels = pixels_of(canvas, building, index)
        colour = _texture(canvas, building, pixels) * (pixels.shade * building.brightness)[:, None]
        if building.form == "flat":
            furnish(canvas, building, pixels, colour)
        elif building.paint.material != "thatch" and min(wing.half_v for wing in building.wings) > 2.5:
            colour = _with_fittings(canvas, building, pixels, colour)
        flat[index] += (colour * dark[index][:, None] - flat[index]) * opacity[index]


def _texture(canvas: Canvas, building: Building, pixels: Pixels) -> np.ndarray:
    """Colour of each pixel, (n, 3), before the light."""
    rng, wear = canvas.rng, canvas.town.wear
    table = rng.standard_normal(64).astype(np.float32)
    fine, middle = canvas.fine.reshape(-1)[pixels.index], np.roll(canvas.middle, 91, 1).reshape(-1)[pixels.index]
    base = np.array(building.paint.rgb, np.float32) * (1 + rng.normal(0, 0.025, 3).astype(np.float32))
    material = building.paint.material
    rows = table[(pixels.down / 0.45).astype(np.intp) % 64]
    if material == "metal":
        return _metal(canvas, pixels, base, table, fine, middle)
    if material == "tile":
        light = (
            0.04 * rows + 0.06 * fine + 0.07 * wear * middle - 0.16 * (pixels.down < 0.3) - 0.08 * (pixels.edge < 0.3)
        )
        return base * (1 + light)[:, None]
    if material == "thatch":
        streaks = table[(pixels.along / 0.4).astype(np.intp) % 64]
        light = 0.07 * streaks + 0.1 * fine + 0.08 * middle + 0.03 * rows - 0.14 * (pixels.down < 0.45)
        return base * (1 + light)[:, None]
    if material == "shingle":
        light = 0.07 * fine + 0.04 * middle + 0.02 * rows + 0.08 * (pixels.down < 0.25)
        return base * (1 + light)[:, None]
    return base * (1 + 0.16 * wear * middle + 0.05 * fine)[:, None]


def _metal(
    canvas: Canvas, pixels: Pixels, base: np.ndarray, table: np.ndarray, fine: np.ndarray, middle: np.ndarray
) -> np.ndarray:
    """Corrugated sheets: ribs down the slope, sheets of slightly different age, rust that spreads from the eaves."""
    rng, wear = canvas.rng, canvas.town.wear
    sheets = table[((pixels.along / 0.9).astype(np.intp) + 7 * (pixels.down / 2.6).astype(np.intp)) % 64]
    ribs = np.sin(pixels.along * np.float32(2 * np.pi / rng.uniform(0.65, 1.0)))
    light = (
        (0.02 + 0.05 * wear) * sheets + 0.035 * ribs + 0.03 * fine + 0.05 * middle * wear - 0.1 * (pixels.down < 0.2)
    )
    rust = wear * rng.uniform(0, 0.9) * smoothstep(middle + 0.5 * sheets + 0.3 * fine, 0.4, 1.8)
    brown = base * np.array((0.74, 0.58, 0.48), np.float32)
    coloured = base + (brown - base) * rust[:, None]
    if canvas.town.patched and rng.random() < canvas.town.patched:
        _patch(canvas, pixels, coloured)
    return coloured * (1 + light)[:, None]


def _patch(canvas: Canvas, pixels: Pixels, coloured: np.ndarray) -> None:
    """Replace sheets of a metal roof by others: bare, rusted, see-through, or of another roof's colour."""
    rng, table = canvas.rng, canvas.rng.random(61)
    length, share = rng.uniform(1.8, 5.0), rng.uniform(0.05, 0.5)
    sheet = ((pixels.along / 0.9).astype(np.intp) + 17 * (pixels.down / length).astype(np.intp)) % len(table)
    others = [np.array(pick_paint(rng, canvas.town.roofs).rgb), np.array((128, 88, 66)), np.array((190, 190, 180))]
    for other, part in zip(others, rng.dirichlet((1, 1, 1)).cumsum()):
        replaced = table[sheet] < share * part
        coloured[replaced] = other * rng.uniform(0.75, 1.15)
        table[table < share * part] = 1.0


def _with_fittings(canvas: Canvas, building: Building, pixels: Pixels, colour: np.ndarray) -> np.ndarray:
    """Chimneys, vents and now and then solar panels on a sloping roof."""
    rng = canvas.rng
    wing = building.wings[0]
    for _ in range(int(rng.integers(0, 3))):
        at = (wing.u + rng.uniform(-0.7, 0.7) * wing.half_u, wing.v + rng.uniform(-0.7, 0.7) * wing.half_v)
        panel = rng.random() < 0.15
        half = (rng.uniform(1, 2), rng.uniform(0.8, 1.4)) if panel else (rng.uniform(0.2, 0.45), rng.uniform(0.2, 0.45))
        inside = (np.abs(pixels.u - at[0]) < half[0]) & (np.abs(pixels.v - at[1]) < half[1])
        colour[inside] = (44, 52, 78) if panel else colour[inside] * rng.choice([0.5, 1.5])
    return colour
