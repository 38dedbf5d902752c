"""U-Net: the segmentation network of a model card, its weights as a file holds them, and mixed precision."""

from __future__ import annotations

import math
from functools import lru_cache

import torch
from torch import Tensor, nn

from ..core.errors import RooflineError
from .channels import EDGE_CHANNELS, EDGES, OFFSETS, with_walls
from .encoders import FAULTS, KNOWN, UnetDecoder, is_encoder, new_encoder
from .model_card import Card

MOST_VALUES = 400_000_000
"""Most weights of a network: a card must not make the worker build one of any size."""

ADAPTER_PREFIX = "adapter."
"""The names of an adapter's tensors begin with it in a file."""

PEFT_ADAPTER = "default"
"""peft's name for the one adapter of a network; peft puts it into the names of the adapter's tensors."""


class Network(nn.Module):
    """A U-Net (Ronneberger et al. 2015): normalised bands (B, C, H, W) to logits (B, classes + 2, H, W); sides divide
    by 32.

    The last two channels are boundary and contact. With the `separation` "offsets" the head makes offsets to centres:
    these are what a network in training gives, and walls follow from them in one that is used. With an output stride
    of 2 the decoder ends at half the imagery's resolution, and the head gives four pixels for each of its own
    (sub-pixel convolution, Shi et al. 2016).
    """

    def __init__(self, encoder: str, decoder_channels: tuple[int, ...], bands: int, classes: int,
                 output_stride: int = 1, separation: str = EDGES) -> None:
        super().__init__()
        self.separation = separation
        depth = len(decoder_channels) + output_stride // 2
        self.encoder = new_encoder(encoder, bands, depth)
        self.decoder = UnetDecoder(self.encoder.out_channels, decoder_channels, len(decoder_channels))
        channels = (classes + EDGE_CHANNELS) * output_stride ** 2
        self.head = nn.Sequential(
            nn.Conv2d(decoder_channels[-1], channels, 3, padding=1), nn.PixelShuffle(output_stride))

    def forward(self, tiles: Tensor) -> Tensor:
        """Logits (B, classes + 2, H, W) of normalised tiles (B, C, H, W)."""
        logits: Tensor = self.head(self.decoder(self.encoder(tiles)))
        return with_walls(logits) if self.separation == OFFSETS and not self.training else logits

    def encoder_parameters(self) -> list[nn.Parameter]:
        """The trainable parameters of the encoder; with an adapter, those of the adapter and the normalisation."""
        return [parameter for parameter in self.encoder.parameters() if parameter.requires_grad]

    def decoder_parameters(self) -> list[nn.Parameter]:
        """The parameters of the decoder and the head."""
        return [*self.decoder.parameters(), *self.head.parameters()]


def is_normalization(module: nn.Module) -> bool:
    """Whether a module is a BatchNorm, which normalises by running statistics."""
    return isinstance(module, nn.modules.batchnorm._BatchNorm)


def freeze_normalization(part: nn.Module) -> None:
    """Put every BatchNorm into evaluation mode, which keeps its running statistics: a few labels are too few to
    estimate them again."""
    for module in part.modules():
        if is_normalization(module):
            module.eval()


def build_network(card: Card, weights: dict[str, Tensor] | None = None) -> Network:
    """The network that a card describes, in float32, with `weights` or random ones.

    Raises RooflineError, before anything is built, when the encoder is not known or unfit, the network is too large, or
    the weights do not fit.
    """
    expected = tensor_shapes(card)
    found = expected if weights is None else {name: tuple(tensor.shape) for name, tensor in weights.items()}
    if expected != found:
        odd = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        raise RooflineError(
            f"The weights of the model '{card.name}' do not fit its card ({len(odd)} tensors differ, first "
            f"{odd[0]}). The file is damaged; get it again, or train it anew.")
    network = Network(card.encoder, card.decoder_channels, len(card.bands), len(card.classes), card.output_stride,
                      card.separation)
    if weights is not None:
        network.load_state_dict({
            name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()})
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def tensor_shapes(card: Card) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors of the network that a card describes, without memory for them (meta device).

    Raises RooflineError when its encoder is not known or cannot be used for a U-Net, or the network is too large.
    """
    if not is_encoder(card.encoder):
        raise RooflineError(
            f"The model '{card.name}' uses the encoder '{card.encoder}', which this Roofline does not know. "
            f"{KNOWN}. Update Roofline, or choose another model.")
    try:
        shapes = _shapes(card.encoder, card.decoder_channels, len(card.bands), len(card.classes), card.output_stride)
    except FAULTS as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RooflineError(
            f"The encoder '{card.encoder}' of the model '{card.name}' cannot be used ({reason[:200]}). Choose another "
            "one, such as resnet18: it has to make features of five sizes from tiles of any size.") from error
    values = sum(math.prod(shape) for shape in shapes.values())
    if values > MOST_VALUES:
        raise RooflineError(
            f"The model '{card.name}' would have {values / 1e6:.0f} million weights, and {MOST_VALUES / 1e6:.0f} "
            "million are the most. Choose a smaller encoder, such as resnet18.")
    return shapes


@lru_cache(maxsize=64)
def _shapes(encoder: str, decoder_channels: tuple[int, ...], bands: int, classes: int,
            output_stride: int) -> dict[str, tuple[int, ...]]:
    with torch.device("meta"), torch.no_grad():
        network = Network(encoder, decoder_channels, bands, classes, output_stride).eval()
        for side in (64, 96):  # fails for encoders that take images of one size only
            network(torch.empty(1, bands, side, 2 * side))
    return {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}


def stored_weights(network: Network) -> dict[str, Tensor]:
    """A copy of the weights as a model file holds them: on the CPU, in half precision."""
    return {
        stored_name(name): (tensor.half() if tensor.is_floating_point() else tensor).detach().cpu().clone().contiguous()
        for name, tensor in network.state_dict().items()}


def stored_name(name: str) -> str:
    """The name in a model file of the tensor `name` of a network."""
    return f"{ADAPTER_PREFIX}{name}" if is_adapter_tensor(name) else plain_name(name)


def is_adapter_tensor(name: str) -> bool:
    """Whether the tensor `name` of a network is its adapter's."""
    return PEFT_ADAPTER in name.split(".")


def plain_name(name: str) -> str:
    """The name of a tensor of the encoder without peft's wrapper around its layer."""
    return name.replace(".base_layer.", ".")
