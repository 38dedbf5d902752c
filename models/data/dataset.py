"""Dataset: training rasters with target masks, and validation rasters, in memory, from imagery, labels and areas."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from affine import Affine
from rasterio.features import rasterize
from rasterio.features import shapes as traced
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ...protocol.label_counts import LabelCounts
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.band_statistics import Statistics
from ..geodata.polygon_io import Polygons, polygonal
from ..geodata.raster_source import Imagery
from ..geodata.window_reader import ArraySource
from .areas import OnGrid, find_ground, shown_labels
from .classes import class_ids_of, is_background, tell_untaught
from .ground_history import GroundHistory, Read, read_window
from .label_checks import checked
from .target_masks import IGNORE, has_building, target_mask
from .tile_sampler import Site

LARGEST_CACHE = 6 * 2**30
"""Most bytes of imagery that training holds in memory."""
SCORED_MARGIN = 64
"""Pixels around the held-out ground that are read too, as context for the network."""
SMALLEST_GAP = 4
"""Square pixels of empty imagery in ground cover that what is found covers too (evaluation.validation.SMALLEST_HOLE).
"""
WEIGHT = "roofline label weight"
"""A column of labels, where some of them are to be learned from more often: how many times as often."""


@dataclass
class HeldOut:
    """A piece of imagery that training never sees, with its labels and the region in which they are complete, in pixels
    of the piece; `transform` maps these to `crs`. `class_ids` (n,) are those of the labels, None where there is one
    class; `numbers` (n,) their positions in the layer, by which a label on two rasters is known to be one."""

    source: ArraySource
    labels: list[BaseGeometry]
    region: BaseGeometry
    transform: Affine
    crs: pyproj.CRS
    class_ids: np.ndarray | None = None
    numbers: np.ndarray | None = None


@dataclass
class Dataset:
    """The training sites and the held-out pieces of one run, and the labels that the imagery shows (`shown`), those of
    background among them. `ring_m` is None where areas tell on which ground labels count as complete, else the width of
    the ring around each label. `smallest_m2` (classes,) are the areas that all but one label in ten of a class exceed.
    """

    sites: list[Site]
    held_out: list[HeldOut]
    counts: LabelCounts
    smallest_label_m2: float
    ring_m: float | None
    gap_m: float
    shown: Polygons
    smallest_m2: tuple[float, ...] = ()

    @property
    def background(self) -> str:
        """On which ground labels count as complete, in words."""
        return "areas" if self.ring_m is None else f"a ring of {self.ring_m:g} m around each label"

    @property
    def training_labels(self) -> int:
        """The number of labels that are trained on."""
        return self.counts.trained

    @property
    def held_out_labels(self) -> int:
        """The number of labels that are scored: those that lie whole on the held-out ground."""
        return self.counts.scored


@dataclass(frozen=True)
class Widths:
    """Widths in metres of the boundary and contact channels of a network (data.target_masks). `cover` are the classes
    that have neither: ground cover."""

    boundary_m: float
    contact_m: float
    cover: tuple[str, ...] = ()


@dataclass
class _Piece:
    """A rectangle of a raster's grid, in memory, and the ground in it where labels count; in pixels of the grid."""

    column: int
    row: int
    image: np.ndarray
    valid: np.ndarray
    region: BaseGeometry

    @property
    def frame(self) -> BaseGeometry:
        height, width = self.valid.shape
        return shapely.box(self.column, self.row, self.column + width, self.row + height)


def build_dataset(images: Sequence[Imagery], statistics: Mapping[str, Statistics], labels: Polygons,
                  areas: Polygons | None, settings: TrainSettings, widths: Widths, classes: Sequence[str], job: Job,
                  half: int | None = None, history: GroundHistory | None = None) -> Dataset:
    """Sites and held-out pieces of every raster, for `classes` of data.classes.plan_classes(); `statistics` normalise
    them, by data type. Notices through `job` tell what was repaired or left out. `half` as in areas.find_ground().
    `history` is of a run whose labels change: what it learned before is not held out.

    Raises RooflineError when no label is left to train on or the imagery does not fit into memory, JobCanceled when the
    job is cancelled.
    """
    drawn = labels.dropped + int(np.count_nonzero(~is_background(labels)))
    is_cover = np.array([name in widths.cover for name in classes], bool)
    labels = checked(labels, job, is_cover[class_ids_of(labels, classes)])
    class_ids = class_ids_of(labels, classes)
    grids, gap_m = find_ground(images, labels, areas, settings, job, half, bool(is_cover.all()))
    _check_memory(grids, settings)
    read = read_window
    if history is not None:
        history.begin(grids, job)
        read = history.read
    weights = np.array(labels.values[WEIGHT], float) if WEIGHT in labels.values else None
    trained: set[int] = set()
    sites: list[Site] = []
    for grid in grids:
        of_type = statistics[grid.imagery.dtype]
        for piece in _pieces(grid, grid.train, settings.tile_size // 2, job, read):
            site, numbers = _site(grid, piece, class_ids, is_cover, of_type, settings.outline_tolerance_m, widths,
                                  weights)
            sites.append(site)
            trained.update(numbers)
    _check_sites(sites, trained)
    tell_untaught(classes, class_ids[list(trained)], job)
    held_out, seen, whole = held_out_pieces(grids, class_ids, job, read, is_cover[class_ids])
    is_scored = bool(whole) or is_cover[class_ids[list(seen)]].any()  # of ground cover a part is as good as the whole
    if held_out and not is_scored:
        job.notice("The areas that are held out (role 'validate') hold no label, or none that their edge does not cut, "
                   "so they score nothing. Draw such an area around some labels.")
        held_out = []
    counts = _counted(drawn, trained, seen, seen if is_cover.all() else whole, labels)
    ring_m = settings.ring_m if areas is None else None
    return Dataset(sites, held_out, counts, _smallest_m2(grids), ring_m, gap_m, shown_labels(labels, grids),
                   tuple(_smallest_m2(grids, class_ids == number) for number in range(len(classes))))


def _counted(drawn: int, trained: set[int], seen: set[int], whole: set[int], labels: Polygons) -> LabelCounts:
    """What became of the labels, of which `drawn` are no background: those in sites, and in held-out pieces, whole or
    cut by an edge."""
    cut, scored = seen - whole - trained, whole - trained
    return LabelCounts(len(trained), len(scored), len(cut), drawn - len(trained) - len(scored) - len(cut),
                       int(np.count_nonzero(is_background(labels))))


def _check_sites(sites: Sequence[Site], trained: set[int]) -> None:
    if not trained:
        raise RooflineError(
            "No label is left to train on: they all lie in areas that are held out or ignored (roles 'validate' and "
            "'ignore'), or where the imagery is empty. Draw labels inside an area with the role 'train'.")
    if not any(has_building(site.mask) for site in sites):
        raise RooflineError(
            "The labels are too narrow to train on: no pixel of them lies further from an outline than the outline "
            "tolerance. Lower the tolerance, or train at a finer resolution.")


def _smallest_m2(grids: Sequence[OnGrid], which: np.ndarray | None = None) -> float:
    """The area that all but one label in ten exceed, of the labels `which` (n,) bool of the layer; 0 without any."""
    areas = [g.area * grid.imagery.resolution_m ** 2 for grid in grids for g, number in zip(grid.labels, grid.numbers)
             if which is None or which[number]]
    return float(np.quantile(areas, 0.1)) if areas else 0.0


def _site(grid: OnGrid, piece: _Piece, class_ids: np.ndarray, is_cover: np.ndarray, statistics: Statistics,
          tolerance_m: float, widths: Widths, weights: np.ndarray | None) -> tuple[Site, list[int]]:
    """The site of a piece, and the positions in the layer of its training labels. A background label is a centre too.
    `weights` are those of all labels of the layer."""
    scale = grid.imagery.resolution_m
    rows = np.flatnonzero(shapely.intersects(grid.labels, piece.frame))
    mask = target_mask(grid.labels[rows], piece.region, piece.valid.shape, (piece.column, piece.row),
                       tolerance_m / scale, widths.boundary_m / scale, widths.contact_m / scale,
                       class_ids[grid.numbers[rows]],
                       is_cover[class_ids[grid.numbers[rows]]] if is_cover.any() else None)
    mask[~piece.valid] = IGNORE
    centers, taught = _centers(grid.labels[rows], piece)
    empty = np.flatnonzero(shapely.intersects(grid.negatives, piece.frame))
    negatives, shown = _centers(grid.negatives[empty], piece)
    of = np.concatenate([grid.numbers[rows[taught]], grid.negative_numbers[empty[shown]]])
    return (Site(piece.image, piece.valid, mask, np.concatenate([centers, negatives]), statistics.mean, statistics.std,
                 where=grid.imagery.where.within(piece.column, piece.row),
                 center_weights=None if weights is None else weights[of]),
            grid.numbers[rows[taught]].tolist())


def _centers(labels: np.ndarray, piece: _Piece) -> tuple[np.ndarray, np.ndarray]:
    """A point (N, 2) in each label that is visible in the region of a piece, in pixels of the piece, and the indices of
    these labels."""
    shapely.prepare(piece.region)
    parts, whole = labels.copy(), shapely.covers(piece.region, labels)
    parts[~whole] = shapely.intersection(labels[~whole], piece.region)
    real = np.flatnonzero(shapely.area(parts) > 0)
    centers = shapely.get_coordinates(shapely.point_on_surface(parts[real])) - [piece.column, piece.row]
    column, row = centers.astype(int).T
    seen = piece.valid[row, column]
    return centers[seen], real[seen]


def held_out_pieces(grids: Sequence[OnGrid], class_ids: np.ndarray, job: Job, read: Read = read_window,
                    is_cover: np.ndarray | None = None) -> tuple[list[HeldOut], set[int], set[int]]:
    """The pieces to score on, and the positions in the layer of the labels that lie on them, and of those that do as a
    whole. `class_ids` are those of all labels of the layer; those of ground cover (`is_cover`, (n,) bool; None: none)
    count where the imagery shows them, others as a whole or not at all."""
    pieces = []
    seen: set[int] = set()
    whole: set[int] = set()
    is_cover = np.zeros(len(class_ids), bool) if is_cover is None else is_cover
    for grid in grids:
        for piece in _pieces(grid, grid.validate, SCORED_MARGIN, job, read):
            rows = np.flatnonzero(shapely.intersects(grid.labels, piece.region))
            shapes, of_cover = grid.labels[rows], is_cover[grid.numbers[rows]]
            shapes[of_cover] = _visible(shapes[of_cover], piece)
            hidden = np.where(of_cover, shapely.is_empty(shapes), _hidden(grid.labels[rows], piece))
            region = piece.region - shapely.union_all(grid.labels[rows[hidden]])
            labels = _moved(shapes[~hidden], piece)
            where = grid.imagery.where.within(piece.column, piece.row)
            transform = grid.imagery.transform @ Affine.translation(piece.column, piece.row)
            numbers = grid.numbers[rows[~hidden]]
            pieces.append(HeldOut(ArraySource(piece.image, piece.valid, where), list(labels), _moved(region, piece),
                                  transform, grid.imagery.crs, class_ids[numbers], numbers))
            seen.update(numbers.tolist())
            whole.update(numbers[shapely.covers(region, shapes[~hidden])].tolist())
    return pieces, seen, whole


def _visible(labels: np.ndarray, piece: _Piece) -> np.ndarray:
    """The labels (n,) without what of them lies where the imagery is empty: under a cloud, say."""
    if piece.valid.all() or not len(labels):
        return labels
    to_grid = Affine.translation(piece.column, piece.row)
    gaps = np.array([shape(gap) for gap, _ in traced(
        (~piece.valid).astype(np.uint8), ~piece.valid, transform=to_grid)], object)
    gaps = gaps[shapely.area(gaps) > SMALLEST_GAP]
    which, near = shapely.STRtree(gaps).query(labels, predicate="intersects")
    parts = labels.copy()
    for number in np.unique(which):
        parts[number] = polygonal(labels[number] - shapely.MultiPolygon(list(gaps[near[which == number]])))
    return parts


def _hidden(labels: np.ndarray, piece: _Piece) -> np.ndarray:
    """A boolean array of the labels that lie mostly where the imagery is empty: no model can find them."""
    if piece.valid.all() or not len(labels):
        return np.zeros(len(labels), bool)
    numbers = range(1, len(labels) + 1)
    numbered = rasterize(zip(_moved(labels, piece), numbers), out_shape=piece.valid.shape, dtype="int32")
    pixels = np.bincount(numbered.ravel(), minlength=len(labels) + 1)[1:]
    seen = np.bincount(numbered[piece.valid], minlength=len(labels) + 1)[1:]
    return seen < 0.5 * pixels


def _moved(geometries: BaseGeometry | np.ndarray, piece: _Piece) -> BaseGeometry | np.ndarray:
    return shapely.transform(geometries, lambda xy: xy - [piece.column, piece.row])


def _pieces(grid: OnGrid, region: BaseGeometry, margin: int, job: Job, read: Read) -> list[_Piece]:
    """The rectangles that cover `region` and a margin of pixels, read from the imagery. Each part of `region` is in
    one of them."""
    parts = shapely.get_parts(region)
    pieces = []
    for column, row, width, height in _windows(grid, region, margin):
        job.check()
        inside = parts[shapely.intersects(parts, shapely.box(column, row, column + width, row + height))]
        image, valid = read(grid.imagery, (column, row, width, height))
        pieces.append(_Piece(column, row, image, valid, shapely.MultiPolygon(list(inside))))
    return pieces


def _windows(grid: OnGrid, region: BaseGeometry, margin: int) -> list[tuple[int, int, int, int]]:
    rows, columns = grid.imagery.shape
    windows = []
    for x0, y0, x1, y1 in _covering_boxes(region, margin):
        left, top = max(math.floor(x0), 0), max(math.floor(y0), 0)
        windows.append((left, top, min(math.ceil(x1), columns) - left, min(math.ceil(y1), rows) - top))
    return windows


def _check_memory(grids: Sequence[OnGrid], settings: TrainSettings) -> None:
    size = 0
    for grid in grids:
        a_pixel = len(grid.imagery.band_indexes) * np.dtype(grid.imagery.dtype).itemsize + 2
        windows = [*_windows(grid, grid.train, settings.tile_size // 2), *_windows(grid, grid.validate, SCORED_MARGIN)]
        size += sum(width * height for _, _, width, height in windows) * a_pixel
    if size > LARGEST_CACHE:
        raise RooflineError(
            f"The labelled ground needs {size / 2**30:.0f} GiB of memory at {grids[0].imagery.resolution_m:g} m a "
            f"pixel, and {LARGEST_CACHE / 2**30:.0f} GiB are the most. Draw smaller areas around the labels, or train "
            "at a coarser resolution.")


def _covering_boxes(region: BaseGeometry, margin: float) -> list[tuple[float, float, float, float]]:
    """Bounding boxes of the parts of `region`, grown by `margin`; boxes that overlap are merged."""
    boxes = [shapely.box(x0 - margin, y0 - margin, x1 + margin, y1 + margin)
             for x0, y0, x1, y1 in (part.bounds for part in shapely.get_parts(region) if not part.is_empty)]
    while True:
        merged = [shapely.box(*part.bounds) for part in shapely.get_parts(shapely.union_all(boxes))]
        if len(merged) == len(boxes):
            return [part.bounds for part in merged]
        boxes = merged
