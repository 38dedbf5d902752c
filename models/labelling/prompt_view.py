"""A view through a promptable model (Segment Anything): the outline of whatever lies under the clicks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import shapely
import torch
from scipy import ndimage
from shapely.geometry.base import BaseGeometry
from torch.nn import functional

from ...protocol.labels import LARGEST_M2
from ...protocol.settings.external_models import ONNX_BANDS
from ...protocol.settings.prediction import PredictSettings
from ...protocol.view_messages import BY_PROMPTS, LookAt
from ..core.devices import choose_device
from ..core.errors import PromptableModelError, RooflineError
from ..core.job import Job
from ..evaluation.pictures import stretch
from ..geodata.band_matching import as_chosen
from ..geodata.raster_source import Imagery, bands_of, name_of, open_imagery
from ..networks.model_card import Band
from ..onnx_io.promptable_model import MEAN, Clicks, Features, PromptableModel, load_promptable_model
from ..vectorize.polygonize import trace
from ..vectorize.strips import SCALE, Outline, Probabilities
from .view_window import Clicked, ViewWindow, changed_at, pixel_window

FINER = 2.0
"""Pixels of the raster are enlarged so many times at most, however small the view."""
MOST_NATIVE_PIXELS = 100_000_000
"""The largest view, in pixels of the raster: they are all read where it has no overviews."""
SMALLEST_PX = 64.0
"""A smaller outline, or hole in one, is a slip: these models tell things apart on a grid of 4 pixels."""
MOST_VERTICES = 5000
"""No traced building has more. Straight walls for the ground of a whole view took 18 s: it has 20,000."""
HALF = 0.5


@dataclass(frozen=True)
class PromptView(ViewWindow):
    """A window of a raster that the encoder of a promptable model has looked at."""

    model: PromptableModel
    features: Features

    def outline(self, points: Sequence[Sequence[float]], inside: Sequence[bool],
                smooth: bool = False) -> Clicked | None:
        """What lies under clicks (x, y) in the CRS of the raster, each of which is `inside` or not, with straight walls
        unless it is to be `smooth` or can be no building; None where the model finds nothing."""
        pixels = self.pixels(points)
        logits = self.model.best_mask(self.features, Clicks(pixels, np.array(inside, bool)))
        found = _traced(_probabilities(logits, self.model.side, self.size), pixels[0])
        if found is None:
            return None
        pixel_m2 = self.imagery.resolution_m ** 2
        is_building = not smooth and found.polygon.area * pixel_m2 <= LARGEST_M2 and (
            shapely.get_num_coordinates(found.polygon) <= MOST_VERTICES)
        drawn = self.drawn([found], SMALLEST_PX * pixel_m2, self.imagery.transform, not is_building)
        return Clicked(drawn[0].polygon, BY_PROMPTS) if drawn else None

    def outlines(self) -> list[BaseGeometry]:
        """None: such a model finds nothing by itself."""
        return []


class PromptLooker:
    """Looks at windows of rasters with a promptable model, which stays in memory."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._model: PromptableModel | None = None

    def look(self, request: LookAt, job: Job) -> PromptView:
        """The view of a request. Raises PromptableModelError when its model cannot be used, RooflineError when the
        imagery cannot be looked at, JobCanceled."""
        settings = PredictSettings.from_dict(request.settings)
        with _blamed():
            model = self._opened(request.promptable)
        job.check()
        imagery, (left, top, right, bottom) = _square(request, settings, model.side)
        image, valid = imagery.read(left, top, right - left, bottom - top)
        job.check()
        with _blamed():
            features = model.encode(np.where(valid[..., None], stretch(image, valid), MEAN))
            middle = np.array([[(right - left) / 2, (bottom - top) / 2]])
            model.best_mask(features, Clicks(middle, np.ones(1, bool)))  # so that a wrong decoder is told now
        return PromptView(imagery, (left, top), valid.shape, settings, model, features)

    def _opened(self, files: Sequence[str]) -> PromptableModel:
        """The model: read anew where one of its files has changed."""
        key = tuple((file, changed_at(file)) for file in files)
        if self._model is None or key != self._key:
            self._model, self._key = load_promptable_model(files, choose_device()), key
        return self._model


@contextmanager
def _blamed() -> Iterator[None]:
    """What fails in here is the model's fault."""
    try:
        yield
    except RooflineError as error:
        raise PromptableModelError(str(error)) from error
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise PromptableModelError(f"The memory does not suffice for this model ({error}). Choose a smaller one."
                                   ) from error


def _square(request: LookAt, settings: PredictSettings, side: int) -> tuple[Imagery, tuple[int, int, int, int]]:
    """The raster at the resolution at which an extent is `side` pixels wide or high, and the pixels (left, top, right,
    bottom) of the square round its middle, as much as lies in the raster."""
    bands = _colors(request.imagery, settings)
    plain = Imagery(request.imagery, bands)
    left, top, right, bottom = pixel_window(plain, request.extent, 0)
    if (pixels := (right - left) * (bottom - top)) > MOST_NATIVE_PIXELS:
        raise RooflineError(f"The map shows {pixels / 1e6:.0f} million pixels of {plain.name}, which is too much to "
                            f"look at while you wait. Zoom in to {MOST_NATIVE_PIXELS / 1e6:.0f} million or less.")
    longest_m = max(right - left, bottom - top) * plain.resolution_m
    plain.close()
    [imagery] = open_imagery([request.imagery], bands, max(longest_m / (side - 2), plain.coarsest_m / FINER))
    left, top, right, bottom = pixel_window(imagery, request.extent, 0)
    rows, columns = imagery.shape
    left = max(min((left + right - side) // 2, columns - side), 0)
    top = max(min((top + bottom - side) // 2, rows - side), 0)
    return imagery, (left, top, min(left + side, columns), min(top + side, rows))


def _colors(path: str, settings: PredictSettings) -> tuple[Band, ...]:
    """Red, green and blue, or the bands that stand for them where the settings name three."""
    wanted = tuple(map(Band, ONNX_BANDS["rgb"]))
    if settings.bands is None or len(settings.bands.split(",")) != len(wanted):
        return wanted
    return as_chosen(name_of(path), bands_of(path), wanted, settings.bands)


def _probabilities(logits: np.ndarray, side: int, size: tuple[int, int]) -> np.ndarray:
    """The probabilities (rows, columns) uint8, in 1/SCALE, of logits (k, k) over a square image, in the part of it that
    is `size`."""
    whole = functional.interpolate(torch.from_numpy(logits)[None, None], size=(side, side), mode="bilinear")
    return (torch.sigmoid(whole[0, 0, :size[0], :size[1]]) * SCALE).round().to(torch.uint8).numpy()


def _traced(probabilities: np.ndarray, first: np.ndarray) -> Outline | None:
    """The outline of the part with the point `first` (x, y), else of the largest; None where there is none."""
    likely = probabilities >= HALF * SCALE
    parts, count = ndimage.label(likely)
    if not count:
        return None
    rows, columns = probabilities.shape
    at = min(max(int(first[1]), 0), rows - 1), min(max(int(first[0]), 0), columns - 1)
    kept = parts == (parts[at] or np.bincount(parts[likely]).argmax())
    core = np.where(kept, SCALE, 0).astype(np.uint8)
    found = trace(Probabilities(np.where(kept | ~likely, probabilities, 0), core), HALF, 1)
    return max(found, key=lambda one: one.polygon.area, default=None)
