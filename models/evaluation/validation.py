"""Scoring a network on the held-out part, and choosing the threshold and the smallest building there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Sequence

import numpy as np
import shapely
import torch
from shapely.geometry.base import BaseGeometry

from ..data.dataset import HeldOut
from ..geodata.band_statistics import Statistics
from ..geodata.polygon_io import Polygons, apply_affine
from ..geodata.tiling import Windowing
from ..inference.tiled_inference import Predictor
from ..networks.unet import Network
from ..vectorize.polygonize import Outline, Probabilities, trace
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.simplify import simplify_together, without_small_holes
from .metrics import Comparison, compare

WINDOWING = Windowing(320, 64)
WINDOWS_AT_ONCE = 8
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MIN_AREAS_M2 = (2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 32.0)
BETWEEN = 1000
"""Empty columns between the pieces in their common plane."""
SIMPLIFY, SMALLEST = 1.5, 4
"""Pixels by which outlines are simplified before they are compared, and square pixels of a hole that is kept: about
what prediction does."""
IOU_WEIGHT = 0.1
"""How much pixel IoU counts beside object F1 in a choice: with few labels F1 moves in steps, and IoU breaks ties."""


@dataclass(frozen=True)
class ValidationScore:
    """What a cut gives on the held-out part, and one figure to choose by."""

    cut: Postprocessing
    comparison: Comparison

    @property
    def quality(self) -> float:
        return (self.comparison.f1 or 0.0) + IOU_WEIGHT * (self.comparison.iou or 0.0)


class ValidationSet:
    """The held-out pieces of a run, laid side by side in one plane of pixels. Of several `classes`, a building counts
    as found when its class is right too."""

    def __init__(self, pieces: Sequence[HeldOut], statistics: Statistics, resolution_m: float,
                 device: torch.device, classes: Sequence[str] = ()) -> None:
        self.pieces, self._statistics, self._device = pieces, statistics, device
        self._resolution_m = resolution_m
        widths = [piece.source.shape[1] + BETWEEN for piece in pieces]
        self._offsets = np.cumsum([0, *widths])[:-1]
        self.labels = [g for piece, x in zip(pieces, self._offsets) for g in _shifted(piece.labels, x)]
        self._classes = np.array(classes, object) if len(classes) > 1 else None
        self._kinds = [kind for piece in pieces for kind in (piece.kinds if piece.kinds is not None else ())]
        self.region = shapely.union_all([g for p, x in zip(pieces, self._offsets) for g in _shifted([p.region], x)])

    def largest(self) -> tuple[HeldOut, float]:
        """The largest piece, and the column in the common plane at which it starts."""
        index = max(range(len(self.pieces)), key=lambda i: self.pieces[i].source.valid.size)
        return self.pieces[index], float(self._offsets[index])

    def on_the_map(self, outlines: Sequence[BaseGeometry]) -> list[Polygons]:
        """Outlines of the common plane, in the CRS of the imagery they lie on: one list a piece."""
        if not len(outlines):
            return []
        shapes = np.array(outlines, dtype=object)
        # An outline may reach beyond its piece, but not half the way to the next.
        owners = np.searchsorted(self._offsets - BETWEEN / 2, shapely.get_x(shapely.centroid(shapes)), "right") - 1
        return [Polygons(list(apply_affine(_shifted(shapes[owners == index], -self._offsets[index]), piece.transform)),
                         piece.crs) for index, piece in enumerate(self.pieces)]

    def predict(self, network: Network, check: Callable[[], None]) -> list[Probabilities]:
        """What the network says of every piece."""
        predictor = Predictor(network, self._statistics, self._device, WINDOWING, WINDOWS_AT_ONCE)
        whole = []
        for piece in self.pieces:
            said = Probabilities(*np.zeros((2 if self._classes is None else 3, *piece.source.shape), np.uint8))
            for strip in predictor.strips(piece.source, check=check):
                if strip.probabilities is not None:
                    rows = slice(strip.row, strip.row + strip.height)
                    said.building[rows], said.core[rows] = strip.probabilities.building, strip.probabilities.core
                    if said.kinds is not None:
                        said.kinds[rows] = strip.probabilities.kinds
            whole.append(said)
        return whole

    def evaluate(self, probabilities: Sequence[Probabilities], cut: Postprocessing) -> ValidationScore:
        """How the buildings of one cut compare with the labels."""
        return self._compared(self._traced(probabilities, cut), cut)

    def choose(self, probabilities: Sequence[Probabilities], start: Postprocessing, check: Callable[[], None]) -> ValidationScore:
        """The best threshold for the minimum area of `start`, then the best minimum area with that threshold. They are
        chosen on the labels that they are then scored on, so the score is a little flattering."""
        judgements = []
        for threshold in THRESHOLDS:
            check()
            judgements.append(self.evaluate(probabilities, replace(start, threshold=threshold)))
        cut = _best(judgements).cut
        for area in MIN_AREAS_M2:
            check()
            judgements.append(self.evaluate(probabilities, replace(cut, min_area_m2=area)))
        return _best(judgements)

    def _traced(self, probabilities: Sequence[Probabilities], cut: Postprocessing) -> list[Outline]:
        traced = []
        for probability, offset in zip(probabilities, self._offsets):
            outlines = trace(probability, cut.threshold, cut.reach(self._resolution_m), cut.core,
                             least_core=cut.least_core(self._resolution_m))
            polygons = simplify_together(np.array([outline.polygon for outline in outlines], dtype=object), SIMPLIFY)
            traced += [replace(outline, polygon=polygon)
                       for outline, polygon in zip(outlines, _shifted(without_small_holes(polygons, SMALLEST), offset))]
        return traced

    def _compared(self, traced: Sequence[Outline], cut: Postprocessing) -> ValidationScore:
        least = cut.min_area_m2 / self._resolution_m ** 2
        kept = [outline for outline in traced if outline.polygon.area >= least]
        kinds = None if self._classes is None else (
            self._classes[[outline.kind for outline in kept]], self._classes[self._kinds])
        return ValidationScore(cut, compare([outline.polygon for outline in kept], self.labels, self.region, kinds))


def _shifted(geometries: Sequence[BaseGeometry] | np.ndarray, x: float) -> list[BaseGeometry]:
    return list(shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + [x, 0]))


def _best(judgements: Sequence[ValidationScore]) -> ValidationScore:
    """Of equals, the one nearest to the middle: its neighbours were good too."""
    return max(judgements, key=lambda j: (round(j.quality, 6), -abs(j.cut.threshold - 0.5), -j.cut.min_area_m2))
