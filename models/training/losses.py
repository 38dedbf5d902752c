"""Segmentation loss: binary cross-entropy plus soft Dice for each channel, and cross-entropy between classes."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ..data.center_offsets import offset_targets
from ..data.target_masks import BOUNDARY, BUILDING, CLASS_SHIFT, CONTACT, IGNORE, UNKNOWN_CLASS
from ..networks.channels import EDGE_CHANNELS, OFFSET_UNIT, class_channels, class_count, edge_channels
from ..networks.model_card import EDGES, NONE, OFFSETS

BUILDING_WEIGHT, BOUNDARY_WEIGHT, CONTACT_WEIGHT = 1.0, 0.5, 0.5
"""Weights of all classes together, of the boundary and of the contact channel."""
OFFSET_WEIGHT = 0.5
"""Weight of the offsets to centres, in place of boundary and contact."""
CLASS_WEIGHT = 1.0
"""Weight of the cross-entropy between several classes."""


def masked_loss(logits: Tensor, masks: Tensor, separation: str = EDGES) -> Tensor:
    """The weighted mean over building and edges of binary cross-entropy plus soft Dice, half and half, over the pixels
    that are not IGNORE. Each class has a channel of its own, and building is where the highest of them is, as in
    prediction: so buildings are found as by a base of one class, and then named. With several classes the
    cross-entropy between them over the pixels of buildings is added, where their class is known. With the `separation`
    "offsets" (networks.channels) the last two channels count by the mean distance (L1) between their offsets and those
    of the masks; with "none" they do not count.

    logits: (B, classes + 2, H, W); masks: (B, H, W) uint8 of target_masks. A batch without a counted pixel gives 0.
    """
    counted = (masks != IGNORE).float()
    classes = class_count(logits)
    building = (masks & BUILDING) > 0
    weighted = [(BUILDING_WEIGHT, class_channels(logits).amax(dim=1), building)]
    if separation == EDGES:
        boundary, contact = edge_channels(logits)
        weighted += [(BOUNDARY_WEIGHT, boundary, (masks & BOUNDARY) > 0),
                     (CONTACT_WEIGHT, contact, (masks & CONTACT) > 0)]
    whole = sum(weight for weight, *_ in weighted)
    total = torch.stack([weight * _bce_dice(channel.float(), truth.float() * counted, counted)
                         for weight, channel, truth in weighted]).sum()
    if classes > 1:
        seen = building & (masks != IGNORE) & (masks >> CLASS_SHIFT != UNKNOWN_CLASS)
        weights = _by_rarity(masks, seen) if separation == NONE else seen.float()
        total = total + CLASS_WEIGHT * _class_entropy(class_channels(logits).float(), masks, weights)
    if separation == OFFSETS:
        total = total + OFFSET_WEIGHT * _offset_loss(logits[:, -EDGE_CHANNELS:].float(), masks)
        whole += OFFSET_WEIGHT
    return total / whole


def _offset_loss(offsets: Tensor, masks: Tensor) -> Tensor:
    """Mean L1 distance of offsets (B, 2, H, W), in OFFSET_UNIT, over the pixels where the right ones are known."""
    targets, known = offset_targets(masks)
    distance = (offsets - targets / OFFSET_UNIT).abs().sum(dim=1)
    return (distance * known).sum() / known.sum().clamp(min=1)


def _class_entropy(logits: Tensor, masks: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy of the classes (softmax of logits (B, classes, H, W)), by the `weights` (B, H, W) of the pixels, 0
    where they are of no known class."""
    entropy = functional.cross_entropy(logits, (masks >> CLASS_SHIFT).long() * (weights > 0), reduction="none")
    return (entropy * weights).sum() / weights.sum().clamp(min=1)


def _by_rarity(masks: Tensor, seen: Tensor) -> Tensor:
    """Weights (B, H, W) of the pixels `seen`: the inverse square root of how many of the batch are of their class, with
    a mean of 1. In ground cover one class may be most of it, and the score is the mean over the classes."""
    class_ids = (masks >> CLASS_SHIFT).long()
    counts = torch.bincount(class_ids[seen], minlength=1 << (8 - CLASS_SHIFT)).float()
    weights = counts.clamp(min=1).rsqrt()[class_ids] * seen
    return weights * (seen.sum() / weights.sum().clamp(min=1e-6))


def _bce_dice(logits: Tensor, truth: Tensor, counted: Tensor) -> Tensor:
    """Half BCE, half soft Dice (Milletari et al. 2016, V-Net), of logits (B, H, W). Dice is taken over the whole batch,
    so that tiles without a building do not make it jump."""
    pixels = counted.sum().clamp(min=1)
    bce = (functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * counted).sum() / pixels
    probability = torch.sigmoid(logits) * counted
    dice = 1 - (2 * (probability * truth).sum() + 1) / (probability.sum() + truth.sum() + 1)
    return 0.5 * bce + 0.5 * dice
