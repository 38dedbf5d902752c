"""Procedural packed blocks: a piece of land cut again and again into lots that buildings fill wall to wall."""

from __future__ import annotations

import numpy as np
from shapely.geometry import Polygon

from .buildings import Building, new_building
from .plan import Plan, Row, rectangle
from .town import Town

OPEN_SHARE = 0.12
"""Of lots that are courts or gardens."""


def lots_of(rng: np.random.Generator, size: np.ndarray, area_m2: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Centre and size of the lots of about `area_m2` that a rectangle of `size` is cut into, always across its longer
    side; together they cover it."""
    if size.prod() < area_m2 * rng.uniform(0.9, 1.9) or size.max() < 5:
        return [(size / 2, size)]
    axis, cut = int(np.argmax(size)), rng.uniform(0.35, 0.65)
    low, high = size.copy(), size.copy()
    low[axis], high[axis] = size[axis] * cut, size[axis] * (1 - cut)
    shift = np.where(np.arange(2) == axis, low, 0.0)
    return lots_of(rng, low, area_m2) + [(at + shift, lot) for at, lot in lots_of(rng, high, area_m2)]


def pack(
    plan: Plan, town: Town, rng: np.random.Generator, row: Row, first: int, length: int
) -> tuple[list[Building], list[Polygon]]:
    """Buildings on `length` parcels of a row, and the courts between them: of all sizes and heights, most of them
    touching, some with an alley or a step back from the street."""
    cuts = row.cuts[first:first + length + 1]
    size = np.array([cuts[-1] - cuts[0], abs(row.back - row.front) * rng.uniform(0.75, 1.0)])
    origin, angle = plan.frame(row, float((cuts[0] + cuts[-1]) / 2), 0)
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    buildings, courts = [], []
    for at, lot in lots_of(rng, size, town.size_m**2 * town.elongation * rng.uniform(0.5, 1.2)):
        gap = np.where(rng.random(2) < 0.3, rng.uniform(0.3, 1.5, 2), 0.0)
        spot = origin + (at - [size[0] / 2, 0] + gap / 2) @ axes
        if rng.random() < OPEN_SHARE or min(lot - gap) < 2:
            courts.append(rectangle(spot, angle, *lot))
            continue
        shape = None if min(lot) > 7 and rng.random() < 0.4 else "rectangle"
        if shape is None and town.shapes[4] > 0.1:
            shape = "L"  # a round hut leaves no common wall
        buildings.append(new_building(town, rng, (spot[0], spot[1]), angle, tuple(lot - gap), shape))
    return buildings, courts
