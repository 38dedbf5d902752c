"""Acquisition function of active learning: greedy k-centre (core-set) selection of squares, weighted by uncertainty."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import shapely

OVERLAP_TOLERANCE = 0.01
"""Share of a square that another one may cover: two rasters divide the same ground a little differently."""


@dataclass(frozen=True)
class Square:
    """A square of a raster: its first pixel, the model's uncertainty about buildings there (0-1), and the mean of the
    encoder's features (F,), its embedding."""

    raster: int
    column: int
    row: int
    uncertainty: float
    features: np.ndarray


class TopK:
    """The `size` squares with the highest scores of all that were added (a heap): memory does not grow with the number
    of squares."""

    def __init__(self, size: int) -> None:
        self._size, self._order = size, count()
        self._heap: list[tuple[float, int, Square]] = []

    def add(self, score: float, square: Square) -> None:
        """Keep the square if it is among the best so far; of equals the first stays."""
        entry = (score, -next(self._order), square)
        if len(self._heap) < self._size:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heapq.heapreplace(self._heap, entry)

    @property
    def squares(self) -> list[Square]:
        """The kept squares, the best first."""
        return [square for *_, square in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


def select_squares(squares: Sequence[Square], outlines: np.ndarray, labelled: Sequence[Square],
                   wanted: int) -> list[tuple[int, float]]:
    """Positions in `squares` and scores (0-1), at most `wanted`, the best first; no two of their `outlines`, in one
    plane, overlap.

    Score: uncertainty x distance of the features to the nearest square that is labelled or was selected before, as a
    share of the largest distance there is; 1 where nothing is labelled. Greedy k-centre (Sener & Savarese 2018),
    weighted by uncertainty as in BADGE (Ash et al. 2020). Scores never rise from one selected square to the next.
    """
    if not squares:
        return []
    features = _standardized([*squares, *labelled])
    own, theirs = features[:len(squares)], features[len(squares):]
    largest = max(float(_nearest(own, features[[i]]).max()) for i in _far_apart(own))
    distance = np.ones(len(squares))
    if len(labelled):
        distance = np.minimum(1, _nearest(own, theirs) / max(largest, 1e-9))
    uncertainty = np.array([square.uncertainty for square in squares])
    free = np.ones(len(squares), bool)
    areas = shapely.area(outlines)
    selected: list[tuple[int, float]] = []
    while free.any() and len(selected) < wanted:
        best = int(np.argmax(np.where(free, uncertainty * distance, -1)))
        selected.append((best, float(uncertainty[best] * distance[best])))
        distance = np.minimum(distance, _nearest(own, own[[best]]) / max(largest, 1e-9))
        free &= shapely.area(shapely.intersection(outlines, outlines[best])) <= OVERLAP_TOLERANCE * areas
    return selected


def _standardized(squares: Sequence[Square]) -> np.ndarray:
    """Features (N, F), each channel with mean 0 and deviation 1, so that none dominates the distances."""
    features = np.stack([square.features for square in squares]).astype(np.float64)
    deviation = features.std(axis=0)
    return (features - features.mean(axis=0)) / np.where(deviation > 1e-9, deviation, 1)


def _nearest(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Distance (N,) of each point to the nearest of the others."""
    nearest = np.full(len(points), np.inf)
    for other in others:  # a matrix of all distances may be too large
        nearest = np.minimum(nearest, np.linalg.norm(points - other, axis=1))
    return nearest


def _far_apart(points: np.ndarray) -> list[int]:
    """Positions of two points about as far apart as any: one far from the mean, and the one farthest from it."""
    first = int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmax())
    return [first, int(np.linalg.norm(points - points[first], axis=1).argmax())]
