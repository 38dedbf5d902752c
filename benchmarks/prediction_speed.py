"""Throughput of prediction: end to end beside bare forward passes of its network, and a profile of its stages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from ..models.core.devices import choose_device, mixed_precision
from ..models.core.job import Job
from ..models.core.process_pool import ProcessPool
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.raster_source import Imagery
from ..models.geodata.tiling import Windowing
from ..models.geodata.window_reader import ArraySource, windows
from ..models.inference.footprint_writer import FootprintFile
from ..models.inference.predict import find_footprints
from ..models.inference.raster_task import statistics_for
from ..models.inference.strip_store import StripStore
from ..models.inference.tiled_inference import Predictor
from ..models.networks.model_registry import Model, load_model
from ..models.networks.unet import build_network
from ..models.onnx_io.runtime import choose_backend
from ..models.regularize.regularizer import Regularizer
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.strips import Outline, Strip
from ..protocol.job_requests import Predict
from ..protocol.settings.prediction import PredictSettings
from .prediction_rasters import USUAL, megapixels_of
from .prediction_turns import in_turns

TILES = {"cpu": ((1, 512), (4, 512), (1, 1088)), "cuda": ((4, 512), (16, 512), (4, 1088))}
"""Tiles in a pass and their side: the fastest counts as the bare pass."""
HELPERS = (1, 4)
"""Processes that help to draw; what the first one does itself tells how fast it would be if none waits for a core."""
END_TO_END, BUILT, RUN = "end to end", "bare, as built", "bare, as the engine runs it"


def speeds(raster: Path, work: Path, rounds: int, seconds: float) -> dict[str, Any]:
    """Megapixels a second (medians) of a prediction and of bare passes, each for `seconds` a round; the shares are what
    the former is of the fastest of the latter, of either network."""
    model, device, settings = load_model(None), choose_device(), PredictSettings()
    megapixels = megapixels_of(raster)
    backend = choose_backend(model.card, model.weights, device, settings.backend,
                             (settings.batch_size, settings.window_size), megapixels * 1e6)
    networks = {BUILT: build_network(model.card, model.weights).to(device), RUN: backend.network}
    measures: dict[tuple[str, str], Callable[[], float]] = {
        (END_TO_END, ""): lambda: megapixels / _seconds_of(raster, work)}
    for name, network in networks.items():
        for count, side in TILES.get(device.type, TILES["cpu"]):
            tiles = torch.randn(count, len(model.card.bands), side, side)
            measures[name, f"{count} x {side} px"] = partial(bare, network.eval(), tiles, device, seconds)
    found = {key: statistics.median(values) for key, values in in_turns(measures, rounds).items()}
    whole = found.pop((END_TO_END, ""))
    passes = {name: {tiles: speed for (one, tiles), speed in found.items() if one == name} for name in networks}
    return {"megapixels": megapixels, "rounds": rounds, "backend": backend.name, END_TO_END: whole, **passes,
            "shares": {name: whole / max(passes[name].values()) for name in networks}}


def _seconds_of(raster: Path, work: Path) -> float:
    started = time.perf_counter()
    find_footprints(Predict("job", str(work), [str(raster)], str(work / "footprints.gpkg"), USUAL), Job())
    return time.perf_counter() - started


def bare(network: nn.Module, tiles: torch.Tensor, device: torch.device, seconds: float) -> float:
    """Megapixels a second of forward passes alone: tiles (B, C, H, W) that are on the device already."""
    tiles, passes = tiles.to(device, memory_format=torch.channels_last), 0
    with torch.inference_mode(), mixed_precision(device):
        network(tiles)
        _wait_for(device)
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            network(tiles)
            _wait_for(device)
            passes += 1
        passed = time.perf_counter() - started
    return passes * tiles[:, 0].numel() / 1e6 / passed


def _wait_for(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


@dataclass
class Spent:
    """Seconds that a stage took: CPU time of all threads, and wall time."""

    cpu_s: float = 0.0
    wall_s: float = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu_s, self.wall_s = time.process_time() - cpu, time.perf_counter() - wall


class Stages:
    """The stages of a prediction of one raster, each run by itself on what the one before it made, all of which is kept
    in memory."""

    def __init__(self, raster: Path, work: Path) -> None:
        self._model, self._device, self._settings = load_model(None), choose_device(), PredictSettings()
        card = self._model.card
        self._imagery = Imagery(str(raster), card.bands, card.resolution_m)
        self._windowing = Windowing(self._settings.window_size, self._settings.overlap)
        self._cut = Postprocessing.of(card)
        self._work = work
        self.spent = {name: Spent() for name in ("reading", "network", "keeping", "tracing", "drawing", "writing")}

    def run(self) -> dict[str, Any]:
        """Seconds a megapixel of each stage, and outlines a second of those that make them."""
        self._read()
        strips = self._look()
        with self.spent["keeping"].counted():
            for _ in StripStore(self._work / "strips", {}, self._cut.threshold, resume=False).saved_then_new(0, strips):
                pass
        traced = self._trace(strips)
        helped = {0: self.spent["drawing"], **{helpers: Spent() for helpers in HELPERS}}
        drawn = [self._draw(traced, spent, helpers) for helpers, spent in helped.items()][0]  # all are the same
        count = self._write(drawn)
        self._imagery.close()
        megapixels = self._imagery.shape[0] * self._imagery.shape[1] / 1e6
        making = sum(self.spent[name].wall_s for name in ("tracing", "drawing", "writing"))
        return {
            "megapixels": megapixels, "outlines": count, "outlines_per_second": count / making,
            "drawing_with_helpers": {helpers: asdict(spent) for helpers, spent in helped.items()},
            "per_megapixel": {name: {kind: value / megapixels for kind, value in asdict(spent).items()}
                              for name, spent in self.spent.items()}}

    def _read(self) -> None:
        layout = self._windowing.over(self._imagery.shape)
        places = [(row, column) for row in layout.down.starts for column in layout.across.starts]
        with self.spent["reading"].counted():
            for _ in windows(self._imagery, layout, places, self._device):
                pass

    def _look(self) -> list[Strip]:
        source = ArraySource(*self._imagery.read(0, 0, *self._imagery.shape[::-1]))
        network = _engine_network(self._model, self._device, self._settings, source)
        predictor = Predictor(network, statistics_for(self._model.card, self._imagery), self._device, self._windowing,
                              self._settings.batch_size)
        with self.spent["network"].counted():
            return list(predictor.strips(source))

    def _trace(self, strips: Iterable[Strip]) -> list[tuple[list[Outline], float]]:
        """The outlines that each strip completed, and how far they are all known."""
        tracer = self._cut.tracer(self._imagery.resolution_m)
        traced: list[tuple[list[Outline], float]] = []
        with self.spent["tracing"].counted():
            for strip in strips:
                found = list(tracer.take(strip))
                traced.append((found, tracer.open_from))
            traced.append((list(tracer.finish()), np.inf))
        return traced

    def _draw(self, traced: Iterable[tuple[list[Outline], float]], spent: Spent, helpers: int) -> list[Outline]:
        with ProcessPool(helpers) as pool, spent.counted():
            regularizer = Regularizer(self._settings, self._imagery.resolution_m, pool)
            drawn = [outline for found, open_from in traced for outline in regularizer.add(found, open_from)]
            drawn += regularizer.finish()
        least = self._cut.min_area_m2 / self._imagery.resolution_m ** 2
        return [outline for outline in drawn if outline.polygon.area >= least]

    def _write(self, drawn: list[Outline]) -> int:
        crs, card = self._imagery.crs, self._model.card
        with self.spent["writing"].counted(), FootprintFile(
                str(self._work / "stages.gpkg"), crs, self._model.name, card.name, card.classes) as file:
            moved = apply_affine([outline.polygon for outline in drawn], self._imagery.transform)
            file.add([replace(outline, polygon=polygon) for outline, polygon in zip(drawn, moved)], crs)
        return file.count


def _engine_network(model: Model, device: torch.device, settings: PredictSettings, source: ArraySource) -> nn.Module:
    """The network as the engine would run it, after a first pass."""
    network = choose_backend(model.card, model.weights, device, settings.backend,
                             (settings.batch_size, settings.window_size), source.valid.size).network
    bare(network.to(device).eval(), torch.randn(1, len(model.card.bands), 512, 512), device, 0.1)
    return network
