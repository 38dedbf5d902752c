"""Output channels of the segmentation network: one for each class, then two that tell neighbouring buildings apart.

These two are boundary and contact (separation "edges"), or the offset from each pixel to the centre of its building
(separation "offsets"): where two neighbouring pixels point to different centres, there is a wall between them. A
network of ground cover alone, where no two things are to be told apart, does not learn them (separation "none").
"""

from __future__ import annotations

import torch
from torch import Tensor

EDGE_CHANNELS = 2
"""Boundary and contact, or the offset down and to the right: the last channels of a network."""
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
    planes = channels.contiguous().float()  # half precision knows far offsets to a few pixels only
    by_row, by_column = _gradient(planes[:, -EDGE_CHANNELS:])
    jump = _length(by_row[:, :1] + 1, by_row[:, 1:], by_column[:, :1], by_column[:, 1:] + 1)
    walls = ((jump - wall_jump) * SHARPNESS).clamp(-LARGEST_LOGIT, LARGEST_LOGIT)
    return torch.cat([class_channels(planes), walls, torch.full_like(walls, -LARGEST_LOGIT)], dim=1)


def _gradient(offsets: Tensor) -> tuple[Tensor, Tensor]:
    """By how many pixels the offsets (B, 2, H, W) down and to the right change from a row to the next, and from a
    column to the next: central differences of their mean over 3 x 3. Slices on the CPU are thrice as fast as a
    convolution."""
    wide = offsets * (OFFSET_UNIT / 18)
    for dim in (2, 3):  # replicated edges; padding would hide from ONNX how many channels there are
        first, last = wide.narrow(dim, 0, 1), wide.narrow(dim, wide.shape[dim] - 1, 1)
        wide = torch.cat([first, first, wide, last, last], dim=dim)
    across = wide[..., :-2] + wide[..., 1:-1] + wide[..., 2:]
    summed = across[..., :-2, :] + across[..., 1:-1, :] + across[..., 2:, :]
    return (summed[..., 2:, 1:-1] - summed[..., :-2, 1:-1],
            summed[..., 1:-1, 2:] - summed[..., 1:-1, :-2])


def _length(first: Tensor, *others: Tensor) -> Tensor:
    """The length of vectors whose components are given."""
    squares = first * first
    for other in others:
        squares = torch.addcmul(squares, other, other)
    return squares.sqrt()
