"""Depthwise convolutions with quick gradients are still depthwise convolutions."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from ....models.networks.depthwise_bf16 import DepthwiseConv2d, speed_up_depthwise


def convolution(side: int, stride: int, **options: object) -> nn.Conv2d:
    torch.manual_seed(0)
    return nn.Conv2d(6, 6, side, stride, side // 2, groups=6, bias=False, **options)  # type: ignore[arg-type]


def gradients(module: nn.Module, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What it gives, and the gradients of the image and of the kernel, under bfloat16."""
    image = image.clone().requires_grad_()
    module.zero_grad()
    with torch.autocast("cpu", torch.bfloat16):
        out = module(image)
    (out.float() * torch.linspace(-1, 1, out.numel()).reshape(out.shape)).sum().backward()
    [kernel] = module.parameters()
    assert image.grad is not None and kernel.grad is not None
    return out.detach().float(), image.grad, kernel.grad


@pytest.mark.parametrize(("side", "stride"), [(5, 1), (3, 2), (5, 2)])
def test_gradients_are_those_of_torch(side: int, stride: int) -> None:
    plain = convolution(side, stride)
    quick = copy.deepcopy(plain)
    speed_up_depthwise(quick)
    assert type(quick) is DepthwiseConv2d
    image = torch.randn(2, 6, 12, 16).to(memory_format=torch.channels_last)
    for ours, theirs in zip(gradients(quick, image), gradients(plain, image)):
        assert torch.allclose(ours, theirs, atol=0.02 * float(theirs.abs().max()))


def test_odd_sides_are_left_to_torch() -> None:
    quick = convolution(5, 2)
    speed_up_depthwise(quick)
    assert gradients(quick, torch.randn(2, 6, 13, 15))[1].shape == (2, 6, 13, 15)


def test_a_frozen_kernel_gets_no_gradient() -> None:
    quick = convolution(5, 1)
    speed_up_depthwise(quick)
    quick.weight.requires_grad_(False)
    image = torch.randn(1, 6, 8, 8, requires_grad=True)
    with torch.autocast("cpu", torch.bfloat16):
        quick(image).sum().backward()
    assert quick.weight.grad is None and image.grad is not None


@pytest.mark.parametrize("module", [
    convolution(3, 1), convolution(5, 1, dilation=2), nn.Conv2d(6, 6, 5, padding=2), nn.Conv2d(6, 6, 5, groups=6)])
def test_other_convolutions_stay_what_they_are(module: nn.Conv2d) -> None:
    speed_up_depthwise(module)
    assert type(module) is nn.Conv2d


def test_names_and_values_of_weights_do_not_change() -> None:
    plain = nn.Sequential(convolution(5, 1), nn.ReLU())
    before = {name: tensor.clone() for name, tensor in plain.state_dict().items()}
    speed_up_depthwise(plain)
    assert all(torch.equal(tensor, before[name]) for name, tensor in plain.state_dict().items())
