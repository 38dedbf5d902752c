"""TerraTorch's registry of backbones (Gomes et al. 2025): what it has, for which bands, and how one is built.

A backbone has the registry's own name ("terratorch_terramind_v1_base"). TerraTorch is an optional part
(requirements/terratorch.txt), which is imported when a name with its prefix comes up.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import torch
from torch import nn

from ...protocol.model_files import TERRATORCH_ENCODER
from ...protocol.paths import ROOT
from ..core.errors import RooflineError
from .model_card import Band
from .prithvi import hls_bands, is_prithvi

PRITHVI, TERRAMIND, LANDSAT = "prithvi_", "terramind_", "landsat"
OPTICAL = "S2L2A"
"""The modality that a TerraMind looks at: optical images of Sentinel-2."""
BANDS = {
    "COASTAL_AEROSOL": ("coastal", 0.443), "BLUE": ("blue", 0.49), "GREEN": ("green", 0.56), "RED": ("red", 0.665),
    "RED_EDGE_1": ("red edge 1", 0.705), "RED_EDGE_2": ("red edge 2", 0.74), "RED_EDGE_3": ("red edge 3", 0.783),
    "NIR_BROAD": ("nir", 0.842), "NIR_NARROW": ("narrow nir", 0.865), "WATER_VAPOR": ("water vapour", 0.945),
    "CIRRUS": ("cirrus", 1.375), "SWIR_1": ("swir 1", 1.61), "SWIR_2": ("swir 2", 2.19)}
"""The bands of Sentinel-2 in their order, as TerraTorch names them: our name, and the wavelength at the centre in
micrometres. OPTICAL is without cirrus."""
RGB = ("RED", "GREEN", "BLUE")


def is_terratorch(name: str) -> bool:
    """Whether an encoder's name says that it is one of TerraTorch's."""
    return name.startswith(TERRATORCH_ENCODER)


def has_backbone(name: str) -> bool:
    """Whether TerraTorch is installed and has that backbone."""
    return is_terratorch(name) and is_installed() and name in _registry()


def is_installed() -> bool:
    """Whether the optional part is there."""
    return importlib.util.find_spec("terratorch") is not None


def check_installed(name: str) -> None:
    """Raise RooflineError, with the way to get it, where an encoder needs TerraTorch and that is not installed."""
    if is_terratorch(name) and not is_installed():
        raise RooflineError(
            f"The encoder '{name}' is one of TerraTorch, an optional part that is not installed. Add it on the page "
            "Set-up of the panel (Optional parts), or by 'qgis_process run roofline:setup -- EXTRAS=terratorch', and "
            "start again.")


def learned_bands(name: str) -> tuple[Band, ...]:
    """The bands that a backbone learned from, in its order. Those of Landsat have their numbers alone as names."""
    own = name[len(TERRATORCH_ENCODER):]
    if own.startswith(PRITHVI):
        return hls_bands(own if is_prithvi(own) else "prithvi_eo_v2_100")
    names = _names(name)
    if LANDSAT in own:
        return tuple(Band(f"b{number + 1}") for number in range(len(names)))
    known = [BANDS.get(band, (band.lower(), None)) for band in names]
    return tuple(Band(own_name, wavelength_um=wavelength) for own_name, wavelength in known)


@lru_cache(maxsize=1)
def _registry() -> Any:
    """TerraTorch's registry of backbones."""
    with contextlib.chdir(ROOT):  # TerraTorch imports a folder custom_modules of the current one
        return importlib.import_module("terratorch").BACKBONE_REGISTRY


def parameters_of(name: str) -> Any:
    """The parameters of the constructor of a backbone."""
    return inspect.signature(_registry().find_class(name)).parameters


def _names(name: str) -> list[str]:
    """The bands that a backbone learned from, as TerraTorch names them."""
    if TERRAMIND in name:
        return [band for band in BANDS if band != "CIRRUS"]
    weights = parameters_of(name).get("weights")
    told = getattr(weights.default, "meta", {}).get("bands") if weights is not None else None
    if told is None:
        return list(RGB)
    module = sys.modules[_registry().find_class(name).__module__]
    return list(module.get_pretrained_bands(told))


def build(name: str, **options: Any) -> Any:
    """A backbone for the bands that it learned from, which gives the features of all its blocks."""
    parameters = parameters_of(name)
    if "model_bands" in parameters:
        options["model_bands"] = _names(name)
        if "_vit_" in name:
            options["dynamic_img_size"] = True
    if "out_indices" in parameters:
        options["out_indices"] = range(100)
    if TERRAMIND in name:
        options["modalities"] = [OPTICAL]
    with _PlainErrors():
        try:
            return _registry().build(name, **options)
        except RuntimeError:  # some read values while they are built, which the meta device does not have
            if (device := torch.get_default_device()).type != "meta":
                raise
            with torch.device("cpu"):
                return _registry().build(name, **options).to(device)


class _PlainErrors(contextlib.AbstractContextManager[None]):
    """TerraTorch raises errors that are nothing but an Exception: such a one becomes a LookupError, all others pass."""

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is Exception:
            raise LookupError(str(error)) from error


def features_method(model: nn.Module) -> str:
    """The name of the method that gives all features. TerraTorch gives some backbones a `forward` that belongs to one
    object, so that a copy would compute with the weights of the original: that one is taken off."""
    return "forward_features" if vars(model).pop("forward", None) is not None else "forward"


@contextlib.contextmanager
def tensors_only() -> Iterator[None]:
    """torch.load makes tensors and plain values alone, whatever a library asks for: nothing in a pickle runs."""
    name = "TORCH_FORCE_WEIGHTS_ONLY_LOAD"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
