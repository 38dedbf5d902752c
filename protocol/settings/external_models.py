"""Settings of models from elsewhere: ONNX files, and promptable models (Segment Anything)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional, Tuple

from .base import AUTO, Settings, setting

ONNX_BANDS: Dict[str, Tuple[str, ...]] = {
    "rgb": ("red", "green", "blue"), "bgr": ("blue", "green", "red"), "rgbn": ("red", "green", "blue", "nir"),
    "nrg": ("nir", "red", "green"), "pan": ("pan",)}
"""Band order of an external model, by the value of onnx_bands."""


@dataclass(frozen=True)
class ExternalModelSettings(Settings):
    """Settings of an external ONNX model. Those left at auto or empty are taken from the file's metadata, where they
    are given as Deepness reads them."""

    onnx_resolution_m: Optional[float] = setting(
        None, "ONNX: resolution", "Of an ONNX model from elsewhere: the ground metres a pixel at which it looks at the "
        "imagery. Empty: as the file says.", minimum=0.02, maximum=30.0, unit="m")
    onnx_bands: str = setting(
        AUTO, "ONNX: bands", "Of an ONNX model from elsewhere: the bands that it takes. rgbn: with near infrared last; "
        "nrg: near infrared, red, green; pan: one band; order: those of the imagery, in their order. auto: pan, rgb or "
        "rgbn by their number, else order.", choices=(AUTO, *ONNX_BANDS, "order"))
    onnx_scaling: str = setting(
        AUTO, "ONNX: scaling", "Of an ONNX model from elsewhere: how it wants the values. unit: from 0 to 1; imagenet: "
        "from 0 to 1, then less ImageNet's mean and divided by its deviation; raw: as they are in the raster; raster: "
        "less the mean of the raster and divided by its deviation. auto: as the file says, else unit.",
        choices=(AUTO, "unit", "imagenet", "raw", "raster"))
    onnx_white: Optional[float] = setting(
        None, "ONNX: white", "Of an ONNX model from elsewhere: the value in the raster that becomes 1. Empty: 255.",
        minimum=1e-6, maximum=1e9)
    onnx_output: str = setting(
        AUTO, "ONNX: output", "Of an ONNX model from elsewhere: what it gives. probabilities: from 0 to 1; sigmoid: "
        "logits, each channel by itself; softmax: logits of channels that exclude each other. auto: by a look at what "
        "comes out.", choices=(AUTO, "probabilities", "sigmoid", "softmax"))
    onnx_channel: Optional[int] = setting(
        None, "ONNX: channel", "Of an ONNX model from elsewhere: the number of the channel that is building; the first "
        "is 0. Empty: the one called building or roof in the file, else the second, or the only one.",
        minimum=0, maximum=1000)


@dataclass(frozen=True)
class PromptSettings(Settings):
    """Settings of the tool Click: whether a promptable model (Segment Anything) outlines in place of Roofline's, and
    its two ONNX files, encoder and decoder in any order."""

    by_prompts: bool = setting(
        False, "Outline anything", "A promptable model outlines what is clicked, of any kind, and not only buildings.")
    prompt_file: Optional[str] = setting(
        None, "ONNX file", "Of a promptable model: its encoder, or its decoder.")
    other_prompt_file: Optional[str] = setting(
        None, "Other ONNX file", "Of a promptable model: the other one of the two.")
