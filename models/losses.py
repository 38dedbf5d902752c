"""What training minimises."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .masks import BOUNDARY, BUILDING, CONTACT, IGNORE

WEIGHTS = ((BUILDING, 1.0), (BOUNDARY, 0.5), (CONTACT, 0.5))
"""The bits of a mask in the order of the network's channels, and how much each counts."""


def masked_loss(logits: Tensor, masks: Tensor) -> Tensor:
    """The mean over the channels, by WEIGHTS, of binary cross-entropy plus soft Dice, half and half, over the pixels
    that are not IGNORE.

    logits: (B, 3, H, W); masks: (B, H, W) uint8 of models.masks. A batch without a counted pixel gives 0.
    """
    counted = (masks != IGNORE).float()
    total = sum(weight * _bce_dice(logits[:, channel].float(), ((masks & bit) > 0).float() * counted, counted)
                for channel, (bit, weight) in enumerate(WEIGHTS))
    return torch.as_tensor(total) / sum(weight for _, weight in WEIGHTS)


def _bce_dice(logits: Tensor, truth: Tensor, counted: Tensor) -> Tensor:
    """Dice is taken over the whole batch, so that tiles without a building do not make it jump (Milletari et al. 2016,
    V-Net)."""
    pixels = counted.sum().clamp(min=1)
    bce = (functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * counted).sum() / pixels
    probability = torch.sigmoid(logits) * counted
    dice = 1 - (2 * (probability * truth).sum() + 1) / (probability.sum() + truth.sum() + 1)
    return 0.5 * bce + 0.5 * dice
