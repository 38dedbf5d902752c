"""Vision transformers (ViT, Dosovitskiy et al. 2021) as encoders: timm's plain ones (DINOv2, DINOv3, MAE and others).

A plain ViT has features of one size only, one for each patch. It gives those after four of its blocks, evenly spaced,
and networks.decoders makes a pyramid of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from .libraries import timm

TAKEN = 4
"""Blocks whose output is taken."""
LAYER_DECAY = 0.85
"""Factor on the learning rate from a block to the one before it. BEiT (Bao et al. 2022) and MAE (He et al. 2022) have
0.65 to 0.75, for long trainings; in a few hundred steps that leaves the first blocks as they were. Measured:
docs/decisions/0035."""
STRIDES = (8, 16, 32)
BASE_PROMPTS, PROMPT_DEVIATION = "base", 0.02
"""The name of prompts that belong to a network's own weights, and how far from 0 new ones begin."""
MODULES = ("vision_transformer", "eva")
"""timm's modules whose models are plain ViTs; that of DINOv3 is "eva"."""


class VisionTransformer(nn.Module):
    """A plain ViT as an encoder: tiles (B, bands, H, W), sides divide by 32, to [tiles, four features (B, C, H /
    patch_stride, W / patch_stride)].

    `patch_stride` is the side of a patch, to the next power of 2: where that is another number (14), tiles are
    resampled so that a patch covers `patch_stride` pixels. `prompts` are learned tokens (VPT, Jia et al. 2022) that
    each block gets beside the others (deep prompts).
    """

    layer_decay = LAYER_DECAY

    def __init__(self, bands: int, dates: int, width: int, depth: int, patch: int, prefix: int, prompts: int) -> None:
        super().__init__()
        self.out_channels = [bands * dates, *[width * dates] * TAKEN]
        self.patch_stride = power_of_two(patch)
        if self.patch_stride not in STRIDES or depth < TAKEN:
            raise ValueError(f"a ViT of {depth} blocks for patches of {patch} pixels is none that can be used")
        self._patch, self._prefix, self._dates = patch, prefix, dates
        self._taken = evenly_spaced(depth)
        self._width, self._depth = width, depth
        self.prompts = nn.ParameterDict()
        if prompts:
            self.add_prompts(BASE_PROMPTS, prompts)

    def transformer_blocks(self) -> nn.ModuleList:
        """The blocks, from the input to the output."""
        raise NotImplementedError

    def last_normalization(self) -> nn.Module:
        """The normalisation after the last block."""
        raise NotImplementedError

    def apart(self, tiles: Tensor) -> tuple[Tensor, Tensor | None]:
        """The bands of tiles, and what is told of each tile (B, values) in further channels; None: nothing is."""
        return tiles, None

    def embed(self, tiles: Tensor, told: Tensor | None) -> tuple[Tensor, Tensor | None]:
        """The tokens (B, prefix + patches, C) of tiles that divide by the patch, with their positions, and what the
        blocks have to know of the positions beside (RoPE)."""
        raise NotImplementedError

    def normalized(self, tokens: Tensor, is_last: bool) -> Tensor:
        """The tokens after a block as the encoder gives them."""
        raise NotImplementedError

    def forward(self, tiles: Tensor) -> list[Tensor]:
        """[tiles, features of four blocks]."""
        tiles, told = self.apart(tiles)
        rows, columns = (side // self.patch_stride for side in tiles.shape[2:])
        patches = tiles
        if self._patch != self.patch_stride:
            patches = functional.interpolate(tiles, (rows * self._patch, columns * self._patch), mode="bilinear")
        tokens, rope = self.embed(patches, told)
        features = [tiles]
        for number, block in enumerate(self.transformer_blocks()):
            tokens = self._through(block, tokens, number, rope)
            if number in self._taken:
                found = self.normalized(tokens, number == self._depth - 1)[:, self._prefix:]
                maps = found.reshape(tiles.shape[0], self._dates, rows, columns, self._width).permute(0, 1, 4, 2, 3)
                features.append(maps.reshape(tiles.shape[0], self._dates * self._width, rows, columns))
        return features

    def _through(self, block: nn.Module, tokens: Tensor, number: int, rope: Tensor | None) -> Tensor:
        """The tokens after a block, with the prompts beside them that they may attend to."""
        added = [prompt[number].expand(tokens.shape[0], -1, -1) for prompt in self.prompts.values()]
        if added:
            tokens = torch.cat([tokens[:, :self._prefix], *added, tokens[:, self._prefix:]], dim=1)
        tokens = block(tokens) if rope is None else block(tokens, rope=rope)
        if not added:
            return tokens
        count = sum(prompt.shape[1] for prompt in added)
        return torch.cat([tokens[:, :self._prefix], tokens[:, self._prefix + count:]], dim=1)

    def add_prompts(self, name: str, count: int) -> None:
        """Add `count` prompts for each block, under this name."""
        self.prompts[name] = nn.Parameter(torch.randn(self._depth, count, self._width) * PROMPT_DEVIATION)
        self._count_prefix()

    def merge_prompts(self) -> None:
        """Make all prompts into one tensor of the network's own weights."""
        if self.prompts:
            merged = torch.cat([prompt.detach() for prompt in self.prompts.values()], dim=1)
            self.prompts = nn.ParameterDict({BASE_PROMPTS: nn.Parameter(merged)})

    def _count_prefix(self) -> None:
        """Tell the blocks which tokens have no position, where they turn those that have one (RoPE)."""
        count = self._prefix + sum(prompt.shape[1] for prompt in self.prompts.values())
        for block in self.transformer_blocks():
            if hasattr(block.attn, "num_prefix_tokens"):
                block.attn.num_prefix_tokens = count

    def layers(self) -> Iterator[list[nn.Parameter]]:
        """The parameters from the input to the output: embedding, each block, and last the normalisation and
        the prompts."""
        blocks = [list(block.parameters()) for block in self.transformer_blocks()]
        last = [*self.last_normalization().parameters(), *self.prompts.parameters()]
        later = {id(parameter) for part in (*blocks, last) for parameter in part}
        yield [parameter for parameter in self.parameters() if id(parameter) not in later]
        yield from blocks
        yield last


class TimmVisionTransformer(VisionTransformer):
    """A plain ViT of timm, under timm's names of its tensors behind "model."; features are normalised by its last
    normalisation, as DINO's own evaluation does."""

    def __init__(self, name: str, bands: int, patch_size: int | None, prompts: int) -> None:
        model: Any = new_timm_vit(name, bands, patch_size)
        patch, across = model.patch_embed.patch_size
        if patch != across or getattr(model, "rope_mixed", False):
            raise ValueError(f"timm's {name} is no plain ViT")
        super().__init__(bands, 1, model.embed_dim, len(model.blocks), patch, model.num_prefix_tokens, 0)
        self.model = model
        if prompts:
            self.add_prompts(BASE_PROMPTS, prompts)

    def transformer_blocks(self) -> nn.ModuleList:
        """The blocks, from the input to the output."""
        return self.model.blocks

    def last_normalization(self) -> nn.Module:
        """The normalisation after the last block."""
        return self.model.norm

    def embed(self, tiles: Tensor, told: Tensor | None) -> tuple[Tensor, Tensor | None]:
        """The tokens with a position embedding that is interpolated to the size of the tiles, and RoPE's angles."""
        model = self.model
        patches = model.patch_embed.proj(tiles)
        rows, columns = patches.shape[2:]
        tokens = model.patch_embed.norm(patches.flatten(2).transpose(1, 2))
        prefix = [token.expand(tiles.shape[0], -1, -1) for token in (model.cls_token, getattr(model, "reg_token", None))
                  if token is not None]
        if model.pos_embed is None:
            tokens = torch.cat([*prefix, tokens], dim=1)
        else:
            count = 0 if model.no_embed_class else self._prefix
            first, table = model.pos_embed[:, :count], model.pos_embed[:, count:]
            tokens = tokens + interpolated(table, model.patch_embed.grid_size, rows, columns)
            if prefix:
                ahead = torch.cat(prefix, dim=1)
                tokens = torch.cat([ahead + first if count else ahead, tokens], dim=1)
        rope = getattr(model, "rope", None)
        return model.norm_pre(tokens), None if rope is None else angles(rope, rows, columns)

    def normalized(self, tokens: Tensor, is_last: bool) -> Tensor:
        """The tokens normalised by the last normalisation."""
        found: Tensor = self.model.norm(tokens)
        return found


def evenly_spaced(depth: int) -> tuple[int, ...]:
    """The numbers of the TAKEN blocks of so many whose output is taken."""
    return tuple(math.ceil(depth * part / TAKEN) - 1 for part in range(1, TAKEN + 1))


def power_of_two(patch: int) -> int:
    """The power of 2 that is nearest to the side of a patch: pixels of a tile for each of the features'."""
    return int(2 ** round(math.log2(patch)))


def new_timm_vit(name: str, bands: int, patch_size: int | None, **options: Any) -> nn.Module:
    """timm's ViT of that name for tiles of any size; with a patch of another size where one is given."""
    own: dict[str, Any] = {} if patch_size is None else {"patch_size": patch_size}
    model: nn.Module = timm.create_model(
        name, num_classes=0, in_chans=bands, dynamic_img_size=True, **own, **options)
    return model


def is_plain_vit(name: str) -> bool:
    """Whether timm's model of that name is a plain ViT."""
    return timm.is_model(name) and timm.models.is_model_in_modules(name.partition(".")[0], MODULES)


def dates_apart(tiles: Tensor, bands: int) -> Tensor:
    """Tiles (B, dates * bands, H, W) as (B * dates, bands, H, W)."""
    return tiles.reshape(-1, bands, *tiles.shape[2:])


def angles(rope: Any, rows: int, columns: int) -> Tensor:
    """Sines and cosines (patches, 2 * C) of a rotary position embedding (RoPE) of timm. For that of DINOv3 they are
    computed here: timm's own code cannot be written as ONNX for tiles of any size."""
    if not hasattr(rope, "periods"):
        embedding: Tensor = rope.get_embed(shape=(rows, columns))
        return embedding
    places = [2 * (torch.arange(side, device=rope.periods.device) + 0.5) / side - 1 for side in (rows, columns)]
    grid = torch.stack(torch.meshgrid(*places, indexing="ij"), dim=-1).flatten(0, 1)
    turned = (2 * math.pi * grid[:, :, None] / rope.periods).flatten(1)
    turned = torch.cat([turned, turned], dim=1) if rope.rotate_half else turned.repeat_interleave(2, dim=1)
    return torch.cat([turned.sin(), turned.cos()], dim=1)


def interpolated(table: Tensor, grid: tuple[int, int], rows: int, columns: int, aligned: bool = False) -> Tensor:
    """A position embedding (1, patches of `grid`, C) for `rows` and `columns` of patches (bicubic, as in DINO)."""
    image = table.float().transpose(1, 2).unflatten(2, grid)
    image = functional.interpolate(image, (rows, columns), mode="bicubic", align_corners=aligned)
    return image.flatten(2).transpose(1, 2)
