"""Data augmentation: random brightness, contrast, band balance, saturation, blur and noise of normalised tiles.

Random scales, turns and mirror images are part of cutting a tile (tile_sampler).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Augmentation:
    """How far tiles are varied: scale 1/s to s, brightness and contrast in standard deviations of the imagery,
    saturation 1 - s to 1 + s (0 is grey), blur and noise as the share of tiles that get them."""

    scale: float = 1.33
    brightness: float = 0.2
    contrast: float = 0.2
    color: float = 0.1
    saturation: float = 0.0
    blur: float = 0.0
    noise: float = 0.0


def augment(images: Tensor, rng: np.random.Generator, by: Augmentation) -> Tensor:
    """Normalised tiles (B, C, S, S) varied in brightness, contrast, the balance of bands, sharpness and noise.

    Pixels without imagery, 0 in all bands, stay 0.
    """
    count, bands = images.shape[:2]

    def draw(spread: float, *shape: int) -> Tensor:
        return torch.from_numpy(rng.uniform(-spread, spread, shape).astype(np.float32))

    contrast = torch.exp(draw(by.contrast, count, 1, 1, 1) + draw(by.color, count, bands, 1, 1))
    empty = (images == 0).all(dim=1, keepdim=True)  # no imagery: 0 in training as in prediction
    if by.saturation:
        gray = images.mean(dim=1, keepdim=True)
        images = gray + (images - gray) * (1 + draw(by.saturation, count, 1, 1, 1))
    images = images * contrast + draw(by.brightness, count, 1, 1, 1) + draw(by.color, count, bands, 1, 1)
    for index in np.flatnonzero(rng.random(count) < by.blur):
        images[index] = _blur(images[index], rng.uniform(1.2, 2.2))
    for index in np.flatnonzero(rng.random(count) < by.noise):
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        images[index] += torch.randn(images[index].shape, generator=generator) * rng.uniform(0.05, 0.25)
    return images.masked_fill(empty, 0.0)


def _blur(image: Tensor, factor: float) -> Tensor:
    """The image (C, S, S) as a sensor `factor` times coarser would have seen it."""
    size = image.shape[-1]
    small = functional.interpolate(image[None], size=(round(size / factor),) * 2, mode="bilinear", antialias=True)
    return functional.interpolate(small, size=(size, size), mode="bilinear")[0]
