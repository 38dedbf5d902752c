"""Tracing of ground cover: classes side by side, nothing split, nothing grown, whatever the network says of edges."""

import numpy as np
import pytest
import shapely
from roofline.models.inference.outline_process import of_cover
from roofline.models.regularize.regularizer import Regularizer
from roofline.models.vectorize import polygonize
from roofline.models.vectorize.polygonize import OutlineTracer
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.settings.prediction import PredictSettings
from scipy import ndimage

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


LINE, WIDTH = 64, 96


@pytest.fixture()
def cut_early(monkeypatch):
    """Patches are cut at each 64th row."""
    monkeypatch.setattr(polygonize, "CUT_PIXELS", LINE * WIDTH)


def endless(rows):
    """A map without gaps, in which one class is all around the patches of two others and never ends."""
    noise = ndimage.gaussian_filter(np.random.default_rng(3).normal(size=(256, WIDTH)), 3, mode="wrap")
    class_ids = np.digitize(noise, np.quantile(noise, [0.6, 0.8])).astype(np.uint8)
    sure = np.full((rows, WIDTH), SURE, np.uint8)
    return Probabilities(sure, sure, np.tile(class_ids, (rows // 256, 1)))


def most_held(rows):
    """The most cells and outlines in memory on the way down an endless map, and the outlines that come out of it."""
    found, cells, held, done = endless(rows), 0, 0, []
    tracer = OutlineTracer(0.5, 2, least_core=np.full(3, 12.0), covers=COVERS)
    regularizer = Regularizer(of_cover(PredictSettings(), 10.0), 10.0)
    for part in polygonize.split_rows(found, 32):
        done += regularizer.add(list(tracer.add(part)), tracer.open_from)
        cells, held = max(cells, tracer.held), max(held, regularizer.held)
    done += regularizer.add(list(tracer.finish()), np.inf)
    return cells, held, [*done, *regularizer.finish()], tracer.cuts


def test_a_map_without_gaps_holds_no_more_the_longer_it_is(cut_early, monkeypatch):
    (cells, held, short, _), (cells_below, held_below, long, cuts) = most_held(512), most_held(2048)
    assert len(long) > 3.5 * len(short) and cuts > 20
    assert cells_below < 1.1 * cells and held_below < 1.1 * held
    monkeypatch.undo()
    assert most_held(512)[0] > 1.5 * cells  # whole patches, all in memory to the end


def test_parts_of_a_patch_share_the_line_that_it_is_cut_along(cut_early):
    _, _, done, _ = most_held(512)
    shapes = [outline.polygon for outline in done]
    covered = 512 * WIDTH
    assert sum(shape.area for shape in shapes) == pytest.approx(covered, rel=1e-3)
    assert shapely.union_all(shapes).area == pytest.approx(covered, rel=1e-3)
    heights = [shape.bounds[3] - shape.bounds[1] for shape in shapes]
    assert LINE < max(heights) <= 2 * LINE + 2
    assert all(outline.polygon.area > 10 for outline in done)


@pytest.mark.parametrize("height", [7, 64])
def test_where_a_patch_is_cut_does_not_depend_on_the_strips(cut_early, height):
    whole, cut = traced(endless(256)), traced(endless(256), height=height)
    assert len(whole) == len(cut) > 10
    assert all(one.polygon.equals(other.polygon) for one, other in zip(whole, cut))


def test_a_patch_that_is_not_high_is_not_cut_at_a_line(cut_early):
    found = endless(256)
    found.class_ids[:] = 0
    found.class_ids[LINE - 10:2 * LINE - 20, 10:20] = 1  # across one line
    assert sorted(outline.class_id for outline in traced(found)) == [0, 0, 0, 0, 1]


def test_buildings_are_never_cut(cut_early):
    found = endless(256)
    found.class_ids[:] = 0
    found.class_ids[:, 40:] = 1
    outlines = traced(found, covers=(False, True))
    assert [outline.class_id for outline in outlines] == [0, 1, 1, 1, 1]
