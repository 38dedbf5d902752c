"""Checkpoint file (safetensors): weights of modules, the state of their optimizer, and notes as metadata."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from ..core.errors import RooflineError

OPTIMIZER = "optimizer."
"""Prefix of the optimizer's tensors."""


def save_checkpoint(path: Path, modules: Mapping[str, nn.Module], optimizer: torch.optim.Optimizer,
                    notes: dict[str, str]) -> None:
    """Write `modules`, by the prefix of their tensors, the state of the optimizer and `notes`: beside, and renamed, so
    that there is one whole checkpoint whenever the process dies."""
    named = {f"{prefix}{name}": tensor for prefix, module in modules.items()
             for name, tensor in module.state_dict().items()}
    named.update({f"{OPTIMIZER}{index}.{name}": tensor for index, state in optimizer.state_dict()["state"].items()
                  for name, tensor in state.items()})
    save_weights(path, {name: tensor.detach().cpu().contiguous() for name, tensor in named.items()}, notes)


def save_weights(path: Path, tensors: dict[str, Tensor], notes: dict[str, str] | None = None) -> None:
    """Write tensors, beside and renamed. The name beside is always the same: what a killed process left is replaced."""
    beside = path.with_suffix(".tmp")
    save_file(tensors, beside, notes)
    beside.replace(path)


def load_checkpoint(path: Path, modules: Mapping[str, nn.Module], optimizer: torch.optim.Optimizer) -> None:
    """Load a checkpoint into `modules`, by the prefix of their tensors, and an optimizer. Raises RooflineError when it
    cannot be read or does not fit."""
    try:
        tensors = load_file(path)
        for prefix, module in modules.items():
            module.load_state_dict(_part(tensors, prefix))
    except (OSError, SafetensorError, RuntimeError) as error:
        raise _lost(path, error) from error
    state: dict[int, dict[str, Tensor]] = {}
    trained = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    for name, tensor in _part(tensors, OPTIMIZER).items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = _laid_out_like(trained[int(index)], tensor)
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def read_notes(path: Path) -> dict[str, str]:
    """The notes in a checkpoint. Raises RooflineError when the file cannot be read."""
    try:
        with safe_open(path, "pt") as file:
            return file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise _lost(path, error) from error


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix):]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _laid_out_like(parameter: Tensor, tensor: Tensor) -> Tensor:
    """The tensor in the memory format of the parameter that it belongs to, which fused AdamW takes for granted."""
    return tensor if tensor.shape != parameter.shape else torch.empty_like(parameter, requires_grad=False).copy_(tensor)


def _lost(path: Path, error: Exception) -> RooflineError:
    return RooflineError(
        f"The run in {path.parent} cannot go on: its weights cannot be read ({error}). Start it anew.")
