"""Prithvi-EO (Jakubik et al. 2023; Szwarcman et al. 2024): a ViT for one or several dates of six HLS bands at 30 m.

The tensors have the names of the published files (of IBM and NASA, Apache-2.0), of which the decoder of the masked
autoencoder is left out. The versions "TL" can be told place and time, which is off unless it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from .libraries import timm
from .model_card import Band, told_values
from .vit import BASE_PROMPTS, VisionTransformer, dates_apart, interpolated

SIDE = 224
"""Pixels of the side of the tiles that the position embedding is made for."""
PLACE_AND_TIME = "_tl"
OWNER, LICENCE = "ibm-nasa-geospatial", "apache-2.0"
NAMES = ("blue", "green", "red", "narrow nir", "swir 1", "swir 2")
WAVELENGTHS = (0.49, 0.56, 0.665, 0.865, 1.61, 2.19)
FIRST = ((775.0, 1081.0, 1229.0, 2497.0, 2204.0, 1611.0), (1282.0, 1270.0, 1399.0, 1368.0, 1292.0, 1155.0))
SECOND = ((1087.0, 1342.0, 1433.0, 2734.0, 1958.0, 1363.0), (2248.0, 2179.0, 2178.0, 1850.0, 1242.0, 1049.0))
"""Means and deviations of the bands, in reflectance times 10,000, as published for the first and the second version."""


@dataclass(frozen=True)
class Size:
    """The size of a Prithvi, and the statistics of its bands."""

    width: int
    depth: int
    heads: int
    patch: int = 16
    statistics: tuple[tuple[float, ...], tuple[float, ...]] = SECOND


SIZES = {
    "prithvi_eo_v1_100": Size(768, 12, 12, statistics=FIRST), "prithvi_eo_v2_tiny": Size(192, 12, 3),
    "prithvi_eo_v2_100": Size(768, 12, 12), "prithvi_eo_v2_300": Size(1024, 24, 16),
    "prithvi_eo_v2_600": Size(1280, 32, 16, patch=14)}
SOURCES = {
    "prithvi_eo_v1_100": ("Prithvi-EO-1.0-100M", "Prithvi_EO_V1_100M.pt"),
    "prithvi_eo_v2_tiny": ("Prithvi-EO-2.0-tiny-TL", "Prithvi_EO_V2_tiny_TL.pt"),
    "prithvi_eo_v2_tiny_tl": ("Prithvi-EO-2.0-tiny-TL", "Prithvi_EO_V2_tiny_TL.pt"),
    "prithvi_eo_v2_100": ("Prithvi-EO-2.0-100M-TL", "Prithvi_EO_V2_100M_TL.pt"),
    "prithvi_eo_v2_100_tl": ("Prithvi-EO-2.0-100M-TL", "Prithvi_EO_V2_100M_TL.pt"),
    "prithvi_eo_v2_300": ("Prithvi-EO-2.0-300M", "Prithvi_EO_V2_300M.pt"),
    "prithvi_eo_v2_300_tl": ("Prithvi-EO-2.0-300M-TL", "Prithvi_EO_V2_300M_TL.pt"),
    "prithvi_eo_v2_600": ("Prithvi-EO-2.0-600M", "Prithvi_EO_V2_600M.pt"),
    "prithvi_eo_v2_600_tl": ("Prithvi-EO-2.0-600M-TL", "Prithvi_EO_V2_600M_TL.pt")}
"""Repositories of OWNER on the Hugging Face hub, and their files. Of the smallest two only the version TL is published.
"""


def is_prithvi(name: str) -> bool:
    """Whether that is the name of a Prithvi, as TerraTorch has them too."""
    return name in SOURCES


def size_of(name: str) -> Size:
    """The size of a Prithvi."""
    return SIZES[name.removesuffix(PLACE_AND_TIME)]


def published_as(file_name: str) -> str:
    """The name of the Prithvi that is published in a file of that name; empty for any other."""
    stem = file_name.rpartition(".")[0].lower()
    return next((name for name, (_, file) in SOURCES.items() if file.rpartition(".")[0].lower() == stem), "")


def hls_bands(name: str) -> tuple[Band, ...]:
    """The six HLS bands that a Prithvi learned from, with their published means and deviations."""
    return tuple(Band(*values) for values in zip(NAMES, *size_of(name).statistics, WAVELENGTHS))


class Prithvi(VisionTransformer):
    """Prithvi's encoder for `dates` of `bands`, date after date in the input; the features of the dates are joined on
    the channels. As in the reference, the last normalisation is for the last features only. With `is_told` the
    last channels of a tile, the same in all of its pixels, tell place and time (model_card.told_values)."""

    def __init__(self, size: Size, bands: int, dates: int, prompts: int, is_told: bool = False) -> None:
        super().__init__(bands, dates, size.width, size.depth, size.patch, prefix=1, prompts=0)
        self._bands = bands
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(bands, size.width, size.patch, size.patch)})
        self.cls_token = nn.Parameter(torch.randn(1, 1, size.width) * 0.02)
        block = timm.models.vision_transformer.Block
        self.blocks = nn.ModuleList([
            block(size.width, size.heads, 4.0, qkv_bias=True, norm_layer=nn.LayerNorm) for _ in range(size.depth)])
        self.norm = nn.LayerNorm(size.width)
        self._grid = (SIDE // size.patch, SIDE // size.patch)
        self.positions: Tensor
        self.register_buffer("positions", positions(size.width, dates, *self._grid), persistent=False)
        self._told = told_values(dates) if is_told else 0
        if is_told:
            self.temporal_embed_enc, self.location_embed_enc = TwoWaves(size.width), TwoWaves(size.width)
        if prompts:
            self.add_prompts(BASE_PROMPTS, prompts)

    def apart(self, tiles: Tensor) -> tuple[Tensor, Tensor | None]:
        """The bands of tiles, and year and day of each date, latitude and longitude (B, values), where they are told.
        """
        if not self._told:
            return tiles, None
        return tiles[:, :-self._told], tiles[:, -self._told:, 0, 0]

    def transformer_blocks(self) -> nn.ModuleList:
        """The blocks, from the input to the output."""
        return self.blocks

    def last_normalization(self) -> nn.Module:
        """The normalisation after the last block."""
        return self.norm

    def embed(self, tiles: Tensor, told: Tensor | None) -> tuple[Tensor, Tensor | None]:
        """The tokens of all dates behind the class token, which has no position, no place and no time."""
        patches = self.patch_embed["proj"](dates_apart(tiles, self._bands))
        rows, columns = patches.shape[2:]
        table = interpolated(self.positions, self._grid, rows, columns, aligned=True)  # (dates, patches, C)
        tokens = patches.flatten(2).transpose(1, 2).reshape(tiles.shape[0], self._dates, -1, self._width) + table
        if told is not None:
            tokens = tokens + self.temporal_embed_enc(told[:, :-2].unflatten(1, (self._dates, 2)))[:, :, None]
            tokens = tokens + self.location_embed_enc(told[:, -2:])[:, None, None]
        tokens = tokens.flatten(1, 2)
        return torch.cat([self.cls_token.expand(tiles.shape[0], -1, -1), tokens], dim=1), None

    def normalized(self, tokens: Tensor, is_last: bool) -> Tensor:
        """The tokens of the last block normalised, the others as they are."""
        found: Tensor = self.norm(tokens) if is_last else tokens
        return found


class TwoWaves(nn.Module):
    """Sines and cosines (..., width) of two numbers (..., 2), half of the width each, times a learned scale: how the
    versions "TL" are told year and day of the year, and latitude and longitude."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.full((1,), 0.1))
        self._width = width // 2

    def forward(self, numbers: Tensor) -> Tensor:
        """The embedding, in float32: half precision does not tell one day from the next."""
        part = self._width // 2
        steps = 10000.0 ** (-torch.arange(part, dtype=torch.float32, device=numbers.device) / part)
        angles = numbers.float().unsqueeze(-1) * steps
        waves: Tensor = self.scale * torch.cat([angles.sin(), angles.cos()], dim=-1).flatten(-2)
        return waves


def encoder_tensors(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of the encoder in a published file, under the names of `Prithvi`: what belongs to the decoder of the
    autoencoder, or to the position embedding, which is computed, is left out. The kernels of the
    patch embedding, which see one date each, lose their axis of time."""
    found = {}
    for name, tensor in weights.items():
        name = name.replace("_timm_module.", "").removeprefix("encoder.")
        if not any(part in name for part in ("decoder", "_dec", "mask_token", "pos_embed")):
            found[name] = tensor.squeeze(2) if tensor.ndim == 5 else tensor
    return found


def positions(width: int, dates: int, rows: int, columns: int) -> Tensor:
    """The position embedding (dates, rows * columns, width): sines and cosines of column, row and date, which have 6, 6
    and 4 of 16 parts of the width."""
    part = width // 16
    column, row, date = (_waves(count * part, size) for count, size in ((6, columns), (6, rows), (4, dates)))
    shape = (dates, rows, columns)
    table = np.concatenate([np.broadcast_to(column[None, None], (*shape, 6 * part)),
                            np.broadcast_to(row[None, :, None], (*shape, 6 * part)),
                            np.broadcast_to(date[:, None, None], (*shape, 4 * part))], axis=3)
    return torch.tensor(table, dtype=torch.float32).flatten(1, 2)


def _waves(width: int, count: int) -> np.ndarray:
    """(count, width): sines, then cosines, of the positions 0, 1, ... (Vaswani et al. 2017)."""
    angles = np.outer(np.arange(count), 10000.0 ** (-np.arange(width // 2) / (width / 2)))
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
