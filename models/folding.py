"""Networks that only look: each BatchNorm is folded into the convolution before it, and a fifth of the time goes."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .networks import is_normalization

SIDE = 64
TOLERANCE = 1e-3
"""Logits that differ by more, as a share of the largest, are not the same network."""


def folded(network: nn.Module, bands: int) -> nn.Module:
    """A copy of a network that gives the same logits for normalised tiles of `bands` bands, and computes less; the
    network itself where that cannot be had."""
    network = network.eval()
    device = next(network.parameters()).device
    tiles = torch.randn(1, bands, SIDE, SIDE, generator=torch.Generator().manual_seed(0)).to(device)
    with torch.inference_mode():
        pairs, expected = _pairs(network, tiles)
        copied = copy.deepcopy(network)
        for convolution, normalization in pairs:
            _fold(copied, convolution, normalization)
        found = copied(tiles)
    same = (found - expected).abs().max() <= TOLERANCE * expected.abs().max()
    return copied.to(memory_format=torch.channels_last) if same else network  # type: ignore[call-overload]


def _pairs(network: nn.Module, tiles: Tensor) -> tuple[list[tuple[str, str]], Tensor]:
    """The names of convolutions and of the BatchNorms that take what they give, and the logits of `tiles`."""
    makers: dict[int, tuple[str, Tensor]] = {}  # the tensor is kept, so that no other one gets its id
    pairs: list[tuple[str, str]] = []

    def watch(name: str, module: nn.Module) -> torch.utils.hooks.RemovableHandle:
        if is_normalization(module):
            return module.register_forward_pre_hook(
                lambda _, given: pairs.append((makers[id(given[0])][0], name)) if id(given[0]) in makers else None)
        return module.register_forward_hook(lambda _, __, made: makers.update({id(made): (name, made)}))

    watched = [watch(name, module) for name, module in network.named_modules()
               if isinstance(module, nn.Conv2d) or is_normalization(module)]
    try:
        return pairs, network(tiles)
    finally:
        for handle in watched:
            handle.remove()


def _fold(network: nn.Module, convolution: str, normalization: str) -> None:
    normalizing, convolving = network.get_submodule(normalization), network.get_submodule(convolution)
    assert isinstance(convolving, nn.Conv2d) and isinstance(normalizing, nn.modules.batchnorm._BatchNorm)
    network.set_submodule(convolution, fuse_conv_bn_eval(convolving, normalizing))
    # timm's BatchNorms hold the activation that follows.
    network.set_submodule(normalization, nn.Sequential(*normalizing.children()))
