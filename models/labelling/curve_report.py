"""Report of a learning curve (HTML): whether more labels would help, as sentences, a chart and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...protocol.model_files import BUILT_IN, DEFAULT_BASE
from ...protocol.settings import LearningCurveSettings, TrainSettings
from ..core.words import count
from ..evaluation.html_report import Report, Table, share, write_report
from ..evaluation.svg_charts import Chart, Line
from ..training.strategies import SCRATCH
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


def write_curve_report(path: str, curves: Mapping[str, Curve], inputs: CurveInputs, settings: TrainSettings,
                       plan: LearningCurveSettings) -> None:
    """Write the report as one HTML file. Raises RooflineError when it cannot be written."""
    several = len(curves) > 1
    tables = [*([_strategies(curves)] if several else []), *(
        _points(curve, f"F1 by labels, {name}" if several else "F1 by labels") for name, curve in curves.items())]
    write_report(path, Report("How many labels does this place need?", summary(curves, inputs), [
        *tables, _facts(curves, inputs, settings, plan)], charts=[_chart(curves), _by_steps(curves)]))


def summary(curves: Mapping[str, Curve], inputs: CurveInputs) -> list[str]:
    """The answer in sentences, the most important first."""
    name, curve = next(iter(curves.items()))
    sentences = [answer(curve), _level(curve)]
    if len(curves) > 1:
        sentences = [f"This is of the strategy {name}: {sentences[0]}", *sentences[1:], *_compared(curves)]
    steps = [number for of in curves.values() for point in of.points[1:] for number in point.steps]
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


def _compared(curves: Mapping[str, Curve]) -> list[str]:
    """A sentence for each strategy beside the first: better, worse, or not to be told apart."""
    first, *others = curves
    sentences = []
    for name in others:
        beyond = curves[name].beyond_first
        span = f"{beyond.f1:+.2f} F1 with all labels, 95 % interval {beyond.low:+.2f} to {beyond.high:+.2f}"
        verdict = "is better than" if beyond.low > 0 else "is worse than" if beyond.high < 0 else \
            "cannot be told apart from"
        sentences.append(f"The strategy {name} {verdict} {first} ({span}).")
    return sentences


def _with_interval(point: Point) -> str:
    return f"{share(point.f1)} ({share(point.low)} to {share(point.high)})"


def _strategies(curves: Mapping[str, Curve]) -> Table:
    rows = []
    for name, curve in curves.items():
        last, beyond = curve.last, curve.beyond_first
        is_first = curve is next(iter(curves.values()))
        rows.append((name, share(last.f1), f"{share(last.low)} to {share(last.high)}",
                     "–" if is_first else f"{beyond.f1:+.2f} ({beyond.low:+.2f} to {beyond.high:+.2f})",
                     share(last.iou), ", ".join(f"{steps:,}" for steps in last.steps)))
    columns = ("Strategy", "F1", "95 % interval", f"Beyond {next(iter(curves))}", "IoU of ground", "Steps of each")
    return Table("Strategies, with all labels", columns, rows, "All are trained on the same labels and scored on the "
                 "same buildings, so the difference is surer than either score.")


def _points(curve: Curve, title: str) -> Table:
    rows = [(f"{p.labels:,}" if p.labels else "0 (base model)", share(p.f1), f"{share(p.low)} to {share(p.high)}",
             ", ".join(map(share, p.single)) if p.labels else "–",
             ", ".join(f"{steps:,}" for steps in p.steps) if p.labels else "–", share(p.iou), f"{p.found:.4g}",
             f"{p.false_alarms:.4g}", ", ".join(p.strategies) or "–") for p in curve.points]
    columns = ("Labels", "F1", "95 % interval", "F1 of each training", "Steps of each", "IoU of ground",
               f"Found of {curve.buildings:,}", "False alarms", "Strategy")
    return Table(title, columns, rows, "Found, false alarms and IoU are means of the trainings. " + NOTE)


def _facts(curves: Mapping[str, Curve], inputs: CurveInputs, settings: TrainSettings,
           plan: LearningCurveSettings) -> Table:
    trainings = sum(point.trainings for curve in curves.values() for point in curve.points)
    limit = f"{settings.max_seconds} s or " if settings.max_seconds else ""
    held_out = f"{inputs.held_out:,}" + (f", behind a gap of {inputs.gap_m:.0f} m" if inputs.gap_m else "")
    rows = [("Labels to train on", f"{inputs.trained:,}"), ("Labels held out", held_out),
            ("Trainings", f"{trainings}, each of {limit}{settings.max_steps:,} steps"),
            ("Background taken from", inputs.background), ("Imagery", ", ".join(inputs.images)),
            ("Base model", BUILT_IN if inputs.base == DEFAULT_BASE else inputs.base),
            ("Threshold and minimum area of all", f"{inputs.threshold:.2f} and {inputs.min_area_m2:g} m²")]
    note = (f"In each of {count(plan.repeats, 'repeat')} the labels grow outwards from one drawn at random, as one "
            "draws them on the map, and larger numbers contain the smaller. Labels come with the ground that is nearer "
            "to them than to others; the others, and their ground, are not seen in training.")
    return Table("How it was measured", ("", ""), rows, note)


def _chart(curves: Mapping[str, Curve]) -> Chart:
    """F1 by labels; with one strategy also its extrapolation."""
    first = next(iter(curves.values()))
    base, last, gain = first.points[0], first.last, first.gain
    several, twice = len(curves) > 1, 2 * last.labels
    lines = [Line(name if several else "fine-tuned", [(p.labels, p.f1) for p in curve.points[1:]],
                  [(p.labels, p.low, p.high) for p in curve.points[1:]]) for name, curve in curves.items()]
    if not several:
        lines.append(Line("extrapolated", [(last.labels, last.f1), (twice, min(last.f1 + gain.expected, 1.0))],
                          [(twice, *first.beyond)], dashed=True))
    end = last.labels if several else twice
    lines.append(Line("base model", [(0, base.f1), (end, base.f1)], [(0, base.low, base.high)], dashed=True))
    return Chart("F1 by labels, with 95 % intervals", "labels", lines, (0.0, 1.0))


def _by_steps(curves: Mapping[str, Curve]) -> Chart:
    """F1 on the way through the trainings on all labels: the mean of the repeats, at the mean of their steps."""
    lines = []
    for name, curve in curves.items():
        start = [] if name == SCRATCH else [(0.0, curve.points[0].f1)]
        way = [(float(np.mean([step for step, _, _ in at])), float(np.mean([f1 for _, f1, _ in at])))
               for at in zip(*(training.history for training in curve.trainings))]
        lines.append(Line(name if len(curves) > 1 else "fine-tuned", [*start, *way]))
    return Chart("F1 by steps, with all labels", "steps", lines, (0.0, 1.0))
