"""Encoder registry (backbones) by name.

Those of segmentation-models-pytorch ("resnet18"), those of timm ("tu-resnet18"), plain ViTs among them, Prithvi
("prithvi_eo_v2_300"), and those of TerraTorch where it is installed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from ...protocol.model_files import TERRATORCH_ENCODER
from ..core.errors import RooflineError
from .libraries import smp, timm
from .prithvi import LICENCE, OWNER, SOURCES, Prithvi, encoder_tensors, is_prithvi, size_of
from .terratorch_encoders import TerraTorchEncoder
from .terratorch_registry import check_installed, has_backbone, is_terratorch
from .vit import TimmVisionTransformer, dates_apart, is_plain_vit, new_timm_vit

TIMM = "tu-"
KNOWN = (f"It knows the encoders of segmentation-models-pytorch, such as resnet18, and with '{TIMM}' in front those of "
         f"timm, such as {TIMM}resnet18 or {TIMM}vit_small_patch16_dinov3, and Prithvi, such as prithvi_eo_v2_300; "
         f"with '{TERRATORCH_ENCODER}' in front those of TerraTorch, an optional part")
SAFETENSORS = "model.safetensors"
INSIDE, POSITIONS = "model.", "pos_embed"
"""What stands before timm's names of the tensors in an encoder of timm, and the name of a position embedding."""
STAGES = 5
"""Stages of an encoder, each of which halves the side of its features."""
FAULTS = (RuntimeError, ValueError, TypeError, AttributeError, AssertionError, LookupError)
"""Exceptions of smp, timm and torch when an encoder cannot be built, or weights do not fit it."""


@dataclass(frozen=True)
class WeightsSource:
    """A file of weights on the Hugging Face hub. `licence` is empty where it is not known."""

    repository: str
    revision: str
    file: str
    licence: str


def is_encoder(name: str) -> bool:
    """Whether there is an encoder of that name; needs no network connection."""
    if name.startswith(TIMM):
        return timm.is_model(name[len(TIMM):])
    return name in smp.encoders.encoders or is_prithvi(name) or has_backbone(name)


def check_encoder(name: str) -> None:
    """Raise RooflineError unless there is an encoder of that name."""
    check_installed(name)
    if is_encoder(name):
        return
    cure = f"Did you mean {TIMM}{name}?" if timm.is_model(name) else "Check the spelling."
    raise RooflineError(f"Roofline does not know the encoder {name!r}. {KNOWN}. {cure}")


def new_encoder(name: str, bands: int, depth: int = STAGES, dates: int = 1, patch_size: int | None = None,
                prompts: int = 0, is_told: bool = False) -> nn.Module:
    """An encoder of `depth` stages for `bands` bands of each of several `dates`, with random weights: tiles (B, dates *
    bands, H, W) to features, of which those of the dates are joined on the channels. `patch_size` is that of a ViT's
    patches where it is not the one in its name, `prompts` the number of a ViT's learned tokens in each block. With
    `is_told` the tiles have further channels that tell place and time.

    Raises one of FAULTS when it cannot be built.
    """
    is_vit = name.startswith(TIMM) and is_plain_vit(name[len(TIMM):])
    if (is_vit or is_prithvi(name) or is_terratorch(name)) and depth != STAGES:
        raise ValueError(f"it has features for {STAGES} stages, not {depth}")
    if is_prithvi(name) and patch_size is None:
        return Prithvi(size_of(name), bands, dates, prompts, is_told)
    if is_told:
        raise ValueError("it cannot be told place and time")
    if is_vit:
        encoder: nn.Module = TimmVisionTransformer(name[len(TIMM):], bands, patch_size, prompts)
    elif patch_size is not None or prompts:
        raise ValueError("its patches have one size, or it is no ViT and has neither patches nor prompts")
    elif is_terratorch(name):
        encoder = TerraTorchEncoder(name, bands)
    else:
        encoder = smp.encoders.get_encoder(name, in_channels=bands, depth=depth, weights=None)
    return encoder if dates == 1 else _for_each_date(encoder, bands, dates)


def feature_widths(encoder: nn.Module, dates: int) -> list[int]:
    """The channels of an encoder's features, the tile's first."""
    widths: Any = encoder.out_channels
    return list(widths) if isinstance(encoder, Prithvi) else [width * dates for width in widths]


def _for_each_date(encoder: nn.Module, bands: int, dates: int) -> nn.Module:
    """An encoder for one date, by hooks one for several: its tensors keep their names."""
    encoder.register_forward_pre_hook(partial(_apart, bands))
    encoder.register_forward_hook(partial(_joined, dates))
    return encoder


def _apart(bands: int, _: nn.Module, given: tuple[Tensor]) -> Tensor:
    return dates_apart(given[0], bands)


def _joined(dates: int, _: nn.Module, __: tuple[Tensor], features: list[Tensor]) -> list[Tensor]:
    return [feature.reshape(feature.shape[0] // dates, dates * feature.shape[1], *feature.shape[2:])
            for feature in features]  # one may have no channels, so that no size can be left open


def pretrained_source(name: str, revision: str | None = None) -> WeightsSource:
    """Where the usual pretrained weights of an encoder are; smp pins the revision of its own, timm's is "main".

    Raises RooflineError when the encoder is not known, or has no weights on the hub.
    """
    check_encoder(name)
    try:
        find = _timm_source if name.startswith(TIMM) else _prithvi_source if is_prithvi(name) else _smp_source
        repository, pinned, file, licence = find(name)
    except FAULTS as error:
        raise RooflineError(f"The encoder {name!r} has no weights on the Hugging Face hub ({error}). Choose another "
                            f"one, such as encoder:resnet18.") from error
    return WeightsSource(repository, revision or pinned, file, licence)


def _smp_source(name: str) -> tuple[str, str, str, str]:
    settings = smp.encoders.encoders[name]["pretrained_settings"]
    chosen = settings["imagenet"] if "imagenet" in settings else next(iter(settings.values()))
    return chosen["repo_id"], chosen["revision"], SAFETENSORS, ""


def _prithvi_source(name: str) -> tuple[str, str, str, str]:
    repository, file = SOURCES[name]
    return f"{OWNER}/{repository}", "main", file, LICENCE


def _timm_source(name: str) -> tuple[str, str, str, str]:
    settings = timm.models.get_pretrained_cfg(name[len(TIMM):])
    if settings is None or not settings.hf_hub_id:
        raise LookupError("timm names no repository")
    file = settings.hf_hub_filename or ""
    return settings.hf_hub_id, "main", file if file.endswith(".safetensors") else SAFETENSORS, settings.license or ""


def matches(name: str, shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether tensors of these names and shapes are those of an encoder for three bands, as smp or timm names them: all
    are there, and none in further blocks, as a deeper network of the same kind has them."""
    try:
        with torch.device("meta"):
            models = [new_encoder(name, 3)]
            if name.startswith(TIMM):
                models.append(timm.create_model(name[len(TIMM):], num_classes=0))
    except FAULTS:
        return False
    states = [model.state_dict() for model in models]
    return any(_holds(shapes, own) and not _blocks(shapes.keys() - own.keys()) & _blocks(own) for own in states)


def _blocks(names: Iterable[str]) -> set[str]:
    """The numbered blocks that tensors lie in, without their numbers: "layer#.#." of layer1.0.conv1.weight."""
    found = (re.match(r"(.*\.)?\d+\.", name) for name in names)
    return {re.sub(r"\d+", "#", block[0]) for block in found if block}


def encoder_with(name: str, weights: dict[str, Tensor], origin: str, bands: int,
                 patch_size: int | None = None, is_told: bool = False) -> nn.Module:
    """The encoder for so many bands with pretrained weights, named as by smp, timm or IBM; those of a classifier, or of
    the decoder of an autoencoder, are left out.

    Raises RooflineError, which names their `origin`, when a kernel of the encoder is not among the weights.
    """
    check_encoder(name)
    try:
        encoder = new_encoder(name, bands, patch_size=patch_size, is_told=is_told)
        own = encoder.state_dict()
        for named in (weights, {f"{INSIDE}{key}": value for key, value in weights.items()}, encoder_tensors(weights)):
            if _holds({key: tuple(value.shape) for key, value in named.items()}, own):
                encoder.load_state_dict({key: named.get(key, value) for key, value in own.items()})
                return encoder
        if not name.startswith(TIMM):
            lacking = sorted(key for key in own if key not in weights) or ["another shape"]
            raise LookupError(lacking[0])
        encoder = _as_timm_reads(name, weights, bands, patch_size)
    except FAULTS as error:
        raise _unfit(name, origin, str(error)) from error
    given = {_digest(value) for value in weights.values()}
    for key, value in encoder.state_dict().items():
        is_resized = key.endswith(POSITIONS) and POSITIONS in weights
        if value.ndim > 1 and not is_resized and _digest(value) not in given:
            raise _unfit(name, origin, f"{key} is missing")  # timm leaves what it does not find as it was, at random
    return encoder


def _as_timm_reads(name: str, weights: dict[str, Tensor], bands: int, patch_size: int | None) -> nn.Module:
    """The encoder with weights as older versions of timm have saved them, or their authors: timm renames and reshapes
    them."""
    overlay = {"pretrained_cfg_overlay": {"state_dict": dict(weights)}}
    encoder = new_encoder(name, bands, patch_size=patch_size)
    if not isinstance(encoder, TimmVisionTransformer):
        return smp.encoders.get_encoder(name, in_channels=bands, weights=True, **overlay)
    encoder.model = new_timm_vit(name[len(TIMM):], bands, patch_size, pretrained=True, **overlay)
    return encoder


def _holds(shapes: Mapping[str, tuple[int, ...]], state: Mapping[str, Any]) -> bool:
    return all(shapes.get(key) == tuple(value.shape) for key, value in state.items()
               if not key.endswith("num_batches_tracked"))  # older files have none of these counters


def _digest(tensor: Tensor) -> bytes:
    return hashlib.sha256(tensor.detach().float().contiguous().numpy().tobytes()).digest()


def _unfit(name: str, origin: str, reason: str) -> RooflineError:
    return RooflineError(f"The weights in {origin} are not those of the encoder {name!r} ({reason[:200]}). Give the "
                         "encoder that they were saved from, or other weights.")
