"""The learning rate of a run with patience stays constant until a plateau, and is then annealed to zero."""

import pytest
from roofline.models.training.checkpoint import Evaluation, RunState
from roofline.models.training.lr_schedule import LearningRateSchedule
from roofline.models.training.time_budget import TimeBudget
from roofline.protocol.settings.training import TIME_CHOICES, TrainSettings


@pytest.fixture
def now(monkeypatch):
    time = [0.0]
    monkeypatch.setattr("roofline.models.training.time_budget.time.monotonic", lambda: time[0])
    return time


def lr_schedule(state, **settings):
    chosen = TrainSettings.from_dict({**TIME_CHOICES["until_flat"], **settings})
    return LearningRateSchedule(chosen, TimeBudget(chosen, started=0.0), state)


def evaluate(state, of, better):
    """Record an evaluation at the current step."""
    state.evaluations.append(Evaluation(state.step, 0.0, 0.5, 0.5))
    if better:
        state.best_step = state.step
    of.notice_plateau()


def run_on_a_plateau(step=1000, **settings):
    state = RunState("", "full")
    of = lr_schedule(state, **settings)
    for number in range(of._settings.patience + 1):
        state.step = step - 10 * (of._settings.patience - number)
        evaluate(state, of, better=number == 0)
    return state, of


def test_the_learning_rate_warms_up_and_then_stays_constant_while_the_run_improves(now):
    state = RunState("", "full")
    of = lr_schedule(state)
    factors = []
    for state.step in range(2000):
        factors.append(of.lr_factor)
    assert 0 < factors[0] < 0.1 and factors[:15] == sorted(factors[:15]) and set(factors[15:]) == {1.0}
    assert of.progress < 0.4 and of.remaining_s is None


def test_a_plateau_is_noticed_after_so_many_evaluations_without_a_better_one(now):
    state, of = RunState("", "full"), lr_schedule(RunState("", "full"))
    of = lr_schedule(state)
    for number in range(6):
        state.step += 10
        evaluate(state, of, better=number == 0)
    assert state.flat_at == 0
    state.step += 10
    evaluate(state, of, better=False)
    assert state.flat_at == 70


def test_a_better_score_resets_the_patience(now):
    state = RunState("", "full")
    of = lr_schedule(state, patience=2)
    for better in (True, False, True, False):
        state.step += 10
        evaluate(state, of, better)
    assert state.flat_at == 0


def test_annealing_takes_a_quarter_of_the_steps_before_the_plateau_and_ends_at_zero(now):
    state, of = run_on_a_plateau()
    assert of.lr_factor == 1.0 and of.annealed == 0
    factors = []
    for state.step in range(1000, 1250):
        factors.append(of.lr_factor)
        assert of.progress < 1
    assert factors == sorted(factors, reverse=True) and factors[-1] < 0.01
    state.step = 1250
    assert of.progress == of.annealed == 1 and of.lr_factor == 0


def test_the_remaining_time_is_known_after_the_plateau(now):
    state, of = run_on_a_plateau()
    of._budget.step_took(0.5)
    assert of.remaining_s == pytest.approx(125, abs=3)


def test_the_step_limit_holds_and_is_reached_with_a_learning_rate_near_zero(now):
    state = RunState("", "full", step=5999)
    of = lr_schedule(state)
    assert of.lr_factor < 0.01
    state.step = 6000
    assert of.progress == 1


def test_a_resumed_run_goes_on_with_its_annealing(now):
    state, _ = run_on_a_plateau()
    again = RunState(**{**vars(state), "step": 1100})
    assert lr_schedule(again).annealed == pytest.approx(0.4)


def test_without_patience_the_learning_rate_follows_the_cosine_and_no_plateau_is_noticed(now):
    state = RunState("", "full")
    of = lr_schedule(state, patience=0, max_steps=100)
    for state.step in (20, 40, 60):
        evaluate(state, of, better=state.step == 20)
    assert state.flat_at == 0 and 0 < of.lr_factor < 0.5 and of.remaining_s is not None
