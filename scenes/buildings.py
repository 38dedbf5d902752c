"""Procedural buildings: plans of rectangular wings or a circle, in a frame of their own, with roof form and paint."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import Polygon

from .town import Paint, Town

SHAPES = ("rectangle", "L", "T", "U", "round", "courtyard")
FORMS = ("gable", "hip", "shed", "flat")
HALL_FORMS, LEAST_HALL_M = ("barrel", "sawtooth"), 9.0
"""Of halls under metal, and their shorter side."""
LEAST_ROUND_COURT = 11.0
"""Metres of the shorter side of a building with a court."""


@dataclass(frozen=True)
class Wing:
    """A rectangle in the building's frame: centre, half sides."""

    u: float
    v: float
    half_u: float
    half_v: float

    def corners(self) -> np.ndarray:
        """The corners (4, 2) in the building's frame."""
        return np.array([self.u, self.v]) + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [self.half_u, self.half_v]


@dataclass
class Building:
    """One building, in metres; `angle` turns its frame into the scene's (x right, y down)."""

    x: float
    y: float
    angle: float
    wings: tuple[Wing, ...]
    form: str
    paint: Paint
    height_m: float
    pitch: float  # radians
    brightness: float
    radius_m: float = 0.0  # above 0: a round hut, and `wings` holds its bounding square
    outline: Polygon = field(init=False)

    def __post_init__(self) -> None:
        self.outline = self._outline()

    def to_scene(self, points: np.ndarray) -> np.ndarray:
        """Points (N, 2) of the building's frame in the scene's."""
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        return points @ np.array([[cos, sin], [-sin, cos]]) + [self.x, self.y]

    def parts(self) -> list[np.ndarray]:
        """Corners of convex pieces that together are the outline."""
        if self.radius_m:
            turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
            return [self.to_scene(self.radius_m * np.column_stack([np.cos(turns), np.sin(turns)]))]
        return [self.to_scene(wing.corners()) for wing in self.wings]

    def _outline(self) -> Polygon:
        if len(self.wings) == 1:
            return Polygon(self.parts()[0])
        union = shapely.union_all([Polygon(wing.corners()) for wing in self.wings])
        rings = [self.to_scene(np.asarray(ring.coords)[:-1]) for ring in (union.exterior, *union.interiors)]
        return Polygon(rings[0], rings[1:]).normalize()


def wings_of(shape: str, width: float, depth: float, rng: np.random.Generator) -> tuple[Wing, ...]:
    """Wings of a building of `width` x `depth` metres around its frame's origin; the street lies toward negative v."""
    half_u, half_v = width / 2, depth / 2
    if shape in ("rectangle", "round") or min(width, depth) < (LEAST_ROUND_COURT if shape == "courtyard" else 6):
        return (Wing(0, 0, half_u, half_v),)
    if shape == "courtyard":
        return _round_court(half_u, half_v, rng)
    bar = depth * rng.uniform(0.4, 0.6) / 2
    arm = width * (rng.uniform(0.35, 0.5) if shape != "U" else rng.uniform(0.22, 0.34)) / 2
    front = Wing(0, -half_v + bar, half_u, bar)
    back = Wing(0, half_v - bar, half_u, bar)
    side = rng.choice([-1, 1])
    if shape == "T":
        return (front if rng.random() < 0.5 else back), Wing(side * width * 0.08, 0, arm, half_v)
    main = front if rng.random() < 0.5 else back
    if shape == "L":
        return main, Wing(side * (half_u - arm), 0, arm, half_v)
    return main, Wing(-half_u + arm, 0, arm, half_v), Wing(half_u - arm, 0, arm, half_v)


def _round_court(half_u: float, half_v: float, rng: np.random.Generator) -> tuple[Wing, ...]:
    """Four wings round a court open to the sky."""
    deep = min(half_u, half_v) * rng.uniform(0.22, 0.36)
    return (Wing(0, -half_v + deep, half_u, deep), Wing(0, half_v - deep, half_u, deep),
            Wing(-half_u + deep, 0, deep, half_v), Wing(half_u - deep, 0, deep, half_v))


def pick(rng: np.random.Generator, names: tuple[str, ...], shares: tuple[float, ...]) -> str:
    """One of `names`, drawn by their shares."""
    weights = np.asarray(shares, float)
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def pick_paint(rng: np.random.Generator, paints: tuple[Paint, ...]) -> Paint:
    """One of `paints`, drawn by their weights."""
    weights = np.array([paint.weight for paint in paints])
    return paints[int(rng.choice(len(paints), p=weights / weights.sum()))]


def new_building(
    town: Town,
    rng: np.random.Generator,
    at: tuple[float, float],
    angle: float,
    size: tuple[float, float],
    shape: str | None = None,
    paint: Paint | None = None,
) -> Building:
    """A building of `size` (along the street, away from it) centred `at`; the rest is drawn from the town's shares."""
    shape = shape or pick(rng, SHAPES, town.shapes)
    paint = paint or pick_paint(rng, town.roofs)
    form = _form(town, rng, paint, shape, min(size))
    small = min(size) < 4
    height = town.height_m * rng.lognormal(0, town.height_spread) * (0.6 if small else 1)
    radius = 0.0
    if shape == "round":
        radius = float(np.clip((size[0] + size[1]) / 4, 1.6, 6)) * 0.8
        size = (2 * radius, 2 * radius)
    brightness = float(np.clip(rng.lognormal(0, town.colour_spread), 0.6, 1.5))
    return Building(
        at[0],
        at[1],
        angle,
        wings_of(shape, size[0], size[1], rng),
        form,
        paint,
        float(height),
        float(np.radians(town.pitch_deg * rng.uniform(0.75, 1.25))),
        brightness,
        radius,
    )


def _form(town: Town, rng: np.random.Generator, paint: Paint, shape: str, side_m: float) -> str:
    if shape == "round":
        return "cone"
    if paint.material == "metal" and side_m > LEAST_HALL_M and town.halls and rng.random() < town.halls:
        return HALL_FORMS[int(rng.integers(len(HALL_FORMS)))]
    form = pick(rng, FORMS, town.forms)
    if paint.material == "concrete" and rng.random() < 0.85:
        return "flat"
    if paint.material in ("tile", "thatch") and form in ("flat", "shed"):
        return "gable" if rng.random() < 0.6 else "hip"
    return form
