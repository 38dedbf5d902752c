"""Renderer of the ground: parcels of soil, grass and fields, streets, water, slabs and walls, seen from above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter
from shapely.affinity import translate
from shapely.geometry import LineString

from .canvas import Canvas
from .layout import Layout
from .noise import octaves, smoothstep
from .town import Town
from .yards import draw_courts

# relative brightness of the fine and the middle noise, and how much bare patches of another ground show through
GRAIN = {"soil": 0.05, "grass": 0.09, "scrub": 0.13, "paved": 0.035, "field": 0.07}
BLOTCH = {"soil": 0.07, "grass": 0.09, "scrub": 0.12, "paved": 0.06, "field": 0.06}
PATCHY = {"soil": 0.55, "grass": 0.5, "scrub": 0.7, "paved": 0.2, "field": 0.3}


def draw_ground(canvas: Canvas, layout: Layout) -> None:
    """Everything that lies flat on the ground, without its shadows."""
    _draw_land(canvas, layout)
    _draw_ponds(canvas, layout)
    _draw_streets(canvas, layout)
    _draw_yards(canvas, layout)
    draw_courts(canvas, layout.courts)
    _draw_slabs(canvas, layout)


def _draw_land(canvas: Canvas, layout: Layout) -> None:
    town, rng = canvas.town, canvas.rng
    rows, columns = canvas.wobble(0.7)
    kinds = canvas.burn(zip(layout.parcels, layout.parcel_ground), int(np.argmax([g.weight for g in town.grounds])))[
        rows, columns
    ]
    light = canvas.burn(zip(layout.parcels, rng.normal(0, 0.07, len(layout.parcels))), 0, "float32")[rows, columns]
    colours = np.array([ground.rgb for ground in town.grounds], np.float32)
    other = (kinds + 1 + (canvas.broad > 0.3)) % len(colours)
    patchy = _by_kind(town, PATCHY)[kinds] * smoothstep(0.9 * canvas.middle + 0.7 * canvas.broad, 0.0, 1.6)
    land = colours[kinds] + (colours[other] - colours[kinds]) * patchy[..., None]
    canvas.rgb[:] = gaussian_filter(land, (0.7 / canvas.resolution_m, 0.7 / canvas.resolution_m, 0), truncate=2)
    grain = (
        _by_kind(town, GRAIN)[kinds] * canvas.fine + _by_kind(town, BLOTCH)[kinds] * canvas.middle + 0.05 * canvas.broad
    )
    grain += light + _furrows(canvas, layout, kinds)
    warmth = 0.03 * octaves(rng, canvas.height, canvas.width, 15 / canvas.resolution_m, 2)
    canvas.rgb *= np.clip(1 + grain, 0.3, 1.8)[..., None]
    canvas.rgb[..., 0] *= 1 + warmth
    canvas.rgb[..., 2] *= 1 - warmth
    _draw_bushes(
        canvas, _by_kind(town, {"scrub": 1.0, "grass": 0.35, "soil": 0.25, "field": 0.1, "paved": 0.05})[kinds]
    )


def _by_kind(town: Town, table: dict[str, float]) -> np.ndarray:
    return np.array([table[ground.material] for ground in town.grounds], np.float32)


def _furrows(canvas: Canvas, layout: Layout, kinds: np.ndarray) -> np.ndarray:
    """Stripes along each field."""
    is_field = np.array([ground.material == "field" for ground in canvas.town.grounds])[kinds]
    stripes = np.zeros((canvas.height, canvas.width), np.float32)
    where = np.nonzero(is_field)
    if not len(where[0]):
        return stripes
    angles = canvas.burn(zip(layout.parcels, layout.parcel_angle), 0, "float32")[where]
    spacing = canvas.rng.uniform(0.6, 2.6)
    across = (np.cos(angles) * where[0] - np.sin(angles) * where[1]) * canvas.resolution_m
    across += 0.25 * canvas.middle[where]
    stripes[where] = (
        canvas.rng.uniform(0.05, 0.3) * np.sin(across * (2 * np.pi / spacing)) * (1 + 0.5 * canvas.middle[where])
    )
    return stripes


def _draw_bushes(canvas: Canvas, share: np.ndarray) -> None:
    """Tufts and low bushes: dark green specks, thick in scrub."""
    lump = 0.75 * canvas.fine + 0.9 * np.roll(canvas.middle, (31, 77), (0, 1)) + 0.4 * canvas.broad
    cover = share * smoothstep(lump, 1.0, 1.9)
    colour = np.array(canvas.town.tree_rgb, np.float32) * 1.15
    canvas.paint(cover > 0.02, colour, 0.18 * np.roll(canvas.fine, 7, 1), 0.75 * cover)


def _draw_ponds(canvas: Canvas, layout: Layout) -> None:
    if not layout.ponds:
        return
    water = gaussian_filter(canvas.mask(layout.ponds).astype(np.float32), 1.2)
    tint = canvas.rng.uniform(0, 1)
    colour = np.array((52, 66, 62)) * (1 - tint) + np.array((112, 108, 84)) * tint
    canvas.paint(gaussian_filter(water, 4) > 0.03, colour * 0.9, 0.05 * canvas.middle, 0.5)
    canvas.paint(water > 0.02, colour, 0.03 * canvas.middle + 0.05 * canvas.broad, np.clip(water * 1.1, 0, 1))


def _draw_streets(canvas: Canvas, layout: Layout) -> None:
    plan = layout.plan
    streets = list(zip(plan.streets, plan.street_widths, plan.street_paved))
    _draw_tracks(canvas, [(line, width) for line, width, paved in streets if not paved])
    _draw_asphalt(canvas, [(line, width) for line, width, paved in streets if paved])


def _draw_tracks(canvas: Canvas, tracks: list[tuple[LineString, float]]) -> None:
    """Unpaved streets, ragged at the sides, with ruts where a car fits."""
    bare = canvas.mask([line.buffer(width / 2) for line, width in tracks])[canvas.wobble(0.45)]
    track = gaussian_filter(bare.astype(np.float32), 0.35 / canvas.resolution_m)
    wide = [line for line, width in tracks if width > 2.4]
    ruts = canvas.mask([line.offset_curve(aside).buffer(0.25) for line in wide for aside in (0.8, -0.8)])
    texture = 0.07 * canvas.middle + 0.05 * canvas.fine + 0.04 * ruts
    opacity = np.clip(track * (0.85 + 0.1 * canvas.broad), 0, 1)
    canvas.paint(track > 0.03, canvas.town.road_rgb, texture, opacity)


def _draw_asphalt(canvas: Canvas, streets: list[tuple[LineString, float]]) -> None:
    """Paved streets: pale sides, a grey lane, now and then a dashed line along wide ones."""
    if not streets:
        return
    grey = canvas.rng.uniform(0.65, 1.35) * 108
    sides = canvas.mask([line.buffer(width / 2, cap_style="flat") for line, width in streets])
    lane = canvas.mask([line.buffer(width * 0.36) for line, width in streets])
    pale = np.array((grey * 1.35 + 10, grey * 1.32 + 8, grey * 1.25 + 5))
    canvas.paint(sides, pale, 0.06 * canvas.middle + 0.03 * canvas.fine)
    texture = 0.04 * canvas.middle + 0.025 * canvas.fine + 0.05 * canvas.broad
    canvas.paint(lane, np.array((grey, grey, grey * 1.01)), texture)
    if canvas.rng.random() < 0.6:
        wide = [line for line, width in streets if width > 6.5]
        starts = [np.arange(0, line.length - 3, 7) for line in wide]
        lines = np.repeat(np.array(wide, object), [len(start) for start in starts])
        begin = np.concatenate([np.zeros(0), *starts])
        ends = [shapely.line_interpolate_point(lines, begin + along) for along in (0, 2.5)]
        dashes = shapely.linestrings(np.stack([shapely.get_coordinates(end) for end in ends], 1))
        canvas.paint(canvas.mask(list(shapely.buffer(dashes, 0.12, quad_segs=1))), (216, 214, 200), 0.0, 0.7)


def _draw_yards(canvas: Canvas, layout: Layout) -> None:
    """Trodden soil around houses, drives, pools."""
    town, rng = canvas.town, canvas.rng
    rows, columns = canvas.wobble(1.0)
    soils = [ground.rgb for ground in town.grounds if ground.material in ("soil", "paved")] or [town.road_rgb]
    around = shapely.buffer(
        [building.outline for building in layout.buildings if rng.random() < 0.75], rng.uniform(1, 3)
    )
    trodden = gaussian_filter(canvas.mask(list(around))[rows, columns].astype(np.float32), 2.0)
    canvas.paint(trodden > 0.03, soils[0], 0.07 * canvas.middle + 0.05 * canvas.fine, trodden * 0.6)
    canvas.paint(canvas.mask(layout.drives), np.array(soils[-1]) * 1.08, 0.05 * canvas.middle, 0.85)
    canvas.paint(canvas.mask([pool.buffer(1.0) for pool in layout.pools]), (196, 188, 172), 0.05 * canvas.fine)
    canvas.paint(canvas.mask(layout.pools), (84, 176, 200), 0.05 * canvas.middle)


def _draw_slabs(canvas: Canvas, layout: Layout) -> None:
    """Bare slabs, solar panels, roofless shells and yard walls."""
    rng = canvas.rng
    _draw_panels(canvas, layout)
    canvas.paint(
        canvas.mask(layout.slabs),
        np.array((1, 0.98, 0.94)) * rng.uniform(130, 190),
        0.09 * canvas.middle + 0.05 * canvas.fine,
        0.9,
    )
    tone = np.array((1, 0.98, 0.94)) * rng.uniform(130, 200)
    for floor in (canvas.town.road_rgb, canvas.town.tree_rgb):  # bare, or overgrown
        rooms = [shell.outline for shell in layout.shells if rng.random() < 0.5]
        canvas.paint(canvas.mask(rooms), np.array(floor), 0.1 * canvas.middle + 0.06 * canvas.fine, 0.5)
    lines = shell_walls(layout, rng)
    _draw_wall_shadows(canvas, lines, 2.2)
    canvas.paint(canvas.mask(list(shapely.buffer(lines, 0.22, quad_segs=1))), tone, 0.08 * canvas.middle)
    if canvas.town.wall_m:
        _draw_wall_shadows(canvas, layout.walls, canvas.town.wall_m)
    walls = shapely.buffer(layout.walls, 0.2)
    canvas.paint(canvas.mask(list(walls)), tone * rng.uniform(0.6, 1), 0.1 * canvas.middle, 0.8)


def _draw_wall_shadows(canvas: Canvas, lines: Sequence[LineString], height_m: float) -> None:
    points, owner = shapely.get_coordinates(lines, return_index=True)
    first = np.flatnonzero(owner[:-1] == owner[1:])
    start, end, away = points[first], points[first + 1], canvas.sun.shadow(height_m)
    swept = shapely.polygons(np.stack([start, end, end + away, start + away], 1))
    canvas.paint(canvas.mask(swept), (44, 44, 48), 0.0, canvas.town.shadow * 0.75)


def _draw_panels(canvas: Canvas, layout: Layout) -> None:
    tone = np.array((0.5, 0.62, 1.0)) * canvas.rng.uniform(60, 110)
    shadow = [translate(panel, *canvas.sun.shadow(1.2)) for panel in layout.panels]
    canvas.paint(canvas.mask(shadow), (44, 44, 48), 0.0, canvas.town.shadow * 0.75)
    canvas.paint(canvas.mask(layout.panels), tone, 0.04 * canvas.middle)


def shell_walls(layout: Layout, rng: np.random.Generator) -> list[shapely.LineString]:
    """Outer walls and room walls of the roofless shells; some rooms are open to the next."""
    lines: list[shapely.LineString] = []
    for shell in layout.shells:
        wing = shell.wings[0]
        lines.append(shapely.LineString(shell.to_scene(wing.corners()[[0, 1, 2, 3, 0]])))
        side = rng.uniform(2.5, 4.5)
        us, vs = (np.linspace(-half, half, max(2, round(2 * half / side) + 1)) for half in (wing.half_u, wing.half_v))
        across = [((u, v), (u, w)) for u in us[1:-1] for v, w in zip(vs, vs[1:])]
        along = [((u, v), (w, v)) for v in vs[1:-1] for u, w in zip(us, us[1:])]
        for wall in across + along:
            if rng.random() < 0.85:
                lines.append(shapely.LineString(shell.to_scene(np.array(wall))))
    return lines
