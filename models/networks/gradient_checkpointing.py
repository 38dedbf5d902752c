"""Gradient checkpointing (Chen et al. 2016): what blocks computed is computed again, and not kept."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from .unet import Network, is_normalization


def checkpoint_blocks(network: Network) -> None:
    """Have the blocks of the encoder and the decoder computed again in the backward pass, in place: results stay the
    same, the memory of a step becomes that of the blocks' inputs and of one block."""
    for block in [*_blocks(network.encoder), *_blocks(network.decoder)]:
        block.forward = partial(_again, block, block.forward)


def _again(block: nn.Module, forward: Any, *given: Any, **named: Any) -> Any:
    if not torch.is_grad_enabled():
        return forward(*given, **named)
    return checkpoint(forward, *given, use_reentrant=False, context_fn=lambda: (nullcontext(), _at_rest(block)),
                      **named)


@contextmanager
def _at_rest(block: nn.Module) -> Iterator[None]:
    """BatchNorm's running statistics stay while a block is computed again: they have moved the first time."""
    normalizations: list[Any] = [module for module in block.modules() if is_normalization(module)]
    momenta = [module.momentum for module in normalizations]
    for module in normalizations:
        module.momentum = 0.0
    try:
        yield
    finally:
        for module, momentum in zip(normalizations, momenta):
            module.momentum = momentum


def _blocks(part: nn.Module) -> Iterator[nn.Module]:
    """The members of the outermost lists of modules that have parts themselves: a ViT's blocks, a ResNet's."""
    for child in part.children():
        if isinstance(child, (nn.ModuleList, nn.Sequential)):
            for block in child:
                if isinstance(block, (nn.ModuleList, nn.Sequential)):
                    yield from _blocks(nn.ModuleList([block]))
                elif any(True for _ in block.children()):
                    yield block
        else:
            yield from _blocks(child)


def _without_memory(network: Network) -> Network:
    """A copy of a network in training mode on the meta device."""
    empty: dict[int, Any] = {id(one): nn.Parameter(one.detach().to("meta"), one.requires_grad)
                             for one in network.parameters()}
    empty |= {id(buffer): buffer.to("meta") for buffer in network.buffers()}
    return copy.deepcopy(network, empty).train()


def bytes_for_gradients(network: Network, tiles: int, side: int, encoder_is_trained: bool) -> int:
    """Bytes that a training step on `tiles` of `side` pixels keeps for its gradients, in float32. Nothing is computed:
    a copy of the network without memory (meta device) tells the sizes."""
    shadow = _without_memory(network)
    kept: dict[int, Tensor] = {}

    def keep(tensor: Tensor) -> Tensor:
        kept[tensor.untyped_storage()._cdata] = tensor  # held, so that no other storage gets its place
        return tensor

    images = torch.empty(tiles, network.input_channels, side, side, device="meta")
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        with torch.set_grad_enabled(encoder_is_trained):
            features = shadow.encoder(images)
        shadow.decode(features)
    for own in (*shadow.parameters(), *shadow.buffers(), images):
        kept.pop(own.untyped_storage()._cdata, None)
    return sum(tensor.untyped_storage().nbytes() for tensor in kept.values())
