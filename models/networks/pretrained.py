"""Pretrained encoders as base models: published weights for the encoder, random ones for the decoder.

The weights come from the Hugging Face hub, from a local file, which may also hold a whole network, or from a folder
carried here that is published on that hub.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from ...protocol.labels import BUILDING
from ...protocol.model_files import CARD, ENCODER_RESOLUTION_M, PICKLES, SAFETENSORS, encoder_resolution_m
from ...protocol.networks import UNET
from ..core.errors import RooflineError
from .card_checks import CardError
from .channels import EDGE_CHANNELS
from .decoders import SHAPES
from .encoders import TIMM, check_encoder, encoder_with, is_encoder, matches, pretrained_source
from .hf_hub import HUB, fetch
from .model_card import Band, Card
from .model_file import is_finite
from .prithvi import hls_bands, is_prithvi, published_as
from .terratorch_encoders import published
from .terratorch_registry import is_terratorch, learned_bands
from .torch_weights import read_pickle
from .unet import build_network, tensor_shapes

BANDS = (Band("red", wavelength_um=0.665), Band("green", wavelength_um=0.56), Band("blue", wavelength_um=0.49))
DECODER, OUTPUT_STRIDE = SHAPES[UNET].channels, SHAPES[UNET].output_stride
THRESHOLD, MIN_AREA_M2 = 0.5, 10.0
DECODER_SEED = 0
REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
FRESH = "Its decoder is fresh: it knows no buildings before it is fine-tuned."
METADATA = "encoder"
"""The key in a safetensors file's metadata that may name the encoder. Beside it may stand "bands" (JSON, a list of
objects with a name and a wavelength_um), "resolution_m", "patch_size" and "attribution"."""
CONFIG = "config.json"
WRAPPERS = ("module.", "backbone.")
"""What stands before the names of all tensors of a network that was saved within another, such as DDP's."""
LARGEST = 4_000_000_000
"""Most bytes of a file of pretrained weights; that of Prithvi-EO 2.0 600M has 2.6 GB."""

USUAL = ("tu-efficientnet_lite0", "resnet18", "resnet34", "resnet50", "tu-resnet10t", "tu-mobilenetv2_100",
         "tu-mobilenetv4_conv_small", "tu-mobilenetv4_conv_medium", "efficientnet-b0", "tu-efficientnet_b0",
         "tu-mobilenetv3_large_100", "tu-convnext_atto", "tu-convnextv2_atto", "tu-convnext_tiny",
         "tu-vit_small_patch16_dinov3", "tu-vit_small_patch14_dinov2", "tu-vit_tiny_patch16_224",
         "tu-vit_small_patch16_224", "tu-vit_base_patch16_224")
"""Encoders that are tried for a file whose metadata and name tell none."""


@dataclass(frozen=True)
class Pretrained:
    """A base model made from weights without a card. `is_tuned`: they are a whole network's, decoder included."""

    card: Card
    weights: dict[str, Tensor]
    is_tuned: bool


def from_hub(reference: str, decoder: str = UNET, is_told: bool = False) -> Pretrained:
    """The base model of an encoder NAME or NAME@REVISION with the weights that are published for it. With
    `is_told` it is told place and time.

    Raises RooflineError when the encoder is not known or cannot be used, or the weights cannot be downloaded.
    """
    name, at, revision = reference.partition("@")
    if at and not REVISION.fullmatch(revision):
        raise RooflineError(f"{revision[:100]!r} is no revision: give a commit, a tag or a branch, as in "
                            f"encoder:{name}@main.")
    if is_terratorch(name):
        if at:
            raise RooflineError(f"TerraTorch itself chooses the revision of its weights. Write encoder:{name}.")
        return _from_terratorch(name, name, decoder, is_told)
    source = pretrained_source(name, revision or None)
    card = card_of_encoder(name, name, decoder, is_told)
    tensor_shapes(card)  # before anything is downloaded
    path, commit = fetch(source, name)
    licence = f"licence {source.licence}" if source.licence else f"licence as stated on {HUB}"
    card = replace(card, notes=f"Made from the encoder {name} with weights from {HUB}. {FRESH}",
                   attribution=(f"{source.repository} ({HUB}, revision {commit}, {licence})",))
    return _with_fresh_decoder(card, _read(path)[0], f"{source.file} of {source.repository}")


def is_weights(path: Path) -> bool:
    """Whether that is a file of weights without a card, by its ending."""
    return path.suffix.lower() in (SAFETENSORS, *PICKLES) and path.is_file()


def from_file(path: Path, decoder: str = UNET, name: str = "", is_told: bool = False) -> Pretrained:
    """The base model in a file of weights. The encoder is the one called `name`, else that in the file's metadata or
    name, else the first of USUAL whose tensors it holds.

    Raises RooflineError when the file is damaged, or no encoder is recognised.
    """
    if is_terratorch(name or path.stem):
        return _from_terratorch(path.stem[:100], name or path.stem, decoder, is_told, path)
    weights, told = _read(path)
    weights = _unwrapped(weights)
    shapes = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    named = name or told.get(METADATA, "") or published_as(path.name)
    candidates = (named,) if named else (path.stem,) if is_encoder(path.stem) else USUAL
    if named:
        check_encoder(named)
    attribution = (told.get("attribution") or f"{path.name} (a local file, licence not known)",)
    if "head.0.weight" in shapes:
        return Pretrained(_whole(path.stem[:100], candidates, shapes, path, attribution), weights, is_tuned=True)
    encoder = candidates[0] if len(candidates) == 1 else next((e for e in candidates if matches(e, shapes)), None)
    if encoder is None:
        raise _unrecognised(path)
    notes = f"Made from the encoder {encoder} with the weights in {path.name}. {FRESH}"
    card = card_of_encoder(path.stem[:100], encoder, decoder, is_told)
    card = replace(card, notes=notes, attribution=attribution)
    return _with_fresh_decoder(_as_told(card, told, path), weights, str(path))


def _unwrapped(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights by the names of the network itself."""
    while wrapper := next((one for one in WRAPPERS if all(name.startswith(one) for name in weights)), ""):
        weights = {name.removeprefix(wrapper): tensor for name, tensor in weights.items()}
    return weights


def _from_terratorch(name: str, encoder: str, decoder: str, is_told: bool, path: Path | None = None) -> Pretrained:
    """The base model called `name` of a backbone of TerraTorch, with the weights that it fetches or reads from `path`.
    """
    check_encoder(encoder)
    card = card_of_encoder(name, encoder, decoder, is_told)
    tensor_shapes(card)  # before anything is downloaded
    weights, told = published(encoder, path)
    card = replace(card, notes=f"Made from the encoder {encoder} with TerraTorch. {FRESH}", attribution=(told,))
    return _with_fresh_decoder(card, weights, told)


def cannot_be_told(what: str) -> RooflineError:
    """The error of a base model, or a file of weights, without an embedding of place and time."""
    return RooflineError(
        f"{what} has no embedding of place and time, so it cannot be told them. Take a Prithvi of a version TL as the "
        "base model, such as encoder:prithvi_eo_v2_300_tl, or leave Place and time (PLACE_AND_TIME) off.")


def is_published_folder(path: Path) -> bool:
    """Whether that is a folder as published on the hub: a configuration beside the weights, and no card of ours."""
    return (path / CONFIG).is_file() and not (path / CARD).exists()


def from_folder(path: Path, decoder: str = UNET, is_told: bool = False) -> Pretrained:
    """The base model in a folder as published on the hub, by the architecture in its configuration.

    Raises RooflineError when there are no weights in it, or the architecture is not known.
    """
    files = [file for ending in (SAFETENSORS, *PICKLES) for file in sorted(path.glob(f"*{ending}"))]
    if not files:
        raise RooflineError(f"The folder {path} has a {CONFIG} but no weights (*{SAFETENSORS}, *{PICKLES[0]}). Copy "
                            "all of its files.")
    try:
        told = json.loads((path / CONFIG).read_text(encoding="utf-8"))
        architecture = str(told["architecture"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RooflineError(f"{path / CONFIG} names no architecture ({error}). Give the file of weights itself, under "
                            "the encoder's name.") from error
    return from_file(files[0], decoder, architecture if is_prithvi(architecture) else f"{TIMM}{architecture}",
                     is_told)


def card_of_encoder(name: str, encoder: str, decoder: str, is_told: bool = False) -> Card:
    """The card of a base that is made from an encoder: of one for satellites with its bands and resolution."""
    card = _card(name, encoder, decoder=decoder)
    if is_told:
        if not is_prithvi(encoder):
            raise cannot_be_told(encoder)
        card = replace(card, is_told=True)
    if is_prithvi(encoder):
        card = replace(card, bands=hls_bands(encoder))
    elif is_terratorch(encoder):
        card = replace(card, bands=learned_bands(encoder))
    return _at(card, encoder_resolution_m(encoder))


def _at(card: Card, resolution_m: float) -> Card:
    """The card with another resolution; a building has a pixel at least."""
    return replace(card, resolution_m=resolution_m, min_area_m2=max(MIN_AREA_M2, resolution_m ** 2))


def _as_told(card: Card, told: dict[str, str], path: Path) -> Card:
    """The card with the bands, the resolution and the patches that a file's metadata name."""
    try:
        if "bands" in told:
            card = replace(card, bands=tuple(
                Band(band["name"], wavelength_um=band.get("wavelength_um")) for band in json.loads(told["bands"])))
        if "patch_size" in told:
            card = replace(card, patch_size=int(told["patch_size"]))
        return _at(card, float(told["resolution_m"])) if "resolution_m" in told else card
    except (CardError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RooflineError(f"The metadata of {path} cannot be used ({error}). Make the file again.") from error


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
            if tensor_shapes(card) == shapes:
                return card
        except RooflineError:  # a decoder that cannot be, or not with that encoder
            continue
    raise _unrecognised(path)


def _card(name: str, encoder: str, notes: str = "", attribution: tuple[str, ...] = (),
          channels: tuple[int, ...] = (), stride: int = 0, decoder: str = UNET) -> Card:
    shape = SHAPES[decoder]
    return Card(
        name=name, encoder=encoder, decoder_channels=channels or shape.channels, classes=(BUILDING,), bands=BANDS,
        dtype=None, resolution_m=ENCODER_RESOLUTION_M, threshold=THRESHOLD, min_area_m2=MIN_AREA_M2,
        output_stride=stride or shape.output_stride, decoder=decoder, notes=notes, attribution=attribution,
        versions={"torch": version("torch"), "timm": version("timm")})


def on_dates(card: Card, weights: dict[str, Tensor], dates: int) -> tuple[Card, dict[str, Tensor]]:
    """A base with a fresh decoder as one whose encoder looks at each of several dates, under the numbers of these."""
    bands = tuple(Band(f"{band.name} t{date}", wavelength_um=band.wavelength_um)
                  for date in range(dates) for band in card.bands)
    card = replace(card, bands=bands, dates=dates)
    encoder = {name: tensor for name, tensor in weights.items() if name.startswith("encoder.")}
    return card, {**{name: tensor.detach().contiguous() for name, tensor in _fresh(card).items()}, **encoder}


def _fresh(card: Card) -> dict[str, Tensor]:
    """Random weights of a network, always the same."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(DECODER_SEED)
        return dict(build_network(card).state_dict())


def _with_fresh_decoder(card: Card, weights: dict[str, Tensor], origin: str) -> Pretrained:
    """A base model with a random decoder. The same weights give the same base: its hash is its identity."""
    if card.is_told and not any("location_embed_enc.scale" in name for name in weights):
        raise cannot_be_told(origin)
    state = _fresh(card)
    with torch.random.fork_rng(devices=[]):
        encoder = encoder_with(card.encoder, weights, origin, len(card.bands), card.patch_size,
                               card.is_told).state_dict()
    state.update({f"encoder.{name}": tensor for name, tensor in encoder.items()})
    return Pretrained(card, {name: tensor.detach().contiguous() for name, tensor in state.items()}, is_tuned=False)


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors of a file of weights, and the metadata of a safetensors file. Raises RooflineError when the file is
    damaged, too large or empty, or a value is NaN or infinite."""
    told: dict[str, str] = {}
    try:
        if path.stat().st_size > LARGEST:
            raise RooflineError(f"{path} is larger than {LARGEST // 1_000_000} MB, more than Roofline reads. "
                                "Choose a smaller encoder.")
        if path.suffix.lower() in PICKLES:
            weights = read_pickle(path)
        else:
            with safe_open(path, "pt") as file:
                weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dict
                told = file.metadata() or {}
    except (OSError, SafetensorError, ValueError, RuntimeError) as error:
        raise RooflineError(
            f"The weights in {path} cannot be read ({error}). Copy or download the file again.") from error
    if not weights:
        raise RooflineError(f"{path} has no weights in it. Choose another file.")
    if broken := [name for name, tensor in weights.items() if not is_finite(tensor)]:
        raise RooflineError(f"{path} holds values that are no numbers ({ascii(broken[0][:60])}). Choose another file.")
    return weights, told


def _unrecognised(path: Path) -> RooflineError:
    return RooflineError(
        f"The weights in {path} are of no encoder that Roofline recognises. Rename the file to the encoder's name, "
        f"such as resnet18.safetensors or tu-resnet18.safetensors, or name it in the file's metadata as {METADATA!r}.")
