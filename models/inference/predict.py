"""Prediction: from imagery and a model to footprints, streamed strip by strip.

Reading, the network, tracing and writing run at the same time, each in threads of its own (models/core/prefetch.py);
outlines are regularised in other processes (models/inference/outline_process.py).
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ...protocol.job_files import STRIPS
from ...protocol.job_requests import Predict
from ...protocol.labels import BUILDING
from ...protocol.settings.base import AUTO, ON
from ...protocol.settings.external_models import ExternalModelSettings
from ...protocol.settings.prediction import PredictSettings
from ..core.child_process import ChildProcess
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.prefetch import prefetch
from ..core.process_pool import most_helpers
from ..core.words import count, listed
from ..data.areas import check_meets, tell_missing_grids, tell_unknown_roles
from ..geodata.band_dates import has_dates
from ..geodata.band_matching import notices
from ..geodata.band_stack import as_stacks
from ..geodata.common_crs import common_crs
from ..geodata.mosaic import as_mosaics
from ..geodata.polygon_io import read_polygons
from ..geodata.raster_source import open_imagery
from ..geodata.tiling import Windowing
from ..networks.model_card import Card
from ..networks.model_file import weights_hash
from ..networks.model_registry import Model, load_model
from ..networks.unet import build_network
from ..onnx_io.external_model import ExternalModel, is_onnx, load_external_model
from ..vectorize.polygonize import cut_rows
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Strip
from .executor import Executor, executor_for
from .footprint_writer import FootprintFile
from .mirrored_views import chosen_flips
from .outline_process import Drawer, DrawerProcess, Drawn, RasterGrid, outlines_in
from .previews import FootprintPreviews
from .probability_raster import ProbabilityFile
from .raster_task import RasterTask, check_areas, on_chosen_bands, region_of, statistics_for
from .scale_selection import choose_resolution
from .strip_store import StripStore, saved_value

STRIPS_AHEAD = 64
"""Strips that may wait to be traced: about one row of windows of a very wide raster, so that the network does not
wait at the end of each row."""


def find_footprints(request: Predict, job: Job) -> dict[str, Any]:
    """Find the footprints in the imagery of `request`, and write them and, where it names a file, the probabilities.

    Returns the outputs of the job: files, count, CRS and the parameters that were used.

    Memory does not depend on the height of the rasters, and little on their width. Raises RooflineError or JobCanceled;
    the footprints found until then stay, and the same request with `resume` resumes the prediction.
    """
    settings = PredictSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the model")
    with ExitStack() as stack:
        model, request = _model_and_rasters(request, settings, job)
        card, windowing = model.card, _windowing(model, settings)
        postprocessing = Postprocessing.of(card, settings)
        tasks = raster_tasks(request, card, stack, job)
        settings = replace(settings, flips=chosen_flips(settings.flips, tasks, job))
        store = StripStore(Path(request.folder) / STRIPS, _fingerprint(model, windowing, tasks, settings),
                           None if request.probability else postprocessing.threshold, request.resume,
                           postprocessing.core)
        tasks = [_remaining(task, store, windowing, job) for task in tasks]
        if settings.backend == AUTO:
            settings = replace(settings, backend=store.load_value("backend") or AUTO)
        helpers = most_helpers(beside_network=request.scheduler is None and choose_device().type == "cpu")
        drawer: DrawerProcess = stack.enter_context(ChildProcess("draws the outlines", Drawer, settings, helpers))
        executor = stack.enter_context(executor_for(request, model, windowing, tasks, settings, job))
        store.save_value("backend", executor.backend)
        store.save_value("resolution", repr(card.resolution_m))
        _tell_start(card, executor, job)
        _tell_cuts(tasks, postprocessing, job)
        crs = common_crs([task.imagery for task in tasks], job)
        new_file = partial(FootprintFile, crs=crs, model=model.name, run=card.name, classes=card.classes,
                           calibration=card.calibration)
        file = stack.enter_context(new_file(request.footprints))
        previews = FootprintPreviews(Path(request.folder), new_file, job) if request.previews else None
        progress = PredictionProgress(tasks, job)
        for task in tasks:
            with _outlines_of(task, executor, store, request.probability, postprocessing, drawer) as found:
                _write(found, task, file, previews, progress)
        job.progress(0.99, count(file.count, "footprint"))
    store.discard()
    return {"footprints": request.footprints, "probability": request.probability, "count": file.count,
            "crs": file.crs.to_wkt(), "threshold": postprocessing.threshold, "min_area_m2": postprocessing.min_area_m2,
            "resolution_m": card.resolution_m}


def _model_and_rasters(request: Predict, settings: PredictSettings,
                       job: Job) -> tuple[Model | ExternalModel, Predict]:
    """The model, with the bands and at the resolution at which it looks, and the request with the rasters as they are
    read: stacks of dates, and mosaics."""
    model = _model(request, job)
    request = replace(request, imagery=as_stacks(request.imagery, request.folder, job, has_dates(model.card.bands)))
    if settings.bands is not None:
        model = replace(model, card=on_chosen_bands(model.card, request.imagery, settings.bands, job))
    request = replace(request, imagery=as_mosaics(request.imagery, request.folder, job))
    return replace(model, card=model.card.at(_resolution(request, model, settings, job))), request


def _tell_start(card: Card, executor: Executor, job: Job) -> None:
    if card.classes == (BUILDING,):
        job.progress(0.01, f"Looking for buildings {executor.where}")
    else:
        job.progress(0.01, f"Looking for {listed(card.classes)}, {executor.where}")


def _tell_cuts(tasks: list[RasterTask], postprocessing: Postprocessing, job: Job) -> None:
    """A notice where patches of ground cover may be cut."""
    if not any(postprocessing.covers):
        return
    for task in tasks:
        rows, columns = task.imagery.shape
        if rows > (lines := cut_rows(columns)):
            job.notice(f"{task.imagery.name}: a patch of ground cover that goes on for more than "
                       f"{lines * task.imagery.resolution_m / 1000:.3g} km from north to south is cut into parts, so "
                       "that any raster fits into memory. To have it whole, dissolve the parts by their class.")


@contextmanager
def _outlines_of(task: RasterTask, executor: Executor, store: StripStore, probability: str | None,
                 postprocessing: Postprocessing, drawer: DrawerProcess) -> Iterator[Generator[Drawn, None, None]]:
    """The outlines of a raster: first from saved strips, then from those that the executor computes. Inference, tracing
    and the consumer of the outlines run at the same time."""
    with ExitStack() as stack:
        new = stack.enter_context(prefetch(executor.strips(task), STRIPS_AHEAD))
        imagery = task.imagery
        grid = RasterGrid(imagery.resolution_m, imagery.transform, imagery.frame, task.region,
                          postprocessing.smallest / imagery.resolution_m ** 2, postprocessing.covers)
        strips: Iterator[Strip] = store.saved_then_new(task.number, new)
        if probability:
            strips = stack.enter_context(ProbabilityFile(probability, imagery)).write_through(strips)
        yield stack.enter_context(closing(outlines_in(grid, postprocessing, strips, drawer)))


def _write(found: Iterable[Drawn], task: RasterTask, file: FootprintFile, previews: FootprintPreviews | None,
           progress: PredictionProgress) -> None:
    """Add the outlines of a raster to the file and the previews, as they are found."""
    for strip, outlines in found:
        file.add(outlines, task.imagery.crs)
        if previews is not None:
            previews.add(outlines, task.imagery.crs)
        if strip is not None:
            progress.strip_done(task, strip, file.count)


class PredictionProgress:
    """Reports the progress of a prediction over all its rasters, in pixels, and estimates the time left."""

    def __init__(self, tasks: list[RasterTask], job: Job) -> None:
        self._job, self._started = job, time.monotonic()
        self._total = sum(task.imagery.shape[0] * task.imagery.shape[1] for task in tasks)
        self._done = self._known = 0

    def strip_done(self, task: RasterTask, strip: Strip, found: int) -> None:
        """Report that one more strip is done, with the number of footprints `found` so far."""
        pixels = strip.height * task.imagery.shape[1]
        self._done += pixels
        if strip.row < task.first:  # saved before an interruption: it must not count for the pace
            self._known += pixels
            self._started = time.monotonic()
        pace = (self._done - self._known) / max(time.monotonic() - self._started, 1e-3)
        self._job.progress(
            0.01 + 0.97 * self._done / self._total, f"{task.imagery.name}: {count(found, 'footprint')} so far",
            (self._total - self._done) / pace if pace else None, megapixels_per_second=pace / 1e6)


def _model(request: Predict, job: Job) -> Model | ExternalModel:
    if request.model is not None and is_onnx(request.model):
        external_settings = ExternalModelSettings.from_dict(request.foreign or {})
        return load_external_model(request.model, external_settings, choose_device())
    return load_model(request.model, job.notice)


def _resolution(request: Predict, model: Model | ExternalModel, settings: PredictSettings, job: Job) -> float | None:
    """The resolution of the settings, else that of the prediction that goes on, else the one that suits this imagery;
    None for the card's own."""
    if settings.resolution_m is not None or isinstance(model, ExternalModel) or model.card.seen_m is None:
        return settings.resolution_m
    if request.resume and (before := saved_value(Path(request.folder) / STRIPS, "resolution")) is not None:
        return float(before)
    job.progress(0.0, "Choosing the resolution")
    with ExitStack() as stack:
        tasks = raster_tasks(request, model.card, stack, Job())
        choice = choose_resolution(model.card, build_network(model.card, model.weights), tasks, job.check)
    if choice is None:
        return None
    if choice.resolution_m != model.card.resolution_m:
        job.notice(choice.sentence(model.card, tasks, settings.flips))
    return choice.resolution_m


def _windowing(model: Model | ExternalModel, settings: PredictSettings) -> Windowing:
    if isinstance(model, ExternalModel) and model.window_size is not None:
        return Windowing(model.window_size, settings.overlap, exact=True)
    return Windowing(settings.window_size, settings.overlap)


def raster_tasks(request: Predict, card: Card, stack: ExitStack, job: Job) -> list[RasterTask]:
    """The rasters of the request, open as long as `stack` is. Sends notices of how bands were matched. Raises
    RooflineError when a raster cannot be used."""
    images = open_imagery(request.imagery, card.bands, card.resolution_m)
    for imagery in images:
        stack.callback(imagery.close)
    if request.probability and len(images) > 1:
        raise RooflineError(
            f"PROBABILITY is one raster, and {len(images)} rasters were given. Predict them one by one, or leave it "
            "out.")
    regions = [region_of(imagery, request) for imagery in images]
    if request.areas and not request.extent:
        areas = read_polygons(request.areas, "areas")
        tell_unknown_roles(areas, job, "are searched only where no area has the role 'predict'")
        tell_missing_grids(images, {"The areas": areas}, job)
        check_areas(images, areas, regions)
    check_meets(images, regions, "extent")
    for note in notices((imagery.name, imagery.remarks) for imagery in images):
        job.notice(note)
    return [RasterTask(number, imagery, region, statistics_for(card, imagery))
            for number, (imagery, region) in enumerate(zip(images, regions))]


def _remaining(task: RasterTask, store: StripStore, windowing: Windowing, job: Job) -> RasterTask:
    """The task from the first row on that is not saved in `store`."""
    down = windowing.over(task.imagery.shape).down
    return replace(task, first=store.rows_done(task.number, down, job.check))


def _fingerprint(model: Model | ExternalModel, windowing: Windowing, tasks: list[RasterTask],
                 settings: PredictSettings) -> dict[str, Any]:
    """All that the strips of a prediction depend on. The keys are words for the error when one of them differs."""
    identity = model.identity if isinstance(model, ExternalModel) else weights_hash(model.weights)
    return {"model": identity, "window size": windowing.size, "overlap": windowing.halo, "flips": settings.flips == ON,
            "imagery": [task.fingerprint() for task in tasks]}
