"""How fast a run learns at each moment, and when it is over."""

from __future__ import annotations

from ...protocol.settings import TrainSettings
from .checkpoint import RunState
from .time_budget import FINISH_SECONDS, Clock
from .trainer import open_ended, schedule

COOLING = 0.25
"""Steps in which a run that improves no more is brought to rest, as a share of those before."""
LAST_SHARE = 0.2
"""Share of its limits in which a run that was to end when flat, and never was, is brought to rest."""


class Pace:
    """The pace of one run. Without patience the run knows its end, and its learning rate falls all the way to it. With
    patience the rate stays level until so many evaluations in a row brought nothing better; a run is flat then, and
    its rate falls to zero in some last steps."""

    def __init__(self, settings: TrainSettings, clock: Clock, state: RunState) -> None:
        self._settings, self._clock, self._state = settings, clock, state

    @property
    def progress(self) -> float:
        """Share of the training that is over (0-1)."""
        limits = self._clock.progress(self._state.step)
        return limits + (1 - limits) * self.cooled

    @property
    def rate(self) -> float:
        """Factor on the learning rate of the next step."""
        limits = self._clock.progress(self._state.step)
        if not self._settings.patience:
            return schedule(limits)
        return open_ended(self._state.step, min((1 - limits) / LAST_SHARE, 1 - self.cooled, 1.0))

    @property
    def remaining_s(self) -> float | None:
        """Seconds until the end; None while nobody can tell when the run will be flat."""
        limits = self._clock.remaining(self._state.step)
        if self._state.flat_at:
            return min(limits, self._steps_left * self._clock.seconds_a_step + FINISH_SECONDS)
        return None if self._settings.patience and not self._settings.max_seconds else limits

    @property
    def evaluation_is_due(self) -> bool:
        evaluations = self._state.evaluations
        return self._clock.evaluation_is_due(
            self._state.step, len(evaluations), evaluations[-1].seconds if evaluations else 0.0)

    def notice_flat(self) -> None:
        """Called after an evaluation: see whether the run is flat."""
        state = self._state
        worse = sum(evaluation.step > state.best_step for evaluation in state.evaluations)
        if not state.flat_at and 0 < self._settings.patience <= worse:
            state.flat_at = state.step

    @property
    def cooled(self) -> float:
        """Share of the last steps of a flat run that is over (0-1)."""
        return 1 - self._steps_left / self._last_steps if self._state.flat_at else 0.0

    @property
    def _last_steps(self) -> int:
        return max(round(COOLING * self._state.flat_at), 1)

    @property
    def _steps_left(self) -> int:
        return max(self._state.flat_at + self._last_steps - self._state.step, 0)
