"""Scale selection with labels: the resolution at which the base model, as it is, finds the training labels best.

Where they do not tell, it is the one that prediction chooses for this imagery without labels. Held-out labels take no
part: they score the model later.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import shapely

from ...protocol.messages import LearningCurve, Train
from ...protocol.settings import TrainSettings
from ..core.devices import choose_device
from ..core.job import Job
from ..data.areas import OnGrid, find_ground, on_grid_of
from ..data.dataset import held_out_pieces
from ..data.input_bands import fit_to_bands
from ..data.label_checks import checked
from ..evaluation.evidence import is_better
from ..evaluation.validation import ValidationScore, ValidationSet
from ..geodata.band_statistics import Statistics, pooled
from ..geodata.polygon_io import Polygons, polygonal, read_polygons
from ..geodata.raster_source import Imagery, open_imagery
from ..inference.raster_task import RasterTask
from ..inference.scale_selection import candidates, choose_resolution
from ..networks.model_card import Card
from ..networks.model_registry import load_base
from ..networks.unet import Network, build_network
from ..vectorize.postprocessing import Postprocessing
from .strategies import SCRATCH
from .training_data import open_for_base

LABELS, AROUND_M = 48, 20.0
"""Most labels that the base is tried on, and the metres of ground around each."""
LEAD, DEVIATION = 0.05, 0.5
"""By so much of the selection score another resolution must do better than the one chosen without labels, and by more
than chance: the deviation of a building's score from one resolution to another, measured in docs/decisions/0028."""


def resolution_for(request: Train | LearningCurve, settings: TrainSettings, job: Job) -> float | None:
    """The resolution to train at: that of `settings`, else the one that fits the labels; None for the base's own. Sends
    a notice where another is chosen. Raises RooflineError when an input cannot be used."""
    if settings.resolution_m is not None or settings.strategy == SCRATCH:
        return settings.resolution_m
    model = load_base(request.base_model)
    if model.card.seen_m is None:
        return None
    job.progress(0.0, "Choosing the scale")
    labels = checked(read_polygons(request.labels, "labels"), Job())
    areas = read_polygons(request.areas, "areas", whole=True) if request.areas else None
    with ExitStack() as open_files:
        images, plan = open_for_base(request, model.card, Job(), open_files)
        tried = candidates(model.card, max(imagery.coarsest_m for imagery in images))
        if not tried:
            return None
        card = replace(model.card, bands=plan.bands)
        network = build_network(card, fit_to_bands(model.card, model.weights, plan)[1])
        grids = _sampled_ground(labels, areas, settings, images)
        tasks = [RasterTask(number, imagery, None, imagery.statistics()) for number, imagery in enumerate(images)]
        statistics = pooled([task.statistics for task in tasks])
        scores = {one: _score(card.at(one), network, grids, statistics, job) for one in tried}
        choice = choose_resolution(card, network, tasks, job.check)
    surest = card.resolution_m if choice is None else choice.resolution_m
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


def _score(card: Card, network: Network, grids: list[OnGrid], statistics: Statistics, job: Job) -> ValidationScore:
    """The score of the network at the card's resolution on the ground to score on. `statistics` normalise all rasters;
    they do not depend on the resolution."""
    with ExitStack() as open_files:
        images = open_imagery([grid.imagery.path for grid in grids], card.bands, card.resolution_m, exact=True)
        for imagery in images:
            open_files.callback(imagery.close)
        of_labels = np.zeros(1 + max(int(grid.numbers.max(initial=0)) for grid in grids), int)
        pieces, *_ = held_out_pieces(list(map(on_grid_of, images, grids)), of_labels, job)
    part = ValidationSet(pieces, statistics, card.resolution_m, choose_device())
    return part.evaluate(part.predict(network, job.check), Postprocessing.of(card))


def _sentence(best: float, score: ValidationScore, card: Card, usual: ValidationScore) -> str:
    f1, before = (one.comparison.f1 or 0.0 for one in (score, usual))
    why = ("there the base finds more of your labels" if f1 > before else
           "there it is surest in this imagery, and the base finds about as many of your labels")
    price = (card.resolution_m / best) ** 2
    longer = f"{price:.1f} times as long" if price > 1 else f"{price:.1f} of the time"
    return (f"The model looks at {best:g} m a pixel: {why} (F1 {f1:.2f}, against {before:.2f} at its usual "
            f"{card.resolution_m:g} m). Finding footprints takes about {longer}. Set the resolution to decide "
            "yourself.")
