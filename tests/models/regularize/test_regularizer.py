"""Outlines are drawn with square corners, common directions and shared walls, and the same however they come."""

import numpy as np
import pytest
import shapely
from roofline.models.regularize.orientation import own_directions, turn
from roofline.models.regularize.overlay import common_area, overlay
from roofline.models.regularize.regularizer import Regularizer
from roofline.models.vectorize.strips import Outline
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.regularization import RegularizeSettings
from shapely import affinity
from shapely.geometry import Point, Polygon, box

from ..support.outlines import RESOLUTION_M, drawn, terrace, wavy

LETTER_L = Polygon([(0, 0), (50, 0), (50, 25), (25, 25), (25, 60), (0, 60)])


def angles_at_corners(polygon):
    edges = np.diff(shapely.get_coordinates(polygon.exterior), axis=0)
    angle = np.rad2deg(np.arctan2(edges[:, 1], edges[:, 0]))
    return (angle - np.roll(angle, 1) + 180) % 360 - 180


@pytest.fixture(scope="module")
def town():
    """Terraces at random angles, and houses that stand alone."""
    random, shapes = np.random.default_rng(3), []
    for number in range(9):
        angle, place = random.uniform(0, 90), (400 * (number % 3), 400 * (number // 3))
        shapes += [affinity.translate(shape, *place) for shape in terrace(angle, seed=number)]
        lone = affinity.rotate(LETTER_L, angle + 20)
        shapes.append(affinity.translate(lone, place[0] - 90, place[1] + 60))
    return wavy(shapes, by=0.2)


@pytest.mark.parametrize("angle", [0, 17, 45, 71.5])
def test_an_l_shape_gets_its_six_square_corners_back(angle):
    house = affinity.rotate(LETTER_L, angle)
    [found] = drawn(wavy([house]))
    assert found.regularized and len(found.polygon.exterior.coords) == 7
    assert np.abs(np.abs(angles_at_corners(found.polygon)) - 90).max() < 1e-6
    assert shapely.hausdorff_distance(found.polygon, house) < 2


def test_a_diagonal_wall_is_kept_where_it_is_wanted():
    cut = Polygon([(0, 0), (60, 0), (60, 30), (30, 60), (0, 60)])
    [with_it], [without] = (drawn(wavy([cut]), RegularizeSettings(diagonals=wish)) for wish in (True, False))
    assert len(with_it.polygon.exterior.coords) == 6
    assert shapely.hausdorff_distance(with_it.polygon, cut) < 2
    assert np.abs(np.abs(angles_at_corners(without.polygon)) - 90).max() < 1e-6 or not without.regularized


def test_a_tank_becomes_a_circle_and_a_house_does_not():
    tank, house = Point(0, 0).buffer(20), box(100, 0, 140, 40)
    round_one, square_one = drawn(wavy([tank, house], by=0.4))
    assert shapely.hausdorff_distance(round_one.polygon.centroid, tank.centroid) < 0.5
    reaches = np.hypot(*(shapely.get_coordinates(round_one.polygon) - [0, 0]).T)
    assert np.ptp(reaches) < 1 and len(square_one.polygon.exterior.coords) == 5
    assert len(drawn(wavy([tank], by=0.4), RegularizeSettings(circles=False))[0].polygon.exterior.coords) < 12


def test_what_would_change_too_much_stays_as_it_was_traced():
    triangle = Polygon([(0, 0), (80, 0), (20, 70)])
    [found] = drawn(wavy([triangle], by=0.2))
    assert not found.regularized
    assert shapely.hausdorff_distance(found.polygon, triangle) <= 0.5 / RESOLUTION_M + 0.5


@pytest.mark.parametrize("settings", [RegularizeSettings(least_overlap=0.95), RegularizeSettings(most_shift_m=0.7)])
def test_no_regular_outline_passes_the_limits(town, settings):
    found = drawn(town, settings)
    for raw, outline in zip(town, found):
        if outline.regularized:
            overlap = outline.polygon.intersection(raw).area / outline.polygon.union(raw).area
            shift = shapely.hausdorff_distance(outline.polygon.exterior, raw.exterior) * RESOLUTION_M
            assert overlap >= settings.least_overlap and shift <= settings.most_shift_m + 1e-6
    assert any(outline.regularized for outline in found)


def test_a_courtyard_stays_and_gets_square_corners():
    yard = box(0, 0, 90, 90) - box(30, 30, 60, 60)
    [found] = drawn(wavy([affinity.rotate(yard, 30)]))
    assert found.regularized and len(found.polygon.interiors) == 1
    assert len(found.polygon.interiors[0].coords) == 5


def test_a_building_without_a_clear_direction_takes_that_of_its_neighbours():
    houses = [affinity.rotate(box(x, y, x + 40, y + 25), 25, origin=(0, 0)) for x in (0, 60, 120) for y in (0, 40)]
    blob = affinity.rotate(box(65, -25, 80, -10), 25, origin=(0, 0)).buffer(3, quad_segs=1)
    alone = own_directions(np.array(wavy([blob], by=0.4), object)).angle[0]
    found = drawn([*wavy(houses), *wavy([blob], by=0.4)])
    angle = own_directions(np.array([found[-1].polygon], object)).angle[0]
    assert abs(turn(angle, np.deg2rad(25))) < abs(turn(alone, np.deg2rad(25)))


def test_neighbours_keep_their_walls_and_never_overlap(town):
    found = np.array([outline.polygon for outline in drawn(town)], object)
    raw = np.array(town, object)
    one, other = shapely.STRtree(raw).query(raw, predicate="touches")
    one, other = one[one < other], other[one < other]
    assert len(one) == 9 * 7
    walls, still = (shapely.length(shapely.intersection(
        shapely.get_exterior_ring(shapes[one]), shapely.buffer(shapes[other], 1e-6))) for shapes in (raw, found))
    assert still.sum() >= 0.9 * shapely.length(shapely.simplify(shapely.line_merge(shapely.intersection(
        raw[one], raw[other])), 1)).sum() and len(walls) == len(still)
    near, far = shapely.STRtree(found).query(found, predicate="intersects")
    common = shapely.area(shapely.intersection(found[near[near < far]], found[far[near < far]]))
    assert common.sum() < 1e-6
    closed = shapely.buffer(shapely.buffer(shapely.union_all(found), 1, join_style="mitre"), -1, join_style="mitre")
    assert closed.area - shapely.union_all(found).area < 0.002 * shapely.area(found).sum()


def test_a_town_is_the_same_in_any_order_and_however_it_is_cut(town):
    whole = drawn(town)
    order = np.random.default_rng(1).permutation(len(town))
    for rows in (range(0, 1400, 100), (431,), (250, 900)):
        cut = drawn(town, open_rows=rows, order=order)
        assert len(cut) == len(whole) and all(one == other for one, other in zip(whole, cut))


def test_little_is_kept_of_a_long_raster():
    regularizer, most, count = Regularizer(RegularizeSettings(), RESOLUTION_M), 0, 0
    for row in range(200):
        outlines = [Outline(box(x, 60 * row, x + 30, 60 * row + 30), 1.0) for x in (0, 100)]
        count += len(list(regularizer.add(outlines, 60 * (row + 1))))
        most = max(most, len(regularizer._held.raw) + len(regularizer._new))
    assert most < 40 and count + len(list(regularizer.finish())) == 400


def test_without_regular_outlines_shared_walls_are_simplified_alike():
    found = drawn(wavy(terrace(33), by=0.2), PredictSettings(regularize=False))
    shapes = [outline.polygon for outline in found]
    assert not any(outline.regularized for outline in found)
    assert sum(len(shape.exterior.coords) for shape in shapes) < 12 * len(shapes)
    for left, right in zip(shapes[:-1], shapes[1:]):
        assert left.intersection(right).area < 1e-9 and left.intersection(right).length > 25


def bow_tie(x, y):
    """What crosses itself: overlays with it fail in floating point."""
    return Polygon([(x, y), (x + 40, y + 30), (x + 40, y), (x, y + 20)])


def test_an_overlay_that_fails_is_done_again_with_rounded_corners_and_the_others_stay_exact():
    houses = np.array([box(0, 0, 10 / 3, 10), box(0, 0, 10, 10)], object)
    others = np.array([box(0, 5, 10, 10), bow_tie(-3, -3)], object)
    with pytest.raises(shapely.errors.GEOSException):
        shapely.difference(houses, others)
    exact, rounded = overlay(shapely.difference, houses, others)
    assert exact == shapely.difference(houses[0], others[0])
    assert rounded.is_valid and 0 < rounded.area < 100


@pytest.mark.parametrize("place", range(-30, 90, 15))
def test_an_outline_that_crosses_itself_costs_none_of_the_others(place):
    houses = wavy(terrace(0, houses=3))
    found = drawn([*houses, bow_tie(place, 12)])
    assert all(outline.polygon.is_valid and outline.polygon.area > 100 for outline in found[:3])


def test_ground_that_two_have_in_common_is_measured_as_by_overlay():
    random = np.random.default_rng(0)
    yard = box(0, 0, 60, 60) - box(20, 20, 45, 45)

    def places():
        turned = (affinity.rotate(random.choice([LETTER_L, yard]), random.uniform(0, 360)) for _ in range(300))
        return np.array([affinity.translate(shape, *random.uniform(0, 50, 2)) for shape in turned], object)

    ones, others = places(), places()
    assert np.allclose(common_area(ones, others), shapely.area(shapely.intersection(ones, others)), atol=1e-8)
    assert np.allclose(common_area(ones, ones), shapely.area(ones)) and common_area(ones[:0], ones[:0]).shape == (0,)


def test_nothing_comes_of_nothing():
    assert drawn([]) == [] and list(Regularizer(RegularizeSettings(), 1.0).add([], 10.0)) == []
