"""Label quality checks before training: duplicates, slivers and overlaps.

plugin/review/label_checks.py has the same rules for the panel, with the thresholds of protocol/labels.py.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...protocol.labels import LARGEST_M2, LARGEST_OVERLAP, NARROWEST_M, SAME_IOU, SMALLEST_M2
from ..core.job import Job
from ..core.words import count
from ..geodata.polygon_io import Polygons, local_plane, several_told
from .classes import is_background


def checked(labels: Polygons, job: Job) -> Polygons:
    """The labels without duplicates. Notices through `job` tell what was taken apart, repaired, left out, or deserves
    another look; no label is an error."""
    if labels.several:
        job.notice(several_told(labels, "labels"))
    if labels.repaired:
        job.notice(f"Repaired for this run, since the outline crossed itself: {labels.repaired} of "
                   f"{count(len(labels), 'label')}.")
    if labels.dropped:
        job.notice(f"{count(labels.dropped, 'label')} without any area left out.")
    labels = drawn_once(labels, job)
    _tell_sizes(labels, job)
    _tell_overlaps(labels, job)
    return labels


def drawn_once(labels: Polygons, job: Job) -> Polygons:
    """The labels without those that cover the same building as an earlier one; a notice tells how many. Background
    labels all stay."""
    first, second, common = _overlaps(labels)
    areas, negative = shapely.area(labels.geometries), is_background(labels)
    same = (common > SAME_IOU * (areas[first] + areas[second] - common)) & ~negative[first] & ~negative[second]
    keep = np.ones(len(labels), bool)
    keep[second[same]] = False
    if not keep.all():
        told = count(int(np.count_nonzero(~keep)), "label lies", "labels lie")
        job.notice(f"{told} on another label of the same building and will not be used.")
    return labels.pick(keep)


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
        job.notice(f"{count(slivers, 'label is', 'labels are')} smaller than {SMALLEST_M2:g} m² or narrower than "
                   f"{NARROWEST_M:g} m, and used all the same; delete what is a slip.")
    huge = np.count_nonzero(area > LARGEST_M2)
    if huge:
        job.notice(f"Of {count(len(buildings), 'label')} {huge} cover more than {LARGEST_M2:,.0f} m² (the largest has "
                   f"{area.max():,.0f} m²), many times a building. Each is learned as one building: check that the "
                   "layer is the one with the buildings, and not that of areas or blocks.")


def _tell_overlaps(labels: Polygons, job: Job) -> None:
    first, second, common = _overlaps(labels)
    areas, negative = shapely.area(labels.geometries), is_background(labels)
    much = common > LARGEST_OVERLAP * np.minimum(areas[first], areas[second])
    buildings = len(np.unique(second[much & ~negative[first] & ~negative[second]]))
    mixed = len(np.unique(np.where(negative[first], first, second)[much & (negative[first] != negative[second])]))
    if buildings:
        told = count(buildings, "label overlaps", "labels overlap")
        job.notice(f"{told} another one by more than {LARGEST_OVERLAP:.0%}. What two share is learned "
                   "as building, as the seam between them, and as the class of the one drawn first.")
    if mixed:
        told = count(mixed, "background label overlaps", "background labels overlap")
        job.notice(f"{told} a building by more than {LARGEST_OVERLAP:.0%}. What they share is learned as building.")
