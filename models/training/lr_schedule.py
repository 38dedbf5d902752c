"""Learning-rate schedules: warm-up and cosine, warmup-stable-decay (WSD), inverse square root.

Cosine where the end of a run is known, WSD where it is not known yet, the inverse square root where there is none.
"""

from __future__ import annotations

import math
from typing import Protocol

from ...protocol.settings.training import TrainSettings
from .checkpoint import RunState
from .time_budget import FINISH_SECONDS, TimeBudget

WARM_UP = 0.05
"""Share of the run in which the learning rate rises."""
RISING_STEPS = 15
"""Steps of warm-up of a run whose length is not known."""
ANNEALING_SHARE = 0.25
"""Steps in which the learning rate falls to zero after a plateau (annealing), as a share of the steps before it."""
LAST_SHARE = 0.2
"""Last share of the limits, in which the learning rate falls to zero when a run with patience reached no plateau."""


def cosine_schedule(progress: float) -> float:
    """Factor on the learning rate at `progress` (0-1) of a run: a linear rise, then half a cosine down to zero
    (Loshchilov and Hutter 2017). Progress may be time as well as steps, so that a run ends annealed when time is up."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.02)
    return 0.5 * (1 + math.cos(math.pi * min((progress - WARM_UP) / (1 - WARM_UP), 1.0)))


def wsd_schedule(step: int, left: float) -> float:
    """Factor on the learning rate at `step` of a run whose end is not known: warm-up, constant, and a linear decay to
    zero once the end is known, while `left` goes from 1 to 0 (Hägele et al. 2024)."""
    return min((step + 1) / RISING_STEPS, 1.0) * left


def inverse_sqrt_schedule(step: int, level: float) -> float:
    """Factor on the learning rate at `step` of a run that has no end: warm-up, constant for `level` steps in all, then
    falling with the inverse square root of the steps (Vaswani et al. 2017), so that it never stops learning."""
    return min((step + 1) / RISING_STEPS, math.sqrt(level / (step + 1)), 1.0)


class Schedule(Protocol):
    """What a run asks of its schedule: LearningRateSchedule, or that of a live training."""

    @property
    def progress(self) -> float:
        """Share of the training that is done (0-1)."""

    @property
    def lr_factor(self) -> float:
        """Factor on the learning rate of the next step."""

    @property
    def remaining_s(self) -> float | None:
        """Seconds until the end, where that is known."""

    @property
    def evaluation_is_due(self) -> bool:
        """Whether to evaluate before the next step."""

    @property
    def annealed(self) -> float:
        """Share of the annealing after a plateau that is done (0-1)."""

    def notice_plateau(self) -> None:
        """Look for a plateau after an evaluation."""


class LearningRateSchedule:
    """Learning rate, early stopping and end of one run. Without patience the end is known, and the learning rate falls
    all the way to it (cosine_schedule). With patience it stays constant until a plateau: so many evaluations in a row
    without a better score. It then falls to zero in some last steps (wsd_schedule)."""

    def __init__(self, settings: TrainSettings, time_budget: TimeBudget, state: RunState) -> None:
        self._settings, self._budget, self._state = settings, time_budget, state

    @property
    def progress(self) -> float:
        """Share of the training that is done (0-1)."""
        limits = self._budget.progress(self._state.step)
        return limits + (1 - limits) * self.annealed

    @property
    def lr_factor(self) -> float:
        """Factor on the learning rate of the next step."""
        limits = self._budget.progress(self._state.step)
        if not self._settings.patience:
            return cosine_schedule(limits)
        return wsd_schedule(self._state.step, min((1 - limits) / LAST_SHARE, 1 - self.annealed, 1.0))

    @property
    def remaining_s(self) -> float | None:
        """Seconds until the end; None while it is not known when the run will reach a plateau."""
        limits = self._budget.remaining(self._state.step)
        if self._state.flat_at:
            return min(limits, self._steps_left * self._budget.seconds_a_step + FINISH_SECONDS)
        return None if self._settings.patience and not self._settings.max_seconds else limits

    @property
    def evaluation_is_due(self) -> bool:
        """Whether to evaluate before the next step."""
        evaluations = self._state.evaluations
        return self._budget.evaluation_is_due(
            self._state.step, len(evaluations), evaluations[-1].seconds if evaluations else 0.0)

    def notice_plateau(self) -> None:
        """To be called after each evaluation: note the step in the state when the run has reached a plateau."""
        state = self._state
        since_best = sum(evaluation.step > state.best_step for evaluation in state.evaluations)
        if not state.flat_at and 0 < self._settings.patience <= since_best:
            state.flat_at = state.step

    @property
    def annealed(self) -> float:
        """Share of the annealing after a plateau that is done (0-1)."""
        return 1 - self._steps_left / self._annealing_steps if self._state.flat_at else 0.0

    @property
    def _annealing_steps(self) -> int:
        return max(round(ANNEALING_SHARE * self._state.flat_at), 1)

    @property
    def _steps_left(self) -> int:
        return max(self._state.flat_at + self._annealing_steps - self._state.step, 0)
