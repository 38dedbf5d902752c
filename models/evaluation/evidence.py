"""Significance of a difference between two scores of the same buildings (paired, one-sided z-test)."""

from __future__ import annotations

import math
from typing import Protocol

CONFIDENT = 1.64
"""Standard errors that chance exceeds one time in twenty."""


class Score(Protocol):
    """What two choices are compared by (validation.ValidationScore)."""

    @property
    def selection_score(self) -> float:
        """The greater, the better."""

    @property
    def buildings(self) -> int:
        """The number of labels that it is the score of."""


def is_better(one: Score, usual: Score, deviation: float, least: float = 0.0) -> bool:
    """Whether `one` scores better than the `usual` choice by more than chance, and by more than `least`."""
    lead = one.selection_score - usual.selection_score
    return lead > max(least, least_gain(deviation, usual.buildings))


def least_gain(deviation: float, buildings: int) -> float:
    """By how much one choice must score better than another on so many buildings to be better by more than chance. The
    score of a building differs by `deviation` (standard deviation) from one to the other."""
    return CONFIDENT * deviation / math.sqrt(max(buildings, 1))
