"""How much of a run is over, by steps and by seconds, and how long the rest takes."""

from __future__ import annotations

import time

from ...protocol.settings import TrainSettings

FINISH_SECONDS = 2.0
"""Kept free at the end for writing the model and its report."""
FINAL_EVALUATIONS = 3.3
"""Looks at the held-out part after the last step: the last evaluation, the best weights, the base."""
FINAL_MATCHINGS = 17
"""Times that outlines are traced and compared to choose the threshold and the minimum area."""
LONGEST_BETWEEN = 45.0
"""Seconds after which a run that waits for a better score looks for one."""
EVALUATION_SHARE = 0.2
"""Largest share of the time that may go into scoring along the way."""


class TimeBudget:
    """The time of one run over all its sessions; `earlier` is what former sessions took, in seconds."""

    def __init__(self, settings: TrainSettings, started: float) -> None:
        self._settings, self._started = settings, started
        self._earlier = 0.0
        self._evaluating, self._evaluations, self._steps = 0.0, 0, 0
        self._stepping, self._matching = 0.0, 0.0

    def resume(self, elapsed: float) -> None:
        """Count the seconds of a former session too."""
        self._earlier = elapsed

    @property
    def elapsed(self) -> float:
        return self._earlier + time.monotonic() - self._started

    def evaluation_took(self, seconds: float, matching: float) -> None:
        """One look at the held-out part is over; `matching` of its seconds went into tracing and comparing outlines."""
        self._evaluating += seconds
        self._matching += matching
        self._evaluations += 1

    def step_took(self, seconds: float) -> None:
        self._stepping += seconds
        self._steps += 1

    @property
    def seconds_a_step(self) -> float:
        return self._stepping / max(self._steps, 1)

    def _training_ends(self) -> float:
        """Seconds after which the last evaluation and the writing must begin."""
        looks = max(self._evaluations, 1)
        last = FINAL_EVALUATIONS * self._evaluating / looks + FINAL_MATCHINGS * self._matching / looks
        return max(self._settings.max_seconds - FINISH_SECONDS - last - self.seconds_a_step, 1.0)

    def progress(self, step: int) -> float:
        """Share of the run that is over (0-1), by whichever limit comes first."""
        by_steps = step / self._settings.max_steps
        if not self._settings.max_seconds:
            return min(by_steps, 1.0)
        return min(max(by_steps, self.elapsed / self._training_ends()), 1.0)

    def remaining(self, step: int) -> float:
        """Seconds until the run ends, as far as can be told."""
        by_steps = (self._settings.max_steps - step) * self.seconds_a_step + FINISH_SECONDS
        if not self._settings.max_seconds:
            return by_steps
        return max(min(by_steps, self._settings.max_seconds - self.elapsed), 0.0)

    def evaluation_is_due(self, step: int, done: int, last: float) -> bool:
        """Whether the next evaluation has come, and enough time was spent on training since. `done` of the planned ones
        are over; the last was at `last` seconds. A run that ends when it is flat must look often enough to know."""
        if self._evaluating > EVALUATION_SHARE * (self.elapsed + 1):
            return False
        if self._settings.patience and self.elapsed > last + LONGEST_BETWEEN:
            return True
        return self.progress(step) >= (done + 1) / self._settings.evaluations
