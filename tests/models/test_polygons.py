"""Outlines are tidied within a tolerance."""

import shapely
from roofline.models.polygons import tidy
from shapely.geometry import Polygon, box


def test_tidy_drops_small_outlines_and_small_holes_only():
    house = box(0, 0, 20, 20) - box(2, 2, 4, 4) - box(8, 8, 16, 16)
    kept = tidy(house, tolerance=0, min_area=10)
    assert kept.equals(box(0, 0, 20, 20) - box(8, 8, 16, 16))
    assert tidy(box(0, 0, 3, 3), tolerance=0, min_area=10) is None


def test_tidy_loses_no_more_than_the_tolerance():
    steps = Polygon([(0, 0), *[p for i in range(20) for p in ((i, i + 1), (i + 1, i + 1))], (20, 0)])
    simple = tidy(steps, tolerance=1.5, min_area=0)
    assert len(simple.exterior.coords) < len(steps.exterior.coords) / 4
    assert shapely.hausdorff_distance(simple, steps) <= 1.5
