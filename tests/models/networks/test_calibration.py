"""Calibration of confidences (Platt scaling)."""

import numpy as np
import pytest
from roofline.models.networks.calibration import UNSEEN, Calibration

TRUE = Calibration(2.5, -3.0)


def found(count, seed=0):
    """Mean probabilities of footprints, and which are right, as TRUE has it."""
    rng = np.random.default_rng(seed)
    probabilities = rng.uniform(0.5, 0.98, count)
    return probabilities, (rng.uniform(size=count) < TRUE.confidence(probabilities)).astype(float)


def test_many_footprints_tell_the_calibration():
    fitted = UNSEEN.fitted(*found(20_000))
    assert fitted.slope == pytest.approx(TRUE.slope, abs=0.1)
    assert fitted.intercept == pytest.approx(TRUE.intercept, abs=0.15)


def test_of_those_called_nine_in_ten_so_many_are_right():
    fitted, (probabilities, right) = UNSEEN.fitted(*found(2000)), found(2000, seed=1)
    confidence = fitted.confidence(probabilities)
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.0)):
        said = (confidence >= low) & (confidence < high)
        assert right[said].mean() == pytest.approx(confidence[said].mean(), abs=0.06)


def test_few_footprints_change_little_and_none_nothing():
    assert UNSEEN.fitted(np.zeros(0), np.zeros(0)) == UNSEEN
    few, many = (UNSEEN.fitted(np.tile([0.7, 0.8, 0.9], times), np.ones(3 * times)) for times in (1, 100))
    assert UNSEEN.intercept < few.intercept < (UNSEEN.intercept + many.intercept) / 2


@pytest.mark.parametrize("right", [0.0, 1.0])
def test_footprints_that_are_all_right_or_all_wrong_keep_their_order(right):
    fitted = UNSEEN.fitted(np.linspace(0.5, 1.0, 500), np.full(500, right))
    confidence = fitted.confidence(np.array([0.0, 0.5, 0.8, 1.0]))
    assert np.isfinite(confidence).all() and (np.diff(confidence) > 0).all()
    assert (confidence >= 0).all() and (confidence <= 1).all()


def test_where_the_surest_footprints_are_wrong_the_confidence_is_the_share_that_is_right():
    """No slope suits them, so all get about the same confidence: that of all of them."""
    probabilities = np.repeat([0.6, 0.6, 0.95, 0.95], [180, 20, 20, 180])
    right = np.repeat([1.0, 0.0, 1.0, 0.0], [180, 20, 20, 180])
    assert UNSEEN.fitted(probabilities, right).confidence(probabilities).mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("wrong", [20, 500])
def test_sure_footprints_that_are_all_wrong_lose_their_confidence(wrong):
    assert UNSEEN.fitted(np.full(wrong, 0.99), np.zeros(wrong)).confidence(np.array([0.99]))[0] < 0.2


def test_weights_count_as_so_many_footprints():
    probabilities, right = found(50)
    twice = UNSEEN.fitted(np.tile(probabilities, 2), np.tile(right, 2))
    assert UNSEEN.fitted(probabilities, right, 2.0) == twice
