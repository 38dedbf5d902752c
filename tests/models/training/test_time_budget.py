"""The time budget of a run: progress, remaining time, evaluations, and enough time at the end to finish."""

import pytest
from roofline.models.training.time_budget import (
    FINAL_EVALUATIONS,
    FINAL_MATCHINGS,
    FINISH_SECONDS,
    LONGEST_BETWEEN,
    TimeBudget,
)
from roofline.protocol.settings.training import TrainSettings


@pytest.fixture
def now(monkeypatch):
    """Seconds since the start, as time.monotonic() returns them."""
    time = [0.0]
    monkeypatch.setattr("roofline.models.training.time_budget.time.monotonic", lambda: time[0])
    return time


def time_budget(**settings):
    return TimeBudget(TrainSettings.from_dict(settings), started=0.0)


def test_steps_or_seconds_end_the_run_whichever_come_first(now):
    budget = time_budget(max_seconds=100, max_steps=10)
    assert budget.progress(0) == 0 and budget.progress(5) == 0.5 and budget.progress(10) == 1
    now[0] = 60
    assert 0.6 < budget.progress(1) < 0.7
    now[0] = 100
    assert budget.progress(1) == 1


def test_without_a_time_limit_only_steps_count(now):
    now[0] = 1e6
    assert time_budget(max_seconds=0, max_steps=10).progress(5) == 0.5


def test_training_ends_so_early_that_what_follows_fits(now):
    budget = time_budget(max_seconds=200, max_steps=10_000)
    budget.evaluation_took(12.0, matching=4.0)
    budget.step_took(1.0)
    # The last evaluation (12), the best weights (8 and 10 matchings), the base (12), writing, and a step on the way.
    needed = 12 + 8 + 10 * 4 + 12 + FINISH_SECONDS + 1
    now[0] = 200 - needed
    assert budget.progress(3) == 1
    now[0] = 200 - (FINAL_EVALUATIONS * 12 + FINAL_MATCHINGS * 4 + FINISH_SECONDS + 1) - 1
    assert budget.progress(3) < 1


def test_the_seconds_of_earlier_sessions_count(now):
    budget = time_budget(max_seconds=100, max_steps=1000)
    budget.resume(90)
    budget.step_took(1.0)
    now[0] = 5
    assert budget.elapsed == 95 and budget.remaining(10) == pytest.approx(5, abs=1)


def test_evaluations_are_spread_evenly_and_never_take_most_of_the_time(now):
    budget = time_budget(max_seconds=0, max_steps=100, evaluations=4)
    assert not budget.evaluation_is_due(24, 0, 0.0) and budget.evaluation_is_due(25, 0, 0.0)
    assert not budget.evaluation_is_due(25, 1, 0.0)
    budget.evaluation_took(30.0, matching=1.0)
    now[0] = 60
    assert not budget.evaluation_is_due(50, 1, 0.0)
    now[0] = 160
    assert budget.evaluation_is_due(50, 1, 0.0)


def test_a_run_with_patience_evaluates_often_enough_on_a_slow_machine(now):
    patient, other = time_budget(max_seconds=0, max_steps=6000, patience=6), time_budget(max_seconds=0, max_steps=6000)
    now[0] = LONGEST_BETWEEN + 1
    assert patient.evaluation_is_due(20, 0, 0.0) and not other.evaluation_is_due(20, 0, 0.0)
    assert not patient.evaluation_is_due(20, 1, last=LONGEST_BETWEEN)
