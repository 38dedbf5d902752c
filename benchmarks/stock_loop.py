"""Baseline: the same network trained in a stock PyTorch Lightning loop, with tiles read from GeoTIFFs one by one.

What TorchGeo and TerraTorch do at this point: float32, each tile read through rasterio and normalised by itself, the
default precision and memory format. Kinder than these in one thing: imagery and masks lie on disk at the model's
resolution, so nothing is resampled or rasterised on the way.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytorch_lightning as lightning
import rasterio
import torch
from rasterio.windows import Window
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from ..models.data.target_masks import IGNORE
from ..models.data.tile_sampler import Site
from ..models.networks.unet import Network
from ..models.training.losses import masked_loss
from ..protocol.settings.training import TrainSettings

WARM_UP_STEPS = 3


def write_site(site: Site, folder: Path, number: int) -> tuple[Path, Path]:
    """GeoTIFFs of the image and the mask of a site."""
    paths = folder / f"image-{number}.tif", folder / f"mask-{number}.tif"
    for path, bands in zip(paths, (site.image, site.mask[None])):
        with rasterio.open(path, "w", driver="GTiff", count=len(bands), height=bands.shape[1], width=bands.shape[2],
                           dtype=bands.dtype, tiled=True) as file:
            file.write(bands)
    return paths


class Tiles(Dataset[tuple[Tensor, Tensor]]):
    """Tiles drawn anywhere in the sites, flipped and turned, each read from its files when it is asked for."""

    def __init__(self, sites: Sequence[Site], folder: Path, size: int, count: int) -> None:
        self._files = [write_site(site, folder, number) for number, site in enumerate(sites)]
        self._shapes = [site.mask.shape for site in sites]
        pixels = np.array([height * width for height, width in self._shapes], float)
        self._shares = pixels / pixels.sum()
        self._mean, self._std = (np.asarray(one, np.float32)[:, None, None] for one in (sites[0].mean, sites[0].std))
        self._size, self._count = size, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        random = np.random.default_rng(index)
        number = random.choice(len(self._files), p=self._shares)
        height, width = self._shapes[number]
        window = Window(int(random.integers(max(width - self._size, 0) + 1)),
                        int(random.integers(max(height - self._size, 0) + 1)), self._size, self._size)
        image, mask = (self._read(path, window, fill) for path, fill in zip(self._files[number], (0, IGNORE)))
        tile = (image.astype(np.float32) - self._mean) / self._std
        turns = int(random.integers(4))
        tile, mask = np.rot90(tile, turns, (1, 2)), np.rot90(mask, turns, (1, 2))
        if random.integers(2):
            tile, mask = tile[:, :, ::-1], mask[:, :, ::-1]
        return torch.from_numpy(tile.copy()), torch.from_numpy(mask[0].copy())

    @staticmethod
    def _read(path: Path, window: Window, fill: int) -> np.ndarray:
        with rasterio.open(path) as file:
            return np.asarray(file.read(window=window, boundless=True, fill_value=fill))


class Module(lightning.LightningModule):
    """Our network and our loss in Lightning's hands."""

    def __init__(self, network: Network, settings: TrainSettings, rate: float) -> None:
        super().__init__()
        self.network, self._settings, self._rate = network, settings, rate

    def training_step(self, batch: Any, index: int) -> Tensor:
        images, masks = batch
        return masked_loss(self.network(images), masks)

    def configure_optimizers(self) -> Any:
        return torch.optim.AdamW(self.parameters(), lr=self._rate, weight_decay=self._settings.weight_decay)


class Watch(lightning.Callback):
    """A Lightning callback that records the time after each step."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def on_train_batch_end(self, *arguments: Any, **options: Any) -> None:
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        self.times.append(time.perf_counter())


def stock_speed(network: Network, tiles: Tiles, settings: TrainSettings, rate: float, workers: int,
                steps: int) -> float:
    """Tiles a second of Lightning's loop with so many workers of its loader, without the first steps."""
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    watch = Watch()
    trainer = lightning.Trainer(
        max_steps=steps + WARM_UP_STEPS, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, callbacks=[watch])
    loader = DataLoader(tiles, settings.batch_size, num_workers=workers, drop_last=True)
    network.to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]  # torch leaves it out
    trainer.fit(Module(network, settings, rate), loader)
    first = watch.times[WARM_UP_STEPS - 1]
    return settings.batch_size * (len(watch.times) - WARM_UP_STEPS) / (watch.times[-1] - first)
