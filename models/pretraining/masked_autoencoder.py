"""Masked autoencoder (MAE, He et al. 2022): a vision transformer sees some patches, and a decoder fills in the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import torch
from torch import Tensor, nn

from ..networks.encoders import TIMM
from ..networks.libraries import timm
from ..networks.vit import new_timm_vit

if TYPE_CHECKING:
    from timm.models import VisionTransformer

DECODER_DEPTH, HEAD_WIDTH = 4, 32
WIDEST_DECODER = 512
EPSILON = 1e-6


class Reconstruction(NamedTuple):
    """What is predicted of each patch (B, N, values of its pixels, normalised within the patch), and which patches were
    masked (B, N), 1 where they were."""

    patches: Tensor
    masked: Tensor


def new_vision_transformer(name: str, bands: int) -> VisionTransformer:
    """The encoder of that name (tu- and timm's) for so many bands and any size of image, with random weights and fixed
    sine-cosine position embeddings."""
    encoder = cast("VisionTransformer", new_timm_vit(name[len(TIMM):], bands, None))
    rows, columns = encoder.patch_embed.grid_size
    positions = torch.cat([torch.zeros(1, encoder.embed_dim), sine_cosine(rows, columns, encoder.embed_dim)])
    encoder.pos_embed = nn.Parameter(positions[None], requires_grad=False)
    return encoder


def sine_cosine(rows: int, columns: int, width: int) -> Tensor:
    """Position embeddings (rows * columns, width) of a grid of patches (Vaswani et al. 2017, in two dimensions)."""
    frequencies = 10_000.0 ** -(torch.arange(width // 4) / (width / 4))
    row, column = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    angles = [place.reshape(-1, 1) * frequencies for place in (column, row)]
    return torch.cat([part for angle in angles for part in (angle.sin(), angle.cos())], dim=1)


class MaskedAutoencoder(nn.Module):
    """An encoder, a small decoder and the loss. The share `masked` of the patches is hidden from the encoder, which
    does not compute them; the decoder predicts their pixels, each patch normalised by its own mean and deviation."""

    def __init__(self, encoder: VisionTransformer, masked: float) -> None:
        super().__init__()
        self.encoder, self._masked = encoder, masked
        self.patch = encoder.patch_embed.patch_size[0]
        width = min(max(encoder.embed_dim // 2, 4 * HEAD_WIDTH) // HEAD_WIDTH * HEAD_WIDTH, WIDEST_DECODER)
        layers = [timm.models.vision_transformer.Block(width, width // HEAD_WIDTH, qkv_bias=True)
                  for _ in range(DECODER_DEPTH)]
        self.embed = nn.Linear(encoder.embed_dim, width)
        self.mask_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.decoder = nn.Sequential(*layers, nn.LayerNorm(width))
        self.predict = nn.Linear(width, self.patch ** 2 * encoder.patch_embed.proj.in_channels)
        for module in [*self.decoder.modules(), self.embed, self.predict]:
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def forward(self, images: Tensor, noise: Tensor) -> Tensor:
        """The loss of images (B, C, H, W): the mean squared error of the masked patches' normalised pixels. `noise`
        (B, N) decides which are masked: those with the greatest numbers."""
        found = self.reconstruct(images, noise)
        wanted, _, _ = self.normalised_patches(images)
        errors = (found.patches.float() - wanted).square().mean(dim=2)
        return (errors * found.masked).sum() / found.masked.sum()

    def reconstruct(self, images: Tensor, noise: Tensor) -> Reconstruction:
        """What the network makes of the images, of which it sees the patches with the least `noise`."""
        order = noise.argsort(dim=1)
        kept = order[:, :min(max(round(noise.shape[1] * (1 - self._masked)), 1), noise.shape[1] - 1)]
        rows, columns = images.shape[2] // self.patch, images.shape[3] // self.patch
        seen = self.embed(self._encode(images, kept))
        width = seen.shape[2]
        tokens = self.mask_token.to(seen.dtype).expand(len(images), rows * columns, width)
        tokens = tokens.scatter(1, kept[:, :, None].expand(-1, -1, width), seen[:, 1:])
        tokens = tokens + sine_cosine(rows, columns, width).to(tokens)
        decoded = self.decoder(torch.cat([seen[:, :1], tokens], dim=1))
        masked = torch.ones_like(noise).scatter(1, kept, 0.0)
        return Reconstruction(self.predict(decoded[:, 1:]), masked)

    def _encode(self, images: Tensor, kept: Tensor) -> Tensor:
        """The class token and the patches `kept` (B, K) as the encoder sees them (B, 1 + K, width)."""
        encoder = self.encoder
        tokens = encoder._pos_embed(encoder.patch_embed(images))
        patches = tokens[:, 1:].gather(1, kept[:, :, None].expand(-1, -1, tokens.shape[2]))
        tokens = encoder.norm_pre(torch.cat([tokens[:, :1], patches], dim=1))
        return encoder.norm(encoder.blocks(tokens))

    def normalised_patches(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The pixels of each patch (B, N, P) normalised by the mean and the deviation of the patch, and these two."""
        patches = self.patches(images)
        mean = patches.mean(dim=2, keepdim=True)
        deviation = (patches.var(dim=2, keepdim=True) + EPSILON).sqrt()
        return (patches - mean) / deviation, mean, deviation

    def patches(self, images: Tensor) -> Tensor:
        """The images (B, C, H, W) as patches (B, N, pixels of all bands), row after row."""
        count, bands, height, width = images.shape
        rows, columns, side = height // self.patch, width // self.patch, self.patch
        cut = images.reshape(count, bands, rows, side, columns, side).permute(0, 2, 4, 3, 5, 1)
        return cut.reshape(count, rows * columns, side * side * bands)

    def images(self, patches: Tensor, rows: int) -> Tensor:
        """The images (B, C, H, W) that `patches` (B, N, pixels) make, in so many rows: the inverse of `patches`."""
        count, number, _ = patches.shape
        side, columns = self.patch, number // rows
        cut = patches.reshape(count, rows, columns, side, side, -1).permute(0, 5, 1, 3, 2, 4)
        return cut.reshape(count, cut.shape[1], rows * side, columns * side)
