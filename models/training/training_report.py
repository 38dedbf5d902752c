"""Training report (HTML): scores of the base and the tuned model, facts of the run, loss curve and a picture."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from affine import Affine

from ...protocol.certain import certain
from ...protocol.label_counts import counts_line
from ...protocol.settings.training import TrainSettings
from ..core.devices import peak_memory
from ..core.words import count, thing_of
from ..evaluation.evaluation_report import shape_table
from ..evaluation.html_report import Picture, Report, Table, ground_table, scores_table, share, write_report
from ..evaluation.metrics import Scores
from ..evaluation.outline_shape import Shapes, shapes_of
from ..evaluation.pictures import BLUE, GREEN, RED, WHITE, OutlineLayer, draw, png, side_by_side, stretch
from ..evaluation.svg_charts import Chart, Line

if TYPE_CHECKING:
    from ..evaluation.validation import ValidationScore, ValidationSet
    from ..networks.model_card import Card
    from .model_selection import Result
    from .training_run import TrainingRun

NOTE = (
    "The held-out buildings were not trained on, but the weights, the threshold and the minimum area were chosen on "
    "them, so the score is a little flattering. For a clean score, evaluate in an area that the run never saw. The "
    "interval resamples buildings (bootstrap).")
CROSS_FITTED_NOTE = (
    "Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), "
    "behind a gap; labels in the gap or at an edge count for nothing. The model itself learned all the labels, so it "
    "should do no worse than these. The threshold and the minimum area were chosen on the same labels. The interval "
    "resamples buildings (bootstrap).")
COVER_NOTE = (
    "This ground was not trained on, but the weights and the threshold were chosen on it, so the score is a little "
    "flattering. For a clean score, evaluate in an area that the run never saw.")
COVER_CROSS_FITTED = (
    "Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), "
    "behind a gap. The model itself learned all the labels, so it should do no worse than this.")
WIDE = 1.5
"""Width of a picture over its height, from which on two are put beneath each other."""
SMOOTHED = 100
"""Points of the loss curve, each the mean of some steps."""


def write_training_report(path: str, result: Result, run: TrainingRun, base_name: str, file_bytes: int,
                          remarks: Sequence[str] = ()) -> None:
    """Write the report of a finished run as one HTML file. `base_name` names the model that it began with in words,
    `file_bytes` the size of the one that it made, `remarks` are sentences about the labels."""
    tables, pictures = [_facts(result, run), _cost(run, file_bytes)], []
    if result.tuned is not None and result.ground is not None and result.tuned.is_all_cover:
        tables[:0] = _cover_tables(result, base_name)
        shown = [score for score in (result.base, result.tuned) if score is not None]
        pictures = [_picture([_drawn_ground(result.ground, score) for score in shown], base_name)]
    elif result.tuned is not None and result.base is not None and result.ground is not None:
        scored = [(_titled(base_name), result.base.comparison.scores()),
                  ("Tuned model", result.tuned.comparison.scores())]
        where, note = (("On the labels, by cross-fitting", CROSS_FITTED_NOTE) if result.is_cross_fitted
                       else ("On the held-out part", NOTE))
        tables.insert(0, scores_table(where, scored, note, thing_of(result.card.classes)))
        if classes := result.tuned.comparison.by_class():
            tables.insert(1, scores_table("Tuned model by class", list(classes.items()),
                                          things=thing_of(result.card.classes)))
        before, after = (result.ground.drawn(score.comparison.shapes[0]) for score in (result.base, result.tuned))
        tables.append(shape_table(_shapes(after, result.tuned, run.data.images[0].resolution_m)))
        pictures = [_picture([_drawn(result.ground, result.base, before), _drawn(result.ground, result.tuned, after)],
                             base_name)]
    footer = f"Run: {result.card.name}. It began with {base_name}. {result.card.notes}"
    summary = [*_summary(result, run, base_name), *result.remarks, *remarks]
    write_report(path, Report(_title(run), summary, tables, pictures, _charts(run, result), footer=(footer,)))


def _title(run: TrainingRun) -> str:
    names, today = [Path(image.name).stem for image in run.data.images], datetime.date.today()
    others = f" and {count(len(names) - 1, 'other raster')}" if len(names) > 1 else ""
    return f"Training on {names[0]}{others}, {today.day} {today:%B %Y}"


def _summary(result: Result, run: TrainingRun, base_name: str) -> list[str]:
    trained = f"Trained on {count(run.data.dataset.training_labels, 'label')} for {run.time_budget.elapsed:.0f} s."
    if result.tuned is not None and result.tuned.is_all_cover:
        return [_cover_sentence(result, base_name), " ".join(filter(None, (trained, run.ending)))]
    if result.tuned is None or result.base is None:
        return [" ".join(filter(None, (trained, run.ending, "Nothing was held out, so there is no score: check the "
                                       "footprints by eye, or draw an area that is held out.")))]
    thing = thing_of(result.card.classes)
    before, after = result.base.comparison.scores(), result.tuned.comparison.scores()
    buildings, again = count(result.tuned.buildings, thing), result.tuned.comparison.copies > 1
    how = ("by cross-fitting" if result.is_cross_fitted else "held out") + (
        ", each in every raster that shows it" if again else "")
    sentences = [f"F1 {share(after.f1)} on {buildings} {how} (95 % interval {share(after.f1_low)} to "
                 f"{share(after.f1_high)}); {base_name} has {share(before.f1)} there.",
                 " ".join(filter(None, (trained, run.ending)))]
    if result.is_base:
        sentences.append(f"Nothing was gained: the labels fit {base_name} as it is, so the model holds its weights. "
                         f"{thing.capitalize()}s that it misses or gets wrong, elsewhere in the imagery, will teach it "
                         "something.")
    else:
        sentences.insert(1, _change(before, after, base_name, thing))
    return sentences


def _cover_sentence(result: Result, base_name: str) -> str:
    """The score of a model of ground cover, and of its base where that knows any of it; the classes without a score."""
    tuned, classes = certain(result.tuned, "score"), result.card.classes
    how = "by cross-fitting" if result.is_cross_fitted else "on ground that was held out"
    scored = tuned.comparison.grounds
    without = [name for name in classes if name not in scored] if len(classes) > 1 else []
    what = f"of {classes[0]}" if len(classes) == 1 else f"(mean of {count(len(scored), 'class', 'classes')})"
    before = "" if result.base is None else f"; {base_name} has {share(result.base.main_score)} there"
    rest = f" No ground to score: {', '.join(without)}." if without else ""
    return f"IoU {share(tuned.main_score)} {what} {how}{before}.{rest}"


def _cover_tables(result: Result, base_name: str) -> list[Table]:
    """The ground of each class, of the tuned model and of its base."""
    name = result.card.classes[0]
    where, note = (("by cross-fitting", COVER_CROSS_FITTED) if result.is_cross_fitted
                   else ("on the held-out part", COVER_NOTE))
    tables = [ground_table(f"Tuned model, {where}", certain(result.tuned, "score").comparison, name, note)]
    if result.base is not None:
        tables.append(ground_table(_titled(base_name), result.base.comparison, name))
    return tables


def _change(before: Scores, after: Scores, base_name: str, thing: str) -> str:
    """What the tuned model finds that the base does not, in words."""
    found, alarms = after.matched - before.matched, after.false_alarms - before.false_alarms
    return (f"Beside {base_name}, it finds {_more(found, thing, f'as many {thing}s')}, with "
            f"{_more(alarms, 'false alarm', 'as many false alarms')}.")


def _more(difference: int, one: str, none: str) -> str:
    return f"{count(abs(difference), one)} {'more' if difference > 0 else 'fewer'}" if difference else none


def _mixture(share: float) -> str:
    """Where the weights of the model lie between the base's (0) and the trained ones (1), in words."""
    if share in (0.0, 1.0):
        return "as trained" if share else "the base's"
    return f"{share:.0%} of the way from the base's to the trained ones"


def _shapes(drawn: np.ndarray, score: ValidationScore, resolution_m: float) -> Shapes:
    """The shapes of the outlines of `score`, in pixels, as a prediction has `drawn` them, and of the labels."""
    ours, theirs = (shapely.transform(shapes, lambda xy: xy * resolution_m)
                    for shapes in (drawn, score.comparison.shapes[1]))
    return shapes_of(ours, theirs, score.comparison)


def _facts(result: Result, run: TrainingRun) -> Table:
    card, dataset = result.card, run.data.dataset
    gap = f", behind a gap of {dataset.gap_m:.0f} m" if dataset.gap_m else ""
    rows = [("Labels", counts_line(dataset.counts) + gap), ("Background taken from", dataset.background),
            ("Imagery", ", ".join(i.name for i in run.data.images)),
            ("Bands", ", ".join(band.name for band in card.bands)), ("Resolution", f"{card.resolution_m:g} m"),
            ("Strategy", strategy_words(run.settings)),
            ("Steps", f"{run.state.step:,}" + (f", kept from step {card.labels['best_step']:,}" if result.tuned
                                               else "")),
            ("Weights", _mixture(card.labels["share"])),
            ("Threshold", f"{card.threshold:.2f}"), ("Minimum area", _areas(card))]
    return Table("The run", ("", ""), rows)


def _titled(words: str) -> str:
    return words[0].upper() + words[1:]


def _areas(card: Card) -> str:
    """The minimum area, or that of each class."""
    if not card.min_areas_m2:
        return f"{card.min_area_m2:g} m²"
    return ", ".join(f"{name} {area:,.0f} m²" for name, area in zip(card.classes, card.min_areas_m2))


def _cost(run: TrainingRun, file_bytes: int) -> Table:
    peak, weights = peak_memory(run.trainer.device), sum(part.numel() for part in run.network.parameters())
    rows = [("Weights that were trained", f"{run.trainer.trained_share:.1%} of {weights / 1e6:.1f} million"),
            ("A step", f"{run.time_budget.seconds_a_step:.2f} s"),
            ("Memory at most", "not known" if peak is None else f"{peak / 1e9:.1f} GB"),
            ("Model file", f"{file_bytes / 1e6:.1f} MB")]
    return Table("What it took", ("", ""), rows)


def strategy_words(settings: TrainSettings) -> str:
    """The trained weights, in words."""
    words = {
        "decoder": "decoder alone", "full": "everything", "staged": "decoder first, then everything",
        "scratch": "everything, from random weights",
        "adapter": f"decoder, and an adapter ({settings.adapter_kind}, rank {settings.adapter_rank}) in the encoder"}
    return words[settings.strategy]


def _charts(run: TrainingRun, result: Result) -> list[Chart]:
    losses = np.array(run.state.losses)
    groups = np.array_split(np.arange(len(losses)), min(SMOOTHED, max(len(losses), 1)))
    loss = [(float(g[-1] + 1), float(losses[g].mean())) for g in groups if len(g)]
    charts = [Chart("Loss", "steps", [Line("loss of training tiles", loss)])]
    evaluations = run.state.evaluations
    if evaluations:
        scores = [(e.seconds, e.f1, e.iou) for e in evaluations]
        if result.tuned is not None:  # as chosen
            chosen = result.tuned.comparison
            iou = chosen.mean_iou if result.tuned.is_all_cover else chosen.iou
            scores.append((run.time_budget.elapsed, chosen.f1 or 0.0, iou or 0.0))
        lines = [Line("F1", [(seconds, f1) for seconds, f1, _ in scores]),
                 Line("IoU", [(seconds, iou) for seconds, _, iou in scores])]
        if result.tuned is not None and result.tuned.is_all_cover:
            lines = lines[1:]
        charts.append(Chart("Held-out score over time", "seconds", lines, (0.0, 1.0)))
    return charts


def _picture(two: Sequence[np.ndarray], base_name: str) -> Picture:
    """The pictures of the base and of the tuned model side by side; wide ones beneath each other. One: of the tuned
    model."""
    legend = [(GREEN, "found"), (BLUE, "missed"), (RED, "false alarm"), (WHITE, "edge of the ground")]
    if len(two) == 1:
        return Picture("Tuned model", png(two[0]), "What the tuned model finds in the largest piece of the ground that "
                       "was scored.", legend)
    is_wide = two[0].shape[1] > WIDE * two[0].shape[0]
    both = side_by_side([one.swapaxes(0, 1) for one in two]).swapaxes(0, 1) if is_wide else side_by_side(two)
    before, after = ("Above", "Below") if is_wide else ("Left", "Right")
    return Picture("Base and tuned model", png(both),
                   f"{before} the footprints of {base_name}, {after.lower()} those of the tuned "
                   "model, in the largest piece of the ground that was scored.", legend)


def _drawn_ground(ground: ValidationSet, score: ValidationScore) -> np.ndarray:
    """The largest piece of `ground` with the cover that was found, missed and falsely found."""
    image, offset = ground.largest_image()
    both, false, missed = score.comparison.ground_parts()
    return draw(stretch(image.source.image, image.source.valid), Affine.translation(offset, 0), [
        OutlineLayer([ground.region], WHITE, 1.5), OutlineLayer(both, GREEN, 1.0, 0.35),
        OutlineLayer(missed, BLUE, 1.0, 0.45), OutlineLayer(false, RED, 1.0, 0.45)])


def _drawn(ground: ValidationSet, score: ValidationScore, ours: np.ndarray) -> np.ndarray:
    """The largest piece of `ground` with the verdicts on `ours`, the found outlines as a prediction draws them."""
    image, offset = ground.largest_image()
    comparison, theirs = score.comparison, score.comparison.shapes[1]
    return draw(stretch(image.source.image, image.source.valid), Affine.translation(offset, 0), [
        OutlineLayer([ground.region], WHITE, 1.5), OutlineLayer(ours[comparison.matches[:, 0]], GREEN, 2.0),
        OutlineLayer(theirs[comparison.missed], BLUE, 2.0), OutlineLayer(ours[comparison.false_alarms], RED, 2.0)])
