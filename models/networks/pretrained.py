"""Pretrained encoders as base models: published weights for the encoder, random ones for the decoder.

The weights come from the Hugging Face hub or from a local safetensors file, which may also hold a whole network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from ...protocol.labels import BUILDING
from ...protocol.model_files import ENCODER_RESOLUTION_M, WEIGHTS
from ..core.errors import RooflineError
from .channels import EDGE_CHANNELS
from .encoders import check_encoder, encoder_with, is_encoder, matches, pretrained_source
from .hf_hub import HUB, fetch
from .model_card import Band, Card, CardError
from .model_file import LIMITS, is_finite
from .unet import build_network, tensor_shapes

BANDS = (Band("red", wavelength_um=0.665), Band("green", wavelength_um=0.56), Band("blue", wavelength_um=0.49))
DECODER, OUTPUT_STRIDE = (128, 64, 32, 16), 2
THRESHOLD, MIN_AREA_M2 = 0.5, 10.0
DECODER_SEED = 0
REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
FRESH = "Its decoder is fresh: it knows no buildings before it is fine-tuned."
METADATA = "encoder"
"""The key in a safetensors file's metadata that may name the encoder."""

USUAL = ("tu-efficientnet_lite0", "resnet18", "resnet34", "resnet50", "tu-resnet10t", "tu-mobilenetv2_100",
         "tu-mobilenetv4_conv_small", "tu-mobilenetv4_conv_medium", "efficientnet-b0", "tu-efficientnet_b0",
         "tu-mobilenetv3_large_100", "tu-convnext_atto", "tu-convnextv2_atto", "tu-convnext_tiny")
"""Encoders that are tried for a file whose metadata and name tell none."""


@dataclass(frozen=True)
class Pretrained:
    """A base model made from weights without a card. `is_tuned`: they are a whole network's, decoder included."""

    card: Card
    weights: dict[str, Tensor]
    is_tuned: bool


def from_hub(reference: str) -> Pretrained:
    """The base model of an encoder NAME or NAME@REVISION with the weights that smp or timm publish for it.

    Raises RooflineError when the encoder is not known or cannot be used, or the weights cannot be downloaded.
    """
    name, at, revision = reference.partition("@")
    if at and not REVISION.fullmatch(revision):
        raise RooflineError(f"{revision[:100]!r} is no revision: give a commit, a tag or a branch, as in "
                            f"encoder:{name}@main.")
    source = pretrained_source(name, revision or None)
    tensor_shapes(_card(name, name))  # before anything is downloaded
    path, commit = fetch(source, name)
    licence = f"licence {source.licence}" if source.licence else f"licence as stated on {HUB}"
    return _with_fresh_decoder(
        _card(name, name, notes=f"Made from the encoder {name} with weights from {HUB}. {FRESH}",
              attribution=(f"{source.repository} ({HUB}, revision {commit}, {licence})",)),
        _read(path)[0], f"{source.file} of {source.repository}")


def from_file(path: Path) -> Pretrained:
    """The base model in a safetensors file. The encoder is the one in its metadata, else in its file name, else the
    first of USUAL whose tensors it holds.

    Raises RooflineError when the file is damaged, or no encoder is recognised.
    """
    weights, named = _read(path)
    shapes = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    name, attribution = path.stem[:100], (f"{path.name} (a local file, licence not known)",)
    candidates = (named,) if named else (path.stem,) if is_encoder(path.stem) else USUAL
    if named:
        check_encoder(named)
    if "head.0.weight" in shapes:
        return Pretrained(_whole(name, candidates, shapes, path, attribution), weights, is_tuned=True)
    encoder = candidates[0] if len(candidates) == 1 else next((e for e in candidates if matches(e, shapes)), None)
    if encoder is None:
        raise _unrecognised(path)
    notes = f"Made from the encoder {encoder} with the weights in {path.name}. {FRESH}"
    return _with_fresh_decoder(_card(name, encoder, notes, attribution), weights, str(path))


def _whole(name: str, encoders: tuple[str, ...], shapes: dict[str, tuple[int, ...]], path: Path,
           attribution: tuple[str, ...]) -> Card:
    """The card of a Roofline network for one class, as far as the shapes of its tensors show it."""
    channels = {name: shape[0] for name, shape in shapes.items() if shape}
    decoder: list[int] = []
    while (key := f"decoder.blocks.{len(decoder)}.conv2.0.weight") in channels:
        decoder.append(channels[key])
    stride = 2 if channels.get("head.0.weight") == 4 * (1 + EDGE_CHANNELS) else 1
    for encoder in encoders:
        notes = f"The network in {path.name}, with the encoder {encoder}; it came without a card."
        try:
            card = _card(name, encoder, notes, attribution, tuple(decoder), stride)
        except CardError as error:
            raise _unrecognised(path) from error
        if tensor_shapes(card) == shapes:
            return card
    raise _unrecognised(path)


def _card(name: str, encoder: str, notes: str = "", attribution: tuple[str, ...] = (),
          decoder: tuple[int, ...] = DECODER, stride: int = OUTPUT_STRIDE) -> Card:
    return Card(
        name=name, encoder=encoder, decoder_channels=decoder, classes=(BUILDING,), bands=BANDS, dtype=None,
        resolution_m=ENCODER_RESOLUTION_M, threshold=THRESHOLD, min_area_m2=MIN_AREA_M2, output_stride=stride,
        notes=notes,
        attribution=attribution, versions={"torch": version("torch"), "timm": version("timm")})


def _with_fresh_decoder(card: Card, weights: dict[str, Tensor], origin: str) -> Pretrained:
    """A base model with a random decoder. The same weights give the same base: its hash is its identity."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(DECODER_SEED)
        state = build_network(card).state_dict()
        encoder = encoder_with(card.encoder, weights, origin).state_dict()
    state.update({f"encoder.{name}": tensor for name, tensor in encoder.items()})
    return Pretrained(card, {name: tensor.detach().contiguous() for name, tensor in state.items()}, is_tuned=False)


def _read(path: Path) -> tuple[dict[str, Tensor], str]:
    """Tensors of a safetensors file, and the encoder that its metadata names, or "". Raises RooflineError when the file
    is damaged, too large or empty, or a value is NaN or infinite."""
    try:
        if path.stat().st_size > LIMITS[WEIGHTS]:
            raise RooflineError(f"{path} is larger than {LIMITS[WEIGHTS] // 1_000_000} MB, more than Roofline reads. "
                                "Choose a smaller encoder.")
        with safe_open(path, "pt") as file:
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dict
            named = (file.metadata() or {}).get(METADATA, "")
    except (OSError, SafetensorError, ValueError, RuntimeError) as error:
        raise RooflineError(
            f"The weights in {path} cannot be read ({error}). Copy or download the file again.") from error
    if not weights:
        raise RooflineError(f"{path} has no weights in it. Choose another file.")
    if broken := [name for name, tensor in weights.items() if not is_finite(tensor)]:
        raise RooflineError(f"{path} holds values that are no numbers ({ascii(broken[0][:60])}). Choose another file.")
    return weights, named


def _unrecognised(path: Path) -> RooflineError:
    return RooflineError(
        f"The weights in {path} are of no encoder that Roofline recognises. Rename the file to the encoder's name, "
        f"such as resnet18.safetensors or tu-resnet18.safetensors, or name it in the file's metadata as {METADATA!r}.")
