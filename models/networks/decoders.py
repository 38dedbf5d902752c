"""Decoders of a segmentation network: U-Net, UPerNet, FPN, FCN and linear, from the features of any encoder.

A plain ViT has features of one size. For the first three a neck makes a pyramid of them, with a quarter of the tile's
resolution to a 32nd, as for ViTDet (Li et al. 2022) and in TerraTorch. The neck is trained as the decoder is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from ...protocol.networks import FCN, FPN, LINEAR, UNET, UPERNET
from .libraries import FPNDecoder, UnetDecoder, UPerNetDecoder

DEEPEST = 5
"""An encoder's features are at a half, a quarter, ... of the tile's resolution, and last at a 32nd."""
LEVELS = (4, 8, 16, 32)
"""Pixels of a tile for each of a feature's, in the levels of the pyramid that a neck makes."""


@dataclass(frozen=True)
class DecoderShape:
    """The channels of a decoder (of a U-Net for each block), and how much coarser than the tile it ends."""

    channels: tuple[int, ...]
    output_stride: int


SHAPES = {UNET: DecoderShape((128, 64, 32, 16), 2), UPERNET: DecoderShape((256,), 4), FPN: DecoderShape((256, 128), 4),
          FCN: DecoderShape((256, 256), 4), LINEAR: DecoderShape((64,), 4)}
"""The decoder of each kind that a base made from an encoder gets."""


def depth_for(kind: str, channels: tuple[int, ...], output_stride: int) -> int:
    """How many stages of the encoder a decoder needs. Raises ValueError where its shape cannot be."""
    if kind == UNET:
        return len(channels) + int(math.log2(output_stride))
    if output_stride != SHAPES[kind].output_stride or len(channels) != len(SHAPES[kind].channels):
        raise ValueError(f"a decoder '{kind}' has {len(SHAPES[kind].channels)} numbers of channels and an output stride"
                         f" of {SHAPES[kind].output_stride}, not {channels} and {output_stride}")
    return DEEPEST


def new_decoder(kind: str, channels: tuple[int, ...], widths: list[int], patch_stride: int | None) -> nn.Module:
    """A decoder that takes an encoder's features, whose channels are `widths`, the tile's first. A ViT's are all at one
    `patch_stride`; None: each is half as fine as the one before it."""
    if kind in (FCN, LINEAR):
        return PlainDecoder(kind, widths[-1], channels, patch_stride or 2 ** DEEPEST)
    if patch_stride is None:
        return _pyramid_decoder(kind, channels, widths)
    neck = Neck(widths, patch_stride)
    return nn.Sequential(neck, _pyramid_decoder(kind, channels, neck.widths))


def _pyramid_decoder(kind: str, channels: tuple[int, ...], widths: list[int]) -> nn.Module:
    if kind == UNET:
        return UnetDecoder(widths, channels, len(channels))
    if kind == FPN:
        pyramid, segmentation = channels
        return FPNDecoder(widths, DEEPEST, pyramid, segmentation)
    decoder = UPerNetDecoder(widths, DEEPEST, channels[0])
    for pool, size in zip(decoder.psp.blocks, (1, 2, 3, 6)):
        pool[0] = GridMean(size)
        pool[1][1] = nn.GroupNorm(math.gcd(32, channels[0]), channels[0])  # BatchNorm fails for one tile's one pixel
    return decoder


class Neck(nn.Sequential):
    """A pyramid [tile, nothing, features at LEVELS] of a plain ViT's [tile, four features of one size]: finer levels by
    transposed convolutions, each with half the channels, coarser ones by their largest values. `widths` are channels.
    """

    def __init__(self, widths: list[int], patch_stride: int) -> None:
        steps = [int(math.log2(patch_stride / level)) for level in LEVELS]
        super().__init__(*(_resized(width, step) for width, step in zip(widths[1:], steps)))
        self.widths = [widths[0], 0, *(width // 2 ** max(step, 0) for width, step in zip(widths[1:], steps))]

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """The pyramid."""
        tiles, *levels = features
        nothing = levels[0].new_empty(tiles.shape[0], 0, tiles.shape[2] // 2, tiles.shape[3] // 2)
        return [tiles, nothing, *(resize(level) for resize, level in zip(self, levels))]


def _resized(width: int, step: int) -> nn.Module:
    """Features that are doubled `step` times, or halved where that is negative."""
    if step < 0:
        return nn.MaxPool2d(2 ** -step)
    layers: list[nn.Module] = []
    for doubling in range(step):
        if doubling:
            layers += [nn.BatchNorm2d(width), nn.GELU()]
        layers.append(nn.ConvTranspose2d(width, width // 2, 2, 2))
        width //= 2
    return nn.Sequential(*layers)


class PlainDecoder(nn.Module):
    """What a pixel is by an encoder's last features alone: by two convolutions (FCN, Long et al. 2015) or by linear
    maps, at the features' own size; then interpolated to a quarter of the tile's resolution."""

    def __init__(self, kind: str, width: int, channels: tuple[int, ...], stride: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for made in channels:
            layers += [nn.Conv2d(width, made, 1)] if kind == LINEAR else [
                nn.Conv2d(width, made, 3, padding=1, bias=False), nn.BatchNorm2d(made), nn.ReLU(inplace=True)]
            width = made
        self.layers, self._factor = nn.Sequential(*layers), stride / SHAPES[kind].output_stride

    def forward(self, features: list[Tensor]) -> Tensor:
        """(B, channels, H / 4, W / 4)."""
        return functional.interpolate(self.layers(features[-1]), scale_factor=self._factor, mode="bilinear")


class GridMean(nn.Module):
    """nn.AdaptiveAvgPool2d by two matrices, which can be written as ONNX for tiles of any size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def forward(self, image: Tensor) -> Tensor:
        """The means (B, C, size, size) of the cells of a grid over the image (B, C, H, W)."""
        down, across = (self._cells(side, image) for side in image.shape[2:])
        return down @ image @ across.T

    def _cells(self, side: Any, image: Tensor) -> Tensor:
        """A matrix (size, side) that averages the pixels of each cell."""
        pixel = torch.arange(side, device=image.device)
        cell = torch.arange(self._size, device=image.device)[:, None]
        first, end = cell * side // self._size, ((cell + 1) * side + self._size - 1) // self._size
        inside = ((pixel >= first) & (pixel < end)).to(image.dtype)
        return inside / inside.sum(dim=1, keepdim=True)
