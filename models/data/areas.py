"""Areas of interest (AOI): training and validation region of each raster, in pixels, from labels and area roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import NEVER_LEARNED, ROLES, TRAIN, VALIDATE, role_of, unknown_roles
from ...protocol.job_requests import Extent
from ...protocol.labels import MOST_COVERED
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.affine_transform import apply_affine
from ..geodata.antimeridian import nearest_world
from ..geodata.crs import ground_crs, missing_grid
from ..geodata.polygon_io import Polygons, local_plane, polygonal
from ..geodata.raster_source import Imagery
from ..geodata.whereabouts import Place, place_of, why_apart
from .classes import is_background
from .spatial_split import hold_out, hold_out_half

FARTHEST = 1e9
"""No coordinate on earth is larger, in any unit."""
NOTHING = "count for nothing"
"""What a training makes of areas whose role is not known."""
STEPS = 64
"""Points along each side of a rectangle that is reprojected to another CRS, where its sides are curves."""


@dataclass
class OnGrid:
    """The labels of one raster and the ground where they count, in pixels of its grid. `numbers` are the positions of
    `labels` in the layer, so that a label on two rasters is known to be one. `negatives` are the background labels,
    where no building is, and `negative_numbers` their positions; their ground is in `train`, unless an area has another
    role."""

    imagery: Imagery
    labels: np.ndarray
    numbers: np.ndarray
    negatives: np.ndarray
    negative_numbers: np.ndarray
    train: BaseGeometry
    validate: BaseGeometry


def on_grid_of(imagery: Imagery, grid: OnGrid) -> OnGrid:
    """The same labels and ground on the grid of the same raster at another resolution."""
    to = ~imagery.transform @ grid.imagery.transform
    return OnGrid(imagery, apply_affine(grid.labels, to), grid.numbers, apply_affine(grid.negatives, to),
                  grid.negative_numbers, apply_affine(grid.train, to), apply_affine(grid.validate, to))


def to_pixels(imagery: Imagery, polygons: Polygons) -> np.ndarray:
    """The polygons as an array of geometries in pixels of the imagery's grid; those outside the domain of its CRS are
    left out."""
    there = np.array(polygons.to(imagery.crs).geometries, dtype=object)
    middle, _ = imagery.transform @ (imagery.shape[1] / 2, imagery.shape[0] / 2)
    return shapely.make_valid(apply_affine(nearest_world(there, imagery.crs, middle), ~imagery.transform))


def rectangle(bounds: tuple[float, float, float, float], crs: pyproj.CRS) -> Polygons:
    """A rectangle (xmin, ymin, xmax, ymax) in `crs`, with STEPS points on its longest side, so that it keeps its shape
    in another CRS."""
    longest = max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    return Polygons([shapely.segmentize(shapely.box(*bounds), longest / STEPS)], crs)


def roles_of(areas: Polygons) -> list[str]:
    """The role of each area, in small letters."""
    return [role_of(word) for word in areas.words("role")]


def tell_unknown_roles(areas: Polygons, job: Job, meaning: str = NOTHING) -> None:
    """Notices about the areas whose role is not known; `meaning` is what the job makes of them."""
    for sentence in _on_unknown_roles(areas, meaning):
        job.notice(sentence)


def _on_unknown_roles(areas: Polygons, meaning: str) -> list[str]:
    roles = roles_of(areas)
    return [f"The role '{role}' is not known. Areas that have it (here {roles.count(role)} of {len(areas)}) {meaning}. "
            + (f"Did you mean '{likely}'? " if likely else "") + f"The roles are {', '.join(ROLES)}."
            for role, likely in unknown_roles(roles)]


def tell_missing_grids(images: Sequence[Imagery], layers: Mapping[str, Polygons | None], job: Job) -> None:
    """Notices about layers, by their names, that cannot be brought exactly to the datum of the imagery."""
    told = [missing_grid(layer.crs, imagery.crs, what, _place(imagery))
            for what, layer in layers.items() if layer is not None for imagery in images]
    for sentence in filter(None, dict.fromkeys(told)):
        job.notice(sentence)


def extent_ground(imagery: Imagery, extent: Extent) -> BaseGeometry:
    """An extent in pixels of the imagery's grid."""
    crs = ground_crs(extent.crs, "The extent")
    corners = np.array([extent.xmin, extent.ymin, extent.xmax, extent.ymax])
    if not (np.abs(corners) < FARTHEST).all() or not (corners[:2] < corners[2:]).all():
        raise RooflineError(f"The extent {', '.join(f'{corner:g}' for corner in corners)} (xmin, ymin, xmax, ymax) has "
                            "no area, or is larger than the earth. Draw another one.")
    if extent.ring:
        return shapely.union_all(to_pixels(imagery, Polygons([shapely.Polygon(extent.ring)], crs)))
    side = rectangle((extent.xmin, extent.ymin, extent.xmax, extent.ymax), crs)
    return shapely.union_all(to_pixels(imagery, side))


def check_meets(images: Sequence[Imagery], wanted: Sequence[BaseGeometry | None], what: str) -> None:
    """Raise RooflineError when the `wanted` ground of each raster (in its pixels; None: all of it) lies on none of the
    rasters; `what` names that ground."""
    if not any(region is None or on_imagery(imagery, region) for imagery, region in zip(images, wanted)):
        raise RooflineError(
            f"The {what} and the imagery ({', '.join(i.name for i in images)}) do not meet. Check both on the map.")


def on_imagery(imagery: Imagery, region: BaseGeometry) -> bool:
    """Whether the imagery shows some of a region in its pixels."""
    return bool(region.intersects(shapely.box(0, 0, imagery.shape[1], imagery.shape[0])))


def area_union(imagery: Imagery, areas: Polygons, roles: Collection[str]) -> BaseGeometry:
    """The union of the areas that have one of `roles`, in pixels of the imagery's grid."""
    wanted = np.array([role in roles for role in roles_of(areas)])
    return shapely.union_all(to_pixels(imagery, areas.pick(wanted)))


def find_ground(images: Sequence[Imagery], labels: Polygons, areas: Polygons | None, settings: TrainSettings,
                job: Job, half: int | None = None, is_cover: bool = False) -> tuple[list[OnGrid], float]:
    """The ground of every raster, and the gap in metres between the training and the held-out ground where a block was
    held out (0 otherwise). Notices through `job` tell what is not used. `half` (0 or 1) of the labels is held out where
    it is given. With ground cover (`is_cover`) labels may cover all of the ground, and a cut through one does no harm.

    Raises RooflineError when labels, areas and imagery do not meet.
    """
    tell_missing_grids(images, {"The labels": labels, "The areas": areas}, job)
    if areas is not None:
        tell_unknown_roles(areas, job)
    grids = [_on_grid(imagery, labels, areas, settings) for imagery in images]
    _check_positions(grids, labels, areas, job)
    if areas is not None and not is_cover:
        _tell_covered(grids, job)
    if half is not None or all(grid.validate.is_empty for grid in grids):
        return grids, _hold_out_block(grids, labels, settings, half, is_cover)
    return grids, 0.0


def _on_grid(imagery: Imagery, labels: Polygons, areas: Polygons | None, settings: TrainSettings) -> OnGrid:
    frame = shapely.box(0, 0, imagery.shape[1], imagery.shape[0])
    here = Polygons(labels.geometries, labels.crs, {
        "number": list(range(len(labels))), "negative": is_background(labels).tolist()}).to(imagery.crs)
    pixels = to_pixels(imagery, here)
    near = np.flatnonzero(shapely.intersects(pixels, frame))
    shapes = np.array([polygonal(g) for g in pixels[near]], dtype=object)
    numbers, negative = np.array(here.values["number"], int)[near], np.array(here.values["negative"], bool)[near]
    negatives, negative_numbers = shapes[negative], numbers[negative]
    shapes, numbers = shapes[~negative], numbers[~negative]
    if areas is None:
        rings = shapely.buffer(shapes, settings.ring_m / imagery.resolution_m)
        train, validate = shapely.union_all([*rings, *negatives]), shapely.Polygon()
    else:
        unseen = area_union(imagery, areas, NEVER_LEARNED)
        validate = area_union(imagery, areas, {VALIDATE}) - unseen
        train = shapely.union_all([area_union(imagery, areas, {TRAIN}), *negatives]) - unseen - validate
    return OnGrid(imagery, shapes, numbers, negatives, negative_numbers, polygonal(train & frame),
                  polygonal(validate & frame))


def _seen(grids: Sequence[OnGrid]) -> np.ndarray:
    """The positions in the layer of the labels that lie on at least one raster."""
    return np.unique(np.concatenate([grid.numbers for grid in grids]))


def shown_labels(labels: Polygons, grids: Sequence[OnGrid]) -> Polygons:
    """The labels that lie on at least one raster, those of background among them."""
    numbers = [part for grid in grids for part in (grid.numbers, grid.negative_numbers)]
    return labels.pick(np.isin(np.arange(len(labels)), np.concatenate(numbers)))


def _check_positions(grids: Sequence[OnGrid], labels: Polygons, areas: Polygons | None, job: Job) -> None:
    seen, total = len(_seen(grids)), int(np.count_nonzero(~is_background(labels)))
    if not seen:
        raise RooflineError(
            f"No label lies on the imagery ({', '.join(g.imagery.name for g in grids)}), of {total} in the layer. "
            + why_apart(labels, "labels", "imagery", _place(grids[0].imagery), grids[0].imagery.crs))
    if seen < total:
        job.notice(f"Labels that are outside the imagery, and so not used: {total - seen:,} of {total:,}.")
    if areas is None:
        return
    if all(grid.train.is_empty for grid in grids):
        if any(on_imagery(grid.imagery, area_union(grid.imagery, areas, {TRAIN})) for grid in grids):
            raise RooflineError(
                f"Areas with the role '{VALIDATE}', 'ignore' or 'test', which come first, cover all areas with the "
                f"role '{TRAIN}' on the imagery, so nothing is left to learn from. Make them smaller, or give them "
                "another role.")
        raise RooflineError(" ".join([
            f"No area with the role '{TRAIN}' lies on the imagery. Draw one around labels that are complete.",
            *_on_unknown_roles(areas, NOTHING)]))
    inside = len(np.unique(np.concatenate([
        grid.numbers[shapely.intersects(grid.labels, grid.train | grid.validate)] for grid in grids])))
    if not inside:
        raise RooflineError(
            f"No label lies inside an area, of {total} in the layer. Draw the areas around the labels, "
            "or leave the areas out.")
    if inside < seen:
        job.notice(f"Labels that are outside all areas, and so not used: {seen - inside:,}.")


def _tell_covered(grids: Sequence[OnGrid], job: Job) -> None:
    covered = _covered_share(grids)
    if covered > MOST_COVERED:
        job.notice(f"The labels cover {covered:.0%} of the areas, which leaves hardly any ground without buildings to "
                   "learn from. Check that the labels are buildings, and draw the areas wider than they are.")


def _covered_share(grids: Sequence[OnGrid]) -> float:
    """The share of the areas to train and validate on that labels cover."""
    covered = whole = 0.0
    for grid in grids:
        ground = shapely.union_all([grid.train, grid.validate])
        labels = grid.labels[shapely.intersects(grid.labels, ground)]
        at_most = min(float(shapely.area(labels).sum()), ground.area)
        if at_most > MOST_COVERED * ground.area:  # the exact share takes longer
            at_most = shapely.intersection(shapely.union_all(labels), ground).area
        covered, whole = covered + at_most, whole + ground.area
    return covered / whole if whole else 0.0


def _place(imagery: Imagery) -> Place | None:
    frame = apply_affine(shapely.box(0, 0, imagery.shape[1], imagery.shape[0]), imagery.transform)
    return place_of(Polygons([frame], imagery.crs))


def _hold_out_block(grids: Sequence[OnGrid], labels: Polygons, settings: TrainSettings, half: int | None,
                    is_cover: bool) -> float:
    """Move a block of the training ground to the held-out ground; returns the gap in metres, 0 when nothing is held
    out.

    All rasters have the same cut, in one plane: rasters may overlap or touch, and ground that is trained on in one must
    not be scored in another.
    """
    seen = _seen(grids)
    plane = local_plane(labels)
    shapes = Polygons([labels.geometries[number] for number in seen], labels.crs).to(plane).geometries
    if is_cover:  # a label is on the side of the cut on which most of it lies
        shapes = list(shapely.centroid(shapes))
    grounds = [in_plane(grid, plane) for grid in grids]
    region = shapely.union_all(grounds)
    split = (hold_out(shapes, region, settings.holdout_share, settings.gap_m) if half is None
             else hold_out_half(shapes, region, half, settings.gap_m))
    if split is None:
        return 0.0
    for grid, ground in zip(grids, grounds):
        if ground.is_empty:
            continue
        train, held_out = (_side(grid, ground, band, plane) for band in (split.train, split.held_out))
        grid.train, grid.validate = polygonal(grid.train & train), polygonal(grid.train & held_out)
    return split.gap


def _side(grid: OnGrid, ground: BaseGeometry, band: BaseGeometry, plane: pyproj.CRS) -> BaseGeometry:
    """What lies about the `ground` of a raster of the rectangle `band`, both in the CRS `plane`, in pixels of its grid:
    rasters may be so far apart that all of the rectangle has no place there."""
    xmin, ymin, xmax, ymax = ground.bounds
    beyond = max(xmax - xmin, ymax - ymin)  # so that only the cut is an edge within the ground
    near = band & shapely.box(xmin - beyond, ymin - beyond, xmax + beyond, ymax + beyond)
    return shapely.union_all(to_pixels(grid.imagery, rectangle(near.bounds, plane))) if near.area else shapely.Polygon()


def in_plane(grid: OnGrid, plane: pyproj.CRS) -> BaseGeometry:
    """The training ground of a raster in the CRS `plane`."""
    if grid.train.is_empty:
        return grid.train
    there = Polygons([apply_affine(grid.train, grid.imagery.transform)], grid.imagery.crs).to(plane)
    return shapely.union_all(there.geometries)
