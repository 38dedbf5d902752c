"""Scoring of the networks of a learning curve: all on one validation set, with one postprocessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Callable

import numpy as np

from ..core.devices import choose_device
from ..evaluation.ground_blocks import blocks_of, ground_in_blocks
from ..evaluation.metrics import by_building
from ..evaluation.validation import ValidationSet
from ..networks.unet import Network
from ..training.target import smallest_areas
from ..training.training_data import TrainingData
from ..vectorize.postprocessing import Postprocessing
from .curve_statistics import CurveTraining


@dataclass(frozen=True)
class CurveScorer:
    """The validation set of a curve, the `classes` of all its labels, and the postprocessing of all its networks. Where
    a class is ground cover, `blocks` of `block_px` pixels divide the held-out ground; empty for buildings."""

    held_out: ValidationSet
    classes: tuple[str, ...]
    postprocessing: Postprocessing
    blocks: np.ndarray
    block_px: float

    @classmethod
    def of(cls, data: TrainingData) -> CurveScorer:
        """The scorer for the data of a training on all labels. A building counts whatever its class, since a part of
        the labels need not have all classes; of ground cover each class counts."""
        card, usual = data.base.card, Postprocessing.of(data.base.card)
        if card.cover:
            held_out = data.validation_set(choose_device(), card.classes)
            usual = replace(usual, min_areas_m2=smallest_areas(card, data.dataset.smallest_m2))
            return cls(held_out, card.classes, usual, *blocks_of(held_out.region))
        held_out = data.validation_set(choose_device())
        return cls(held_out, card.classes, usual, np.zeros(0, object), 0.0)

    @property
    def smallest_m2(self) -> float:
        """The minimum area; of several kinds of cover the least."""
        return min(self.postprocessing.min_areas_m2 or (self.postprocessing.min_area_m2,))

    def set_for(self, classes: Sequence[str]) -> ValidationSet:
        """The validation set for a network of some of the classes, which may be spelled otherwise."""
        return self.held_out.for_network_of([self.classes[place] for place in self._places(classes)])

    def score(self, network: Network | None, classes: Sequence[str], check: Callable[[], None],
              blank: CurveTraining) -> CurveTraining:
        """`blank` with the figures of `network`, which has learned these `classes`; of None, which finds nothing."""
        held_out, blank = self.set_for(classes), replace(blank, copies=self.held_out.copies)
        said = [] if network is None else held_out.predict(network, check)
        comparison = held_out.evaluate(said, self._postprocessing_for(classes)).comparison
        if len(self.blocks):
            return replace(blank, iou=comparison.mean_iou or 0.0,
                           ground=ground_in_blocks(comparison, self.blocks, self.classes))
        found, false_alarms = by_building(comparison)
        return replace(blank, found=found, false_alarms=false_alarms, iou=comparison.iou or 0.0)

    def _places(self, classes: Sequence[str]) -> list[int]:
        places = {name.lower(): place for place, name in enumerate(self.classes)}
        return [places[name.lower()] for name in classes]

    def _postprocessing_for(self, classes: Sequence[str]) -> Postprocessing:
        """The postprocessing for a network of some of the classes, each with the same smallest area."""
        usual = self.postprocessing
        if not usual.covers:
            return usual
        places = self._places(classes)
        return replace(usual, covers=tuple(usual.covers[place] for place in places),
                       min_areas_m2=tuple(usual.min_areas_m2[place] for place in places))
