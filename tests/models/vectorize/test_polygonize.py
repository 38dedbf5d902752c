"""Buildings come apart where they touch, and are the same however the raster is cut into strips."""

import numpy as np
import pytest
from affine import Affine
from rasterio.features import rasterize
from roofline.models.vectorize.polygonize import OutlineTracer, trace
from roofline.models.vectorize.strips import Probabilities
from scipy import ndimage
from shapely import union_all
from shapely.geometry import Point, Polygon, box

from ..support.outlines import crumbled, said, told


def blobs(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    smooth = ndimage.gaussian_filter(random.standard_normal((97, 83)), 2.5)
    return (255 / (1 + np.exp(-smooth * 20))).astype(np.uint8)


def in_strips(whole: Probabilities, height: int, reach: int = 3, least_core: float = 0.0):
    tracer = OutlineTracer(0.5, reach, least_core=least_core)
    found = []
    for row in range(0, len(whole.building), height):
        found += tracer.add(Probabilities(whole.building[row:row + height], whole.core[row:row + height]))
    return [*found, *tracer.finish()]


def without_corners(x0: int, y0: int, x1: int, y1: int, *kept: tuple[int, int]) -> Polygon:
    """The box of whole pixels as it is traced: outlines cut off half a pixel at corners, but for those `kept`."""
    corners = [(x, y) for x in (x0, x1) for y in (y0, y1) if (x, y) not in kept]
    return box(x0, y0, x1, y1) - union_all([Point(corner).buffer(0.5, quad_segs=1) for corner in corners])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("height", [1, 2, 7, 32, 96])
def test_strips_give_the_outlines_of_the_whole(seed, height):
    probabilities = said(blobs(seed))
    whole = trace(probabilities, 0.5, 3)
    assert len(whole) > 5 and told(in_strips(probabilities, height)) == told(whole)


@pytest.mark.parametrize("reach", [1, 2, 5])
@pytest.mark.parametrize("height", [1, 3, 10, 50])
def test_strips_cut_neither_cores_nor_what_grows_from_them(height, reach):
    building = blobs(11)
    probabilities = said(building, np.where(ndimage.minimum_filter(building, 5) >= 128, building, 0))
    whole = trace(probabilities, 0.5, reach)
    assert len(whole) > 5 and told(in_strips(probabilities, height, reach)) == told(whole)


def two_houses_with_a_wall() -> Probabilities:
    building = np.zeros((20, 40), np.uint8)
    building[4:16, 4:36] = 255
    core = np.zeros_like(building)
    core[7:13, 7:17] = core[7:13, 23:33] = 255
    return said(building, core)


@pytest.mark.parametrize("height", [3, 20])
def test_two_cores_in_one_building_make_two_that_share_their_wall(height):
    left, right = sorted(in_strips(two_houses_with_a_wall(), height), key=lambda o: o.polygon.bounds)
    assert left.polygon.equals(without_corners(4, 4, 20, 16, (20, 4), (20, 16)))
    assert right.polygon.equals(without_corners(20, 4, 36, 16, (20, 4), (20, 16)))


def test_a_building_reaches_no_further_from_its_core_than_it_may():
    left, right = sorted(in_strips(two_houses_with_a_wall(), 20, reach=1), key=lambda o: o.polygon.bounds)
    assert left.polygon.equals(without_corners(6, 6, 18, 14)) and right.polygon.equals(without_corners(22, 6, 34, 14))


def test_a_core_outside_every_building_is_nothing():
    whole = two_houses_with_a_wall()
    assert in_strips(said(np.zeros_like(whole.building), whole.core), 7) == []


def test_outlines_cover_exactly_the_pixels_above_the_threshold():
    probability = blobs(9)
    outlines = in_strips(said(probability), 10)
    burnt = rasterize([o.polygon for o in outlines], out_shape=probability.shape, transform=Affine.identity())
    assert np.array_equal(burnt.astype(bool), probability >= 128)


def test_a_ring_that_spans_strips_keeps_its_hole_and_its_confidence():
    probability = np.zeros((30, 30), np.uint8)
    probability[5:25, 5:25] = 255
    probability[10:20, 10:20] = 0
    probability[7, 6:24] = 204
    [ring] = in_strips(said(probability), 4)
    assert ring.polygon.equals(without_corners(5, 5, 25, 25) - without_corners(10, 10, 20, 20))
    assert ring.probability == pytest.approx((282 + 18 * 0.8) / 300)


def test_skipped_rows_close_what_was_open():
    tracer = OutlineTracer(0.5, 3)
    strip = said(np.full((4, 4), 255, np.uint8))
    assert list(tracer.add(strip)) == []
    [first] = tracer.skip(4)
    assert first.polygon.equals(without_corners(0, 0, 4, 4))
    found = [*tracer.add(strip), *tracer.finish()]
    assert len(found) == 1 and found[0].polygon.equals(without_corners(0, 8, 4, 12))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("height", [1, 2, 7, 32, 96])
def test_strips_give_the_same_pieces_to_the_same_neighbours(seed, height):
    probabilities = crumbled(seed)
    whole = trace(probabilities, 0.5, 3, least_core=25)
    assert 5 < len(whole) < 0.7 * len(trace(probabilities, 0.5, 3))
    assert told(in_strips(probabilities, height, least_core=25)) == told(whole)


def test_pieces_change_the_number_of_buildings_and_not_their_ground():
    probabilities = crumbled(7)
    grounds = [rasterize([o.polygon for o in trace(probabilities, 0.5, 3, least_core=least)], out_shape=(97, 83))
               for least in (0, 25)]
    assert np.array_equal(*grounds)


def house_with(*rooms: tuple[slice, slice]) -> Probabilities:
    """A building of 12 x 32 pixels with these cores."""
    building = np.zeros((20, 40), np.uint8)
    building[4:16, 4:36] = 255
    core = np.zeros_like(building)
    for room in rooms:
        core[room] = 255
    return said(building, core)


LEFT, RIGHT = (slice(7, 13), slice(7, 17)), (slice(7, 13), slice(25, 33))


@pytest.mark.parametrize("height", [1, 3, 20])
def test_a_core_that_is_too_small_is_a_piece_of_the_neighbour_it_touches_most(height):
    speck = (slice(5, 7), slice(20, 22))  # a little nearer to the left core, so the border there is the longer one
    whole = house_with(LEFT, RIGHT, speck)
    assert len(in_strips(whole, height, 9)) == 3
    outlines = in_strips(whole, height, 9, least_core=5)
    assert len(outlines) == 2 and union_all([o.polygon for o in outlines]).equals(without_corners(4, 4, 36, 16))
    assert next(o for o in outlines if o.polygon.bounds[0] == 4).polygon.bounds[2] > 21


def test_a_small_core_without_a_neighbour_stays_a_building():
    [outline] = in_strips(house_with(LEFT), 20, 20, least_core=1000)
    assert outline.polygon.equals(without_corners(4, 4, 36, 16)) and outline.probability == 1


def test_the_parts_of_a_building_vote_together_on_its_class():
    whole = house_with(LEFT, (slice(9, 11), slice(30, 32)))
    class_ids = np.where(np.arange(40) < 18, 0, 1).astype(np.uint8)
    several = Probabilities(whole.building, whole.core, np.broadcast_to(class_ids, (20, 40)))
    [outline] = trace(several, 0.5, 30, least_core=5)
    assert outline.class_id == 1 and outline.polygon.equals(without_corners(4, 4, 36, 16))
