"""ONNX export: one file of a model for ONNX Runtime, for the QGIS plugin Deepness, and for Roofline itself.

The graph has Deepness's input, raster values divided by 255, and Deepness's output, probabilities of background and
classes. The tensors in between, normalised tiles and logits, keep their names, and the card lies in the metadata:
Roofline extracts its own network from the file by them.

Deepness (PUTvision/qgis-plugin-deepness, `Segmentor` and `ModelBase`) takes square tiles of a fixed side, one input and
one output (batch, channels, side, side). It draws the channel that is highest, once those below `seg_thresh` are set to
0, and reads these metadata as JSON: model_type, class_names, resolution (cm), tile_size, tiles_overlap (%), seg_thresh,
seg_small_segment (the side of a median filter), standardization_mean and standardization_std.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from ..networks.card_checks import CardError
from ..networks.channels import EDGE_CHANNELS, class_channels
from ..networks.model_card import Card, clip_limit
from ..networks.unet import build_network
from .onnx_network import INPUT, OUTPUT, exported, missing

CARD_KEY = "roofline_card"
"""The name of the card among the file's metadata."""

VALUES, PROBABILITIES = "values", "probabilities"
"""The input and the output that other programs see."""

TILE, OVERLAP = 512, 96
"""Pixels of a tile for Deepness, and how many of them neighbours share."""

LEAST_STD = 1e-3
"""Least standard deviation of values from 0 to 1, so that a tile of one colour is not amplified to noise."""

SURE = 1e-6
"""Thresholds are clamped to this far from 0 and 1, so that their logits are finite."""


def write_onnx(path: str | Path, card: Card, weights: dict[str, Tensor]) -> None:
    """Write a model as an ONNX file, atomically.

    The input `values` (batch, bands, TILE, TILE) float32 is raster values divided by 255, with 0 in all bands where
    there is no imagery; the output is `probabilities` (batch, 1 + classes, TILE, TILE), the first channel background.
    Raises RooflineError when the weights do not fit the card, the encoder cannot be exported to ONNX, the file cannot
    be written, or the package onnx is missing.
    """
    try:
        import onnx
    except ImportError as error:
        raise missing("onnx", "Writing") from error
    network, path = ForOthers(card, build_network(card, weights)).eval(), Path(path)
    model = onnx.load_model_from_string(exported(network, card, VALUES, (INPUT, OUTPUT, PROBABILITIES)))
    _show_only_probabilities(model)
    onnx.helper.set_model_props(model, {**deepness_metadata(card), CARD_KEY: card.to_json()})
    try:
        with atomic(path) as part:
            onnx.save_model(model, part)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: str | Path, error: OSError) -> RooflineError:
    """The error of a file that cannot be written."""
    return RooflineError(f"The file {path} cannot be written ({error.strerror or error}). Check that the folder "
                         "exists and may be written, and that the disk has room.")


def _show_only_probabilities(model: Any) -> None:
    """Leave one input and one output, square tiles of a fixed side; the other tensors stay inside, under their names.
    """
    inner, probabilities = list(model.graph.output[:2]), model.graph.output[2]
    model.graph.value_info.extend(inner)
    for shown in (model.graph.input[0], probabilities):
        for dimension in shown.type.tensor_type.shape.dim[2:]:
            dimension.dim_value = TILE
    del model.graph.output[:2]


def own_model(model: Any) -> tuple[Card, bytes] | None:
    """The card and the network (as of onnx_network.to_onnx) in an ONNX file of `write_onnx` that was read as an
    onnx.ModelProto; None when it has no card. Raises RooflineError when card or network is damaged."""
    import onnx

    text = next((entry.value for entry in model.metadata_props if entry.key == CARD_KEY), None)
    if text is None:
        return None
    try:
        card = Card.from_json(text)
        network = onnx.utils.Extractor(model).extract_model([INPUT], [OUTPUT])
        bands, channels = (port.type.tensor_type.shape.dim[1].dim_value for port in (
            network.graph.input[0], network.graph.output[0]))
    except CardError as error:
        raise RooflineError(f"This is no usable model of Roofline: {error}.") from error
    except (LookupError, ValueError, onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        raise RooflineError("This model has Roofline's card, but not its network. Export it again.") from error
    if (bands, channels) != (len(card.bands), len(card.classes) + EDGE_CHANNELS):
        raise RooflineError(f"This model has {bands} bands and {channels} channels, and its card tells of others. "
                            "Export it again.")
    return card, network.SerializeToString()


def deepness_metadata(card: Card) -> dict[str, str]:
    """The metadata that Deepness reads, as JSON by key. Deepness has a median filter where Roofline has a minimum area;
    it is half as wide as the smallest footprint."""
    names = dict(enumerate(["background", *card.classes]))
    smallest = math.sqrt(card.min_area_m2) / card.resolution_m
    values = {
        "model_type": "Segmentor", "class_names": names, "resolution": round(card.resolution_m * 100, 6),
        "tile_size": TILE, "tiles_overlap": round(100 * OVERLAP / TILE),
        "seg_thresh": 0.0, "seg_small_segment": round(smallest / 2),  # the highest channel is the answer
        "standardization_mean": [0.0] * len(card.bands), "standardization_std": [1.0] * len(card.bands)}
    return {name: json.dumps(value) for name, value in values.items()}


def has_statistics(card: Card) -> bool:
    """Whether the card has a mean and deviation for every band, so that none are taken from the imagery."""
    return all(band.mean is not None for band in card.bands)


class ForOthers(nn.Module):
    """A network with normalisation before it and a softmax after it, for other programs: raster values divided by 255
    (B, C, H, W), 0 in all bands where there is no imagery, to normalised tiles, logits, and probabilities (B, 1 +
    classes, H, W) that sum to 1. A class is more probable than background, the first channel, exactly where its own
    probability is above the card's threshold."""

    def __init__(self, card: Card, network: nn.Module) -> None:
        super().__init__()
        self._network = network
        threshold = min(max(card.threshold, SURE), 1 - SURE)
        self._least = math.log(threshold / (1 - threshold))
        self._has_statistics = has_statistics(card)
        self._limit = clip_limit(card.dtype)
        if self._has_statistics:
            self._mean = torch.tensor([float(band.mean or 0) / 255 for band in card.bands])[:, None, None]
            self._std = torch.tensor([float(band.std or 1) / 255 for band in card.bands])[:, None, None]

    def forward(self, values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(tiles, logits, probabilities) of raster values divided by 255."""
        valid = (values != 0).any(dim=1, keepdim=True).float()
        tiles = self._centred(values, valid) * valid
        logits = self._network(tiles)
        classes = class_channels(logits) - self._least
        return tiles, logits, torch.cat([torch.zeros_like(classes[:, :1]), classes], dim=1).softmax(dim=1)

    def _centred(self, values: Tensor, valid: Tensor) -> Tensor:
        if self._has_statistics:
            tiles = (values - self._mean) / self._std
            return tiles.clamp(-self._limit, self._limit) if math.isfinite(self._limit) else tiles
        count = valid.sum(dim=(2, 3), keepdim=True).clamp(min=1.0)
        mean = (values * valid).sum(dim=(2, 3), keepdim=True) / count
        variance = ((values - mean) ** 2 * valid).sum(dim=(2, 3), keepdim=True) / count
        return (values - mean) / variance.sqrt().clamp(min=LEAST_STD)
