"""Weight-space ensembling (WiSE-FT, Wortsman et al. 2022): weights between a base's and those tuned from them.

Between the two lies no barrier, since one was reached from the other in small steps. On the way most of what was
learned is there already, and most of what the base knows of ground without labels is there still. How far to go follows
the number of labels, as a shrinkage estimate does, unless held-out labels tell otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

BASE, SHARES = 0.0, (0.25, 0.5, 0.75, 1.0)
"""The base itself, and the shares of the tuned weights that are tried on held-out labels."""
BASE_LABELS = 20
"""Labels that the base's weights count as. Measured: docs/decisions/0023."""
LEAST_FOR_CLASSES = 0.8
"""Least share of weights that tell classes apart. Measured: docs/decisions/0027."""
DEVIATION = 0.2
"""Of a building's score from one share to another; measured there."""


def share_for(labels: int, several_classes: bool = False) -> float:
    """The share of the tuned weights for so many training labels: 0.2 for 5, a half for BASE_LABELS, nearly all of it
    for hundreds. With several classes at least LEAST_FOR_CLASSES: the base knows nothing of what tells them apart."""
    share = labels / (labels + BASE_LABELS)
    return max(share, LEAST_FOR_CLASSES) if several_classes else share


def mixed(start: Mapping[str, Tensor], tuned: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """The weights that lie at `share` (0-1) of the way from `start`, with which the training began, to `tuned`. Tensors
    that training did not change stay the same to the last bit. The weights of an adapter are mixed as all others are:
    at 0 it changes nothing, as at the start."""
    return {name: start[name].float().lerp(tensor.float(), share).to(tensor.dtype)
            if tensor.is_floating_point() and not torch.equal(start[name], tensor) else tensor  # -0.0 stays -0.0
            for name, tensor in tuned.items()}
