"""Tracing of ground cover: classes side by side, nothing split, nothing grown, whatever the network says of edges."""

import numpy as np
import pytest
import shapely
from roofline.models.vectorize.polygonize import OutlineTracer
from roofline.models.vectorize.strips import Probabilities

COVERS = (True, True, True)
SURE = 230


def land(seed=0, rows=60, columns=80):
    """A map of three classes without gaps, and edges that mean nothing."""
    random = np.random.default_rng(seed)
    class_ids = np.zeros((rows, columns), np.uint8)
    class_ids[:, 30:] = 1
    class_ids[40:, 10:50] = 2
    building = random.integers(150, 256, (rows, columns)).astype(np.uint8)
    return Probabilities(building, random.integers(0, 256, (rows, columns)).astype(np.uint8), class_ids)


def traced(found, covers=COVERS, least=0.0, height=1000):
    tracer, outlines = OutlineTracer(0.5, 3, least_core=least, covers=covers), []
    for row in range(0, len(found.building), height):
        part = slice(row, row + height)
        outlines += tracer.add(Probabilities(found.building[part], found.core[part], found.class_ids[part]))
    return sorted([*outlines, *tracer.finish()], key=lambda outline: (outline.class_id, outline.polygon.bounds))


def test_each_patch_is_one_polygon_and_neighbours_share_their_edge():
    outlines = traced(land())
    assert [outline.class_id for outline in outlines] == [0, 1, 2]
    shapes = [outline.polygon for outline in outlines]
    whole = 60 * 80 - 4 / 8  # the corners of the raster are cut off
    assert sum(shape.area for shape in shapes) == pytest.approx(whole, abs=1e-6)
    assert shapely.union_all(shapes).area == pytest.approx(whole, abs=1e-6)
    assert shapes[0].intersection(shapes[1]).length == pytest.approx(40, abs=2)


def test_without_cover_the_same_pixels_are_many_buildings_by_their_cores():
    assert len(traced(land(), covers=())) > 20


@pytest.mark.parametrize("height", [1, 7, 32])
def test_the_polygons_do_not_depend_on_how_the_raster_is_cut(height):
    whole, cut = traced(land()), traced(land(), height=height)
    assert [one.class_id for one in whole] == [one.class_id for one in cut]
    for one, other in zip(whole, cut):
        assert one.polygon.equals(other.polygon) and one.probability == pytest.approx(other.probability)


@pytest.mark.parametrize("height", [1, 9, 1000])
def test_a_patch_that_is_too_small_for_its_class_joins_what_it_touches_most(height):
    found = land()
    found.class_ids[10:13, 5:8] = 2  # in class 0
    assert [one.class_id for one in traced(found, height=height)] == [0, 1, 2, 2]
    least = np.array([0.0, 0.0, 10.0])
    outlines = traced(found, least=least, height=height)
    assert [one.class_id for one in outlines] == [0, 1, 2] and not len(outlines[0].polygon.interiors)


def test_buildings_beside_water_keep_their_walls_and_take_none_of_it():
    """Class 0 are buildings with cores, class 1 is water."""
    building, core, class_ids = (np.zeros((40, 60), np.uint8) for _ in range(3))
    building[5:25, 5:35] = SURE
    core[7:23, 7:18] = core[7:23, 21:33] = SURE  # two houses, wall to wall
    building[25:40, :] = SURE
    class_ids[25:40, :] = 1
    outlines = traced(Probabilities(building, core, class_ids), covers=(False, True))
    assert [outline.class_id for outline in outlines] == [0, 0, 1]
    assert outlines[2].polygon.area == pytest.approx(15 * 60, abs=20)
    assert sum(outline.polygon.area for outline in outlines[:2]) == pytest.approx(20 * 30, abs=25)


def test_a_small_piece_of_a_building_never_joins_the_water():
    building, core, class_ids = (np.zeros((30, 30), np.uint8) for _ in range(3))
    building[5:10, 5:10] = core[6:9, 6:9] = SURE
    building[10:30, :] = SURE
    class_ids[10:30, :] = 1
    outlines = traced(Probabilities(building, core, class_ids), covers=(False, True), least=np.array([50.0, 4.0]))
    assert [outline.class_id for outline in outlines] == [0, 1]
