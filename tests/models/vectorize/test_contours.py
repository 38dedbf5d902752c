"""Outlines run between pixels, neighbours share their walls to the last point, and nothing depends on the strips."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from roofline.models.vectorize.polygonize import OutlineTracer, trace
from roofline.models.vectorize.strips import Probabilities
from scipy import ndimage

from ..support.outlines import crumbled, said, told


def wild(seed: int, shape: tuple[int, int] = (61, 47)) -> Probabilities:
    """Probabilities, cores and classes of every form: hollow, ragged, nested, touching by corners and on all edges."""
    random = np.random.default_rng(seed)
    building, core = (ndimage.gaussian_filter(random.standard_normal(shape), random.uniform(0.6, 2)) for _ in range(2))
    building = building / building.std() * 90 + 150
    core = np.where(core / core.std() > 0.4, building, 0)
    return Probabilities(*(values.clip(0, 255).astype(np.uint8) for values in (building, core)),
                         random.integers(0, 3, shape).astype(np.uint8))


def rows_of(whole: Probabilities, first: int, end: int) -> Probabilities:
    return Probabilities(*(values[first:end] for values in (whole.building, whole.core, whole.class_ids)))


def cut_up(whole: Probabilities, cuts: list[int], reach: int, least_core: float):
    """The outlines, from strips that end at these rows; with each strip's, the row that all later ones lie below."""
    tracer = OutlineTracer(0.5, reach, least_core=least_core)
    for first, end in pairwise([0, *cuts, len(whole.building)]):
        part = rows_of(whole, first, end)
        yield list(tracer.add(part) if part.building.any() else tracer.skip(end - first)), tracer.open_from
    yield list(tracer.finish()), len(whole.building)


@pytest.mark.parametrize("least_core", [0, 12])
@pytest.mark.parametrize("seed", range(12))
def test_outlines_are_the_same_however_the_raster_is_cut(seed, least_core):
    random = np.random.default_rng(seed)
    whole, reach = wild(seed), int(random.integers(1, 7))
    expected = told(trace(whole, 0.5, reach, least_core=least_core))
    assert len(expected) > 10
    for cuts in (range(1, 61), sorted(random.choice(range(1, 61), 6, replace=False).tolist())):
        assert told(o for found, _ in cut_up(whole, list(cuts), reach, least_core) for o in found) == expected


def test_a_strip_that_is_worked_on_in_parts_gives_the_same(monkeypatch):
    whole = wild(5)
    expected = told(trace(whole, 0.5, 3, least_core=12))
    monkeypatch.setattr("roofline.models.vectorize.polygonize.PART_PIXELS", 1)
    assert told(trace(whole, 0.5, 3, least_core=12)) == expected


@pytest.mark.parametrize("seed", range(4))
def test_empty_rows_may_be_skipped_or_told(seed):
    whole = wild(seed)
    for values in (whole.building, whole.core, whole.class_ids):
        values[20:31] = values[:5] = 0
    expected = told(trace(whole, 0.5, 3, least_core=12))
    assert told(o for found, _ in cut_up(whole, [5, 20, 24, 31, 40], 3, 12) for o in found) == expected


@pytest.mark.parametrize("seed", range(4))
def test_later_outlines_lie_below_the_row_they_are_open_from(seed):
    opens = 0
    for found, open_from in cut_up(wild(seed), list(range(2, 61, 2)), 2, 12):
        assert all(o.polygon.bounds[1] >= opens for o in found)
        assert open_from >= opens
        opens = open_from
    assert opens > 50


@pytest.mark.parametrize("least_core", [0, 12])
@pytest.mark.parametrize("seed", range(12))
def test_outlines_are_valid_and_do_not_overlap(seed, least_core):
    polygons = np.array([o.polygon for o in trace(wild(seed), 0.5, 9, least_core=least_core)])
    assert shapely.is_valid(polygons).all() and (shapely.get_type_id(polygons) == 3).all()
    one, other = shapely.STRtree(polygons).query(polygons, predicate="overlaps")
    assert shapely.area(shapely.intersection(polygons[one], polygons[other])).max(initial=0) < 1e-9


@pytest.mark.parametrize("least_core", [0, 25])
@pytest.mark.parametrize("seed", range(4))
def test_neighbours_share_all_points_of_their_wall(seed, least_core):
    polygons = np.array([o.polygon for o in trace(crumbled(seed), 0.5, 4, least_core=least_core)])
    one, other = shapely.STRtree(polygons).query(polygons, predicate="touches")
    walls = shapely.intersection(polygons[one], polygons[other])
    assert shapely.length(walls).sum() > 100
    for building, wall in zip(polygons[one], walls):
        on_it = shapely.get_coordinates(shapely.intersection(wall, shapely.multipoints(shapely.get_coordinates(wall))))
        assert {tuple(xy) for xy in on_it.tolist()} <= {tuple(xy) for xy in shapely.get_coordinates(building).tolist()}


def test_outlines_run_where_the_probability_crosses_the_threshold():
    column = np.arange(40)
    slope = (255 * np.clip((column - 7.3) / 10, 0, 1) * np.clip((33.1 - column) / 8, 0, 1)).astype(np.uint8)
    [outline] = trace(said(np.tile(slope, (30, 1))), 0.6, 3)
    expected = np.interp(0.6 * 255, slope[:20], column[:20]), np.interp(0.6 * 255, slope[:19:-1], column[:19:-1])
    assert outline.polygon.bounds[::2] == pytest.approx([x + 0.5 for x in expected], abs=1e-9)


def test_a_building_that_the_raster_cuts_ends_with_the_raster():
    [outline] = trace(said(np.full((6, 8), 140, np.uint8)), 0.5, 3)
    assert outline.polygon.bounds == (0, 0, 8, 6)


def test_a_round_roof_has_the_area_that_it_has():
    y, x = np.mgrid[:40, :40]
    distance = np.hypot(x - 19.2, y - 20.4)
    [outline] = trace(said((255 * np.clip(12.3 - distance + 0.5, 0, 1)).astype(np.uint8)), 0.5, 3)
    assert outline.polygon.area == pytest.approx(np.pi * 12.3 ** 2, rel=0.005)


@pytest.mark.parametrize("flipped", [False, True])
def test_of_parts_that_touch_by_a_corner_the_largest_counts_with_its_own_holes(flipped):
    building = np.zeros((30, 30), np.uint8)
    building[2:22, 2:22] = 255
    building[4:18, 4:18] = 0
    building[4:9, 9] = 255
    building[9:16, 10:17] = 255  # hangs on in the hole, by a corner, and has a hole
    building[11:13, 12:14] = 0
    building[22:26, 22:26] = 255
    core = np.where(np.add.outer(np.arange(30), np.arange(30)) < 12, building, 0)
    if flipped:
        building, core = building[:, ::-1], core[:, ::-1]
    [outline] = trace(said(building, core), 0.5, 40)
    [hole] = outline.polygon.interiors
    assert outline.polygon.bounds == ((8, 2, 28, 22) if flipped else (2, 2, 22, 22))
    assert hole.bounds == ((12, 4, 26, 18) if flipped else (4, 4, 18, 18))


def test_outlines_far_down_are_as_exact_as_at_the_top():
    strip, far = wild(3), 10_000_000
    tracer = OutlineTracer(0.5, 3)
    assert list(tracer.skip(far)) == []
    low = [*tracer.add(strip), *tracer.finish()]
    above = OutlineTracer(0.5, 3)
    assert list(above.skip(64)) == []
    high = [*above.add(strip), *above.finish()]
    assert {o.polygon.normalize().wkb for o in low} == {
        shapely.transform(o.polygon, lambda xy: xy + [0, far - 64]).normalize().wkb for o in high}
