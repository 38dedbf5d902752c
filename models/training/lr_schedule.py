"""Learning-rate schedule: warm-up and cosine where the end of a run is known, warm-up, plateau and decay where not."""

from __future__ import annotations

import math

from ...protocol.settings import TrainSettings
from .checkpoint import RunState
from .time_budget import FINISH_SECONDS, TimeBudget

WARM_UP = 0.05
"""Share of the run in which the learning rate rises."""
RISING_STEPS = 15
"""Steps in which the learning rate rises when nobody knows how long the run will be."""
ANNEALING_SHARE = 0.25
"""Steps in which the rate of a run that improves no more falls to zero (annealing), as a share of those before."""
LAST_SHARE = 0.2
"""Share of its limits in which the rate falls to zero, of a run that was to end on a plateau and reached none."""


def cosine_schedule(progress: float) -> float:
    """Factor on the learning rate at `progress` (0-1) of a run: a linear rise, then half a cosine down to zero
    (Loshchilov and Hutter 2017). Progress may be time as well as steps, so that a run ends annealed when time is up."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.02)
    return 0.5 * (1 + math.cos(math.pi * min((progress - WARM_UP) / (1 - WARM_UP), 1.0)))


def wsd_schedule(step: int, left: float) -> float:
    """Factor on the learning rate at `step` of a run whose end is not known: a short rise, then level, and a linear
    fall to zero once its end is in sight, while `left` goes from 1 to 0 (Hägele et al. 2024)."""
    return min((step + 1) / RISING_STEPS, 1.0) * left


class LearningRateSchedule:
    """The learning rate and the end of one run. Without patience the end is known, and the rate falls all the way to it
    (cosine_schedule). With patience the rate stays level until so many evaluations in a row brought nothing better: a
    plateau; the rate then falls to zero in some last steps (wsd_schedule)."""

    def __init__(self, settings: TrainSettings, time_budget: TimeBudget, state: RunState) -> None:
        self._settings, self._budget, self._state = settings, time_budget, state

    @property
    def progress(self) -> float:
        """Share of the training that is over (0-1)."""
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
        """Seconds until the end; None while nobody can tell when the run will reach a plateau."""
        limits = self._budget.remaining(self._state.step)
        if self._state.flat_at:
            return min(limits, self._steps_left * self._budget.seconds_a_step + FINISH_SECONDS)
        return None if self._settings.patience and not self._settings.max_seconds else limits

    @property
    def evaluation_is_due(self) -> bool:
        evaluations = self._state.evaluations
        return self._budget.evaluation_is_due(
            self._state.step, len(evaluations), evaluations[-1].seconds if evaluations else 0.0)

    def notice_plateau(self) -> None:
        """Called after an evaluation: see whether the run has reached a plateau."""
        state = self._state
        worse = sum(evaluation.step > state.best_step for evaluation in state.evaluations)
        if not state.flat_at and 0 < self._settings.patience <= worse:
            state.flat_at = state.step

    @property
    def annealed(self) -> float:
        """Share of the annealing, after a plateau, that is over (0-1)."""
        return 1 - self._steps_left / self._last_steps if self._state.flat_at else 0.0

    @property
    def _last_steps(self) -> int:
        return max(round(ANNEALING_SHARE * self._state.flat_at), 1)

    @property
    def _steps_left(self) -> int:
        return max(self._state.flat_at + self._last_steps - self._state.step, 0)
