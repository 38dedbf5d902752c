"""The benchmark of suggested squares: what is affordable, what is far apart, and when a difference is one."""

import numpy as np

from ....benchmarks.pool_squares import MOST_EFFORT, affordable, far_apart
from ....benchmarks.suggest import RANDOM, interval, report


def run(rule: str, f1: float, draw: int = 0, place: str = "a") -> dict[str, object]:
    held = {"squares": 3, "empty": 0, "buildings": 20, "missed": 2, "false_alarms": 1, "effort": 23}
    return {"set": place, "rule": rule, "draw": draw, "f1": f1, "iou": 0.5, "held": held}


def test_as_many_squares_are_taken_as_come_nearest_to_a_third_of_the_effort() -> None:
    effort = np.full(9, 4)  # a third of 36 is 12
    assert affordable(np.arange(9)[::-1], effort).tolist() == [8, 7, 6]
    assert affordable(np.arange(3), np.array([11, 9, 10])).tolist() == [0]
    assert affordable(np.arange(9), np.full(9, 100)).tolist() == [0] and MOST_EFFORT < 100


def test_a_square_that_looks_like_one_before_waits() -> None:
    alike, other = (0.0, 0.0), (5.0, 5.0)
    assert far_apart(np.array([3.0, 2.9, 1.0]), np.array([alike, alike, other])).tolist() == [0, 2, 1]


def test_differences_are_paired_by_draw_and_told_only_from_enough_draws() -> None:
    base = run("base as it is", 0.5)
    runs = [base, *(run(RANDOM, f1, draw) for draw, f1 in enumerate((0.5, 0.6, 0.7, 0.4))),
            *(run("doubtful", f1, draw) for draw, f1 in enumerate((0.56, 0.64, 0.75, 0.45)))]
    lines = report({str(number): one for number, one in enumerate(runs)}, ["a"])
    [line] = (line for line in lines if "| doubtful |" in line)
    assert "| 0.500 | 0.600 (0.45 to 0.75) | 0.500 | +0.050 (+0.0" in line
    assert lines[-1].endswith("better than random squares") and "+0.050 F1" in lines[-1]
    few = report({str(number): one for number, one in enumerate([base, runs[1], runs[5]])}, ["a"])
    assert few[-1].endswith("too few draws to tell")


def test_each_place_counts_the_same_in_an_interval() -> None:
    low, high = interval({"a": [0.1] * 9, "b": [-0.1]})
    assert abs(low) < 1e-9 and abs(high) < 1e-9
