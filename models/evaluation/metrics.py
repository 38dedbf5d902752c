"""Object F1 by one-to-one matching of outlines, and pixel IoU of the ground that they cover, with intervals.

A predicted and a reference outline match when their intersection is at least MATCH_IOU of their union. Where outlines
of one set do not overlap each other, an outline has at most one partner above 0.5, so the matching is unique and the
greedy order (falling IoU) finds it. This is the measure of the SpaceNet building challenges (Van Etten et al. 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .polygon_overlay import Ground, apart, area_iou, ground_covered, intersection, shared_ground

SOFT = (0.3, 0.7)
"""IoU from which a building counts a little, and wholly, in soft F1."""
MATCH_IOU = 0.5
DRAWS = 2000
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Scores:
    """Counts are of outlines; the others are shares (0-1), None where nothing was there to count.

    No reference outline: recall is None. No footprint: precision is None. Neither: f1 and iou are None too, because
    an empty place says nothing about a model. Otherwise f1 = 2 matched / (2 matched + missed + false_alarms).
    `iou` is the area covered by both over the area covered by either. `f1_low` to `f1_high` holds 95 % of bootstrap
    draws over buildings; neighbours resemble each other, so the true interval is somewhat wider.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    iou: float | None
    matched: int
    missed: int
    false_alarms: int
    left_out: int
    f1_low: float | None
    f1_high: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Comparison:
    """Who matches whom; the arrays hold positions in the lists that were given to `compare`.

    `matches` (n, 2) pairs predicted and reference positions; `overlaps` (n,) is their IoU. `best_overlap` is the
    greatest IoU of each predicted outline with any reference outline, matched or not; `best_overlap_reference` the
    other way round. Outlines that touch nothing of `area` are in none of the arrays. `classes` are the names of the
    outlines' classes, where these were compared too. `copies` is how many times the same ground is in it, on the
    average: each outcome tells so much less.
    """

    matches: np.ndarray
    overlaps: np.ndarray
    missed: np.ndarray
    false_alarms: np.ndarray
    left_out_reference: np.ndarray
    left_out_predicted: np.ndarray
    best_overlap: np.ndarray
    best_overlap_reference: np.ndarray
    shapes: tuple[np.ndarray, np.ndarray, BaseGeometry | None]
    classes: tuple[np.ndarray, np.ndarray] | None = None
    copies: float = 1.0

    @cached_property
    def iou(self) -> float | None:
        """Area covered by both over area covered by either, inside `area`, outlines cut by its edge included."""
        return area_iou(*self.shapes)

    @property
    def f1(self) -> float | None:
        return f1(len(self.matches), len(self.missed), len(self.false_alarms))

    @property
    def soft_f1(self) -> float | None:
        """F1 in which a building counts by how well its best partner fits: not at all up to the first IoU of SOFT,
        wholly from the second on. With few buildings it moves in small steps where F1 jumps. With several classes, F1
        itself; None where nothing was there to count."""
        if self.classes is not None:
            return self.f1
        ours = np.concatenate([self.matches[:, 0], self.false_alarms]).astype(int)
        theirs = np.concatenate([self.matches[:, 1], self.missed]).astype(int)
        best = np.concatenate([self.best_overlap[ours], self.best_overlap_reference[theirs]])
        fits = np.clip((best - SOFT[0]) / (SOFT[1] - SOFT[0]), 0, 1)
        return float(fits.mean()) if len(fits) else None

    def scores(self) -> Scores:
        """Every figure, the bootstrap included."""
        return _scores(len(self.matches), len(self.missed), len(self.false_alarms), len(self.left_out_reference),
                       self.iou, self.copies)

    def by_class(self) -> dict[str, Scores]:
        """The scores of each class, those with most reference outlines first; empty where classes were not compared.
        Their `iou` is that of the ground of one class. A building found with the wrong class is missed in its own, and
        a false alarm in the other."""
        if self.classes is None:
            return {}
        ours_are, theirs_are = self.classes
        counts = {}
        for name in {*ours_are.tolist(), *theirs_are.tolist()}:
            mine, true = ours_are == name, theirs_are == name
            matched, missed, false, left_out = (int(np.count_nonzero(where)) for where in (
                true[self.matches[:, 1]], true[self.missed], mine[self.false_alarms], true[self.left_out_reference]))
            iou = self.grounds[name].iou if name in self.grounds else None
            counts[name] = _scores(matched, missed, false, left_out, iou, self.copies)
        return dict(sorted(counts.items(), key=lambda item: (-item[1].matched - item[1].missed, item[0])))

    @cached_property
    def grounds(self) -> dict[str, Ground]:
        """The ground of each class that covers any, by its name; all ground, under "", where classes were not compared.
        """
        ours, theirs, area = self.shapes
        if self.classes is None:
            found = {"": ground_covered(ours, theirs, area)}
        else:
            ours_are, theirs_are = self.classes
            found = {name: ground_covered(ours[ours_are == name], theirs[theirs_are == name], area)
                     for name in sorted({*ours_are.tolist(), *theirs_are.tolist()})}
        return {name: ground for name, ground in found.items() if ground.iou is not None}

    def ground_parts(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The ground of each class, as geometries: what both sides cover inside the area, what the predicted outlines
        alone do, and what the reference outlines alone do."""
        ours, theirs, area = self.shapes
        names = sorted({*self.classes[0].tolist(), *self.classes[1].tolist()}) if self.classes else [""]
        parts: list[list[BaseGeometry]] = [[], [], []]
        for name in names:
            mine, true = ((ours, theirs) if self.classes is None
                          else (ours[self.classes[0] == name], theirs[self.classes[1] == name]))
            a, b = (shapely.union_all(apart(shapes, area)) for shapes in (mine, true))
            for one, ground in zip(parts, (intersection(a, b), shapely.difference(a, b), shapely.difference(b, a))):
                one += [g for g in shapely.get_parts(ground).tolist() if g.area > 0]
        both, predicted, reference = (np.array(one, object) for one in parts)
        return both, predicted, reference

    @property
    def mean_iou(self) -> float | None:
        """The mean of the IoU of the classes (mIoU); None where nothing covers any ground."""
        ious = [ground.iou for ground in self.grounds.values() if ground.iou is not None]
        return float(np.mean(ious)) if ious else None

    def to_dict(self) -> dict[str, Any]:
        """The scores as plain JSON values, with the mean IoU, and F1, IoU and the counts of each class, where there are
        several."""
        classes = {name: {"f1": s.f1, "iou": s.iou, "matched": s.matched, "missed": s.missed,
                          "false_alarms": s.false_alarms} for name, s in self.by_class().items()}
        several = {"classes": classes, "mean_iou": self.mean_iou} if classes else {}
        return {**self.scores().to_dict(), **several}


def _scores(matched: int, missed: int, false_alarms: int, left_out: int, iou: float | None, copies: float) -> Scores:
    low, high = f1_interval(matched, missed, false_alarms, copies)
    return Scores(
        precision=matched / (matched + false_alarms) if matched + false_alarms else None,
        recall=matched / (matched + missed) if matched + missed else None,
        f1=f1(matched, missed, false_alarms), iou=iou, matched=matched, missed=missed, false_alarms=false_alarms,
        left_out=left_out, f1_low=low, f1_high=high)


def compare(predicted: Sequence[BaseGeometry] | np.ndarray, reference: Sequence[BaseGeometry] | np.ndarray,
            area: BaseGeometry | None = None,
            classes: tuple[Sequence[str] | np.ndarray, Sequence[str] | np.ndarray] | None = None,
            copies: float = 1.0) -> Comparison:
    """Match valid polygons of one CRS; IoU does not depend on which, as long as it is nearly affine locally.

    With `area`, reference outlines that cross its edge are left out. A footprint that crosses the edge counts when it
    matches a reference outline that counts, otherwise it is left out; so is one that lies mostly on a left-out
    reference outline. What lies outside is ignored. With `classes`, one name for each predicted and each reference
    outline, two outlines match only when theirs are the same. `copies` as in Comparison.
    """
    ours, theirs = np.array(predicted, dtype=object), np.array(reference, dtype=object)
    inside_ours, edge_ours = _where(ours, area)
    inside_theirs, edge_theirs = _where(theirs, area)
    pairs, iou, cover = shared_ground(ours, theirs)
    counted = inside_theirs[pairs[:, 1]] & (inside_ours | edge_ours)[pairs[:, 0]] & (iou >= MATCH_IOU)
    names = None if classes is None else (np.array(classes[0], object), np.array(classes[1], object))
    if names is not None:
        counted &= names[0][pairs[:, 0]] == names[1][pairs[:, 1]]
    rows = _one_to_one(pairs[counted], iou[counted])
    matches, overlaps = pairs[counted][rows], iou[counted][rows]
    excused = edge_ours.copy()
    excused[pairs[edge_theirs[pairs[:, 1]] & (cover >= 0.5), 0]] = True
    free_ours, free_theirs = inside_ours | edge_ours, inside_theirs.copy()
    free_ours[matches[:, 0]], free_theirs[matches[:, 1]] = False, False
    best_ours, best_theirs = np.zeros(len(ours)), np.zeros(len(theirs))
    np.maximum.at(best_ours, pairs[:, 0], iou)
    np.maximum.at(best_theirs, pairs[:, 1], iou)
    return Comparison(
        matches, overlaps, np.flatnonzero(free_theirs), np.flatnonzero(free_ours & ~excused),
        np.flatnonzero(edge_theirs), np.flatnonzero(free_ours & excused), best_ours, best_theirs, (ours, theirs, area),
        names, copies)


def by_building(comparison: Comparison) -> tuple[list[bool], list[int]]:
    """For each reference building that counts: whether it was found, and how many false alarms are nearest to it."""
    ours, theirs, _ = comparison.shapes
    counted = np.sort(np.concatenate([comparison.matches[:, 1], comparison.missed])).astype(int)
    alarms = np.zeros(len(counted), int)
    if len(comparison.false_alarms):
        nearest = shapely.STRtree(theirs[counted]).nearest(ours[comparison.false_alarms])
        np.add.at(alarms, nearest, 1)
    return np.isin(counted, comparison.matches[:, 1]).tolist(), alarms.tolist()


def _where(shapes: np.ndarray, area: BaseGeometry | None) -> tuple[np.ndarray, np.ndarray]:
    """Which shapes lie within `area`, and which cross its edge (touching it from outside is not crossing)."""
    if area is None:
        return np.ones(len(shapes), dtype=bool), np.zeros(len(shapes), dtype=bool)
    shapely.prepare(area)
    inside = shapely.covers(area, shapes)
    touched = shapely.intersects(area, shapes) & ~inside
    crossing = touched & ~shapely.touches(area, shapes)
    return inside, crossing


def _one_to_one(pairs: np.ndarray, iou: np.ndarray) -> list[int]:
    """Rows of `pairs` taken by falling IoU, each outline once; ties go by position, so the answer is repeatable."""
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    rows = []
    for row in np.lexsort((pairs[:, 1], pairs[:, 0], -iou)):
        ours, theirs = pairs[row]
        if ours not in used_ours and theirs not in used_theirs:
            used_ours.add(ours)
            used_theirs.add(theirs)
            rows.append(row)
    return rows


def f1(matched: int, missed: int, false_alarms: int) -> float | None:
    """F1 of counts; None where there is nothing to count."""
    return 2 * matched / (2 * matched + missed + false_alarms) if matched + missed + false_alarms else None


def f1_interval(matched: int, missed: int, false_alarms: int,
                copies: float = 1.0) -> tuple[float | None, float | None]:
    """The 95 % bootstrap interval of F1: matched, missed and false alarms drawn anew, DRAWS times, the same
    draws each time. Where the same ground is among them `copies` times, as many times fewer are drawn.

    Drawing n outcomes with replacement and counting the kinds is a multinomial draw (Efron 1979).
    """
    total = matched + missed + false_alarms
    if not total:
        return None, None
    shares, total = np.array([matched, missed, false_alarms]) / total, max(round(total / copies), 1)
    hits, misses, alarms = np.random.default_rng(0).multinomial(total, shares, size=DRAWS).T
    low, high = np.quantile(2 * hits / (2 * hits + misses + alarms), [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    if hits.min() < total and hits.max() > 0:
        return float(low), float(high)
    # All right, or all wrong: every draw is the same, and the exact bound of a share (Clopper and Pearson 1934) holds.
    share = ((1 - CONFIDENCE) / 2) ** (1 / total)
    return (2 * share / (1 + share), 1.0) if hits.max() else (0.0, 2 * (1 - share) / (2 - share))
