"""Benchmark of pretraining's speed: steps with attention of few tokens in float32, beside the same in bfloat16.

    make benchmark NAME=attention_speed

Steps of a masked autoencoder (models/pretraining) on random pixels and the CPU, in mixed precision: now as they are,
now without models/networks/attention_float32.py, in turns of some seconds. Prints a table of seconds a step.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

import torch

from ..models.core.devices import choose_device, describe_device, mixed_precision
from ..models.networks.attention_float32 import speed_up_attention
from ..models.pretraining.masked_autoencoder import MaskedAutoencoder, new_vision_transformer

CASES = (("tu-vit_tiny_patch16_224", 112, 64), ("tu-vit_tiny_patch16_224", 224, 16),
         ("tu-vit_base_patch16_224", 224, 8))
"""Encoders, pixels of a side of what a step sees, and pictures of a batch."""
BANDS, MASKED = 3, 0.75


class Steps:
    """Training steps of a masked autoencoder."""

    def __init__(self, encoder: str, side: int, batch: int, quick: bool) -> None:
        torch.manual_seed(0)
        self.network = MaskedAutoencoder(new_vision_transformer(encoder, BANDS), MASKED)
        if quick:
            speed_up_attention(self.network)
        self._optimizer = torch.optim.AdamW(self.network.parameters(), fused=True)
        self._images = torch.randn(batch, BANDS, side, side)
        self._noise = torch.rand(batch, (side // self.network.patch) ** 2)

    def seconds(self, turn: float) -> float:
        """Seconds a step, over a turn of so many seconds."""
        begun, steps = time.perf_counter(), 0
        while time.perf_counter() - begun < turn:
            with mixed_precision(torch.device("cpu")):
                loss = self.network(self._images, self._noise)
            self._optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self._optimizer.step()
            steps += 1
        return (time.perf_counter() - begun) / steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="not needed: nothing is read")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of a turn")
    options = parser.parse_args()
    print(f"On the {describe_device(choose_device())}.\n\n| encoder | pixels | batch | bfloat16, s a step | "
          "few tokens in float32, s a step | times as fast (least-greatest) |\n" + "|---" * 6 + "|")
    for encoder, side, batch in CASES:
        arms = [Steps(encoder, side, batch, quick) for quick in (False, True)]
        for arm in arms:
            arm.seconds(0.1)
        pairs = [[arm.seconds(options.seconds) for arm in arms] for _ in range(options.turns)]
        ratios = [stock / ours for stock, ours in pairs]
        print(f"| {encoder} | {side} | {batch} | {median(pair[0] for pair in pairs):.3f} | "
              f"{median(pair[1] for pair in pairs):.3f} | {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}) |",
              flush=True)


if __name__ == "__main__":
    main()
