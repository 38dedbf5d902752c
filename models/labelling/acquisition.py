"""Which squares to label next: those the model is unsure of, each unlike what is labelled and picked already."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import shapely

CLEAR_OF_EACH_OTHER = 0.01
"""Share of a square that another one may cover: what two rasters' grids make of the same ground differs a little."""


@dataclass(frozen=True)
class Square:
    """A square of a raster: its first pixel, how much the model doubts about buildings there (0-1), and the mean
    features (F,) that the encoder sees there."""

    raster: int
    column: int
    row: int
    uncertainty: float
    features: np.ndarray


class TopK:
    """The `size` squares with the highest worth of all that were added: memory does not grow with their number."""

    def __init__(self, size: int) -> None:
        self._size, self._order = size, count()
        self._heap: list[tuple[float, int, Square]] = []

    def add(self, worth: float, square: Square) -> None:
        entry = (worth, -next(self._order), square)  # of equals the first stays
        if len(self._heap) < self._size:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heapq.heapreplace(self._heap, entry)

    @property
    def squares(self) -> list[Square]:
        """The best first."""
        return [square for *_, square in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


def pick(squares: Sequence[Square], outlines: np.ndarray, labelled: Sequence[Square],
         wanted: int) -> list[tuple[int, float]]:
    """Positions in `squares` and scores (0-1), at most `wanted`, the best first; no two of their `outlines`, in one
    plane, overlap.

    Score: uncertainty x distance of the features to the nearest square that is labelled or was picked before, as a
    share of the largest distance there is; 1 where nothing is labelled. Greedy k-centre (Sener & Savarese 2018),
    weighted by uncertainty as in BADGE (Ash et al. 2020). Scores never rise from one pick to the next.
    """
    if not squares:
        return []
    seen = _standardized([*squares, *labelled])
    own, theirs = seen[:len(squares)], seen[len(squares):]
    largest = max(float(_nearest(own, seen[[i]]).max()) for i in _corners(own))
    unlike = np.ones(len(squares))
    if len(labelled):
        unlike = np.minimum(1, _nearest(own, theirs) / max(largest, 1e-9))
    uncertainty = np.array([square.uncertainty for square in squares])
    free = np.ones(len(squares), bool)
    areas = shapely.area(outlines)
    picked: list[tuple[int, float]] = []
    while free.any() and len(picked) < wanted:
        best = int(np.argmax(np.where(free, uncertainty * unlike, -1)))
        picked.append((best, float(uncertainty[best] * unlike[best])))
        unlike = np.minimum(unlike, _nearest(own, own[[best]]) / max(largest, 1e-9))
        free &= shapely.area(shapely.intersection(outlines, outlines[best])) <= CLEAR_OF_EACH_OTHER * areas
    return picked


def _standardized(squares: Sequence[Square]) -> np.ndarray:
    """Features (N, F), each with mean 0 and deviation 1, so that no channel drowns the others."""
    features = np.stack([square.features for square in squares]).astype(np.float64)
    deviation = features.std(axis=0)
    return (features - features.mean(axis=0)) / np.where(deviation > 1e-9, deviation, 1)


def _nearest(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Distance (N,) of each point to the nearest of the others."""
    nearest = np.full(len(points), np.inf)
    for other in others:  # a matrix of all distances may be too large
        nearest = np.minimum(nearest, np.linalg.norm(points - other, axis=1))
    return nearest


def _corners(points: np.ndarray) -> list[int]:
    """A point far from the middle, and the one farthest from it: about the ends of the largest distance."""
    first = int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmax())
    return [first, int(np.linalg.norm(points - points[first], axis=1).argmax())]
