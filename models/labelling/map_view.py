"""A view: what a network says of a part of a raster, kept in memory, and the outlines that follow from it."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry
from torch import Tensor, nn

from ...protocol.networks import STRIDE
from ...protocol.settings.prediction import PredictSettings
from ...protocol.view_messages import LookAt
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.affine_transform import apply_affine
from ..geodata.band_dates import has_dates
from ..geodata.band_stack import as_stacks
from ..geodata.band_statistics import Statistics
from ..geodata.raster_source import Imagery, open_imagery
from ..geodata.tiling import Windowing
from ..geodata.window_reader import ArraySource
from ..inference.raster_task import RasterTask, on_chosen_bands, statistics_for
from ..inference.scale_selection import choose_resolution
from ..inference.tiled_inference import Predictor
from ..networks.model_card import Card
from ..networks.model_registry import Model, load_model
from ..networks.unet import build_network
from ..onnx_io.runtime import Backend, choose_backend
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Outline, Probabilities
from .click_outline import Sight, outline_at
from .prompt_view import PromptLooker, PromptView
from .view_window import Clicked, ViewWindow, changed_at, pixel_window
from .wall_push import pushed

MARGIN_M = 15.0
"""Ground around a view that is looked at too, so that buildings at its edge come out whole."""
MOST_PIXELS = 12_000_000
"""The largest view: about a square kilometre at 0.3 m a pixel."""
MOST_FINE_PIXELS = 6_000_000
"""The largest view at a resolution finer than the model's own, where it is surest: about 3 s on two cores."""
RASTERS = 4
"""Rasters that stay open."""
SMALLEST_HOLE_M2 = 4.0
"""A smaller hole in an outline is a slip of the network."""
MODELS = 2
"""Networks that are kept in memory."""


@dataclass(frozen=True)
class MapView(ViewWindow):
    """A window of a raster that a network has looked at."""

    sight: Sight
    postprocessing: Postprocessing

    def outline(self, points: Sequence[Sequence[float]], inside: Sequence[bool],
                smooth: bool = False) -> Clicked | None:
        """The building at clicks (x, y) in the CRS of the raster, each of which is `inside` or not, regularised as a
        prediction's unless it is to be `smooth`; None where there is nothing to follow."""
        found = outline_at(self.sight, self.pixels(points), inside, self.postprocessing, self.imagery.resolution_m)
        if found is None:
            return None
        is_cover = bool(covers := self.postprocessing.covers) and all(covers)
        drawn = self.drawn([found.outline], SMALLEST_HOLE_M2, Affine.identity(), smooth or is_cover)
        if not drawn:
            return None
        polygon = drawn[0].polygon
        for point, is_inside in found.pushes:
            polygon = pushed(polygon, point + self.origin, is_inside)
        return Clicked(apply_affine(polygon, self.imagery.transform), found.by)

    def outlines(self) -> list[BaseGeometry]:
        """The outlines of all that is found."""
        return [one.polygon for one in self.found()]

    def found(self) -> list[Outline]:
        """All buildings that a prediction finds here, but those that the edge of the view cuts, in the CRS of the
        raster."""
        tracer = self.postprocessing.tracer(self.imagery.resolution_m)
        found = [*tracer.add(self.sight.probabilities), *tracer.finish()]
        (height, width), (left, top) = self.size, self.origin
        rows, columns = self.imagery.shape
        whole = shapely.box(0 if left else -1, 0 if top else -1, width + (left + width >= columns),
                            height + (top + height >= rows))
        kept = [one for one in found if whole.contains_properly(one.polygon)]
        return self.drawn(kept, self.postprocessing.smallest, self.imagery.transform,
                          covers=self.postprocessing.covers)


class Looker:
    """Looks at windows of rasters with models, which stay in memory with what is known of the raster."""

    def __init__(self) -> None:
        self._models: OrderedDict[tuple[object, ...], tuple[Model, Backend]] = OrderedDict()
        self._imagery: OrderedDict[tuple[object, ...], Imagery] = OrderedDict()
        self._stacks: dict[tuple[object, ...], str] = {}
        self._surest: dict[tuple[object, ...], float] = {}
        self._by_prompts = PromptLooker()

    def look(self, request: LookAt, job: Job) -> MapView | PromptView:
        """The view of a request. Raises RooflineError for one that is too large or cannot be looked at,
        PromptableModelError where that is the fault of its promptable model, JobCanceled."""
        return self._by_prompts.look(request, job) if request.promptable else self.by_network(request, job)

    def by_network(self, request: LookAt, job: Job) -> MapView:
        """The view as the request's model sees it. Raises as look()."""
        settings = PredictSettings.from_dict(request.settings)
        model, backend = self._model(request.model, settings)
        card, path = model.card, self._with_dates(request, model.card, job)
        if settings.bands is not None:
            card = on_chosen_bands(card, [path], settings.bands, job)
        imagery = self._opened(path, card.at(settings.resolution_m))
        if settings.resolution_m is None:
            finer_m = self._surest_m(imagery, request.model, card, model.weights, job)
            if _pixels_in(window_of(imagery, request.extent)) <= MOST_FINE_PIXELS * (finer_m / card.resolution_m) ** 2:
                imagery = self._opened(path, card.at(finer_m))
        card = card.at(imagery.resolution_m)
        left, top, right, bottom = window = window_of(imagery, request.extent)
        _refuse_large(window, imagery)
        job.check()
        source = ArraySource.of(imagery, left, top, right - left, bottom - top)
        job.check()
        said = probabilities(source, backend.network, statistics_for(card, imagery), settings, job.check)
        return MapView(imagery, (left, top), source.shape, settings, Sight(said, source.image, source.valid),
                       Postprocessing.of(card, settings))

    def _model(self, name: str | None, settings: PredictSettings) -> tuple[Model, Backend]:
        """A model ready to run: read anew where its file has changed."""
        key = (name, changed_at(name), settings.backend)
        if key not in self._models:
            model = load_model(name)
            self._models[key] = model, choose_backend(
                model.card, model.weights, choose_device(), settings.backend,
                (settings.batch_size, settings.window_size), math.inf)
        self._models.move_to_end(key)
        while len(self._models) > MODELS:
            self._models.popitem(last=False)
        return self._models[key]

    def _with_dates(self, request: LookAt, card: Card, job: Job) -> str:
        """The raster of a request, with its other dates where the model reads several."""
        if not request.dates or not has_dates(card.bands):
            return request.imagery
        key = tuple((path, changed_at(path)) for path in (request.imagery, *request.dates))
        if key not in self._stacks:
            folder = Path(request.folder) / f"dates-{len(self._stacks)}"
            folder.mkdir(exist_ok=True)
            self._stacks[key] = as_stacks([request.imagery, *request.dates], folder, job.quiet(), with_dates=True)[0]
        return self._stacks[key]

    def _opened(self, path: str, card: Card) -> Imagery:
        """The raster at the resolution of a card: its statistics are found once."""
        key = (path, changed_at(path), card.bands, card.resolution_m)
        if key not in self._imagery:
            [self._imagery[key]] = open_imagery([path], card.bands, card.resolution_m)
        self._imagery.move_to_end(key)
        while len(self._imagery) > RASTERS:
            self._imagery.popitem(last=False)
        return self._imagery[key]

    def _surest_m(self, imagery: Imagery, name: str | None, card: Card, weights: dict[str, Tensor], job: Job) -> float:
        """The resolution at which a prediction would look at a raster: looked for once for a model and rasters of one
        folder with such pixels. One coarser than the model's own is not taken."""
        key = (name, card.created, card.bands, Path(imagery.path).parent, round(imagery.coarsest_m, 4))
        if key not in self._surest:
            task = RasterTask(0, imagery, None, statistics_for(card, imagery))
            choice = choose_resolution(card, build_network(card, weights), [task], job.check)
            self._surest[key] = card.resolution_m if choice is None else min(choice.resolution_m, card.resolution_m)
        return self._surest[key]


def window_of(imagery: Imagery, extent: Sequence[float]) -> tuple[int, int, int, int]:
    """The pixels (left, top, right, bottom) of an extent with MARGIN_M round it, from multiples of the network's stride
    on, as the windows of a prediction begin."""
    left, top, right, bottom = pixel_window(imagery, extent, MARGIN_M)
    return left // STRIDE * STRIDE, top // STRIDE * STRIDE, right, bottom


def _pixels_in(window: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = window
    return (right - left) * (bottom - top)


def _refuse_large(window: tuple[int, int, int, int], imagery: Imagery) -> None:
    """Raise RooflineError for a window that takes too long."""
    pixels, pixel_km2 = _pixels_in(window), imagery.resolution_m ** 2 / 1e6
    if pixels > MOST_PIXELS:
        raise RooflineError(f"The map shows {pixels * pixel_km2:.2g} km² of the imagery, which is too much to look at "
                            f"while you wait. Zoom in to {MOST_PIXELS * pixel_km2:.2g} km² or less.")


def probabilities(source: ArraySource, network: nn.Module, statistics: Statistics, settings: PredictSettings,
                  check: Callable[[], None]) -> Probabilities:
    """What the network says of imagery in memory; 0 where there is no valid pixel."""
    predictor = Predictor(network, statistics, choose_device(), Windowing(settings.window_size, settings.overlap),
                          settings.batch_size)
    planes, used = np.zeros((3, *source.shape), np.uint8), 2
    for strip in predictor.strips(source, check=check):
        if strip.probabilities is not None:
            there = strip.probabilities.planes()
            planes[:len(there), strip.row:strip.row + strip.height], used = there, len(there)
    return Probabilities(*planes[:used])
