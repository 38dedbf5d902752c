"""Renderer of roofs: roof planes of each wing, Lambert shading, and a texture for each material."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .buildings import Building
from .canvas import Canvas
from .noise import smoothstep

CLUTTER = ((42, 42, 46), (198, 196, 190), (64, 92, 150), (150, 120, 96), (120, 122, 124), (228, 228, 224))


@dataclass
class Pixels:
    """The pixels of one roof: where they are, and what its shape says there. One value a pixel; lengths in metres."""

    index: np.ndarray  # into the flattened canvas
    u: np.ndarray  # building frame
    v: np.ndarray
    shade: np.ndarray  # relative brightness from the sun
    along: np.ndarray  # along the eave of the pixel's plane
    down: np.ndarray  # from the ridge toward the eave
    edge: np.ndarray  # distance to the nearest wall


def draw_roofs(canvas: Canvas, buildings: list[Building], ids: np.ndarray, shadow: np.ndarray) -> None:
    """Draw building `i` where `ids` is i + 1, as opaque as it fills the pixel, under `shadow` (0 to 1)."""
    opacity = canvas.coverage([building.outline for building in buildings]).reshape(-1, 1)
    order = np.argsort(ids, axis=None, kind="stable")
    bounds = np.searchsorted(ids.reshape(-1)[order], np.arange(1, len(buildings) + 2))
    flat = canvas.rgb.reshape(-1, 3)
    dark = 1 - canvas.town.shadow * shadow.reshape(-1)
    for i, building in enumerate(buildings):
        index = order[bounds[i] : bounds[i + 1]]
        if not len(index):
            continue
        pixels = _pixels(canvas, building, index)
        colour = _texture(canvas, building, pixels) * (pixels.shade * building.brightness)[:, None]
        if building.form == "flat":
            colour = _with_clutter(canvas, building, pixels, colour)
        elif building.paint.material != "thatch" and min(wing.half_v for wing in building.wings) > 2.5:
            colour = _with_fittings(canvas, building, pixels, colour)
        flat[index] += (colour * dark[index][:, None] - flat[index]) * opacity[index]


def _pixels(canvas: Canvas, building: Building, index: np.ndarray) -> Pixels:
    y, x = np.divmod(index, canvas.width)
    x = ((x + 0.5) * canvas.resolution_m - building.x).astype(np.float32)
    y = ((y + 0.5) * canvas.resolution_m - building.y).astype(np.float32)
    cos, sin = np.float32(np.cos(building.angle)), np.float32(np.sin(building.angle))
    u, v = cos * x + sin * y, cos * y - sin * x
    slope_u, slope_v, down, along, edge = _cone(building, u, v) if building.radius_m else _planes(building, u, v)
    shade = canvas.sun.shade(cos * slope_u - sin * slope_v, sin * slope_u + cos * slope_v)
    return Pixels(index, u, v, shade, along, down, edge)


def _cone(building: Building, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
    distance = np.hypot(u, v) + np.float32(1e-3)
    slope = np.tan(building.pitch)
    turn = np.arctan2(v, u)
    return slope * u / distance, slope * v / distance, distance, turn * building.radius_m, building.radius_m - distance


def _planes(building: Building, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
    """Slope toward u and v, distance from the ridge, along the eave, and to the wall; the highest wing wins."""
    slope = np.float32(np.tan(building.pitch))
    best = np.full(u.shape, -1e9, np.float32)
    result = [np.zeros(u.shape, np.float32) for _ in range(5)]
    for wing in building.wings:
        du, dv = u - wing.u, v - wing.v
        to_u, to_v = wing.half_u - np.abs(du), wing.half_v - np.abs(dv)
        edge = np.minimum(to_u, to_v)
        long_u = wing.half_u >= wing.half_v
        side = to_v if long_u else to_u
        ends = (edge < side) if building.form == "hip" else np.zeros(u.shape, bool)
        height = edge if building.form in ("hip", "flat") else np.where(edge > -0.3, side, -1e6)
        faces_u = ends if long_u else ~ends
        drop = np.where(faces_u, np.abs(du) - (wing.half_u - min(wing.half_u, wing.half_v)), np.abs(dv))
        sign = np.where(faces_u, np.sign(du), np.sign(dv))
        if building.form == "shed":
            sign, drop = np.ones(u.shape, np.float32), (dv if long_u else du) + min(wing.half_u, wing.half_v)
        steep = 0.0 if building.form == "flat" else slope
        higher = height > best
        best = np.where(higher, height, best)
        values = (steep * sign * faces_u, steep * sign * ~faces_u, drop, np.where(faces_u, dv, du), edge)
        result = [np.where(higher, new, old) for new, old in zip(values, result)]
        result[4] = np.maximum(result[4], edge)
    return tuple(result)


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
    stains = 0.16 * wear * middle + 0.05 * fine
    parapet = (pixels.edge < 0.4) * rng.uniform(-0.08, 0.3) - 0.1 * ((pixels.edge >= 0.4) & (pixels.edge < 0.8))
    return base * (1 + stains + parapet)[:, None]


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
    return (base + (brown - base) * rust[:, None]) * (1 + light)[:, None]


def _with_clutter(canvas: Canvas, building: Building, pixels: Pixels, colour: np.ndarray) -> np.ndarray:
    """Tanks, stair heads, boxes and washing on a flat roof, each with its small shadow."""
    rng = canvas.rng
    cos, sin = np.cos(building.angle), np.sin(building.angle)
    x, y = canvas.sun.toward
    shadow = np.array([cos * x + sin * y, cos * y - sin * x])
    area = sum(4 * wing.half_u * wing.half_v for wing in building.wings)
    for _ in range(min(14, rng.poisson(0.5 + area / 28))):
        wing = building.wings[int(rng.integers(len(building.wings)))]
        half = rng.uniform(0.35, 1.1, 2) if rng.random() < 0.8 else rng.uniform(1.0, 2.2, 2)
        if (half > 0.8 * np.array([wing.half_u, wing.half_v])).any():
            continue
        at = np.array([wing.u, wing.v]) + rng.uniform(-1, 1, 2) * (np.array([wing.half_u, wing.half_v]) - half)
        long = shadow * rng.uniform(0.3, 1.6)
        cast = (np.abs(pixels.u - at[0] - long[0]) < half[0]) & (np.abs(pixels.v - at[1] - long[1]) < half[1])
        inside = (np.abs(pixels.u - at[0]) < half[0]) & (np.abs(pixels.v - at[1]) < half[1])
        colour[cast] *= 0.6
        tone = (
            np.array(CLUTTER[int(rng.integers(len(CLUTTER)))])
            if rng.random() < 0.5
            else np.array(building.paint.rgb) * rng.uniform(0.8, 1.35)
        )
        colour[inside] = tone * rng.uniform(0.85, 1.1)
    return colour


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
