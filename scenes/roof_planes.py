"""Roof planes (gable, hip, shed, flat, cone, barrel, saw-tooth): place, slope, ridge and eave of each pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .buildings import Building, Wing
from .canvas import Canvas

TOOTH_M = 6.0
"""From one saw-tooth to the next."""


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
    sun: np.ndarray  # (2,) shadow of one metre of height, in the building's frame
    lean: np.ndarray  # (2,) lean of one metre of height, in the building's frame


def pixels_of(canvas: Canvas, building: Building, index: np.ndarray) -> Pixels:
    """The pixels of a building's roof, at `index` of the flattened canvas."""
    y, x = np.divmod(index, canvas.width)
    x = ((x + 0.5) * canvas.resolution_m - building.x).astype(np.float32)
    y = ((y + 0.5) * canvas.resolution_m - building.y).astype(np.float32)
    cos, sin = np.float32(np.cos(building.angle)), np.float32(np.sin(building.angle))
    u, v = cos * x + sin * y, cos * y - sin * x
    turn = np.array([[cos, -sin], [sin, cos]])
    sun = canvas.sun.shadow(1.0) @ turn
    lean = canvas.view.at(np.array([[building.x, building.y]]))[0] @ turn
    planes = _cone(building, u, v) if building.radius_m else _planes(building, u, v, lean)
    slope_u, slope_v, down, along, edge = planes
    shade = canvas.sun.shade(cos * slope_u - sin * slope_v, sin * slope_u + cos * slope_v)
    return Pixels(index, u, v, shade, along, down, edge, sun, lean)


def _cone(building: Building, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
    distance = np.hypot(u, v) + np.float32(1e-3)
    slope = np.tan(building.pitch)
    turn = np.arctan2(v, u)
    return slope * u / distance, slope * v / distance, distance, turn * building.radius_m, building.radius_m - distance


def _upright(across: np.ndarray, half: float, rise: float) -> np.ndarray:
    """Where across a roof of `half` a pixel lies that is seen from aside, which moves the ridge by `rise`: one side
    looks broad, the other narrow."""
    ridge = float(np.clip(rise, -0.8 * half, 0.8 * half))
    return np.where(across < ridge, (across - ridge) / (half + ridge), (across - ridge) / (half - ridge)) * half


def _hall(form: str, wing: Wing, du: np.ndarray, dv: np.ndarray, slope: float) -> tuple[np.ndarray, ...]:
    """Which pixels fall toward u, how steeply, and how far they lie from the top: of a vault along the longer side, or
    of saw-teeth across it, whose steep sides are glass."""
    long_u = wing.half_u >= wing.half_v
    if form == "barrel":
        across = dv if long_u else du
        return np.full(du.shape, not long_u), 2 * slope * across / min(wing.half_u, wing.half_v), np.abs(across)
    tooth = np.mod(du if long_u else dv, np.float32(TOOTH_M))
    return np.full(du.shape, long_u), np.where(tooth < 0.2 * TOOTH_M, -1.6, 0.35), tooth


def _planes(building: Building, u: np.ndarray, v: np.ndarray, lean: np.ndarray) -> tuple[np.ndarray, ...]:
    """Slope toward u and v, distance from the ridge, along the eave, and to the wall; the highest wing wins."""
    slope = float(np.tan(building.pitch))
    best = np.full(u.shape, -1e9, np.float32)
    result = [np.zeros(u.shape, np.float32) for _ in range(5)]
    for wing in building.wings:
        du, dv = u - wing.u, v - wing.v
        to_u, to_v = wing.half_u - np.abs(du), wing.half_v - np.abs(dv)
        edge = np.minimum(to_u, to_v)
        long_u = wing.half_u >= wing.half_v
        if lean.any() and building.form in ("gable", "hip"):
            half = min(wing.half_u, wing.half_v)
            du, dv = (du, _upright(dv, half, lean[1] * slope * half)) if long_u else (
                _upright(du, half, lean[0] * slope * half), dv)
        side = to_v if long_u else to_u
        ends = (edge < side) if building.form == "hip" else np.zeros(u.shape, bool)
        height = edge if building.form in ("hip", "flat", "barrel", "sawtooth") else np.where(edge > -0.3, side, -1e6)
        faces_u = ends if long_u else ~ends
        drop = np.where(faces_u, np.abs(du) - (wing.half_u - min(wing.half_u, wing.half_v)), np.abs(dv))
        sign = np.where(faces_u, np.sign(du), np.sign(dv))
        if building.form == "shed":
            sign, drop = np.ones(u.shape, np.float32), (dv if long_u else du) + min(wing.half_u, wing.half_v)
        fall = sign * (0.0 if building.form == "flat" else slope)
        if building.form in ("barrel", "sawtooth"):
            faces_u, fall, drop = _hall(building.form, wing, du, dv, slope)
        higher = height > best
        best = np.where(higher, height, best)
        values = (fall * faces_u, fall * ~faces_u, drop, np.where(faces_u, dv, du), edge)
        result = [np.where(higher, new, old) for new, old in zip(values, result)]
        result[4] = np.maximum(result[4], edge)
    return tuple(result)
