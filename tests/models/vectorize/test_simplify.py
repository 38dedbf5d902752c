"""Outlines are simplified within a tolerance, without becoming smaller, and keep the walls that they share."""

import numpy as np
import pytest
import shapely
from roofline.models.vectorize.polygonize import trace
from roofline.models.vectorize.simplify import simplify_together, without_small_holes
from roofline.models.vectorize.strips import Probabilities
from shapely import affinity
from shapely.geometry import Polygon, box


def simple(*outlines, tolerance=1.5):
    return simplify_together(np.array(outlines, object), tolerance)


def traced(*buildings, side=120):
    """What the tracer makes of sharp buildings, given in pixels."""
    rows, columns = np.mgrid[:side, :side] + 0.5
    sure = [np.uint8(255) * shapely.contains_xy(building, columns, rows) for building in buildings]
    return [trace(Probabilities(there, there), 0.5, 2)[0].polygon for there in sure]


def test_small_holes_go_and_courts_stay():
    house = box(0, 0, 20, 20) - box(2, 2, 4, 4) - box(8, 8, 16, 16)
    [kept] = without_small_holes(np.array([house], object), 10)
    assert kept.equals(box(0, 0, 20, 20) - box(8, 8, 16, 16))


def test_no_more_than_the_tolerance_is_lost():
    steps = Polygon([(0, 0), *[p for i in range(20) for p in ((i, i + 1), (i + 1, i + 1))], (20, 0)])
    [found] = simple(steps)
    assert len(found.exterior.coords) < len(steps.exterior.coords) / 4
    assert shapely.hausdorff_distance(found, steps) <= 1.5


@pytest.mark.parametrize("angle", [0, 10, 30, 45, 77])
@pytest.mark.parametrize("size", [(12, 12), (20, 35), (60, 40)])
def test_a_simplified_building_has_its_corners_and_its_area(angle, size):
    building = affinity.rotate(box(30, 32, 30 + size[0], 32 + size[1]), angle)
    [raw] = traced(building)
    [found] = simple(raw)
    assert found.area == pytest.approx(building.area, rel=0.03)
    corners = shapely.points(shapely.get_coordinates(building))
    assert shapely.distance(corners, shapely.MultiPoint(shapely.get_coordinates(found))).max() < 1


def test_a_plain_outline_stays_as_it_is():
    for outline in (box(0, 0, 30, 20), Polygon([(0, 0), (30, 2), (28, 20), (14, 33), (-3, 22)])):
        assert simple(outline)[0].equals(outline)


def test_what_a_line_becomes_depends_on_it_alone():
    raw = traced(affinity.rotate(box(20, 20, 60, 50), 20), affinity.rotate(box(70, 70, 100, 90), 65))
    assert simple(*raw)[1].equals_exact(simple(raw[1])[0]) and simple(*raw)[0].equals_exact(simple(raw[0])[0])


def test_walls_that_are_shared_stay_shared():
    random = np.random.default_rng(0)
    wall = np.column_stack([40 + random.uniform(-0.5, 0.5, 41), np.arange(10, 51)])
    left = Polygon([*wall, (10, 50), (10, 10)])
    right = Polygon([*wall[::-1], (75, 10), (75, 50)])
    one, other = simple(left, right)
    assert shapely.area(one & other) == 0 and len(one.exterior.coords) == len(other.exterior.coords) == 5
    assert shapely.length(one & other) == pytest.approx(40, abs=0.5)
