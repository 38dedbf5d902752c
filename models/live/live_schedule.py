"""Schedule of a live training: a learning rate that falls and never ends, when to score, and when to rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from ...protocol.settings.live import LiveSettings
from ..training.checkpoint import RunState
from ..training.lr_schedule import inverse_sqrt_schedule
from ..training.weight_mixing import BASE_LABELS

SCORE_SECONDS, SCORE_SHARE = 10.0, 0.15
"""Seconds from one score to the next, and the share of the time that scores may take."""


@dataclass
class LiveState(RunState):
    """Progress of a live training. `number` is that of the snapshot that counts, `news_at` the step at which it was
    taken up, `labels` how many of its labels are learned, `ground` that of the held-out ground; `learned` is the ground
    that was trained on, for each raster (WKB in hex), and `extent` that of all labels so far, as a card has it
    (second_round.GROUND)."""

    number: int = 0
    news_at: int = 0
    labels: int = 0
    ground: int = 0
    learned: list[str] = field(default_factory=list)
    extent: list[float] = field(default_factory=list)


class LiveSchedule:
    """The learning rate rises in some steps, stays, and falls once the steps are more than the labels, those for which
    the base's weights count among them: who draws makes it stay, and who looks on makes it fall. All but the time of a
    score is a function of labels and steps, so that a run can be repeated."""

    progress = annealed = 0.0
    """A live training has no end to come nearer to."""
    remaining_s: float | None = None

    def __init__(self, live: LiveSettings, state: LiveState) -> None:
        self._live, self._state = live, state
        self._scored_at, self._scoring_s = 0.0, 0.0

    @property
    def lr_factor(self) -> float:
        """Factor on the learning rate of the next step."""
        return inverse_sqrt_schedule(self._state.step, self._state.labels + BASE_LABELS)

    @property
    def evaluation_is_due(self) -> bool:
        """Whether to score before the next step."""
        evaluations = self._state.evaluations
        if not evaluations:
            return True
        since = time.monotonic() - self._scored_at
        return evaluations[-1].step < self._state.step and since > max(SCORE_SECONDS, self._scoring_s / SCORE_SHARE)

    def evaluation_took(self, seconds: float) -> None:
        """Record the time of a score that was just made."""
        self._scored_at, self._scoring_s = time.monotonic(), seconds

    def notice_plateau(self) -> None:
        """A live training rests at a plateau, and does not end: `should_rest`."""

    @property
    def is_new(self) -> bool:
        """Whether the labels that came last are to be drawn more often at the next step."""
        return self._state.step < self._state.news_at + self._live.new_steps

    @property
    def should_rest(self) -> bool:
        """Whether nothing is gained by more steps: asked after every `rest_steps` since the last news, it compares the
        loss of these with that of as many before; a better score in them speaks against."""
        state, steps = self._state, self._live.rest_steps
        since = state.step - state.news_at
        if since >= self._live.most_steps:
            return True
        if since < 2 * steps or since % steps:
            return False
        before, now = (float(np.mean(part)) for part in (state.losses[-2 * steps:-steps], state.losses[-steps:]))
        is_better = bool(state.evaluations) and state.best_step > state.step - steps
        return before - now <= self._live.rest_gain * before and not is_better
