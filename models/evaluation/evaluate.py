"""Evaluation of footprints against reference outlines: object F1 and IoU, a layer of errors, and an HTML report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import IGNORE, NEVER_SCORED, SCORED
from ...protocol.footprints import FALSE_ALARM, MISSED, REJECTED, status_of
from ...protocol.labels import BACKGROUND
from ...protocol.messages import Evaluate
from ..core.errors import RooflineError
from ..core.job import Job
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
from .html_report import Picture, Report, Table, count, scores_table, share, write_report
from .metrics import MATCH_IOU, Comparison, Scores, compare
from .pictures import BLUE, GREEN, GREY, RED, OutlineLayer, canvas, draw, png

ANY_BUILDING = "building"
"""The class of footprints from a model of one class, and of labels without a class."""

CLASS_NOTE = ("A building found with the wrong class counts as missed in its own class, and as a false alarm in the "
              "other. IoU is that of the ground of one class.")
FEW = 30
"""With fewer reference buildings than this the report calls the score a rough guess."""

SIZES_M2 = (0.0, 50.0, 200.0, np.inf)
PICTURE_SIDE = 1400


@dataclass(frozen=True)
class Scored:
    """Footprints and reference outlines in one CRS, the scored `area` (None: everywhere), and their comparison."""

    footprints: Polygons
    reference: Polygons
    area: BaseGeometry | None
    comparison: Comparison
    scores: Scores


def score_footprints(request: Evaluate, job: Job) -> dict[str, Any]:
    """Compare footprints with reference outlines; writes the layer of errors and, where wanted, the report.

    Returns scores (None where there was nothing to count), counts and paths. Raises RooflineError for layers that
    cannot be compared, JobCanceled when cancelled.
    """
    job.progress(0.0, "Reading the reference outlines")
    known = _with_notices(read_polygons(request.reference, "reference outlines"), "reference outlines", job)
    job.progress(0.1, "Reading the footprints")
    found = _with_notices(read_polygons(request.footprints, "footprints", may_be_empty=True), "footprints", job)
    reference = known.to(_scoring_crs(known))
    if sentence := missing_grid(found.crs, reference.crs, "The footprints", place_of(reference)):
        job.notice(sentence)
    footprints = _without_rejected(found, job).to(reference.crs)
    reference, classes = _without_background(reference, job), _classes(footprints, reference, job)
    area = _scored_area(request.areas, reference.crs, job)
    job.progress(0.3, f"Matching {count(len(footprints), 'footprint')} with {count(len(reference), 'outline')}")
    comparison = compare(footprints.geometries, reference.geometries, area, classes)
    _refuse_nothing(comparison, len(reference), len(footprints))
    if len(footprints) and len(reference) and not comparison.best_overlap.any():
        job.notice(f"No footprint meets a reference outline. {_why_apart(found, known)}")
    job.progress(0.5, "Measuring the ground covered by both")
    scored = Scored(footprints, reference, area, comparison, comparison.scores())
    job.progress(0.7, "Writing misses and false alarms")
    write_errors(request.errors, scored, known.crs)
    if request.report:
        job.progress(0.8, "Writing the report")
        write_report(request.report, evaluation_report(scored))
    job.progress(1.0, _headline(scored.scores))
    return _outputs(scored, request)


def _why_apart(footprints: Polygons, reference: Polygons) -> str:
    """Where both lie, and the likely cause in the one or the other."""
    words = "reference outlines", "footprints"
    said = why_apart(reference, *words, place_of(footprints), footprints.crs)
    return why_apart(footprints, *words[::-1], place_of(reference), reference.crs) if said.endswith(CHECK) else said


def _scoring_crs(reference: Polygons) -> pyproj.CRS:
    """The CRS to compare outlines in: that of the reference, or a plane where the antimeridian may cut outlines in it.
    """
    degrees = reference.to("EPSG:4326")
    return local_plane(degrees) if is_near_antimeridian(np.array(degrees.geometries, object)) else reference.crs


def _with_notices(polygons: Polygons, what: str, job: Job) -> Polygons:
    """The polygons, after a notice of those that were taken apart, repaired or dropped while they were read."""
    if polygons.several:
        job.notice(several_told(polygons, what))
    if polygons.repaired:
        job.notice(f"{polygons.repaired} of the {what} crossed themselves and were repaired.")
    if polygons.dropped:
        job.notice(f"{polygons.dropped} of the {what} cover no ground and were left away.")
    return polygons


def _without_rejected(footprints: Polygons, job: Job) -> Polygons:
    rejected = np.array([status_of(word) == REJECTED for word in footprints.words("status")], dtype=bool)
    if not rejected.any():
        return footprints
    job.notice(f"{count(int(rejected.sum()), 'footprint')} with the status '{REJECTED}' are not scored.")
    return footprints.pick(~rejected)


def _without_background(reference: Polygons, job: Job) -> Polygons:
    """The outlines without those of the class `background`, which mark ground without buildings: labels may serve as
    reference."""
    background = is_background(reference)
    if not background.any():
        return reference
    job.notice(f"{count(int(background.sum()), 'outline')} of the class '{BACKGROUND}' are no buildings, and are not "
               "scored.")
    return reference.pick(~background)


def _classes(footprints: Polygons, reference: Polygons, job: Job) -> tuple[list[str], list[str]] | None:
    """The class of every footprint and of every reference outline; None where classes are not compared. They are when
    there are several, both sides share one, and the footprints are not just any building."""
    if not any(footprints.words("class")) or not any(reference.words("class")):
        return None
    ours, theirs = ([word or ANY_BUILDING for word in side.words("class")] for side in (footprints, reference))
    if len({*ours, *theirs}) < 2:
        return None
    if set(ours) == {ANY_BUILDING} or not set(ours) & set(theirs):
        job.notice(f"Classes are not compared: the footprints are of class {', '.join(sorted(set(ours)))}, the "
                   f"reference outlines of {', '.join(sorted(set(theirs)))}.")
        return None
    job.notice("Classes are compared too: a footprint of the wrong class is not right.")
    spelled = {text.lower(): text for text in [ANY_BUILDING, *reference.texts("class"), *footprints.texts("class")]}
    return [spelled[word] for word in ours], [spelled[word] for word in theirs]


def _scored_area(path: str | None, crs: Any, job: Job) -> BaseGeometry | None:
    """The union of the areas to score in `crs`, without those to ignore; None without areas. Areas for validation and
    testing are scored where there are any, else all others but those that are never scored."""
    if path is None:
        job.notice("No areas were given: every footprint is scored, so the reference must be complete wherever there "
                   "are footprints.")
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


def _refuse_nothing(comparison: Comparison, reference: int, predicted: int) -> None:
    if not len(comparison.matches) + len(comparison.missed) + len(comparison.false_alarms):
        outlines, found = count(reference, "reference outline"), count(predicted, "footprint")
        raise RooflineError(f"Of {outlines} and {found} none lies wholly inside the areas. Check that the layers show "
                            "the same place, or score without areas.")


def write_errors(path: str, scored: Scored, crs: pyproj.CRS) -> None:
    """Write a layer of missed reference outlines and false alarms in `crs` with the columns `kind`, `iou` (the greatest
    with any outline of the other side) and `area_m2`."""
    missed, false = scored.comparison.missed, scored.comparison.false_alarms
    shapes = [scored.reference.geometries[i] for i in missed] + [scored.footprints.geometries[i] for i in false]
    overlap = [scored.comparison.best_overlap_reference[missed], scored.comparison.best_overlap[false]]
    errors = Polygons(shapes, scored.reference.crs, {
        "kind": [MISSED] * len(missed) + [FALSE_ALARM] * len(false), "iou": np.concatenate(overlap).tolist(),
        "area_m2": ellipsoidal_areas(shapes, scored.reference.crs)[0].tolist()}).to(crs)
    kinds = {"kind": object, "iou": float, "area_m2": float}
    write_polygons(path, "errors", errors.geometries, {
        name: np.array(errors.values[name], kind) for name, kind in kinds.items()}, crs)


def evaluation_report(scored: Scored) -> Report:
    """The report: scores as sentences and tables, and a map of found, missed and falsely found buildings."""
    scores = scored.scores
    summary = [_headline(scores),
               f"A building counts as found when one footprint of its own overlaps it by at least {MATCH_IOU:g} "
               "(intersection over union)."]
    if scored.comparison.classes is not None:
        summary.append("Its class has to be right too.")
    if scores.left_out:
        summary.append(f"{count(scores.left_out, 'building')} cut by the edge of the areas are left out of the counts; "
                       "their ground inside counts in the IoU.")
    if scores.matched + scores.missed < FEW:
        summary.append(f"The reference is small (fewer than {FEW} buildings): take the score as a rough guess.")
    if scored.area is None:
        summary.append("No areas were given, so footprints where the reference is incomplete count as false alarms.")
    note = ("The interval resamples buildings (bootstrap). Neighbouring buildings are alike, so the true uncertainty "
            "is somewhat larger. IoU of ground compares the area covered, not single buildings.")
    tables = [scores_table("Scores", [("Footprints", scores)], note), _size_table(scored)]
    if classes := scored.comparison.by_class():
        tables.insert(1, scores_table("By class", list(classes.items()), CLASS_NOTE))
    return Report("How good are the footprints?", summary, tables, [_map(scored)])


def _size_table(scored: Scored) -> Table:
    found, missed = scored.comparison.matches[:, 1], scored.comparison.missed
    area_m2, _ = ellipsoidal_areas(scored.reference.geometries, scored.reference.crs)
    rows = []
    for low, high in zip(SIZES_M2[:-1], SIZES_M2[1:], strict=True):
        hits, misses = (int(((area_m2[i] >= low) & (area_m2[i] < high)).sum()) for i in (found, missed))
        name = f"{low:g} m² and more" if high == np.inf else f"{low:g} to {high:g} m²"
        rows.append((name, str(hits + misses), str(hits), share(hits / (hits + misses) if hits + misses else None)))
    return Table("Found by size of the building", ("Size", "In the reference", "Found", "Recall"), rows)


def _map(scored: Scored) -> Picture:
    comparison = scored.comparison
    ours, theirs = (np.array(p.geometries, dtype=object) for p in (scored.footprints, scored.reference))
    left_out = np.concatenate([theirs[comparison.left_out_reference], ours[comparison.left_out_predicted]])
    matched, partners = ours[comparison.matches[:, 0]], theirs[comparison.matches[:, 1]]
    missed, false = theirs[comparison.missed], ours[comparison.false_alarms]
    shown = [matched, partners, missed, false, left_out]
    picture, transform = canvas(tuple(shapely.total_bounds(np.concatenate(shown))), PICTURE_SIDE)
    area = [] if scored.area is None else [scored.area]
    drawn = draw(picture, transform, [
        OutlineLayer(area, GREY, 1.5), OutlineLayer(left_out, GREY, 1.0, 0.15),
        OutlineLayer(partners, (60, 60, 60), 1.2), OutlineLayer(matched, GREEN, 1.8, 0.35),
        OutlineLayer(missed, BLUE, 2.0, 0.45), OutlineLayer(false, RED, 2.0, 0.45)])
    return Picture("Where they differ", png(drawn), "Outlines seen from above, north up.", [
        (GREEN, f"found ({len(matched):,})"), (BLUE, f"missed ({len(missed):,})"),
        (RED, f"false alarm ({len(false):,})"), ((60, 60, 60), "reference outline of a found building"),
        (GREY, "left out, and the edge of the areas")])


def _headline(scores: Scores) -> str:
    buildings = scores.matched + scores.missed
    counts = (f"{count(buildings, 'building')} in the reference, {scores.matched:,} found, {scores.missed:,} missed, "
              f"{count(scores.false_alarms, 'false alarm')}")
    if scores.f1 is None:
        return f"Nothing to score: {counts}."
    return f"F1 {share(scores.f1)} (95 % interval {share(scores.f1_low)} to {share(scores.f1_high)}): {counts}."


def _outputs(scored: Scored, request: Evaluate) -> dict[str, Any]:
    scores = scored.scores
    return {**scored.comparison.to_dict(), "reference": scores.matched + scores.missed,
            "predicted": scores.matched + scores.false_alarms, "report": request.report, "errors": request.errors}
