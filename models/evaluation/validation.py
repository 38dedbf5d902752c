"""Validation set: inference on the held-out images of a training, and the score of the buildings found there."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Callable, Sequence

import numpy as np
import shapely
import torch
from shapely.geometry.base import BaseGeometry

from ...protocol.settings.regularization import RegularizeSettings
from ..data.dataset import HeldOut
from ..geodata.affine_transform import apply_affine
from ..geodata.band_statistics import Statistics
from ..geodata.polygon_io import Polygons
from ..geodata.tiling import Windowing
from ..inference.tiled_inference import Predictor
from ..networks.calibration import NEIGHBOURS, Calibration
from ..networks.unet import Network
from ..regularize.layer_job import drawn_at_once
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.simplify import COVER_SIMPLIFY, simplify_together, without_small_holes
from ..vectorize.strips import Outline, Probabilities
from .metrics import Comparison, compare

WINDOWING = Windowing(320, 64)
WINDOWS_AT_ONCE = 8
GAP_COLUMNS = 1000
"""Empty columns between the images in their common plane."""
SIMPLIFY_TOLERANCE, SMALLEST_HOLE = 1.5, 4
"""Tolerance in pixels of the simplification before outlines are compared, and square pixels of the smallest hole that
is kept: about what prediction does."""
IOU_WEIGHT = 0.1
"""Weight of pixel IoU beside object F1 in model selection: with few labels F1 moves in steps, and IoU breaks ties."""


@dataclass(frozen=True)
class ValidationScore:
    """Buildings compared with the labels of the validation set, and one figure for model selection. `probabilities`
    are the mean ones of the buildings that were found. With ground cover among the classes (`cover`, their names), the
    figure is the mean over the classes: of cover its IoU, of buildings F1."""

    postprocessing: Postprocessing
    comparison: Comparison
    probabilities: np.ndarray
    cover: tuple[str, ...] = ()
    is_all_cover: bool = False

    @property
    def buildings(self) -> int:
        """The number of labels that count, each once, however many rasters show it."""
        return round((len(self.comparison.matches) + len(self.comparison.missed)) / self.comparison.copies)

    def calibrated(self, usual: Calibration) -> Calibration:
        """The calibration by the buildings that count, where `usual` is what is known of other places."""
        right, wrong = self.comparison.matches[:, 0].astype(int), self.comparison.false_alarms.astype(int)
        of = self.probabilities[np.concatenate([right, wrong])]
        return usual.fitted(of, np.repeat([1.0, 0.0], [len(right), len(wrong)]),
                            1 / (NEIGHBOURS * self.comparison.copies))

    @property
    def selection_score(self) -> float:
        """Soft object F1, and pixel IoU with a small weight; see above for ground cover."""
        if self.cover:
            return self._by_class()
        return (self.comparison.soft_f1 or 0.0) + IOU_WEIGHT * (self.comparison.iou or 0.0)

    @property
    def main_score(self) -> float | None:
        """The figure to tell: F1, or the mean IoU of the classes where all are ground cover."""
        return self.comparison.mean_iou if self.is_all_cover else self.comparison.f1

    def _by_class(self) -> float:
        scores = [s.iou if name in self.cover else s.f1 for name, s in self.comparison.by_class().items()]
        known = [score for score in scores if score is not None]  # a class may be nowhere on the ground that is scored
        return float(np.mean(known)) if known else self.comparison.iou or 0.0


class ValidationSet:
    """The held-out `images` of a run, laid side by side in one plane of pixels (the common plane). `labels` and
    `region`, in which these are complete, are in that plane. `statistics` normalise the images, by data type. With
    several `classes`, a building counts as found only when its class is right too; `cover` are those of the classes
    that are ground cover, `is_all_cover` whether all are. `copies` is how many rasters show a label that counts, on
    the average: those of several dates are scored on the same ground."""

    def __init__(self, images: Sequence[HeldOut], statistics: Mapping[str, Statistics], resolution_m: float,
                 device: torch.device, classes: Sequence[str] = (), cover: Sequence[str] = ()) -> None:
        self.images, self._statistics, self._device = images, statistics, device
        self._resolution_m = resolution_m
        widths = [image.source.shape[1] + GAP_COLUMNS for image in images]
        self._offsets = np.cumsum([0, *widths])[:-1]
        self.labels = [g for image, x in zip(images, self._offsets) for g in _shifted(image.labels, x)]
        self._classes = np.array(classes, object) if len(classes) > 1 else None
        self._of_network = self._classes
        self.cover, self.is_all_cover = tuple(cover), len(cover) == len(classes) > 0
        self._class_ids = [number for image in images if image.class_ids is not None for number in image.class_ids]
        self.copies = _copies(images)
        self.region = shapely.union_all([g for i, x in zip(images, self._offsets) for g in _shifted([i.region], x)])

    def for_network_of(self, classes: Sequence[str]) -> ValidationSet:
        """The same set for a network of these classes, of which some may be missing among those that are scored."""
        if self._classes is None:
            return self
        other = copy.copy(self)
        other._of_network = np.array(classes, object)
        return other

    def largest_image(self) -> tuple[HeldOut, float]:
        """The largest image, and the column in the common plane at which it begins."""
        return max(self.placed_images(), key=lambda placed: placed[0].source.valid.size)

    def placed_images(self) -> list[tuple[HeldOut, float]]:
        """The images, each with the column in the common plane at which it begins."""
        return list(zip(self.images, self._offsets.tolist()))

    def georeferenced(self, outlines: Sequence[BaseGeometry] | np.ndarray) -> list[Polygons]:
        """Outlines of the common plane in the CRS of the imagery that they lie on: one list for each image."""
        if not len(outlines):
            return []
        shapes = np.array(outlines, dtype=object)
        # An outline may reach beyond its image, but not half the way to the next.
        owners = np.searchsorted(self._offsets - GAP_COLUMNS / 2, shapely.get_x(shapely.centroid(shapes)), "right") - 1
        return [Polygons(list(apply_affine(_shifted(shapes[owners == index], -self._offsets[index]), image.transform)),
                         image.crs) for index, image in enumerate(self.images)]

    def drawn(self, outlines: Sequence[BaseGeometry] | np.ndarray) -> np.ndarray:
        """Found outlines of the common plane with straight walls, as a prediction draws them; as they are, where all is
        ground cover."""
        if self.is_all_cover:
            return np.array(outlines, dtype=object)
        metres = shapely.transform(np.array(outlines, dtype=object), lambda xy: xy * self._resolution_m)
        return shapely.transform(drawn_at_once(metres, RegularizeSettings()), lambda xy: xy / self._resolution_m)

    def predict(self, network: Network, check: Callable[[], None]) -> list[Probabilities]:
        """The network's probabilities, one set for each image. `check` is called between batches and may raise."""
        predictors = {dtype: Predictor(network, statistics, self._device, WINDOWING, WINDOWS_AT_ONCE)
                      for dtype, statistics in self._statistics.items()}
        probabilities = []
        for image in self.images:
            predictor = predictors[image.source.image.dtype.name]
            planes = 2 if self._of_network is None or len(self._of_network) == 1 else 3
            whole = Probabilities(*np.zeros((planes, *image.source.shape), np.uint8))
            for strip in predictor.strips(image.source, check=check):
                if strip.probabilities is not None:
                    rows = slice(strip.row, strip.row + strip.height)
                    whole.building[rows], whole.core[rows] = strip.probabilities.building, strip.probabilities.core
                    if whole.class_ids is not None:
                        whole.class_ids[rows] = strip.probabilities.class_ids
            probabilities.append(whole)
        return probabilities

    def evaluate(self, probabilities: Sequence[Probabilities], postprocessing: Postprocessing) -> ValidationScore:
        """The score of the buildings that this postprocessing makes of `probabilities`, one set for each image."""
        return self._compared(self._polygonized(probabilities, postprocessing), postprocessing)

    def _polygonized(self, probabilities: Sequence[Probabilities], postprocessing: Postprocessing) -> list[Outline]:
        traced = []
        for probability, offset in zip(probabilities, self._offsets):
            tracer = postprocessing.tracer(self._resolution_m)
            outlines = [*tracer.add(probability), *tracer.finish()]
            polygons = simplify_together(
                np.array([outline.polygon for outline in outlines], dtype=object),
                COVER_SIMPLIFY if self.is_all_cover else SIMPLIFY_TOLERANCE)
            polygons = without_small_holes(polygons, SMALLEST_HOLE)
            traced += [replace(outline, polygon=polygon)
                       for outline, polygon in zip(outlines, _shifted(polygons, offset))]
        return traced

    def _compared(self, traced: Sequence[Outline], postprocessing: Postprocessing) -> ValidationScore:
        least = postprocessing.smallest_m2([outline.class_id for outline in traced]) / self._resolution_m ** 2
        kept = [outline for outline, area in zip(traced, least) if outline.polygon.area >= area]
        classes = None if self._classes is None or self._of_network is None else (
            self._of_network[[outline.class_id for outline in kept]], self._classes[self._class_ids])
        polygons = [outline.polygon for outline in kept]
        probabilities = np.array([outline.probability for outline in kept], float)
        return ValidationScore(postprocessing, compare(polygons, self.labels, self.region, classes, self.copies),
                               probabilities, self.cover, self.is_all_cover)


def _copies(images: Sequence[HeldOut]) -> float:
    """How often each label that counts is among the images, on the average."""
    numbers = [image.numbers[shapely.covers(image.region, image.labels)] for image in images
               if image.numbers is not None]
    every = np.concatenate([np.zeros(0, int), *numbers])
    return len(every) / len(np.unique(every)) if len(every) else 1.0


def _shifted(geometries: Sequence[BaseGeometry] | np.ndarray, x: float) -> list[BaseGeometry]:
    """The geometries, moved by `x` columns."""
    return list(shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + [x, 0]))
