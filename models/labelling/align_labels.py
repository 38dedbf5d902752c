"""Alignment job: finds the shifts of labels against the imagery, and tells which labels should be moved and how far."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from ...protocol.job_requests import AlignLabels
from ...protocol.settings.labelling import AlignSettings
from ...protocol.settings.training import TrainSettings
from ..core.devices import choose_device, describe_device
from ..core.job import Job
from ..core.words import count
from ..data.areas import OnGrid, find_ground
from ..data.dataset import held_out_pieces
from ..data.label_checks import checked
from ..evaluation.label_shift import FEWEST, Shift, Sight, find_shifts
from ..evaluation.validation import ValidationSet
from ..geodata.affine_transform import apply_affine
from ..geodata.band_dates import has_dates
from ..geodata.band_matching import notices
from ..geodata.band_stack import as_stacks
from ..geodata.mosaic import as_mosaics
from ..geodata.polygon_io import Polygons, polygonal, read_polygons, write_polygons
from ..geodata.raster_source import Imagery, open_imagery
from ..inference.raster_task import statistics_for
from ..networks.model_card import Card
from ..networks.model_registry import load_model
from ..networks.unet import Network, build_network
from ..training.label_alignment import Alignment, LabelGroups, sights_of

MOST_LABELS = 400
"""Labels that are compared; with more, as many drawn at random."""
BESIDE_M = 5.0
"""Metres of ground round a label, beside the largest shift, that the network looks at."""


def align_labels(request: AlignLabels, job: Job) -> dict[str, Any]:
    """Write the labels that should be moved; returns the mean of their shifts in metres (`dx_m` to the east, `dy_m` to
    the north), their number, the confidence, and sentences.

    Raises RooflineError when the input cannot be used, JobCanceled with nothing written.
    """
    settings = AlignSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the model")
    model = load_model(request.model, job.notice)
    network = build_network(model.card, model.weights)
    labels = read_polygons(request.labels, "labels")
    areas = read_polygons(request.areas, "areas", whole=True) if request.areas else None
    with ExitStack() as open_files:
        stacks = as_stacks(request.imagery, request.folder, job, has_dates(model.card.bands))
        images = open_imagery(as_mosaics(stacks, request.folder, job), model.card.bands, model.card.resolution_m)
        for imagery in images:
            open_files.callback(imagery.close)
        for note in notices((imagery.name, imagery.remarks) for imagery in images):
            job.notice(note)
        groups, sights = LabelGroups(images, areas), []
        grids = _ground(images, checked(labels, job), areas, settings)
        for number, grid in enumerate(grids):
            job.progress(0.1 + 0.8 * number / len(grids), f"Looking at {grid.imagery.name} on the "
                         f"{describe_device(choose_device())}")
            sights += _look(grid, number, groups, model.card, network, job)
        job.progress(0.9, "Comparing the labels with what the model sees")
        alignment = Alignment(find_shifts(sights, settings.max_shift_m), groups)
        moves = _moves(read_polygons(request.labels, "labels", whole=True), alignment, images)
    _tell(alignment, job)
    write_polygons(request.moves, "moves", moves.geometries, {
        "source_id": np.array(moves.values["source_id"], np.int64),
        **{name: np.array(moves.values[name], float) for name in ("east_m", "north_m")}}, moves.crs)
    job.progress(1.0, f"{count(len(moves), 'label')} to be moved")
    return {"moves": request.moves, **_figures(moves, alignment)}


def _ground(images: Sequence[Imagery], labels: Polygons, areas: Polygons | None,
            settings: AlignSettings) -> list[OnGrid]:
    """The labelled ground round MOST_LABELS of the labels, as ground to look at."""
    grids, _ = find_ground(images, labels, areas, TrainSettings(holdout_share=0.0), Job())
    numbers = np.unique(np.concatenate([grid.numbers for grid in grids]))
    drawn = np.random.default_rng(0).permutation(numbers)[:MOST_LABELS]
    found = []
    for grid in grids:
        near = shapely.buffer(grid.labels[np.isin(grid.numbers, drawn)],
                              (settings.max_shift_m + BESIDE_M) / grid.imagery.resolution_m)
        ground = shapely.union_all(near)
        if areas is not None:
            ground = ground & shapely.union_all([grid.train, grid.validate])
        found.append(replace(grid, train=shapely.Polygon(), validate=polygonal(ground)))
    return found


def _look(grid: OnGrid, number: int, groups: LabelGroups, card: Card, network: Network, job: Job) -> list[Sight]:
    pieces, *_ = held_out_pieces([grid], np.zeros(1 + int(grid.numbers.max(initial=0)), int), job)
    if not pieces:
        return []
    statistics = {grid.imagery.dtype: statistics_for(card, grid.imagery)}
    part = ValidationSet(pieces, statistics, card.resolution_m, choose_device())
    return sights_of(pieces, part.predict(network, job.check), grid.imagery, number, groups)


def _moves(labels: Polygons, alignment: Alignment, images: Sequence[Imagery]) -> Polygons:
    """The labels that should be moved, whole features, with `source_id`, `east_m` and `north_m`. Those that lie on no
    raster move only with all."""
    shifts: list[Shift | None] = [alignment.shifts.of(-1)] * len(labels)
    for number, imagery in reversed(list(enumerate(images))):
        here = Polygons(labels.geometries, labels.crs, {"row": list(range(len(labels)))}).to(imagery.crs)
        shapes, rows = np.array(here.geometries, object), np.array(here.values["row"], int)
        on = shapely.intersects(apply_affine(imagery.frame, imagery.transform), shapes)
        for row, group in zip(rows[on], alignment.groups.of(number, shapes[on])):
            shifts[row] = alignment.shifts.of(int(group))
    due = [shift for shift in shifts if shift is not None]
    moved = labels.pick(np.array([shift is not None for shift in shifts], bool))
    ids = moved.values.get("source_id", np.flatnonzero([shift is not None for shift in shifts]).tolist())
    return replace(moved, values={"source_id": ids, "east_m": [shift.east_m for shift in due],
                                  "north_m": [shift.north_m for shift in due]})


def _tell(alignment: Alignment, job: Job) -> None:
    """Notices about the shifts, or why there is none."""
    for sentence in alignment.sentences():
        job.notice(sentence)
    common = alignment.shifts.common
    if common is None:
        job.notice(f"A shift cannot be told: fewer than {FEWEST} labels lie on ground that the model sees.")
    elif not common.is_sure and not alignment.due():
        job.notice(f"No shift can be told: the {count(common.labels, 'label')} fit what the model sees in several "
                   f"places, or nowhere (confidence {common.confidence:.0%}). They stay where they are.")
    elif not alignment.due():
        job.notice(f"The labels lie well: {count(common.labels, 'label')} compared, and they fit what the model sees "
                   f"best {common.length_m:.1f} m from where they are.")


def _figures(moves: Polygons, alignment: Alignment) -> dict[str, Any]:
    common, due = alignment.shifts.common, alignment.due()
    confidences = [shift.confidence for _, shift in due] or ([common.confidence] if common else [0.0])
    east, north = (float(np.mean(moves.values[name])) if len(moves) else 0.0 for name in ("east_m", "north_m"))
    return {"dx_m": east, "dy_m": north, "confidence": min(confidences), "count": len(moves),
            "sentences": alignment.sentences()}
