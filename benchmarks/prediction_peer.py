"""Baseline: tiled inference as other tools do it, in a process that prints its seconds and peak memory as JSON.

    <worker's python> protocol/launch.py roofline.benchmarks.prediction_peer WAY RASTER FOLDER [--geoai FOLDER]

loop: what most people would write. The whole raster in memory; tiles of 512 px, half of which overlap, four at a time;
probabilities weighted by their distance from the tile's edge and summed for the whole raster; rasterio's shapes of what
is above the threshold, simplified, and written at the end. In float32, as the tools do it; loop-mixed is the same in
the precision that Roofline uses. geoai: the same with geoai's `predict_geotiff` up to the probabilities.

Kinder than these tools in one thing: the raster has the model's resolution, so nothing is resampled. TerraTorch's tiled
inference is left out: it comes with the whole of TerraTorch, and computes what the loop does.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyproj
import rasterio
import shapely
import torch
from rasterio.features import shapes
from torch import Tensor, nn

from ..models.core.devices import choose_device, mixed_precision
from ..models.geodata.polygon_io import write_polygons
from ..models.geodata.raster_source import Imagery
from ..models.inference.raster_task import statistics_for
from ..models.networks.model_registry import Model, load_model
from ..models.networks.unet import build_network
from .prediction_worker import peak_mb

TILE, BATCH = 512, 4
STEP = TILE // 2
LOOP, MIXED, GEOAI = "loop", "loop-mixed", "geoai"


def starts(length: int) -> list[int]:
    """Where tiles begin along one side of a raster, of at least a tile: the last one ends with it."""
    return [*range(0, length - TILE, STEP), length - TILE]


def weights() -> np.ndarray:
    """How much each pixel (TILE, TILE) of a tile counts: most in its middle, hardly at its edge."""
    slope = 1.0 - np.abs(np.linspace(-1, 1, TILE, dtype=np.float32))
    return np.minimum.outer(slope, slope) + np.float32(1e-3)


def statistics(model: Model, raster: Path) -> tuple[np.ndarray, np.ndarray]:
    """Mean and deviation (bands, 1, 1) float32 that Roofline normalises the raster by too."""
    imagery = Imagery(str(raster), model.card.bands, model.card.resolution_m)
    found = statistics_for(model.card, imagery)
    imagery.close()
    mean, std = (values.astype(np.float32)[:, None, None] for values in (found.mean, found.std))
    return mean, std


def loop(model: Model, raster: Path, mixed: bool) -> np.ndarray:
    """Probabilities (rows, columns) of building."""
    device = choose_device()
    network = build_network(model.card, model.weights).to(device).eval()
    with rasterio.open(raster) as file:
        image = file.read().astype(np.float32)
    mean, std = statistics(model, raster)
    total, weight, counts = np.zeros(image.shape[1:], np.float32), np.zeros(image.shape[1:], np.float32), weights()
    places = [(row, column) for row in starts(image.shape[1]) for column in starts(image.shape[2])]
    for first in range(0, len(places), BATCH):
        parts = [(slice(row, row + TILE), slice(column, column + TILE)) for row, column in places[first:first + BATCH]]
        tiles = torch.from_numpy(np.stack([(image[:, rows, columns] - mean) / std for rows, columns in parts]))
        with torch.no_grad(), mixed_precision(device) if mixed else nullcontext():
            found = torch.sigmoid(network(tiles.to(device))[:, 0].float()).cpu().numpy()
        for part, one in zip(parts, found):
            total[part] += one * counts
            weight[part] += counts
    return total / weight


class OfBuildings(nn.Module):
    """A network that gives the probability of building alone (B, 1, H, W)."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self._network = network

    def forward(self, tiles: Tensor) -> Tensor:
        return torch.sigmoid(self._network(tiles)[:, :1])


def geoai_inference(folder: Path) -> Any:
    """geoai's module for tiled inference alone, from the folder that geoai-py is installed in: the package would bring
    in dozens of others that it does not need."""
    package, utils = ModuleType("geoai"), ModuleType("geoai.utils")
    package.__path__ = [str(folder / "geoai")]
    vars(utils)["get_device"] = choose_device
    sys.modules.update({"geoai": package, "geoai.utils": utils})
    return importlib.import_module("geoai.inference")


def with_geoai(model: Model, raster: Path, work: Path, installed: Path) -> np.ndarray:
    """Probabilities (rows, columns) of building, by geoai's tiled inference."""
    mean, std = statistics(model, raster)
    out = work / "probabilities.tif"
    geoai_inference(installed).predict_geotiff(
        OfBuildings(build_network(model.card, model.weights)), str(raster), str(out), tile_size=TILE,
        overlap=TILE - STEP, batch_size=BATCH, verbose=False, device=str(choose_device()),
        preprocess_fn=lambda tile: (tile - mean) / std)
    with rasterio.open(out) as file:
        return file.read(1)


def polygons_of(model: Model, probabilities: np.ndarray, raster: Path, target: Path) -> int:
    """Polygonise what is above the model's threshold, simplify, and write; returns the number of polygons."""
    resolution_m, mask = model.card.resolution_m, probabilities >= model.card.threshold
    with rasterio.open(raster) as file:
        transform, crs = file.transform, pyproj.CRS.from_user_input(file.crs.to_wkt())
    found = [shapely.geometry.shape(geometry) for geometry, _ in
             shapes(mask.astype(np.uint8), mask=mask, connectivity=4, transform=transform)]
    least = model.card.min_area_m2 / resolution_m ** 2 * abs(transform.determinant)
    simple = [polygon.simplify(2 * abs(transform.a)) for polygon in found if polygon.area >= least]
    write_polygons(target, "footprints", simple, {}, crs)
    return len(simple)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=(LOOP, MIXED, GEOAI))
    parser.add_argument("raster", type=Path)
    parser.add_argument("folder", type=Path, help="to write to")
    parser.add_argument("--geoai", type=Path, help="folder that geoai-py is installed in")
    options = parser.parse_args()
    started = time.perf_counter()
    model = load_model(None)
    if options.way == GEOAI:
        probabilities = with_geoai(model, options.raster, options.folder, options.geoai)
    else:
        probabilities = loop(model, options.raster, options.way == MIXED)
    count = polygons_of(model, probabilities, options.raster, options.folder / f"{options.way}.gpkg")
    seconds = time.perf_counter() - started
    print(json.dumps({"count": count, "seconds": seconds, "peak_mb": peak_mb(),
                      "megapixels_per_second": probabilities.size / 1e6 / seconds}))


if __name__ == "__main__":
    main()
