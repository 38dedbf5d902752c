"""Pooled score of several runs (draws, seeds), with a two-level bootstrap interval over runs and buildings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

DRAWS = 4000
LEVELS = (0.025, 0.975)


@dataclass(frozen=True)
class Pooled:
    """The mean F1 of some runs, 95 % of bootstrap draws of it, and their mean IoU with the least and the greatest.

    `samples` (DRAWS,) are the bootstrap draws of the mean F1: runs are drawn anew, and in each of them the buildings
    that were found, missed and falsely found (Efron 1979). With two runs the part that comes from the runs is a guess.
    """

    f1: float
    low: float
    high: float
    iou: float
    iou_low: float
    iou_high: float
    runs: int
    samples: np.ndarray

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.low:.2f}-{self.high:.2f})"

    @property
    def iou_text(self) -> str:
        """IoU as tables show it."""
        return f"{self.iou:.3f} ({self.iou_low:.2f}-{self.iou_high:.2f})"


def pooled(runs: Sequence[Mapping[str, Any]]) -> Pooled:
    """The pooled score of runs given as outputs of Evaluate: `matched`, `missed`, `false_alarms` and `iou`."""
    counts = np.array([[run["matched"], run["missed"], run["false_alarms"]] for run in runs])
    ious = np.array([run["iou"] or 0.0 for run in runs])
    random = np.random.default_rng(0)
    taken = random.integers(len(runs), size=(DRAWS, len(runs)))
    drawn = np.empty((DRAWS, len(runs)))
    for number, row in enumerate(counts):
        there = np.nonzero(taken == number)
        drawn[there] = _f1(random.multinomial(row.sum(), row / max(row.sum(), 1), size=len(there[0])))
    samples = drawn.mean(axis=1)
    low, high = np.quantile(samples, LEVELS)
    return Pooled(float(_f1(counts).mean()), float(low), float(high), float(ious.mean()), float(ious.min()),
                  float(ious.max()), len(runs), samples)


def _f1(counts: np.ndarray) -> np.ndarray:
    """F1 of rows of matched, missed and false alarms; 0 where there is nothing."""
    matched, missed, false = counts.T
    return 2 * matched / np.maximum(2 * matched + missed + false, 1)


def interval(samples: np.ndarray) -> str:
    """95 % of bootstrap draws, as tables show it."""
    low, high = np.quantile(samples, LEVELS)
    return f"{low:.2f}-{high:.2f}"
