"""One optimisation: a network, its optimizer and its learning rate, which can be put aside and taken up again."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from ...protocol.settings import TrainSettings
from ..core.errors import RooflineError
from ..networks.depthwise_bf16 import speed_up_depthwise
from ..networks.unet import Network, freeze_normalization, mixed_precision
from .distributed import ALONE, Team
from .losses import masked_loss

WARM_UP = 0.05
"""Share of the run in which the learning rate rises."""
RISING_STEPS = 15
"""Steps in which the learning rate rises when nobody knows how long the run will be."""
LARGEST_GRADIENT = 1.0
AVERAGING_STEPS = 10
"""Steps after which an average of weights keeps half of what it was."""


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
    """Makes steps of AdamW on a network, with the rates and in the way that `settings` tell (training.strategies).

    `frozen_normalization` keeps BatchNorm's statistics as they came; an encoder that does not learn, or only by its
    adapter, keeps them anyway. `scored` is the network to look at: the running average of the trained one, if one is
    kept. `team` has the processes that make the same steps.
    """

    def __init__(self, network: Network, settings: TrainSettings, device: torch.device,
                 frozen_normalization: bool, team: Team = ALONE) -> None:
        assert settings.learning_rate is not None and settings.encoder_rate is not None  # strategies.settled
        self.network, self.device, self.team = network.to(device), device, team
        self._learning: nn.Module | None = None
        self._averaging, self._steps = settings.averaging, 0
        self.scored = copy.deepcopy(self.network) if settings.averaging else self.network
        if device.type == "cpu":
            speed_up_depthwise(self.network)
        self._frozen_normalization = frozen_normalization
        self._has_adapter = settings.strategy == "adapter"
        rate, share = settings.learning_rate, settings.encoder_rate
        groups = [{"params": network.encoder_parameters(), "full_rate": rate * share},
                  {"params": network.decoder_parameters(), "full_rate": rate}]
        self._of_encoder = groups[0]["params"] if share > 0 else []
        if share == 0:
            _require_gradients(network.encoder.parameters(), False)
        self._optimizer = torch.optim.AdamW(
            [group for group in groups if group["full_rate"]], lr=rate, weight_decay=settings.weight_decay,
            fused=device.type in ("cpu", "cuda"))

    @property
    def encoder_learns(self) -> bool:
        """Whether the encoder, or its adapter, is trained at this moment."""
        return any(parameter.requires_grad for parameter in self._of_encoder)

    @property
    def encoder_rests(self) -> bool:
        """Whether the encoder never learns in this run."""
        return not self._of_encoder

    def let_encoder_learn(self, learns: bool) -> None:
        """Train the encoder from now on, or not for the time being; one without a rate never learns."""
        if learns != self.encoder_learns:
            _require_gradients(self._of_encoder, learns)
            self._learning = None

    def features(self, images: Tensor) -> list[Tensor]:
        """What the encoder makes of tiles (B, C, S, S), for `step_on` again and again; no gradient goes through it."""
        self._set_modes()
        with torch.no_grad(), mixed_precision(self.device):
            return self.network.encoder(self._moved(images))

    def step(self, images: Tensor, masks: Tensor, rate: float) -> float:
        """One step on tiles (B, C, S, S) and masks (B, S, S) with `rate` of the learning rate; returns the loss."""
        if not self.encoder_learns:
            return self.step_on(self.features(images), masks, rate)
        self._set_modes()
        with mixed_precision(self.device):
            logits = self._learning_part()(self._moved(images))
        return self._learn(logits, masks, rate)

    def step_on(self, features: list[Tensor], masks: Tensor, rate: float) -> float:
        """One step of the decoder on the `features` of tiles."""
        self._set_modes()
        with mixed_precision(self.device):
            logits = self._learning_part()(features)
        return self._learn(logits, masks, rate)

    def _learning_part(self) -> nn.Module:
        """What makes logits of tiles, or of features while the encoder rests. What rests is no part of it: the team
        would wait for its gradients."""
        if self._learning is None:
            self._learning = self.team.averaged(self.network if self.encoder_learns else _Decoding(self.network))
        return self._learning

    def _moved(self, images: Tensor) -> Tensor:
        return images.to(self.device, memory_format=torch.channels_last, non_blocking=True)

    def _set_modes(self) -> None:
        self.network.train()
        if self._frozen_normalization:
            freeze_normalization(self.network)
        elif self._has_adapter or not self.encoder_learns:
            freeze_normalization(self.network.encoder)

    def _learn(self, logits: Tensor, masks: Tensor, rate: float) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = group["full_rate"] * rate
        loss = masked_loss(logits, masks.to(self.device, non_blocking=True))
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimizer.step()
        self._average()
        return float(loss.detach())

    def _average(self) -> None:
        """Move the average towards the trained weights; at first faster, so that it forgets where they began."""
        self._steps += 1
        if self.scored is self.network:
            return
        kept = min(self._averaging, self._steps / (self._steps + AVERAGING_STEPS))
        trained = self.network.state_dict()
        for name, tensor in self.scored.state_dict().items():
            if tensor.is_floating_point():
                tensor.lerp_(trained[name], 1 - kept)

    def save(self, path: Path, notes: dict[str, str]) -> None:
        """Weights and optimizer state, with `notes`, as one safetensors file, written beside and renamed."""
        tensors = {f"network.{name}": tensor.detach().cpu().contiguous()
                   for name, tensor in self.network.state_dict().items()}
        if self.scored is not self.network:
            tensors.update({f"average.{name}": tensor.detach().cpu().contiguous()
                            for name, tensor in self.scored.state_dict().items()})
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
            if self.scored is not self.network:
                self.scored.load_state_dict(_part(tensors, "average."))
        except (OSError, SafetensorError, RuntimeError) as error:
            raise _lost(path, error) from error
        state: dict[int, dict[str, Tensor]] = {}
        learning = [parameter for group in self._optimizer.param_groups for parameter in group["params"]]
        for name, tensor in _part(tensors, "optimizer.").items():
            index, key = name.split(".", 1)
            state.setdefault(int(index), {})[key] = _laid_out_like(learning[int(index)], tensor)
            if key == "step":  # an encoder that rested at first has made fewer
                self._steps = max(self._steps, int(tensor))
        self._optimizer.load_state_dict({
            "state": state, "param_groups": self._optimizer.state_dict()["param_groups"]})


class _Decoding(nn.Module):
    """What is left of a network without its encoder: features to logits."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.decoder, self.head = network.decoder, network.head

    def forward(self, features: list[Tensor]) -> Tensor:
        return self.head(self.decoder(features))


def _require_gradients(parameters: Iterable[nn.Parameter], wanted: bool) -> None:
    for parameter in parameters:
        parameter.requires_grad_(wanted)


def read_notes(path: Path) -> dict[str, str]:
    """The notes that were saved with a trainer; RooflineError when the file cannot be read."""
    try:
        with safe_open(path, "pt") as file:
            return file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise _lost(path, error) from error


def _laid_out_like(parameter: Tensor, tensor: Tensor) -> Tensor:
    """The tensor in the order in memory of the parameter that it belongs to: fused AdamW goes through both in step."""
    return tensor if tensor.shape != parameter.shape else torch.empty_like(parameter, requires_grad=False).copy_(tensor)


def _lost(path: Path, error: Exception) -> RooflineError:
    return RooflineError(
        f"The run in {path.parent} cannot go on: its weights cannot be read ({error}). Start it anew.")


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix):]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}
