"""What is odd about labels is said, and nothing but double ones is left out."""

import pyproj
import pytest
from roofline.models.core.job import Job
from roofline.models.data.label_checks import checked
from roofline.models.geodata.polygon_io import Polygons
from shapely.geometry import box

X, Y = 500_000, 9_300_000


def told(*shapes, classes=None, crs="EPSG:32736"):
    """The labels that are left, and what was said. Shapes in metres."""
    there = [box(X + x, Y + y, X + x + width, Y + y + height) for x, y, width, height in shapes]
    said = []
    labels = Polygons(there, pyproj.CRS(32736), {"class": classes or [""] * len(there)}).to(crs)
    return checked(labels, Job("job", lambda message: said.append(message.text))), " ".join(said)


def test_good_labels_raise_nothing():
    left, said = told((0, 0, 10, 10), (10, 0, 10, 10), (50, 50, 1.5, 1.5), (80, 0, 20, 0.6))
    assert len(left) == 4 and said == ""


@pytest.mark.parametrize("crs", ["EPSG:32736", "EPSG:4326", "EPSG:3857"])
def test_slivers_are_told_in_ground_metres_and_kept(crs):
    left, said = told((0, 0, 10, 10), (50, 50, 1.3, 1.3), (80, 0, 20, 0.4), crs=crs)
    assert len(left) == 3
    assert said.startswith("Labels smaller than 2 m² or narrower than 0.5 m, which are used all the same: 2.")


def test_labels_that_overlap_are_told_and_kept():
    left, said = told((0, 0, 10, 10), (8, 0, 10, 10), (40, 0, 10, 10), (49.5, 0, 10, 10))
    assert len(left) == 4 and said.startswith("Labels that overlap another one by more than 10%: 1.")


def test_a_building_drawn_twice_is_left_out():
    left, said = told((0, 0, 10, 10), (1, 0, 10, 10))
    assert len(left) == 1 and said.endswith("drawn over another one of the same building, and so not used: 1.")


def test_background_labels_are_told_only_where_they_lie_on_a_building():
    shapes = [(0, 0, 10, 10), (0, 0, 10, 10), (30, 0, 20, 0.3), (30, 0, 20, 0.3)]
    left, said = told(*shapes, classes=["house", "Background", "background", "background"])
    assert len(left) == 4
    assert said == ("Background labels that overlap a building by more than 10%: 1. What they share is learned as "
                    "building.")


def test_labels_that_are_several_buildings_are_told():
    said = []
    houses = [box(X + 20 * n, Y, X + 20 * n + 10, Y + 10) for n in range(7)]
    labels = Polygons(houses, pyproj.CRS("EPSG:32736"), several=2)
    assert len(checked(labels, Job("job", lambda message: said.append(message.text)))) == 7
    assert said == ["The labels hold features of several parts that lie apart: 2. Each part counts as a building of "
                    "its own: 7 in all."]


def test_what_was_repaired_or_dropped_when_labels_were_read_is_counted():
    said = []
    labels = Polygons([box(X, Y, X + 10, Y + 10)], pyproj.CRS("EPSG:32736"), repaired=1, dropped=3)
    assert len(checked(labels, Job("job", lambda message: said.append(message.text)))) == 1
    assert said == ["Labels that crossed themselves and were repaired for this run: 1 of 1.",
                    "Labels that cover no ground and are left out: 3."]


@pytest.mark.parametrize("crs", ["EPSG:32736", "EPSG:4326"])
def test_labels_many_times_larger_than_buildings_are_told(crs):
    left, said = told((0, 0, 10, 10), (50, 0, 195, 300), (300, 0, 100, 300), crs=crs)
    assert len(left) == 3 and said.startswith(
        "Labels of more than 20,000 m², many times a building: 2 of 3, the largest of 58,")
    assert "layer is the one with the buildings" in said


def test_a_large_hall_and_large_background_are_not_told():
    _, said = told((0, 0, 130, 150), (200, 0, 400, 400), classes=["", "background"])
    assert said == ""
