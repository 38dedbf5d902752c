"""Held-out labels lie in a block of their own, behind a gap."""

import pytest
import shapely
from roofline.models.data.spatial_split import WIDEST_GAP, hold_out, hold_out_half
from roofline.protocol.labels import FEWEST_CROSS_FITTED, FEWEST_HELD_OUT, FEWEST_TRAINED
from shapely.geometry import box


def rows_of_houses(columns, rows, step=50, side=20):
    return [box(x * step, y * step, x * step + side, y * step + side) for x in range(columns) for y in range(rows)]


def around(labels):
    return shapely.box(*shapely.total_bounds(labels)).buffer(15)


def whole_in(part, labels):
    return [label for label in labels if part.covers(label)]


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_about_the_wanted_share_is_held_out_and_no_label_is_in_both(share):
    labels = rows_of_houses(20, 5)
    split = hold_out(labels, around(labels), share, gap=10)
    trained, held_out = whole_in(split.train, labels), whole_in(split.held_out, labels)
    assert len(held_out) == pytest.approx(100 * share, abs=6)
    assert len(trained) + len(held_out) >= 90 and not set(map(id, trained)) & set(map(id, held_out))


def test_the_two_parts_lie_the_gap_apart():
    labels = rows_of_houses(20, 5)
    split = hold_out(labels, around(labels), 0.25, gap=60)
    assert split.gap == 60 and split.train.distance(split.held_out) == pytest.approx(60)


def test_the_gap_never_eats_a_small_place():
    labels = rows_of_houses(12, 4)
    split = hold_out(labels, around(labels), 0.3, gap=1e6)
    x0, y0, x1, y1 = around(labels).bounds
    assert split.gap <= WIDEST_GAP * max(x1 - x0, y1 - y0)


def test_the_cut_goes_where_it_costs_least_labels():
    # One long building along each row: only a cut between the rows leaves them whole.
    labels = [box(0, 40 * y, 1000, 40 * y + 20) for y in range(48)]
    split = hold_out(labels, around(labels), 0.25, gap=10)
    assert len(whole_in(split.train, labels)) + len(whole_in(split.held_out, labels)) >= 47


def test_the_near_end_is_held_out_when_the_far_one_cannot_be_cut():
    houses = [box(30 * i, 0, 30 * i + 20, 20) for i in range(20)]
    halls = [box(600 + i, 0, 1400 + i, 20) for i in range(20)]
    split = hold_out(houses + halls, around(houses + halls), 0.25, gap=5)
    assert len(whole_in(split.held_out, houses)) == pytest.approx(10, abs=1)
    assert len(whole_in(split.train, houses + halls)) == pytest.approx(30, abs=1)
    assert split.held_out.bounds[2] < split.train.bounds[0]


def test_too_few_labels_are_not_split():
    labels = rows_of_houses(FEWEST_HELD_OUT + FEWEST_TRAINED - 1, 1)
    assert hold_out(labels, around(labels), 0.3, gap=5) is None


def test_no_share_and_labels_in_one_heap_are_not_split():
    labels = rows_of_houses(10, 10)
    assert hold_out(labels, around(labels), 0.0, gap=5) is None
    heap = [box(i, i, i + 500, i + 500) for i in range(20)]
    assert hold_out(heap, around(heap), 0.3, gap=5) is None


def test_labels_outside_the_region_do_not_move_the_cut():
    labels = rows_of_houses(12, 4)
    far = [shapely.affinity.translate(label, 5000, 0) for label in labels]
    assert hold_out(labels + far, around(labels), 0.25, 10) == hold_out(labels, around(labels), 0.25, 10)


def test_the_halves_hold_out_each_other_behind_one_gap():
    labels = rows_of_houses(10, 2)
    first, second = (hold_out_half(labels, around(labels), half, gap=25) for half in (0, 1))
    assert first.train.equals(second.held_out) and first.held_out.equals(second.train)
    assert first.train.distance(first.held_out) == pytest.approx(25)
    assert len(whole_in(first.train, labels)) == len(whole_in(first.held_out, labels)) == 10


def test_too_few_labels_have_no_halves():
    labels = rows_of_houses(FEWEST_CROSS_FITTED - 1, 1)
    assert hold_out_half(labels, around(labels), 0, gap=5) is None
    assert hold_out_half([], shapely.box(0, 0, 1, 1), 0, gap=5) is None
    alike = [box(0, 0, 10, 10)] * 20  # on one spot, where the gap cuts each of them
    assert hold_out_half(alike, around(alike), 0, gap=5) is None
