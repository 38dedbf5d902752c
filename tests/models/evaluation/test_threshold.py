"""Threshold selection: another threshold or minimum area is taken where it is better by more than chance."""

from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from roofline.models.evaluation.metrics import compare
from roofline.models.evaluation.threshold import select_threshold
from roofline.models.evaluation.validation import ValidationScore
from roofline.models.vectorize.postprocessing import Postprocessing

START = Postprocessing(0.5, 10.0, 0.3)


class Validation:
    """Scores 0.6, and `better` more for one postprocessing."""

    def __init__(self, buildings, **better):
        self.buildings, self.better = buildings, better

    def evaluate(self, probabilities, postprocessing):
        score = 0.6 + sum(lead for name, (value, lead) in self.better.items()
                          if getattr(postprocessing, name) == value)
        return SimpleNamespace(postprocessing=postprocessing, selection_score=score, buildings=self.buildings)


@pytest.mark.parametrize(("lead", "buildings", "threshold"), [(0.02, 15, 0.5), (0.02, 400, 0.35), (0.1, 15, 0.35)])
def test_few_buildings_leave_the_threshold_as_it_was(lead, buildings, threshold):
    score = select_threshold(Validation(buildings, threshold=(0.35, lead)), [], START, lambda: None)
    assert score.postprocessing == Postprocessing(threshold, 10.0, 0.3)


def test_the_minimum_area_is_chosen_for_the_chosen_threshold():
    validation = Validation(100, threshold=(0.6, 0.1), min_area_m2=(4.0, 0.1))
    assert select_threshold(validation, [], START, lambda: None).postprocessing == Postprocessing(0.6, 4.0, 0.3)


def test_a_start_that_is_not_among_the_candidates_may_stay():
    start = Postprocessing(0.57, 7.0, 0.3)
    assert select_threshold(Validation(50), [], start, lambda: None).postprocessing == start


def test_a_class_that_is_found_beside_the_scored_ground_alone_does_not_count():
    lake, wood, shed = shapely.box(0, 0, 50, 99), shapely.box(120, 0, 150, 99), shapely.box(120, 0, 130, 9)
    comparison = compare([lake, wood, shed], [lake], shapely.box(0, 0, 99, 99), (["lake", "wood", "shed"], ["lake"]))
    assert ValidationScore(START, comparison, np.ones(3), ("lake", "wood")).selection_score == 1
