"""Fine-tuning strategies: trained weights (decoder, adapter, all, gradual unfreezing) and learning rates of a run."""

from __future__ import annotations

from dataclasses import replace

import torch

from ...protocol.settings.base import AUTO
from ...protocol.settings.training import RATES, TrainSettings
from ..networks.adapters import Adapter, add_adapter
from ..networks.model_card import Card
from ..networks.unet import Network, build_network
from .trainer import Trainer

ADAPTER, SCRATCH, STAGED = "adapter", "scratch", "staged"
FEW = 20
"""With fewer labels than this, `auto` trains the encoder by an adapter only."""
LARGE = 50_000_000
"""With so many weights too: all of them would take twice the memory, at learning rates that large encoders do not
bear."""
DECODER_FIRST = 0.3
"""Share of a staged run in which only the decoder is trained."""
LONGEST_FIRST = 200
"""Steps after which a staged run trains the encoder too, however long the run may last."""


def resolve_settings(settings: TrainSettings, labels: int, weights: int = 0) -> TrainSettings:
    """The settings with `auto` and unset learning rates replaced, for a run on so many training `labels`, of a network
    with so many `weights`."""
    strategy = strategy_for(labels, weights) if settings.strategy == AUTO else settings.strategy
    rates = RATES[strategy]
    return replace(
        settings, strategy=strategy,
        learning_rate=rates.learning_rate if settings.learning_rate is None else settings.learning_rate,
        encoder_rate=rates.encoder_lr_multiplier if settings.encoder_rate is None else settings.encoder_rate)


def strategy_for(labels: int, weights: int) -> str:
    """The strategy that `auto` means for so many training `labels` and weights. Figures and reasons:
    docs/decisions/0012."""
    return ADAPTER if labels < FEW or weights >= LARGE else STAGED


def starting_network(card: Card, weights: dict[str, torch.Tensor], settings: TrainSettings) -> Network:
    """The network at the start of a run: the base's weights or, for the strategy `scratch`, random ones; with an
    adapter for the strategy `adapter`."""
    if settings.strategy == SCRATCH:
        return build_network(card)
    network = build_network(card, weights)
    if settings.strategy == ADAPTER:
        add_adapter(network, Adapter(settings.adapter_kind, settings.adapter_rank))
    return network


def unfreeze_gradually(trainer: Trainer, settings: TrainSettings, progress: float, step: int) -> None:
    """Gradual unfreezing: the encoder of a staged run is trained once the decoder was for a while, so that a decoder
    that does not fit the new labels yet does not distort the pretrained features (LP-FT, Kumar et al. 2022)."""
    if settings.strategy == STAGED:
        trainer.train_encoder(progress >= DECODER_FIRST or step >= LONGEST_FIRST)
