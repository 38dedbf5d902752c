"""Scale selection with labels: the resolution at which the base model, as it is, finds the training labels best.

Where they do not tell, it is the one that prediction chooses for this imagery without labels. Held-out labels take no
part: they score the model later. The same look tells whether the labels lie off the imagery.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

import numpy as np
import shapely

from ...protocol.imagery import MAX_RESOLUTION_RATIO
from ...protocol.job_requests import LearningCurve, Train
from ...protocol.settings.labelling import AlignSettings
from ...protocol.settings.training import TrainSettings
from ...protocol.targets import covers_of
from ..core.devices import choose_device
from ..core.job import Job
from ..data.areas import OnGrid, find_ground, on_grid_of
from ..data.classes import plan_classes
from ..data.dataset import HeldOut, held_out_pieces
from ..data.input_bands import fit_to_bands
from ..data.label_checks import checked
from ..evaluation.evidence import is_better
from ..evaluation.label_shift import FEWEST, find_shifts
from ..evaluation.validation import ValidationScore, ValidationSet
from ..geodata.band_statistics import Statistics
from ..geodata.ground_sample_distance import pixel_size
from ..geodata.polygon_io import Polygons, polygonal, read_polygons
from ..geodata.raster_source import Imagery, open_imagery
from ..inference.raster_task import RasterTask
from ..inference.scale_selection import candidates, choose_resolution
from ..networks.model_card import Card
from ..networks.model_registry import Model, load_base
from ..networks.unet import Network, build_network
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Probabilities
from .label_alignment import Alignment, LabelGroups, sights_of
from .strategies import SCRATCH
from .target import resolution_of
from .training_data import open_for_base, statistics_by_type

LABELS, AROUND_M = 48, 20.0
"""Most labels that the base is tried on, and the metres of ground around each."""
CURE = ("Shifted labels teach wrong outlines: cancel, align them with the imagery (on the page Label, or by "
        "roofline:alignlabels), and train again.")
"""What to do about labels that lie off the imagery."""
LEAD, DEVIATION = 0.05, 0.5
"""By so much of the selection score another resolution must do better than the one chosen without labels, and by more
than chance: the deviation of a building's score from one resolution to another, measured in docs/decisions/0028."""


@dataclass(frozen=True)
class FirstLook:
    """What the base model, as it is, tells before a training: the resolution to train at (None: the base's own), and
    sentences about labels that lie off the imagery."""

    resolution_m: float | None
    shifts: tuple[str, ...] = ()


def resolution_for(request: Train | LearningCurve, settings: TrainSettings, job: Job) -> float | None:
    """The resolution of first_look()."""
    return first_look(request, settings, job).resolution_m


def first_look(request: Train | LearningCurve, settings: TrainSettings, job: Job) -> FirstLook:
    """The resolution to train at: that of `settings`, else the one that fits the labels. Sends a notice where another
    one than the base's is chosen, and of shifted labels. Raises RooflineError when an input cannot be used."""
    model = load_base(request.base_model, decoder=settings.decoder, is_told=settings.place_and_time)
    read_labels = cache(lambda: read_polygons(request.labels, "labels"))
    settings = replace(settings, resolution_m=_for_cover(request, settings, model, read_labels, job))
    if settings.strategy == SCRATCH:
        return FirstLook(settings.resolution_m)
    if not model.is_tuned and model.card.seen_m is None:
        return FirstLook(settings.resolution_m)
    job.progress(0.0, "Looking at the labels")
    usual = model.card.at(settings.resolution_m)
    classes = plan_classes(read_labels(), usual.classes, Job())
    if set(covers_of(classes, settings.target_kind, usual.resolution_m)) == set(classes):
        # Neither a scale nor a shift can be told by the buildings that a base finds.
        return FirstLook(settings.resolution_m)
    labels = checked(read_labels(), Job())
    areas = read_polygons(request.areas, "areas", whole=True) if request.areas else None
    with ExitStack() as open_files:
        images, plan = open_for_base(request, usual, Job(), open_files)
        tried = candidates(usual, max(one.coarsest_m for one in images)) if settings.resolution_m is None else []
        if not tried and len(labels) < FEWEST:
            return FirstLook(settings.resolution_m)
        card = replace(usual, bands=plan.bands)
        network = build_network(card, fit_to_bands(model.card, model.weights, plan)[1])
        grids = _sampled_ground(labels, areas, settings, images)
        tasks = [RasterTask(number, imagery, None, imagery.statistics()) for number, imagery in enumerate(images)]
        statistics = statistics_by_type(images, Job())
        looks = {one: _look(card.at(one), network, grids, statistics, job)
                 for one in sorted({card.resolution_m, *tried})}
        shifts = _tell_shifts(looks[card.resolution_m], LabelGroups(images, areas), job) if model.is_tuned else ()
        if not tried:
            return FirstLook(settings.resolution_m, shifts)
        scores = {one: _score(card.at(one), looks[one], job) for one in tried}
        choice = choose_resolution(card, network, tasks, job.check)
    return FirstLook(_best(card, scores, card.resolution_m if choice is None else choice.resolution_m, job), shifts)


def _for_cover(request: Train | LearningCurve, settings: TrainSettings, model: Model,
               read_labels: Callable[[], Polygons], job: Job) -> float | None:
    """The resolution to train at, where labels of ground cover lie on imagery of another one than the base's."""
    if settings.resolution_m is not None or not request.imagery:  # that there is none is told by who reads it
        return settings.resolution_m
    sizes = [pixel_size(path) for path in request.imagery]
    pixel_m = max(min(sizes), max(sizes) / MAX_RESOLUTION_RATIO)
    if model.is_tuned and pixel_m <= MAX_RESOLUTION_RATIO * model.card.resolution_m:
        return None
    classes = plan_classes(read_labels(), model.card.classes, Job())
    return resolution_of(model.card, model.is_tuned, classes, settings, pixel_m, job, model.name)


def _best(card: Card, scores: Mapping[float, ValidationScore], surest: float, job: Job) -> float | None:
    """The resolution whose score is clearly better than at the one that is `surest` without labels, else that one; None
    for the card's own. Sends a notice where it is another."""
    best = max(scores, key=lambda one: scores[one].selection_score)
    if not is_better(scores[best], scores[surest], DEVIATION, LEAD):
        best = surest
    if best == card.resolution_m:
        return None
    job.notice(_sentence(best, scores[best], card, scores[card.resolution_m]))
    return best


def _sampled_ground(labels: Polygons, areas: Polygons | None, settings: TrainSettings,
                    images: list[Imagery]) -> list[OnGrid]:
    """The ground to train on round some of the labels, as ground to score on."""
    grids, _ = find_ground(images, labels, areas, settings, Job())
    trained = np.concatenate([grid.numbers[shapely.intersects(grid.labels, grid.train)] for grid in grids])
    drawn = np.random.default_rng(settings.seed).permutation(np.unique(trained))[:LABELS]
    return [_round_labels(grid, drawn) for grid in grids]


def _round_labels(grid: OnGrid, drawn: np.ndarray) -> OnGrid:
    near = shapely.buffer(grid.labels[np.isin(grid.numbers, drawn)], AROUND_M / grid.imagery.resolution_m)
    return replace(grid, train=shapely.Polygon(), validate=polygonal(grid.train & shapely.union_all(near)))


@dataclass(frozen=True)
class _Look:
    """What a network says of the ground to look at, at one resolution: the `pieces` of each raster, all of them as one
    `part`, and the probabilities there."""

    images: list[Imagery]
    pieces: list[list[HeldOut]]
    part: ValidationSet
    said: list[Probabilities]


def _look(card: Card, network: Network, grids: list[OnGrid], statistics: Mapping[str, Statistics], job: Job) -> _Look:
    """A look at the card's resolution. `statistics` normalise the rasters, by data type; they do not depend on the
    resolution."""
    with ExitStack() as open_files:
        images = open_imagery([grid.imagery.path for grid in grids], card.bands, card.resolution_m, exact=True)
        for imagery in images:
            open_files.callback(imagery.close)
        of_labels = np.zeros(1 + max(int(grid.numbers.max(initial=0)) for grid in grids), int)
        pieces = [held_out_pieces([on_grid_of(imagery, grid)], of_labels, job)[0]
                  for imagery, grid in zip(images, grids)]
    part = ValidationSet(list(chain(*pieces)), statistics, card.resolution_m, choose_device())
    return _Look(images, pieces, part, part.predict(network, job.check))


def _score(card: Card, look: _Look, job: Job) -> ValidationScore:
    """The score of a look."""
    job.check()
    return look.part.evaluate(look.said, Postprocessing.of(card))


def _tell_shifts(look: _Look, groups: LabelGroups, job: Job) -> tuple[str, ...]:
    """Notices about labels that lie off the imagery; returns their sentences."""
    said, sights = iter(look.said), []
    for number, (imagery, pieces) in enumerate(zip(look.images, look.pieces)):
        sights += sights_of(pieces, list(islice(said, len(pieces))), imagery, number, groups)
    sentences = Alignment(find_shifts(sights, AlignSettings().max_shift_m), groups).sentences()
    for sentence in sentences:
        job.notice(f"{sentence} {CURE}")
    return tuple(sentences)


def _sentence(best: float, score: ValidationScore, card: Card, usual: ValidationScore) -> str:
    f1, before = (one.comparison.f1 or 0.0 for one in (score, usual))
    why = ("there the base finds more of your labels" if f1 > before else
           "there it is surest in this imagery, and the base finds about as many of your labels")
    price = (card.resolution_m / best) ** 2
    longer = f"{price:.1f} times as long" if price > 1 else f"{price:.1f} of the time"
    return (f"The model looks at {best:g} m a pixel: {why} (F1 {f1:.2f}, against {before:.2f} at its usual "
            f"{card.resolution_m:g} m). Finding footprints takes about {longer}. Set the resolution to decide "
            "yourself.")
