"""Threshold selection: line search over the probability threshold, then the minimum area, on the validation set."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Sequence

from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Probabilities
from .evidence import is_better
from .validation import ValidationScore, ValidationSet

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MIN_AREAS_M2 = (2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 32.0)
DEVIATION = 0.1
"""Of a building's score from one threshold or minimum area to another. Measured: docs/decisions/0023."""


def select_threshold(validation: ValidationSet, probabilities: Sequence[Probabilities], start: Postprocessing,
                     check: Callable[[], None]) -> ValidationScore:
    """The best threshold for the minimum area of `start`, then the best minimum area for that threshold; those of
    `start` stay where no other is better by more than chance.

    Both are chosen on the labels that they are then scored on, so the score is a little flattering: see
    docs/decisions/0004. `check` is called between evaluations and may raise to stop.
    """
    def best(usual: ValidationScore, others: Sequence[Postprocessing]) -> ValidationScore:
        scores = [usual]
        for one in others:
            check()
            scores.append(validation.evaluate(probabilities, one))
        found = _best(scores)
        return found if is_better(found, usual, DEVIATION) else usual

    usual = validation.evaluate(probabilities, start)
    chosen = best(usual, [replace(start, threshold=threshold) for threshold in THRESHOLDS])
    if start.covers:
        return chosen
    return best(chosen, [replace(chosen.postprocessing, min_area_m2=area) for area in MIN_AREAS_M2])


def _best(scores: Sequence[ValidationScore]) -> ValidationScore:
    """Of equals, the one nearest to the middle: its neighbours were good too."""
    return max(scores, key=lambda score: (
        round(score.selection_score, 6), -abs(score.postprocessing.threshold - 0.5), -score.postprocessing.min_area_m2))
