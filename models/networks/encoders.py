"""Encoder registry (backbones): those of segmentation-models-pytorch ("resnet18") and of timm ("tu-resnet18").

No other module imports smp or timm: this one makes torchvision importable for them first.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ..core.errors import RooflineError

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
import timm  # noqa: E402
from segmentation_models_pytorch.decoders.unet.decoder import UnetDecoder  # noqa: E402

__all__ = ["FAULTS", "KNOWN", "UnetDecoder", "WeightsSource", "check_encoder", "encoder_with", "is_encoder", "matches",
           "new_encoder", "pretrained_source"]

TIMM = "tu-"
KNOWN = (f"It knows the encoders of segmentation-models-pytorch, such as resnet18, and with '{TIMM}' in front those of "
         f"timm, such as {TIMM}resnet18")
SAFETENSORS = "model.safetensors"
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
    """Whether the registry of smp or timm has an encoder of that name; needs no network connection."""
    if name.startswith(TIMM):
        return timm.is_model(name[len(TIMM):])
    return name in smp.encoders.encoders


def check_encoder(name: str) -> None:
    """Raise RooflineError unless there is an encoder of that name."""
    if is_encoder(name):
        return
    cure = f"Did you mean {TIMM}{name}?" if timm.is_model(name) else "Check the spelling."
    raise RooflineError(f"Roofline does not know the encoder {name!r}. {KNOWN}. {cure}")


def new_encoder(name: str, bands: int, depth: int) -> nn.Module:
    """An encoder of `depth` stages for `bands` bands, with random weights.

    Raises one of FAULTS when it cannot be built.
    """
    return smp.encoders.get_encoder(name, in_channels=bands, depth=depth, weights=None)


def pretrained_source(name: str, revision: str | None = None) -> WeightsSource:
    """Where the usual pretrained weights of an encoder are; smp pins the revision of its own, timm's is "main".

    Raises RooflineError when the encoder is not known, or has no weights on the hub.
    """
    check_encoder(name)
    try:
        repository, pinned, file, licence = _timm_source(name) if name.startswith(TIMM) else _smp_source(name)
    except FAULTS as error:
        raise RooflineError(f"The encoder {name!r} has no weights on the Hugging Face hub ({error}). Choose another "
                            f"one, such as encoder:resnet18.") from error
    return WeightsSource(repository, revision or pinned, file, licence)


def _smp_source(name: str) -> tuple[str, str, str, str]:
    settings = smp.encoders.encoders[name]["pretrained_settings"]
    chosen = settings["imagenet"] if "imagenet" in settings else next(iter(settings.values()))
    return chosen["repo_id"], chosen["revision"], SAFETENSORS, ""


def _timm_source(name: str) -> tuple[str, str, str, str]:
    settings = timm.models.get_pretrained_cfg(name[len(TIMM):])
    if settings is None or not settings.hf_hub_id:
        raise LookupError("timm names no repository")
    file = settings.hf_hub_filename or ""
    return settings.hf_hub_id, "main", file if file.endswith(".safetensors") else SAFETENSORS, settings.license or ""


def matches(name: str, shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether tensors of these names and shapes are all those of an encoder for three bands, as smp or timm names them.
    """
    try:
        with torch.device("meta"):
            models = [new_encoder(name, 3, 5)]
            if name.startswith(TIMM):
                models.append(timm.create_model(name[len(TIMM):], num_classes=0))
    except FAULTS:
        return False
    return any(_holds(shapes, model.state_dict()) for model in models)


def encoder_with(name: str, weights: dict[str, Tensor], origin: str) -> nn.Module:
    """The encoder for three bands with pretrained weights, named as by smp or timm; those of a classifier are left out.

    Raises RooflineError, which names their `origin`, when a kernel of the encoder is not among the weights.
    """
    check_encoder(name)
    try:
        encoder = new_encoder(name, 3, 5)
        own = encoder.state_dict()
        if _holds({key: tuple(value.shape) for key, value in weights.items()}, own):
            encoder.load_state_dict({key: weights.get(key, value) for key, value in own.items()})
        elif name.startswith(TIMM):  # timm renames and reshapes what older versions of it have saved
            encoder = smp.encoders.get_encoder(name, weights=True, pretrained_cfg_overlay={"state_dict": dict(weights)})
        else:
            lacking = sorted(key for key in own if key not in weights) or ["another shape"]
            raise LookupError(lacking[0])
    except FAULTS as error:
        raise _unfit(name, origin, str(error)) from error
    given = {_digest(value) for value in weights.values()}
    for key, value in encoder.state_dict().items():
        if value.ndim > 1 and _digest(value) not in given:  # timm leaves what it does not find as it was, at random
            raise _unfit(name, origin, f"{key} is missing")
    return encoder


def _holds(shapes: Mapping[str, tuple[int, ...]], state: Mapping[str, Any]) -> bool:
    return all(shapes.get(key) == tuple(value.shape) for key, value in state.items()
               if not key.endswith("num_batches_tracked"))  # older files have none of these counters


def _digest(tensor: Tensor) -> bytes:
    return hashlib.sha256(tensor.detach().float().contiguous().numpy().tobytes()).digest()


def _unfit(name: str, origin: str, reason: str) -> RooflineError:
    return RooflineError(f"The weights in {origin} are not those of the encoder {name!r} ({reason[:200]}). Give the "
                         "encoder that they were saved from, or other weights.")
