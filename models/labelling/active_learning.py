"""Pool-based active learning (uncertainty sampling): squares of imagery ranked by the wrong footprints expected there.

The confidence of a footprint is the probability that it is right, so the sum of 1 - confidence over those in a square
is how many of them an analyst will have to correct. Why this and nothing else: docs/decisions/0041.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import COMPLETE, NEVER_LEARNED, PREDICT, SUGGESTED
from ...protocol.job_requests import Extent, Predict, Suggest
from ...protocol.settings.labelling import SuggestSettings
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count
from ..data.areas import area_union, extent_ground, roles_of, tell_missing_grids, tell_unknown_roles, to_pixels
from ..geodata.affine_transform import apply_affine
from ..geodata.band_dates import has_dates
from ..geodata.band_stack import as_stacks
from ..geodata.common_crs import common_crs
from ..geodata.mosaic import as_mosaics
from ..geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..geodata.raster_source import Imagery, open_imagery
from ..inference.predict import find_footprints
from ..inference.raster_task import on_chosen_bands
from ..networks.model_registry import load_model

STEPS = 2
"""Places along the side of a square at which another one may begin, so that squares fit in beside labelled ground."""
COVERED = 0.999
"""A square lies inside the wanted ground from this share on, and outside labelled ground below 1 - COVERED."""
OVERLAP_TOLERANCE = 0.01
"""Share of a square that another one may cover: two rasters divide the same ground a little differently."""


@dataclass(frozen=True)
class CandidateRegion:
    """Ground of one raster, in pixels of its grid: where squares are wanted (None: everywhere), and what is labelled or
    never to be learned."""

    wanted: BaseGeometry | None
    taken: BaseGeometry

    def has_room(self, boxes: np.ndarray) -> np.ndarray:
        """Which boxes (N,) lie inside the wanted ground and on no ground that is taken."""
        free = covered_share(boxes, self.taken) <= 1 - COVERED
        return free if self.wanted is None else free & (covered_share(boxes, self.wanted) >= COVERED)


class Squares(NamedTuple):
    """Square `outlines` (N,), and the number of wrong footprints that is expected in each."""

    outlines: np.ndarray
    doubt: np.ndarray

    def to(self, crs: pyproj.CRS, other: pyproj.CRS) -> Squares:
        """The same squares, which are in `crs`, in another one."""
        moved = Polygons(list(self.outlines), crs, {"doubt": self.doubt.tolist()}).to(other)
        return Squares(np.array(moved.geometries, object), np.array(moved.values["doubt"], float))


def suggest_areas(request: Suggest, job: Job) -> dict[str, Any]:
    """Write the squares of the imagery to label next, as areas: `role` is 'suggested', `rank` counts from 1, `score` is
    the number of wrong footprints that is expected in the square.

    Raises RooflineError when the input cannot be used or no footprint is found where a square has room, and
    JobCanceled; nothing is written then.
    """
    settings = SuggestSettings.from_dict(request.settings)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=request.folder)))
        images = _opened(request, settings, folder, stack, job.quiet())  # the prediction tells what is to be told
        areas = read_polygons(request.areas, "areas", may_be_empty=True, whole=True) if request.areas else None
        regions = candidate_regions(images, request, areas, job)
        searched = request.areas if _is_searched(request, areas) else None
        footprints = _footprints(request, settings, searched, folder / "prediction", job)
        crs = common_crs(images, job.quiet())
        found = [doubtful_squares(imagery, region, footprints, settings.side_m).to(imagery.crs, crs)
                 for imagery, region in zip(images, regions)]
    squares = Squares(*map(np.concatenate, zip(*found)))
    chosen = most_doubtful(squares, settings.squares)
    if not len(chosen):
        raise RooflineError(
            f"Outside what is labelled the model finds nothing round which a square of {settings.side_m:g} m has room "
            "in the wanted ground. Lower the side, give a larger extent or other imagery, or label some of what the "
            "model overlooks.")
    if len(chosen) < settings.squares:
        job.notice(f"Squares that found room: {len(chosen)} of {settings.squares}. For more, lower the side, or give "
                   "a larger extent.")
    write_polygons(request.suggested, SUGGESTED, squares.outlines[chosen], {
        "role": np.full(len(chosen), SUGGESTED, dtype=object), "rank": np.arange(1, len(chosen) + 1),
        "score": squares.doubt[chosen].round(2)}, crs)
    job.progress(1.0, f"Suggested: {count(len(chosen), 'square')}")
    return {"suggested": request.suggested, "count": len(chosen), "compared": len(squares.doubt)}


def _opened(request: Suggest, settings: SuggestSettings, folder: Path, stack: ExitStack, job: Job) -> list[Imagery]:
    """The rasters on the grid of the model, open as long as `stack` is."""
    card = load_model(request.model).card
    stacks = as_stacks(request.imagery, str(folder), job, has_dates(card.bands))
    if settings.bands is not None:
        card = on_chosen_bands(card, stacks, settings.bands, job)
    images = open_imagery(as_mosaics(stacks, folder, job), card.bands, card.resolution_m)
    for imagery in images:
        stack.callback(imagery.close)
    return images


def _is_searched(request: Suggest, areas: Polygons | None) -> bool:
    """Whether the areas say where squares are wanted."""
    return areas is not None and not request.extent and PREDICT in roles_of(areas)


def _footprints(request: Suggest, settings: SuggestSettings, areas: str | None, folder: Path, job: Job) -> Polygons:
    """What the model finds where squares are wanted: in the file `areas`, where they say that."""
    folder.mkdir()
    path = str(folder / "footprints.gpkg")
    find_footprints(Predict(
        request.job, str(folder), request.imagery, path,
        {"bands": settings.bands, "batch_size": settings.batch_size, "regularize": False}, model=request.model,
        areas=areas, extent=request.extent), job)
    return read_polygons(path, "footprints", may_be_empty=True)


def candidate_regions(images: Sequence[Imagery], request: Suggest, areas: Polygons | None,
                      job: Job) -> list[CandidateRegion]:
    """The ground of every raster. Notices tell what is odd about layers that the prediction does not read."""
    labels = read_polygons(request.labels, "labels", may_be_empty=True) if request.labels else None
    told = None if _is_searched(request, areas) else areas
    if told is not None:
        tell_unknown_roles(told, job)
    tell_missing_grids(images, {"The labels": labels, "The areas": told}, job)
    return [_region(imagery, request, areas, labels) for imagery in images]


def _region(imagery: Imagery, request: Suggest, areas: Polygons | None, labels: Polygons | None) -> CandidateRegion:
    """Without labelled areas, the ring around each label counts as labelled, as it does in training."""
    wanted: BaseGeometry | None = None
    labelled, unseen = shapely.Polygon(), shapely.Polygon()
    if areas is not None:
        labelled, unseen = (area_union(imagery, areas, roles) for roles in (COMPLETE, NEVER_LEARNED))
    if labels is not None and labelled.is_empty:
        ring = TrainSettings().ring_m / imagery.resolution_m
        labelled = shapely.union_all(shapely.buffer(to_pixels(imagery, labels), ring))
    if request.extent:
        wanted = extent_ground(imagery, Extent(**request.extent))
    elif areas is not None and _is_searched(request, areas):
        wanted = area_union(imagery, areas, {PREDICT})
    return CandidateRegion(wanted, labelled | unseen)


def doubtful_squares(imagery: Imagery, region: CandidateRegion, footprints: Polygons, side_m: float) -> Squares:
    """The squares of a raster that have room in `region` and hold the centre of a footprint, in the CRS of the raster.
    They begin at the corner of the wanted ground, and every half of a side from there on."""
    step = side_m / imagery.resolution_m / STEPS
    left, top, *_ = (0, 0) if region.wanted is None or region.wanted.is_empty else region.wanted.bounds
    there = footprints.to(imagery.crs)
    centers = shapely.centroid(to_pixels(imagery, there))
    cells = np.floor((shapely.get_coordinates(centers) - (left, top)) / step).astype(int)
    offsets = np.stack(np.meshgrid(*[np.arange(STEPS)] * 2), axis=-1).reshape(-1, 2)
    (x, y), side = (np.unique((cells[:, None] - offsets).reshape(-1, 2), axis=0) * step + (left, top)).T, step * STEPS
    rows, columns = imagery.shape
    fits = (x >= 0) & (y >= 0) & (x + side <= columns) & (y + side <= rows)
    boxes = shapely.box(x, y, x + side, y + side)[fits]
    boxes = boxes[region.has_room(boxes)]
    doubt = expected_wrong(boxes, centers, np.array(there.values.get("confidence", []), float))
    return Squares(apply_affine(boxes, imagery.transform), doubt)


def expected_wrong(boxes: np.ndarray, centers: np.ndarray, confidences: np.ndarray) -> np.ndarray:
    """The number of wrong footprints that is expected in each box (N,), where footprints have these `centers`, points
    (n,), and `confidences` (n,)."""
    which, those = shapely.STRtree(centers).query(boxes, predicate="contains")
    return np.bincount(which, 1 - confidences[those], minlength=len(boxes))


def most_doubtful(squares: Squares, wanted: int) -> np.ndarray:
    """Positions of at most `wanted` squares that do not overlap, the most doubtful first."""
    tree, free = shapely.STRtree(squares.outlines), np.ones(len(squares.doubt), bool)
    chosen: list[int] = []
    for best in np.argsort(-squares.doubt, kind="stable"):
        if len(chosen) == wanted:
            break
        if free[best]:
            chosen.append(int(best))
            near = tree.query(squares.outlines[best], predicate="intersects")
            common = shapely.area(shapely.intersection(squares.outlines[near], squares.outlines[best]))
            free[near[common > OVERLAP_TOLERANCE * shapely.area(squares.outlines[near])]] = False
    return np.array(chosen, int)


def covered_share(boxes: np.ndarray, ground: BaseGeometry) -> np.ndarray:
    """The share (N,) of each box that lies on `ground`."""
    parts = shapely.get_parts(ground)  # each box meets only parts near it: one ground may be thousands of rings
    which, those = shapely.STRtree(parts).query(boxes, predicate="intersects")
    common = shapely.area(shapely.intersection(boxes[which], parts[those]))
    return np.bincount(which, common, minlength=len(boxes)) / shapely.area(boxes)
