"""A wall that a click pushes."""

import numpy as np
import pytest
import shapely
from roofline.models.labelling.wall_push import pushed

HOUSE = shapely.box(0, 0, 10, 6)


def push(point, is_inside, house=HOUSE):
    return pushed(house, np.array(point, float), is_inside)


@pytest.mark.parametrize(("point", "is_inside", "wanted"), [
    ((5, 7), True, (0, 0, 10, 8)), ((-1.5, 2), True, (-3, 0, 10, 6)), ((5, 5.5), False, (0, 0, 10, 5)),
    ((9, 3), False, (0, 0, 8, 6))], ids=["out, up", "out, left", "in, from above", "in, from the right"])
def test_the_nearest_wall_moves_so_that_the_click_is_halfway(point, is_inside, wanted):
    assert push(point, is_inside).equals(shapely.box(*wanted))


def test_a_click_that_lies_where_it_should_changes_nothing():
    assert push((5, 3), True) is HOUSE and push((5, 7), False) is HOUSE


def test_beyond_a_corner_the_wall_grows_longer():
    bigger = push((12, 7), True)
    assert bigger.contains(shapely.Point(12, 6.5)) and bigger.contains(HOUSE.buffer(-0.01))


def test_of_several_parts_the_largest_is_taken_and_nothing_stays_nothing():
    several = shapely.MultiPolygon([HOUSE, shapely.box(20, 0, 22, 2)])
    assert push((5, 7), True, several).equals(shapely.box(0, 0, 10, 8))
    assert push((5, 7), True, shapely.Polygon()).is_empty
