"""Image registration of labels: the common shift between labels and a network's probabilities (template matching).

Each label is a template: it fits where the network sees a building inside it and none in a ring round it. The mean fit
of many labels over all shifts up to some metres has its peak at the shift that they share; drawing the labels anew
(bootstrap) tells how sure that peak is. Other labels move along, so they count in no ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from scipy import fft, ndimage

from ..vectorize.strips import SCALE

STEP_M = 0.5
"""Metres between the shifts that are tried; a parabola through the peak tells more."""
RING_M = 3.0
"""Width of the ring round a label in which there should be no building."""
LEAST_KNOWN = 0.5
"""Share of a label and of its ring that must lie on known ground for a shift to count."""
LEAST_LABELS = 0.6
"""Share of the labels that must count at a shift."""
DRAWS, AGREEING_M = 400, 1.0
"""Bootstrap draws, and the metres within which their peaks agree."""
FEWEST = 8
"""With fewer labels no shift is told."""
SURE, LEAST_FIT, LEAST_GAIN = 0.95, 0.2, 0.05
"""A shift is sure from this confidence, fit and gain on."""
LEAST_M = 2.5
"""Shorter shifts are none: outlines are drawn no better, and the roofs of high buildings lie so far beside their ground
(1.7 m in Shanghai, by benchmarks/label_shift.py)."""
SAME_M = 2.0
"""Shifts of two groups that differ by less are one."""
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True)
class Sight:
    """What a network says of labelled ground: `building` (rows, columns) uint8 in 1/SCALE, and where that is `known`.
    `labels` (n,) are polygons in its pixels, of the `groups` (n,) int. `to_metres` (2, 2) maps (columns, rows) to
    metres (east, north)."""

    building: np.ndarray
    known: np.ndarray
    labels: np.ndarray
    groups: np.ndarray
    to_metres: np.ndarray


@dataclass(frozen=True)
class Shift:
    """How far labels must be moved to lie on what the network sees. `confidence` (0-1) is the share of bootstrap draws
    with the same peak; `fit` (-1 to 1) the mean probability inside the moved labels less that of their rings, and
    `gain` by how much that is more than unmoved."""

    east_m: float
    north_m: float
    confidence: float
    fit: float
    gain: float
    labels: int

    @property
    def length_m(self) -> float:
        return float(np.hypot(self.east_m, self.north_m))

    @property
    def is_sure(self) -> bool:
        """Whether the place of the peak can be relied on."""
        return self.confidence >= SURE and self.fit >= LEAST_FIT

    @property
    def is_due(self) -> bool:
        """Whether the labels should be moved."""
        return self.is_sure and self.length_m >= LEAST_M and self.gain >= LEAST_GAIN

    def distance_m(self, other: Shift) -> float:
        return float(np.hypot(self.east_m - other.east_m, self.north_m - other.north_m))

    def words(self) -> str:
        """Length and direction in words: 6.2 m to the north-east."""
        angle = np.degrees(np.arctan2(self.east_m, self.north_m))
        return f"{self.length_m:.1f} m to the {COMPASS[round(angle / 45) % 8]}"


@dataclass(frozen=True)
class Shifts:
    """The shift of all labels together and those of groups; None where labels are too few."""

    common: Shift | None
    by_group: dict[int, Shift]

    @property
    def is_common(self) -> bool:
        """Whether all labels should be moved alike: no group is sure of another shift."""
        common = self.common
        return common is not None and common.is_due and not any(
            own.is_sure and own.distance_m(common) > SAME_M for own in self.by_group.values())

    def of(self, group: int) -> Shift | None:
        """The shift by which the labels of a group should be moved; None: they stay."""
        if self.is_common:
            return self.common
        own = self.by_group.get(group)
        return own if own is not None and own.is_due else None


def find_shifts(sights: Sequence[Sight], most_m: float) -> Shifts:
    """The shifts of all labels and of each group of FEWEST or more, up to `most_m`."""
    if not sum(len(sight.labels) for sight in sights):
        return Shifts(None, {})
    maps = np.concatenate([fit_maps(sight, most_m) for sight in sights])
    groups = np.concatenate([sight.groups for sight in sights])
    names = np.unique(groups)
    found = {int(name): common_shift(maps[groups == name]) for name in names} if len(names) > 1 else {}
    return Shifts(common_shift(maps), {name: shift for name, shift in found.items() if shift is not None})


def common_shift(maps: np.ndarray) -> Shift | None:
    """The shift at the peak of the mean of `maps` (n, side, side) of fit_maps(); None for fewer than FEWEST labels."""
    maps = maps[~np.isnan(maps).all(axis=(1, 2))]
    number, side = maps.shape[0], maps.shape[-1]
    if number < FEWEST:
        return None
    known = ~np.isnan(maps.reshape(number, -1))
    fits = np.where(known, maps.reshape(number, -1), 0)
    enough = known.mean(axis=0) >= LEAST_LABELS
    draws = np.random.default_rng(0).multinomial(number, np.full(number, 1 / number), size=DRAWS)
    means = [np.where(enough, weights @ fits / np.maximum(weights @ known, 1e-9), -np.inf)
             for weights in (np.ones((1, number)), draws)]
    whole = means[0].reshape(side, side)
    north, east = _peak(whole)
    rows, columns = np.unravel_index(means[1].argmax(axis=1), (side, side))
    away = np.hypot(rows - side // 2 - north, columns - side // 2 - east) * STEP_M
    fit, unmoved = float(whole.max()), float(whole[side // 2, side // 2])
    return Shift(east * STEP_M, north * STEP_M, float(np.mean(away <= AGREEING_M)), fit,
                 fit - unmoved if np.isfinite(unmoved) else 0.0, number)


def _peak(mean: np.ndarray) -> tuple[float, float]:
    """The place (row, column) of the maximum from the middle, between pixels by parabolas. At the edge there is no
    peak: the middle."""
    row, column = np.unravel_index(int(mean.argmax()), mean.shape)
    if min(row, column) == 0 or max(row, column) == len(mean) - 1:
        return 0.0, 0.0
    place = []
    for at, line in ((row, mean[:, column]), (column, mean[row])):
        before, here, after = line[at - 1:at + 2]
        bend = before - 2 * here + after
        is_smooth = np.isfinite(bend) and bend < 0
        place.append(float(at - len(mean) // 2 + ((before - after) / (2 * bend) if is_smooth else 0.0)))
    return place[0], place[1]


def fit_maps(sight: Sight, most_m: float) -> np.ndarray:
    """How well each label fits at every shift up to `most_m` north and east: (n, side, side), in steps of STEP_M, with
    no shift in the middle. NaN where too little ground is known."""
    pixel_m = float(np.sqrt(abs(np.linalg.det(sight.to_metres))))
    factor = max(1, round(STEP_M / pixel_m))
    building, known = _coarser(sight.building, sight.known, factor)
    labels = shapely.transform(sight.labels, lambda xy: xy / factor)
    most, ring = (int(np.ceil(metres / (pixel_m * factor))) for metres in (most_m * 1.5, RING_M))
    margin = most + ring + 1
    building, known = np.pad(building, margin), np.pad(known, margin)
    labels = shapely.transform(labels, lambda xy: xy + margin)
    taken = _mask(labels, known.shape)
    steps = np.arange(-round(most_m / STEP_M), round(most_m / STEP_M) + 1) * STEP_M
    places = _pixels_of(steps, sight.to_metres * factor) + most
    maps = np.full((len(labels), len(steps), len(steps)), np.nan)
    for number, label in enumerate(labels):
        template = _template(label, taken, ring, known.shape, margin)
        if template is not None:
            fits = _fits(building, known, *template, most)
            maps[number] = ndimage.map_coordinates(fits, places, order=1, cval=np.nan)
    return maps


def _coarser(building: np.ndarray, known: np.ndarray, factor: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (0-1) and the known share of blocks of `factor` pixels."""
    rows, columns = (length // factor * factor for length in known.shape)
    blocks = (rows // factor, factor, columns // factor, factor)
    share = known[:rows, :columns].reshape(blocks).mean(axis=(1, 3))
    total = (building[:rows, :columns] / SCALE * known[:rows, :columns]).reshape(blocks).mean(axis=(1, 3))
    return total / np.maximum(share, 1e-9), share


def _pixels_of(steps: np.ndarray, to_metres: np.ndarray) -> np.ndarray:
    """The shift in pixels (rows, columns) of each pair of `steps` in metres north and east: (2, side, side)."""
    north, east = np.meshgrid(steps, steps, indexing="ij")
    columns, rows = np.tensordot(np.linalg.inv(to_metres), np.stack([east, north]), 1)
    return np.stack([rows, columns])


def _mask(labels: Sequence[shapely.Geometry] | np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return rasterize(labels, out_shape=shape, dtype="uint8").astype(bool) if len(labels) else np.zeros(shape, bool)


def _template(label: shapely.Geometry, taken: np.ndarray, ring: int, shape: tuple[int, ...],
              margin: int) -> tuple[slice, slice, np.ndarray, np.ndarray] | None:
    """The rows and columns of a label and its ring, and their masks there; None where none of it is on the ground."""
    x0, y0, x1, y1 = label.bounds
    inner = [max(int(np.floor(low)) - ring, margin - ring) for low in (y0, x0)]
    outer = [min(int(np.ceil(high)) + ring, length - margin + ring) for high, length in zip((y1, x1), shape)]
    if inner[0] >= outer[0] or inner[1] >= outer[1]:
        return None
    rows, columns = slice(inner[0], outer[0]), slice(inner[1], outer[1])
    moved = shapely.transform(label, lambda xy: xy - [columns.start, rows.start])
    inside = _mask([moved], (rows.stop - rows.start, columns.stop - columns.start))
    around = ndimage.binary_dilation(inside, iterations=ring) & ~taken[rows, columns]
    return (rows, columns, inside, around) if inside.any() and around.any() else None


def _fits(building: np.ndarray, known: np.ndarray, rows: slice, columns: slice, inside: np.ndarray, around: np.ndarray,
          most: int) -> np.ndarray:
    """Mean probability inside less that around, at every shift up to `most` pixels; NaN where too little is known."""
    there = (slice(rows.start - most, rows.stop + most), slice(columns.start - most, columns.stop + most))
    shape = tuple(fft.next_fast_len(length, real=True) for length in known[there].shape)
    share, total = (fft.rfft2(plane, shape) for plane in (known[there], known[there] * building[there]))
    means = []
    for mask in (inside, around):  # cross-correlation, where nothing wraps around
        template = fft.rfft2(mask.astype(float), shape).conj()
        seen, sums = (fft.irfft2(plane * template, shape)[:2 * most + 1, :2 * most + 1] for plane in (share, total))
        means.append(np.where(seen >= LEAST_KNOWN * mask.sum(), sums / np.maximum(seen, 1e-9), np.nan))
    return means[0] - means[1]
