"""Validation: predicts on the held-out pieces of a run and scores the buildings found there."""

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
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.simplify import simplify_together, without_small_holes
from ..vectorize.strips import Outline, Probabilities
from .metrics import Comparison, compare

WINDOWING = Windowing(320, 64)
WINDOWS_AT_ONCE = 8
BETWEEN = 1000
"""Empty columns between the pieces in their common plane."""
SIMPLIFY, SMALLEST = 1.5, 4
"""Pixels by which outlines are simplified before they are compared, and square pixels of a hole that is kept: about
what prediction does."""
IOU_WEIGHT = 0.1
"""How much pixel IoU counts beside object F1 in a choice: with few labels F1 moves in steps, and IoU breaks ties."""


@dataclass(frozen=True)
class ValidationScore:
    """How buildings compare with the labels of the validation set, and one figure to select by."""

    postprocessing: Postprocessing
    comparison: Comparison

    @property
    def selection_score(self) -> float:
        """Object F1, and pixel IoU with a small weight."""
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
        self._class_ids = [number for piece in pieces if piece.class_ids is not None for number in piece.class_ids]
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
        """The network's probabilities on every piece. `check` is called between batches and may raise to stop."""
        predictor = Predictor(network, self._statistics, self._device, WINDOWING, WINDOWS_AT_ONCE)
        whole = []
        for piece in self.pieces:
            said = Probabilities(*np.zeros((2 if self._classes is None else 3, *piece.source.shape), np.uint8))
            for strip in predictor.strips(piece.source, check=check):
                if strip.probabilities is not None:
                    rows = slice(strip.row, strip.row + strip.height)
                    said.building[rows], said.core[rows] = strip.probabilities.building, strip.probabilities.core
                    if said.class_ids is not None:
                        said.class_ids[rows] = strip.probabilities.class_ids
            whole.append(said)
        return whole

    def evaluate(self, probabilities: Sequence[Probabilities], postprocessing: Postprocessing) -> ValidationScore:
        """How the buildings that this postprocessing gives compare with the labels."""
        return self._compared(self._traced(probabilities, postprocessing), postprocessing)

    def _traced(self, probabilities: Sequence[Probabilities], postprocessing: Postprocessing) -> list[Outline]:
        traced = []
        for probability, offset in zip(probabilities, self._offsets):
            tracer = postprocessing.tracer(self._resolution_m)
            outlines = [*tracer.add(probability), *tracer.finish()]
            polygons = simplify_together(np.array([outline.polygon for outline in outlines], dtype=object), SIMPLIFY)
            traced += [replace(outline, polygon=polygon)
                       for outline, polygon in zip(outlines, _shifted(without_small_holes(polygons, SMALLEST), offset))]
        return traced

    def _compared(self, traced: Sequence[Outline], postprocessing: Postprocessing) -> ValidationScore:
        least = postprocessing.min_area_m2 / self._resolution_m ** 2
        kept = [outline for outline in traced if outline.polygon.area >= least]
        classes = None if self._classes is None else (
            self._classes[[outline.class_id for outline in kept]], self._classes[self._class_ids])
        polygons = [outline.polygon for outline in kept]
        return ValidationScore(postprocessing, compare(polygons, self.labels, self.region, classes))


def _shifted(geometries: Sequence[BaseGeometry] | np.ndarray, x: float) -> list[BaseGeometry]:
    return list(shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + [x, 0]))


