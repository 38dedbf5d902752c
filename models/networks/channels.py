"""Output channels of the segmentation network: one for each class, then the edge channels boundary and contact."""

from __future__ import annotations

from torch import Tensor

EDGE_CHANNELS = 2
"""Boundary and contact, the last channels of a network."""


def class_channels(channels: Tensor) -> Tensor:
    """(B, classes, H, W) of a network's channels (B, classes + 2, H, W)."""
    return channels[:, :-EDGE_CHANNELS]


def edge_channels(channels: Tensor) -> tuple[Tensor, Tensor]:
    """Boundary and contact, each (B, H, W), of a network's channels (B, classes + 2, H, W)."""
    return channels[:, -2], channels[:, -1]


def class_count(channels: Tensor) -> int:
    """How many classes a network's channels (B, classes + 2, H, W) tell apart."""
    return channels.shape[1] - EDGE_CHANNELS
