"""Procedural layout of a scene: buildings on parcels, trees, cars, ponds and slabs. Metres, x right, y down."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import Polygon

from .buildings import Building, new_building, pick_paint
from .overlaps import apart, clear_of
from .packed import pack
from .plan import Plan, Row, lay_out, rectangle, street_area
from .town import Town
from .yards import Court, Good, court_beside, court_colour, goods_near, open_court

CAR_M, LORRY_M = (4.4, 1.8), (10.0, 2.6)
PANEL_ROW_M, PANEL_M = 5.5, 2.2
"""Of a solar field: from row to row, and the depth of a row."""


@dataclass
class Layout:
    """A scene before it is drawn."""

    plan: Plan
    buildings: list[Building] = field(default_factory=list)
    parcels: list[Polygon] = field(default_factory=list)
    parcel_ground: list[int] = field(default_factory=list)  # index into Town.grounds
    parcel_angle: list[float] = field(default_factory=list)
    shells: list[Building] = field(default_factory=list)  # walls without a roof: buildings, as in OpenStreetMap
    panels: list[Polygon] = field(default_factory=list)
    slabs: list[Polygon] = field(default_factory=list)
    drives: list[Polygon] = field(default_factory=list)
    pools: list[Polygon] = field(default_factory=list)
    ponds: list[Polygon] = field(default_factory=list)
    walls: list[shapely.LineString] = field(default_factory=list)
    courts: list[Court] = field(default_factory=list)
    goods: list[Good] = field(default_factory=list)
    cars: list[Polygon] = field(default_factory=list)
    orchards: list[np.ndarray] = field(default_factory=list)  # trees in rows
    trees: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))  # x, y, radius
    streets: shapely.Geometry = field(default_factory=Polygon)


def make_layout(town: Town, rng: np.random.Generator, width_m: float, height_m: float) -> Layout:
    """The layout of a scene of a town. Buildings do not overlap each other, nor streets or water; those that touch
    share a wall line."""
    layout = Layout(lay_out(town, rng, width_m, height_m))
    layout.streets = street_area(layout.plan)
    clusters = _clusters(town, rng, layout.plan)
    for row in layout.plan.rows:
        _fill_row(layout, town, rng, row, clusters)
    _add_ponds(layout, town, rng)
    layout.buildings = apart(clear_of(layout.buildings, [layout.streets, *layout.ponds], 0.02))
    layout.shells = apart(clear_of(layout.shells, [building.outline for building in layout.buildings], 0.0))
    layout.courts = [court for court in layout.courts if not any(map(court.shape.intersects, layout.ponds))]
    layout.slabs = [slab for slab in layout.slabs if not any(map(slab.intersects, layout.ponds))]
    _add_cars(layout, town, rng)
    _add_trees(layout, town, rng)
    return layout


def _clusters(town: Town, rng: np.random.Generator, plan: Plan) -> np.ndarray:
    """Centres of settlement: far from all of them a patchy town thins out."""
    count = 1 + int(rng.poisson(plan.width_m * plan.height_m / 8000))
    return rng.uniform(0, 1, (count, 2)) * [plan.width_m, plan.height_m]


def _built_share(town: Town, at: np.ndarray, clusters: np.ndarray) -> float:
    distance = float(np.hypot(*(clusters - at).T).min())
    return town.density * (1 - town.patchiness * float(np.clip((distance - 25) / 50, 0, 1)))


def _fill_row(layout: Layout, town: Town, rng: np.random.Generator, row: Row, clusters: np.ndarray) -> None:
    index, count = 0, len(row.cuts) - 1
    start_terrace = town.touching / (town.touching + (1 - town.touching) * 4)
    big = not row.open_land and rng.random() < town.large
    if big:
        _add_large(layout, town, rng, row)
    elif row.open_land and rng.random() < town.panels:
        _add_panels(layout, rng, row)
    elif row.open_land and town.orchards and rng.random() < town.orchards:
        _add_orchard(layout, town, rng, row)
    packed = bool(town.packed) and rng.random() < town.packed
    while index < count:
        length = int(rng.integers(2, 8)) if packed or rng.random() < start_terrace else 1
        length = min(length, count - index)
        cuts = row.cuts[index:index + length + 1]
        centre = layout.plan.warp(np.array([[cuts.mean(), (row.front + row.back) / 2]]))
        if not layout.plan.near(centre, 25 + (cuts[-1] - cuts[0]) / 2)[0]:
            index += length
            continue
        built = not row.open_land and not big and rng.random() < _built_share(town, centre[0], clusters)
        for parcel in range(index, index + length):
            _add_parcel(layout, town, rng, row, parcel, built)
        if built and packed:
            buildings, courts = pack(layout.plan, town, rng, row, index, length)
            layout.buildings += buildings
            layout.courts += [Court(court, court_colour(town, rng)) for court in courts if rng.random() < town.courts]
        elif built and length > 1:
            _add_terrace(layout, town, rng, row, index, length)
        elif built:
            _add_house(layout, town, rng, row, index)
        elif not big and not row.open_land and rng.random() < 3 * town.pads:
            _add_pad(layout, town, rng, row, index)
        elif town.courts and not row.open_land and rng.random() < 0.3 * town.courts:
            court, cars = open_court(layout.plan, town, rng, row, index, CAR_M)
            layout.courts.append(court)
            layout.cars += cars
        index += length


def _add_parcel(layout: Layout, town: Town, rng: np.random.Generator, row: Row, index: int, built: bool) -> None:
    u0, u1 = row.cuts[index], row.cuts[index + 1]
    us = np.linspace(u0, u1, 4)
    ring = np.array([*((u, row.front) for u in us), *((u, row.back) for u in us[::-1])])
    corners = layout.plan.warp(ring)
    if not layout.plan.near(corners, 5).any():
        return
    layout.parcels.append(Polygon(corners))
    like_neighbour = layout.parcel_ground and rng.random() < 0.5
    layout.parcel_ground.append(
        layout.parcel_ground[-1] if like_neighbour else town.grounds.index(pick_paint(rng, town.grounds))
    )
    heading = layout.plan.warp.heading(ring[0])
    layout.parcel_angle.append(heading + rng.choice([0, np.pi / 2]))
    if town.goods:
        reach = np.array([u1 - u0, abs(row.back - row.front)]) / 2
        layout.goods += goods_near(rng, corners.mean(axis=0), heading, reach, (1.5 if built else 0.3) * town.goods)
    if built and rng.random() < town.walls:
        layout.walls.append(shapely.LineString(corners[[0, 3, 4, 7, 0][: int(rng.integers(3, 6))]]))


def _size(town: Town, rng: np.random.Generator, width: float, depth: float) -> tuple[float, float]:
    """A building's sides, at most what its parcel holds."""
    side = town.size_m * rng.lognormal(0, town.size_spread)
    return min(side, width), min(max(side * town.elongation * rng.uniform(0.75, 1.25), 2.5), depth)


def _add_terrace(layout: Layout, town: Town, rng: np.random.Generator, row: Row, first: int, length: int) -> None:
    """Houses wall to wall on one straight front; now and then all under one roof colour."""
    cuts = row.cuts[first:first + length + 1]
    depth = abs(row.back - row.front)
    _, base = _size(town, rng, depth, depth * 0.95)
    shared = pick_paint(rng, town.roofs) if rng.random() < 0.4 else None
    setback = rng.uniform(0, 1) * min(2.0, depth - base)
    origin, angle = layout.plan.frame(row, float((cuts[0] + cuts[-1]) / 2), 0)
    along = np.array([np.cos(angle), np.sin(angle)])
    inward = np.array([-np.sin(angle), np.cos(angle)])
    for u0, u1 in zip(cuts[:-1], cuts[1:]):
        house = float(np.clip(base * rng.uniform(0.8, 1.2), 2.5, depth))
        offset = ((u0 + u1) / 2 - (cuts[0] + cuts[-1]) / 2) * row.inward
        at = origin + along * offset + inward * (setback + house / 2)
        layout.buildings.append(new_building(town, rng, (at[0], at[1]), angle, (u1 - u0, house), "rectangle", shared))


def _add_house(layout: Layout, town: Town, rng: np.random.Generator, row: Row, index: int) -> None:
    u0, u1 = row.cuts[index], row.cuts[index + 1]
    width, depth = u1 - u0, abs(row.back - row.front)
    size = _size(town, rng, width * 0.95, depth * 0.9)
    spare_u, spare_v = width - size[0], depth - size[1]
    u = (u0 + u1) / 2 + spare_u * rng.uniform(-0.45, 0.45) * (0.3 + 0.7 * town.disorder)
    setback = spare_v * (rng.uniform(0.15, 0.35) if rng.random() > town.disorder else rng.uniform(0, 1))
    at, angle = layout.plan.frame(row, u, setback + size[1] / 2)
    angle += rng.normal(0, 1) * 0.9 * town.disorder**1.5
    layout.buildings.append(new_building(town, rng, (at[0], at[1]), angle, size))
    if town.courts and rng.random() < town.courts:
        layout.courts.append(court_beside(town, rng, at, angle, size))
    if rng.random() < 0.6 and setback > 2:
        front, turn = layout.plan.frame(row, u + size[0] * rng.uniform(-0.4, 0.4), setback / 2)
        layout.drives.append(rectangle(front, turn, rng.choice([1.2, 2.8]), setback + 0.5))
    if rng.random() < town.sheds and spare_v - setback > 4:
        side = rng.uniform(2.2, min(6.0, spare_v - setback))
        spot, turn = layout.plan.frame(row, u0 + rng.uniform(0.2, 0.8) * width, depth - side / 2 - rng.uniform(0, 1))
        layout.buildings.append(
            new_building(town, rng, (spot[0], spot[1]), turn, (side * rng.uniform(1, 1.6), side), "rectangle")
        )
    elif rng.random() < town.pools and spare_v - setback > 7:
        spot, turn = layout.plan.frame(row, (u0 + u1) / 2, depth - 4)
        layout.pools.append(
            rectangle(spot, turn + rng.normal(0, 0.3), rng.uniform(5, 9), rng.uniform(3, 5)).buffer(1.2).simplify(0.1)
        )


def _add_large(layout: Layout, town: Town, rng: np.random.Generator, row: Row) -> None:
    width, depth = row.cuts[-1] - row.cuts[0], abs(row.back - row.front)
    size = (min(width * rng.uniform(0.35, 0.8), 60), min(depth * rng.uniform(0.45, 0.9), 35))
    at, angle = layout.plan.frame(row, float(row.cuts[0] + width * rng.uniform(0.4, 0.6)), depth * 0.05 + size[1] / 2)
    layout.buildings.append(new_building(town, rng, (at[0], at[1]), angle, size))


def _add_panels(layout: Layout, rng: np.random.Generator, row: Row) -> None:
    """A solar field: long rows of panels on the ground."""
    width, depth = row.cuts[-1] - row.cuts[0], abs(row.back - row.front)
    length = width * rng.uniform(0.4, 0.9)
    for behind in np.arange(PANEL_M, depth - PANEL_M, PANEL_ROW_M):
        at, angle = layout.plan.frame(row, float((row.cuts[0] + row.cuts[-1]) / 2), float(behind))
        layout.panels.append(rectangle(at, angle, length, PANEL_M))


def _add_orchard(layout: Layout, town: Town, rng: np.random.Generator, row: Row) -> None:
    """Trees of one kind in rows, with gaps."""
    step = max(town.tree_radius_m * rng.uniform(1.6, 3.2), 2.5)
    us = np.arange(row.cuts[0] + step / 2, row.cuts[-1], step)
    vs = np.arange(min(row.front, row.back) + step / 2, max(row.front, row.back), step * rng.uniform(0.8, 1.3))
    spots = layout.plan.warp(np.stack(np.meshgrid(us, vs), -1).reshape(-1, 2))
    spots = spots[layout.plan.near(spots, 5) & (rng.random(len(spots)) < 0.92)] + rng.normal(0, 0.06 * step)
    radii = town.tree_radius_m * rng.uniform(0.5, 0.9) * rng.lognormal(0, 0.15, len(spots))
    layout.orchards.append(np.column_stack([spots, np.clip(radii, 0.5, 8)]))


def _add_pad(layout: Layout, town: Town, rng: np.random.Generator, row: Row, index: int) -> None:
    """A roofless shell, which is a building, or a bare slab, which is none, where a house could stand."""
    u0, u1 = row.cuts[index], row.cuts[index + 1]
    size = _size(town, rng, (u1 - u0) * 0.9, abs(row.back - row.front) * 0.8)
    at, angle = layout.plan.frame(row, (u0 + u1) / 2, abs(row.back - row.front) * 0.45)
    if rng.random() < town.shells:
        layout.shells.append(new_building(town, rng, (at[0], at[1]), angle, size, "rectangle"))
    else:
        layout.slabs.append(rectangle(at, angle, *size))


def _add_ponds(layout: Layout, town: Town, rng: np.random.Generator) -> None:
    plan = layout.plan
    if rng.random() >= town.water:
        return
    centre = rng.uniform(0, 1, 2) * [plan.width_m, plan.height_m]
    turns = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    waves = [rng.uniform(0.05, 0.3) * np.sin(k * turns + rng.uniform(0, 6)) for k in (1, 2, 3)]
    radius = rng.uniform(8, 30) * (1 + np.sum(waves, axis=0))
    pond = Polygon(centre + np.column_stack([np.cos(turns), np.sin(turns)]) * radius[:, None]).buffer(0)
    layout.ponds.append(pond.difference(layout.streets.buffer(1)))


def _add_cars(layout: Layout, town: Town, rng: np.random.Generator) -> None:
    for line, width in zip(layout.plan.streets, layout.plan.street_widths):
        if width < 2.4:
            continue
        for at in rng.uniform(0, line.length, rng.poisson(town.cars * line.length / 30)):
            a, b = line.interpolate(at), line.interpolate(at + 1)
            angle = float(np.arctan2(b.y - a.y, b.x - a.x))
            aside = rng.choice([-1, 1]) * width * rng.choice([0.22, 0.36])
            spot = np.array([a.x - np.sin(angle) * aside, a.y + np.cos(angle) * aside])
            if layout.plan.near(spot[None], 3)[0]:
                length, across = LORRY_M if width > 4 and rng.random() < town.lorries else CAR_M
                layout.cars.append(
                    rectangle(spot, angle + rng.normal(0, 0.04), length * rng.uniform(0.85, 1.3), across)
                )
    for drive in layout.drives:
        if drive.area > 12 and rng.random() < 0.5 * town.cars:
            a, b = np.asarray(drive.exterior.coords)[[1, 2]]
            turn = float(np.arctan2(*(b - a)[::-1]))
            layout.cars.append(rectangle(np.array(drive.centroid.coords[0]), turn, *CAR_M))


def _add_trees(layout: Layout, town: Town, rng: np.random.Generator) -> None:
    """Single trees and groves. A trunk never stands in a building or a street, but its crown may cover an eave."""
    plan = layout.plan
    area_ha = (plan.width_m + 40) * (plan.height_m + 40) / 1e4
    count = rng.poisson(town.trees_per_ha * area_ha)
    spots = rng.uniform(-20, 20, (count, 2)) + rng.uniform(0, 1, (count, 2)) * [plan.width_m, plan.height_m]
    groves = rng.uniform(0, 1, (max(1, count // 12), 2)) * [plan.width_m, plan.height_m]
    grouped = rng.random(count) < 0.55
    spots[grouped] = groves[rng.integers(len(groves), size=int(grouped.sum()))] + rng.normal(
        0, 9, (int(grouped.sum()), 2)
    )
    points = shapely.points(spots)
    outlines = [building.outline for building in layout.buildings]
    blocked = (
        shapely.union_all([*shapely.buffer(outlines, 0.6), layout.streets, *layout.ponds])
        if outlines
        else layout.streets
    )
    shapely.prepare(blocked)
    free = ~shapely.contains(blocked, points)
    radii = town.tree_radius_m * rng.lognormal(0, 0.4, count)
    layout.trees = np.concatenate([np.column_stack([spots, np.clip(radii, 0.5, 8)])[free], *layout.orchards])
