"""A wall that a click pushes."""

import numpy as np
import pytest
import shapely
from roofline.models.labelling.wall_push import pushed

HOUSE = shapely.box(0, 0, 100, 60)


def push(point, is_inside, house=HOUSE):
    return pushed(house, np.array(point, float), is_inside)


@pytest.mark.parametrize(("point", "is_inside", "wanted"), [
    ((50, 70), True, (0, 0, 100, 80)), ((-15, 20), True, (-30, 0, 100, 60)), ((50, 55), False, (0, 0, 100, 50)),
    ((90, 30), False, (0, 0, 80, 60))], ids=["out, up", "out, left", "in, from above", "in, from the right"])
def test_the_nearest_wall_moves_so_that_the_click_is_halfway(point, is_inside, wanted):
    assert push(point, is_inside).equals(shapely.box(*wanted))


def test_a_click_that_lies_where_it_should_changes_nothing():
    assert push((50, 30), True) is HOUSE and push((50, 70), False) is HOUSE


def test_beyond_a_corner_the_wall_grows_longer():
    bigger = push((120, 70), True)
    assert bigger.contains(shapely.Point(120, 65)) and bigger.contains(HOUSE.buffer(-0.1))


def test_of_several_parts_the_largest_is_taken_and_nothing_stays_nothing():
    several = shapely.MultiPolygon([HOUSE, shapely.box(200, 0, 220, 20)])
    assert push((50, 70), True, several).equals(shapely.box(0, 0, 100, 80))
    assert push((50, 70), True, shapely.Polygon()).is_empty


def test_what_is_left_over_beside_a_pushed_wall_goes():
    notched = shapely.box(0, 0, 100, 60) | shapely.box(100, 0, 101, 60) - shapely.box(99, 1, 102, 60)
    assert push((90, 30), False, notched).equals(shapely.box(0, 0, 80, 60))
