"""ONNX file (protobuf): read as one message that is complete in itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..core.errors import RooflineError
from .onnx_network import missing


def read_onnx(path: Path) -> Any:
    """The file as an onnx.ModelProto. Raises RooflineError when it is no such file, or its weights lie in others."""
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError as error:
        raise missing("onnx", "Reading") from error
    try:
        model = onnx.load_model(path, load_external_data=False)
    except DecodeError as error:
        raise RooflineError(f"{path.name} is no ONNX file, or it is cut off. Copy or download it again.") from error
    except OSError as error:
        raise RooflineError(
            f"The ONNX file {path} cannot be read ({error.strerror or error}). Check the path.") from error
    if not model.graph.node:
        raise RooflineError(f"{path.name} is no ONNX file: it holds no network. Choose another file.")
    if any(onnx.external_data_helper.uses_external_data(tensor) for tensor in model.graph.initializer):
        raise RooflineError(f"The weights of {path.name} lie in other files, and Roofline opens none that a model "
                            "names. Save it as one file (onnx.save_model with save_as_external_data=False).")
    return model
