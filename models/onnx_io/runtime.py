"""Inference backend: PyTorch or a provider of ONNX Runtime, whichever a short benchmark finds fastest here."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ...protocol.settings.base import AUTO
from ..core.devices import mixed_precision
from ..core.errors import RooflineError
from ..networks.conv_bn_fusion import folded
from ..networks.model_card import Card
from ..networks.model_file import weights_hash
from ..networks.unet import build_network
from .onnx_network import CPU, CUDA, OnnxNetwork, providers_for, to_onnx

TORCH, ONNX = "PyTorch", "ONNX Runtime"

WORTH_A_TRIAL = {"cpu": 30e6, "cuda": 3e9, "mps": 3e9}
"""Pixels, by torch's device, from which a job lasts so much longer than a trial that a trial may pay."""

MOST_SECONDS = 2.0
"""A trial begins no other pass after this many seconds."""

PASSES = 3
"""Passes of each backend after a first one that takes longer; the fastest counts."""

WORTH_CHANGING = 1.05
"""How many times as fast as torch ONNX Runtime has to be, so that chance does not decide."""

NEAR = 0.01
"""Probabilities of two backends that differ by more in float32 are a fault: ONNX Runtime is not taken then. A GPU
rounds float32 to TF32 for both."""

LOOK, LARGEST = 64, 512
"""Sides of the tile on which probabilities are compared, and of the largest that a CPU is timed on."""


@dataclass(frozen=True)
class Backend:
    """A network ready to run, and the name of its backend."""

    name: str
    network: nn.Module

    @property
    def words(self) -> str:
        """The name for messages, with the provider of ONNX Runtime where that is not the CPU's."""
        provider = getattr(self.network, "provider", CPU)
        return self.name if provider == CPU else f"{self.name} ({provider.removesuffix('ExecutionProvider')})"

    @property
    def setting(self) -> str:
        """The value of the setting `backend` that selects it."""
        return "torch" if self.name == TORCH else "onnx"


_fastest: dict[tuple[object, ...], str] = {}
"""The fastest backend, TORCH or a provider of ONNX Runtime, by weights, device, side and threads, as trials in this
process found."""


def choose_backend(card: Card, weights: dict[str, Tensor], device: torch.device, wanted: str, tile: tuple[int, int],
                   pixels: float) -> Backend:
    """The network of a card on the `wanted` backend: "torch", "onnx", or "auto".

    "auto" is the fastest in a short trial on tiles of `tile` (number, side), if there are so many `pixels` to predict
    that a trial pays, else torch; also torch where ONNX Runtime cannot run the network, or has other probabilities. All
    give the same probabilities to within rounding. "onnx" is the fastest of several providers by the same trial.
    Raises RooflineError when "onnx" is wanted and cannot run the network.
    """
    if wanted == "onnx":
        return Backend(ONNX, _fastest_in_onnx(card, weights, device, tile))
    network = folded(build_network(card, weights).to(device), card.channels)
    rival = _if_faster(card, weights, device, tile, pixels, network) if wanted == AUTO else None
    return Backend(TORCH, network) if rival is None else Backend(ONNX, rival)


def _in_onnx(card: Card, model: bytes, device: torch.device, provider: str | None) -> OnnxNetwork:
    return OnnxNetwork(model, f"the model '{card.name}'", device, torch.get_num_threads(), provider)


def _fastest_in_onnx(card: Card, weights: dict[str, Tensor], device: torch.device,
                     tile: tuple[int, int]) -> OnnxNetwork:
    """The network in ONNX Runtime, on the fastest of its providers where there is one for which a trial is needed."""
    candidates = providers_for(device)
    if set(candidates) <= {CUDA, CPU}:
        return _in_onnx(card, to_onnx(card, weights), device, None)
    network = folded(build_network(card, weights).to(device), card.channels)
    rivals = _rivals(card, weights, device, candidates)
    seconds = _seconds(network, rivals, _noise(card, device, tile), device)
    del seconds[TORCH]
    if not seconds:
        return _in_onnx(card, to_onnx(card, weights), device, CPU)
    return rivals[min(seconds, key=lambda name: seconds[name])]


def _if_faster(card: Card, weights: dict[str, Tensor], device: torch.device, tile: tuple[int, int], pixels: float,
               network: nn.Module) -> OnnxNetwork | None:
    """The network in ONNX Runtime if an earlier trial, or a new one where it pays, found it faster than `network`."""
    case = (weights_hash(weights), str(device), tile[1], torch.get_num_threads())
    known, pays = _fastest.get(case), pixels >= WORTH_A_TRIAL[device.type]
    if known == TORCH or (known is None and not pays):
        return None
    try:  # on its CPU only where torch has no GPU either
        candidates = [known] if known else [
            name for name in providers_for(device) if name != CPU or device.type == "cpu"]
        rivals = _rivals(card, weights, device, candidates) if candidates else {}
        _fastest[case] = known or _trial(network, rivals, _noise(card, device, tile), device)
    except (RooflineError, torch.OutOfMemoryError):
        rivals, _fastest[case] = {}, TORCH
    return rivals.get(_fastest[case])


def _rivals(card: Card, weights: dict[str, Tensor], device: torch.device, names: list[str]) -> dict[str, OnnxNetwork]:
    """The network on each provider of ONNX Runtime, of those with these names, that takes it."""
    model, rivals = to_onnx(card, weights), {}
    for provider in names:
        with contextlib.suppress(RooflineError):
            rivals[provider] = _in_onnx(card, model, device, provider)
    return rivals


def _noise(card: Card, device: torch.device, tile: tuple[int, int]) -> Tensor:
    """Random tiles (B, C, S, S): on a GPU as many and as large as `tile`; on a CPU one of at most LARGEST, since more
    pixels at once bring no more speed there."""
    count, side = (1, min(tile[1], LARGEST)) if device.type == "cpu" else tile
    noise = torch.randn(count, card.channels, side, side, generator=torch.Generator().manual_seed(0))
    return noise.to(device, memory_format=torch.channels_last)


def _trial(network: nn.Module, rivals: dict[str, OnnxNetwork], tiles: Tensor, device: torch.device) -> str:
    """The name of the fastest backend; torch's without a rival."""
    if not rivals:
        return TORCH
    best = _seconds(network, rivals, tiles, device)
    fastest = min(best, key=lambda name: best[name])
    return fastest if best[TORCH] > WORTH_CHANGING * best[fastest] else TORCH


def _seconds(network: nn.Module, rivals: dict[str, OnnxNetwork], tiles: Tensor,
             device: torch.device) -> dict[str, float]:
    """The time that the network takes, and each rival that agrees with it. Passes alternate, so that other load on the
    machine slows down all of them."""

    def seconds(module: nn.Module) -> float:
        started = time.perf_counter()
        module(tiles)
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        elif device.type == "mps":
            torch.mps.synchronize()
        return time.perf_counter() - started

    with torch.inference_mode():
        modules = {TORCH: network, **{name: rival for name, rival in rivals.items() if agrees(network, rival, tiles)}}
        with mixed_precision(device):
            began, best = time.perf_counter(), {name: seconds(module) for name, module in modules.items()}
            for turn in range(PASSES):
                if turn and time.perf_counter() - began > MOST_SECONDS:
                    break
                best = {name: min(best[name], seconds(module)) for name, module in modules.items()}
    return best


def agrees(network: nn.Module, rival: OnnxNetwork, tiles: Tensor) -> bool:
    """Whether both networks give the same probabilities for a corner of the tiles, in float32 and to within NEAR; no
    where the rival cannot run."""
    look = tiles[:, :, :LOOK, :LOOK]
    try:
        return float((torch.sigmoid(network(look)) - torch.sigmoid(rival(look))).abs().max()) <= NEAR
    except (RooflineError, torch.OutOfMemoryError):
        return False
