"""Convolution fusion for inference: BatchNorm and activations are computed with the convolution before them.

It takes a fifth off the time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .unet import is_normalization

SIDE = 64
"""Pixels of the side of the tile on which a network and its fused copy are compared."""
TOLERANCE = 1e-3
"""Logits that differ by more, as a share of the largest, are not the same network."""

ACTIVATIONS: dict[type[nn.Module], tuple[str, list[float]]] = {
    nn.ReLU: ("relu", []), nn.ReLU6: ("hardtanh", [0.0, 6.0]), nn.Hardswish: ("hardswish", []), nn.SiLU: ("swish", [])}
"""The activations that oneDNN computes with a convolution: its names for them, and their parameters."""


def folded(network: nn.Module, bands: int) -> nn.Module:
    """A copy of a network with each BatchNorm folded into the convolution before it and, on a CPU, activations too.

    The copy gives the same logits (to TOLERANCE) for normalised tiles of `bands` bands. Where the fusion fails or
    changes the logits, the step is left out; without any step the network itself is returned.
    """
    device = next(network.parameters()).device
    tiles = torch.randn(1, bands, SIDE, SIDE, generator=torch.Generator().manual_seed(0)).to(device)
    network = _if_same(network, _without_normalization, tiles)
    if device.type == "cpu" and torch.backends.mkldnn.is_available():
        network = _if_same(network, _with_activations, tiles)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def _if_same(network: nn.Module, change: Callable[[nn.Module, Tensor], None], tiles: Tensor) -> nn.Module:
    """A copy on which `change` was called, if it gives the same logits; else the network."""
    changed = copy.deepcopy(network.eval())
    with torch.inference_mode():
        change(changed, tiles)
        expected = network(tiles)
        try:
            found = changed(tiles)
        except (RuntimeError, AttributeError):  # a build of torch without the operator
            return network
    return changed if (found - expected).abs().max() <= TOLERANCE * expected.abs().max() else network


def _without_normalization(network: nn.Module, tiles: Tensor) -> None:
    for convolution, normalization in _pairs(network, tiles, is_normalization):
        normalizing, convolving = network.get_submodule(normalization), network.get_submodule(convolution)
        if isinstance(convolving, nn.Conv2d) and isinstance(normalizing, nn.modules.batchnorm._BatchNorm):
            network.set_submodule(convolution, fuse_conv_bn_eval(convolving, normalizing))
            # timm's BatchNorms hold the activation that follows.
            network.set_submodule(normalization, nn.Sequential(*normalizing.children()))


def _with_activations(network: nn.Module, tiles: Tensor) -> None:
    pairs = dict(_pairs(network, tiles, lambda module: type(module) in ACTIVATIONS))
    for name, module in list(network.named_modules()):
        if type(module) is nn.Conv2d and module.padding_mode == "zeros" and not isinstance(module.padding, str):
            activation = network.get_submodule(pairs[name]) if name in pairs else None
            network.set_submodule(name, Convolution(module, activation))
            if activation is not None:
                network.set_submodule(pairs[name], nn.Identity())


class Convolution(nn.Module):
    """A convolution and the activation after it as one operator of oneDNN (CPU), in the autocast type where that is on.
    """

    def __init__(self, plain: nn.Conv2d, activation: nn.Module | None) -> None:
        super().__init__()
        self.weight, self.bias = plain.weight, plain.bias
        self._how = plain.padding, plain.stride, plain.dilation, plain.groups
        self._then = ("none", []) if activation is None else ACTIVATIONS[type(activation)]
        self._cast: dict[torch.dtype, tuple[Tensor, Tensor | None]] = {}

    def forward(self, images: Tensor) -> Tensor:
        """The convolution of images (B, C, H, W), and the activation."""
        dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else self.weight.dtype
        if dtype not in self._cast:
            self._cast[dtype] = self.weight.to(dtype), None if self.bias is None else self.bias.to(dtype)
        found: Tensor = torch.ops.mkldnn._convolution_pointwise(
            images.to(dtype), *self._cast[dtype], *self._how, *self._then, "")
        return found


def _pairs(network: nn.Module, tiles: Tensor, follows: Callable[[nn.Module], bool]) -> list[tuple[str, str]]:
    """Names (convolution, module) where the module takes the output of the convolution, `follows` is true for it, and
    both are called once."""
    makers: dict[int, tuple[str, Tensor]] = {}  # holds the tensor, so that no other tensor gets its id
    pairs: list[tuple[str, str]] = []
    calls: list[str] = []

    def watch(name: str, module: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def called(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            calls.append(name)
            if id(given[0]) in makers:
                pairs.append((makers[id(given[0])][0], name))

        if follows(module):
            return module.register_forward_pre_hook(called)
        return module.register_forward_hook(lambda _, __, made: makers.update({id(made): (name, made)}))

    watched = [watch(name, module) for name, module in network.named_modules()
               if isinstance(module, nn.Conv2d) or follows(module)]
    try:
        network(tiles)
    finally:
        for handle in watched:
            handle.remove()
    return [(maker, name) for maker, name in pairs if calls.count(name) == 1]
