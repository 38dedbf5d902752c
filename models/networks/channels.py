"""Output channels of the segmentation network: one for each class, then two that tell neighbouring buildings apart.

These two are boundary and contact (separation "edges"), or the offset from each pixel to the centre of its building
(separation "offsets"): where two neighbouring pixels point to different centres, there is a wall between them.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

EDGE_CHANNELS = 2
"""Boundary and contact, or the offset down and to the right: the last channels of a network."""
EDGES, OFFSETS = "edges", "offsets"
SEPARATIONS = (EDGES, OFFSETS)
OFFSET_UNIT = 16.0
"""Pixels that an offset of 1 means."""
WALL_JUMP, SHARPNESS = 1.5, 8.0
"""Pixels by which the centre moves from a pixel to the next in a wall, and the logit's slope there. Above the square
root of 2: in the middle of a hall, where the network cannot see how far the walls are, its offset stays the same and
the centre moves along with the pixel."""
LARGEST_LOGIT = 20.0


def class_channels(channels: Tensor) -> Tensor:
    """(B, classes, H, W) of a network's channels (B, classes + 2, H, W)."""
    return channels[:, :-EDGE_CHANNELS]


def edge_channels(channels: Tensor) -> tuple[Tensor, Tensor]:
    """The last two, each (B, H, W), of a network's channels (B, classes + 2, H, W)."""
    return channels[:, -2], channels[:, -1]


def class_count(channels: Tensor) -> int:
    """How many classes a network's channels (B, classes + 2, H, W) tell apart."""
    return channels.shape[1] - EDGE_CHANNELS


def with_walls(channels: Tensor, wall_jump: float = WALL_JUMP) -> Tensor:
    """Channels (B, classes + 2, H, W) float32 with logits of boundary and contact in the place of offsets: a boundary
    is where the centre that the pixels point to changes by `wall_jump` pixels a pixel, and nothing is contact."""
    offsets = channels[:, -EDGE_CHANNELS:].float() * OFFSET_UNIT
    smooth = functional.avg_pool2d(offsets, 3, 1, 1, count_include_pad=False)
    padded = functional.pad(smooth, (1, 1, 1, 1), mode="replicate")
    down = (padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]) / 2
    right = (padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]) / 2
    jump = ((down[:, 0] + 1) ** 2 + down[:, 1] ** 2 + right[:, 0] ** 2 + (right[:, 1] + 1) ** 2).sqrt()
    walls = ((jump - wall_jump) * SHARPNESS).clamp(-LARGEST_LOGIT, LARGEST_LOGIT)
    edges = torch.stack([walls, torch.full_like(walls, -LARGEST_LOGIT)], dim=1)
    return torch.cat([class_channels(channels).float(), edges], dim=1)
