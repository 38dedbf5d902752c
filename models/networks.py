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
from segmentation_models_pytorch.decoders.unet.decoder import UnetDecoder  # noqa: E402

ENCODERS = ("tu-efficientnet_lite0", "tu-resnet10t", "tu-mobilenetv4_conv_small", "tu-mobilenetv2_100", "resnet18",
            "resnet34")
"""Encoders that a model file may name: a file must not make us build whatever it likes."""


EDGE_CHANNELS = 2
"""Boundary and contact, the channels after those of the classes."""


class Network(nn.Module):
    """A U-Net: normalised bands (B, C, H, W) to logits (B, classes + 2, H, W); sides divide by 32.

    The last two channels are boundary and contact. With an output stride of 2 the decoder ends at half the imagery's
    resolution, and the head gives four pixels for each of its own (sub-pixel convolution, Shi et al. 2016).
    """

    def __init__(self, encoder: str, decoder_channels: tuple[int, ...], bands: int, classes: int,
                 output_stride: int = 1) -> None:
        super().__init__()
        depth = len(decoder_channels) + output_stride // 2
        self.encoder = smp.encoders.get_encoder(encoder, in_channels=bands, depth=depth, weights=None)
        self.decoder = UnetDecoder(self.encoder.out_channels, decoder_channels, len(decoder_channels))
        channels = (classes + EDGE_CHANNELS) * output_stride ** 2
        self.head = nn.Sequential(
            nn.Conv2d(decoder_channels[-1], channels, 3, padding=1), nn.PixelShuffle(output_stride))

    def forward(self, tiles: Tensor) -> Tensor:
        return self.head(self.decoder(self.encoder(tiles)))

    def encoder_parameters(self) -> list[nn.Parameter]:
        return list(self.encoder.parameters())

    def decoder_parameters(self) -> list[nn.Parameter]:
        return [*self.decoder.parameters(), *self.head.parameters()]

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
    network = Network(card.encoder, card.decoder_channels, len(card.bands), len(card.classes), card.output_stride)
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
