"""A run with patience learns at a level rate until it is flat, and is then brought to rest."""

import pytest
from roofline.models.training.checkpoint import Evaluation, RunState
from roofline.models.training.lr_schedule import LearningRateSchedule
from roofline.models.training.time_budget import TimeBudget
from roofline.protocol.settings import TIME_CHOICES, TrainSettings


@pytest.fixture
def now(monkeypatch):
    time = [0.0]
    monkeypatch.setattr("roofline.models.training.time_budget.time.monotonic", lambda: time[0])
    return time


def lr_schedule(state, **settings):
    chosen = TrainSettings.from_dict({**TIME_CHOICES["until_flat"], **settings})
    return LearningRateSchedule(chosen, TimeBudget(chosen, started=0.0), state)


def look(state, of, better):
    """An evaluation at the step where the run is."""
    state.evaluations.append(Evaluation(state.step, 0.0, 0.5, 0.5))
    if better:
        state.best_step = state.step
    of.notice_plateau()


def flat_run(step=1000, **settings):
    state = RunState("", "full")
    of = lr_schedule(state, **settings)
    for number in range(of._settings.patience + 1):
        state.step = step - 10 * (of._settings.patience - number)
        look(state, of, better=number == 0)
    return state, of


def test_the_rate_rises_and_then_stays_level_while_the_run_improves(now):
    state = RunState("", "full")
    of = lr_schedule(state)
    rates = []
    for state.step in range(2000):
        rates.append(of.lr_factor)
    assert 0 < rates[0] < 0.1 and rates[:15] == sorted(rates[:15]) and set(rates[15:]) == {1.0}
    assert of.progress < 0.4 and of.remaining_s is None


def test_a_run_is_flat_after_so_many_evaluations_without_a_better_one(now):
    state, of = RunState("", "full"), lr_schedule(RunState("", "full"))
    of = lr_schedule(state)
    for number in range(6):
        state.step += 10
        look(state, of, better=number == 0)
    assert state.flat_at == 0
    state.step += 10
    look(state, of, better=False)
    assert state.flat_at == 70


def test_a_better_score_begins_the_count_again(now):
    state = RunState("", "full")
    of = lr_schedule(state, patience=2)
    for better in (True, False, True, False):
        state.step += 10
        look(state, of, better)
    assert state.flat_at == 0


def test_a_flat_run_ends_after_a_quarter_more_steps_with_its_rate_at_nothing(now):
    state, of = flat_run()
    assert of.lr_factor == 1.0 and of.annealed == 0
    rates = []
    for state.step in range(1000, 1250):
        rates.append(of.lr_factor)
        assert of.progress < 1
    assert rates == sorted(rates, reverse=True) and rates[-1] < 0.01
    state.step = 1250
    assert of.progress == of.annealed == 1 and of.lr_factor == 0


def test_the_time_left_is_known_once_the_run_is_flat(now):
    state, of = flat_run()
    of._budget.step_took(0.5)
    assert of.remaining_s == pytest.approx(125, abs=3)


def test_the_step_limit_holds_and_is_reached_at_rest(now):
    state = RunState("", "full", step=5999)
    of = lr_schedule(state)
    assert of.lr_factor < 0.01
    state.step = 6000
    assert of.progress == 1


def test_a_resumed_run_knows_that_it_is_flat(now):
    state, _ = flat_run()
    again = RunState(**{**vars(state), "step": 1100})
    assert lr_schedule(again).annealed == pytest.approx(0.4)


def test_without_patience_a_run_falls_all_the_way_and_is_never_flat(now):
    state = RunState("", "full")
    of = lr_schedule(state, patience=0, max_steps=100)
    for state.step in (20, 40, 60):
        look(state, of, better=state.step == 20)
    assert state.flat_at == 0 and 0 < of.lr_factor < 0.5 and of.remaining_s is not None
