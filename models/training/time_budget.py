"""Time budget of a run: progress by steps or seconds, remaining time, and when an evaluation is due."""

from __future__ import annotations

import time

from ...protocol.settings.training import TrainSettings

FINISH_SECONDS = 2.0
"""Kept free at the end for writing the model and its report."""
FINAL_EVALUATIONS = 6.3
"""Evaluations after the last step, by their cost: the last one, mixtures of the best weights and the base's, the base.
"""
FINAL_MATCHINGS = 21
"""Times that outlines are traced and matched to choose the threshold and the minimum area."""
LONGEST_BETWEEN = 45.0
"""Longest time in seconds between two evaluations of a run with patience."""
EVALUATION_SHARE = 0.2
"""Largest share of the time that may go into evaluations during the training."""


class TimeBudget:
    """The time of one run over all its sessions. `started` is the start of this session on time.monotonic(); the share
    `reserved` of the time is for what follows the training."""

    def __init__(self, settings: TrainSettings, started: float, reserved: float = 0.0) -> None:
        self._settings, self._started, self.reserved = settings, started, reserved
        self.evaluations_are_free = False
        """Whether evaluations take none of the run's time: they only watch it."""
        self._earlier = 0.0
        self._evaluating, self._evaluations, self._steps = 0.0, 0, 0
        self._stepping, self._matching = 0.0, 0.0

    def resume(self, elapsed: float) -> None:
        """Count the seconds that earlier sessions took, too."""
        self._earlier = elapsed

    @property
    def elapsed(self) -> float:
        """Seconds that the run has taken, over all its sessions."""
        return self._earlier + time.monotonic() - self._started

    def evaluation_took(self, seconds: float, matching: float) -> None:
        """Record the time of an evaluation; `matching` of its seconds went into tracing and matching outlines."""
        if self.evaluations_are_free:
            self._started += seconds
            return
        self._evaluating += seconds
        self._matching += matching
        self._evaluations += 1

    def step_took(self, seconds: float) -> None:
        """Record the time of a training step."""
        self._stepping += seconds
        self._steps += 1

    @property
    def seconds_a_step(self) -> float:
        """Mean time of a step in this session."""
        return self._stepping / max(self._steps, 1)

    def _training_ends(self) -> float:
        """Seconds after which the last evaluation and the writing must begin."""
        count = max(self._evaluations, 1)
        last = FINAL_EVALUATIONS * self._evaluating / count + FINAL_MATCHINGS * self._matching / count
        kept = self._settings.max_seconds * (1 - self.reserved)
        return max(kept - FINISH_SECONDS - last - self.seconds_a_step, 1.0)

    def progress(self, step: int) -> float:
        """Share of the run that is done (0-1), by the limit that comes first: steps or seconds."""
        by_steps = step / self._settings.max_steps
        if not self._settings.max_seconds:
            return min(by_steps, 1.0)
        return min(max(by_steps, self.elapsed / self._training_ends()), 1.0)

    def remaining(self, step: int) -> float:
        """Estimate of the seconds until the run ends."""
        by_steps = (self._settings.max_steps - step) * self.seconds_a_step + FINISH_SECONDS
        if not self._settings.max_seconds:
            return by_steps
        return max(min(by_steps, self._settings.max_seconds - self.elapsed), 0.0)

    def evaluation_is_due(self, step: int, done: int, last: float) -> bool:
        """Whether to evaluate after `step`: evaluations are spread evenly over the run and take EVALUATION_SHARE of the
        time at most. `done` were made, the last at `last` seconds. A run with patience evaluates every LONGEST_BETWEEN
        seconds at least, to notice a plateau."""
        if self._evaluating > EVALUATION_SHARE * (self.elapsed + 1):
            return False
        if self._settings.patience and self.elapsed > last + LONGEST_BETWEEN:
            return True
        return self.progress(step) >= (done + 1) / self._settings.evaluations
