"""The segmentation network of a model card (a U-Net unless it names another decoder), and its weights as in a file."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from ...protocol.networks import UNET
from ..core.errors import RooflineError
from .channels import EDGE_CHANNELS, with_walls
from .decoders import depth_for, new_decoder
from .encoders import FAULTS, KNOWN, feature_widths, is_encoder, new_encoder
from .model_card import EDGES, OFFSETS, Card, told_values
from .terratorch_registry import check_installed

MOST_VALUES = 800_000_000
"""Most weights of a network: a card must not make the worker build one of any size. Prithvi-EO 2.0 600M fits, and takes
2.6 GB in float32."""

ADAPTER_PREFIX = "adapter."
"""The names of an adapter's tensors begin with it in a file."""

PEFT_ADAPTER = "default"
"""peft's name for the one adapter of a network; peft puts it into the names of the adapter's tensors."""

SPECTRAL = SPECTRAL_WEIGHT, SPECTRAL_BIAS = "spectral.weight", "spectral.bias"
"""The names of the spectral classifier's tensors."""


class Network(nn.Module):
    """A U-Net (Ronneberger et al. 2015), or an encoder with another decoder: normalised bands (B, C, H, W) to logits
    (B, classes + 2, H, W); sides divide by 32. With several `dates` C counts the bands of all, date after date.

    The last two channels are boundary and contact. With the `separation` "offsets" the head makes offsets to centres:
    these are what a network in training gives, and walls follow from them in one that is used. With an output stride
    of 2 the decoder ends at half the imagery's resolution, and the head gives four pixels for each of its own
    (sub-pixel convolution, Shi et al. 2016). `feature_widths` are the channels of the encoder's features,
    `input_channels` those of a tile. With `is_told` its last channels tell the time of `told_dates`, and the place.
    `spectral` is a linear classifier of the values of each pixel, whose logits are added; None: there is none.
    """

    def __init__(self, encoder: str, decoder_channels: tuple[int, ...], bands: int, classes: int,
                 output_stride: int = 1, separation: str = EDGES, decoder: str = UNET, dates: int = 1,
                 patch_size: int | None = None, prompts: int = 0, is_told: bool = False,
                 spectral: bool = False) -> None:
        super().__init__()
        self.separation, self.told_dates = separation, dates if is_told else 0
        self.input_channels = bands * dates + (told_values(dates) if is_told else 0)
        depth = depth_for(decoder, decoder_channels, output_stride)
        self.encoder = new_encoder(encoder, bands, depth, dates, patch_size, prompts, is_told)
        self.feature_widths = feature_widths(self.encoder, dates)
        stride = getattr(self.encoder, "patch_stride", None)
        self.decoder = new_decoder(decoder, decoder_channels, self.feature_widths, stride)
        channels = (classes + EDGE_CHANNELS) * output_stride ** 2
        self.head = nn.Sequential(
            nn.Conv2d(decoder_channels[-1], channels, 3, padding=1), nn.PixelShuffle(output_stride))
        self.spectral = pixel_classifier(bands * dates, classes + EDGE_CHANNELS) if spectral else None

    @classmethod
    def of(cls, card: Card) -> Network:
        """The network that a card describes, with random weights."""
        return cls(*_arguments(card))

    def forward(self, tiles: Tensor) -> Tensor:
        """Logits (B, classes + 2, H, W) of normalised tiles (B, C, H, W)."""
        logits = self.decode(self.encoder(tiles))
        return with_walls(logits) if self.separation == OFFSETS and not self.training else logits

    def decode(self, features: list[Tensor]) -> Tensor:
        """Logits (B, classes + 2, H, W) of the encoder's features, of which the tiles are the first."""
        return _decoded(self, features)

    def encoder_parameters(self) -> list[nn.Parameter]:
        """The trainable parameters of the encoder; with an adapter, those of the adapter and the normalisation."""
        return [parameter for parameter in self.encoder.parameters() if parameter.requires_grad]

    def encoder_layers(self) -> list[list[nn.Parameter]]:
        """The trainable parameters of the encoder in layers, from the input to the output; in one where the encoder has
        no order of layers."""
        by_depth: Any = getattr(self.encoder, "layers", lambda: [self.encoder.parameters()])
        layers = by_depth()
        return [[parameter for parameter in layer if parameter.requires_grad] for layer in layers]

    @property
    def usual_layer_decay(self) -> float:
        """The layer-wise decay of the learning rate that suits the encoder."""
        return float(getattr(self.encoder, "layer_decay", 1.0))

    def decoder_parameters(self) -> list[nn.Parameter]:
        """The parameters of all but the encoder."""
        return list(AfterEncoder(self).parameters())


class AfterEncoder(nn.Module):
    """The part of a network behind its encoder, with the same weights, as a module of its own."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.decoder, self.head, self.spectral = network.decoder, network.head, network.spectral

    def forward(self, features: list[Tensor]) -> Tensor:
        """As Network.decode."""
        return _decoded(self, features)


def pixel_classifier(bands: int, channels: int) -> nn.Conv2d:
    """A linear classifier of the values of each pixel, of zeros."""
    classifier = nn.Conv2d(bands, channels, 1)
    for parameter in classifier.parameters():
        nn.init.zeros_(parameter)
    return classifier


def _decoded(part: Network | AfterEncoder, features: list[Tensor]) -> Tensor:
    logits: Tensor = part.head(part.decoder(features))
    return logits if part.spectral is None else logits + part.spectral(features[0])


def _arguments(card: Card) -> tuple[Any, ...]:
    """What Network is made of for a card."""
    return (card.encoder, card.decoder_channels, len(card.bands) // card.dates, len(card.classes), card.output_stride,
            card.separation, card.decoder, card.dates, card.patch_size, card.prompts, card.is_told, card.spectral)


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
    network = Network.of(card)
    if weights is not None:
        network.load_state_dict({
            name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()})
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def tensor_shapes(card: Card) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors of the network that a card describes, without memory for them (meta device).

    Raises RooflineError when its encoder is not known or cannot be used, or the network is too large.
    """
    check_installed(card.encoder)
    if not is_encoder(card.encoder):
        raise RooflineError(
            f"The model '{card.name}' uses the encoder '{card.encoder}', which this Roofline does not know. "
            f"{KNOWN}. Update Roofline, or choose another model.")
    try:
        shapes = _shapes(_arguments(card))
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
def _shapes(arguments: tuple[Any, ...]) -> dict[str, tuple[int, ...]]:
    """The shapes of the tensors of Network(*arguments)."""
    with torch.device("meta"), torch.no_grad():
        network = Network(*arguments).eval()
        for side in (64, 96):  # fails for encoders that take images of one size only
            network.decode(network.encoder(torch.empty(1, network.input_channels, side, 2 * side)))
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
