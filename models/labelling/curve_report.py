"""Report of a learning curve (HTML): whether more labels would help, as sentences, a chart and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...protocol.model_files import BUILT_IN, DEFAULT_BASE
from ...protocol.settings import LearningCurveSettings, TrainSettings
from ..core.words import count
from ..evaluation.html_report import Report, Table, share, write_report
from ..evaluation.svg_charts import Chart, Line
from .curve_statistics import FALLING, FLAT, RISING, SMALLEST_GAIN, Curve, Point

FEW = 30
"""With fewer held-out buildings than this the report calls its answer a rough guess."""
UNEVEN = 1.5
"""The report warns when the steps of the trainings differ by more than this factor."""
NOTE = (
    "Every model was scored on the same held-out buildings, with the threshold and the minimum area of the base model, "
    "as it was at the end of its training: nothing was chosen on these buildings. Fine-tuning does choose on them, so "
    "its own score is usually a little higher. The intervals resample buildings and repeats (bootstrap) and tell "
    "nothing about other places.")


@dataclass(frozen=True)
class CurveInputs:
    """The inputs of a curve: numbers of labels to train on and held out, the gap between them in metres (0: none), and
    the base model with the postprocessing for all models."""

    trained: int
    held_out: int
    gap_m: float
    background: str
    base: str
    classes: Sequence[str]
    images: Sequence[str]
    threshold: float
    min_area_m2: float


def write_curve_report(path: str, curve: Curve, inputs: CurveInputs, settings: TrainSettings,
                       plan: LearningCurveSettings) -> None:
    """Write the report as one HTML file. Raises RooflineError when it cannot be written."""
    write_report(path, Report("How many labels does this place need?", summary(curve, inputs), [
        _points(curve), _facts(curve, inputs, settings, plan)], charts=[_chart(curve)]))


def summary(curve: Curve, inputs: CurveInputs) -> list[str]:
    """The answer in sentences, the most important first."""
    sentences = [answer(curve), _level(curve)]
    steps = [number for point in curve.points[1:] for number in point.steps]
    if max(steps) > UNEVEN * min(steps):
        sentences.append(
            f"The trainings made {min(steps):,} to {max(steps):,} steps in the same time, as happens on a busy "
            "computer, and that alone may bend the curve. With MAX_SECONDS=0 and a step limit all are alike.")
    if curve.buildings < FEW:
        sentences.append(
            f"Only {count(curve.buildings, 'building')} were scored on: take all of this as a rough guess.")
    if len(inputs.classes) > 1:
        sentences.append(
            f"The labels have {len(inputs.classes)} classes; here a building counts as found whatever its class.")
    return sentences


def answer(curve: Curve) -> str:
    """A sentence on whether more labels would help; it names what twice as many bring as an extrapolation."""
    gain, twice = curve.gain, f"{2 * curve.last.labels:,} labels, twice as many"
    span = f"95 % interval {gain.low:+.2f} to {gain.high:+.2f}"
    if gain.verdict == RISING:
        return (f"The curve is still rising: drawn on to {twice}, it gives about {gain.expected:+.2f} F1 ({span}). "
                "That is an extrapolation, not a measurement.")
    if gain.verdict == FLAT:
        return (f"The curve is flat: drawn on to {twice}, it changes by less than {SMALLEST_GAIN:g} F1 ({span}). "
                "Longer training or better labels may do more than more labels.")
    if gain.verdict == FALLING:
        return (f"The curve falls: more labels made the model worse here (drawn on to {twice}: {span}). Labels that "
                "contradict the imagery, or a training too short for so many, are the usual reasons.")
    return (f"Whether more labels would help cannot be told: drawn on to {twice}, the curve gives anything "
            f"from {gain.low:+.2f} to {gain.high:+.2f} F1. More repeats, or more held-out labels, narrow that down.")


def _level(curve: Curve) -> str:
    base, last, (low, high) = curve.points[0], curve.last, curve.above_base
    tuned = (f"Trained on all {count(last.labels, 'label')}, F1 is {_with_interval(last)} on "
             f"{count(curve.buildings, 'held-out building')}; the base model as it is has {_with_interval(base)} there")
    if low > 0:
        return f"{tuned}. Fine-tuning adds {last.f1 - base.f1:.2f} ({low:.2f} to {high:.2f})."
    if high < 0:
        return f"{tuned}. Fine-tuning takes {base.f1 - last.f1:.2f} away ({-high:.2f} to {-low:.2f})."
    return f"{tuned}, and the two cannot be told apart."


def _with_interval(point: Point) -> str:
    return f"{share(point.f1)} ({share(point.low)} to {share(point.high)})"


def _points(curve: Curve) -> Table:
    rows = [(f"{p.labels:,}" if p.labels else "0 (base model)", share(p.f1), f"{share(p.low)} to {share(p.high)}",
             ", ".join(map(share, p.single)) if p.labels else "–",
             ", ".join(f"{steps:,}" for steps in p.steps) if p.labels else "–", share(p.iou), f"{p.found:.4g}",
             f"{p.false_alarms:.4g}", ", ".join(p.strategies) or "–") for p in curve.points]
    columns = ("Labels", "F1", "95 % interval", "F1 of each training", "Steps of each", "IoU of ground",
               f"Found of {curve.buildings:,}", "False alarms", "Strategy")
    return Table("F1 by labels", columns, rows, "Found, false alarms and IoU are means of the trainings. " + NOTE)


def _facts(curve: Curve, inputs: CurveInputs, settings: TrainSettings, plan: LearningCurveSettings) -> Table:
    limit = f"{settings.max_seconds} s or " if settings.max_seconds else ""
    held_out = f"{inputs.held_out:,}" + (f", behind a gap of {inputs.gap_m:.0f} m" if inputs.gap_m else "")
    rows = [("Labels to train on", f"{inputs.trained:,}"), ("Labels held out", held_out),
            ("Trainings", f"{sum(p.trainings for p in curve.points)}, each of {limit}{settings.max_steps:,} steps"),
            ("Background taken from", inputs.background), ("Imagery", ", ".join(inputs.images)),
            ("Base model", BUILT_IN if inputs.base == DEFAULT_BASE else inputs.base),
            ("Threshold and minimum area of all", f"{inputs.threshold:.2f} and {inputs.min_area_m2:g} m²")]
    note = (f"In each of {count(plan.repeats, 'repeat')} the labels grow outwards from one drawn at random, as one "
            "draws them on the map, and larger numbers contain the smaller. Labels come with the ground that is nearer "
            "to them than to others; the others, and their ground, are not seen in training.")
    return Table("How it was measured", ("", ""), rows, note)


def _chart(curve: Curve) -> Chart:
    base, last, gain = curve.points[0], curve.last, curve.gain
    tuned, twice = curve.points[1:], 2 * last.labels
    return Chart("F1 by labels, with 95 % intervals", "labels", [
        Line("fine-tuned", [(p.labels, p.f1) for p in tuned], [(p.labels, p.low, p.high) for p in tuned]),
        Line("extrapolated", [(last.labels, last.f1), (twice, min(last.f1 + gain.expected, 1.0))],
             [(twice, *curve.beyond)], dashed=True),
        Line("base model", [(0, base.f1), (twice, base.f1)], [(0, base.low, base.high)], dashed=True)],
        (0.0, 1.0))
