"""Training data: base model, imagery, band statistics and labels of a run, read and fitted to each other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from ...protocol.messages import Train
from ...protocol.settings import TrainSettings
from ..core.job import Job
from ..data.classes import fit_to_classes, plan_classes
from ..data.dataset import Dataset, Widths, build_dataset
from ..data.input_bands import BandPlan, fit_to_bands, plan_bands
from ..evaluation.validation import ValidationSet
from ..geodata.band_matching import notices
from ..geodata.band_statistics import Statistics, pooled
from ..geodata.polygon_io import Polygons, read_polygons
from ..geodata.raster_source import Imagery, bands_of, open_imagery
from ..networks.model_card import Card
from ..networks.model_file import weights_hash
from ..networks.model_registry import Model, load_base


@dataclass(frozen=True)
class FittedBase:
    """A base model fitted to the bands of the imagery and the classes of the labels. `weights` are those to evaluate
    the base as it is; training begins with `start`. `hash` identifies the model file before it was fitted."""

    card: Card
    weights: dict[str, Tensor]
    start: dict[str, Tensor]
    hash: str
    is_tuned: bool


@dataclass(frozen=True)
class TrainingData:
    """The inputs of a training. `statistics` are those of all `images` together."""

    base: FittedBase
    images: list[Imagery]
    statistics: Statistics
    dataset: Dataset

    def validation_set(self, device: torch.device, classes: Sequence[str] = ()) -> ValidationSet:
        """The validation set; with several `classes`, a building counts as found only with the right one."""
        return ValidationSet(self.dataset.held_out, self.statistics, self.images[0].resolution_m, device, classes)


def read_training_data(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack) -> TrainingData:
    """Read base model, imagery, labels and areas; `open_files` closes the imagery. Raises RooflineError when one of
    them cannot be used."""
    job.progress(0.0, "Reading the base model")
    model = load_base(request.base_model, job.notice)
    model = replace(model, card=model.card.at(settings.resolution_m))
    job.progress(0.01, "Reading imagery and labels")
    labels = read_polygons(request.labels, "labels")
    areas = read_polygons(request.areas, "areas", whole=True) if request.areas else None
    images, plan = open_for_base(request.imagery, model.card, job, open_files)
    base = _fitted(model, plan, labels, job)
    statistics, card = pooled([imagery.statistics() for imagery in images]), base.card
    dataset = build_dataset(images, statistics, labels, areas, settings, Widths(card.boundary_m, card.contact_m),
                            card.classes, job)
    return TrainingData(base, images, statistics, dataset)


def _fitted(model: Model, plan: BandPlan, labels: Polygons, job: Job) -> FittedBase:
    start, weights = fit_to_bands(model.card, model.weights, plan)
    card = replace(model.card, bands=plan.bands)
    classes = plan_classes(labels, card.classes, job)
    _, start = fit_to_classes(card, start, classes)
    return FittedBase(*fit_to_classes(card, weights, classes), start, weights_hash(model.weights), model.is_tuned)


def open_for_base(paths: list[str], card: Card, job: Job,
                  open_files: ExitStack) -> tuple[list[Imagery], BandPlan]:
    """The imagery at the base's resolution, and the plan that maps its bands to those of the first raster; the other
    rasters follow this plan. `open_files` closes the imagery."""
    plan = plan_bands(Path(paths[0]).name, card.bands, bands_of(paths[0]))
    images = open_imagery(paths, plan.bands, card.resolution_m, exact=True)
    for imagery in images:
        open_files.callback(imagery.close)
    for note in notices([(images[0].name, plan.remarks), *((image.name, image.band_remarks) for image in images)]):
        job.notice(note)
    return images, plan
