"""Platt scaling (Platt 1999): from the mean probability of a footprint to the probability that it is right.

A network is sure of most pixels of whatever it finds, so the mean of its probabilities says little about how many of
such footprints are buildings with that outline. How many were right on ground that was not learned from does. Measured:
docs/decisions/0033.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SURE = 0.01
"""Probabilities count as this far from 0 and 1 at least, where their logits have no end."""
DEVIATIONS = np.array([0.5, 1.0])
"""By which slope and intercept differ from place to place (standard deviation)."""
NEIGHBOURS = 3
"""Footprints of one spot are alike: so many tell as much as one drawn at random. Measured: docs/decisions/0028."""
LEAST_SLOPE = 0.2
"""So that the order of the footprints stays what it was."""
EXACT = {"ftol": 0.0, "gtol": 1e-9}
"""Until when it is looked for: to the last digit that a card holds, and beyond."""


@dataclass(frozen=True)
class Calibration:
    """The confidence of a footprint is the logistic function of `slope` times the logit of its mean probability, plus
    `intercept`."""

    slope: float
    intercept: float

    def confidence(self, probabilities: np.ndarray) -> np.ndarray:
        """The confidences (n,) of footprints with these mean probabilities (n,), all 0-1."""
        return _logistic(self.slope * _logit(probabilities) + self.intercept)

    def fitted(self, probabilities: np.ndarray, right: np.ndarray, weights: np.ndarray | float = 1.0) -> Calibration:
        """The calibration by footprints of which it is known which are `right` (n,), 0 or 1: the most probable one of
        LEAST_SLOPE or more, where this one is known to hold for other places (MAP estimate). Without any it is this
        one."""
        from scipy.optimize import minimize  # takes a fifth of a second, and a prediction does not need it

        inputs = np.column_stack([_logit(probabilities), np.ones(len(probabilities))])
        before = np.array([self.slope, self.intercept])

        def improbability(at: np.ndarray) -> tuple[float, np.ndarray]:
            """The negative logarithm of the posterior, and its gradient."""
            logits, off = inputs @ at, (at - before) / DEVIATIONS
            loss = (weights * (np.logaddexp(0, logits) - right * logits)).sum() + (off ** 2).sum() / 2
            return float(loss), inputs.T @ (weights * (_logistic(logits) - right)) + off / DEVIATIONS

        slope, intercept = minimize(improbability, before, jac=True, method="L-BFGS-B", options=EXACT,
                                    bounds=[(LEAST_SLOPE, None), (None, None)]).x
        return Calibration(round(float(slope), 4), round(float(intercept), 4))


UNSEEN = Calibration(1.88, -3.69)
"""Of a base model in places that it has not seen, each counting the same (benchmarks/calibration.py)."""


def _logit(probabilities: np.ndarray) -> np.ndarray:
    inside = np.clip(np.asarray(probabilities, float), SURE, 1 - SURE)
    return np.log(inside / (1 - inside))


def _logistic(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))
