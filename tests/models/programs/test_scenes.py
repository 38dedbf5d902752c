"""Synthetic scenes: the same from the same seed, true to their outlines, and the demo's look its own."""

import dataclasses
from itertools import combinations

import numpy as np
import pytest
import shapely
from rasterio.features import rasterize
from roofline.scenes.buildings import Building, wings_of
from roofline.scenes.canvas import Canvas, Sun, View
from roofline.scenes.facades import visible_walls
from roofline.scenes.packed import lots_of
from roofline.scenes.random_town import random_town
from roofline.scenes.roof_planes import pixels_of
from roofline.scenes.scene import make_scene
from roofline.scenes.sensor import pan_sharpened, tone_curve
from roofline.scenes.town import DEMO_TOWN, TOWNS, Paint, Town, ground_is_reserved, roof_is_reserved
from shapely.affinity import translate

from ..support.scenes import edge_strength

SIDE = 320


def test_the_same_seed_gives_the_same_scene():
    first, again = (make_scene(DEMO_TOWN, 5, 200, 260) for _ in range(2))
    assert first.image.shape == (3, 200, 260) and first.image.dtype == np.uint8
    assert np.array_equal(first.image, again.image)
    assert shapely.to_wkb(first.outlines).tolist() == shapely.to_wkb(again.outlines).tolist()


def test_another_seed_gives_another_scene():
    first, other = (make_scene(DEMO_TOWN, seed, 200, 200) for seed in (5, 6))
    assert not np.array_equal(first.image, other.image)
    assert shapely.union_all(first.outlines).symmetric_difference(shapely.union_all(other.outlines)).area > 1000


@pytest.mark.parametrize("town", TOWNS.values(), ids=TOWNS)
def test_outlines_lie_on_edges_of_the_image(town: Town):
    scenes = [make_scene(town, seed, SIDE, SIDE) for seed in range(5)]
    scenes = [scene for scene in scenes if scene.outlines]
    assert scenes
    true = np.mean([edge_strength(scene.image, scene.outlines) for scene in scenes])
    shifted = np.mean(
        [
            edge_strength(scene.image, [translate(outline, dx, dy) for outline in scene.outlines])
            for scene in scenes
            for dx, dy in ((6, 6), (-6, 6), (6, -6), (-6, -6))
        ]
    )
    assert true > 1.25 * shifted


def test_roofs_of_the_demo_differ_from_its_ground():
    scene = make_scene(DEMO_TOWN, 1, 512, 512)
    inside = rasterize(scene.outlines, scene.image.shape[1:]).astype(bool)
    roofs, ground = scene.image[:, inside].astype(float), scene.image[:, ~inside].astype(float)
    assert 0.05 < inside.mean() < 0.6
    assert np.abs(roofs.mean(1) - ground.mean(1)).max() > 15
    assert abs(roofs.mean() - ground.mean()) < 30  # told apart by hue and shape more than by brightness


@pytest.mark.parametrize(
    "town", [*TOWNS.values(), *(random_town(seed) for seed in range(12))], ids=lambda town: town.name
)
def test_outlines_are_valid_and_do_not_overlap(town: Town):
    outlines = make_scene(town, 3, SIDE, SIDE).outlines
    assert all(outline.is_valid and outline.geom_type == "Polygon" for outline in outlines)
    overlaps = [a.intersection(b).area * town.resolution_m**2 for a, b in combinations(outlines, 2) if a.intersects(b)]
    assert max(overlaps, default=0) <= 0.51


def test_terraces_share_walls():
    town = dataclasses.replace(TOWNS["hill_town"], touching=1.0, density=1.0, open_land=0.0, large=0.0)
    outlines = [outline.buffer(0.01) for outline in make_scene(town, 2, SIDE, SIDE).outlines]
    neighbours = [pair for pair in combinations(outlines, 2) if pair[0].intersection(pair[1]).length > 10]
    assert len(neighbours) > len(outlines) / 3


def test_trees_cover_eaves_but_leave_outlines_as_they_are():
    bare, wooded = (make_scene(dataclasses.replace(DEMO_TOWN, trees_per_ha=count), 4, SIDE, SIDE) for count in (0, 150))
    assert shapely.to_wkb(bare.outlines).tolist() == shapely.to_wkb(wooded.outlines).tolist()
    inside = rasterize(bare.outlines, (SIDE, SIDE)).astype(bool)
    green = [(scene.image[1] > scene.image[[0, 2]].max(0) + 15.0)[inside].mean() for scene in (bare, wooded)]
    assert green[1] > green[0] + 0.05


@pytest.mark.parametrize("shape", ["rectangle", "L", "T", "U"])
def test_wings_fill_the_size_they_were_given(shape):
    wings = wings_of(shape, 14, 10, np.random.default_rng(1))
    house = Building(0, 0, 0.0, wings, "gable", Paint("tile", (170, 94, 68)), 4.0, 0.4, 1.0)
    left, top, right, bottom = house.outline.bounds
    assert (right - left, bottom - top) == pytest.approx((14, 10))
    assert (house.outline.area < 139) == (shape != "rectangle")


def test_a_court_is_no_part_of_the_building_round_it():
    wings = wings_of("courtyard", 20, 16, np.random.default_rng(1))
    house = Building(3, 5, 0.4, wings, "flat", Paint("concrete", (170, 170, 168)), 4.0, 0.4, 1.0)
    [court] = house.outline.interiors
    assert house.outline.is_valid and shapely.Polygon(court).area == pytest.approx(320 - house.outline.area)
    assert not house.outline.contains(shapely.Point(3, 5))


def test_a_roofless_shell_is_a_building_and_a_slab_is_none():
    town = dataclasses.replace(random_town(5), density=0.0, pads=1.0, large=0.0, sheds=0.0, open_land=0.0)
    with_walls, bare = (make_scene(dataclasses.replace(town, shells=share), 1, 300, 300) for share in (1.0, 0.0))
    assert len(with_walls.outlines) > 3 and not bare.outlines


def test_a_shadow_is_as_long_as_the_sun_is_low():
    assert np.hypot(*Sun((0.6, 0.8), np.radians(45)).shadow(10)) == pytest.approx(10)
    assert np.hypot(*Sun((0.6, 0.8), np.radians(30)).shadow(10)) == pytest.approx(17.32, abs=0.01)


def test_planes_that_face_the_sun_are_brighter():
    sun = Sun((1.0, 0.0), np.radians(45))  # shadows fall toward +x: the sun stands on the side of -x
    toward_sun, level, away = (sun.shade(np.array([slope]), np.array([0.0]))[0] for slope in (-0.5, 0.0, 0.5))
    assert toward_sun > level > away


def house(form: str = "flat", material: str = "concrete", height_m: float = 6.0, **values) -> Building:
    wings = wings_of("rectangle", 20, 12, np.random.default_rng(1))
    return Building(30, 30, 0.0, wings, form, Paint(material, (170, 168, 165)), height_m, 0.5, 1.0, **values)


def test_seen_from_aside_a_wall_shows_beside_its_roof_on_the_side_of_the_camera():
    walls = visible_walls(View((0.5, 0.0)), [house()])
    [shape] = walls.quads()
    assert np.allclose(walls.normals, [[-1, 0]])  # the roof leans toward +x, so the camera stands on the side of -x
    assert shape.area == pytest.approx(12 * 3) and shape.bounds[2] == pytest.approx(house().outline.bounds[0])
    assert not len(visible_walls(View(), [house()]).owner)


def test_nearer_walls_are_drawn_over_farther_ones():
    near, far = house(), house()
    far.x, far.outline = 60, translate(far.outline, 30)
    assert visible_walls(View((0.5, 0.0)), [near, far]).owner.tolist() == [1, 0]


def test_outlines_follow_the_roof_whatever_the_view():
    town = dataclasses.replace(TOWNS["works"], height_m=6.0)
    straight, aside = (make_scene(dataclasses.replace(town, tilt_deg=tilt), 3, SIDE, SIDE) for tilt in (0.0, 25.0))
    assert np.mean(straight.image != aside.image) > 0.1
    assert edge_strength(aside.image, aside.outlines) > 1.25 * edge_strength(
        aside.image, [translate(outline, 6, 6) for outline in aside.outlines])


def test_a_full_rooftop_stays_one_outline():
    town = dataclasses.replace(TOWNS["works"], roofs=(Paint("concrete", (150, 148, 142)),), forms=(0, 0, 0, 1))
    empty, full = (make_scene(dataclasses.replace(town, rooftops=share), 2, SIDE, SIDE) for share in (0.0, 1.0))
    inside = rasterize(full.outlines, (SIDE, SIDE)).astype(bool)
    assert full.image[:, inside].std() > 1.3 * empty.image[:, inside].std()
    assert 0 < len(full.outlines) < 1.5 * len(empty.outlines)


def test_a_sloping_roof_seen_from_aside_shows_more_of_one_side():
    canvas = Canvas(dataclasses.replace(TOWNS["works"], tilt_deg=0.0), np.random.default_rng(1), 200, 200)
    index = np.flatnonzero(canvas.mask([house().outline]))
    shares = []
    for lean in (-0.4, 0.0, 0.4):
        canvas.view = View((0.0, lean))
        shade = pixels_of(canvas, house("gable", "tile"), index).shade
        shares.append(np.mean(shade == shade.min()))
    assert shares[1] == pytest.approx(0.5, abs=0.05) and max(shares) > 0.58 and min(shares) < 0.42


@pytest.mark.parametrize("form, tones", [("flat", 1), ("gable", 2), ("sawtooth", 2), ("barrel", 20)])
def test_each_form_of_roof_catches_the_sun_in_its_own_way(form, tones):
    canvas = Canvas(TOWNS["works"], np.random.default_rng(1), 200, 200)
    pixels = pixels_of(canvas, house(form, "metal"), np.flatnonzero(canvas.mask([house().outline])))
    found = len(np.unique(pixels.shade.round(4)))
    assert found == tones or found > tones == 20


def test_patched_roofs_have_sheets_of_other_colours():
    town = dataclasses.replace(TOWNS["tin_city"], roofs=(Paint("metal", (60, 90, 170)),), wear=0.0)
    plain, patched = (make_scene(dataclasses.replace(town, patched=share), 2, SIDE, SIDE) for share in (0.0, 1.0))
    reddest = [np.percentile(scene.image[0][rasterize(scene.outlines, (SIDE, SIDE)).astype(bool)], 85)
               for scene in (plain, patched)]
    assert reddest[1] > reddest[0] + 30


def test_lots_cover_their_land_and_differ_in_size():
    lots = lots_of(np.random.default_rng(3), np.array([40.0, 24.0]), 60.0)
    boxes = [shapely.box(*(at - size / 2), *(at + size / 2)) for at, size in lots]
    assert shapely.union_all(boxes).area == pytest.approx(40 * 24) == pytest.approx(sum(box.area for box in boxes))
    areas = [box.area for box in boxes]
    assert 6 < len(areas) < 30 and max(areas) > 1.5 * min(areas)


def test_packed_blocks_are_full_and_their_buildings_touch():
    town = dataclasses.replace(TOWNS["works"], large=0.0, open_land=0.0, touching=0.0, density=1.0, size_m=10.0)
    loose, packed = (make_scene(dataclasses.replace(town, packed=share), 2, SIDE, SIDE) for share in (0.0, 1.0))
    frame = shapely.box(0, 0, SIDE, SIDE)
    shares = [shapely.union_all(scene.outlines).intersection(frame).area / frame.area for scene in (loose, packed)]
    assert shares[1] > 1.5 * shares[0]
    grown = [outline.buffer(0.05) for outline in packed.outlines]
    assert sum(a.intersection(b).length > 10 for a, b in combinations(grown, 2)) > len(grown) / 2


@pytest.mark.parametrize("field", ["courts", "goods", "orchards"])
def test_what_lies_in_yards_is_seen_and_is_no_building(field):
    town = dataclasses.replace(random_town(5), density=0.0, pads=0.0, large=0.0, open_land=0.6, walls=0.0, panels=0.0)
    bare, full = (make_scene(dataclasses.replace(town, **{field: share}), 1, 300, 300) for share in (0.0, 1.0))
    assert np.mean(bare.image != full.image) > 0.02
    assert not bare.outlines and not full.outlines


def test_yard_walls_throw_shadows():
    town = dataclasses.replace(TOWNS["hill_town"], walls=1.0, sun_elevation_deg=(30.0, 30.0))
    low, high = (make_scene(dataclasses.replace(town, wall_m=metres), 2, SIDE, SIDE).image for metres in (0.0, 2.5))
    darker = low.astype(int).sum(0) - high.astype(int).sum(0) > 60
    assert 0.002 < darker.mean() < 0.2


def test_pan_sharpened_colours_are_blurrier_than_brightness():
    town = dataclasses.replace(TOWNS["tin_city"], blur=0.4, noise=0.0, jpeg_quality=98)
    crisp, fused = (make_scene(dataclasses.replace(town, color_blur=blur), 2, 200, 200).image.astype(float)
                    for blur in (0.0, 2.5))
    detail = [(np.abs(np.diff(image.mean(0))).mean(), np.abs(np.diff(image[0] - image[2])).mean())
              for image in (crisp, fused)]
    assert detail[1][1] < 0.7 * detail[0][1] and detail[1][0] > 0.9 * detail[0][0]


def test_bands_that_are_apart_leave_fringes_of_opposite_colours():
    grey = np.zeros((32, 32, 3), np.float32)
    grey[8:24, 8:24] = (200, 100, 50)
    fringed = pan_sharpened(grey, 0.0, 1.0)
    assert np.abs(fringed - grey)[6:26, 6:26].max() > 20 and np.allclose(fringed[14:18, 14:18], grey[14:18, 14:18])


def test_a_stretch_drives_the_asked_share_to_white_and_black():
    ramp = np.repeat(np.linspace(60, 160, 250, dtype=np.float32)[:, None, None], 250, 1).repeat(3, 2)
    stretched = tone_curve(ramp, 1.0, 0.1)
    assert np.mean(stretched >= 255) == pytest.approx(0.1, abs=0.02) == pytest.approx(np.mean(stretched <= 0), abs=0.02)
    assert tone_curve(ramp, 2.0, 0.0).mean() < ramp.mean() < tone_curve(ramp, 0.6, 0.0).mean()


def test_random_towns_vary_every_parameter():
    towns = [random_town(seed) for seed in range(60)]
    for field in dataclasses.fields(Town):
        assert len({getattr(town, field.name) for town in towns}) >= (3 if field.name == "streets" else 20), field.name


def test_a_random_town_is_the_same_for_the_same_seed():
    assert random_town(8) == random_town(8) != random_town(9)


def test_no_other_town_has_the_demos_palette():
    for town in [*map(random_town, range(300)), *(town for town in TOWNS.values() if town is not DEMO_TOWN)]:
        assert not any(roof_is_reserved(paint.rgb) for paint in town.roofs)
        assert not any(ground_is_reserved(paint.rgb) for paint in town.grounds)
        assert not ground_is_reserved(town.road_rgb)


def test_the_demos_palette_is_reserved_for_it():
    assert all(roof_is_reserved(paint.rgb) for paint in DEMO_TOWN.roofs)
    bare = [paint for paint in DEMO_TOWN.grounds if paint.material in ("soil", "field")]
    assert bare and all(ground_is_reserved(paint.rgb) for paint in bare)
    assert ground_is_reserved(DEMO_TOWN.road_rgb)
