"""The bundled model as one that reads two dates, and a raster as it was on each of them."""

import shutil
from dataclasses import replace

import torch
from roofline.models.networks.model_file import write_model
from roofline.models.networks.model_registry import load_model

DATES = ("2019-05-01", "2019-08-01")


def model_of_two_dates(folder):
    """A model that sees the same on two equal dates as the bundled one does on one of them; its path."""
    model, path = load_model(None), folder / "dates.roofline"
    bands = tuple(replace(band, name=f"{band.name} {date}") for date in DATES for band in model.card.bands)
    first = next(name for name, tensor in model.weights.items() if tensor.ndim == 4 and tensor.shape[1] == 3)
    weights = {**model.weights, first: torch.cat([model.weights[first] / 2] * 2, dim=1)}
    write_model(path, replace(model.card, bands=bands, dtype=None), weights)
    return str(path)


def on_two_dates(raster, folder):
    """Copies of a raster with the two dates in their names; their paths."""
    return [str(shutil.copy(raster, folder / f"town {date}.tif")) for date in DATES]
