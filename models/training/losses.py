"""Segmentation loss: binary cross-entropy plus soft Dice for each channel, and cross-entropy between classes."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ..data.center_offsets import offset_targets
from ..data.target_masks import BOUNDARY, BUILDING, CLASS_SHIFT, CONTACT, IGNORE
from ..networks.channels import EDGE_CHANNELS, EDGES, OFFSET_UNIT, OFFSETS, class_channels, class_count

BUILDING_WEIGHT, BOUNDARY_WEIGHT, CONTACT_WEIGHT = 1.0, 0.5, 0.5
"""Weights of all classes together, of the boundary and of the contact channel."""
OFFSET_WEIGHT = 0.5
"""Weight of the offsets to centres, in place of boundary and contact."""
CLASS_WEIGHT = 1.0
"""Weight of the cross-entropy between several classes."""


def masked_loss(logits: Tensor, masks: Tensor, separation: str = EDGES) -> Tensor:
    """The weighted mean over the channels of binary cross-entropy plus soft Dice, half and half, over the pixels that
    are not IGNORE. Each class of building is a channel of its own; with several classes, the cross-entropy between
    them over the pixels of buildings is added. With the `separation` "offsets" (networks.channels) the last two
    channels count by the mean distance (L1) between their offsets and those of the masks.

    logits: (B, classes + 2, H, W); masks: (B, H, W) uint8 of target_masks. A batch without a counted pixel gives 0.
    """
    counted = (masks != IGNORE).float()
    classes = class_count(logits)
    building = (masks & BUILDING) > 0
    truths = [building] if classes == 1 else [building & (masks >> CLASS_SHIFT == k) for k in range(classes)]
    weighted = [(BUILDING_WEIGHT / classes, truth) for truth in truths]
    if separation == EDGES:
        weighted += [(BOUNDARY_WEIGHT, (masks & BOUNDARY) > 0), (CONTACT_WEIGHT, (masks & CONTACT) > 0)]
    total = sum(weight * _bce_dice(logits[:, channel].float(), truth.float() * counted, counted)
                for channel, (weight, truth) in enumerate(weighted))
    if classes > 1:
        seen = building & (masks != IGNORE)
        total = total + CLASS_WEIGHT * _class_entropy(class_channels(logits).float(), masks, seen)
    if separation == OFFSETS:
        total = total + OFFSET_WEIGHT * _offset_loss(logits[:, -EDGE_CHANNELS:].float(), masks)
        return total / (BUILDING_WEIGHT + OFFSET_WEIGHT)
    return torch.as_tensor(total) / (BUILDING_WEIGHT + BOUNDARY_WEIGHT + CONTACT_WEIGHT)


def _offset_loss(offsets: Tensor, masks: Tensor) -> Tensor:
    """Mean L1 distance of offsets (B, 2, H, W), in OFFSET_UNIT, over the pixels where the right ones are known."""
    targets, known = offset_targets(masks)
    distance = (offsets - targets / OFFSET_UNIT).abs().sum(dim=1)
    return (distance * known).sum() / known.sum().clamp(min=1)


def _class_entropy(logits: Tensor, masks: Tensor, building: Tensor) -> Tensor:
    """Cross-entropy of the classes (softmax of logits (B, classes, H, W)) over the pixels that are building. Without
    this term the channels first learn to be copies of each other: while classes look alike, Dice is best with all of
    them high."""
    entropy = functional.cross_entropy(logits, (masks >> CLASS_SHIFT).long() * building, reduction="none")
    return (entropy * building).sum() / building.sum().clamp(min=1)


def _bce_dice(logits: Tensor, truth: Tensor, counted: Tensor) -> Tensor:
    """Half BCE, half soft Dice (Milletari et al. 2016, V-Net), of logits (B, H, W). Dice is taken over the whole batch,
    so that tiles without a building do not make it jump."""
    pixels = counted.sum().clamp(min=1)
    bce = (functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * counted).sum() / pixels
    probability = torch.sigmoid(logits) * counted
    dice = 1 - (2 * (probability * truth).sum() + 1) / (probability.sum() + truth.sum() + 1)
    return 0.5 * bce + 0.5 * dice
