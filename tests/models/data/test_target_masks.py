"""The mask that training compares with says building, background or nothing, pixel by pixel."""

import numpy as np
import shapely
from roofline.models.data import target_masks
from roofline.models.data.target_masks import (
    BACKGROUND,
    BOUNDARY,
    BUILDING,
    CLASS_SHIFT,
    CONTACT,
    IGNORE,
    burn,
    target_mask,
)
from shapely.geometry import box

SHAPE = (12, 16)
EVERYWHERE = box(-100, -100, 100, 100)


def mask_of(labels, region=EVERYWHERE, shape=SHAPE, origin=(0, 0), tolerance=0.0, boundary=0.0, contact=0.0):
    return target_mask(labels, region, shape, origin, tolerance, boundary, contact)


def test_the_drawing_of_the_module_is_a_mask():
    bits = {".": BACKGROUND, "o": BUILDING, "#": BUILDING | BOUNDARY, "x": CONTACT, "%": BUILDING | BOUNDARY | CONTACT}
    rows = [line.split()[:15] for line in target_masks.__doc__.splitlines() if line.startswith("    .")]
    drawn = np.array([[bits[sign] for sign in row] for row in rows])
    assert np.array_equal(drawn, mask_of([box(1, 1, 7, 6), box(8, 1, 14, 6)], shape=(7, 15), boundary=1.0, contact=2.0))


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


def test_the_boundary_is_the_outermost_part_of_a_building_on_every_side():
    mask = mask_of([box(2, 2, 12, 10)], boundary=2.0)
    assert np.count_nonzero(mask == BUILDING) == 6 * 4 and (mask[4:8, 4:10] == BUILDING).all()
    assert np.count_nonzero(mask == BUILDING | BOUNDARY) == 10 * 8 - 6 * 4


def test_a_shed_too_narrow_for_a_boundary_is_core_throughout():
    assert np.count_nonzero(mask_of([box(3, 3, 6, 9)], boundary=1.4) == BUILDING) == 18


def test_a_shared_wall_is_contact_on_both_sides_of_it():
    mask = mask_of([box(1, 2, 8, 9), box(8, 2, 15, 9)], contact=2.0)
    assert [bool(pixel & CONTACT) for pixel in mask[5]] == [6 <= column < 10 for column in range(16)]
    assert (mask[5, 1:15] & BUILDING > 0).all()


def test_a_narrow_gap_between_buildings_is_contact_and_a_wide_one_is_not():
    narrow, wide = (mask_of([box(1, 2, 5, 9), box(5 + gap, 2, 14, 9)], contact=2.0) for gap in (2, 5))
    assert (narrow[5, 5:7] == CONTACT).all() and not (wide & CONTACT).any()


def test_a_lone_building_has_no_contact():
    assert not (mask_of([box(3, 3, 9, 9)], boundary=1.0, contact=2.0) & CONTACT).any()


def test_outside_the_region_no_channel_counts():
    mask = mask_of([box(1, 2, 8, 9), box(8, 2, 15, 9)], box(0, 0, 7, 12), boundary=1.0, contact=2.0)
    assert (mask[:, 7:] == IGNORE).all() and mask[5, 6] == BUILDING | CONTACT


def test_a_courtyard_is_background():
    mask = mask_of([box(1, 1, 11, 11) - box(4, 4, 8, 8)])
    assert (mask[4:8, 4:8] == BACKGROUND).all() and np.count_nonzero(mask == BUILDING) == 100 - 16


def test_a_building_holds_the_number_of_its_class_and_ground_does_not():
    labels = [box(1, 1, 5, 5), box(4, 4, 9, 9), box(12, 1, 15, 5)]
    mask = target_mask(labels, box(0, 0, 16, 10), (10, 16), (0, 0), 0.0, 1.0, 1.0, np.array([7, 29, 0]))
    classes, building = mask >> CLASS_SHIFT, mask & BUILDING > 0
    assert (classes[1:5, 1:5] == 7).all() and classes[8, 8] == 29 and (classes[1:5, 12:15] == 0).all()
    assert classes[4, 4] == 7  # where two overlap, the first one's
    assert not classes[~building].any() and building[1:5, 12:15].all() and (mask != IGNORE).all()
    plain = target_mask(labels, box(0, 0, 16, 10), (10, 16), (0, 0), 0.0, 1.0, 1.0)
    assert np.array_equal(mask & 7, plain) and (plain & CONTACT).any()
