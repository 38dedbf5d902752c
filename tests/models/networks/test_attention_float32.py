"""Attention of few tokens in float32 is the same attention, and quick to train in bfloat16 on a CPU."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from ....models.networks.attention_float32 import FEW_TOKENS, speed_up_attention
from ....models.networks.gradient_checkpointing import _again
from ....models.networks.libraries import timm
from ....models.networks.vit import new_timm_vit
from ....models.pretraining.masked_autoencoder import MaskedAutoencoder, new_vision_transformer
from ....protocol.certain import certain

FEW, MANY = 20, FEW_TOKENS


class Heard(TorchFunctionMode):
    """The data types of the queries that attention was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.dtypes: list[torch.dtype] = []

    def __torch_function__(self, called: Any, types: Any, args: Any = (), options: Any = None) -> Any:
        if called is functional.scaled_dot_product_attention:
            self.dtypes.append(args[0].dtype)
        return called(*args, **(options or {}))


def attention() -> nn.Module:
    torch.manual_seed(0)
    return timm.layers.Attention(32, 4, qkv_bias=True)


def forward(module: nn.Module, tokens: Tensor) -> tuple[Tensor, list[torch.dtype]]:
    """What a module gives in mixed precision, and the types in which it attends."""
    with torch.autocast("cpu", torch.bfloat16), Heard() as heard:
        return module(tokens), heard.dtypes


def gradients(module: nn.Module, tokens: Tensor) -> list[Tensor]:
    """What it gives, and the gradients of the tokens and of the weights, in mixed precision."""
    tokens = tokens.clone().requires_grad_()
    out, _ = forward(module, tokens)
    (out.float() * torch.linspace(-1, 1, out.numel()).reshape(out.shape)).sum().backward()
    return [out.detach().float(), *(part.grad for part in (tokens, *module.parameters()) if part.grad is not None)]


def test_gradients_are_those_of_torch() -> None:
    plain, tokens = attention(), torch.randn(3, FEW, 32)
    quick = copy.deepcopy(plain)
    speed_up_attention(quick)
    found, wanted = gradients(quick, tokens), gradients(plain, tokens)
    assert len(found) == len(wanted) == 6
    for ours, theirs in zip(found, wanted):
        assert torch.allclose(ours, theirs, atol=0.03 * float(theirs.abs().max()))


@pytest.mark.parametrize(("tokens", "learns", "expected"), [
    (FEW, True, torch.float32), (MANY, True, torch.bfloat16), (FEW, False, torch.bfloat16)])
def test_only_few_tokens_that_are_learned_from_are_float32(tokens: int, learns: bool, expected: torch.dtype) -> None:
    quick = attention()
    speed_up_attention(quick)
    with torch.set_grad_enabled(learns):
        out, dtypes = forward(quick, torch.randn(1, tokens, 32))
    assert dtypes == [expected]
    assert out.dtype == torch.bfloat16


def test_float32_stays_as_it_is() -> None:
    plain, tokens = attention(), torch.randn(1, FEW, 32)
    quick = copy.deepcopy(plain)
    speed_up_attention(quick)
    assert torch.equal(quick(tokens), plain(tokens))


@pytest.mark.parametrize("name", ["vit_tiny_patch16_224", "vit_small_patch16_dinov3"])
def test_every_block_of_a_vit(name: str) -> None:
    encoder = new_timm_vit(name, 3, None)
    weights = {key: tensor.clone() for key, tensor in encoder.state_dict().items()}
    speed_up_attention(encoder)
    _, dtypes = forward(encoder, torch.randn(1, 3, 64, 64))
    assert dtypes == [torch.float32] * len(encoder.blocks)
    assert all(torch.equal(tensor, weights[key]) for key, tensor in encoder.state_dict().items())


def test_encoder_and_decoder_of_a_masked_autoencoder() -> None:
    network = MaskedAutoencoder(new_vision_transformer("tu-vit_tiny_patch16_224", 3), 0.75)
    speed_up_attention(network)
    with torch.autocast("cpu", torch.bfloat16), Heard() as heard:
        network(torch.randn(1, 3, 64, 64), torch.rand(1, 16))
    assert heard.dtypes == [torch.float32] * (len(network.encoder.blocks) + len(network.decoder) - 1)


def test_a_copy_is_a_copy_and_a_second_time_changes_nothing() -> None:
    quick = attention()
    speed_up_attention(quick)
    kind = type(quick)
    speed_up_attention(quick)
    assert type(quick) is kind
    twin = copy.deepcopy(quick)
    for weights in twin.parameters():
        nn.init.zeros_(weights)
    assert all(weights.any() for weights in quick.parameters())


def test_with_gradient_checkpointing() -> None:
    plain, tokens = attention(), torch.randn(2, FEW, 32, requires_grad=True)
    speed_up_attention(plain)
    again = copy.deepcopy(plain)
    with torch.autocast("cpu", torch.bfloat16):
        plain(tokens).float().sum().backward()
        _again(again, again.forward, tokens).float().sum().backward()
    assert all(torch.equal(certain(ours.grad, "gradient"), certain(theirs.grad, "gradient"))
               for ours, theirs in zip(again.parameters(), plain.parameters()))
