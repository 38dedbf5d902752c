"""Change detection between two layers of buildings: new, gone, changed, unchanged, split and merged outlines.

Outlines of both layers that lie on each other to a good part are linked, and what hangs together by links is one group
(connected components of the bipartite graph). How many outlines a group has on either side tells what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import IGNORE, SUGGESTED
from ...protocol.footprints import (
    BUILDING_CHANGES,
    CHANGED,
    GONE,
    MERGED,
    NEW,
    REGROUPED,
    REJECTED,
    SPLIT,
    UNCHANGED,
    status_of,
)
from ...protocol.job_requests import Compare
from ...protocol.settings.evaluation import CompareSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count
from ..data.areas import roles_of
from ..data.classes import is_background
from ..geodata.crs import missing_grid
from ..geodata.polygon_io import Polygons, ellipsoidal_areas, polygonal, read_polygons, write_polygons
from ..geodata.whereabouts import place_of, why_apart
from .evaluate import scoring_crs, with_notices
from .polygon_overlay import intersection, shared_ground

INSIDE = 0.5
"""Share of an outline inside the areas, from which it counts."""


@dataclass(frozen=True)
class Groups:
    """What became of the outlines of two layers: the group of each outline, and of each group (g,) its `change` and its
    figures; these are NaN where one side has no outline.

    `iou` is that of the ground of both sides; without a partner, the greatest with any outline of the other side.
    `covered_before` and `covered_after` are the shares of the ground on one side that the other side covers.
    """

    of_before: np.ndarray
    of_after: np.ndarray
    change: np.ndarray
    iou: np.ndarray
    covered_before: np.ndarray
    covered_after: np.ndarray


def find_changes(before: Sequence[BaseGeometry], after: Sequence[BaseGeometry], settings: CompareSettings) -> Groups:
    """The groups of valid polygons of one CRS, by their overlaps."""
    old, new = np.array(before, object), np.array(after, object)
    pairs, iou, of_old = shared_ground(old, new)
    of_new = of_old * shapely.area(old)[pairs[:, 0]] / shapely.area(new)[pairs[:, 1]]
    linked = np.maximum(of_old, of_new) >= settings.linked_share
    of_before, of_after, number = _groups(pairs[linked], len(old), len(new))
    there, here = of_before[pairs[:, 0]], of_after[pairs[:, 1]]
    overlap = np.zeros(number)
    np.maximum.at(overlap, there, iou)
    np.maximum.at(overlap, here, iou)
    covered = [np.bincount(rows, shares, minlength=number).astype(float)
               for rows, shares in ((there, of_old), (here, of_new))]
    one = there[linked]  # right for pairs; the others come below
    overlap[one], covered[0][one], covered[1][one] = iou[linked], of_old[linked], of_new[linked]
    members = [_members(groups, number) for groups in (of_before, of_after)]
    sizes = [np.array([len(rows) for rows in side], int) for side in members]
    for group in np.flatnonzero((np.minimum(*sizes) > 0) & (np.maximum(*sizes) > 1)):
        ground = shapely.union_all(old[members[0][group]]), shapely.union_all(new[members[1][group]])
        common, areas = shapely.area(intersection(*ground)), shapely.area(ground)
        overlap[group] = common / (areas.sum() - common)
        covered[0][group], covered[1][group] = common / areas
    for shares, size in zip(covered, sizes):
        shares[size == 0] = np.nan
    return Groups(of_before, of_after, _kinds(sizes[0], sizes[1], overlap, settings), overlap,
                  np.minimum(covered[0], 1), np.minimum(covered[1], 1))


def _groups(links: np.ndarray, before: int, after: int) -> tuple[np.ndarray, np.ndarray, int]:
    """The group of each outline before and after, and the number of groups."""
    if not before + after:
        return np.zeros(0, int), np.zeros(0, int), 0
    graph = coo_array((np.ones(len(links), bool), (links[:, 0], before + links[:, 1])), shape=(before + after,) * 2)
    number, groups = connected_components(graph, directed=False)
    return groups[:before], groups[before:], number


def _members(groups: np.ndarray, number: int) -> list[np.ndarray]:
    """The positions of the outlines of each group."""
    ends = np.cumsum(np.bincount(groups, minlength=number))
    return np.split(np.argsort(groups, kind="stable"), ends)[:number]


def _kinds(before: np.ndarray, after: np.ndarray, iou: np.ndarray, settings: CompareSettings) -> np.ndarray:
    """What became of each group, by its numbers of outlines and its IoU."""
    alone = np.select([after == 0, before == 0, iou >= settings.unchanged_iou], [GONE, NEW, UNCHANGED], CHANGED)
    return np.select([(before <= 1) & (after <= 1), before == 1, after == 1], [alone, SPLIT, MERGED],
                     REGROUPED).astype(object)


def compare_layers(request: Compare, job: Job) -> dict[str, Any]:
    """Write what changed between two layers; returns how often each change was found, and the path.

    A row for each outline after, and for each one that is gone; several of one group have its figures. Raises
    RooflineError for layers that cannot be compared, JobCanceled when cancelled.
    """
    settings = CompareSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the layers")
    before, after = (_buildings(path, what, job) for path, what in (
        (request.before, "outlines before"), (request.after, "outlines after")))
    if not len(before) and not len(after):
        raise RooflineError("Neither layer has a building, before or after: there is nothing to compare.")
    crs = after.crs
    if sentence := missing_grid(before.crs, crs, "The layer before", place_of(after)):
        job.notice(sentence)
    plane = scoring_crs(after if len(after) else before)
    old, new = before.to(plane), after.to(plane)
    job.progress(0.3, f"Comparing {count(len(old), 'outline')} before with {len(new):,} after")
    groups = find_changes(old.geometries, new.geometries, settings)
    if len(old) and len(new) and not groups.iou.any():
        why = why_apart(before, "layer before", "layer after", place_of(after), after.crs)
        job.notice(f"No outline after meets one before. {why}")
    counted = _counted(request.areas, groups, old, new)
    job.progress(0.6, "Writing the changes")
    _write(request.changes, groups, counted, old, new, crs)
    found = _numbers(groups, counted)
    job.progress(1.0, ", ".join(f"{number:,} {change}" for change, number in found.items() if number) or "no building")
    return {"changes": request.changes, **found}


def _buildings(path: str, what: str, job: Job) -> Polygons:
    """The buildings of a layer, without rejected footprints and labels of the class background."""
    layer = with_notices(read_polygons(path, what, may_be_empty=True), what, job)
    rejected = np.array([status_of(word) == REJECTED for word in layer.words("status")], dtype=bool)
    none = rejected | is_background(layer)
    if none.any():
        job.notice(f"{count(int(none.sum()), 'outline')} of the {what} are rejected or of the class 'background', and "
                   "count as no building.")
    return layer.pick(~none)


def _counted(path: str | None, groups: Groups, before: Polygons, after: Polygons) -> np.ndarray:
    """Which groups (g,) count: all, or those of which an outline lies mostly inside the areas, but for those that are
    ignored. Raises RooflineError where no area is left."""
    if path is None:
        return np.ones(len(groups.change), bool)
    areas = read_polygons(path, "areas", whole=True).to(after.crs)
    roles = np.array(roles_of(areas), object)
    used = shapely.union_all(areas.pick(~np.isin(roles, (IGNORE, SUGGESTED))).geometries)
    ground = polygonal(used - shapely.union_all(areas.pick(roles == IGNORE).geometries))
    if ground.is_empty and not used.is_empty:
        raise RooflineError(f"The areas to ignore in {path} cover all of the others; nothing is left to compare.")
    if ground.is_empty:
        raise RooflineError(f"Every area in {path} has the role 'ignore' or 'suggested': nothing is left to compare.")
    counted = np.zeros(len(groups.change), bool)
    for layer, group in ((before, groups.of_before), (after, groups.of_after)):
        counted[group[_inside(np.array(layer.geometries, object), ground)]] = True
    return counted


def _inside(shapes: np.ndarray, ground: BaseGeometry) -> np.ndarray:
    shapely.prepare(ground)
    inside = shapely.covers(ground, shapes)
    edge = np.flatnonzero(~inside & shapely.intersects(ground, shapes))
    inside[edge] = shapely.area(intersection(shapes[edge], ground)) >= INSIDE * shapely.area(shapes[edge])
    return inside


def _write(path: str, groups: Groups, counted: np.ndarray, before: Polygons, after: Polygons, crs: Any) -> None:
    """Write the outlines after, then those that are gone, in `crs`."""
    sizes = [ellipsoidal_areas(layer.geometries, layer.crs)[0] for layer in (before, after)]
    size_before = np.bincount(groups.of_before, sizes[0], minlength=len(counted))
    known = _ids(before)
    ids = [",".join(known[rows]) for rows in _members(groups.of_before, len(counted))]
    is_gone = groups.change[groups.of_before] == GONE
    group = np.concatenate([groups.of_after, groups.of_before[is_gone]])
    empty = [None] * int(is_gone.sum())
    rows = Polygons([*after.geometries, *before.pick(is_gone).geometries], after.crs, {
        "change": groups.change[group].tolist(), "before_id": [ids[one] or None for one in group],
        "after_id": [*_ids(after), *empty], "iou": groups.iou[group].round(4).tolist(),
        "covered_before": groups.covered_before[group].round(4).tolist(),
        "covered_after": groups.covered_after[group].round(4).tolist(),
        "area_before_m2": [size_before[one] if ids[one] else None for one in group],
        "area_after_m2": [*sizes[1], *empty]}).pick(counted[group]).to(crs)
    texts = ("change", "before_id", "after_id")
    write_polygons(path, "changes", rows.geometries, {
        name: np.array(values, object if name in texts else float) for name, values in rows.values.items()}, crs)


def _ids(layer: Polygons) -> np.ndarray:
    """The ids of the features, as the plugin exports them; else their places in the layer."""
    return np.array([str(number) for number in layer.values.get("source_id", range(1, len(layer) + 1))], object)


def _numbers(groups: Groups, counted: np.ndarray) -> dict[str, int]:
    """The number of groups of each change."""
    return {change: int(np.count_nonzero((groups.change == change) & counted)) for change in BUILDING_CHANGES}
