"""Benchmark of parts of networks: attention of few tokens in pretraining, and walls from offsets in prediction.

    make benchmark NAME=network_speed

On random pixels and the CPU, in mixed precision, each beside the same network without, in turns of some seconds: steps
of a masked autoencoder with and without models/networks/attention_float32.py, and passes of the built-in model with
the walls that models/networks/channels.py makes of its offsets, and without. Prints two tables.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median

import torch

from ..models.core.devices import choose_device, describe_device, mixed_precision
from ..models.networks.attention_float32 import speed_up_attention
from ..models.networks.conv_bn_fusion import folded
from ..models.networks.model_card import NONE
from ..models.networks.model_registry import load_model
from ..models.networks.unet import build_network
from ..models.pretraining.masked_autoencoder import MaskedAutoencoder, new_vision_transformer

CASES = (("tu-vit_tiny_patch16_224", 112, 64), ("tu-vit_tiny_patch16_224", 224, 16),
         ("tu-vit_base_patch16_224", 224, 8))
"""Encoders, pixels of a side of what a step sees, and pictures of a batch."""
SIDES = (512, 1088)
"""Pixels of the side of a tile that is predicted."""
BANDS, MASKED = 3, 0.75
CPU = torch.device("cpu")


def pretraining_step(encoder: str, side: int, batch: int, quick: bool) -> Callable[[], None]:
    """A step of a masked autoencoder."""
    torch.manual_seed(0)
    network = MaskedAutoencoder(new_vision_transformer(encoder, BANDS), MASKED)
    if quick:
        speed_up_attention(network)
    optimizer = torch.optim.AdamW(network.parameters(), fused=True)
    images, noise = torch.randn(batch, BANDS, side, side), torch.rand(batch, (side // network.patch) ** 2)

    def step() -> None:
        with mixed_precision(CPU):
            loss = network(images, noise)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    return step


def prediction_pass(side: int, has_walls: bool) -> Callable[[], None]:
    """A pass of the built-in model as prediction runs it, to probabilities."""
    model = load_model(None)
    built = build_network(model.card, model.weights)
    if not has_walls:
        built.separation = NONE
    network = folded(built, model.card.channels)
    tiles = torch.randn(1, model.card.channels, side, side).to(memory_format=torch.channels_last)

    def look() -> None:
        with torch.inference_mode(), mixed_precision(CPU):
            torch.sigmoid(network(tiles).float())

    return look


def paired(arms: list[Callable[[], None]], turns: int, turn: float) -> str:
    """Cells of a table: the medians of the seconds of two calls, and how many times as long the first takes as the
    second, in turns."""
    for arm in arms:
        _seconds(arm, 0.1)
    pairs = [[_seconds(arm, turn) for arm in arms] for _ in range(turns)]
    ratios = [first / second for first, second in pairs]
    return (f"{median(pair[0] for pair in pairs):.3f} | {median(pair[1] for pair in pairs):.3f} | "
            f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}) |")


def _seconds(call: Callable[[], None], turn: float) -> float:
    """Seconds of a call, over a turn of so many."""
    begun, calls = time.perf_counter(), 0
    while time.perf_counter() - begun < turn:
        call()
        calls += 1
    return (time.perf_counter() - begun) / calls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="not needed: nothing is read")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of a turn")
    options = parser.parse_args()
    print(f"On the {describe_device(choose_device())}.\n\n| encoder | pixels | batch | bfloat16, s a step | "
          "few tokens in float32, s a step | times as fast (least-greatest) |\n" + "|---" * 6 + "|")
    for encoder, side, batch in CASES:
        arms = [pretraining_step(encoder, side, batch, quick) for quick in (False, True)]
        print(f"| {encoder} | {side} | {batch} | {paired(arms, options.turns, options.seconds)}", flush=True)
    print("\n| tile | with walls, s a pass | without, s a pass | times as long (least-greatest) |\n" + "|---" * 4 + "|")
    for side in SIDES:
        arms = [prediction_pass(side, has_walls) for has_walls in (True, False)]
        print(f"| {side} | {paired(arms, options.turns, options.seconds)}", flush=True)


if __name__ == "__main__":
    main()
