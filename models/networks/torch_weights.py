"""Weights in a pickle (*.pt, *.pth, *.bin), as torch.save writes them.

They are read by torch's restricted unpickler (weights_only), which makes tensors and plain values and runs nothing.
"""

from __future__ import annotations

import pickle  # the name of an error is taken from it, nothing is read by it  # nosec B403
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from ...protocol.model_files import SAFETENSORS
from ..core.errors import RooflineError

BEGINNINGS = (b"PK", b"\x80")
"""First bytes of what torch.save writes: a zip archive, and what older versions wrote."""
INSIDE = ("model", "state_dict", "model_state_dict")
"""Names under which a checkpoint may hold the weights beside other things."""


def read_pickle(path: Path) -> dict[str, Tensor]:
    """The tensors in a pickle, by name. Raises RooflineError when the file holds more than weights, or is none."""
    try:
        with path.open("rb") as file:
            begins = file.read(2)
        if not begins.startswith(BEGINNINGS):
            raise RooflineError(f"{path} is no file of weights: it may be the web page of one, or what Git leaves in "
                                "the place of a large file (Git LFS). Download the file itself.")
        found = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise RooflineError(f"{path} holds more than weights, which could run code, so it is not read. Get the weights "
                            "as *.safetensors.") from error
    except (OSError, RuntimeError, EOFError, ValueError, KeyError, AttributeError, TypeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RooflineError(f"The weights in {path} cannot be read ({reason[:200]}). Copy or download the file again."
                            ) from error
    while isinstance(found, Mapping) and (inner := next((one for one in INSIDE if _is_mapping(found.get(one))), "")):
        found = found[inner]
    if not isinstance(found, Mapping):
        raise RooflineError(f"{path} holds no weights by name. Choose another file.")
    return {str(name): tensor.detach().contiguous() for name, tensor in found.items() if isinstance(tensor, Tensor)}


def as_safetensors(path: Path) -> Path:
    """The safetensors file beside a pickle with the same tensors, which is made once."""
    converted = path.with_suffix(SAFETENSORS)
    if not converted.is_file():
        part = path.with_suffix(".part")
        save_file({name: tensor.clone() for name, tensor in read_pickle(path).items()}, part)
        part.replace(converted)
    return converted


def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping)
