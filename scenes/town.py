"""Parameters of synthetic towns, eight named towns and the demo's.

No other town has the demo's look: what `roof_is_reserved` and `ground_is_reserved` reserve (teal and straw roofs, red
laterite soil) is what the demo town is made of.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

RGB = tuple[int, int, int]

STREETS = ("grid", "winding", "footpaths")


@dataclass(frozen=True)
class Paint:
    """A colour, the material that carries it, and its share among its kind."""

    material: str
    rgb: RGB
    weight: float = 1.0


@dataclass(frozen=True)
class Town:
    """Everything that is drawn follows from this and a seed. Lengths are metres; shares and strengths are 0 to 1."""

    name: str
    roofs: tuple[Paint, ...]
    grounds: tuple[Paint, ...]
    resolution_m: float = 0.3
    # plan
    streets: str = "grid"
    block_m: float = 90.0
    street_width_m: float = 6.0
    paved: float = 0.8  # share of streets with asphalt
    road_rgb: RGB = (120, 118, 116)
    parcel_width_m: float = 16.0
    parcel_depth_m: float = 26.0
    density: float = 0.8  # share of parcels with a building
    patchiness: float = 0.3  # 0: the same density everywhere; 1: clusters and empty land
    open_land: float = 0.1  # share of blocks that are fields, meadows or water
    # buildings
    size_m: float = 10.0  # median length of the side along the street
    size_spread: float = 0.25
    elongation: float = 1.2
    shapes: tuple[float, ...] = (0.7, 0.15, 0.08, 0.05, 0.02, 0.0)  # rectangle, L, T, U, round, courtyard
    forms: tuple[float, ...] = (0.5, 0.3, 0.1, 0.1)  # gable, hip, shed, flat
    height_m: float = 4.5
    height_spread: float = 0.2  # log-normal sigma of heights from building to building
    pitch_deg: float = 25.0
    disorder: float = 0.1  # 0: aligned with the street; 1: turned and shifted at will
    touching: float = 0.1  # share of parcels whose buildings share walls
    packed: float = 0.0  # share of rows where buildings fill the land wall to wall
    sheds: float = 0.3
    large: float = 0.03  # share of blocks with a school, hall or shop
    wear: float = 0.4  # rust, stains
    patched: float = 0.0  # share of metal roofs with replaced sheets
    rooftops: float = 0.5  # how much stands on flat roofs: rooms, tanks, canopies, pots, washing
    halls: float = 0.0  # share of broad metal roofs that are barrels or saw-teeth
    colour_spread: float = 0.1  # brightness from roof to roof
    # around them
    trees_per_ha: float = 25.0
    tree_radius_m: float = 2.5
    tree_rgb: RGB = (78, 100, 56)
    tree_spread: float = 0.045  # of the colours of crowns
    orchards: float = 0.0  # share of open blocks with trees in rows
    palms: float = 0.0
    cars: float = 0.4
    pads: float = 0.08  # roofless shells and bare slabs, where a house could stand
    shells: float = 0.65  # share of these with walls, which are buildings; a slab is none
    panels: float = 0.0  # share of open blocks with rows of solar panels on the ground
    lorries: float = 0.1  # share of lorries and buses among the cars
    walls: float = 0.2
    wall_m: float = 0.0  # height of yard walls: 0 throws no shadow
    courts: float = 0.0  # share of houses with a paved court beside them
    goods: float = 0.0  # tarpaulins, crates and containers in yards
    pools: float = 0.0
    water: float = 0.1
    # light and sensor
    sun_elevation_deg: tuple[float, float] = (35.0, 60.0)
    sky: float = 0.45  # share of the light that comes from all sides
    tilt_deg: float = 0.0  # of the view from straight down: walls show, roofs lean away from their footprints
    perspective: float = 0.0  # growth of that lean a metre away from the centre
    shadow: float = 0.6
    contrast: float = 1.0
    saturation: float = 1.0
    gamma: float = 1.0  # above 1 darkens the middle tones
    clipped: float = 0.0  # share of pixels that a stretch of contrast drives to black and to white
    brightness: float = 1.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    haze: float = 0.05
    blur: float = 0.7  # sigma in pixels
    noise: float = 3.0  # sigma in grey levels
    vignette: float = 0.0
    sharpen: float = 0.0
    color_blur: float = 0.0  # sigma in pixels by which colours are blurrier than brightness (pan-sharpening)
    color_shift: float = 0.0  # pixels between the bands
    jpeg_quality: int = 92


def hsv(rgb: RGB) -> tuple[float, float, float]:
    """Hue in degrees, saturation and value 0-1."""
    h, s, v = colorsys.rgb_to_hsv(*(channel / 255 for channel in rgb))
    return h * 360, s, v


def roof_is_reserved(rgb: RGB) -> bool:
    """Teal paint and golden straw: the demo's roofs."""
    hue, saturation, _ = hsv(rgb)
    return (145 <= hue <= 200 and saturation > 0.12) or (36 <= hue <= 65 and saturation > 0.25)


def ground_is_reserved(rgb: RGB) -> bool:
    """Red laterite: the demo's soil."""
    hue, saturation, _ = hsv(rgb)
    return (hue <= 24 or hue >= 340) and saturation > 0.35


METAL, WHITE_METAL, RUST = (
    Paint("metal", (168, 178, 186), 5),
    Paint("metal", (222, 226, 230), 2),
    Paint("metal", (126, 96, 78), 2),
)
TILE, DARK_TILE = Paint("tile", (170, 94, 68), 5), Paint("tile", (112, 78, 66), 3)
CONCRETE, PALE_CONCRETE = Paint("concrete", (146, 140, 132), 5), Paint("concrete", (182, 176, 166), 3)
BLUE = Paint("metal", (62, 106, 168), 1)
SHINGLE, BROWN_SHINGLE, PALE_SHINGLE = (
    Paint("shingle", (92, 92, 96), 4),
    Paint("shingle", (118, 102, 90), 3),
    Paint("shingle", (158, 150, 140), 2),
)
LAWN, DRY_GRASS, BUSH = (
    Paint("grass", (98, 118, 68), 5),
    Paint("grass", (148, 146, 98), 4),
    Paint("scrub", (124, 132, 82), 4),
)
EARTH, SAND, FIELD = (
    Paint("soil", (158, 138, 110), 4),
    Paint("soil", (196, 176, 142), 5),
    Paint("field", (150, 132, 104), 3),
)
PAVING = Paint("paved", (164, 160, 152), 2)

_NAMED = (
    Town(
        "coast_village", (METAL, WHITE_METAL, RUST), (BUSH, EARTH, DRY_GRASS, FIELD), streets="footpaths",
        block_m=110, paved=0.05, street_width_m=2.5, road_rgb=(196, 170, 130), parcel_width_m=18, parcel_depth_m=22,
        density=0.8, patchiness=0.6, open_land=0.22, size_m=10, disorder=0.5, touching=0.05, trees_per_ha=60,
        tree_radius_m=3.2, palms=0.35, pads=0.2, cars=0.05, sheds=0.4,
    ),
    Town(
        "hill_town", (CONCRETE, PALE_CONCRETE, BLUE, Paint("metal", (158, 84, 72), 1), METAL), (EARTH, PAVING, LAWN),
        streets="winding", block_m=70, street_width_m=4.5, parcel_width_m=8, parcel_depth_m=13, density=0.93,
        open_land=0.08, size_m=7.5, height_m=9, forms=(0.1, 0.05, 0.15, 0.7), touching=0.55, disorder=0.2,
        trees_per_ha=15, cars=0.5, sheds=0.5, wear=0.6, sun_elevation_deg=(45, 65),
    ),
    Town(
        "suburb", (SHINGLE, BROWN_SHINGLE, PALE_SHINGLE), (LAWN, DRY_GRASS, PAVING), streets="winding", block_m=130,
        street_width_m=9, parcel_width_m=22, parcel_depth_m=36, density=0.95, size_m=15,
        shapes=(0.35, 0.35, 0.2, 0.1, 0, 0), forms=(0.45, 0.5, 0.05, 0), trees_per_ha=70, tree_radius_m=4, pools=0.2,
        cars=0.8, pads=0.02, sun_elevation_deg=(30, 50), touching=0,
    ),
    Town(
        "bungalow_rows", (SHINGLE, BROWN_SHINGLE, Paint("concrete", (196, 192, 184), 2), DARK_TILE), (LAWN, PAVING),
        block_m=180, street_width_m=10, parcel_width_m=9.5, parcel_depth_m=38, density=0.97, size_m=7.2,
        elongation=1.9, sheds=0.8, disorder=0.02, trees_per_ha=45, tree_radius_m=3, tree_rgb=(96, 98, 72), cars=0.9,
        sun_elevation_deg=(22, 34), pads=0.02, height_m=6,
    ),
    Town(
        "red_roofs", (TILE, Paint("tile", (188, 112, 80), 3), DARK_TILE), (LAWN, PAVING, EARTH), streets="winding",
        block_m=90, size_m=11, shapes=(0.5, 0.25, 0.15, 0.1, 0, 0), parcel_width_m=18, pitch_deg=32, height_m=6.5,
        touching=0.25, trees_per_ha=40, sun_elevation_deg=(35, 48), pools=0.06,
    ),
    Town(
        "desert_town", (PALE_CONCRETE, Paint("concrete", (202, 184, 156), 4), CONCRETE),
        (SAND, Paint("soil", (180, 158, 126), 3), PAVING), block_m=60, street_width_m=6, paved=0.3,
        road_rgb=(178, 160, 132), parcel_width_m=14, parcel_depth_m=16, size_m=12, forms=(0, 0, 0.05, 0.95),
        shapes=(0.55, 0.25, 0.05, 0.15, 0, 0), touching=0.5, walls=0.7, trees_per_ha=6, tree_radius_m=1.6, palms=0.5,
        contrast=0.85, haze=0.15, pads=0.2,
    ),
    Town(
        "tin_city", (RUST, METAL, Paint("metal", (146, 128, 112), 4), BLUE),
        (EARTH, Paint("soil", (138, 120, 98), 3)), streets="footpaths", block_m=45, street_width_m=2, paved=0.1,
        road_rgb=(160, 142, 116), parcel_width_m=6.5, parcel_depth_m=8, density=0.95, size_m=6, size_spread=0.3,
        forms=(0.35, 0.05, 0.5, 0.1), pitch_deg=12, height_m=3, disorder=0.25, touching=0.5, wear=0.9,
        trees_per_ha=10, tree_radius_m=2, open_land=0.05, cars=0.1, blur=0.9,
    ),
    Town(
        "works", (WHITE_METAL, Paint("concrete", (120, 118, 116), 3), BLUE, METAL),
        (PAVING, Paint("paved", (120, 118, 114), 3), DRY_GRASS), block_m=160, street_width_m=12, parcel_width_m=45,
        parcel_depth_m=55, size_m=30, size_spread=0.4, height_m=8, pitch_deg=8, forms=(0.4, 0.05, 0.15, 0.4),
        large=0.3, trees_per_ha=8, cars=1.0, shapes=(0.75, 0.15, 0.05, 0.05, 0, 0), walls=0.4,
    ),
)

DEMO_TOWN = Town(
    "demo",
    roofs=(Paint("thatch", (158, 130, 80), 5), Paint("metal", (62, 130, 126), 4), Paint("thatch", (138, 114, 72), 2)),
    grounds=(
        Paint("soil", (168, 96, 64), 6),
        Paint("scrub", (104, 112, 58), 3),
        Paint("grass", (112, 122, 62), 2),
        Paint("field", (152, 88, 60), 2),
    ),
    streets="footpaths", block_m=85, street_width_m=3.0, paved=0.0, road_rgb=(182, 108, 74), parcel_width_m=17,
    parcel_depth_m=20, density=0.85, patchiness=0.4, open_land=0.15, size_m=10, size_spread=0.22,
    shapes=(0.3, 0.3, 0.02, 0.08, 0.3, 0), forms=(0.6, 0.4, 0, 0), height_m=3.2, pitch_deg=28, disorder=0.35,
    touching=0.0, sheds=0.25, large=0.02, wear=0.3, trees_per_ha=55, tree_radius_m=3.0, tree_rgb=(66, 92, 46),
    palms=0.1, cars=0.02, pads=0.1, shells=0.0, walls=0.3, sun_elevation_deg=(55, 65), water=0.05, haze=0.04, noise=2.5,
)

TOWNS: dict[str, Town] = {town.name: town for town in (*_NAMED, DEMO_TOWN)}
