"""Backbones of TerraTorch as encoders: features of any of them as decoders want them, from any number of bands."""

from __future__ import annotations

import math
import pickle  # the name of an error is taken from it, nothing is read by it  # nosec B403
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from huggingface_hub.errors import HTTPError
from torch import Tensor, nn
from torch.nn import functional

from ..core.errors import RooflineError
from .terratorch_registry import build, features_method, learned_bands, parameters_of, tensors_only
from .vit import LAYER_DECAY, TAKEN, evenly_spaced, power_of_two

PYRAMID = (2, 4, 8, 16, 32)
"""Pixels of a tile for each of a feature's, as decoders want them; a backbone may lack the first."""
SIDE = 224
"""Side of the tiles by which the features of a backbone are learned: one that all are made for."""
FAULTS = (RuntimeError, ValueError, TypeError, AttributeError, AssertionError, LookupError, OSError, ImportError,
          HTTPError, pickle.UnpicklingError)
"""Exceptions of TerraTorch, and of what it uses, when a backbone cannot be built or its weights cannot be had."""


@dataclass(frozen=True)
class _Layout:
    """What a backbone gives. `taken` are the features that decoders get, `widths` their channels; `patch` is the side
    of a ViT's patches, 0 where features make a pyramid; `prefix` counts the tokens before those of the patches;
    `channels_last`: features are (B, H, W, C)."""

    taken: tuple[int, ...]
    widths: tuple[int, ...]
    patch: int
    prefix: int
    channels_last: bool


@lru_cache(maxsize=16)
def _layout(name: str) -> _Layout:
    """Learned without memory (meta device), by a tile and one that is twice as wide."""
    with torch.device("meta"), torch.no_grad():
        model = build(name).eval()
        bands, looks = len(learned_bands(name)), getattr(model, features_method(model))
        found = [looks(torch.empty(1, bands, SIDE, across)) for across in (SIDE, 2 * SIDE)]
    if not all(isinstance(features, (list, tuple)) and features for features in found):
        raise ValueError("it gives no list of features")
    small, wide = ([tuple(feature.shape) for feature in features] for features in found)
    if len(small[-1]) == 3:
        patches = wide[-1][1] - small[-1][1]
        taken = evenly_spaced(len(small))
        return _Layout(taken, tuple(small[number][2] for number in taken), SIDE // math.isqrt(patches),
                       small[-1][1] - patches, False)
    last = wide[-1][2] == 2 * small[-1][2]
    strides = [SIDE // shape[1 if last else 2] for shape in small]
    widths = [shape[3 if last else 1] for shape in small]
    if len(set(strides)) == 1 and len(strides) >= TAKEN:
        taken = evenly_spaced(len(small))
        return _Layout(taken, tuple(widths[number] for number in taken), strides[0], 0, last)
    levels = {stride: number for number, stride in enumerate(strides)}  # the last feature of each size
    if not levels.keys() >= set(PYRAMID[1:]):
        raise ValueError(f"its features are at {sorted(levels)} pixels, and have to be at {list(PYRAMID[1:])}")
    taken = tuple(levels[stride] for stride in PYRAMID if stride in levels)
    return _Layout(taken, tuple(widths[number] for number in taken), 0, 0, last)


class TerraTorchEncoder(nn.Module):
    """A backbone of TerraTorch for `bands` bands, under its names of the tensors behind "model.": tiles (B, bands, H,
    W), sides divide by 32, to [tiles, features], as networks.decoders takes them. A plain ViT gives the features after
    four of its blocks, with their `patch_stride` as in networks.vit; `options` are for the backbone's constructor.
    `may_fix_sizes`: written as ONNX, some of them hold the size of one tile as constants.

    Raises ValueError, or another of FAULTS, where the backbone is none that can be used.
    """

    may_fix_sizes = True

    def __init__(self, name: str, bands: int, **options: Any) -> None:
        super().__init__()
        self._layout = layout = _layout(name)
        self.model = build(name, **options)
        self._method = features_method(self.model)
        _take_bands(self.model, len(learned_bands(name)), bands)
        self.patch_stride = power_of_two(layout.patch) if layout.patch else None
        nothing = [0] if not layout.patch and len(layout.widths) < len(PYRAMID) else []
        self.out_channels = [bands, *nothing, *layout.widths]
        lists = [module for module in self.model.modules() if isinstance(module, (nn.ModuleList, nn.Sequential))]
        self._blocks = [max(lists, key=len)] if layout.patch and lists else []  # in a list: named once alone
        self.layer_decay = LAYER_DECAY if self._blocks else 1.0

    def forward(self, tiles: Tensor) -> list[Tensor]:
        """[tiles, features]."""
        layout, seen = self._layout, tiles
        stride = self.patch_stride or 1
        rows, columns = tiles.shape[2] // stride, tiles.shape[3] // stride
        if self.patch_stride and layout.patch != self.patch_stride:
            seen = functional.interpolate(tiles, (rows * layout.patch, columns * layout.patch), mode="bilinear")
        found = getattr(self.model, self._method)(seen)
        features = [found[number] for number in layout.taken]
        if features[0].ndim == 3:
            features = [part[:, layout.prefix:].transpose(1, 2).unflatten(2, (rows, columns)) for part in features]
        elif layout.channels_last:
            features = [part.permute(0, 3, 1, 2) for part in features]
        if len(self.out_channels) > len(features) + 1:
            features.insert(0, tiles.new_empty(tiles.shape[0], 0, tiles.shape[2] // 2, tiles.shape[3] // 2))
        return [tiles, *features]

    def layers(self) -> Iterator[list[nn.Parameter]]:
        """The parameters from the input to the output, as of networks.vit; in one where there is no order of blocks."""
        blocks = [list(block.parameters()) for part in self._blocks for block in part]
        later = {id(parameter) for block in blocks for parameter in block}
        yield [parameter for parameter in self.parameters() if id(parameter) not in later]
        yield from blocks


def _take_bands(model: nn.Module, learned: int, bands: int) -> None:
    """Put another first layer into a backbone for `learned` bands, so that it takes `bands`, where the numbers differ.
    One of three dimensions, or a linear one of flattened patches, is put into a form as of a convolution of an image.
    """
    for parent in model.modules():
        for name, layer in parent.named_children():
            if isinstance(layer, (nn.Conv2d, nn.Conv3d)) and layer.in_channels == learned and layer.groups == 1:
                setattr(parent, name, _convolution(layer, bands))
                return
            if isinstance(layer, nn.Linear) and hasattr(parent, "num_channels") and layer.bias is None:
                setattr(parent, name, PatchProjection(layer, learned, bands))
                return
    raise ValueError("it has no first layer whose size is that of the bands alone")


def _convolution(layer: Any, bands: int) -> nn.Module:
    """A convolution for so many bands; with the weights of `layer` where it has as many."""
    is_flat = isinstance(layer, nn.Conv2d)
    shape = (layer.kernel_size[-2:], layer.stride[-2:], layer.padding[-2:], layer.dilation[-2:])
    if not is_flat and layer.kernel_size[0] != 1:
        raise ValueError("its first layer looks at several dates at once")
    made = (nn.Conv2d if is_flat else OneDate)(bands, layer.out_channels, *shape, bias=layer.bias is not None)
    if bands == layer.in_channels:
        with torch.no_grad():
            made.weight.copy_(layer.weight if is_flat else layer.weight.squeeze(2))
            if made.bias is not None:
                made.bias.copy_(layer.bias)
    return made


class OneDate(nn.Conv2d):
    """A convolution of three dimensions (B, bands, 1, H, W) whose kernels see one date, as one of an image."""

    def forward(self, cube: Tensor) -> Tensor:
        """(B, C, 1, rows, columns)."""
        return super().forward(cube.squeeze(2)).unsqueeze(2)


class PatchProjection(nn.Module):
    """The projection of flattened patches, whose values lie pixel after pixel: its weight is (C, bands, pixels)."""

    def __init__(self, linear: nn.Linear, learned: int, bands: int) -> None:
        super().__init__()
        kernels = linear.weight.detach().unflatten(1, (-1, learned)).transpose(1, 2)
        if bands != learned:
            kernels = kernels.mean(dim=1, keepdim=True).repeat(1, bands, 1)
        self.weight = nn.Parameter(kernels.contiguous())

    def forward(self, patches: Tensor) -> Tensor:
        """The tokens (B, patches, C) of patches (B, patches, pixels * bands)."""
        return functional.linear(patches, self.weight.transpose(1, 2).flatten(1))


def published(name: str, file: Path | None = None) -> tuple[dict[str, Tensor], str]:
    """The weights that are published for a backbone, as TerraTorch fetches them or reads them from `file`, under the
    names of TerraTorchEncoder; and a line of attribution. Raises RooflineError where they cannot be had."""
    options: dict[str, Any] = {"pretrained": True}
    if file is not None:
        options["ckpt_data" if "ckpt_data" in parameters_of(name) else "ckpt_path"] = str(file)
    try:
        with tensors_only():
            found, again = (_seeded(seed, name, options) for seed in (1, 2))
    except FAULTS as error:
        raise _not_had(name, file, error) from error
    at_random = [key for key, value in found.items()
                 if value.ndim > 1 and ".head" not in key and not torch.equal(value, again[key])]
    if at_random:  # TerraTorch leaves what it does not find as it was
        raise _not_had(name, file, LookupError(f"{at_random[0]} is missing"))
    where = "from where TerraTorch fetches them" if file is None else f"from {file.name}"
    return found, f"{name} of TerraTorch {version('terratorch')} (weights {where}, licence as their authors state)"


def _seeded(seed: int, name: str, options: dict[str, Any]) -> dict[str, Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return TerraTorchEncoder(name, len(learned_bands(name)), **options).state_dict()


def _not_had(name: str, file: Path | None, error: Exception) -> RooflineError:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    if file is not None:
        return RooflineError(f"TerraTorch does not read the weights of '{name}' from {file} ({reason}). Give the file "
                             "that is published for that backbone.")
    return RooflineError(
        f"TerraTorch could not get the weights of '{name}' ({reason}). Try again with a connection. Or fetch the file "
        f"that is published for it on a computer that has one, copy it here as {name}.pt, and give its path as the "
        "base model. Some backbones have no published weights.")
