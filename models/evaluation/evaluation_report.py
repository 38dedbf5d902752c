"""The report of an evaluation: scores as sentences and tables, and a map of found, missed and false buildings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.labels import BUILDING
from ..core.words import count, thing_of
from ..geodata.polygon_io import Polygons, ellipsoidal_areas
from .html_report import Picture, Report, Table, ground_table, scores_table, share
from .metrics import MATCH_IOU, Comparison, Scores
from .outline_shape import RIGHT_DEGREES, Shapes
from .pictures import BLUE, GREEN, GREY, RED, OutlineLayer, canvas, draw, png

CLASS_NOTE = ("A building found with the wrong class counts as missed in its own class, and as a false alarm in the "
              "other. IoU is that of the ground of one class.")
WITHOUT_AREAS = ("No areas were given, so all is scored: what is found where the reference is incomplete counts as "
                 "wrong, and what the reference has where nothing was looked for counts as missed.")
FEW = 30
"""With fewer reference buildings than this the report calls the score a rough guess."""

SIZES_M2 = (0.0, 50.0, 200.0, np.inf)
PICTURE_SIDE = 1400


@dataclass(frozen=True)
class Scored:
    """Footprints and reference outlines in one CRS, the scored `area` (None: everywhere), and their comparison.
    `false_on_empty` counts the false alarms on ground without buildings; None where there is none. `classes` are the
    names of all classes, `is_all_cover` whether these are ground cover."""

    footprints: Polygons
    reference: Polygons
    area: BaseGeometry | None
    comparison: Comparison
    scores: Scores
    shapes: Shapes
    false_on_empty: int | None
    classes: tuple[str, ...] = ()
    is_all_cover: bool = False


def evaluation_report(scored: Scored) -> Report:
    """The report: scores as sentences and tables, and a map of found, missed and falsely found buildings."""
    if scored.is_all_cover:
        return _cover_report(scored)
    scores, thing = scored.scores, thing_of(scored.classes)
    one = "A building" if thing == BUILDING else "An outline"
    summary = [headline(scored),
               f"{one} counts as found when one footprint of its own overlaps it by at least {MATCH_IOU:g} "
               "(intersection over union)."]
    if scored.comparison.classes is not None:
        summary.append("Its class has to be right too.")
    if scores.left_out:
        summary.append(f"{count(scores.left_out, thing)} cut by the edge of the areas are left out of the counts; "
                       "their ground inside counts in the IoU.")
    if scores.matched + scores.missed < FEW:
        summary.append(f"The reference is small (fewer than {FEW} {thing}s): take the score as a rough guess.")
    if scored.false_on_empty is not None:
        summary.append(f"{count(scored.false_on_empty, 'false alarm')} on ground without buildings: in outlines of the "
                       "class 'background', and in areas where the reference has none.")
    if scored.area is None:
        summary.append(WITHOUT_AREAS)
    note = ("The interval resamples buildings (bootstrap). Neighbouring buildings are alike, so the true uncertainty "
            "is somewhat larger. IoU of ground compares the area covered, not single buildings.")
    tables = [scores_table("Scores", [("Footprints", scores)], note, thing), _size_table(scored, thing)]
    if classes := scored.comparison.by_class():
        tables.insert(1, scores_table("By class", list(classes.items()), CLASS_NOTE, thing))
    tables.append(shape_table(scored.shapes))
    return Report("How good are the footprints?", summary, tables, [_map(scored)])


def _cover_report(scored: Scored) -> Report:
    """The report on ground cover: the ground of each class, and a map of the ground found, missed and falsely found."""
    summary = [headline(scored)]
    if scored.area is None:
        summary.append(WITHOUT_AREAS)
    table = ground_table("Scores", scored.comparison, scored.classes[0])
    both, false, missed = scored.comparison.ground_parts()
    picture, transform = canvas(tuple(shapely.total_bounds(np.concatenate([both, false, missed]))), PICTURE_SIDE)
    drawn = draw(picture, transform, [
        OutlineLayer([] if scored.area is None else [scored.area], GREY, 1.5), OutlineLayer(both, GREEN, 0.5, 0.45),
        OutlineLayer(missed, BLUE, 0.5, 0.6), OutlineLayer(false, RED, 0.5, 0.6)])
    return Report("How good are the outlines?", summary, [table], [Picture(
        "Where they differ", png(drawn), "Ground seen from above, north up.",
        [(GREEN, "found"), (BLUE, "missed"), (RED, "falsely found"), (GREY, "the edge of the areas")])])


def _size_table(scored: Scored, thing: str) -> Table:
    found, missed = scored.comparison.matches[:, 1], scored.comparison.missed
    area_m2, _ = ellipsoidal_areas(scored.reference.geometries, scored.reference.crs)
    rows = []
    for low, high in zip(SIZES_M2[:-1], SIZES_M2[1:], strict=True):
        hits, misses = (int(((area_m2[i] >= low) & (area_m2[i] < high)).sum()) for i in (found, missed))
        name = f"{low:g} m² and more" if high == np.inf else f"{low:g} to {high:g} m²"
        rows.append((name, str(hits + misses), str(hits), share(hits / (hits + misses) if hits + misses else None)))
    return Table(f"Found by size of the {thing}", ("Size", "In the reference", "Found", "Recall"), rows)


def shape_table(shapes: Shapes) -> Table:
    """A table of how footprints and reference outlines are drawn."""
    rows = [(name, "–" if shape.corners is None else f"{shape.corners:.1f}", share(shape.right_angles))
            for name, shape in (("Footprints", shapes.ours), ("Reference outlines", shapes.theirs))]
    note = f"A corner is right within {RIGHT_DEGREES:g} degrees of 90."
    if shapes.polis_m is not None:
        note += (f" Corners of found buildings lie {shapes.polis_m:.2f} m from the other outline on average (PoLiS; "
                 "Avbelj, Müller and Bamler 2015).")
    return Table("Shape of the outlines", ("", "Corners per building", "Right angles"), rows, note)


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


def headline(scored: Scored) -> str:
    """F1 with its interval and the counts, or the IoU of ground cover, as one sentence."""
    scores, thing = scored.scores, thing_of(scored.classes)
    if scored.is_all_cover:
        grounds = scored.comparison.grounds
        each = ", ".join(f"{name} {share(ground.iou)}" for name, ground in grounds.items())
        return (f"Mean IoU {share(scored.comparison.mean_iou)} of {len(grounds)} classes: {each}." if len(grounds) > 1
                else f"IoU {share(scored.comparison.mean_iou)} of {scored.classes[0]}.")
    buildings = scores.matched + scores.missed
    counts = (f"{count(buildings, thing)} in the reference, {scores.matched:,} found, {scores.missed:,} missed, "
              f"{count(scores.false_alarms, 'false alarm')}")
    if scores.f1 is None:
        return f"Nothing to score: {counts}."
    return f"F1 {share(scores.f1)} (95 % interval {share(scores.f1_low)} to {share(scores.f1_high)}): {counts}."
