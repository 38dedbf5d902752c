"""The mask that training compares with says building, background or nothing, pixel by pixel."""

import numpy as np
import shapely
from roofline.models.masks import BACKGROUND, BUILDING, IGNORE, burn, target_mask
from shapely.geometry import box

SHAPE = (12, 16)
EVERYWHERE = box(-100, -100, 100, 100)


def mask_of(labels, region=EVERYWHERE, shape=SHAPE, origin=(0, 0), tolerance=0.0, inset=0.0):
    return target_mask(labels, region, shape, origin, tolerance, inset)


def test_a_label_on_pixel_edges_covers_exactly_its_pixels():
    mask = mask_of([box(3, 2, 7, 6)])
    expected = np.full(SHAPE, BACKGROUND)
    expected[2:6, 3:7] = BUILDING
    assert np.array_equal(mask, expected)


def test_a_pixel_belongs_to_what_covers_its_centre():
    assert np.argwhere(burn([box(2.4, 1.6, 4.4, 2.6)], SHAPE, (0, 0))).tolist() == [[2, 2], [2, 3]]


def test_the_origin_moves_the_mask_and_nothing_else():
    labels, region = [box(3, 2, 7, 6), box(9, 4, 14, 11)], box(1, 1, 15, 11)
    whole = mask_of(labels, region, tolerance=0.8)
    assert np.array_equal(mask_of(labels, region, (6, 9), (4, 3), tolerance=0.8), whole[3:9, 4:13])


def test_outside_the_region_nothing_counts_and_a_label_on_its_edge_is_cut():
    mask = mask_of([box(6, 2, 10, 6)], box(0, 0, 8, 12))
    assert (mask[:, 8:] == IGNORE).all() and (mask[2:6, 6:8] == BUILDING).all()
    assert np.count_nonzero(mask == BUILDING) == 8 and np.count_nonzero(mask == BACKGROUND) == 8 * 12 - 8


def test_an_empty_region_ignores_everything():
    assert (mask_of([box(3, 2, 7, 6)], shapely.MultiPolygon()) == IGNORE).all()


def test_pixels_near_an_outline_are_ignored_on_both_sides():
    mask = mask_of([box(3, 3, 9, 9)], tolerance=1.0)
    assert mask[6].tolist() == [0, 0, 255, 255, 1, 1, 1, 1, 255, 255, 0, 0, 0, 0, 0, 0]


def test_a_gap_is_learned_where_two_buildings_touch():
    mask = mask_of([box(1, 2, 8, 9), box(8, 2, 15, 9)], inset=1.0)
    assert mask[5].tolist() == [0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0]


def test_a_building_is_learned_inset_on_every_side():
    mask = mask_of([box(2, 2, 12, 10)], inset=2.0)
    assert np.count_nonzero(mask == BUILDING) == 6 * 4 and (mask[4:8, 4:10] == BUILDING).all()


def test_a_shed_too_narrow_for_the_inset_is_learned_whole():
    assert np.count_nonzero(mask_of([box(3, 3, 6, 9)], inset=1.4) == BUILDING) == 18


def test_a_building_drawn_twice_does_not_vanish():
    house = box(2, 2, 12, 10)
    assert np.array_equal(mask_of([house], inset=1.0), mask_of([house, house], inset=1.0))


def test_a_courtyard_is_background():
    mask = mask_of([box(1, 1, 11, 11) - box(4, 4, 8, 8)])
    assert (mask[4:8, 4:8] == BACKGROUND).all() and np.count_nonzero(mask == BUILDING) == 100 - 16
