"""Output channels of the segmentation network: one for each class, then two that tell neighbouring buildings apart.

These two are boundary and contact (separation "edges"), or the offset from each pixel to the centre of its building
(separation "offsets"): where two neighbouring pixels point to different centres, there is a wall between them. A
network of ground cover alone, where no two things are to be told apart, does not learn them (separation "none").
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

EDGE_CHANNELS = 2
"""Boundary and contact, or the offset down and to the right: the last channels of a network."""
OFFSET_UNIT = 16.0
"""Pixels that an offset of 1 means."""
WALL_JUMP, SHARPNESS = 1.5, 8.0
"""Pixels by which the centre moves from a pixel to the next in a wall, and the logit's slope there. Above the square
root of 2: in the middle of a hall, where the network cannot see how far the walls are, its offset stays the same and
the centre moves along with the pixel."""
LARGEST_LOGIT = 20.0


def _gradient_kernel() -> Tensor:
    """Kernel (4, 2, 5, 5) of the gradient in pixels of smoothed offsets: central differences of their mean over 3 x 3,
    of the first and the second downwards, then of both to the right."""
    mean, change = torch.tensor([0.0, 1, 1, 1, 0]) / 3, torch.tensor([-1.0, -1, 0, 1, 1]) * OFFSET_UNIT / 6
    nothing, down, right = torch.zeros(5, 5), torch.outer(change, mean), torch.outer(mean, change)
    return torch.stack([torch.stack(pair) for pair in (
        (down, nothing), (nothing, down), (right, nothing), (nothing, right))])


GRADIENT, ALONG = _gradient_kernel(), torch.tensor([1.0, 0.0, 0.0, 1.0])
"""What the offsets change by, and what a centre moves by when the offset stays the same."""


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
    offsets = functional.pad(channels[:, -EDGE_CHANNELS:].float().contiguous(), (2, 2, 2, 2), mode="replicate")
    offsets = offsets.contiguous(memory_format=torch.channels_last)  # a convolution is five times as fast then
    with torch.autocast(offsets.device.type, enabled=False):  # half precision knows far offsets to a few pixels only
        gradient = functional.conv2d(offsets, GRADIENT.to(offsets.device), ALONG.to(offsets.device))
    jump = gradient.square().sum(dim=1, keepdim=True).sqrt()
    walls = ((jump - wall_jump) * SHARPNESS).clamp(-LARGEST_LOGIT, LARGEST_LOGIT)
    return torch.cat([class_channels(channels).float(), walls, torch.full_like(walls, -LARGEST_LOGIT)], dim=1)
