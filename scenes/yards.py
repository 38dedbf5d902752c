"""Procedural yards: paved courts, car parks, pitches, goods (tarpaulins, crates, containers). None is a building.

They look like roofs from above and differ by what is missing: height, shadow and walls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

from .buildings import pick_paint
from .canvas import Canvas
from .plan import Plan, Row, rectangle
from .town import RGB, Town

CONTAINER_M, HEAP_M = (6.1, 2.45, 2.6), 0.4
TARPS: tuple[RGB, ...] = ((40, 100, 190), (226, 226, 222), (206, 120, 50), (50, 52, 54), (60, 130, 100), (196, 60, 54))
CONTAINERS: tuple[RGB, ...] = ((40, 70, 130), (150, 60, 44), (60, 110, 80), (200, 198, 190), (196, 150, 60))
PITCHES: tuple[RGB, ...] = ((60, 120, 80), (50, 100, 160), (170, 90, 70), (120, 120, 118), (90, 140, 70))


@dataclass(frozen=True)
class Good:
    """Something that lies or stands in a yard."""

    shape: Polygon
    height_m: float
    rgb: RGB


@dataclass(frozen=True)
class Court:
    """Level ground of one colour; `lines` are painted on it."""

    shape: Polygon
    rgb: RGB
    lines: bool = False


def court_colour(town: Town, rng: np.random.Generator) -> RGB:
    """Concrete, tiles, or just the colour of a roof of the town."""
    if rng.random() < 0.4:
        return pick_paint(rng, town.roofs).rgb
    tone, warm = rng.uniform(80, 215), rng.uniform(0, 0.25)
    return round(tone), round(tone * (1 - 0.4 * warm)), round(tone * (1 - warm))


def court_beside(
    town: Town, rng: np.random.Generator, at: np.ndarray, angle: float, size: tuple[float, float]
) -> Court:
    """A paved court round and beside a house of this place and size."""
    broad = np.array(size) * rng.uniform(1.05, 1.6, 2) + rng.uniform(0.5, 3, 2)
    aside = (broad - size) / 2 * rng.uniform(-0.9, 0.9, 2)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return Court(rectangle(at + aside @ turn, angle, *broad), court_colour(town, rng))


def open_court(
    plan: Plan, town: Town, rng: np.random.Generator, row: Row, index: int, car_m: tuple[float, float]
) -> tuple[Court, list[Polygon]]:
    """A pitch, or a car park with its cars, on a parcel without a building."""
    width, depth = row.cuts[index + 1] - row.cuts[index], abs(row.back - row.front)
    size = np.array([width * 0.9, depth * 0.8])
    at, angle = plan.frame(row, float(row.cuts[index] + width / 2), depth * 0.45)
    if rng.random() < 0.3:
        return Court(rectangle(at, angle, *size), PITCHES[int(rng.integers(len(PITCHES)))], True), []
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    bays = [(u, v) for v in np.arange(3.0, size[1] - 2.4, 7.5) for u in np.arange(1.8, size[0] - 1.2, 2.7)]
    cars = [rectangle(at + ((u, v) - size / 2) @ axes, angle + np.pi / 2 + rng.normal(0, 0.03), *car_m)
            for u, v in bays if rng.random() < 0.65]
    return Court(rectangle(at, angle, *size), court_colour(town, rng)), cars


def goods_near(rng: np.random.Generator, at: np.ndarray, angle: float, reach: np.ndarray, mean: float) -> list[Good]:
    """Tarpaulins, crates and heaps, now and then a container, within `reach` of a place."""
    goods = []
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    for _ in range(rng.poisson(mean)):
        spot, turn = at + (rng.uniform(-1, 1, 2) * reach) @ axes, angle + rng.normal(0, 0.2)
        if rng.random() < 0.12:
            rgb, (length, across, height) = CONTAINERS[int(rng.integers(len(CONTAINERS)))], CONTAINER_M
        else:
            rgb = TARPS[int(rng.integers(len(TARPS)))]
            length, across, height = rng.uniform(0.6, 3.5), rng.uniform(0.6, 2.5), HEAP_M * rng.choice([1, 1, 5])
        goods.append(Good(rectangle(spot, turn, length, across), float(height), rgb))
    return goods


def draw_courts(canvas: Canvas, courts: list[Court]) -> None:
    """Courts with their colours, dirt and lines."""
    if not courts:
        return
    numbers = canvas.burn(((court.shape, i) for i, court in enumerate(courts, 1)), 0, "int32")
    where = numbers > 0
    colours = np.array([court.rgb for court in courts], np.float32)[numbers[where] - 1]
    canvas.paint(where, colours, 0.08 * canvas.middle + 0.035 * canvas.fine, 0.92)
    pitches = [court.shape for court in courts if court.lines]
    rings = [ring for pitch in pitches for ring in (pitch.buffer(-1), pitch.buffer(-pitch.length / 14))]
    canvas.paint(canvas.mask([ring.boundary.buffer(0.06) for ring in rings]), (222, 222, 214), 0.0, 0.8)


def draw_goods(canvas: Canvas, goods: list[Good]) -> None:
    """Goods, each with its shadow."""
    if not goods:
        return
    heights, colours = np.array([good.height_m for good in goods]), np.array([good.rgb for good in goods], np.float32)
    canvas.draw_boxes([good.shape for good in goods], heights, colours)
