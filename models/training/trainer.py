"""Trainer: steps of AdamW with mixed precision, gradient clipping, EMA of the weights, frozen encoder, checkpoints."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ...protocol.certain import certain
from ...protocol.settings.base import AUTO, ON
from ...protocol.settings.training import TrainSettings
from ..core.devices import forget_cached, free_memory, mixed_precision
from ..core.errors import is_out_of_memory
from ..networks.attention_float32 import speed_up_attention
from ..networks.depthwise_bf16 import speed_up_depthwise
from ..networks.gradient_checkpointing import bytes_for_gradients, checkpoint_blocks
from ..networks.unet import AfterEncoder, Network, freeze_normalization, stored_weights
from .checkpoint_file import load_checkpoint, save_checkpoint
from .distributed import SINGLE_PROCESS, ProcessGroup
from .losses import masked_loss

CACHE_BYTES = 600_000_000
"""Memory for cached features of a frozen encoder, on a CPU."""
FEWEST_CACHED = 24
"""Batches. A cache of fewer (of large tiles) is not used: the decoder would memorise them, so new ones are drawn."""
LARGEST_GRADIENT = 1.0
"""Norm to which gradients are clipped."""
WITH_LAYER_DECAY = ("full", "staged")
"""Strategies that train the encoder's own, pretrained weights."""
USUAL_BYTES, LITTLE, MOST_OF_IT = 4000, 0.1, 0.8
"""A step keeps some thousand bytes for a pixel. Where that is little of the free memory, it is not looked at closer; it
may take most of it."""
ADAM_BYTES = 12
"""Bytes for each trained weight: its gradient and AdamW's two moments."""
EMA_RAMP_STEPS = 10
"""Steps after which an update of the EMA keeps half of the average; before, it keeps less."""


class Trainer:
    """Makes steps of AdamW on a network, with the learning rates and the strategy of `settings`.

    `frozen_normalization` keeps BatchNorm's running statistics as they were; an encoder that is not trained, or only by
    its adapter, keeps them anyway. `ema_network` is the network to evaluate: the exponential moving average (EMA) of
    the trained weights, or the trained network itself without an EMA. `start_weights` are those before the first step,
    as a model file holds them. `group` has the processes of the training (DDP). `say` is called with a sentence when
    gradient checkpointing begins because the memory does not suffice.
    """

    def __init__(self, network: Network, settings: TrainSettings, device: torch.device,
                 frozen_normalization: bool, group: ProcessGroup = SINGLE_PROCESS,
                 say: Callable[[str], None] = lambda text: None) -> None:
        self.start_weights = stored_weights(network)
        self.network, self.device, self.group = network.to(device), device, group
        self._trained_module: nn.Module | None = None
        self._ema_decay, self._steps = settings.averaging, 0
        self.ema_network = copy.deepcopy(self.network) if settings.averaging else self.network
        if device.type == "cpu":
            speed_up_depthwise(self.network)
            speed_up_attention(self.network)
        self._frozen_normalization = frozen_normalization
        self._has_adapter = settings.strategy == "adapter"
        lr = certain(settings.learning_rate, "learning rate")  # strategies.resolve_settings
        encoder_lr_multiplier = certain(settings.encoder_rate, "encoder rate")
        parameters = [*_encoder_groups(network, settings, lr * encoder_lr_multiplier),
                      {"params": network.decoder_parameters(), "base_lr": lr}]
        self._encoder_parameters = network.encoder_parameters() if encoder_lr_multiplier > 0 else []
        if encoder_lr_multiplier == 0:
            _require_gradients(network.encoder.parameters(), False)
        self._optimizer = torch.optim.AdamW(
            [part for part in parameters if part["base_lr"]], lr=lr, weight_decay=settings.weight_decay,
            fused=device.type in ("cpu", "cuda"))
        self.say, self._may_checkpoint = say, settings.gradient_checkpointing == AUTO and group.world_size == 1
        if settings.gradient_checkpointing == ON:
            checkpoint_blocks(self.network)
        elif settings.gradient_checkpointing == AUTO and (need := memory_needed(self.network, settings, device)):
            self._may_checkpoint = False
            checkpoint_blocks(self.network)
            self.say(f"A step would need about {need / 1e9:.1f} GB of memory, more than there is: gradient "
                     "checkpointing is on, and a step takes about a third longer.")

    @property
    def encoder_is_training(self) -> bool:
        """Whether the encoder, or its adapter, is trained at the moment (gradual unfreezing)."""
        return any(parameter.requires_grad for parameter in self._encoder_parameters)

    @property
    def encoder_is_frozen(self) -> bool:
        """Whether the encoder is never trained in this run."""
        return not self._encoder_parameters

    def train_encoder(self, wanted: bool) -> None:
        """Unfreeze or freeze the encoder. An encoder without a learning rate stays frozen."""
        if wanted != self.encoder_is_training:
            _require_gradients(self._encoder_parameters, wanted)
            self._trained_module = None

    @property
    def trained_share(self) -> float:
        """Share of the network's weights that are trained in this run."""
        trained = sum(part.numel() for group in self._optimizer.param_groups for part in group["params"])
        return trained / sum(parameter.numel() for parameter in self.network.parameters())

    def features(self, images: Tensor) -> list[Tensor]:
        """The encoder's features of tiles (B, C, S, S), without gradients, as `step_on` takes them."""
        self._set_modes()
        with torch.no_grad(), mixed_precision(self.device):
            return self.network.encoder(self._moved(images))

    def step(self, images: Tensor, masks: Tensor, lr_factor: float) -> float:
        """One step on tiles (B, C, S, S) and masks (B, S, S) at `lr_factor` times the learning rate; the loss."""
        if not self.encoder_is_training:
            return self.step_on(self.features(images), masks, lr_factor)
        return self._step(self._moved(images), masks, lr_factor)

    def step_on(self, features: list[Tensor], masks: Tensor, lr_factor: float) -> float:
        """One step of the decoder on the `features` of tiles; the loss."""
        return self._step(features, masks, lr_factor)

    def _step(self, given: Tensor | list[Tensor], masks: Tensor, lr_factor: float) -> float:
        """A step on what the trained module takes; once more, with less memory, where that does not suffice."""
        try:
            return self._learn(given, masks, lr_factor)
        except RuntimeError as error:
            if not self._may_checkpoint or not is_out_of_memory(error):
                raise
        self._optimizer.zero_grad(set_to_none=True)
        forget_cached()
        self._may_checkpoint = False
        checkpoint_blocks(self.network)
        self.say("The memory did not suffice for a step: gradient checkpointing is on from here, and a step takes "
                 "about a third longer.")
        return self._learn(given, masks, lr_factor)

    def _module_to_train(self) -> nn.Module:
        """The module that is trained: tiles to logits, or features to logits while the encoder is not trained. Frozen
        parts are left out, since DDP would wait for their gradients."""
        if self._trained_module is None:
            part = self.network if self.encoder_is_training else AfterEncoder(self.network)
            self._trained_module = self.group.data_parallel(part)
        return self._trained_module

    def _moved(self, images: Tensor) -> Tensor:
        return images.to(self.device, memory_format=torch.channels_last, non_blocking=True)

    def _set_modes(self) -> None:
        self.network.train()
        if self._frozen_normalization:
            freeze_normalization(self.network)
        elif self._has_adapter or not self.encoder_is_training:
            freeze_normalization(self.network.encoder)

    def _learn(self, given: Tensor | list[Tensor], masks: Tensor, lr_factor: float) -> float:
        self._set_modes()
        with mixed_precision(self.device):
            logits = self._module_to_train()(given)
        for parameters in self._optimizer.param_groups:
            parameters["lr"] = parameters["base_lr"] * lr_factor
        loss = masked_loss(logits, masks.to(self.device, non_blocking=True), self.network.separation)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimizer.step()
        self._update_ema()
        return float(loss.detach())

    def _update_ema(self) -> None:
        """Move the average towards the trained weights; at first faster, so that it forgets the initial weights."""
        self._steps += 1
        if self.ema_network is self.network:
            return
        kept = min(self._ema_decay, self._steps / (self._steps + EMA_RAMP_STEPS))
        trained = self.network.state_dict()
        for name, tensor in self.ema_network.state_dict().items():
            if tensor.is_floating_point():
                tensor.lerp_(trained[name], 1 - kept)

    def save(self, path: Path, notes: dict[str, str]) -> None:
        """Save weights, EMA and optimizer state, with `notes`, as one checkpoint file."""
        save_checkpoint(path, self._saved_modules, self._optimizer, notes)

    def load(self, path: Path) -> None:
        """Load what `save` wrote. Raises RooflineError when the file cannot be read or does not fit this network."""
        load_checkpoint(path, self._saved_modules, self._optimizer)
        steps = [int(state["step"]) for state in self._optimizer.state.values()]
        self._steps = max([self._steps, *steps])  # an encoder that was frozen at first has made fewer

    @property
    def _saved_modules(self) -> dict[str, nn.Module]:
        """The modules of a checkpoint, by the prefix of their tensors."""
        average = {} if self.ema_network is self.network else {"average.": self.ema_network}
        return {"network.": self.network, **average}


class CachedFeatures:
    """Training of a decoder whose encoder is frozen on cached features: once `most_bytes` of them are cached, the
    decoder is trained on them again and again, in random order, without the cost of the encoder."""

    def __init__(self, trainer: Trainer, drawn: Iterator[tuple[Tensor, Tensor]], seed: int, most_bytes: int) -> None:
        self._trainer, self._drawn, self._most_bytes = trainer, drawn, most_bytes
        self._random = np.random.default_rng(seed)
        self._cached: list[tuple[list[Tensor], Tensor]] = []
        self._bytes = 0

    def step(self, lr_factor: float) -> float:
        """One step with `lr_factor` times the learning rate; returns the loss."""
        if self._bytes >= self._most_bytes and len(self._cached) >= FEWEST_CACHED:
            return self._trainer.step_on(*self._cached[self._random.integers(len(self._cached))], lr_factor)
        images, masks = next(self._drawn)
        tiles, *features = self._trainer.features(images)
        if self._trainer.network.spectral is None:
            tiles = torch.zeros(1).expand(tiles.shape)  # the decoder needs only their size
        features = [tiles, *features]
        if self._bytes < self._most_bytes:
            self._cached.append((features, masks))
            self._bytes += sum(feature.untyped_storage().nbytes() for feature in features)
        else:
            self._cached.clear()
        return self._trainer.step_on(features, masks, lr_factor)


def _encoder_groups(network: Network, settings: TrainSettings, lr: float) -> list[dict[str, Any]]:
    """The encoder's parameters with their learning rates: lower by the layer decay from each layer to the one before it
    where the encoder's own weights are trained, and not an adapter or random ones."""
    usual = network.usual_layer_decay if settings.strategy in WITH_LAYER_DECAY else 1.0
    decay = usual if settings.layer_decay is None else settings.layer_decay
    if decay == 1.0:
        return [{"params": network.encoder_parameters(), "base_lr": lr}]
    layers = network.encoder_layers()
    return [{"params": layer, "base_lr": lr * decay ** (len(layers) - 1 - number)}
            for number, layer in enumerate(layers) if layer]


def memory_needed(network: Network, settings: TrainSettings, device: torch.device) -> int:
    """Bytes that a step needs, where that is more than the device has to give; 0 where it is not, or is not known."""
    free = free_memory(device)
    pixels = settings.batch_size * settings.tile_size ** 2
    if free is None or pixels * USUAL_BYTES < LITTLE * free:
        return 0
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    kept = bytes_for_gradients(network, settings.batch_size, settings.tile_size,
                               any(parameter.requires_grad for parameter in network.encoder.parameters()))
    if not isinstance(mixed_precision(device), contextlib.nullcontext):
        kept //= 2
    need = kept + ADAM_BYTES * sum(parameter.numel() for parameter in trained)
    return need if need > MOST_OF_IT * free else 0


def _require_gradients(parameters: Iterable[nn.Parameter], wanted: bool) -> None:
    for parameter in parameters:
        parameter.requires_grad_(wanted)
