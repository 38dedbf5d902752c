"""Training data: base model, imagery, band statistics and labels of a run, read and fitted to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from ...protocol.imagery import ONLY_BANDS
from ...protocol.job_requests import LearningCurve, Train
from ...protocol.labels import BUILDING
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import listed
from ..data.classes import fit_to_classes, plan_classes
from ..data.dataset import Dataset, Widths, build_dataset
from ..data.ground_history import GroundHistory
from ..data.input_bands import MOST_BANDS, BandPlan, fit_to_bands, on_each_date, plan_bands
from ..evaluation.validation import ValidationSet
from ..geodata.band_dates import has_dates
from ..geodata.band_matching import chosen_bands, dates_of, notices
from ..geodata.band_stack import as_stacks
from ..geodata.band_statistics import Statistics, pooled
from ..geodata.bands import RasterBand
from ..geodata.mosaic import as_mosaics
from ..geodata.polygon_io import Polygons, read_polygons
from ..geodata.raster_source import Imagery, bands_of, name_of, open_imagery
from ..networks.model_card import MOST_DATES, Band, Card
from ..networks.model_file import weights_hash
from ..networks.model_registry import Model, load_base, looking_at_dates
from ..networks.pretrained import BANDS as RGB
from .spectral import fit_to_spectral
from .target import as_target, fitted_settings, is_all_cover, knows_target, tell_target


@dataclass(frozen=True)
class FittedBase:
    """A base model fitted to the bands of the imagery and the classes of the labels. `weights` are those to evaluate
    the base as it is; training begins with `start`. `hash` identifies the model file before it was fitted. `is_tuned`:
    it has learned something of what the labels are.
    `scene_bands` (bands, 3) tell which of red, green and blue a band shows; None where the base knows something
    else than buildings."""

    card: Card
    weights: dict[str, Tensor]
    start: dict[str, Tensor]
    hash: str
    is_tuned: bool
    scene_bands: np.ndarray | None = None


@dataclass(frozen=True)
class Inputs:
    """The inputs of a training but for its labels. `statistics` are those of all `images` of a data type together, by
    its name."""

    base: FittedBase
    images: list[Imagery]
    statistics: Mapping[str, Statistics]


@dataclass(frozen=True)
class TrainingData(Inputs):
    """The inputs of a training."""

    dataset: Dataset

    def validation_set(self, device: torch.device, classes: Sequence[str] = ()) -> ValidationSet:
        """The validation set; with several `classes`, a building counts as found only with the right one."""
        return ValidationSet(self.dataset.held_out, self.statistics, self.images[0].resolution_m, device, classes,
                             self.base.card.cover)


def read_training_data(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack) -> TrainingData:
    """Read base model, imagery, labels and areas; `open_files` closes the imagery. Raises RooflineError when one of
    them cannot be used."""
    labels = read_polygons(request.labels, "labels")
    inputs = read_inputs(request, labels, settings, job, open_files)
    settings = fitted_settings(settings, inputs.base.card, [image.shape for image in inputs.images])
    return with_labels(inputs, labels, _areas(request), settings, job)


def read_inputs(request: Train, labels: Polygons, settings: TrainSettings, job: Job, open_files: ExitStack) -> Inputs:
    """Read base model and imagery, fitted to the classes of `labels`; `open_files` closes the imagery. Raises
    RooflineError when one of them cannot be used."""
    job.progress(0.0, "Reading the base model")
    model = load_base(request.base_model, job.notice, settings.decoder, settings.place_and_time)
    model = replace(model, card=model.card.at(settings.resolution_m))
    job.progress(0.01, "Reading imagery and labels")
    images, plan = open_for_base(request, model.card, job, open_files, each_date=not model.is_tuned)
    base = _fitted(model, plan, labels, settings, job)
    if base.card.is_told:
        for image in images:
            image.where.check(base.card.dates)
    return Inputs(base, images, statistics_by_type(images, job))


def half_of(data: TrainingData, request: Train, settings: TrainSettings, half: int, job: Job) -> TrainingData:
    """The same inputs with one half (0 or 1) of the labels held out. Raises RooflineError when the other is of no use.
    """
    return with_labels(data, read_polygons(request.labels, "labels"), _areas(request), settings, job, half)


def _areas(request: Train) -> Polygons | None:
    return read_polygons(request.areas, "areas", whole=True) if request.areas else None


def with_labels(inputs: Inputs, labels: Polygons, areas: Polygons | None, settings: TrainSettings, job: Job,
                half: int | None = None, history: GroundHistory | None = None) -> TrainingData:
    """The inputs with labels and areas; `half` and `history` as in build_dataset(), which says what it raises."""
    card = inputs.base.card
    dataset = build_dataset(inputs.images, inputs.statistics, labels, areas, settings,
                            Widths(card.boundary_m, card.contact_m, card.cover), card.classes, job, half, history)
    return TrainingData(inputs.base, inputs.images, inputs.statistics, dataset)


def statistics_by_type(images: Sequence[Imagery], job: Job) -> dict[str, Statistics]:
    """The statistics that normalise the rasters, pooled by data type: 8 bits and 16 have no number in common."""
    types = sorted({imagery.dtype for imagery in images})
    if len(types) > 1:
        job.notice(f"The rasters hold {listed(types)} values. Those of a type are normalised by themselves, in this "
                   "training and by the model that it makes.")
    return {dtype: pooled([imagery.statistics() for imagery in images if imagery.dtype == dtype]) for dtype in types}


def _fitted(model: Model, plan: BandPlan, labels: Polygons, settings: TrainSettings, job: Job) -> FittedBase:
    if (dates := plan.as_base.shape[1] // len(model.card.bands)) > 1:
        model = looking_at_dates(model, dates)
    start, weights = fit_to_bands(model.card, model.weights, plan)
    card = replace(model.card, bands=plan.bands)
    classes = plan_classes(labels, card.classes, job)
    _, start = fit_to_classes(card, start, classes)
    card, weights = fit_to_classes(card, weights, classes)
    target = as_target(card, classes, settings)
    tell_target(target, settings, job)
    is_known = model.is_tuned and knows_target(model.card, target)
    start, weights = (fit_to_spectral(target, some, is_known) for some in (start, weights))
    knows_scenes = (is_known and not card.is_told and model.card.classes == (BUILDING,)
                    and _names(model.card.bands) == _names(RGB))
    return FittedBase(target, weights, start, weights_hash(model.weights), is_known,
                      plan.as_base == 1 if knows_scenes and not is_all_cover(target) else None)


def _names(bands: Sequence[Band]) -> list[str]:
    return [band.name for band in bands]


def open_for_base(request: Train | LearningCurve, card: Card, job: Job,
                  open_files: ExitStack, each_date: bool = False) -> tuple[list[Imagery], BandPlan]:
    """The imagery at the base's resolution, and the plan that maps its bands to those of the first raster; the other
    rasters follow this plan. Those that touch or overlap are read as one. `open_files` closes the imagery. With
    `each_date` the base is to look at each of several dates, and the plan is for its bands once for each."""
    settings = TrainSettings.from_dict(request.settings)
    stacks = as_stacks(request.imagery, request.folder, job, settings.stack_dates or has_dates(card.bands))
    paths = as_mosaics(stacks, request.folder, job, keep_repeats=True)
    plan = _plan_of_bands(settings.bands, card, stacks[0], paths[0], each_date and card.dates == 1)
    images = open_imagery(paths, plan.bands, card.resolution_m, exact=True)
    for imagery in images:
        open_files.callback(imagery.close)
    for note in notices([(images[0].name, plan.remarks), *((image.name, image.remarks) for image in images)]):
        job.notice(note)
    return images, plan


def _check_dates(file: str, dates: int, card: Card) -> None:
    """Raise RooflineError where a base that looks at each date would have more dates, or bands, than a card may have.
    """
    if dates > MOST_DATES or dates * len(card.bands) > MOST_BANDS:
        raise RooflineError(
            f"{file} has {dates} dates, and '{card.name}' looks at each (bands of a date: {len(card.bands)}). "
            f"{MOST_DATES} dates and {MOST_BANDS} bands in all are the most. Give fewer dates, or name the bands of "
            "those that matter (BANDS).")


def _plan_of_bands(text: str | None, card: Card, first_path: str, path: str, each_date: bool) -> BandPlan:
    """The plan for the raster at `path`, the first one (`first_path`) or a mosaic that begins with it, and the setting
    `bands` (`text`). With `each_date` it is for the base's bands once for each of several dates that have the same."""
    first, raster = name_of(first_path), bands_of(path)
    is_chosen = text is not None and not text.startswith(ONLY_BANDS)
    if text is not None:
        raster = _chosen(text, first, bands_of(first_path), raster)
    plan = plan_bands(first, card.bands, raster, is_chosen)
    if not each_date or not all(band.date and band.name.endswith(f" {band.date}") for band in raster):
        return plan
    dates = dates_of(raster)
    plans = [plan_bands(first, card.bands, _undated(raster, date), is_chosen) for date in dates]
    if len(dates) < 2 or not all(_are_alike(one, plans[0]) for one in plans):
        return plan
    _check_dates(first, len(dates), card)
    as_base, start = (np.kron(np.eye(len(dates)), shares) for shares in (plans[0].as_base, plans[0].start))
    bands = [band for one, date in zip(plans, dates) for band in on_each_date(one.bands, [date])]
    return BandPlan(tuple(bands), as_base, start, plans[0].remarks)


def _undated(raster: Sequence[RasterBand], date: str) -> list[RasterBand]:
    """The bands of a date under their names without it, numbered as those of the first date."""
    own = [band for band in raster if band.date == date]
    before = min(band.index for band in own) - min(band.index for band in raster)
    return [replace(band, index=band.index - before, name=band.name.removesuffix(f" {date}"), date="") for band in own]


def _are_alike(one: BandPlan, other: BandPlan) -> bool:
    """Whether two dates have the same bands; those that have numbers alone count by their order."""
    mine, theirs = ([re.sub(r"^band \d+$", "band", band.name) for band in plan.bands] for plan in (one, other))
    return mine == theirs and np.array_equal(one.as_base, other.as_base) and np.array_equal(one.start, other.start)


def _chosen(text: str, file: str, there: Sequence[RasterBand], raster: Sequence[RasterBand]) -> list[RasterBand]:
    """The bands of `raster` that the setting `bands` (`text`) names by those of the first one, `file`, which has the
    bands `there`."""
    if text.startswith(ONLY_BANDS):  # a list of numbers may hold that of an alpha band, or of a cloud mask
        numbers = [str(band.index) for band in there]
        words = [word.strip() for word in text.removeprefix(ONLY_BANDS).split(",")]
        text = ",".join(word for word in words if not word.isdigit() or word in numbers)
    return chosen_bands(file, raster, ",".join(band.name for band in chosen_bands(file, there, text)))
