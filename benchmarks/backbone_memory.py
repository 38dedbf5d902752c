"""Memory that a training step takes with large backbones, by arithmetic: nothing is computed, and no memory is needed.

    make benchmark NAME=backbone_memory

Weights, gradients and AdamW's moments are counted, and what a step keeps for its gradients
(networks.gradient_checkpointing.bytes_for_gradients, which a test compares with what is really kept). In float32, as
on a processor; with bfloat16 what is kept is half.
"""

from __future__ import annotations

import argparse

import torch

from ..models.networks.adapters import Adapter, add_adapter
from ..models.networks.gradient_checkpointing import bytes_for_gradients, checkpoint_blocks
from ..models.networks.pretrained import card_of_encoder
from ..models.networks.unet import Network
from ..models.training.trainer import ADAM_BYTES
from ..protocol.networks import UNET

ENCODERS = ("tu-convnext_tiny", "tu-vit_small_patch16_dinov3", "tu-vit_large_patch16_dinov3.sat493m",
            "prithvi_eo_v2_100", "prithvi_eo_v2_300", "prithvi_eo_v2_600")
STRATEGIES = ("full", "adapter", "decoder")


def gigabytes(encoder: str, strategy: str, is_lean: bool, batch: int, side: int) -> tuple[float, float]:
    """(GB of a step, share of the weights that is trained)."""
    with torch.device("meta"):
        network = Network.of(card_of_encoder(encoder, encoder, UNET))
        if strategy == "adapter":
            add_adapter(network, Adapter("lora", 16))
    if strategy == "decoder":
        network.encoder.requires_grad_(False)
    if is_lean:
        checkpoint_blocks(network)
    trained = sum(one.numel() for one in network.parameters() if one.requires_grad)
    weights = sum(one.numel() for one in network.parameters())
    kept = bytes_for_gradients(network, batch, side, strategy != "decoder")
    return (4 * weights + ADAM_BYTES * trained + kept) / 1e9, trained / weights


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=8, help="tiles in a step")
    parser.add_argument("--side", type=int, default=224, help="pixels of a tile's side")
    parser.add_argument("--data", help="not needed: nothing is read")
    options = parser.parse_args()
    print("| encoder | strategy | weights trained | GB a step | with gradient checkpointing |")
    print("|---|---|---|---|---|")
    for encoder in ENCODERS:
        for strategy in STRATEGIES:
            plain, share = gigabytes(encoder, strategy, False, options.batch, options.side)
            lean, _ = gigabytes(encoder, strategy, True, options.batch, options.side)
            print(f"| {encoder} | {strategy} | {share:.1%} | {plain:.1f} | {lean:.1f} |")


if __name__ == "__main__":
    main()
