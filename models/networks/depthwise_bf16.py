"""Depthwise convolution in bfloat16 on a CPU: a backward pass made of operators that oneDNN has fast code for.

For a stride of 2, and for kernels of 5, oneDNN's bfloat16 gradients fall back to reference loops, which took half of a
training step with EfficientNet-Lite0. The gradients here are the same sums in another order: the gradient of the input
of a convolution with stride 2 is four convolutions with stride 1, one for each of the four phases of its pixels
(sub-pixel convolution, Shi et al. 2016); the gradient of a kernel of 5 is that of four kernels of 3 that cover it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

KERNELS = ((3, 3), (5, 5))
PHASES = tuple((row, column) for row in (0, 1) for column in (0, 1))
CORNERS = tuple((row, column) for row in (0, 2) for column in (0, 2))
"""Rows and columns at which the kernels of 3 begin in a kernel of 5."""


def speed_up_depthwise(network: nn.Module) -> None:
    """Replace the slow depthwise convolutions of a network by DepthwiseConv2d, in place; results stay the same to
    rounding."""
    for module in network.modules():
        if type(module) is nn.Conv2d and _is_slow(module):
            module.__class__ = DepthwiseConv2d


def _is_slow(module: nn.Conv2d) -> bool:
    side = module.kernel_size[0]
    return (1 < module.groups == module.in_channels == module.out_channels and module.bias is None
            and module.kernel_size in KERNELS and module.padding == (side // 2, side // 2)
            and module.dilation == (1, 1) and module.padding_mode == "zeros"
            and (module.stride == (2, 2) or (module.stride == (1, 1) and side == 5)))


class DepthwiseConv2d(nn.Conv2d):
    """A depthwise convolution whose bfloat16 gradients are quick on a CPU."""

    def _conv_forward(self, input: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        cast = input.device.type == "cpu" and torch.is_autocast_enabled("cpu")
        even = input.shape[2] % 2 == 0 and input.shape[3] % 2 == 0
        if cast and even and torch.is_grad_enabled() and torch.get_autocast_dtype("cpu") == torch.bfloat16:
            return _Depthwise.apply(input.bfloat16(), weight.bfloat16(), self.stride[0])
        return super()._conv_forward(input, weight, bias)


class _Depthwise(torch.autograd.Function):
    """A depthwise convolution (B, C, H, W) of even sides with a kernel (C, 1, 3, 3) or (C, 1, 5, 5), padded to keep its
    size before the stride of 1 or 2."""

    @staticmethod
    def forward(context: Any, image: Tensor, kernel: Tensor, stride: int) -> Tensor:
        context.save_for_backward(image, kernel)
        context.stride = stride
        return functional.conv2d(image, kernel, None, stride, kernel.shape[2] // 2, groups=len(kernel))

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        image, kernel = context.saved_tensors
        gradient = gradient.contiguous(memory_format=torch.channels_last)
        to_image, to_kernel, _ = context.needs_input_grad
        return (_of_image(gradient, image, kernel, context.stride) if to_image else None,
                _of_kernel(gradient, image, kernel, context.stride) if to_kernel else None, None)


def _of_image(gradient: Tensor, image: Tensor, kernel: Tensor, stride: int) -> Tensor:
    if stride == 1:
        return _stock(gradient, image, kernel, 1, kernel.shape[2] // 2)[0]
    found = torch.empty_like(image, memory_format=torch.channels_last)
    half = kernel.shape[2] // 2
    wide = functional.pad(kernel.flip(2, 3), (3, 3, 3, 3))
    for row, column in PHASES:
        top, left = half - row + 1, half - column + 1
        part = wide[:, :, top:top + 5:2, left:left + 5:2].contiguous()
        found[:, :, row::2, column::2] = functional.conv2d(gradient, part, padding=1, groups=len(kernel))
    return found


def _of_kernel(gradient: Tensor, image: Tensor, kernel: Tensor, stride: int) -> Tensor:
    half = kernel.shape[2] // 2
    if half == 1:
        return _stock(gradient, image, kernel, stride, 1, of_image=False)[1]
    found, part = torch.empty_like(kernel), kernel[:, :, :3, :3].contiguous()
    height, width = (stride * (side - 1) + 3 for side in gradient.shape[2:])
    wide = functional.pad(image, (half, half, half, half))
    for row, column in CORNERS:
        seen = wide[:, :, row:row + height, column:column + width].contiguous(memory_format=torch.channels_last)
        found[:, :, row:row + 3, column:column + 3] = _stock(gradient, seen, part, stride, 0, of_image=False)[1]
    return found


def _stock(gradient: Tensor, image: Tensor, kernel: Tensor, stride: int, padding: int,
           of_image: bool = True) -> tuple[Tensor, Tensor]:
    """torch's own gradient (of the image, of the kernel); only the one that `of_image` chooses is computed."""
    found: tuple[Tensor, Tensor, Tensor] = torch.ops.aten.convolution_backward(
        gradient, image, kernel, None, [stride, stride], [padding, padding], [1, 1], False, [0, 0], len(kernel),
        [of_image, not of_image, False])
    return found[0], found[1]
