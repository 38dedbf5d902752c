"""Evaluation of footprints against reference outlines: object F1 and IoU, a layer of errors, and an HTML report."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import IGNORE, NEVER_SCORED, SCORED
from ...protocol.footprints import FALSE_ALARM, MISSED, REJECTED, status_of
from ...protocol.job_requests import Evaluate
from ...protocol.labels import BACKGROUND, BUILDING
from ...protocol.settings.evaluation import EvaluateSettings
from ...protocol.targets import is_cover_map
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count
from ..data.areas import roles_of, tell_unknown_roles
from ..data.classes import is_background
from ..geodata.antimeridian import is_near_antimeridian
from ..geodata.crs import missing_grid
from ..geodata.polygon_io import (
    Polygons,
    ellipsoidal_areas,
    local_plane,
    polygonal,
    read_polygons,
    several_told,
    write_polygons,
)
from ..geodata.whereabouts import CHECK, place_of, why_apart
from .evaluation_report import WITHOUT_AREAS, Scored, evaluation_report, headline
from .html_report import write_report
from .metrics import Comparison, compare
from .outline_shape import OutlineShape, Shapes, shapes_of

ON_EMPTY = 0.5
"""Share of a false alarm that lies on ground without buildings, from which on it counts as one there."""


def score_footprints(request: Evaluate, job: Job) -> dict[str, Any]:
    """Compare footprints with reference outlines; writes the layer of errors and, where wanted, the report.

    Returns scores (None where there was nothing to count), counts and paths. Raises RooflineError for layers that
    cannot be compared, JobCanceled when cancelled.
    """
    job.progress(0.0, "Reading the reference outlines")
    known = with_notices(read_polygons(request.reference, "reference outlines"), "reference outlines", job)
    job.progress(0.1, "Reading the footprints")
    found = with_notices(read_polygons(request.footprints, "footprints", may_be_empty=True), "footprints", job)
    reference = known.to(scoring_crs(known))
    if sentence := missing_grid(found.crs, reference.crs, "The footprints", place_of(reference)):
        job.notice(sentence)
    footprints = _without_rejected(found, job).to(reference.crs)
    background = is_background(reference)
    marked, reference = reference.pick(background), _without_background(reference, background, job)
    classes = _classes(footprints, reference, job)
    area = _scored_area(request.areas, reference.crs, job)
    job.progress(0.3, f"Matching {count(len(footprints), 'footprint')} with {count(len(reference), 'outline')}")
    comparison = compare(footprints.geometries, reference.geometries, area, classes)
    names = _names(reference, footprints)
    is_cover = is_cover_map(names, EvaluateSettings.from_dict(request.settings).target_kind)
    _refuse_nothing(comparison, len(reference), len(footprints), is_cover)
    if len(footprints) and len(reference) and not comparison.best_overlap.any():
        job.notice(f"No footprint meets a reference outline. {_why_apart(found, known)}")
    job.progress(0.5, "Measuring the ground covered by both")
    empty = _false_on_empty(marked, footprints, reference, area, comparison)
    scored = Scored(footprints, reference, area, comparison, comparison.scores(),
                    _shapes(footprints, reference, comparison), empty, tuple(names), is_cover)
    job.progress(0.7, "Writing misses and false alarms")
    write_errors(request.errors, scored, known.crs)
    if request.report:
        job.progress(0.8, "Writing the report")
        write_report(request.report, evaluation_report(scored))
    job.progress(1.0, headline(scored))
    return _outputs(scored, request)


def _why_apart(footprints: Polygons, reference: Polygons) -> str:
    """Where both lie, and the likely cause in the one or the other."""
    words = "reference outlines", "footprints"
    said = why_apart(reference, *words, place_of(footprints), footprints.crs)
    return why_apart(footprints, *words[::-1], place_of(reference), reference.crs) if said.endswith(CHECK) else said


def scoring_crs(reference: Polygons) -> pyproj.CRS:
    """The CRS to compare outlines in: that of the reference, or a plane where the antimeridian may cut outlines in it.
    """
    degrees = reference.to("EPSG:4326")
    return local_plane(degrees) if is_near_antimeridian(np.array(degrees.geometries, object)) else reference.crs


def with_notices(polygons: Polygons, what: str, job: Job) -> Polygons:
    """The polygons, after a notice of those that were taken apart, repaired or dropped while they were read."""
    if polygons.several:
        job.notice(several_told(polygons, what))
    if polygons.repaired:
        job.notice(f"The {what} hold outlines that crossed themselves and were repaired: {polygons.repaired}.")
    if polygons.dropped:
        job.notice(f"The {what} hold outlines that cover no ground and were left out: {polygons.dropped}.")
    return polygons


def _without_rejected(footprints: Polygons, job: Job) -> Polygons:
    rejected = np.array([status_of(word) == REJECTED for word in footprints.words("status")], dtype=bool)
    if not rejected.any():
        return footprints
    job.notice(f"Footprints with the status '{REJECTED}', which are not scored: {int(rejected.sum()):,}.")
    return footprints.pick(~rejected)


def _without_background(reference: Polygons, background: np.ndarray, job: Job) -> Polygons:
    """The outlines without those of the class `background` (a boolean array), which mark ground without buildings:
    labels may serve as reference."""
    if not background.any():
        return reference
    job.notice(f"Outlines of the class '{BACKGROUND}', which are no buildings and are not scored: "
               f"{int(background.sum()):,}.")
    return reference.pick(~background)


def _classes(footprints: Polygons, reference: Polygons, job: Job) -> tuple[list[str], list[str]] | None:
    """The class of every footprint and of every reference outline; None where classes are not compared. They are when
    there are several, both sides share one, and the footprints are not just any building."""
    if not any(footprints.words("class")) or not any(reference.words("class")):
        return None
    ours, theirs = ([word or BUILDING for word in side.words("class")] for side in (footprints, reference))
    if len({*ours, *theirs}) < 2:
        return None
    if set(ours) == {BUILDING} or not set(ours) & set(theirs):
        job.notice(f"Classes are not compared: the footprints are of class {', '.join(sorted(set(ours)))}, the "
                   f"reference outlines of {', '.join(sorted(set(theirs)))}.")
        return None
    job.notice("Classes are compared too: a footprint of the wrong class is not right.")
    spelled = {text.lower(): text for text in [BUILDING, *reference.texts("class"), *footprints.texts("class")]}
    return [spelled[word] for word in ours], [spelled[word] for word in theirs]


def _scored_area(path: str | None, crs: Any, job: Job) -> BaseGeometry | None:
    """The union of the areas to score in `crs`, without those to ignore; None without areas. Areas for validation and
    testing are scored where there are any, else all others but those that are never scored."""
    if path is None:
        job.notice(WITHOUT_AREAS)
        return None
    areas = read_polygons(path, "areas", whole=True)
    if sentence := missing_grid(areas.crs, crs, "The areas", place_of(areas)):
        job.notice(sentence)
    areas = areas.to(crs)
    tell_unknown_roles(areas, job, "are scored only where no area has the role 'validate' or 'test'")
    roles = np.array(roles_of(areas))
    ignored, held_out = roles == IGNORE, np.isin(roles, SCORED)
    used = held_out if held_out.any() else ~np.isin(roles, NEVER_SCORED)
    if not used.any():
        raise RooflineError(f"Every area in {path} has the role 'ignore' or 'suggested'; give at least one another "
                            "role.")
    words = ", ".join(sorted({word or "no role" for word, use in zip(areas.words("role"), used, strict=True) if use}))
    job.notice(f"Scored in {int(used.sum())} of {count(len(areas), 'area')} (role: {words})"
               + (f", without {int(ignored.sum())} to ignore." if ignored.any() else "."))
    ground = shapely.union_all(areas.pick(used).geometries)
    ground = polygonal(shapely.difference(ground, shapely.union_all(areas.pick(ignored).geometries)))
    if ground.is_empty:
        raise RooflineError(f"The areas to ignore in {path} cover all of the others; nothing is left to score.")
    return ground


def _names(*sides: Polygons) -> list[str]:
    """The names of all classes. Where one side tells of a single class, and the other of none, both are of that."""
    texts = [side.texts("class") for side in sides]
    told = {text.lower(): text for side in texts for text in side if text}
    if len(told) == 1 and not all(map(any, texts)):
        return list(told.values())
    return list({(text or BUILDING).lower(): text or BUILDING for side in texts for text in side}.values())


def _refuse_nothing(comparison: Comparison, reference: int, predicted: int, is_cover: bool) -> None:
    """Raise RooflineError where nothing is to be scored: no outline counts or, of ground cover, no ground."""
    counted = len(comparison.matches) + len(comparison.missed) + len(comparison.false_alarms)
    if not (comparison.grounds if is_cover else counted):
        outlines, found = count(reference, "reference outline"), count(predicted, "footprint")
        raise RooflineError(f"Of {outlines} and {found} none lies wholly inside the areas. Check that the layers show "
                            "the same place, or score without areas.")


def write_errors(path: str, scored: Scored, crs: pyproj.CRS) -> None:
    """Write a layer of missed reference outlines and false alarms in `crs` with the columns `kind`, `iou` (the greatest
    with any outline of the other side) and `area_m2`; of ground cover, the ground that was missed, and falsely found.
    """
    if scored.is_all_cover:
        _, false, missed = scored.comparison.ground_parts()
        shapes, overlaps = [*missed, *false], [0.0] * (len(missed) + len(false))
    else:
        missed, false = scored.comparison.missed, scored.comparison.false_alarms
        shapes = [scored.reference.geometries[i] for i in missed] + [scored.footprints.geometries[i] for i in false]
        overlaps = [*scored.comparison.best_overlap_reference[missed], *scored.comparison.best_overlap[false]]
    errors = Polygons(shapes, scored.reference.crs, {
        "kind": [MISSED] * len(missed) + [FALSE_ALARM] * len(false), "iou": overlaps,
        "area_m2": ellipsoidal_areas(shapes, scored.reference.crs)[0].tolist()}).to(crs)
    kinds = {"kind": object, "iou": float, "area_m2": float}
    write_polygons(path, "errors", errors.geometries, {
        name: np.array(errors.values[name], kind) for name, kind in kinds.items()}, crs)


def _shapes(footprints: Polygons, reference: Polygons, comparison: Comparison) -> Shapes:
    """The shapes of footprints that were found or are false alarms, and of the outlines that count, in metres."""
    plane = local_plane(reference if len(reference) else footprints)
    ours, theirs = (np.array(one.to(plane).geometries, object) for one in (footprints, reference))
    if len(ours) != len(footprints) or len(theirs) != len(reference):  # half a globe apart
        return Shapes(OutlineShape(None, None), OutlineShape(None, None), None)
    return shapes_of(ours, theirs, comparison)


def _false_on_empty(marked: Polygons, footprints: Polygons, reference: Polygons, area: BaseGeometry | None,
                    comparison: Comparison) -> int | None:
    """How many false alarms lie on ground without buildings: outlines of the class `background`, and parts of `area`
    without any reference outline. None where there is no such ground."""
    parts = np.array([] if area is None else shapely.get_parts(area), object)
    built = np.unique(shapely.STRtree(parts).query(np.array(reference.geometries, object), predicate="intersects")[1])
    empty = shapely.union_all([*marked.geometries, *np.delete(parts, built)])
    if empty.is_empty:
        return None
    false = np.array(footprints.geometries, object)[comparison.false_alarms]
    return int(np.count_nonzero(shapely.area(shapely.intersection(false, empty)) >= ON_EMPTY * shapely.area(false)))


def _outputs(scored: Scored, request: Evaluate) -> dict[str, Any]:
    scores = scored.scores
    return {**scored.comparison.to_dict(), **scored.shapes.to_dict(), "false_on_empty": scored.false_on_empty,
            "mean_iou": scored.comparison.mean_iou,
            "reference": scores.matched + scores.missed, "predicted": scores.matched + scores.false_alarms,
            "report": request.report, "errors": request.errors}
