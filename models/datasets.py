"""From a request's layers to what training needs: sites to learn from and a part held out to score on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Collection, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..protocol.settings import TrainSettings
from .errors import RooflineError
from .split import hold_out
from .imagery import Imagery, Statistics
from .jobs import Job
from .masks import IGNORE, target_mask
from .predictor import ArraySource
from .sampling import Site
from .vectors import Polygons, polygonal

TARGET_CLASS = "building"
LARGEST_CACHE = 6 * 2**30
"""Bytes of imagery that training may hold in memory."""


@dataclass
class HeldOut:
    """A piece of imagery that training never sees, with its labels and the region in which they are complete, in pixels
    of the piece."""

    source: ArraySource
    labels: list[BaseGeometry]
    region: BaseGeometry


@dataclass
class Dataset:
    """What one run learns from and is scored on. The counts are of labels."""

    sites: list[Site]
    held_out: list[HeldOut]
    training_labels: int
    held_out_labels: int
    smallest_label_m2: float
    background: str
    gap_m: float


@dataclass
class _OnGrid:
    """The labels and regions of one raster, in pixels of its grid."""

    imagery: Imagery
    labels: list[BaseGeometry]
    train: BaseGeometry
    validate: BaseGeometry


def build_dataset(images: Sequence[Imagery], statistics: Statistics, labels: Polygons, areas: Polygons | None,
                  settings: TrainSettings, job: Job) -> Dataset:
    """Sites and held-out pieces of every raster. Says through `job` what was repaired or left out; raises RooflineError
    when nothing is left to learn from."""
    labels = target_labels(labels, job)
    grids = [_on_grid(imagery, labels, areas, settings) for imagery in images]
    _check_positions(grids, labels, areas, job)
    gap_m = 0.0
    background = "areas" if areas is not None else f"a ring of {settings.ring_m:g} m around each label"
    if all(grid.validate.is_empty for grid in grids):
        gap_m = _hold_out_blocks(grids, settings, job)
    sites = [site for grid in grids for site in _sites(grid, statistics, settings)]
    held_out = [piece for grid in grids for piece in _held_out_pieces(grid)]
    count = sum(len(site.centers) for site in sites)
    if not count:
        raise RooflineError(
            "No label is left to train on: they all lie in 'validate' or 'ignore' areas. "
            "Draw labels inside an area with the role 'train'.")
    return Dataset(sites, held_out, count, sum(len(piece.labels) for piece in held_out),
                   _smallest_m2(grids), background, gap_m)


def _smallest_m2(grids: Sequence[_OnGrid]) -> float:
    """The area that all but one label in fifty exceed."""
    return float(np.quantile([g.area * grid.imagery.resolution_m ** 2 for grid in grids for g in grid.labels], 0.02))


def target_labels(labels: Polygons, job: Job) -> Polygons:
    """The labels of the target class (an empty `class` means it); says what was repaired or left out."""
    if labels.repaired:
        job.notice(f"{labels.repaired} of {len(labels)} labels crossed themselves and were repaired for this run.")
    if labels.dropped:
        job.notice(f"{labels.dropped} labels without any area were left out.")
    column = next((values for name, values in labels.values.items() if name.lower() == "class"), None)
    if column is None:
        return labels
    words = [str(value or "").strip().lower() for value in column]
    wanted = np.array([word in ("", "nan", TARGET_CLASS) for word in words])
    others = sorted({word for word, keep in zip(words, wanted) if not keep})
    if others:
        job.notice(f"{np.count_nonzero(~wanted)} labels of class {', '.join(others)} count as background; "
                   f"this model learns the class '{TARGET_CLASS}'.")
    if not wanted.any():
        raise RooflineError(
            f"No label has the class '{TARGET_CLASS}' (found: {', '.join(others)}). "
            f"Empty the 'class' field, or set it to '{TARGET_CLASS}'.")
    return labels.pick(wanted)


def to_pixels(imagery: Imagery, polygons: Polygons) -> np.ndarray:
    """The polygons as an array in pixels of the imagery's grid, those that collapse on the way left out."""
    inverse = ~imagery.transform
    moved = shapely.transform(
        np.array(polygons.to(imagery.crs).geometries, dtype=object),
        lambda xy: np.column_stack(inverse * (xy[:, 0], xy[:, 1])))
    return shapely.make_valid(moved)


def roles_of(areas: Polygons) -> list[str]:
    """The role of each area, in small letters; an empty one means 'train'."""
    column = next((values for name, values in areas.values.items() if name.lower() == "role"), [""] * len(areas))
    return [str(role or "").strip().lower() or "train" for role in column]


def area_union(imagery: Imagery, areas: Polygons, roles: Collection[str]) -> BaseGeometry:
    """The union of the areas that have one of `roles`, in pixels of the imagery's grid."""
    wanted = np.array([role in roles for role in roles_of(areas)])
    return shapely.union_all(to_pixels(imagery, areas.pick(wanted)))


def _on_grid(imagery: Imagery, labels: Polygons, areas: Polygons | None, settings: TrainSettings) -> _OnGrid:
    frame = shapely.box(0, 0, imagery.shape[1], imagery.shape[0])
    pixels = to_pixels(imagery, labels)
    near = [polygonal(g) for g in pixels[shapely.intersects(pixels, frame)]]
    if areas is None:
        rings = shapely.buffer(np.array(near, dtype=object), settings.ring_m / imagery.resolution_m)
        train, validate = shapely.union_all(rings), shapely.Polygon()
    else:
        ignored = area_union(imagery, areas, {"ignore"})
        validate = area_union(imagery, areas, {"validate"}) - ignored
        train = area_union(imagery, areas, {"train"}) - ignored - validate
    return _OnGrid(imagery, near, polygonal(train & frame), polygonal(validate & frame))


def _check_positions(grids: Sequence[_OnGrid], labels: Polygons, areas: Polygons | None, job: Job) -> None:
    if not any(grid.labels for grid in grids):
        raise RooflineError(
            f"None of the {len(labels)} labels lies on the imagery ({', '.join(g.imagery.name for g in grids)}). "
            "Check that both layers have the right coordinate reference system.")
    outside = len(labels) - sum(len(grid.labels) for grid in grids)
    if outside > 0:
        job.notice(f"{outside} of {len(labels)} labels lie outside the imagery and are not used.")
    if areas is None:
        return
    if all(grid.train.is_empty for grid in grids):
        raise RooflineError("No area with the role 'train' lies on the imagery. Draw one around labels that are complete.")
    inside = sum(int(shapely.intersects(np.array(grid.labels, dtype=object), grid.train | grid.validate).sum())
                 for grid in grids if grid.labels)
    if not inside:
        raise RooflineError(
            f"None of the {len(labels)} labels lies inside an area. Draw the areas around the labels, "
            "or leave the areas out.")
    if inside < len(labels) - max(outside, 0):
        job.notice(f"{len(labels) - max(outside, 0) - inside} labels lie outside all areas and are not used.")


def _hold_out_blocks(grids: Sequence[_OnGrid], settings: TrainSettings, job: Job) -> float:
    """Split every grid into a training and a held-out block; the narrowest gap in metres, 0 when nothing is held out."""
    gaps = []
    for grid in grids:
        split = hold_out(grid.labels, grid.train, settings.holdout_share, settings.gap_m / grid.imagery.resolution_m)
        if split is not None:
            grid.train, grid.validate = polygonal(split.train), polygonal(split.held_out)
            gaps.append(split.gap * grid.imagery.resolution_m)
    if not gaps and settings.holdout_share > 0:
        count = sum(len(grid.labels) for grid in grids)
        job.notice(f"{count} labels are too few to hold some out, so this model has no score of its own. "
                   "Draw more, or give an area the role 'validate'.")
    return min(gaps, default=0.0)


def _sites(grid: _OnGrid, statistics: Statistics, settings: TrainSettings) -> list[Site]:
    scale = grid.imagery.resolution_m
    labels = np.array(grid.labels, dtype=object)
    sites = []
    for column, row, image, valid in _pieces(grid, grid.train, margin=settings.tile_size // 2):
        near = list(labels[shapely.intersects(labels, shapely.box(
            column, row, column + valid.shape[1], row + valid.shape[0]))]) if len(labels) else []
        mask = target_mask(near, grid.train, valid.shape, (column, row), settings.outline_tolerance_m / scale,
                           settings.contact_m / scale)
        mask[~valid] = IGNORE
        trained = [g for g in near if g.intersects(grid.train)]
        points = [(g & grid.train).representative_point() for g in trained]
        centers = np.array([[p.x - column, p.y - row] for p in points if not p.is_empty]).reshape(-1, 2)
        sites.append(Site(image, valid, mask, centers, statistics.mean, statistics.std))
    return sites


def _held_out_pieces(grid: _OnGrid) -> list[HeldOut]:
    pieces = []
    for column, row, image, valid in _pieces(grid, grid.validate, margin=64):
        region = shapely.transform(grid.validate, lambda xy: xy - [column, row])
        region = region & shapely.box(0, 0, valid.shape[1], valid.shape[0])
        labels = [shapely.transform(g, lambda xy: xy - [column, row]) for g in grid.labels if g.intersects(grid.validate)]
        labels = [g for g in labels if g.intersects(region)]
        if labels:
            pieces.append(HeldOut(ArraySource(image, valid), labels, region))
    return pieces


def _pieces(grid: _OnGrid, region: BaseGeometry, margin: int) -> list[tuple[int, int, np.ndarray, np.ndarray]]:
    """Column, row, image and valid pixels of the rectangles that cover `region` with a margin."""
    rows, columns = grid.imagery.shape
    windows = []
    for x0, y0, x1, y1 in _covering_boxes(region, margin):
        left, top = max(int(x0), 0), max(int(y0), 0)
        windows.append((left, top, min(math.ceil(x1), columns) - left, min(math.ceil(y1), rows) - top))
    a_pixel = len(grid.imagery.band_indexes) * np.dtype(grid.imagery.dtype).itemsize + 2
    size = sum(width * height for _, _, width, height in windows) * a_pixel
    if size > LARGEST_CACHE:
        raise RooflineError(
            f"The labelled ground on {grid.imagery.name} needs {size / 2**30:.0f} GiB of memory at "
            f"{grid.imagery.resolution_m:g} m a pixel. Draw smaller areas around the labels, or train at a coarser "
            "resolution.")
    return [(column, row, *grid.imagery.read(column, row, width, height)) for column, row, width, height in windows]


def _covering_boxes(region: BaseGeometry, margin: float) -> list[tuple[float, float, float, float]]:
    """Boxes round the parts of `region`, grown by `margin`; boxes that overlap are made one."""
    boxes = [shapely.box(x0 - margin, y0 - margin, x1 + margin, y1 + margin)
             for x0, y0, x1, y1 in (part.bounds for part in shapely.get_parts(region) if not part.is_empty)]
    while True:
        merged = [shapely.box(*part.bounds) for part in shapely.get_parts(shapely.union_all(boxes))]
        if len(merged) == len(boxes):
            return [part.bounds for part in merged]
        boxes = merged
