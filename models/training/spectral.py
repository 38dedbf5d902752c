"""Logistic regression on the bands of single pixels, with which the learning of ground cover begins.

The values of a pixel alone tell much of the ground cover that satellites show: water, forest, snow. A decoder that
begins from nothing needs hundreds of steps to find that, and forgets fine lines on the way, since its features are
coarser than the imagery. So the spectral classifier of a network (networks.unet) is fitted first, in about a second,
and the decoder learns what is left. Measured: docs/decisions/0045.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from ...protocol.certain import certain
from ..data.target_masks import IGNORE
from ..data.tile_sampler import TileSource
from ..networks.channels import EDGE_CHANNELS
from ..networks.model_card import NONE, Card
from ..networks.unet import SPECTRAL, SPECTRAL_BIAS, SPECTRAL_WEIGHT, Network, pixel_classifier
from .losses import masked_loss
from .trainer import Trainer

DRAWS, TILES, PIXELS = 8, 2, 2500
"""How often tiles are drawn, how many at a time (one of two near a label), and the pixels taken of each."""
ITERATIONS, RIDGE = 50, 1e-4
"""Of L-BFGS, and the penalty on squared coefficients: neighbouring bands say nearly the same. It holds the intercepts
too, which would grow without end where all ground has a class, until all classes seem certain everywhere."""
DRAWN_BY = 7
"""Number beside a run's seed, so that other tiles are drawn than in its first steps."""


def fit_to_spectral(card: Card, weights: dict[str, Tensor], is_known: bool) -> dict[str, Tensor]:
    """The weights for the target `card`: with a spectral classifier, of zeros unless the base knows the target and has
    one, or without."""
    kept = {name: tensor for name, tensor in weights.items() if name not in SPECTRAL}
    if not card.spectral:
        return kept
    if is_known and len(kept) < len(weights):
        return weights
    channels, like = len(card.classes) + EDGE_CHANNELS, weights["head.0.weight"]
    return {**kept, SPECTRAL_WEIGHT: like.new_zeros(channels, len(card.bands), 1, 1),
            SPECTRAL_BIAS: like.new_zeros(channels)}


def begin_with_pixels(trainer: Trainer, source: TileSource, seed: int) -> None:
    """Fit the spectral classifier of a network before its first step, if it has one, and make the logits of its decoder
    begin at zero."""
    if trainer.network.spectral is None:
        return
    values, masks = _pixels(source, trainer.network.spectral.in_channels, np.random.default_rng([DRAWN_BY, seed]))
    if masks.numel():
        fitted = _logistic_regression(values, masks, trainer.network.spectral.out_channels)
        for network in (trainer.network, trainer.ema_network):
            _begin_from(network, fitted)


def _pixels(source: TileSource, bands: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Normalised values (bands, pixels) and masks (pixels,) of random pixels that count."""
    values, kept = [], []
    for _ in range(DRAWS):
        for image, mask in zip(*source.batch(rng, TILES)):
            counted = np.flatnonzero(mask != IGNORE)
            chosen = torch.from_numpy(rng.permutation(counted)[:PIXELS])
            values.append(image[:bands].flatten(1)[:, chosen])
            kept.append(mask.flatten()[chosen])
    return torch.cat(values, dim=1), torch.cat(kept)


def _logistic_regression(values: Tensor, masks: Tensor, channels: int) -> nn.Conv2d:
    """The classifier of pixels (bands, pixels) with the least loss, found by L-BFGS."""
    classifier = pixel_classifier(len(values), channels)
    optimizer = torch.optim.LBFGS(classifier.parameters(), max_iter=ITERATIONS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        found = masked_loss(classifier(values[None, :, None]), masks[None, None], NONE)
        found = found + sum(RIDGE * parameter.square().sum() for parameter in classifier.parameters())
        found.backward()
        return found.detach()

    optimizer.step(loss)
    return classifier


@torch.no_grad()
def _begin_from(network: Network, fitted: nn.Conv2d) -> None:
    for own, found in zip(certain(network.spectral, "spectral classifier").parameters(), fitted.parameters()):
        own.copy_(found)
    for parameter in network.head.parameters():
        parameter.zero_()
