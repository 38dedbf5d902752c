"""Label quality checks before training: duplicates, slivers and overlaps.

plugin/review/label_checks.py has the same rules for the panel, with the thresholds of protocol/labels.py.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...protocol.labels import LARGEST_M2, LARGEST_OVERLAP, NARROWEST_M, SAME_IOU, SMALLEST_M2
from ..core.job import Job
from ..geodata.polygon_io import Polygons, local_plane, several_told
from .classes import is_background


def checked(labels: Polygons, job: Job, is_cover: np.ndarray | None = None) -> Polygons:
    """The labels without duplicates. Notices through `job` tell what was taken apart, repaired, left out, or deserves
    another look; no label is an error. Labels of ground cover (`is_cover`, (n,) bool) may be of any size."""
    is_cover = np.zeros(len(labels), bool) if is_cover is None else is_cover
    if labels.several:
        job.notice(several_told(labels, "labels"))
    if labels.repaired:
        job.notice("Labels that crossed themselves and were repaired for this run: "
                   f"{labels.repaired:,} of {len(labels):,}.")
    if labels.dropped:
        job.notice(f"Labels that cover no ground and are left out: {labels.dropped:,}.")
    keep = _drawn_once(labels)
    if not keep.all() and is_cover.all():
        job.notice(f"Labels that are drawn over another one, and so not used: {np.count_nonzero(~keep):,}.")
    elif not keep.all():
        job.notice("Labels that are drawn over another one of the same building, and so not used: "
                   f"{np.count_nonzero(~keep):,}.")
    labels, is_cover = labels.pick(keep), is_cover[keep]
    _tell_sizes(labels.pick(~is_cover), job)
    _tell_overlaps(labels, is_cover, job)
    return labels


def _drawn_once(labels: Polygons) -> np.ndarray:
    """The labels (n,) bool without those that cover the same building as an earlier one. Background labels all stay.
    """
    first, second, common = _overlaps(labels)
    areas, negative = shapely.area(labels.geometries), is_background(labels)
    same = (common > SAME_IOU * (areas[first] + areas[second] - common)) & ~negative[first] & ~negative[second]
    keep = np.ones(len(labels), bool)
    keep[second[same]] = False
    return keep


def _overlaps(labels: Polygons) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(first, second, area): indices of pairs of labels whose bounding boxes meet, the earlier label first, and the
    area that both cover."""
    shapes = np.array(labels.geometries, dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes)
    first, second = first[first < second], second[first < second]
    return first, second, shapely.area(shapely.intersection(shapes[first], shapes[second]))


def _tell_sizes(labels: Polygons, job: Job) -> None:
    buildings = labels.pick(~is_background(labels))
    shapes = buildings.to(local_plane(buildings)).geometries if len(buildings) else []
    area = shapely.area(shapes)
    slivers = int(np.count_nonzero((area < SMALLEST_M2) | (2 * area < NARROWEST_M * shapely.length(shapes))))
    if slivers:
        job.notice(f"Labels smaller than {SMALLEST_M2:g} m² or narrower than {NARROWEST_M:g} m, which are used all the "
                   f"same: {slivers:,}. Delete what is a slip.")
    huge = np.count_nonzero(area > LARGEST_M2)
    if huge:
        job.notice(f"Labels of more than {LARGEST_M2:,.0f} m², many times a building: {huge:,} of {len(buildings):,}, "
                   f"the largest of {area.max():,.0f} m². Each is learned as one building: check that the layer is the "
                   "one with the buildings, and not that of areas or blocks.")


def _tell_overlaps(labels: Polygons, is_cover: np.ndarray, job: Job) -> None:
    first, second, common = _overlaps(labels)
    areas, negative = shapely.area(labels.geometries), is_background(labels)
    much = common > LARGEST_OVERLAP * np.minimum(areas[first], areas[second])
    buildings = len(np.unique(second[much & ~negative[first] & ~negative[second]]))
    mixed = len(np.unique(np.where(negative[first], first, second)[much & (negative[first] != negative[second])]))
    if buildings and is_cover.all():
        job.notice(f"Labels that overlap another one by more than {LARGEST_OVERLAP:.0%}: {buildings:,}. What two share "
                   "is learned as the class of the one drawn first.")
    elif buildings:
        job.notice(f"Labels that overlap another one by more than {LARGEST_OVERLAP:.0%}: {buildings:,}. What two share "
                   "is learned as building, as the seam between them, and as the class of the one drawn first.")
    if mixed and is_cover.all():
        job.notice(f"Background labels that overlap another label by more than {LARGEST_OVERLAP:.0%}: {mixed:,}. What "
                   "they share is learned as the class of that.")
    elif mixed:
        job.notice(f"Background labels that overlap a building by more than {LARGEST_OVERLAP:.0%}: {mixed:,}. What "
                   "they share is learned as building.")
