"""Shape metrics of outlines: corners, right angles and the PoLiS distance, against figures that can be told by hand."""

import numpy as np
import pytest
import shapely
from roofline.models.evaluation.outline_shape import polis, shape_of
from shapely.affinity import rotate, translate

SQUARE = shapely.box(0, 0, 10, 10)


def array(*shapes):
    return np.array(shapes, object)


@pytest.mark.parametrize(("shape", "corners", "right"), [
    (SQUARE, 4, 1.0),
    (rotate(SQUARE, 33), 4, 1.0),
    (shapely.Polygon([(0, 0), (10, 0), (0, 10)]), 3, 1 / 3),
    (SQUARE - shapely.box(4, 4, 6, 6), 8, 1.0),
    (shapely.MultiPolygon([SQUARE, translate(SQUARE, 20)]), 8, 1.0),
    (shapely.Point(0, 0).buffer(5, quad_segs=8), 32, 0.0),
    (shapely.Polygon([(0, 0), (10, 0.5), (10, 10), (0, 10)]), 4, 1.0),  # within 5 degrees
    (shapely.Polygon([(0, 0), (10, 1.5), (10, 10), (0, 10)]), 4, 0.5),
])
def test_corners_and_right_angles(shape, corners, right):
    found = shape_of(array(shape))
    assert found.corners == corners and found.right_angles == pytest.approx(right)


def test_the_figures_of_several_are_means_and_of_none_are_none():
    found = shape_of(array(SQUARE, shapely.Polygon([(0, 0), (10, 0), (0, 10)])))
    assert found.corners == 3.5 and found.right_angles == pytest.approx(5 / 7)
    assert shape_of(array()).corners is None and shape_of(array()).right_angles is None


def test_polis_is_the_mean_way_from_corners_to_the_other_outline():
    moved = translate(SQUARE, 2)
    # Each way: two corners lie on a wall that continues, two lie 2 off.
    assert polis(array(SQUARE), array(moved)) == pytest.approx([1.0])
    assert polis(array(SQUARE, SQUARE), array(SQUARE, moved)) == pytest.approx([0, 1.0])
    assert polis(array(SQUARE), array(SQUARE.buffer(1, join_style="mitre"))) == pytest.approx([(1 + 2 ** 0.5) / 2])
    assert not len(polis(array(), array()))


def test_polis_counts_each_corner_once_also_of_courts_and_of_several_parts():
    court = SQUARE - shapely.box(4, 4, 6, 6)  # its corners: four at 0, four of the court 4 off the walls
    assert polis(array(court), array(SQUARE)) == pytest.approx([(4 * 4 / 8 + 0) / 2])
    both = shapely.MultiPolygon([SQUARE, translate(SQUARE, 20)])
    assert polis(array(both), array(SQUARE)) == pytest.approx([((2 * 10 + 2 * 20) / 8 + 0) / 2])
