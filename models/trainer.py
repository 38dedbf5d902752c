"""One optimisation: a network, its optimizer and its learning rate, which can be put aside and taken up again."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from ..protocol.settings import TrainSettings
from .errors import RooflineError
from .losses import masked_loss
from .networks import Network, mixed_precision

WARM_UP = 0.05
"""Share of the run in which the learning rate rises."""
RISING_STEPS = 15
"""Steps in which the learning rate rises when nobody knows how long the run will be."""
LARGEST_GRADIENT = 1.0


def schedule(progress: float) -> float:
    """Factor on the learning rate at `progress` (0-1) of a run: a linear rise, then half a cosine down to zero
    (Loshchilov and Hutter 2017). Progress may be time as well as steps, so that a run ends annealed when time is up."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.02)
    return 0.5 * (1 + math.cos(math.pi * min((progress - WARM_UP) / (1 - WARM_UP), 1.0)))


def open_ended(step: int, left: float) -> float:
    """Factor on the learning rate at `step` of a run whose end is not known: a short rise, then level, and a linear
    fall to zero once its end is in sight, while `left` goes from 1 to 0 (Hägele et al. 2024)."""
    return min((step + 1) / RISING_STEPS, 1.0) * left


class Trainer:
    """Makes steps of AdamW on a network; `frozen_normalization` keeps BatchNorm's statistics as they came."""

    def __init__(self, network: Network, settings: TrainSettings, device: torch.device,
                 frozen_normalization: bool) -> None:
        self.network, self.device = network.to(device), device
        self._frozen_normalization = frozen_normalization
        rate = settings.learning_rate
        groups = [
            {"params": network.encoder_parameters(), "full_rate": rate * settings.encoder_rate},
            {"params": network.decoder_parameters(), "full_rate": rate}]
        trained = [group for group in groups if group["full_rate"] > 0]
        if settings.encoder_rate == 0:
            for parameter in network.encoder_parameters():
                parameter.requires_grad_(False)
        self._optimizer = torch.optim.AdamW(
            trained, lr=rate, weight_decay=settings.weight_decay, fused=device.type == "cuda")

    def step(self, images: Tensor, masks: Tensor, rate: float) -> float:
        """One step on tiles (B, C, S, S) and masks (B, S, S) with `rate` of the learning rate; returns the loss."""
        self.network.train()
        if self._frozen_normalization:
            self.network.freeze_normalization()
        for group in self._optimizer.param_groups:
            group["lr"] = group["full_rate"] * rate
        images = images.to(self.device, memory_format=torch.channels_last, non_blocking=True)
        with mixed_precision(self.device):
            logits = self.network(images)
        loss = masked_loss(logits, masks.to(self.device, non_blocking=True))
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimizer.step()
        return float(loss.detach())

    def save(self, path: Path, notes: dict[str, str]) -> None:
        """Weights and optimizer state, with `notes`, as one safetensors file, written beside and renamed."""
        tensors = {f"network.{name}": tensor.detach().cpu().contiguous()
                   for name, tensor in self.network.state_dict().items()}
        for index, state in self._optimizer.state_dict()["state"].items():
            for name, tensor in state.items():
                tensors[f"optimizer.{index}.{name}"] = tensor.detach().cpu().contiguous()
        beside = path.with_suffix(".tmp")
        save_file(tensors, beside, notes)
        beside.replace(path)

    def load(self, path: Path) -> None:
        """Take up what `save` put aside; RooflineError when it does not fit this network."""
        try:
            tensors = load_file(path)
            self.network.load_state_dict(_part(tensors, "network."))
        except (OSError, SafetensorError, RuntimeError) as error:
            raise _lost(path, error) from error
        state: dict[int, dict[str, Tensor]] = {}
        for name, tensor in _part(tensors, "optimizer.").items():
            index, key = name.split(".", 1)
            state.setdefault(int(index), {})[key] = tensor
        self._optimizer.load_state_dict({
            "state": state, "param_groups": self._optimizer.state_dict()["param_groups"]})


def read_notes(path: Path) -> dict[str, str]:
    """The notes that were saved with a trainer; RooflineError when the file cannot be read."""
    try:
        with safe_open(path, "pt") as file:
            return file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise _lost(path, error) from error


def _lost(path: Path, error: Exception) -> RooflineError:
    return RooflineError(
        f"The run in {path.parent} cannot go on: its weights cannot be read ({error}). Start it anew.")


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix):]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}
