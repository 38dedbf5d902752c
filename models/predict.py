"""Prediction: from imagery and a model to footprints, streamed strip by strip."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ..protocol.labels import SUGGESTED
from ..protocol.messages import Extent, Predict
from ..protocol.settings import PredictSettings
from .band_matching import notices
from .devices import choose_device, describe_device
from .errors import RooflineError
from .footprint_file import FootprintFile
from .ground import area_union, check_meets, extent_ground, roles_of
from .heldout import Cut
from .imagery import Imagery, Statistics, open_imagery
from .jobs import Job
from .model_file import Card
from .networks import build_network
from .polygons import tidy
from .predictor import Predictor, Strip, Windowing
from .previews import FootprintPreviews
from .probability_file import ProbabilityFile
from .tracing import Outline, OutlineTracer
from .vectors import apply_affine, read_polygons
from .zoo import load_model

AREA_MARGIN_M = 30.0
"""Ground around an area that is looked at too, so that buildings on its edge come out whole."""


def find_footprints(request: Predict, job: Job) -> dict[str, Any]:
    """Find the footprints in the imagery of `request`; writes them and, if asked, the probabilities.

    Memory does not depend on the size of the rasters. Raises RooflineError, or JobCanceled with nothing kept.
    """
    settings = PredictSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the model")
    model = load_model(request.model, job.notice)
    card, weights = model.card, model.weights
    cut = Cut(card.threshold if settings.threshold is None else settings.threshold,
              card.min_area_m2 if settings.min_area_m2 is None else settings.min_area_m2, card.boundary_m)
    network, device = build_network(card, weights), choose_device()
    windowing = Windowing(settings.window_size, settings.overlap)
    images = open_imagery(request.imagery, card.bands, card.resolution_m)
    _refuse_probability_of_several(request, images)
    with ExitStack() as stack:
        for imagery in images:
            stack.callback(imagery.close)
        regions = [_region(imagery, request) for imagery in images]
        check_meets(images, regions, "extent" if request.extent else "areas")
        for note in notices((imagery.name, imagery.band_remarks) for imagery in images):
            job.notice(note)
        job.progress(0.01, f"Looking for buildings on the {describe_device(device)}")
        new_file = partial(FootprintFile, crs=images[0].crs, model=model.name, run=card.name, classes=card.classes)
        file = stack.enter_context(new_file(request.footprints))
        previews = FootprintPreviews(Path(request.folder), new_file, job) if request.previews else None
        found = _Found(file, previews, _ProgressOver(images, job))
        for imagery, region in zip(images, regions):
            predictor = Predictor(network, statistics_for(card, imagery), device, windowing, settings.batch_size,
                                  settings.flips)
            # Closed before the imagery is: its thread may still be reading when an error comes up.
            strips: Any = stack.enter_context(closing(predictor.strips(imagery, _wanted(imagery, region), job.check)))
            if request.probability:
                strips = stack.enter_context(ProbabilityFile(request.probability, imagery)).keeping(strips)
            _write_outlines(imagery, region, strips, cut, settings, found)
        job.progress(0.99, f"{file.count} footprints")
    return {"footprints": request.footprints, "probability": request.probability, "count": file.count,
            "crs": images[0].crs.to_wkt(), "threshold": cut.threshold, "min_area_m2": cut.min_area_m2}


def statistics_for(card: Card, imagery: Imagery) -> Statistics:
    """The statistics that a model normalises this raster by: its own where it has them, else the raster's."""
    if card.dtype is not None and card.dtype != imagery.dtype:
        raise RooflineError(
            f"{imagery.name} holds {imagery.dtype} values; the model '{card.name}' was made for {card.dtype}. "
            "Convert the raster, or fine-tune a model on it.")
    if any(band.mean is None for band in card.bands):
        return imagery.statistics()
    return Statistics(np.array([band.mean for band in card.bands], float),
                      np.array([band.std for band in card.bands], float), 0)


def _refuse_probability_of_several(request: Predict, images: list[Imagery]) -> None:
    if request.probability and len(images) > 1:
        raise RooflineError(
            f"PROBABILITY is one raster, and {len(images)} rasters were given. Predict them one by one, or leave it "
            "out.")


def _region(imagery: Imagery, request: Predict) -> BaseGeometry | None:
    """Where footprints are wanted, in pixels of the grid; None means everywhere."""
    if request.extent:
        return extent_ground(imagery, Extent(**request.extent))
    if not request.areas:
        return None
    areas = read_polygons(request.areas, "areas")
    roles = set(roles_of(areas))
    wanted = {"predict"} if "predict" in roles else roles - {"ignore", SUGGESTED}
    return area_union(imagery, areas, wanted) - area_union(imagery, areas, {"ignore"})


def _wanted(imagery: Imagery, region: BaseGeometry | None) -> Callable[[int, int, int, int], bool]:
    if region is None:
        return lambda *window: True
    near = region.buffer(AREA_MARGIN_M / imagery.resolution_m)
    shapely.prepare(near)
    return lambda column, row, width, height: bool(
        shapely.intersects(near, shapely.box(column, row, column + width, row + height)))


def _write_outlines(imagery: Imagery, region: BaseGeometry | None, strips: Any, cut: Cut, settings: PredictSettings,
                    found: _Found) -> None:
    tracer = OutlineTracer(cut.threshold, cut.reach(imagery.resolution_m),
                           least_core=cut.least_core(imagery.resolution_m))
    if region is not None:
        shapely.prepare(region)

    def keep(outlines: Iterable[Outline]) -> None:
        for outline in outlines:
            polygon = tidy(outline.polygon, settings.simplify_m / imagery.resolution_m,
                           cut.min_area_m2 / imagery.resolution_m ** 2)
            if polygon is not None and (region is None or shapely.intersects(region, polygon)):
                found.add(apply_affine(polygon, imagery.transform), outline.confidence, imagery.crs, outline.kind)

    for strip in strips:
        keep(tracer.skip(strip.height) if strip.probabilities is None else tracer.add(strip.probabilities))
        found.strip_done(imagery, strip)
    keep(tracer.finish())


class _Found:
    """Where footprints go: into the file, onto the map if they are wanted there, and into what is told."""

    def __init__(self, file: FootprintFile, previews: FootprintPreviews | None, progress: _ProgressOver) -> None:
        self._file, self._previews, self._progress = file, previews, progress

    def add(self, polygon: BaseGeometry, confidence: float, crs: pyproj.CRS, kind: int) -> None:
        self._file.add(polygon, confidence, crs, kind)
        if self._previews is not None:
            self._previews.add(polygon, confidence, crs, kind)

    def strip_done(self, imagery: Imagery, strip: Strip) -> None:
        if self._previews is not None:
            self._previews.show_now_and_then()
        self._progress.strip_done(imagery, strip, self._file.count)


class _ProgressOver:
    """Tells how far a prediction over several rasters is, and how long the rest takes."""

    def __init__(self, images: list[Imagery], job: Job) -> None:
        self._job, self._started = job, time.monotonic()
        self._rows = sum(imagery.shape[0] for imagery in images)
        self._done, self._pixels = 0, 0

    def strip_done(self, imagery: Imagery, strip: Strip, count: int) -> None:
        self._done += strip.height
        self._pixels += strip.height * imagery.shape[1]
        seconds, share = time.monotonic() - self._started, self._done / self._rows
        self._job.progress(
            0.01 + 0.97 * share, f"{imagery.name}: {count} footprints so far", seconds / share * (1 - share),
            megapixels_per_second=self._pixels / 1e6 / max(seconds, 1e-3))
