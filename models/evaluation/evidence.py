"""Significance of a difference between two scores of the same buildings (paired, one-sided z-test)."""

from __future__ import annotations

import math

CONFIDENT = 1.64
"""Standard errors that chance exceeds one time in twenty."""


def least_gain(deviation: float, buildings: int) -> float:
    """By how much one choice must score better than another on so many buildings to be better by more than chance. The
    score of a building differs by `deviation` (standard deviation) from one to the other."""
    return CONFIDENT * deviation / math.sqrt(max(buildings, 1))
