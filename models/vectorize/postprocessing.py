"""Postprocessing parameters: threshold, minimum area and watershed reach, converted from metres to pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...protocol.settings.prediction import PredictSettings
from ..networks.model_card import Card
from .polygonize import CORE, OutlineTracer

SPARE_REACH = 2
"""Pixels by which a core may be smaller than it was learned, on each side."""
CORE_SHARE, MOST_CORE_M2 = 0.6, 10.0
"""The smallest core of a building that touches another, as a share of the minimum area, and its upper limit; chosen in
docs/decisions/0011."""


@dataclass(frozen=True)
class Postprocessing:
    """How probabilities become buildings. `boundary_m` is the distance of cores from walls that the network learned.
    `covers` tells of each class whether it is ground cover, and `min_areas_m2` the smallest area of each; empty: none
    is, and `min_area_m2` holds for all."""

    threshold: float
    min_area_m2: float
    boundary_m: float
    covers: tuple[bool, ...] = ()
    min_areas_m2: tuple[float, ...] = ()

    @classmethod
    def of(cls, card: Card, settings: PredictSettings | None = None) -> Postprocessing:
        """The parameters of the settings, or else of the model's card."""
        covers = tuple(name in card.cover for name in card.classes) if card.cover else ()
        own = cls(card.threshold, card.min_area_m2, card.boundary_m, covers, card.min_areas_m2)
        if settings is None:
            return own
        if settings.threshold is not None:
            own = replace(own, threshold=settings.threshold)
        return own if settings.min_area_m2 is None else replace(own, min_area_m2=settings.min_area_m2, min_areas_m2=())

    @property
    def core(self) -> float:
        """Core probability from which a pixel is the interior of a building. With a network that draws no boundaries,
        cores are the buildings themselves."""
        return CORE if self.boundary_m else min(CORE, self.threshold)

    def reach(self, resolution_m: float) -> int:
        """Pixels that a building may reach beyond its core: the steps of the watershed."""
        return math.ceil(self.boundary_m / resolution_m) + SPARE_REACH

    def least_core(self, resolution_m: float) -> float | np.ndarray:
        """Pixels of a core below which it is a piece of the building that it touches. Bounded: who wants large
        buildings alone does not want small neighbours merged. With ground cover an array (classes,): a patch of it
        that is smaller than its class may be belongs to the cover that it touches most."""
        if not self.covers:
            return min(CORE_SHARE * self.min_area_m2, MOST_CORE_M2) / resolution_m ** 2
        areas, covers = self.areas_m2(len(self.covers)), np.array(self.covers)
        return np.where(covers, areas, np.minimum(CORE_SHARE * areas, MOST_CORE_M2)) / resolution_m ** 2

    def areas_m2(self, classes: int) -> np.ndarray:
        """The smallest area (classes,) of each class."""
        return np.array(self.min_areas_m2 or [self.min_area_m2] * classes, float)

    def smallest_m2(self, class_ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """The smallest area (n,) of outlines of these classes."""
        ids = np.asarray(class_ids, int)
        return self.areas_m2(int(ids.max(initial=0)) + 1)[ids]

    @property
    def smallest(self) -> float | np.ndarray:
        """The smallest area in square metres, or with ground cover that of each class (classes,)."""
        return self.areas_m2(len(self.covers)) if any(self.covers) else self.min_area_m2

    def tracer(self, resolution_m: float) -> OutlineTracer:
        """A tracer with these parameters for a raster of this resolution."""
        return OutlineTracer(self.threshold, self.reach(resolution_m), self.core, self.least_core(resolution_m),
                             self.covers)
