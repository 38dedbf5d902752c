"""STAC item of a model (Machine Learning Model extension, MLM 1.6): how catalogues and other programs describe it.

The item describes the ONNX file of onnx_io.export: its input, its output, the bands, and what the model was made from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from torch import Tensor

from ..networks.model_card import Card
from .export import PROBABILITIES, TILE, VALUES, unwritable

STAC_VERSION = "1.1.0"
EXTENSIONS = tuple(f"https://stac-extensions.github.io/{name}/schema.json" for name in (
    "mlm/v1.6.0", "eo/v2.0.0", "file/v2.1.0", "classification/v2.0.0"))
LARGEST_VALUE = 255
"""Raster values are divided by it, as in the file's own input."""


def write_stac_item(path: str | Path, onnx: str | Path, card: Card, weights: Mapping[str, Tensor]) -> None:
    """Write the item of the model in the file `onnx` as JSON. Raises RooflineError when it cannot be written."""
    try:
        item = stac_item(seen_from(Path(path).parent, Path(onnx)), Path(onnx).stat().st_size, card, weights)
        Path(path).write_text(json.dumps(item, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error


def seen_from(folder: Path, file: Path) -> str:
    """A file as an item in `folder` names it: with slashes on Windows too, and by its URI where it lies on another
    drive, to which there is no relative path."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return file.absolute().as_uri()


def stac_item(href: str, size: int, card: Card, weights: Mapping[str, Tensor]) -> dict[str, Any]:
    """The item as plain values; `href` is the ONNX file of `size` bytes, seen from the item."""
    made = card.created or datetime.now(timezone.utc).isoformat(timespec="seconds")
    properties = {
        "title": card.name, "description": _description(card), "datetime": made, "license": "other",
        "gsd": card.resolution_m, "mlm:name": card.name,
        "mlm:architecture": f"decoder {card.decoder}, encoder {card.encoder}", "mlm:tasks": ["semantic-segmentation"],
        "mlm:framework": "ONNX", "mlm:framework_version": version("onnx"), "file:size": size,
        "mlm:total_parameters": sum(tensor.numel() for tensor in weights.values()),
        "mlm:pretrained": card.base is not None, "mlm:accelerator": None, "mlm:accelerator_constrained": False,
        "mlm:input": [_input(card)], "mlm:output": [_output(card)]}
    if card.settings:
        properties["mlm:hyperparameters"] = card.settings
    if card.base:
        properties["mlm:pretrained_source"] = f"{card.base['name']} ({card.base['hash']})"
    return {
        "type": "Feature", "stac_version": STAC_VERSION, "stac_extensions": list(EXTENSIONS), "id": card.name,
        "geometry": None, "properties": properties, "links": [],
        "assets": {"model": {
            "href": href, "title": "ONNX file", "type": "application/octet-stream; framework=onnx",
            "roles": ["mlm:model", "mlm:weights"], "mlm:artifact_type": "onnx", "file:size": size,
            "bands": _bands(card)}}}


def _description(card: Card) -> str:
    """The classes, the resolution, what is done with the probabilities, and whose data it learned from."""
    sentences = [f"Finds {', '.join(card.classes)} in imagery at {card.resolution_m:g} m a pixel. The highest channel "
                 f"is the answer; areas below {card.min_area_m2:g} m² are left out.", card.notes,
                 *(f"{line.rstrip('.')}." for line in card.attribution)]
    return " ".join(sentence for sentence in sentences if sentence)


def _bands(card: Card) -> list[dict[str, Any]]:
    return [{"name": band.name, **({"eo:center_wavelength": band.wavelength_um} if band.wavelength_um else {})}
            for band in card.bands]


def _input(card: Card) -> dict[str, Any]:
    return {
        "name": VALUES, "bands": [band.name for band in card.bands],
        "input": {"shape": [-1, len(card.bands), TILE, TILE], "dim_order": ["batch", "bands", "height", "width"],
                  "data_type": "float32"},
        "value_scaling": [{"type": "scale", "value": LARGEST_VALUE}], "resize_type": None,
        "pre_processing_function": None}


def _output(card: Card) -> dict[str, Any]:
    names = ["background", *card.classes]
    return {
        "name": PROBABILITIES, "tasks": ["semantic-segmentation"],
        "result": {"shape": [-1, len(names), TILE, TILE], "dim_order": ["batch", "channel", "height", "width"],
                   "data_type": "float32"},
        "classification:classes": [{"value": value, "name": name, "description": name}
                                   for value, name in enumerate(names)],
        "post_processing_function": None}
