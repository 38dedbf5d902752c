"""Procedural street plan: streets, blocks and parcels on straight lines, bent by a smooth warp into the scene."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from .town import Town

BEND = {"grid": 0.01, "winding": 0.22, "footpaths": 0.3}  # slope of the warp: 0 is straight


@dataclass(frozen=True)
class Warp:
    """Bends the plan's coordinates (u, v) into scene metres (x, y), by a turn and a few long waves."""

    centre: tuple[float, float]
    angle: float
    directions: np.ndarray  # (waves, 2), radians per metre
    phases: np.ndarray  # (waves,)
    shifts: np.ndarray  # (waves, 2), metres

    def __call__(self, points: np.ndarray) -> np.ndarray:
        points = np.asarray(points, float)
        bent = points + np.sin(points @ self.directions.T + self.phases) @ self.shifts
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        return bent @ np.array([[cos, sin], [-sin, cos]]) + self.centre

    def heading(self, point: np.ndarray) -> float:
        """Direction in the scene of the plan's u axis at a point, radians."""
        ahead, behind = self(np.array([point + np.array([0.5, 0]), point - np.array([0.5, 0])]))
        return float(np.arctan2(ahead[1] - behind[1], ahead[0] - behind[0]))


@dataclass(frozen=True)
class Row:
    """Parcels side by side along a street: `cuts` are their borders along u, `front` and `back` their ends along v."""

    cuts: np.ndarray
    front: float
    back: float
    open_land: bool = False

    @property
    def inward(self) -> int:
        """The direction along v from the street into the parcels, 1 or -1."""
        return 1 if self.back > self.front else -1


@dataclass
class Plan:
    """What the town is laid out on, in metres; the scene is (0, 0) to (width_m, height_m)."""

    width_m: float
    height_m: float
    warp: Warp
    rows: list[Row] = field(default_factory=list)
    streets: list[LineString] = field(default_factory=list)
    street_widths: list[float] = field(default_factory=list)
    street_paved: list[bool] = field(default_factory=list)

    def near(self, points: np.ndarray, margin: float = 30.0) -> np.ndarray:
        """Which scene points lie inside the scene or within `margin` metres of it."""
        return (
            (points[:, 0] > -margin)
            & (points[:, 0] < self.width_m + margin)
            & (points[:, 1] > -margin)
            & (points[:, 1] < self.height_m + margin)
        )

    def frame(self, row: Row, u: float, depth: float) -> tuple[np.ndarray, float]:
        """Scene point `depth` metres behind the front of a row at `u`, and the direction of the front there."""
        point = np.array([u, row.front])
        angle = self.warp.heading(point)
        inward = np.array([-np.sin(angle), np.cos(angle)]) * row.inward
        return self.warp(point[None])[0] + inward * depth, angle + (0 if row.inward > 0 else np.pi)


def rectangle(at: np.ndarray, angle: float, length: float, width: float) -> Polygon:
    """A rectangle centred `at`, its `length` along `angle`."""
    along, across = (
        np.array([np.cos(angle), np.sin(angle)]) * length / 2,
        np.array([-np.sin(angle), np.cos(angle)]) * width / 2,
    )
    return Polygon([at - along - across, at + along - across, at + along + across, at - along + across])


def lay_out(town: Town, rng: np.random.Generator, width_m: float, height_m: float) -> Plan:
    """A plan whose streets, blocks and parcels cover the scene and a margin around it."""
    plan = Plan(width_m, height_m, _warp(town, rng, (width_m / 2, height_m / 2)))
    reach = float(np.hypot(width_m, height_m)) / 2 + 50
    depth = 2 * town.parcel_depth_m
    lines = _cuts(rng, reach, depth + town.street_width_m, 0.15)
    keep_long, keep_cross = (0.75, 0.6) if town.streets == "footpaths" else (1.0, 0.95)
    for v0, v1 in zip(lines[:-1], lines[1:]):
        if rng.random() < keep_long:
            _add_street(
                plan,
                town,
                rng,
                np.array([[-reach, v0], [reach, v0]]),
                town.street_width_m * rng.uniform(0.8, 1.3),
                True,
            )
        columns = _cuts(rng, reach, town.block_m + town.street_width_m, 0.3)
        for u0, u1 in zip(columns[:-1], columns[1:]):
            if rng.random() < keep_cross:
                _add_street(
                    plan, town, rng, np.array([[u0, v0], [u0, v1]]), town.street_width_m * rng.uniform(0.6, 1.0), False
                )
            _add_block(plan, town, rng, (u0, u1), (v0, v1))
    return plan


def _warp(town: Town, rng: np.random.Generator, centre: tuple[float, float]) -> Warp:
    lengths = rng.uniform(120, 420, 4)
    turns = rng.uniform(0, 2 * np.pi, 4)
    directions = np.column_stack([np.cos(turns), np.sin(turns)]) * (2 * np.pi / lengths)[:, None]
    slopes = BEND[town.streets] * rng.uniform(0.4, 1, 4)
    headings = rng.uniform(0, 2 * np.pi, 4)
    shifts = np.column_stack([np.cos(headings), np.sin(headings)]) * (slopes * lengths / (2 * np.pi))[:, None]
    angle = rng.uniform(-np.pi, np.pi) if rng.random() < 0.6 else rng.choice([0, np.pi / 2]) + rng.normal(0, 0.04)
    return Warp(centre, float(angle), directions, rng.uniform(0, 2 * np.pi, 4), shifts)


def _cuts(rng: np.random.Generator, reach: float, step: float, jitter: float) -> np.ndarray:
    count = int(2 * reach / step / (1 - jitter)) + 2
    cuts = -reach - step * rng.random() + np.cumsum(step * (1 + jitter * rng.uniform(-1, 1, count)))
    return cuts[: int(np.searchsorted(cuts, reach)) + 1]


def _add_street(plan: Plan, town: Town, rng: np.random.Generator, ends: np.ndarray, width: float, main: bool) -> None:
    steps = max(2, int(np.hypot(*(ends[1] - ends[0])) / 5))
    line = plan.warp(ends[0] + np.linspace(0, 1, steps)[:, None] * (ends[1] - ends[0]))
    if not plan.near(line).any():
        return
    plan.streets.append(LineString(line))
    plan.street_widths.append(float(width))
    plan.street_paved.append(bool(rng.random() < (town.paved**0.4 if main else town.paved)))


def _add_block(
    plan: Plan, town: Town, rng: np.random.Generator, us: tuple[float, float], vs: tuple[float, float]
) -> None:
    half_street = town.street_width_m * 0.6
    u0, u1, v0, v1 = us[0] + half_street, us[1] - half_street, vs[0] + half_street, vs[1] - half_street
    middle = (v0 + v1) / 2 + rng.normal(0, 0.05) * (v1 - v0)
    open_land = bool(rng.random() < town.open_land)
    for front, back in ((v0, middle), (v1, middle)):
        if u1 - u0 < town.parcel_width_m or abs(back - front) < 3:
            continue
        inner = _cuts(rng, (u1 - u0) / 2, town.parcel_width_m, 0.25) + (u0 + u1) / 2
        inner = inner[(inner > u0 + town.parcel_width_m * 0.4) & (inner < u1 - town.parcel_width_m * 0.4)]
        cuts = np.array([u0, *inner, u1])
        centres = plan.warp(np.column_stack([(cuts[:-1] + cuts[1:]) / 2, np.full(len(cuts) - 1, (front + back) / 2)]))
        if plan.near(centres, 40).any():
            plan.rows.append(Row(cuts, front, back, open_land))


def street_area(plan: Plan) -> shapely.Geometry:
    """The ground that streets take."""
    if not plan.streets:
        return shapely.Polygon()
    return shapely.union_all(shapely.buffer(plan.streets, np.array(plan.street_widths) / 2, cap_style="flat"))
