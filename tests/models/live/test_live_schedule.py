"""The learning rate of a live training falls while nobody draws, and labels lift it."""

import pytest
from roofline.models.live.live_schedule import LiveSchedule, LiveState
from roofline.protocol.settings.live import LiveSettings


def factor(step, labels):
    return LiveSchedule(LiveSettings(), LiveState("", "staged", step=step, labels=labels)).lr_factor


def test_it_rises_stays_and_falls_with_the_square_root_of_the_steps():
    rising = [factor(step, 20) for step in range(15)]
    assert rising == sorted(rising) and rising[0] < 0.1 and rising[-1] == 1
    assert factor(39, 20) == 1
    assert factor(159, 20) == pytest.approx(0.5) and factor(3999, 20) == pytest.approx(0.1)


def test_labels_lift_it_and_it_never_ends():
    assert factor(399, 80) == pytest.approx(0.5)
    assert factor(399, 5) == pytest.approx(0.25)
    assert factor(99_999, 5) > 0.01
