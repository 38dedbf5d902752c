"""Pool-based active learning: unlabelled squares of imagery ranked by uncertainty and diversity (core-set)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import COMPLETE, IGNORE, PREDICT, SUGGESTED
from ...protocol.messages import Extent, Suggest
from ...protocol.settings import SuggestSettings, TrainSettings
from ..core.devices import choose_device, describe_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count
from ..data.areas import (
    area_union,
    check_meets,
    extent_ground,
    roles_of,
    tell_missing_grids,
    tell_unknown_roles,
    to_pixels,
)
from ..geodata.affine_transform import apply_affine
from ..geodata.band_dates import has_dates
from ..geodata.band_matching import notices
from ..geodata.band_stack import as_stacks
from ..geodata.mosaic import as_mosaics
from ..geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..geodata.raster_source import Imagery, open_imagery
from ..inference.raster_task import on_chosen_bands, statistics_for
from ..networks.model_card import Card
from ..networks.model_registry import load_model
from ..networks.unet import Network, build_network
from .acquisition import Square, TopK, select_squares
from .uncertainty import CellRows, Lattice, UncertaintyMap, lattice_over

CELLS_PER_SIDE = 2
"""Cells along the side of a square: squares may begin at every cell, so they fit in beside labelled ground."""
SMALLEST_CELL, LARGEST_CELL = 32, 768
"""Pixels: the encoder's features are no finer, and a larger window would take too much memory."""
LEAST_IMAGERY = 0.75
"""Smallest share of a square that has to show imagery."""
COVERED = 0.999
"""A square lies inside the wanted ground from this share on, and outside labelled ground below 1 - COVERED."""
COUNTS_AS_LABELLED = 0.2
"""Labelled share from which a square represents labelled ground. With less it mostly shows unlabelled ground."""
SHORTLIST_SIZE = 2000
"""Squares that are compared with each other, those with the greatest uncertainty."""


@dataclass(frozen=True)
class CandidateRegion:
    """Ground of one raster, in pixels of its grid: where suggestions are wanted (None: everywhere), what is labelled,
    and what to ignore."""

    wanted: BaseGeometry | None
    labelled: BaseGeometry
    ignored: BaseGeometry

    def meets(self, column: int, row: int, width: int, height: int) -> bool:
        """Whether a window reaches into wanted or labelled ground, so that the network has to see it."""
        window = shapely.box(column, row, column + width, row + height)
        return self.wanted is None or bool(window.intersects(self.wanted) or window.intersects(self.labelled))

    def split(self, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which boxes may be suggested, since they lie inside the wanted ground and on no labelled or ignored ground;
        and the labelled share of each."""
        labelled = covered_share(boxes, self.labelled)
        taken = np.maximum(labelled, covered_share(boxes, self.ignored))
        inside = np.ones(len(boxes)) if self.wanted is None else covered_share(boxes, self.wanted)
        return (inside >= COVERED) & (taken <= 1 - COVERED), labelled


def suggest_areas(request: Suggest, job: Job) -> dict[str, Any]:
    """Write the squares of the imagery to label next, as areas: `role` is 'suggested', `rank` counts from 1, `score` is
    that of select_squares.

    Memory does not depend on the size of the rasters. Raises RooflineError when the input cannot be used or no square
    has room, and JobCanceled; nothing is written then.
    """
    settings = SuggestSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the model")
    model = load_model(request.model, job.notice)
    card, network = model.card, build_network(model.card, model.weights)
    if settings.bands is not None:
        card = on_chosen_bands(card, request.imagery, settings.bands, job)
    cell = cell_size(settings, card)
    stacks = as_stacks(request.imagery, request.folder, job, has_dates(card.bands))
    images = open_imagery(as_mosaics(stacks, request.folder, job), card.bands, card.resolution_m)
    with ExitStack() as stack:
        for imagery in images:
            stack.callback(imagery.close)
        grounds = candidate_grounds(images, request, job)
        for note in notices((imagery.name, imagery.remarks) for imagery in images):
            job.notice(note)
        free, labelled = scan_squares(images, grounds, network, card, cell, settings, job)
        if not free:
            raise RooflineError(
                f"No square of {settings.side_m:g} m has room in the wanted ground beside what is labelled already. "
                "Lower the side, or give a larger extent or other imagery.")
        outlines = square_outlines(free, images, CELLS_PER_SIDE * cell)
        selected = select_squares(free, outlines, labelled, settings.squares)
        crs = images[0].crs
    if len(selected) < settings.squares:
        job.notice(f"Squares that found room: {len(selected)} of {settings.squares}. For more, lower the side, or give "
                   "a larger extent.")
    if not labelled:
        job.notice("Nothing labelled lies on the imagery, so the first square is the one the model is least sure of.")
    write_polygons(request.suggested, SUGGESTED, [outlines[index] for index, _ in selected], {
        "role": np.full(len(selected), SUGGESTED, dtype=object), "rank": np.arange(1, len(selected) + 1),
        "score": np.array([score for _, score in selected]).round(4)}, crs)
    job.progress(1.0, f"Suggested: {count(len(selected), 'square')}")
    return {"suggested": request.suggested, "count": len(selected), "compared": len(free)}


def cell_size(settings: SuggestSettings, card: Card) -> int:
    """Side of a cell in pixels. Raises RooflineError when squares are too small or too large for the model."""
    cell = round(settings.side_m / card.resolution_m / CELLS_PER_SIDE)
    least, most = (limit * CELLS_PER_SIDE * card.resolution_m for limit in (SMALLEST_CELL, LARGEST_CELL))
    if not SMALLEST_CELL <= cell <= LARGEST_CELL:
        raise RooflineError(
            f"Squares of {settings.side_m:g} m are too {'small' if cell < SMALLEST_CELL else 'large'} for the model "
            f"'{card.name}', which looks at {card.resolution_m:g} m a pixel. Give a side of {least:.4g} to "
            f"{most:.4g} m.")
    return cell


def candidate_grounds(images: Sequence[Imagery], request: Suggest, job: Job) -> list[CandidateRegion]:
    """The ground of every raster. Raises RooflineError when wanted ground and imagery do not meet."""
    areas = read_polygons(request.areas, "areas", may_be_empty=True, whole=True) if request.areas else None
    if areas is not None:
        tell_unknown_roles(areas, job)
    labels = read_polygons(request.labels, "labels", may_be_empty=True) if request.labels else None
    tell_missing_grids(images, {"The labels": labels, "The areas": areas}, job)
    grounds = [_ground(imagery, request, areas, labels) for imagery in images]
    check_meets(images, [ground.wanted for ground in grounds], "extent" if request.extent else "areas")
    return grounds


def _ground(imagery: Imagery, request: Suggest, areas: Polygons | None, labels: Polygons | None) -> CandidateRegion:
    """Without labelled areas, the ring around each label counts as labelled, as it does in training."""
    nothing = shapely.Polygon()
    wanted: BaseGeometry | None = None
    labelled, ignored, searched = nothing, nothing, nothing
    if areas is not None:
        labelled, ignored, searched = (
            area_union(imagery, areas, roles) for roles in (COMPLETE, {IGNORE}, {PREDICT}))
    if labels is not None and labelled.is_empty:
        ring = TrainSettings().ring_m / imagery.resolution_m
        labelled = shapely.union_all(shapely.buffer(to_pixels(imagery, labels), ring))
    if request.extent:
        wanted = extent_ground(imagery, Extent(**request.extent))
    elif areas is not None and PREDICT in roles_of(areas):
        wanted = searched
    shapely.prepare([wanted, labelled])
    return CandidateRegion(wanted, labelled, ignored)


def scan_squares(images: Sequence[Imagery], grounds: Sequence[CandidateRegion], network: Network, card: Card, cell: int,
                 settings: SuggestSettings, job: Job) -> tuple[list[Square], list[Square]]:
    """The squares that may be suggested, by uncertainty, and those that represent labelled ground, by their labelled
    share: the SHORTLIST_SIZE best of each."""
    free, labelled = TopK(SHORTLIST_SIZE), TopK(SHORTLIST_SIZE)
    device, started = choose_device(), time.monotonic()
    uncertainty_map = UncertaintyMap(network, device, settings.batch_size)
    rows, before = sum(imagery.shape[0] for imagery in images), 0
    for number, (imagery, ground) in enumerate(zip(images, grounds)):
        lattice, above = lattice_over(imagery.shape, cell, *_corner(ground)), None
        for cells in uncertainty_map.rows(imagery, statistics_for(card, imagery), lattice, ground.meets, job.check):
            above = cells if above is None else _joined(above, cells)
            _keep(_squares(number, above, lattice, ground), free, labelled)
            done = (before + (cells.row + len(cells.valid)) * cell) / rows
            job.progress(0.95 * done, f"Looking at {imagery.name} on the {describe_device(device)}",
                         (time.monotonic() - started) * (1 - done) / done)
        before += imagery.shape[0]
    return free.squares, labelled.squares


def _keep(squares: Iterator[tuple[Square, float, bool]], free: TopK, labelled: TopK) -> None:
    for square, taken, is_free in squares:
        if is_free:
            free.add(square.uncertainty, square)
        elif taken >= COUNTS_AS_LABELLED:
            labelled.add(taken, square)


def _corner(ground: CandidateRegion) -> tuple[int, int]:
    """Where the lattice of cells begins: at the corner of the wanted ground, so that squares fill it from there."""
    if ground.wanted is None or ground.wanted.is_empty:
        return 0, 0
    left, top, *_ = ground.wanted.bounds
    return int(np.ceil(left)), int(np.ceil(top))


def _squares(number: int, cells: CellRows, lattice: Lattice,
             ground: CandidateRegion) -> Iterator[tuple[Square, float, bool]]:
    """Every square with enough imagery, its labelled share, and whether it may be suggested.

    Uncertainty: entropy x root of the building probability, means over pixels. Entropy alone leads to trees and rubble
    where buildings are few: over squares of six places that the base had not seen (Chicago, Austin twice, Atlanta, Rio,
    Banepa's outskirts) it ranks by true error a little better (Spearman 0.81, entropy 0.79; Atlanta 0.75, 0.58).
    Disagreement with mirrored images hardly beats entropy (0.69, 0.67 over four sets) and takes three passes.
    """
    entropy, building, features, valid = (_moving_mean(values) for values in (
        cells.entropy * cells.valid, cells.building * cells.valid, cells.features, cells.valid))
    starts, side = np.argwhere(valid >= LEAST_IMAGERY), CELLS_PER_SIDE * lattice.cell
    x, y = lattice.left + starts[:, 1] * lattice.cell, lattice.top + (cells.row + starts[:, 0]) * lattice.cell
    free, labelled = ground.split(shapely.box(x, y, x + side, y + side))
    for index, (row, column) in enumerate(starts):
        here = valid[row, column]
        uncertainty = float(entropy[row, column] / here * np.sqrt(building[row, column] / here))
        # A copy: a view would keep the features of the whole row.
        square = Square(number, int(x[index]), int(y[index]), uncertainty, features[row, column].copy())
        yield square, float(labelled[index]), bool(free[index])


def _moving_mean(cells: np.ndarray) -> np.ndarray:
    """The mean of every CELLS_PER_SIDE x CELLS_PER_SIDE block of neighbouring cells (rows, columns, ...)."""
    rows, columns = (max(0, count - CELLS_PER_SIDE + 1) for count in cells.shape[:2])
    offsets = [(y, x) for y in range(CELLS_PER_SIDE) for x in range(CELLS_PER_SIDE)]
    return np.asarray(sum(cells[y:y + rows, x:x + columns] for y, x in offsets)) / len(offsets)


def _joined(above: CellRows, rows: CellRows) -> CellRows:
    """`rows` with the last rows of `above`, in which squares begin that reach into `rows`."""
    first = max(0, len(above.valid) - CELLS_PER_SIDE + 1)
    return CellRows(above.row + first, *(np.concatenate([upper[first:], lower]) for upper, lower in zip(
        above.values, rows.values, strict=True)))


def covered_share(boxes: np.ndarray, ground: BaseGeometry) -> np.ndarray:
    """The share (N,) of each box that lies on `ground`."""
    parts = shapely.get_parts(ground)  # each box meets only parts near it: one ground may be thousands of rings
    which, those = shapely.STRtree(parts).query(boxes, predicate="intersects")
    common = shapely.area(shapely.intersection(boxes[which], parts[those]))
    return np.bincount(which, common, minlength=len(boxes)) / shapely.area(boxes)


def square_outlines(squares: Sequence[Square], images: Sequence[Imagery], side: int) -> np.ndarray:
    """The squares as polygons in the CRS of the first raster."""
    shapes = np.empty(len(squares), dtype=object)
    for number, imagery in enumerate(images):
        rows = [index for index, square in enumerate(squares) if square.raster == number]
        boxes = [shapely.box(s.column, s.row, s.column + side, s.row + side) for s in (squares[i] for i in rows)]
        polygons = Polygons(list(apply_affine(boxes, imagery.transform)), imagery.crs).to(images[0].crs)
        shapes[rows] = np.array(polygons.geometries, dtype=object)
    return shapes
