"""Centre offsets (Panoptic-DeepLab, Cheng et al. 2020): from each pixel of a building the way to its centre."""

from __future__ import annotations

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from ..vectorize.watershed import watershed
from .target_masks import BOUNDARY, building_pixels

WALL_PIXELS = 5
"""Pixels from a building's core to its wall, at most."""


def instances(mask: np.ndarray) -> np.ndarray:
    """The numbers (H, W) int32 of the buildings of a target mask, 0 outside of them: its cores, grown to their walls.
    """
    building = building_pixels(mask)
    cores, _ = ndimage.label(building & (mask & BOUNDARY == 0))
    return watershed(cores.astype(np.int32), building, WALL_PIXELS)


def centers_of(numbers: np.ndarray) -> np.ndarray:
    """The centres (n + 1, 2) float32, row and column, of n numbered buildings (H, W); 0 for the number 0."""
    inside = np.flatnonzero(numbers)
    of, places = numbers.ravel()[inside], np.divmod(inside, numbers.shape[1])
    pixels = np.maximum(np.bincount(of, minlength=1), 1)
    return np.stack([np.bincount(of, place, len(pixels)) / pixels for place in places], axis=1).astype(np.float32)


def center_offsets(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The offsets (2, H, W) float32, down and right in pixels, of numbered buildings (H, W), and the pixels (H, W) bool
    where they are known: those of buildings that the edge does not cut."""
    centers = centers_of(numbers)
    is_whole = np.ones(len(centers), bool)
    is_whole[np.concatenate([numbers[0], numbers[-1], numbers[:, 0], numbers[:, -1]])] = is_whole[0] = False
    known = is_whole[numbers]
    offsets = np.moveaxis(centers[numbers], -1, 0) - np.indices(numbers.shape, np.float32)
    return offsets * known, known


def offset_targets(masks: Tensor) -> tuple[Tensor, Tensor]:
    """`center_offsets` of target masks (B, H, W), on their device: (B, 2, H, W) and (B, H, W)."""
    made = [center_offsets(instances(mask)) for mask in masks.cpu().numpy()]
    offsets, known = (torch.from_numpy(np.stack(parts)).to(masks.device) for parts in zip(*made))
    return offsets, known
