"""Outlines are the same however the raster is cut into strips."""

import numpy as np
import pytest
import shapely
from affine import Affine
from rasterio.features import rasterize
from roofline.models.polygons import OutlineTracer, tidy, trace
from scipy import ndimage
from shapely.geometry import Polygon, box


def blobs(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    smooth = ndimage.gaussian_filter(random.standard_normal((97, 83)), 2.5)
    return (255 / (1 + np.exp(-smooth * 20))).astype(np.uint8)


def in_strips(probability: np.ndarray, height: int):
    tracer = OutlineTracer(0.5)
    found = []
    for row in range(0, len(probability), height):
        found += tracer.add(probability[row:row + height])
    return [*found, *tracer.finish()]



@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("height", [1, 2, 7, 32, 96])
def test_strips_give_the_outlines_of_the_whole(seed, height):
    probability = blobs(seed)
    whole, strips = trace(probability, 0.5), in_strips(probability, height)
    assert len(whole) > 5 and len(strips) == len(whole)
    for one in whole:
        same = [s for s in strips if s.polygon.equals(one.polygon)]
        assert len(same) == 1 and same[0].confidence == pytest.approx(one.confidence)


def test_outlines_cover_exactly_the_pixels_above_the_threshold():
    probability = blobs(9)
    outlines = in_strips(probability, 10)
    burnt = rasterize([o.polygon for o in outlines], out_shape=probability.shape, transform=Affine.identity())
    assert np.array_equal(burnt.astype(bool), probability >= 128)


def test_a_ring_that_spans_strips_keeps_its_hole_and_its_confidence():
    probability = np.zeros((30, 30), np.uint8)
    probability[5:25, 5:25] = 204
    probability[10:20, 10:20] = 0
    [ring] = in_strips(probability, 4)
    assert ring.polygon.equals(box(5, 5, 25, 25) - box(10, 10, 20, 20))
    assert ring.confidence == pytest.approx(0.8)


def test_skipped_rows_close_what_was_open():
    tracer = OutlineTracer(0.5)
    strip = np.full((4, 4), 255, np.uint8)
    assert list(tracer.add(strip)) == []
    [first] = tracer.skip(4)
    assert first.polygon.equals(box(0, 0, 4, 4))
    second = [*tracer.add(strip), *tracer.finish()][-1]
    assert second.polygon.equals(box(0, 8, 4, 12))


def test_tidy_drops_small_outlines_and_small_holes_only():
    house = box(0, 0, 20, 20) - box(2, 2, 4, 4) - box(8, 8, 16, 16)
    kept = tidy(house, tolerance=0, min_area=10, inset=0)
    assert kept.equals(box(0, 0, 20, 20) - box(8, 8, 16, 16))
    assert tidy(box(0, 0, 3, 3), tolerance=0, min_area=10, inset=0) is None


def test_tidy_loses_no_more_than_the_tolerance():
    steps = Polygon([(0, 0), *[p for i in range(20) for p in ((i, i + 1), (i + 1, i + 1))], (20, 0)])
    simple = tidy(steps, tolerance=1.5, min_area=0, inset=0)
    assert len(simple.exterior.coords) < len(steps.exterior.coords) / 4
    assert shapely.hausdorff_distance(simple, steps) <= 1.5


def test_tidy_grows_an_inset_outline_back_to_its_walls():
    walls = Polygon([(0, 0), (20, 0), (20, 8), (9, 8), (9, 15), (0, 15)])
    inside = walls.buffer(-2, join_style="mitre")
    assert tidy(inside, tolerance=0, min_area=0, inset=2).equals(walls)


def test_the_smallest_building_is_measured_as_it_is_drawn():
    assert tidy(box(2, 2, 6, 6), tolerance=0, min_area=50, inset=2).equals(box(0, 0, 8, 8))
