"""Report of a learning curve (HTML): whether more labels would help, as sentences, a chart and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...protocol.model_files import BUILT_IN, DEFAULT_BASE
from ...protocol.settings.labelling import LearningCurveSettings
from ...protocol.settings.training import TrainSettings
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
GROUND_NOTE = (
    "Every model was scored on the same held-out ground, with the threshold of the base model and smallest areas taken "
    "from the labels, as it was at the end of its training: nothing was chosen on this ground. Fine-tuning does choose "
    "on it, so its own score is usually a little higher. The intervals resample blocks of the ground and repeats "
    "(bootstrap). Blocks side by side are alike, so the true uncertainty is somewhat larger, and nothing is told about "
    "other places.")


@dataclass(frozen=True)
class CurveInputs:
    """The inputs of a curve: numbers of labels to train on and held out, the gap between them in metres (0: none), and
    the base model with the postprocessing for all models. Of ground cover `block_m` is the side of the blocks, and
    `base_knows` whether the base has learned any of it."""

    trained: int
    held_out: int
    gap_m: float
    background: str
    base: str
    classes: Sequence[str]
    images: Sequence[str]
    threshold: float
    min_area_m2: float
    block_m: float = 0.0
    base_knows: bool = True


def measure_of(curve: Curve) -> str:
    """The name of the score: of ground cover the IoU, which is a mean where there are several classes."""
    if not curve.is_ground:
        return "F1"
    return "mean IoU" if len(curve.last.by_class) > 1 else "IoU"


def write_curve_report(path: str, curves: Mapping[str, Curve], inputs: CurveInputs, settings: TrainSettings,
                       plan: LearningCurveSettings) -> None:
    """Write the report as one HTML file. Raises RooflineError when it cannot be written."""
    several, measure = len(curves) > 1, _capital(measure_of(next(iter(curves.values()))))
    tables = [*([_strategies(curves)] if several else []), *(
        (_classes if curve.is_ground else _points)(curve, f"{measure} by labels{f', {name}' if several else ''}")
        for name, curve in curves.items())]
    write_report(path, Report("How many labels does this place need?", summary(curves, inputs), [
        *tables, _facts(curves, inputs, settings, plan)],
        charts=[_chart(curves, inputs), _by_steps(curves, inputs)]))


def summary(curves: Mapping[str, Curve], inputs: CurveInputs) -> list[str]:
    """The answer in sentences, the most important first."""
    name, curve = next(iter(curves.items()))
    sentences = [answer(curve), _level(curve, inputs)]
    if len(curves) > 1:
        sentences = [f"This is of the strategy {name}: {sentences[0]}", *sentences[1:], *_compared(curves)]
    steps = [number for of in curves.values() for point in of.points[1:] for number in point.steps]
    if max(steps) > UNEVEN * min(steps):
        sentences.append(
            f"The trainings made {min(steps):,} to {max(steps):,} steps in the same time, as happens on a busy "
            "computer, and that alone may bend the curve. With MAX_SECONDS=0 and a step limit all are alike.")
    if curve.is_ground:
        return sentences
    if curve.buildings < FEW:
        sentences.append(
            f"Only {count(curve.buildings, 'building')} were scored on: take all of this as a rough guess.")
    if len(inputs.classes) > 1:
        sentences.append(
            f"The labels have {len(inputs.classes)} classes; here a building counts as found whatever its class.")
    return sentences


def answer(curve: Curve) -> str:
    """A sentence on whether more labels would help; it names what twice as many bring as an extrapolation."""
    gain, twice, measure = curve.gain, f"{2 * curve.last.labels:,} labels, twice as many", measure_of(curve)
    span = f"95 % interval {gain.low:+.2f} to {gain.high:+.2f}"
    if gain.verdict == RISING:
        return (f"The curve is still rising: drawn on to {twice}, it gives about {gain.expected:+.2f} {measure} "
                f"({span}). That is an extrapolation, not a measurement.")
    if gain.verdict == FLAT:
        return (f"The curve is flat: drawn on to {twice}, it changes by less than {SMALLEST_GAIN:g} {measure} "
                f"({span}). Longer training or better labels may do more than more labels.")
    if gain.verdict == FALLING:
        return (f"The curve falls: more labels made the model worse here (drawn on to {twice}: {span}). Labels that "
                "contradict the imagery, or a training too short for so many, are the usual reasons.")
    return (f"Whether more labels would help cannot be told: drawn on to {twice}, the curve gives anything "
            f"from {gain.low:+.2f} to {gain.high:+.2f} {measure}. More repeats, or more that is held out, narrow that "
            "down.")


def _level(curve: Curve, inputs: CurveInputs) -> str:
    base, last, (low, high) = curve.points[0], curve.last, curve.above_base
    where = (f"the ground held out{_of_classes(curve)}" if curve.is_ground
             else count(curve.buildings, "held-out building") + _again(curve))
    tuned = f"Trained on all {count(last.labels, 'label')}, {measure_of(curve)} is {_with_interval(last)} on {where}"
    if not inputs.base_knows:
        return f"{tuned}. The base model knows nothing of this."
    tuned += f"; the base model as it is has {_with_interval(base)} there"
    if low > 0:
        return f"{tuned}. Fine-tuning adds {last.score - base.score:.2f} ({low:.2f} to {high:.2f})."
    if high < 0:
        return f"{tuned}. Fine-tuning takes {base.score - last.score:.2f} away ({-high:.2f} to {-low:.2f})."
    return f"{tuned}, and the two cannot be told apart."


def _again(curve: Curve) -> str:
    """What is said of buildings where rasters show the same ground."""
    return ", each in every raster that shows it" if curve.copies > 1 else ""


def _of_classes(curve: Curve) -> str:
    """With several classes what each has, in brackets."""
    each = curve.last.by_class
    return f" ({', '.join(f'{name} {share(iou)}' for name, iou in each.items())})" if len(each) > 1 else ""


def _compared(curves: Mapping[str, Curve]) -> list[str]:
    """A sentence for each strategy beside the first: better, worse, or not to be told apart."""
    first, *others = curves
    sentences, measure = [], measure_of(curves[first])
    for name in others:
        beyond = curves[name].beyond_first
        span = f"{beyond.score:+.2f} {measure} with all labels, 95 % interval {beyond.low:+.2f} to {beyond.high:+.2f}"
        verdict = "is better than" if beyond.low > 0 else "is worse than" if beyond.high < 0 else \
            "cannot be told apart from"
        sentences.append(f"The strategy {name} {verdict} {first} ({span}).")
    return sentences


def _with_interval(point: Point) -> str:
    return f"{share(point.score)} ({share(point.low)} to {share(point.high)})"


def _strategies(curves: Mapping[str, Curve]) -> Table:
    first = next(iter(curves.values()))
    rows = []
    for name, curve in curves.items():
        last, beyond = curve.last, curve.beyond_first
        more = [*_each_class(last)] if first.is_ground else [share(last.iou)]
        rows.append((name, share(last.score), f"{share(last.low)} to {share(last.high)}",
                     "–" if curve is first else f"{beyond.score:+.2f} ({beyond.low:+.2f} to {beyond.high:+.2f})",
                     *more, ", ".join(f"{steps:,}" for steps in last.steps)))
    columns = ("Strategy", _capital(measure_of(first)), "95 % interval", f"Beyond {next(iter(curves))}",
               *(_class_columns(first) if first.is_ground else ["IoU of ground"]), "Steps of each")
    same = "ground" if first.is_ground else "buildings"
    return Table("Strategies, with all labels", columns, rows, "All are trained on the same labels and scored on the "
                 f"same {same}, so the difference is surer than either score.")


def _points(curve: Curve, title: str) -> Table:
    rows = [(f"{p.labels:,}" if p.labels else "0 (base model)", share(p.score), f"{share(p.low)} to {share(p.high)}",
             ", ".join(map(share, p.single)) if p.labels else "–",
             ", ".join(f"{steps:,}" for steps in p.steps) if p.labels else "–", share(p.iou), f"{p.found:.4g}",
             f"{p.false_alarms:.4g}", ", ".join(p.strategies) or "–") for p in curve.points]
    columns = ("Labels", "F1", "95 % interval", "F1 of each training", "Steps of each", "IoU of ground",
               f"Found of {curve.units:,}{_again(curve)}", "False alarms", "Strategy")
    return Table(title, columns, rows, "Found, false alarms and IoU are means of the trainings. " + NOTE)


def _classes(curve: Curve, title: str) -> Table:
    """The points of a curve of ground cover, with the IoU of each class."""
    rows = [(f"{p.labels:,}", share(p.score), f"{share(p.low)} to {share(p.high)}", *_each_class(p),
             ", ".join(map(share, p.single)), ", ".join(f"{steps:,}" for steps in p.steps),
             ", ".join(p.strategies)) for p in curve.points if p.labels]
    name = _capital(measure_of(curve))
    columns = ("Labels", name, "95 % interval", *_class_columns(curve), f"{name} of each training", "Steps of each",
               "Strategy")
    return Table(title, columns, rows, GROUND_NOTE)


def _each_class(point: Point) -> list[str]:
    """The IoU of each class, where there are several: that of the only one is the score."""
    return [share(iou) for iou in point.by_class.values()] if len(point.by_class) > 1 else []


def _class_columns(curve: Curve) -> list[str]:
    return [f"IoU of {name}" for name in curve.last.by_class] if len(curve.last.by_class) > 1 else []


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _facts(curves: Mapping[str, Curve], inputs: CurveInputs, settings: TrainSettings,
           plan: LearningCurveSettings) -> Table:
    trainings = sum(point.trainings for curve in curves.values() for point in curve.points)
    limit = f"{settings.max_seconds} s or " if settings.max_seconds else ""
    held_out = f"{inputs.held_out:,}" + (f", behind a gap of {inputs.gap_m:.0f} m" if inputs.gap_m else "")
    rows = [("Labels to train on", f"{inputs.trained:,}"), ("Labels held out", held_out),
            ("Trainings", f"{trainings}, each of {limit}{settings.max_steps:,} steps"),
            ("Background taken from", inputs.background), ("Imagery", ", ".join(inputs.images)),
            ("Base model", BUILT_IN if inputs.base == DEFAULT_BASE else inputs.base),
            (f"Threshold and {'smallest' if inputs.block_m else 'minimum'} area of all",
             f"{inputs.threshold:.2f} and {inputs.min_area_m2:g} m²")]
    if inputs.block_m:
        units = next(iter(curves.values())).units
        rows.append(("Blocks of the held-out ground", f"{units}, {inputs.block_m:.3g} m wide at most"))
    note = (f"In each of {count(plan.repeats, 'repeat')} the labels grow outwards from one drawn at random, as one "
            "draws them on the map, and larger numbers contain the smaller. Labels come with the ground that is nearer "
            "to them than to others; the others, and their ground, are not seen in training.")
    return Table("How it was measured", ("", ""), rows, note)


def _chart(curves: Mapping[str, Curve], inputs: CurveInputs) -> Chart:
    """The score by labels; with one strategy also its extrapolation."""
    first = next(iter(curves.values()))
    base, last, gain = first.points[0], first.last, first.gain
    several, twice = len(curves) > 1, 2 * last.labels
    lines = [Line(name if several else "fine-tuned", [(p.labels, p.score) for p in curve.points[1:]],
                  [(p.labels, p.low, p.high) for p in curve.points[1:]]) for name, curve in curves.items()]
    if not several:
        lines.append(Line("extrapolated", [(last.labels, last.score), (twice, min(last.score + gain.expected, 1.0))],
                          [(twice, *first.beyond)], dashed=True))
    end = last.labels if several else twice
    if inputs.base_knows:
        lines.append(Line("base model", [(0, base.score), (end, base.score)], [(0, base.low, base.high)], dashed=True))
    return Chart(f"{_capital(measure_of(first))} by labels, with 95 % intervals", "labels", lines, (0.0, 1.0))


def _by_steps(curves: Mapping[str, Curve], inputs: CurveInputs) -> Chart:
    """The score on the way through the trainings on all labels: the mean of the repeats, at the mean of their steps."""
    first = next(iter(curves.values()))
    lines = []
    for name, curve in curves.items():
        start = [] if name == SCRATCH or not inputs.base_knows else [(0.0, curve.points[0].score)]
        way = [(float(np.mean([step for step, _, _ in at])),
                float(np.mean([iou if curve.is_ground else f1 for _, f1, iou in at])))
               for at in zip(*(training.history for training in curve.trainings))]
        lines.append(Line(name if len(curves) > 1 else "fine-tuned", [*start, *way]))
    return Chart(f"{_capital(measure_of(first))} by steps, with all labels", "steps", lines, (0.0, 1.0))
