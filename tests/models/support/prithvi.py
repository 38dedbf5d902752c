"""Small Prithvi weights in the layout of the published files, the same on every machine."""

import json
from pathlib import Path

import torch
from roofline.models.networks.prithvi import Size

REFERENCE = Path(__file__).with_name("prithvi_reference.json")
"""Names and shapes of the tensors of a small PrithviMAE, and numbers of its features, from terratorch 1.2.13."""
SMALL = Size(64, 4, 4)
TILES = {1: (96, 64), 3: (64, 96)}
"""Sides of the tiles of the comparison, by the number of dates."""


def reference():
    return json.loads(REFERENCE.read_text())


def filled(shape, seed):
    """A tensor of waves: no generator of random numbers is the same everywhere."""
    count = torch.Size(shape).numel()
    return (0.05 * torch.sin(torch.arange(count, dtype=torch.float64) * (0.7 + 0.01 * seed) + seed)).float().view(shape)


def weights():
    """The tensors of a whole autoencoder, as published."""
    return {name: filled(shape, seed) for seed, (name, shape) in enumerate(sorted(reference()["shapes"].items()))}


def tiles(dates):
    """A tile (1, dates * 6, rows, columns), date after date."""
    return 20 * filled((1, 6 * dates, *TILES[dates]), 5)


def told(dates):
    """Year and day of the year of each date, latitude and longitude."""
    return torch.tensor([[*(value for date in range(dates) for value in (2018.0 + date, 30.0 + 100 * date)),
                          46.25, 14.5]])


def numbers(features):
    """What is compared of features (1, C, rows, columns) of each block."""
    return [[value.item() for value in (part.mean(), part.std(), *part.flatten()[::max(part.numel() // 5, 1)][:5])]
            for part in features]
