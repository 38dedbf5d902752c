"""Click to outline (interactive segmentation): clicks become markers on what a network sees, or seeds on the colours.

Three ways, of which the first that answers counts for each click inside:

    instance   the click lies in a building that prediction finds: the watershed basin of its core
    peak       the network sees less than its threshold: all above half of the peak there, and in no instance
    color      it sees nothing: seeded region growing (Adams and Bischof 1994) by colour, up to the strongest edges

What lies under several clicks is joined. A click outside, deep in what was found, parts it: each pixel goes to the
click that is nearest by geodesic distance, in which a wall between two buildings is far to cross (Bai and Sapiro 2007).
All other clicks push a wall (wall_push.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from ...protocol.labels import LARGEST_M2, SMALLEST_M2
from ...protocol.view_messages import BY_COLOR, BY_NETWORK
from ..vectorize.polygonize import trace
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import SCALE, Outline, Probabilities
from .color_region import grown

AROUND_M = (40.0, 120.0)
"""Ground round the clicks that is looked at; the second where a building does not end in the first."""
SLIP_M = 0.6
"""A click that is no further from an instance is in it."""
NEAR_M = 1.5
"""Ground round a click in which the peak of the probability is looked for."""
LEAST_PEAK = 0.12
"""Below this the network sees nothing."""
APART = 0.8
"""Discs round clicks of two kinds reach so much of the way from one to the other, at most."""
WALL = 12.0
"""How many times as far it is through a pixel that is surely a wall."""
PUSH_M = 4.0
"""A click so near to the edge of a building pushes the wall there, where no other building is under it; chosen in Rio
and Atlanta (docs/decisions/0038)."""
CLOSED_M = (0.5, 1.0, 2.0)
"""Gaps between the parts under several clicks that are closed, until they are one."""
HALF = 0.5

Pixel = tuple[int, int]
"""Row and column."""
Push = tuple[np.ndarray, bool]
"""A click (x, y), and whether it is to lie inside."""


@dataclass(frozen=True)
class Sight:
    """What is known of some ground, as arrays of one shape: the network's `probabilities`, the `image` (C, H, W), and
    which of its pixels are `valid`."""

    probabilities: Probabilities
    image: np.ndarray
    valid: np.ndarray

    def part(self, rows: slice, columns: slice) -> Sight:
        """The sight of a window. Where a band of floats has no value it gets its median: filters would spread NaN."""
        said = self.probabilities
        class_ids = None if said.class_ids is None else said.class_ids[rows, columns]
        image = self.image[:, rows, columns].copy()
        for band, known in zip(image, np.isfinite(image)):
            if not known.all():
                band[~known] = np.median(band[known]) if known.any() else 0
        return Sight(Probabilities(said.building[rows, columns], said.core[rows, columns], class_ids), image,
                     self.valid[rows, columns])


@dataclass(frozen=True)
class Found:
    """The outline of a building in pixels of its sight, what it follows, a value of OUTLINED_BY, and the clicks in
    their order that push its walls (wall_push.py) where they do not lie inside, or outside, as they should."""

    outline: Outline
    by: str
    pushes: list[Push]


@dataclass(frozen=True)
class _Region:
    """The pixels of a building (H, W) bool, what they follow, the probability (0-1) at which they end, and the clicks
    that may push a wall."""

    mask: np.ndarray
    by: str
    level: float
    pushes: tuple[Push, ...] = ()


def outline_at(sight: Sight, points: np.ndarray, inside: Sequence[bool], postprocessing: Postprocessing,
               resolution_m: float) -> Found | None:
    """The building at clicks, `points` (n, 2), x and y in pixels, of which each is `inside` or not, the first one is;
    None where there is nothing to follow, or no click inside is on a valid pixel."""
    height, width = sight.valid.shape
    if not (0 <= points[0][0] < width and 0 <= points[0][1] < height):
        return None
    for reach_m in AROUND_M:
        margin = math.ceil(reach_m / resolution_m)
        left, top = np.maximum(np.floor(points.min(axis=0)).astype(int) - margin, 0)
        right, bottom = np.minimum(np.ceil(points.max(axis=0)).astype(int) + margin, (width, height))
        around = _Clicked(sight.part(slice(top, bottom), slice(left, right)), postprocessing, resolution_m)
        region = around.region(points - (left, top), inside)
        if not _meets(region.mask, (top > 0, left > 0, bottom < height, right < width)):
            break
    found = around.outline(region, points[0] - (left, top))
    if found is None:
        return None
    polygon = shapely.transform(found.polygon, lambda xy: xy + (left, top))
    pushes = [(point + (left, top), is_inside) for point, is_inside in region.pushes]
    return Found(Outline(polygon, found.probability, found.class_id), region.by, pushes)


def _pixel(point: np.ndarray) -> Pixel:
    return math.floor(point[1]), math.floor(point[0])


def _meets(mask: np.ndarray, sides: Sequence[bool] = (True,) * 4) -> bool:
    """Whether a mask reaches one of these sides: top, left, bottom, right."""
    edges = (mask[0], mask[:, 0], mask[-1], mask[:, -1])
    return any(side and edge.any() for side, edge in zip(sides, edges))


class _Clicked:
    """The ground round some clicks."""

    def __init__(self, sight: Sight, postprocessing: Postprocessing, resolution_m: float) -> None:
        self._sight, self._resolution_m = sight, resolution_m
        self._threshold = postprocessing.threshold
        tracer = postprocessing.tracer(resolution_m)
        self._outlines = [*tracer.add(sight.probabilities), *tracer.finish()]
        self._instances = np.zeros(sight.valid.shape, np.int32)
        if self._outlines:
            rasterize(((one.polygon, number) for number, one in enumerate(self._outlines, 1)), out=self._instances)

    def region(self, points: np.ndarray, inside: Sequence[bool]) -> _Region:
        """The building at clicks (n, 2); without a pixel where there is nothing."""
        clicks = [(point, _pixel(point), there) for point, there in zip(points, inside)
                  if self._is_valid(_pixel(point))]
        mask, parts, pushes = np.zeros(self._sight.valid.shape, bool), list[_Region](), list[Push]()
        for point, pixel, there in clicks:
            if there and not mask[pixel] and (self._instance_near(pixel) or not self._is_near(mask, pixel)):
                parts.append(self._under(pixel))
                mask = mask | parts[-1].mask
            else:
                pushes.append((point, there))
        by = BY_COLOR if any(part.by == BY_COLOR for part in parts) else BY_NETWORK
        mask = _joined(mask, self._resolution_m)
        barriers = [pixel for _, pixel, there in clicks if not there and mask[pixel]
                    and not self._is_near(~mask, pixel)]
        if barriers:
            ours = [pixel for _, pixel, there in clicks if there and mask[pixel]]
            mask = nearer(mask, self._walls(by), *discs(mask, ours, barriers))
        return _Region(mask, by, min([self._threshold, *(part.level for part in parts)]), tuple(pushes))

    def _is_near(self, mask: np.ndarray, pixel: Pixel) -> bool:
        """Whether a pixel lies within PUSH_M of a mask."""
        reach = PUSH_M / self._resolution_m
        rows, columns = _window(pixel, reach, mask.shape)
        down, right = np.nonzero(mask[rows, columns])
        return bool((np.hypot(down + rows.start - pixel[0], right + columns.start - pixel[1]) <= reach).any())

    def outline(self, region: _Region, first: np.ndarray) -> Outline | None:
        """The outline of a region: it runs where the probability crosses the level, or else between the pixels. Of
        several parts the one with the point `first`, else the largest."""
        mask, level, said = region.mask, HALF, self._sight.probabilities.building
        building = core = np.where(mask, SCALE, 0).astype(np.uint8)
        if region.by == BY_NETWORK:
            level = region.level
            least = math.ceil(level * SCALE)
            building = np.where(mask, np.maximum(said, least), np.where(said < least, said, 0)).astype(np.uint8)
        parts = trace(Probabilities(building, core), level, 1)
        if not parts:
            return None
        point = shapely.Point(first)
        return next((one for one in parts if one.polygon.contains(point)),
                    max(parts, key=lambda one: one.polygon.area))

    def _is_valid(self, pixel: Pixel) -> bool:
        shape = self._sight.valid.shape
        return 0 <= pixel[0] < shape[0] and 0 <= pixel[1] < shape[1] and bool(self._sight.valid[pixel])

    def _under(self, pixel: Pixel) -> _Region:
        """The building under one click."""
        number = self._instance_near(pixel)
        if number:
            return _Region(self._instances == number, BY_NETWORK, self._threshold)
        free = self._instances == 0
        peak = self._round_peak(pixel, np.where(free, self._sight.probabilities.building, 0))
        if peak is not None:
            return peak
        mask = grown(self._sight.image, self._sight.valid & free, pixel, self._resolution_m)
        return _Region(mask, BY_COLOR, HALF)

    def _instance_near(self, pixel: Pixel) -> int:
        """The number of the instance at a pixel, or of the nearest one within SLIP_M; 0: none."""
        if self._instances[pixel]:
            return int(self._instances[pixel])
        rows, columns = _window(pixel, SLIP_M / self._resolution_m, self._instances.shape)
        near = self._instances[rows, columns]
        if not near.any():
            return 0
        down, right = np.nonzero(near)
        distance = np.hypot(down + rows.start - pixel[0], right + columns.start - pixel[1])
        return int(near[down[distance.argmin()], right[distance.argmin()]])

    def _round_peak(self, pixel: Pixel, said: np.ndarray) -> _Region | None:
        """What lies round a click above half of the highest probability near it (full width at half maximum), where the
        network said `said`; None where it sees nothing, or no building that ends."""
        rows, columns = _window(pixel, NEAR_M / self._resolution_m, said.shape)
        near = said[rows, columns]
        peak = int(near.max())
        if peak < LEAST_PEAK * SCALE:
            return None
        parts, _ = ndimage.label(said >= peak / 2)
        number = parts[pixel] or parts[rows, columns][np.unravel_index(near.argmax(), near.shape)]
        part = ndimage.binary_fill_holes(parts == number)
        area_m2 = float(np.count_nonzero(part)) * self._resolution_m ** 2
        ends = SMALLEST_M2 <= area_m2 <= LARGEST_M2 and not _meets(part)
        return _Region(part, BY_NETWORK, peak / 2 / SCALE) if ends else None

    def _walls(self, by: str) -> np.ndarray:
        """How surely each pixel (H, W) is a wall, 0-1."""
        if by == BY_NETWORK:
            return 1 - self._sight.probabilities.core.astype(np.float32) / SCALE
        grey = self._sight.image.astype(np.float32).mean(axis=0)
        edge = ndimage.gaussian_gradient_magnitude(grey, 1.0)
        return np.minimum(edge / max(float(np.quantile(edge, 0.98)), 1e-6), 1)


def _window(pixel: Pixel, reach: float, shape: tuple[int, ...]) -> tuple[slice, slice]:
    margin = math.ceil(reach)
    rows, columns = (slice(max(at - margin, 0), min(at + margin + 1, most)) for at, most in zip(pixel, shape))
    return rows, columns


def _joined(mask: np.ndarray, resolution_m: float) -> np.ndarray:
    """The mask with the gaps between its parts closed, as little as makes them one."""
    for width_m in CLOSED_M:
        if ndimage.label(mask)[1] < 2:
            break
        steps = max(round(width_m / resolution_m), 1)
        mask = mask | ndimage.binary_closing(np.pad(mask, steps), iterations=steps)[steps:-steps, steps:-steps]
    return mask


def discs(mask: np.ndarray, inside: Sequence[Pixel], outside: Sequence[Pixel]) -> tuple[np.ndarray, np.ndarray]:
    """The ground (H, W) bool round clicks that is surely theirs: discs up to the edge of the mask, smaller where a
    click of the other kind is near."""
    depth = ndimage.distance_transform_edt(mask)
    rows, columns = np.indices(mask.shape, np.float32)
    found = np.zeros((2, *mask.shape), bool)
    for ours, theirs, out in ((inside, outside, found[0]), (outside, inside, found[1])):
        for pixel in ours:
            share = min([1.0, *(APART * math.dist(pixel, other) / max(depth[pixel] + depth[other], 1)
                                for other in theirs)])
            out |= np.hypot(rows - pixel[0], columns - pixel[1]) <= max(share * depth[pixel] - 1, 0)
    return found[0] & mask, found[1] & mask


def nearer(mask: np.ndarray, walls: np.ndarray, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """The pixels of `mask` (H, W) bool that are nearer to those of `inside` than to those of `outside`, both in the
    mask, by the geodesic distance in it; `walls` (H, W), 0-1, are far to cross. What neither reaches is left out."""
    numbers = np.full(mask.shape, -1)
    rows, columns = np.nonzero(mask)
    numbers[rows, columns] = np.arange(len(rows))
    cost = (1 + (WALL - 1) * walls).astype(np.float32)
    links = [_links(numbers, cost, down, right) for down, right in ((0, 1), (1, 0), (1, 1), (1, -1))]
    one, other, weight = (np.concatenate(column) for column in zip(*links))
    graph = coo_array((weight, (one, other)), (len(rows), len(rows))).tocsr()
    _, _, source = dijkstra(graph, directed=False, indices=np.concatenate([numbers[inside], numbers[outside]]),
                            return_predecessors=True, min_only=True)
    kept = np.zeros(mask.shape, bool)
    kept[rows, columns] = np.isin(source, numbers[inside])
    return kept


def _links(numbers: np.ndarray, cost: np.ndarray, down: int, right: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs of pixels of a mask that lie so far from each other, and how far it is between them."""
    height, width = numbers.shape
    first = (slice(0, height - down), slice(max(-right, 0), width - max(right, 0)))
    second = (slice(down, height), slice(max(right, 0), width - max(-right, 0)))
    both = (numbers[first] >= 0) & (numbers[second] >= 0)
    weight = (cost[first][both] + cost[second][both]) / 2 * math.hypot(down, right)
    return numbers[first][both], numbers[second][both], weight
