"""The segmentation networks, and the device they run on."""

from __future__ import annotations

import contextlib
import sys
from typing import ContextManager

import torch
from torch import Tensor, nn

from .errors import RooflineError
from .model_file import Card

_schemas: list[torch.library.Library] = []


def _import_torchvision() -> None:
    """Import torchvision, also its registry build beside a CPU build of torch.

    That pair fails at import with "operator torchvision::nms does not exist": the compiled operators cannot load, and
    torchvision registers fake versions of two of them. Declaring the two is enough, because smp and timm call neither.
    """
    try:
        import torchvision  # noqa: F401
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        library = torch.library.Library("torchvision", "DEF")
        for operator in ("nms", "qnms"):
            library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _schemas.append(library)  # a library that is collected takes its schemas with it
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        import torchvision  # noqa: F401


_import_torchvision()
import segmentation_models_pytorch as smp  # noqa: E402 - needs torchvision to be importable

ENCODERS = ("tu-resnet10t", "tu-mobilenetv4_conv_small", "resnet18", "resnet34")
"""Encoders that a model file may name: a file must not make us build whatever it likes."""


class Network(nn.Module):
    """A U-Net: normalised bands (B, C, H, W) to logits (B, classes, H, W); sides divide by 32."""

    def __init__(self, encoder: str, decoder_channels: tuple[int, ...], bands: int, classes: int) -> None:
        super().__init__()
        self.unet = smp.Unet(
            encoder, encoder_depth=len(decoder_channels), encoder_weights=None, decoder_channels=decoder_channels,
            in_channels=bands, classes=classes)

    def forward(self, tiles: Tensor) -> Tensor:
        return self.unet(tiles)

    def encoder_parameters(self) -> list[nn.Parameter]:
        return list(self.unet.encoder.parameters())

    def decoder_parameters(self) -> list[nn.Parameter]:
        return [*self.unet.decoder.parameters(), *self.unet.segmentation_head.parameters()]

    def freeze_normalization(self) -> None:
        """Keep the running statistics of every BatchNorm: a few labels are too few to estimate them again."""
        for module in self.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.eval()


def build_network(card: Card, weights: dict[str, Tensor] | None = None) -> Network:
    """The network that a card describes, with `weights` (float32 inside) or random ones; RooflineError if unfit."""
    if card.encoder not in ENCODERS:
        raise RooflineError(
            f"The model '{card.name}' uses the encoder '{card.encoder}', which this Roofline does not know. "
            f"It knows {', '.join(ENCODERS)}. Update Roofline, or choose another model.")
    network = Network(card.encoder, card.decoder_channels, len(card.bands), len(card.classes))
    if weights is not None:
        expected = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
        found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
        if expected != found:
            odd = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
            raise RooflineError(
                f"The weights of the model '{card.name}' do not fit its card ({len(odd)} tensors differ, first "
                f"{odd[0]}). The file is damaged; get it again, or train it anew.")
        network.load_state_dict({
            name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()})
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def stored_weights(network: Network) -> dict[str, Tensor]:
    """A copy of the weights as they go into a model file: on the CPU, in half precision."""
    return {
        name: (tensor.half() if tensor.is_floating_point() else tensor).detach().cpu().clone().contiguous()
        for name, tensor in network.state_dict().items()}


def mixed_precision(device: torch.device) -> ContextManager[object]:
    """bfloat16 where the device computes in it natively (elsewhere it is slower than float32), else nothing."""
    if device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.autocast("cuda", torch.bfloat16)
    if device.type == "cpu" and torch.cpu._is_avx512_bf16_supported():
        return torch.autocast("cpu", torch.bfloat16)
    return contextlib.nullcontext()
