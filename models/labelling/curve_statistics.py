"""Statistics of a learning curve: score by number of labels, paired-bootstrap intervals, extrapolation by a power law.

The score is F1 of buildings, or the mean IoU of classes of ground cover. Each bootstrap draw takes the same held-out
buildings, or blocks of ground, for every model (paired bootstrap, Efron 1979), because all models were scored on the
same ones: the difference between two models is more certain than the score of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..evaluation.metrics import CONFIDENCE, DRAWS, f1_interval

SMALLEST_GAIN = 0.03
"""Smallest change of the score that is worth the drawing of more labels; less counts as none."""
FEWEST_SIZES = 3
"""Numbers of labels that are enough to fit a law to."""
DRAWS_AT_ONCE = 50
"""Bootstrap draws made together, so that thousands of buildings need little memory; a divisor of DRAWS."""
RISING, FLAT, FALLING, UNKNOWN = "rising", "flat", "falling", "unknown"


@dataclass(frozen=True)
class CurveTraining:
    """The outcome of one training on the held-out buildings: which of them the model found, and how many false alarms
    lie nearest to each. `labels` is the number trained on, 0 for the base; `repeat` counts from 0; `wanted` is the
    strategy that was asked for, and `strategy` what it came to; `history` has (step, F1, IoU) on the way.

    Of ground cover nothing is counted: `ground` has for each class the ground that model and labels share in each block
    of the held-out ground, and that either covers (evaluation.ground_blocks). `copies` is how many rasters show the
    same ground, on the average: so many times fewer units are drawn."""

    labels: int
    repeat: int
    found: list[bool]
    false_alarms: list[int]
    iou: float
    steps: int
    strategy: str
    wanted: str = ""
    history: list[tuple[int, float, float]] = field(default_factory=list)
    ground: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    copies: float = 1.0

    @property
    def sums(self) -> np.ndarray:
        """Numerators and denominators (measures, 2, units) of the score: the sums of both over the units are divided,
        and the mean taken over the measures. One measure is F1, with buildings as units; of ground cover the IoU of
        each class is one, with blocks as units."""
        if self.ground:
            return np.array(list(self.ground.values()), float).swapaxes(1, 2)
        found, false_alarms = np.array(self.found, float), np.array(self.false_alarms, float)
        return np.array([[2 * found, found + 1 + false_alarms]])

    @property
    def score(self) -> float:
        """F1 of this training, or its mean IoU; 0 where nothing was there to score."""
        return _pooled([self])


@dataclass(frozen=True)
class Point:
    """The score with so many labels, over all trainings with them, and the interval that holds 95 % of the bootstrap
    draws. The counts are means of the trainings; `single` has the score and `steps` the steps of each; `by_class` is
    the IoU of each class of ground cover, None where neither model nor labels have any."""

    labels: int
    score: float
    low: float
    high: float
    iou: float
    found: float
    false_alarms: float
    single: tuple[float, ...]
    steps: tuple[int, ...]
    strategies: tuple[str, ...]
    by_class: dict[str, float | None] = field(default_factory=dict)

    @property
    def trainings(self) -> int:
        """Number of trainings with so many labels; 0 for the base model, which was not trained here."""
        return len(self.single) if self.labels else 0


@dataclass(frozen=True)
class Gain:
    """The extrapolated change of the score with twice as many labels, and its 95 % interval."""

    expected: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """RISING, FLAT or FALLING; UNKNOWN when the interval allows more than one of them."""
        if self.low > -SMALLEST_GAIN and self.high < SMALLEST_GAIN:
            return FLAT
        if self.low > 0:
            return RISING
        return FALLING if self.high < 0 else UNKNOWN


@dataclass(frozen=True)
class Difference:
    """The score with all labels by one strategy less that by another, and its 95 % interval."""

    score: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A learning curve. `points` begin with the base, at 0 labels; `above_base` is the 95 % interval of what
    fine-tuning on all labels adds to the score of the base, `beyond` that of the extrapolated score with twice as many
    labels; `units` is the number of held-out buildings, each as often as rasters show it, or of blocks of ground,
    `trainings` are those on all labels.
    `beyond_first` compares it with the first curve where strategies are compared."""

    points: tuple[Point, ...]
    gain: Gain
    above_base: tuple[float, float]
    beyond: tuple[float, float]
    units: int
    trainings: tuple[CurveTraining, ...]
    beyond_first: Difference = Difference(0.0, 0.0, 0.0)

    @property
    def last(self) -> Point:
        """The point of all labels."""
        return self.points[-1]

    @property
    def buildings(self) -> int:
        """The number of held-out buildings, each once, however many rasters show it."""
        return round(self.units / self.copies)

    @property
    def copies(self) -> float:
        """How many rasters show a building, on the average."""
        return self.trainings[0].copies

    @property
    def is_ground(self) -> bool:
        """Whether the score is the IoU of ground cover, not F1 of buildings."""
        return bool(self.trainings[0].ground)


def curves_of(base: CurveTraining, outcomes: Sequence[CurveTraining]) -> dict[str, Curve]:
    """The curve of each strategy that was wanted, by its name, in the order of the outcomes."""
    wanted = dict.fromkeys(outcome.wanted for outcome in outcomes)
    curves = {name: fit_curve(base, [o for o in outcomes if o.wanted == name]) for name in wanted}
    first = next(iter(curves.values()))
    return {name: replace(curve, beyond_first=_difference(curve.trainings, first.trainings))
            for name, curve in curves.items()}


def _difference(one: Sequence[CurveTraining], other: Sequence[CurveTraining]) -> Difference:
    """What the trainings `one` score beyond `other`: as many repeats on the same labels, by another strategy."""
    repeats = len(one)
    sums, drawn = _drawn_sums([*one, *other]), _drawn_repeats(repeats)
    draws = _scores(sums[:repeats], drawn) - _scores(sums[repeats:], drawn)
    return Difference(_pooled(one) - _pooled(other), *_interval(draws))


def fit_curve(base: CurveTraining, outcomes: Sequence[CurveTraining]) -> Curve:
    """The curve of outcomes with at least FEWEST_SIZES numbers of labels and the same repeats for each number."""
    sizes = sorted({outcome.labels for outcome in outcomes})
    by_size = [sorted((o for o in outcomes if o.labels == size), key=lambda o: o.repeat) for size in sizes]
    units, repeats = base.sums.shape[2], len(by_size[0])
    sums = _drawn_sums([base, *(outcome for group in by_size for outcome in group)])
    of_repeats = _drawn_repeats(repeats)
    base_draws = _scores(sums[:1], np.ones((DRAWS, 1)))
    draws = np.array([_scores(sums[1 + i * repeats:][:repeats], of_repeats) for i in range(len(sizes))])
    points = [_point([base], base_draws), *(_point(group, d) for group, d in zip(by_size, draws))]
    gains = _gains(np.array(sizes, float), draws, 0.5 * base.copies / units)
    low, high = _interval(gains)
    beyond = np.clip(np.tile(draws[-1], len(gains) // DRAWS) + gains, 0, 1)
    return Curve(tuple(points), Gain(float(np.median(gains)), low, high), _interval(draws[-1] - base_draws),
                 _interval(beyond), units, tuple(by_size[-1]))


def _drawn_sums(outcomes: Sequence[CurveTraining]) -> np.ndarray:
    """The sums (outcomes, measures, 2, DRAWS) in each draw of units, the same draws for all outcomes."""
    each = np.array([outcome.sums for outcome in outcomes])
    random, units = np.random.default_rng(0), each.shape[-1]
    shares, number = np.full(units, 1 / units), max(round(units / outcomes[0].copies), 1)
    drawn = (random.multinomial(number, shares, size=DRAWS_AT_ONCE).T for _ in range(DRAWS // DRAWS_AT_ONCE))
    return np.concatenate([each @ weights for weights in drawn], axis=-1)


def _drawn_repeats(repeats: int) -> np.ndarray:
    """How often each repeat is drawn (DRAWS, repeats), for all sizes at once, since the labels of one are nested.

    One fewer than there are is drawn: the spread of the mean is then neither over- nor understated (Rao and Wu 1988).
    """
    return np.random.default_rng(1).multinomial(max(repeats - 1, 1), np.full(repeats, 1 / repeats), size=DRAWS)


def _scores(sums: np.ndarray, of_repeats: np.ndarray) -> np.ndarray:
    """The scores (DRAWS,) of the sums (repeats, measures, 2, DRAWS) of one number of labels, pooled over the repeats
    that are drawn: `of_repeats` (DRAWS, repeats)."""
    return _mean_ratio((sums * of_repeats.T[:, None, None]).sum(axis=0))


def _mean_ratio(sums: np.ndarray) -> np.ndarray:
    """The mean over the measures of numerator by denominator (measures, 2, ...), without measures of which nothing is
    there: a class that is on none of the blocks that were drawn. 0 where there is none at all."""
    above, below = sums[:, 0], sums[:, 1]
    there = below > 0
    ratios = np.where(there, above / np.where(there, below, 1), 0)
    means: np.ndarray = ratios.sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    return means


def _pooled(group: Sequence[CurveTraining]) -> float:
    """The score of several trainings, all of them taken together."""
    return float(_mean_ratio(_all_sums(group)))


def _all_sums(group: Sequence[CurveTraining]) -> np.ndarray:
    """The sums (measures, 2) over the units of several trainings."""
    sums: np.ndarray = np.sum([outcome.sums.sum(axis=2) for outcome in group], axis=0)
    return sums


def _mean_counts(group: Sequence[CurveTraining]) -> tuple[float, float]:
    """Found buildings and false alarms, each as the mean of the trainings."""
    return sum(sum(o.found) for o in group) / len(group), sum(sum(o.false_alarms) for o in group) / len(group)


def _point(group: Sequence[CurveTraining], draws: np.ndarray) -> Point:
    found, false = _mean_counts(group)
    low, high = _interval(draws)
    if low == high and not group[0].ground:  # all right, or all wrong, in every draw: the exact interval is wider
        exact = f1_interval(round(found), len(group[0].found) - round(found), round(false), group[0].copies)
        low, high = (low if bound is None else bound for bound in exact)
    return Point(
        labels=group[0].labels, score=_pooled(group), low=low, high=high,
        iou=float(np.mean([o.iou for o in group])), found=found, false_alarms=false,
        single=tuple(o.score for o in group), steps=tuple(o.steps for o in group),
        strategies=tuple(dict.fromkeys(o.strategy for o in group if o.strategy)),
        by_class={name: float(both / either) if either else None
                  for name, (both, either) in zip(group[0].ground, _all_sums(group))})


def _interval(draws: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(draws, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def _gains(sizes: np.ndarray, draws: np.ndarray, least_error: float) -> np.ndarray:
    """The change of the score from doubling the last of `sizes`, for each column of `draws` (sizes, DRAWS) and law.

    Two laws fit alike and extrapolate differently: the error, 1 - score, falls as a power of the labels (Hestness et
    al. 2017), or the score rises by the same step with each doubling. Each is fitted to all sizes and, where there are
    enough, to all but the smallest: a curve that is steep at first and then levels off follows neither law to its end.
    """
    x = np.log2(sizes)
    gains = []
    for first in ((0, 1) if len(x) > FEWEST_SIZES else (0,)):
        part, known = x[first:], draws[first:]
        slope, start = np.polyfit(part, known, 1)
        now = np.clip(slope * x[-1] + start, 0, 1)
        gains.append(np.clip(slope * (x[-1] + 1) + start, 0, 1) - now)
        slope, start = np.polyfit(part, np.log2(np.clip(1 - known, least_error, 1)), 1)
        error = np.clip(2 ** (slope * x[-1] + start), 0, 1)
        gains.append(error - np.clip(error * 2 ** slope, 0, 1))
    return np.concatenate(gains)
