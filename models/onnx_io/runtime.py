"""Inference backend: PyTorch or ONNX Runtime, whichever a short benchmark finds faster on this machine."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ...protocol.settings import AUTO
from ..core.devices import mixed_precision
from ..core.errors import RooflineError
from ..networks.conv_bn_fusion import folded
from ..networks.model_card import Card
from ..networks.model_file import weights_hash
from ..networks.unet import build_network
from .onnx_network import OnnxNetwork, to_onnx

TORCH, ONNX = "PyTorch", "ONNX Runtime"

WORTH_A_TRIAL = {"cpu": 30e6, "cuda": 3e9}
"""Pixels from which a job lasts so much longer than a trial that a trial may pay. On other devices there is no trial:
ONNX Runtime would compute on the CPU."""

MOST_SECONDS = 2.0
"""A trial begins no other pass after this many seconds."""

PASSES = 3
"""Passes of each backend after a first one that takes longer; the fastest counts."""

WORTH_CHANGING = 1.05
"""How many times as fast as torch ONNX Runtime has to be, so that chance does not decide."""

NEAR = 0.01
"""Probabilities of the two backends that differ by more in float32 are a fault: ONNX Runtime is not taken then. A GPU
rounds float32 to TF32 for both."""

LOOK, LARGEST = 64, 512
"""Sides of the tile on which probabilities are compared, and of the largest that a CPU is timed on."""


@dataclass(frozen=True)
class Backend:
    """A network ready to run, and the name of its backend in messages."""

    name: str
    network: nn.Module

    @property
    def setting(self) -> str:
        """The value of the setting `backend` that selects it."""
        return "torch" if self.name == TORCH else "onnx"


_fastest: dict[tuple[object, ...], str] = {}
"""The faster backend by weights, device, side and threads, as trials in this process found."""


def choose_backend(card: Card, weights: dict[str, Tensor], device: torch.device, wanted: str, tile: tuple[int, int],
                   pixels: float) -> Backend:
    """The network of a card on the `wanted` backend: "torch", "onnx", or "auto".

    "auto" is the faster one in a short trial on tiles of `tile` (number, side), if there are so many `pixels` to
    predict that a trial pays, else torch; also torch where ONNX Runtime cannot run the network, or has other
    probabilities. Both give the same probabilities to within rounding. Raises RooflineError when "onnx" is wanted and
    cannot run the network.
    """
    if wanted == "onnx":
        return Backend(ONNX, _in_onnx(card, weights, device))
    network = folded(build_network(card, weights).to(device), len(card.bands))
    rival = _if_faster(card, weights, device, tile, pixels, network) if wanted == AUTO else None
    return Backend(TORCH, network) if rival is None else Backend(ONNX, rival)


def _in_onnx(card: Card, weights: dict[str, Tensor], device: torch.device) -> OnnxNetwork:
    return OnnxNetwork(to_onnx(card, weights), f"the model '{card.name}'", device, torch.get_num_threads())


def _if_faster(card: Card, weights: dict[str, Tensor], device: torch.device, tile: tuple[int, int], pixels: float,
               network: nn.Module) -> OnnxNetwork | None:
    """The network in ONNX Runtime if an earlier trial, or a new one where it pays, found it faster than `network`."""
    case = (weights_hash(weights), str(device), tile[1], torch.get_num_threads())
    known, pays = _fastest.get(case), pixels >= WORTH_A_TRIAL.get(device.type, math.inf)
    if known == TORCH or (known is None and not pays):
        return None
    try:
        rival = _in_onnx(card, weights, device)
        _fastest[case] = known or _trial(network, rival, _noise(card, device, tile), device)
    except (RooflineError, torch.OutOfMemoryError):
        _fastest[case] = TORCH
    return rival if _fastest[case] == ONNX else None


def _noise(card: Card, device: torch.device, tile: tuple[int, int]) -> Tensor:
    """Random tiles (B, C, S, S): on a GPU as many and as large as `tile`; on a CPU one of at most LARGEST, since more
    pixels at once bring no more speed there."""
    count, side = (1, min(tile[1], LARGEST)) if device.type == "cpu" else tile
    noise = torch.randn(count, len(card.bands), side, side, generator=torch.Generator().manual_seed(0))
    return noise.to(device, memory_format=torch.channels_last)


def _trial(network: nn.Module, rival: OnnxNetwork, tiles: Tensor, device: torch.device) -> str:
    """The name of the faster backend. Passes of the two alternate, so that other load on the machine slows down both.
    """

    def seconds(module: nn.Module) -> float:
        started = time.perf_counter()
        module(tiles)
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        return time.perf_counter() - started

    with torch.inference_mode():
        look = tiles[:, :, :LOOK, :LOOK]
        if float((torch.sigmoid(network(look)) - torch.sigmoid(rival(look))).abs().max()) > NEAR:
            return TORCH
        with mixed_precision(device):
            began, best = time.perf_counter(), [seconds(network), seconds(rival)]
            for turn in range(PASSES):
                if turn and time.perf_counter() - began > MOST_SECONDS:
                    break
                best = [min(known, seconds(module)) for known, module in zip(best, (network, rival))]
    return ONNX if best[0] > WORTH_CHANGING * best[1] else TORCH
