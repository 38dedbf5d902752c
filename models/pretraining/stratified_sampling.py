"""Stratified sampling of windows: k-means clusters of standardised statistics, and windows drawn evenly over them.

What smart sampling is in the framework of IBM and NASA for Prithvi. Clouds, ground without imagery, uniform ground and
near-duplicates are left out first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.cluster.vq import kmeans2

from ...protocol.settings.pretraining import STRATIFIED, PretrainSettings
from ..core.job import Job
from .window_statistics import BANDS, COVER, INDEX, TEXTURE, WindowStatistics

NODATA, CLOUDS, UNIFORM_GROUND, DUPLICATES = "nodata", "clouds", "uniform", "duplicates"
REASONS = {NODATA: "more than a twentieth is nodata or masked", CLOUDS: "bright and white as thick clouds or snow",
           UNIFORM_GROUND: "uniform ground, such as open water", DUPLICATES: "looks the same as another window"}
"""Why windows are left out, in the order in which it is looked at."""
CLOUD_TIMES, CLOUD_SPREAD, CLOUD_SHARE = 2.5, 0.3, 0.3
"""Cloud: the darkest visible band is so many times the lower quartile of the archive, and the visible bands differ by
less than such a share; a window is left out from such a share of its ground. Thin clouds may pass."""
UNIFORM_SHARE = 0.05
"""Deviation of every band in uniform ground, as a share of the band's deviation over the archive."""
SAME_LOOK, SAME_LEVEL = 0.97, 0.5
"""Near-duplicates: the correlation of their small views from which on, and the mean difference of their band means, in
deviations of the archive, up to which two windows are the same."""
BLOCK = 1024
FARTHEST = 5.0
"""Deviations at which a statistic is clipped, so that one odd window is no cluster of its own."""
ITERATIONS = 50
TOLD = 3
"""Statistics that are told of a cluster."""


@dataclass(frozen=True)
class Drawing:
    """Which of n windows are drawn: their numbers, sorted, and of all windows the cluster (n,), -1 where it was left
    out. `left_out` counts those by reason (REASONS); `typical` says of each cluster what sets it apart, in words, and
    `distances` (n,) how far each window is from the centre of its cluster."""

    drawn: np.ndarray
    clusters: np.ndarray
    left_out: dict[str, int]
    typical: tuple[str, ...]
    distances: np.ndarray


def draw_windows(found: WindowStatistics, settings: PretrainSettings, job: Job) -> Drawing:
    """Draw `settings.windows` of the windows, or all that are not left out where there are fewer. With uniform sampling
    only those without imagery are left out."""
    rng = np.random.default_rng([settings.seed, 1])
    stratified = settings.sampling == STRATIFIED
    left_out, kept = _left_out(found, job) if stratified else _without_imagery(found)
    clusters, distances = np.full(len(found), -1), np.zeros(len(found))
    if not kept.any():
        return Drawing(np.zeros(0, int), clusters, left_out, (), distances)
    features, weights = standardised(found, kept), kind_weights(found)
    centres, labels = _clusters(features[kept] * weights, settings.clusters, rng)
    distances[kept] = np.linalg.norm(features[kept] * weights - centres[labels], axis=1)
    clusters[kept] = labels
    eligible = np.flatnonzero(kept)
    wanted = min(settings.windows, len(eligible))
    if stratified:
        quotas = even_quotas(np.bincount(labels, minlength=len(centres)), wanted)
        parts = [rng.choice(eligible[labels == one], quota, replace=False) for one, quota in enumerate(quotas)]
        drawn = np.concatenate(parts)
    else:
        drawn = rng.choice(eligible, wanted, replace=False)
    typical = tuple(_typical(found.names, centre / weights) for centre in centres)
    return Drawing(np.sort(drawn), clusters, left_out, typical, distances)


def even_quotas(sizes: np.ndarray, wanted: int) -> np.ndarray:
    """How many to draw from clusters of these sizes (k,): the same number from each, and where one is smaller all of
    it and more from the others. The sum is `wanted`, which is no more than there are."""
    quotas = np.zeros(len(sizes), int)
    while (left := wanted - quotas.sum()) > 0:
        open_ones = np.flatnonzero(quotas < sizes)
        open_ones = open_ones[np.argsort(quotas[open_ones], kind="stable")]
        each, rest = divmod(int(left), len(open_ones))
        quotas[open_ones] += each
        quotas[open_ones[:rest]] += 1
        quotas = np.minimum(quotas, sizes)
    return quotas


def _without_imagery(found: WindowStatistics) -> tuple[dict[str, int], np.ndarray]:
    return {NODATA: int((~found.has_imagery).sum())}, found.has_imagery.copy()


def _left_out(found: WindowStatistics, job: Job) -> tuple[dict[str, int], np.ndarray]:
    """The number of windows left out by reason, and which are kept (n,) bool. Each reason looks at what is left."""
    counts, kept = _without_imagery(found)
    tests: dict[str, Callable[[WindowStatistics, np.ndarray], np.ndarray]] = {
        CLOUDS: _is_cloudy, UNIFORM_GROUND: _is_uniform, DUPLICATES: _is_duplicate}
    for reason, test in tests.items():
        job.check()
        out = kept & test(found, kept)
        counts[reason], kept = int(out.sum()), kept & ~out
    return counts, kept


def _is_cloudy(found: WindowStatistics, kept: np.ndarray) -> np.ndarray:
    """Windows with much ground that is far brighter than the archive's and as bright in all visible bands."""
    cloudy = np.zeros(len(found), bool)
    for kind in np.unique(found.types[kept]):
        own = kept & (found.types == kind)
        usual = np.quantile(found.darkest[own], 0.25)
        if usual > 0:
            clouds = (found.darkest[own] > CLOUD_TIMES * usual) & (found.spread[own] < CLOUD_SPREAD)
            cloudy[own] = clouds.mean(axis=(1, 2)) >= CLOUD_SHARE
    return cloudy


def _is_uniform(found: WindowStatistics, kept: np.ndarray) -> np.ndarray:
    """Windows whose bands hardly vary, measured by how they vary over the archive."""
    uniform = np.zeros(len(found), bool)
    means, deviations = np.split(found.columns(BANDS), 2)
    for kind in np.unique(found.types[kept]):
        own = kept & (found.types == kind)
        inside = found.values[own][:, deviations].astype(float)
        over_all = np.sqrt((inside ** 2).mean(axis=0) + found.values[own][:, means].astype(float).var(axis=0))
        uniform[own] = (inside <= UNIFORM_SHARE * over_all).all(axis=1)
    return uniform


def _is_duplicate(found: WindowStatistics, kept: np.ndarray) -> np.ndarray:
    """Windows that look the same as one before them of the same data type."""
    duplicate = np.zeros(len(found), bool)
    means = np.split(found.columns(BANDS), 2)[0]
    for kind in np.unique(found.types[kept]):
        own = np.flatnonzero(kept & (found.types == kind))
        levels = found.values[own][:, means]
        levels = levels / np.maximum(levels.std(axis=0), 1e-9)
        looks = found.looks[own]
        for start in range(0, len(own), BLOCK):
            rows = np.arange(start, min(start + BLOCK, len(own)))
            alike = np.argwhere(looks[rows] @ looks[:rows[-1] + 1].T > SAME_LOOK) + [start, 0]
            alike = alike[alike[:, 1] < alike[:, 0]]
            near = np.abs(levels[alike[:, 0]] - levels[alike[:, 1]]).mean(axis=1) < SAME_LEVEL
            duplicate[own[alike[near, 0]]] = True
    return duplicate


def standardised(found: WindowStatistics, kept: np.ndarray) -> np.ndarray:
    """The statistics (n, s) of mean 0 and deviation 1 over the windows that are `kept`, clipped. Those of pixels are
    standardised within a data type."""
    features = np.zeros(found.values.shape)
    pixels = np.concatenate([found.columns(kind) for kind in (BANDS, TEXTURE, INDEX)])
    parts = [(kept & (found.types == kind), pixels) for kind in np.unique(found.types[kept])]
    for rows, columns in [*parts, (kept, found.columns(COVER))]:
        values = found.values[np.ix_(rows, columns)].astype(float)
        scaled = (values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-9)
        features[np.ix_(rows, columns)] = np.clip(scaled, -FARTHEST, FARTHEST)
    return features


def kind_weights(found: WindowStatistics) -> np.ndarray:
    """A factor for each statistic (s,), with which each kind weighs the same, however many columns it has."""
    return np.array([1 / np.sqrt(len(found.columns(kind))) for kind in found.kinds])


def _clusters(features: np.ndarray, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Centres (k, s) and the cluster (n,) of each window, by k-means++ (Arthur and Vassilvitskii 2007). Clusters are in
    the order of their size, the largest first; empty ones are left out."""
    most = min(count, len(np.unique(features.round(9), axis=0)))
    centres, labels = kmeans2(features, most, iter=ITERATIONS, minit="++", missing="warn", rng=rng)
    sizes = np.bincount(labels, minlength=most)
    order = [one for one in np.argsort(-sizes, kind="stable") if sizes[one]]
    places = np.full(most, -1)
    places[order] = np.arange(len(order))
    return centres[order], places[labels]


def _typical(names: tuple[str, ...], deviations: np.ndarray) -> str:
    """The statistics (s,) of a cluster that are furthest from the archive's mean, in words."""
    furthest = np.argsort(-np.abs(deviations), kind="stable")[:TOLD]
    return "; ".join(f"{names[one]} {deviations[one]:+.1f}" for one in furthest)
