"""Networks as ONNX files, and ONNX files as networks.

The packages onnx and onnxruntime are imported where they are used: the worker does without them.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from .card import Card
from .errors import RooflineError
from .networks import build_network

OPSET = 17
INPUT, OUTPUT = "tiles", "logits"
CARD_KEY = "roofline_card"
"""The name of the card among the file's metadata."""
TRACED = (2, 64, 96)
"""Tiles, rows and columns that the network is looked at with; the file takes others as well."""


def write_onnx(path: str | Path, card: Card, weights: dict[str, Tensor]) -> None:
    """Write the network of a card as an ONNX file, whole or not at all; the card's JSON is in its metadata.

    It takes normalised tiles (batch, bands, height, width) float32 of any number and any sides that divide by 32, and
    gives logits (batch, classes + 2, height, width) float32. Raises RooflineError when the weights do not fit the card,
    the encoder has no equal in ONNX, the file cannot be written, or the package onnx is missing.
    """
    try:
        import onnx
    except ImportError as error:
        raise _missing("onnx", "Writing") from error
    network, path = build_network(card, weights).eval(), Path(path)
    part = path.with_name(f".{path.name}-{os.getpid()}.part")
    try:
        _export(network, len(card.bands), part)
        model = onnx.load_model(part)
        onnx.helper.set_model_props(model, {CARD_KEY: card.to_json()})
        onnx.save_model(model, part)
        os.replace(part, path)
    except torch.onnx.OnnxExporterError as error:
        raise RooflineError(
            f"The encoder '{card.encoder}' of the model '{card.name}' cannot be written as ONNX "
            f"({str(error).splitlines()[0][:200]}). Use a model with another encoder, such as resnet18.") from error
    except OSError as error:
        raise RooflineError(f"The file {path} cannot be written ({error.strerror or error}). Check that the folder "
                            "exists and may be written, and that the disk has room.") from error
    finally:
        part.unlink(missing_ok=True)


def _export(network: nn.Module, bands: int, path: Path) -> None:
    count, height, width = TRACED
    axes = {0: "batch", 2: "height", 3: "width"}
    with warnings.catch_warnings():
        # This exporter is deprecated, but its successor needs onnxscript as well. A constant that it does not
        # fold costs nothing. A size that it takes for a constant would be a fault: that warning is let through.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "Constant folding", UserWarning)
        torch.onnx.export(
            network, (torch.zeros(count, bands, height, width),), path, dynamo=False, opset_version=OPSET,
            input_names=[INPUT], output_names=[OUTPUT], dynamic_axes={INPUT: axes, OUTPUT: axes})


class OnnxNetwork(nn.Module):
    """The network in an ONNX file of `write_onnx`, called like the one that it was made from.

    ONNX Runtime computes it in float32 on the processor, with `threads` (None: one for each core), wherever the tiles
    are. Raises RooflineError when the file cannot be read, or the package onnxruntime is missing.
    """

    def __init__(self, path: str | Path, threads: int | None = None) -> None:
        super().__init__()
        try:
            import onnxruntime
            from onnxruntime.capi import onnxruntime_pybind11_state as faults
        except ImportError as error:
            raise _missing("onnxruntime", "Running") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        try:
            # From bytes: a file that points at others is refused.
            self._session = onnxruntime.InferenceSession(
                Path(path).read_bytes(), options, providers=["CPUExecutionProvider"])
        except (OSError, faults.Fail, faults.InvalidArgument, faults.InvalidGraph, faults.InvalidProtobuf) as error:
            raise RooflineError(f"The ONNX file {path} cannot be read ({str(error)[:200]}). Check the path, or write "
                                "the file anew.") from error

    def forward(self, tiles: Tensor) -> Tensor:
        [logits] = self._session.run([OUTPUT], {INPUT: tiles.detach().float().cpu().numpy()})
        return torch.from_numpy(logits).to(tiles.device)


def _missing(package: str, doing: str) -> RooflineError:
    return RooflineError(f"{doing} an ONNX file needs the package {package}, and Roofline's environment is without it. "
                         f"Install it there: \"{sys.executable}\" -m pip install {package}")
