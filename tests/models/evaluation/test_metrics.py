"""The score is what a slow and plain program would count, and says nothing where there is nothing to count."""

import json

import numpy as np
import pytest
import shapely
from roofline.models.evaluation.metrics import MATCH_IOU, compare, f1_interval
from roofline.models.evaluation.polygon_overlay import area_iou
from scipy.optimize import linear_sum_assignment


def town(seed, count=60, move=2.0):
    """Boxes in separate cells: (predicted, reference), some missing on either side, all somewhat shifted."""
    random = np.random.default_rng(seed)
    corners = np.column_stack([np.arange(count) % 8 * 20, np.arange(count) // 8 * 20])

    def boxes():
        low = corners + random.uniform(0, move, corners.shape)
        high = low + random.uniform(6, 14, corners.shape)
        kept = random.random(count) < 0.8
        return [shapely.box(*a, *b) for a, b, keep in zip(low, high, kept, strict=True) if keep]

    return boxes(), boxes()


def heap(seed, count=25):
    """Boxes that overlap each other as they like."""
    random = np.random.default_rng(seed)
    low = random.uniform(0, 60, (count, 2))
    return [shapely.box(*a, *b) for a, b in zip(low, low + random.uniform(8, 16, (count, 2)), strict=True)]


def plain_iou(a, b):
    return a.intersection(b).area / a.union(b).area


def most_matches(predicted, reference):
    """The greatest number of one-to-one pairs at MATCH_IOU, by the Hungarian method."""
    fits = np.array([[plain_iou(a, b) >= MATCH_IOU for b in reference] for a in predicted])
    rows, columns = linear_sum_assignment(fits, maximize=True)
    return int(fits[rows, columns].sum())


@pytest.mark.parametrize("seed", range(12))
def test_matching_finds_what_the_hungarian_method_finds(seed):
    predicted, reference = town(seed)
    found = compare(predicted, reference)
    best = most_matches(predicted, reference)
    assert 5 < best < len(reference)
    assert len(found.matches) == best
    assert len(found.missed) == len(reference) - best and len(found.false_alarms) == len(predicted) - best
    for (ours, theirs), overlap in zip(found.matches, found.overlaps, strict=True):
        assert overlap == pytest.approx(plain_iou(predicted[ours], reference[theirs])) and overlap >= MATCH_IOU


@pytest.mark.parametrize("seed", range(6))
def test_overlapping_outlines_are_still_matched_one_to_one(seed):
    reference = heap(seed)
    predicted = [shapely.affinity.translate(box, 1, 1) for box in reference] + heap(seed + 100)
    found = compare(predicted, reference)
    assert len(set(found.matches[:, 0])) == len(set(found.matches[:, 1])) == len(found.matches)
    assert len(found.matches) <= most_matches(predicted, reference)
    ours = set(found.matches[:, 0]) | set(found.false_alarms)
    assert ours == set(range(len(predicted)))


@pytest.mark.parametrize("seed", range(6))
def test_area_iou_is_what_counting_pixels_gives(seed):
    predicted, reference = heap(seed), heap(seed + 50)
    area = shapely.box(10, 10, 60, 55)
    y, x = np.mgrid[0:80:0.1, 0:80:0.1] + 0.05

    def pixels(shapes):
        return shapely.contains_xy(shapely.union_all(shapes).intersection(area), x, y)

    a, b = pixels(predicted), pixels(reference)
    assert area_iou(predicted, reference, area) == pytest.approx((a & b).sum() / (a | b).sum(), abs=0.01)


@pytest.mark.parametrize("height, matched", [(5.2, 1), (5.0, 1), (4.8, 0)])
def test_half_of_the_union_is_enough_and_less_is_not(height, matched):
    assert len(compare([shapely.box(0, 0, 10, height)], [shapely.box(0, 0, 10, 10)]).matches) == matched


def test_the_better_of_two_footprints_gets_the_building():
    rough, good = shapely.box(0, 0, 10, 6), shapely.box(0, 0, 10, 9)
    found = compare([rough, good], [shapely.box(0, 0, 10, 10)])
    assert found.matches.tolist() == [[1, 0]] and list(found.false_alarms) == [0]


def test_best_overlap_tells_how_near_a_false_alarm_was():
    found = compare([shapely.box(0, 0, 10, 4)], [shapely.box(0, 0, 10, 10), shapely.box(50, 0, 60, 10)])
    assert found.best_overlap == pytest.approx([0.4])
    assert found.best_overlap_reference == pytest.approx([0.4, 0])
    assert (list(found.missed), list(found.false_alarms)) == ([0, 1], [0])


def test_a_building_cut_by_the_areas_edge_is_left_out():
    area = shapely.box(0, 0, 100, 100)
    cut, whole, outside = shapely.box(95, 0, 105, 10), shapely.box(50, 50, 60, 60), shapely.box(200, 0, 210, 10)
    found = compare([cut, whole, outside], [cut, whole, outside], area)
    assert found.matches.tolist() == [[1, 1]]
    assert list(found.left_out_reference) == [0] and list(found.left_out_predicted) == [0]
    assert len(found.missed) == len(found.false_alarms) == 0
    assert found.scores().left_out == 1


def test_a_footprint_across_the_edge_counts_when_its_building_counts():
    area = shapely.box(0, 0, 100, 100)
    found = compare([shapely.box(90, 0, 101, 10)], [shapely.box(90, 0, 100, 10)], area)
    assert found.matches.tolist() == [[0, 0]] and found.scores().f1 == 1


def test_a_footprint_across_the_edge_without_a_building_is_not_blamed():
    area = shapely.box(0, 0, 100, 100)
    found = compare([shapely.box(90, 0, 101, 10)], [shapely.box(20, 0, 30, 10)], area)
    assert list(found.left_out_predicted) == [0] and len(found.false_alarms) == 0 and list(found.missed) == [0]


def test_a_footprint_on_the_inner_part_of_a_cut_building_is_not_blamed():
    area = shapely.box(0, 0, 100, 100)
    found = compare([shapely.box(91, 1, 99, 9)], [shapely.box(90, 0, 140, 10)], area)
    assert list(found.left_out_predicted) == [0] and len(found.false_alarms) == 0


def test_outlines_that_touch_the_area_from_outside_are_ignored():
    area = shapely.box(0, 0, 100, 100)
    beside = shapely.box(100, 0, 110, 10)
    scores = compare([beside], [beside], area).scores()
    assert (scores.matched, scores.left_out, scores.f1, scores.iou) == (0, 0, None, None)


def test_the_ground_of_a_cut_building_still_counts_in_iou():
    area = shapely.box(0, 0, 100, 100)
    found = compare([shapely.box(95, 0, 100, 10)], [shapely.box(90, 0, 120, 10)], area)
    assert found.iou == pytest.approx(0.5)


@pytest.mark.parametrize("predicted, reference, precision, recall, f1, iou", [
    ([], [], None, None, None, None),
    ([shapely.box(0, 0, 1, 1)], [], 0, None, 0, 0),
    ([], [shapely.box(0, 0, 1, 1)], None, 0, 0, 0),
])
def test_scores_without_anything_to_count_are_none(predicted, reference, precision, recall, f1, iou):
    for area in (None, shapely.box(-5, -5, 5, 5)):
        scores = compare(predicted, reference, area).scores()
        assert (scores.precision, scores.recall, scores.f1, scores.iou) == (precision, recall, f1, iou)
        assert json.loads(json.dumps(scores.to_dict(), allow_nan=False))["f1"] == f1


def test_the_interval_is_that_of_resampled_buildings():
    matched, missed, false = 40, 12, 8
    outcomes = np.repeat([0, 1, 2], [matched, missed, false])
    random = np.random.default_rng(5)
    counts = [np.bincount(random.choice(outcomes, len(outcomes)), minlength=3) for _ in range(4000)]
    drawn = [2 * hits / (2 * hits + misses + alarms) for hits, misses, alarms in counts]
    assert f1_interval(matched, missed, false) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.009)
    assert f1_interval(matched, missed, false) == f1_interval(matched, missed, false)


def test_a_perfect_score_on_few_buildings_is_not_certain():
    low, high = f1_interval(21, 0, 0)
    assert high == 1 and low == pytest.approx(2 * 0.8389 / 1.8389, abs=1e-3)
    assert f1_interval(1, 0, 0)[0] < 0.1 and f1_interval(2000, 0, 0)[0] > 0.998


def test_the_same_buildings_seen_twice_tell_no_more_than_once():
    assert f1_interval(40, 20, 20, 2.0) == f1_interval(20, 10, 10) and f1_interval(8, 0, 0, 2.0) == f1_interval(4, 0, 0)
    shapes = [shapely.box(x, 0, x + 5, 5) for x in range(0, 100, 10)]
    once, twice = (compare(shapes[3:], shapes, copies=times).scores() for times in (1.0, 2.0))
    assert twice.f1 == once.f1 and twice.f1_low < once.f1_low


def test_nor_is_a_score_of_zero():
    assert f1_interval(0, 10, 11) == (0.0, pytest.approx(2 * (1 - 0.8389) / (2 - 0.8389), abs=1e-3))
