"""What training minimises."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .masks import IGNORE


def masked_bce_dice(logits: Tensor, targets: Tensor) -> Tensor:
    """Binary cross-entropy plus soft Dice, half and half, over the pixels that are not IGNORE.

    logits: (B, 1, H, W); targets: (B, H, W) uint8 of 0, 1, IGNORE. Dice is taken over the whole batch, so that tiles
    without a building do not make it jump (Milletari et al. 2016, V-Net). A batch without a counted pixel gives 0.
    """
    logits = logits[:, 0].float()
    counted = (targets != IGNORE).float()
    truth = (targets == 1).float()
    pixels = counted.sum().clamp(min=1)
    bce = (functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * counted).sum() / pixels
    probability = torch.sigmoid(logits) * counted
    dice = 1 - (2 * (probability * truth).sum() + 1) / (probability.sum() + truth.sum() + 1)
    return 0.5 * bce + 0.5 * dice
