"""The benchmark of labelling with live training: what counts as an action."""

import shapely

from ....benchmarks.labelling_hour import LIVE, corners, corrections, report

HOUSE = shapely.box(0, 0, 10, 10)


def test_only_corners_that_are_wrong_are_put_right() -> None:
    assert corners(HOUSE) == 4 and corrections(HOUSE, HOUSE) == 0
    assert corrections(shapely.box(0, 0, 10, 13), HOUSE) == 2
    spike = shapely.Polygon([(0, 0), (10, 0), (10, 10), (5, 14), (0, 10)])
    assert corrections(spike, HOUSE) == 1 and corrections(HOUSE, spike) == 1


def test_a_building_is_drawn_anew_where_that_is_less() -> None:
    circle = shapely.Point(5, 5).buffer(8)
    assert corrections(circle, HOUSE) == corrections(shapely.Polygon(), HOUSE) == 5


def test_moments_of_several_draws_are_told_together() -> None:
    runs = {str(f1): {"set": "zanzibar", "way": LIVE, "moments": [{"labels": 5, "actions": 10, "f1": f1, "iou": 0.5}]}
            for f1 in (0.4, 0.6)}
    assert "| zanzibar | click and live | 2 | 5 | 10 | 0.500 | 0.500 |" in report(runs)
