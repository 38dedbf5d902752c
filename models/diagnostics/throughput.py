"""Throughput of training and prediction on a synthetic scene, and whether device, precision and layout are right."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from ...protocol.settings.prediction import PredictSettings
from ...protocol.settings.training import TrainSettings
from ..core.devices import describe_device, forget_cached, mixed_precision
from ..core.errors import RooflineError
from ..core.job import Job
from ..data.augmentation import Augmentation
from ..data.synthetic_sites import Labelled, draw_scene, site_of
from ..data.target_masks import BUILDING, IGNORE
from ..data.tile_sampler import TileSampler
from ..geodata.band_statistics import Statistics
from ..geodata.tiling import Windowing
from ..geodata.window_reader import ArraySource
from ..inference.tiled_inference import Predictor
from ..networks.model_registry import Model, load_model
from ..networks.unet import Network, freeze_normalization
from ..onnx_io.onnx_network import CUDA, OnnxNetwork, to_onnx
from ..onnx_io.runtime import choose_backend
from ..training.losses import masked_loss
from ..training.strategies import resolve_settings, starting_network
from ..training.trainer import Trainer

SEED, RESOLUTION_M, SIDE = 10, 0.3, 1024
"""The scene; a prediction sees four copies of it, two by two."""
SECONDS = 4.0
"""Time after which no other step, or pass over the scene, begins."""
LR_FACTOR = 0.1
"""Of the learning rate: a network that knows the scene would at first unlearn at the whole."""
LEAST_IOU = 0.5
"""The built-in model has learned from such scenes: with less something computes wrongly."""
NEAR = 0.05
"""The most that the loss in bfloat16 may differ from that in float32, as a share of it."""
LEAST_GPU_BYTES = 50_000_000
"""Memory of the GPU that a pass needs, at the least; with less it was computed elsewhere."""


@dataclass(frozen=True)
class Measured:
    """What a part of the self-test has found, in words, and how fast it was where it computes pixels."""

    text: str
    megapixels_per_second: float | None = None


@lru_cache(maxsize=1)
def scene() -> Labelled:
    """The scene that everything is computed on."""
    return draw_scene(SEED, RESOLUTION_M, SIDE)


@lru_cache(maxsize=1)
def bundled() -> Model:
    """The built-in model."""
    return load_model(None)


def training(device: torch.device, job: Job) -> Measured:
    """Steps of training of the whole network with the default settings. Raises RooflineError when the loss is no
    number, or the device computes in another precision or layout than it should."""
    settings = resolve_settings(replace(TrainSettings(), strategy="full"), labels=1)
    torch.manual_seed(settings.seed)
    model = bundled()
    trainer = Trainer(starting_network(model.card, model.weights, settings), settings, device, True)
    sampler = TileSampler([site_of(scene())], settings.tile_size, Augmentation())
    images, masks = sampler.batch(np.random.default_rng(SEED), settings.batch_size)
    expected = _loss(trainer.network, images.to(device), masks.to(device))
    features = trainer.features(images)[-1]
    precision = _checked_precision(device, features)
    with _gpu_memory(device) as used:
        losses = [trainer.step(images, masks, LR_FACTOR)]
        if not math.isclose(losses[0], expected, rel_tol=NEAR):
            raise RooflineError(f"The loss in {precision} is {losses[0]:.4f}, and in float32 {expected:.4f}.")
        seconds = _fastest(lambda: losses.append(trainer.step(images, masks, LR_FACTOR)), device, job)
    if not all(map(math.isfinite, losses)):
        raise RooflineError(f"The loss stopped being a number after {len(losses)} steps in {precision}.")
    pixels = images.shape[0] * images.shape[2] * images.shape[3]
    return Measured(f"On the {describe_device(device)}{used()}, in {precision}, channels-last: loss {losses[0]:.3f}, "
                    f"after {len(losses)} steps {losses[-1]:.3f}", pixels / seconds / 1e6)


def _loss(network: Network, images: Tensor, masks: Tensor) -> float:
    """The loss of a network as it is trained, in float32."""
    network.train()
    freeze_normalization(network)
    with torch.no_grad():
        return float(masked_loss(network(images), masks, network.separation))


def _checked_precision(device: torch.device, features: Tensor) -> str:
    """The precision of features from the device, in words. Raises RooflineError when it is not the one that the device
    computes fastest in, or the features are not channels-last."""
    with mixed_precision(device):
        mixed = torch.is_autocast_enabled(device.type)
    wanted = torch.bfloat16 if mixed else torch.float32
    if features.dtype != wanted:
        raise RooflineError(f"The encoder computes in {features.dtype}, and this device should in {wanted}.")
    if not features.is_contiguous(memory_format=torch.channels_last):
        raise RooflineError(f"The features are not channels-last: their strides are {features.stride()}.")
    return str(wanted).removeprefix("torch.")


def prediction(device: torch.device, provider: str | None, job: Job) -> Measured:
    """Passes over the scene with torch, or with ONNX Runtime on `provider`. Raises RooflineError when the buildings in
    the scene are not found, or nothing was computed on the GPU that there is."""
    model, threads = bundled(), torch.get_num_threads()
    settings = PredictSettings()
    with _gpu_memory(device) as used:
        if provider is None:
            network = choose_backend(model.card, model.weights, device, "torch", (1, 1), 0).network
        else:
            network = OnnxNetwork(to_onnx(model.card, model.weights), "the built-in model", device, threads, provider)
        predictor = _predictor(network, device, settings.batch_size)
        source = _source(2)
        found: list[np.ndarray] = []
        seconds = _fastest(lambda: found.append(_pass(predictor, source, job)), device, job)
    iou = _iou(found[-1][:SIDE, :SIDE])
    if iou < LEAST_IOU:
        raise RooflineError(f"The buildings of a scene that the model knows are found with an IoU of {iou:.2f} only.")
    where = f", on the {describe_device(device)}{used()}" if provider in (None, CUDA) else ""
    return Measured(f"IoU {iou:.2f} with the buildings of the scene{where}", (2 * SIDE) ** 2 / seconds / 1e6)


def memory_halving(device: torch.device, job: Job) -> Measured:
    """A prediction of more windows at once than the memory of an NVIDIA GPU is allowed to hold, which must go on with
    fewer, and find the same. Raises RooflineError when it does not."""
    model, wanted, source = bundled(), 8, _source(3)
    network = choose_backend(model.card, model.weights, device, "torch", (1, 1), 0).network
    forget_cached()
    torch.cuda.reset_peak_memory_stats(device)
    expected = _pass(_predictor(network, device, 1), source, job)
    share = 2 * torch.cuda.max_memory_reserved(device) / torch.cuda.get_device_properties(device).total_memory
    forget_cached()
    torch.cuda.set_per_process_memory_fraction(min(share, 1.0), device)
    try:
        predictor = _predictor(network, device, wanted)
        found = _pass(predictor, source, job)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0, device)
        forget_cached()
    if predictor.batch_size >= wanted:
        raise RooflineError(f"{wanted} windows fitted into the memory for two, so the limit did not hold.")
    differing = float(np.mean(np.abs(found.astype(int) - expected) > NEAR * 255))
    if differing > NEAR:
        raise RooflineError(f"After halving, {100 * differing:.0f} % of the pixels have other probabilities.")
    return Measured(f"With memory for about two windows it went on from {wanted} to {predictor.batch_size} at once")


def _predictor(network: nn.Module, device: torch.device, batch_size: int) -> Predictor:
    settings, image = PredictSettings(), scene().image
    statistics = Statistics(image.mean(axis=(1, 2)), image.std(axis=(1, 2)), image[0].size)
    return Predictor(network, statistics, device, Windowing(settings.window_size, settings.overlap), batch_size)


def _source(copies: int) -> ArraySource:
    image = np.tile(scene().image, (1, copies, copies))
    return ArraySource(image, np.ones(image.shape[1:], bool))


def _pass(predictor: Predictor, source: ArraySource, job: Job) -> np.ndarray:
    """The probabilities (H, W) uint8 of building."""
    return np.concatenate([strip.probabilities.building for strip in predictor.strips(source, check=job.check)
                           if strip.probabilities is not None])


def _iou(building: np.ndarray) -> float:
    """Intersection over union, in pixels, of what was found with the buildings of the scene."""
    mask = scene().mask
    counted, true, found = mask != IGNORE, (mask & BUILDING) > 0, building >= 128
    return float((true & found & counted).sum() / max(((true | found) & counted).sum(), 1))


def _fastest(run: Callable[[], object], device: torch.device, job: Job) -> float:
    """Seconds of the fastest of several runs; the first one, which may take longer, counts only if it is the only one.
    """
    times: list[float] = []
    began = time.perf_counter()
    while not times or time.perf_counter() - began < SECONDS:
        job.check()
        started = time.perf_counter()
        run()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        times.append(time.perf_counter() - started)
    return min(times[1:], default=times[0])


@contextmanager
def _gpu_memory(device: torch.device) -> Iterator[Callable[[], str]]:
    """Gives a function that tells, in words to follow the device, how much memory of an NVIDIA GPU the block has used;
    "" on other devices. It raises RooflineError when it was next to none."""
    if device.type != "cuda":
        yield lambda: ""
        return
    forget_cached()
    torch.cuda.reset_peak_memory_stats(device)
    free_before, _ = torch.cuda.mem_get_info(device)
    taken: list[int] = []

    def told() -> str:
        if not taken or taken[0] < LEAST_GPU_BYTES:
            raise RooflineError(f"The {describe_device(device)} was not used: its memory stayed as it was.")
        return f", with {taken[0] / 2**30:.1f} GiB of its memory"

    yield told
    free_after, _ = torch.cuda.mem_get_info(device)  # ONNX Runtime's memory is not torch's
    taken.append(max(torch.cuda.max_memory_reserved(device), free_before - free_after))
