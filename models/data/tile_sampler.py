"""Tile sampler: random batches of training tiles, cut from sites in memory, scaled, turned, mirrored and augmented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ...protocol.certain import certain
from ..geodata.band_statistics import normalize
from ..geodata.place_and_time import PlaceAndTime
from .augmentation import Augmentation, augment
from .target_masks import IGNORE

NOTHING = np.zeros(0, np.float32)
ON_LABEL = 0.5
"""Share of the tiles that are centred near a label."""


@dataclass
class Site:
    """A piece of imagery held in memory at the model's resolution, with its mask.

    image: (C, H, W) in the raster's own type; valid: (H, W) bool; mask: (H, W) of target_masks; centers: (N, 2) column
    and row of a point in each training label; mean, std: (C,) of the imagery; weight: a factor of the probability that
    a tile is cut from this site; where: place and time of the imagery, for a network that is told them; center_weights:
    (N,) a factor for each label, None where they are all alike.
    """

    image: np.ndarray
    valid: np.ndarray
    mask: np.ndarray
    centers: np.ndarray
    mean: np.ndarray
    std: np.ndarray
    weight: float = 1.0
    where: PlaceAndTime | None = None
    center_weights: np.ndarray | None = None


class TileSampler:
    """Draws batches of tiles with replacement: at least half of them centred near a label, the others anywhere in the
    training areas. The batches are a function of the sites and the random generator alone. With `told_dates` a tile has
    further channels that tell its place, and the time of so many dates."""

    def __init__(self, sites: Sequence[Site], tile_size: int, augmentation: Augmentation, told_dates: int = 0) -> None:
        self._told_dates = told_dates
        self.sites, self.tile_size, self.augmentation = sites, tile_size, augmentation
        pixels = np.array([site.weight * np.count_nonzero(site.mask != IGNORE) for site in sites], float)
        labels = np.array([site.weight * (len(site.centers) if site.center_weights is None else
                                          site.center_weights.sum()) for site in sites], float)
        self._by_pixels = pixels / pixels.sum()
        self._by_labels = labels / labels.sum() if labels.any() else None

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """Normalised tiles (count, C, S, S) float32, 0 where there is no imagery, and masks (count, S, S) uint8."""
        tiles = [self._tile(rng, on_label=i < ON_LABEL * count) for i in range(count)]
        images = augment(torch.stack([image for image, _, _ in tiles]), rng, self.augmentation)
        if self._told_dates:
            images = with_told(images, np.stack([told for _, _, told in tiles]))
        return images, torch.stack([mask for _, mask, _ in tiles])

    def _tile(self, rng: np.random.Generator, on_label: bool) -> tuple[Tensor, Tensor, np.ndarray]:
        scale = self.augmentation.scale ** rng.uniform(-1, 1)
        side = round(self.tile_size * scale)
        if on_label and self._by_labels is not None:
            site = self.sites[rng.choice(len(self.sites), p=self._by_labels)]
            center = site.centers[_drawn_label(site, rng)] + rng.uniform(-side / 4, side / 4, 2)
        else:
            site = self.sites[rng.choice(len(self.sites), p=self._by_pixels)]
            center = _counted_pixel(site, rng)
        image, mask = _cut(site, center, side, self.tile_size)
        turns, flip = int(rng.integers(4)), rng.integers(2)
        image, mask = torch.rot90(image, turns, (1, 2)), torch.rot90(mask, turns, (0, 1))
        column, row = center
        told = certain(site.where, "place of a site").at(column, row, self._told_dates) if self._told_dates else NOTHING
        return (image.flip(2), mask.flip(1), told) if flip else (image, mask, told)


def with_told(tiles: Tensor, told: np.ndarray) -> Tensor:
    """Tiles (B, C + values, H, W): behind the channels of each (B, C, H, W) what is `told` of it (B, values)."""
    planes = torch.from_numpy(told).to(tiles.device)[:, :, None, None].expand(-1, -1, *tiles.shape[2:])
    return torch.cat([tiles, planes], dim=1)


class TileSource(Protocol):
    """Draws batches of tiles: a TileSampler, or several."""

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """Normalised tiles (count, C, S, S) and masks (count, S, S)."""


class Mixture:
    """Several sources of tiles, each drawn from as often as its share says."""

    def __init__(self, sources: Sequence[tuple[float, TileSource]]) -> None:
        self._sources = sources
        shares = np.array([share for share, _ in sources])
        self._shares = shares / shares.sum()

    def beside(self, share: float, source: TileSource) -> Mixture:
        """This mixture with one source more."""
        return Mixture([*self._sources, (share, source)])

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """As TileSource.batch."""
        parts = [source.batch(rng, int(n))
                 for (_, source), n in zip(self._sources, rng.multinomial(count, self._shares)) if n]
        return torch.cat([images for images, _ in parts]), torch.cat([masks for _, masks in parts])


def _drawn_label(site: Site, rng: np.random.Generator) -> int:
    """The number of a random label of the site."""
    weights = site.center_weights
    return int(rng.integers(len(site.centers)) if weights is None else
               rng.choice(len(weights), p=weights / weights.sum()))


def _counted_pixel(site: Site, rng: np.random.Generator) -> np.ndarray:
    """A random pixel (column, row) of the site that is not IGNORE, or after 50 tries any pixel."""
    height, width = site.mask.shape
    for _ in range(50):
        column, row = rng.integers(width), rng.integers(height)
        if site.mask[row, column] != IGNORE:
            break
    return np.array([column, row], float)


def _cut(site: Site, center: np.ndarray, side: int, size: int) -> tuple[Tensor, Tensor]:
    """Normalised image (C, size, size) and mask (size, size) of the square of `side` pixels round `center`, resampled
    to `size`; beyond the site the image is 0 and the mask IGNORE."""
    left, top = (int(round(c - side / 2)) for c in center)
    height, width = site.mask.shape
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    bands = len(site.mean)
    image = np.zeros((bands, side, side), np.float32)
    mask = np.full((side, side), IGNORE, np.uint8)
    if x1 > x0 and y1 > y0:
        inside = (slice(y0, y1), slice(x0, x1))
        there = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        image[(slice(None), *there)] = normalize(
            site.image[(slice(None), *inside)], site.valid[inside], site.mean, site.std)
        mask[there] = site.mask[inside]
    tile, target = torch.from_numpy(image), torch.from_numpy(mask)
    if side != size:
        tile = functional.interpolate(tile[None], size=(size, size), mode="bilinear", antialias=side > size)[0]
        target = functional.interpolate(target[None, None], size=(size, size), mode="nearest-exact")[0, 0]
    return tile, target
