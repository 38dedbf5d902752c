"""Adapters of a frozen encoder: low-rank matrices (LoRA, DoRA, LoHa, LoKr) by peft, or a ViT's prompts (VPT).

Convolutions and linear layers, which are those of a ViT's attention and MLP, get low-rank matrices (LoRA, Hu et al.
2021). Depthwise convolutions do not: their rank would have to divide by their groups; nor do those that are not torch's
own. Prompts (VPT deep, Jia et al. 2022) are tokens that each block of a ViT gets beside those of the tile. The
normalisation layers are trained too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from ...protocol.certain import certain
from ...protocol.networks import VPT
from ..core.errors import RooflineError
from .libraries import timm
from .model_card import Card
from .unet import (
    ADAPTER_PREFIX,
    PEFT_ADAPTER,
    Network,
    build_network,
    is_adapter_tensor,
    stored_name,
    stored_weights,
)
from .vit import VisionTransformer

NORMALIZATIONS = (nn.modules.batchnorm._BatchNorm, nn.LayerNorm, nn.GroupNorm)
"""Layers whose scale and shift are trained beside an adapter."""


@dataclass(frozen=True)
class Adapter:
    """The kind of an adapter, one of protocol.networks.ADAPTER_KINDS, and its rank."""

    kind: str
    rank: int

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, as a card holds them."""
        return {"kind": self.kind, "rank": self.rank}


def add_adapter(network: Network, adapter: Adapter) -> None:
    """Add an adapter, which changes no output yet unless it is prompts, to the encoder of `network`, in place.

    Of the encoder only the adapter and the normalisation layers are trainable then. Raises RooflineError where the
    encoder cannot have such an adapter.
    """
    encoder = network.encoder
    if adapter.kind == VPT:
        _add_prompts(encoder, adapter.rank)
    else:
        import peft  # takes a second and a half, and few jobs need it

        exactly = "|".join(map(re.escape, _targets(encoder, adapter.kind)))  # of a list peft takes the endings of names
        peft.inject_adapter_in_model(_configuration(adapter, exactly), encoder, PEFT_ADAPTER)
    for module in encoder.modules():
        if isinstance(module, NORMALIZATIONS):
            for parameter in module.parameters(recurse=False):
                parameter.requires_grad_(True)


def _add_prompts(encoder: nn.Module, count: int) -> None:
    if not isinstance(encoder, VisionTransformer):
        raise RooflineError(
            f"The encoder of this base model is no vision transformer, and prompts (adapter kind '{VPT}') are for those"
            " only. Choose the adapter kind 'lora', or a base model such as encoder:tu-vit_small_patch14_dinov2.")
    encoder.requires_grad_(False)
    encoder.add_prompts(PEFT_ADAPTER, count)


def _targets(encoder: nn.Module, kind: str) -> list[str]:
    """The names of the layers that get matrices. Raises RooflineError without any."""
    for module in encoder.modules():
        if isinstance(getattr(module, "static_padding", None), nn.Identity):
            module.__class__ = nn.Conv2d  # of smp's EfficientNet: it pads nothing, and is built in a way of its own
    names = [name for name, module in encoder.named_modules() if isinstance(module, nn.Linear)
             or (isinstance(module, nn.Conv2d) and module.groups == 1 and _takes_matrices(module, kind))]
    if not names:
        raise RooflineError(
            "The encoder of this base model can have no adapter: all its layers standardise their weights, or pad, in "
            "a way of their own. Set STRATEGY to staged, or to decoder.")
    return names


def _takes_matrices(convolution: nn.Conv2d, kind: str) -> bool:
    """Whether a convolution computes what torch's own does, so that matrices can be merged into its weights. Where it
    pads as TensorFlow does, LoRA pads alike; into standardised weights nothing can be merged."""
    return (type(convolution).forward is nn.Conv2d.forward
            or (isinstance(convolution, timm.layers.Conv2dSame) and kind in ("lora", "dora")))


def _configuration(adapter: Adapter, targets: str) -> Any:
    """peft's configuration; `targets` is a regular expression that the whole names of the modules match."""
    import peft

    if adapter.kind == "loha":
        return peft.LoHaConfig(r=adapter.rank, alpha=adapter.rank, target_modules=targets)
    if adapter.kind == "lokr":
        return peft.LoKrConfig(r=adapter.rank, alpha=adapter.rank, target_modules=targets)
    return peft.LoraConfig(r=adapter.rank, lora_alpha=adapter.rank, target_modules=targets,
                           use_dora=adapter.kind == "dora")


def merged(card: Card, weights: Mapping[str, Tensor]) -> tuple[Card, dict[str, Tensor]]:
    """A model with its adapter merged into the weights of the encoder, in half precision as in any model file; a model
    without an adapter as it is. Raises RooflineError when the tensors are not those of the card's adapter.
    """
    if card.adapter is None:
        return card, dict(weights)
    from peft.tuners.tuners_utils import BaseTunerLayer

    network = with_adapter(card, weights)
    for module in network.modules():
        if isinstance(module, BaseTunerLayer):
            module.merge()
        elif isinstance(module, VisionTransformer):
            module.merge_prompts()
    whole = {name: tensor for name, tensor in stored_weights(network).items() if not name.startswith(ADAPTER_PREFIX)}
    return card.without_adapter(), whole


def with_adapter(card: Card, weights: Mapping[str, Tensor]) -> Network:
    """The network of a card that names an adapter, with the adapter in it.

    Raises RooflineError when the adapter's tensors are not those of the card's adapter.
    """
    adapter = Adapter(**certain(card.adapter, "adapter in the card"))
    own = {name: tensor for name, tensor in weights.items() if not name.startswith(ADAPTER_PREFIX)}
    network = build_network(card, own)
    add_adapter(network, adapter)
    places = {stored_name(name): tensor for name, tensor in network.state_dict().items() if is_adapter_tensor(name)}
    given = {name: tensor for name, tensor in weights.items() if name.startswith(ADAPTER_PREFIX)}
    if {name: tensor.shape for name, tensor in places.items()} != {n: tensor.shape for n, tensor in given.items()}:
        raise RooflineError(
            f"The adapter of the model '{card.name}' does not fit its card: {len(given)} tensors, where the kind "
            f"{adapter.kind} of rank {adapter.rank} has {len(places)}. The file is damaged; get it "
            "again, or train it anew.")
    for name, tensor in given.items():
        places[name].copy_(tensor)
    return network
