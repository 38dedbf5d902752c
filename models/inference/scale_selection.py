"""Scale selection without labels: of several resolutions the one at which a network is surest of the same windows.

A few windows of the ground are seen at each candidate resolution. For each, two figures that need no label: the
expected IoU of the network's own mask, and the agreement of its buildings with those that it finds at the other
resolutions. The resolution with the greatest product wins; the card's own needs not be beaten by a hair.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import shapely

from ..core.devices import choose_device
from ..geodata.raster_source import Imagery
from ..geodata.tiling import Windowing
from ..geodata.window_reader import ArraySource
from ..networks.model_card import Card
from ..networks.unet import Network
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import SCALE, Probabilities
from .mirrored_views import ground_pixels, views
from .raster_task import RasterTask
from .tiled_inference import Predictor

CANDIDATES_M = (0.15, 0.2, 0.3, 0.5)
"""Ground metres a pixel that are tried."""
FINEST = 2.1
"""How many times finer than its own pixels imagery is looked at, at most: twice, and the scale error of a projection.
"""
SIDE_M, SCOUTED, FEW, MOST = 80.0, 32, 8, 24
"""Side of the windows on the ground, how many are looked at in the coarsest resolution, and how many of these, those
with the most building, in every one: the few, and where these leave it open, the others up to the most."""
CLEAR = 1.1
"""By this factor the best resolution must lead after the few windows to leave nothing open: between draws of them the
figures differ by 0.03. Measured: docs/decisions/0019."""
SAME_PIXEL = 0.95
"""A resolution of at least this share of the imagery's pixel is not finer."""
TRIES = 200
"""Random points until one lies in a region."""
MARGIN, FINER_MARGIN = 1.02, 1.25
"""By this factor another resolution must do better than the card's own; one that is finer than the imagery, where there
is nothing more to see, by the second."""
SAME = 0.5
"""IoU from which buildings at two resolutions are one."""
WINDOWING = Windowing(640, 64)


@dataclass(frozen=True)
class Look:
    """What a network says of sampled windows at one resolution: its probabilities in its own mask, summed, those and
    the pixels outside that they stand for (`whole`), its `buildings` of each window in metres, and what it took."""

    sure: float
    whole: float
    buildings: list[np.ndarray]
    seconds: float
    megapixels: float

    def __add__(self, other: Look) -> Look:
        """The same of the windows of both."""
        return Look(self.sure + other.sure, self.whole + other.whole, self.buildings + other.buildings,
                    self.seconds + other.seconds, self.megapixels + other.megapixels)

    @property
    def expected_iou(self) -> float:
        """The expected IoU of the network's own mask (0-1)."""
        return self.sure / max(self.whole, 1.0)

    @property
    def seconds_a_megapixel(self) -> float:
        """The time that the network took."""
        return self.seconds / self.megapixels


@dataclass(frozen=True)
class Choice:
    """The resolution chosen, and the seconds a square kilometre takes at it and at the card's own."""

    resolution_m: float
    seconds_a_km2: float
    usual_seconds_a_km2: float

    def sentence(self, card: Card, tasks: Sequence[RasterTask], flips: str) -> str:
        """For the analyst: what was chosen, and its price on the ground of the tasks; `flips` is the setting."""
        pixels = ground_pixels(tasks)
        km2 = pixels * card.resolution_m ** 2 / 1e6
        prices = ((self.seconds_a_km2, self.resolution_m), (self.usual_seconds_a_km2, card.resolution_m))
        price, usual = (_in_words(each * km2 * views(flips, pixels * (card.resolution_m / resolution) ** 2))
                        for each, resolution in prices)
        return (f"The model looks at {self.resolution_m:g} m a pixel, where it is surest in this imagery. The network "
                f"takes about {price} for it, and {usual} at its usual {card.resolution_m:g} m. Set the resolution to "
                "decide yourself.")


def _in_words(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{max(seconds, 1):.0f} s"


def candidates(card: Card, pixel_m: float) -> list[float]:
    """The resolutions to choose between for imagery with pixels of `pixel_m`, the card's own among them: those that the
    network has learned and that are not much finer than the imagery. None where there is nothing to choose."""
    if card.seen_m is None:
        return []
    finest, coarsest = card.seen_m
    found = sorted(one for one in {*CANDIDATES_M, card.resolution_m}
                   if finest <= one <= coarsest and one * FINEST >= pixel_m)
    return found if card.resolution_m in found and len(found) > 1 else []


def choose_resolution(card: Card, network: Network, tasks: Sequence[RasterTask],
                      check: Callable[[], None]) -> Choice | None:
    """The resolution at which this network is surest on a sample of the ground of `tasks`, which are at the card's
    own. None where there is nothing to choose, or no building was seen. The sample is a function of the tasks alone.
    `check` is called between windows and may raise."""
    pixel_m = max(task.imagery.coarsest_m for task in tasks)
    tried = candidates(card, pixel_m)
    places = _places(tasks) if tried else []
    if not places:
        return None
    lookers = {one: _Looker(card.at(one), network, tasks, check) for one in tried}
    densest = sorted(places, key=lookers[tried[-1]].density, reverse=True)
    looks = {one: looker.look(densest[:FEW]) for one, looker in lookers.items()}
    figures = _figures(looks, card, pixel_m)
    more = densest[FEW:_worth_a_look(tasks)]
    if more and _is_open(figures):
        looks = {one: looks[one] + looker.look(more) for one, looker in lookers.items()}
        figures = _figures(looks, card, pixel_m)
    if not any(figures.values()):
        return None
    best = max(figures, key=lambda one: figures[one])
    prices = {one: look.seconds_a_megapixel / one ** 2 for one, look in looks.items()}
    return Choice(best, prices[best], prices[card.resolution_m])


def _worth_a_look(tasks: Sequence[RasterTask]) -> int:
    """How many windows are looked at, at most: as many as the ground has room for."""
    square_metres = sum(task.ground.area * task.imagery.resolution_m ** 2 for task in tasks)
    return min(MOST, math.ceil(square_metres / SIDE_M ** 2))


def _figures(looks: Mapping[float, Look], card: Card, pixel_m: float) -> dict[float, float]:
    """How sure the network is at each resolution; those of others than the card's own by their margin less."""
    return {one: look.expected_iou * _agreement(looks, one) / _margin(one, card, pixel_m)
            for one, look in looks.items()}


def _is_open(figures: Mapping[float, float]) -> bool:
    """Whether another resolution comes near the best one."""
    second, best = sorted(figures.values())[-2:]
    return best < CLEAR * second


def _margin(resolution_m: float, card: Card, pixel_m: float) -> float:
    """The factor by which the figure of a resolution must be greater than that of the card's own."""
    if resolution_m == card.resolution_m:
        return 1.0
    return FINER_MARGIN if resolution_m < SAME_PIXEL * pixel_m else MARGIN


@dataclass(frozen=True)
class _Place:
    """The upper left corner of a window, in metres along the grid of a task."""

    task: int
    x: float
    y: float


def _places(tasks: Sequence[RasterTask]) -> list[_Place]:
    """SCOUTED random windows with their middle on the ground of the tasks, more where there is more of it."""
    rng = np.random.default_rng(0)
    parts = [(number, part) for number, task in enumerate(tasks) for part in shapely.get_parts(task.ground)]
    areas = shapely.area([part for _, part in parts])
    if not areas.any():
        return []
    places = []
    for chosen in rng.choice(len(parts), SCOUTED, p=areas / areas.sum()):
        number, part = parts[chosen]
        middle = _point_in(part, rng) * tasks[number].imagery.resolution_m
        places.append(_Place(number, *(middle - SIDE_M / 2)))
    return places


def _point_in(ground: shapely.Geometry, rng: np.random.Generator) -> np.ndarray:
    """A random point (x, y) in a polygon; after many tries in vain, any point in it."""
    shapely.prepare(ground)
    left, top, right, bottom = ground.bounds
    for _ in range(TRIES):
        point = rng.uniform([left, top], [right, bottom])
        if ground.contains(shapely.Point(point)):
            return point
    return np.array(ground.point_on_surface().coords[0])


class _Looker:
    """Looks at windows of the ground at the resolution of a card."""

    def __init__(self, card: Card, network: Network, tasks: Sequence[RasterTask], check: Callable[[], None]) -> None:
        self._card, self._network, self._tasks, self._check = card, network, tasks, check
        self._side = round(SIDE_M / card.resolution_m)

    def density(self, place: _Place) -> float:
        """How much of a window is building."""
        return float(self._probabilities(place).building.mean())

    def look(self, places: Sequence[_Place]) -> Look:
        """What the network says of these windows."""
        started = time.monotonic()
        said = [self._probabilities(place) for place in places]
        seconds = time.monotonic() - started
        building = np.stack([there.building for there in said]) / SCALE
        mask = building >= self._card.threshold
        whole = np.count_nonzero(mask) + building[~mask].sum()
        return Look(float(building[mask].sum()), float(whole), list(map(self._buildings, said)), seconds,
                    building.size / 1e6)

    def _probabilities(self, place: _Place) -> Probabilities:
        task, resolution = self._tasks[place.task], self._card.resolution_m
        with closing(Imagery(task.imagery.path, self._card.bands, resolution)) as imagery:
            left, top = round(place.x / resolution), round(place.y / resolution)
            source = ArraySource.of(imagery, left, top, self._side, self._side)
        predictor = Predictor(self._network, task.statistics, choose_device(), WINDOWING, 1)
        strips = [strip.probabilities for strip in predictor.strips(source, check=self._check)]
        if not all(strips):  # no valid pixel
            return Probabilities(*np.zeros((2, self._side, self._side), np.uint8))
        return Probabilities(*np.concatenate([there.planes()[:2] for there in strips if there], axis=1))

    def _buildings(self, said: Probabilities) -> np.ndarray:
        """The buildings in a window, in metres."""
        card = self._card
        tracer = Postprocessing.of(card).tracer(card.resolution_m)
        polygons = np.array([outline.polygon for outline in (*tracer.add(said), *tracer.finish())], object)
        polygons = shapely.make_valid(shapely.transform(polygons, lambda xy: xy * card.resolution_m))
        return polygons[shapely.area(polygons) >= card.min_area_m2]


def _agreement(looks: Mapping[float, Look], one: float) -> float:
    """The share of the buildings at one resolution that the others find too, 0-1: the mean F1 against each of them."""
    return float(np.mean([_shared(looks[one].buildings, look.buildings)
                          for other, look in looks.items() if other != one]))


def _shared(ones: Sequence[np.ndarray], others: Sequence[np.ndarray]) -> float:
    """F1 of the buildings of the same windows in two lists. At an IoU above SAME a building has one partner at most."""
    pairs = 0
    for one, other in zip(ones, others):
        first, second = shapely.STRtree(other).query(one, predicate="intersects")
        common = shapely.area(shapely.intersection(one[first], other[second]))
        union = shapely.area(one[first]) + shapely.area(other[second]) - common
        pairs += int(np.count_nonzero(common > SAME * union))
    return 2 * pairs / max(sum(map(len, ones)) + sum(map(len, others)), 1)
