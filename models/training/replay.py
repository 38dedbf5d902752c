"""Experience replay (rehearsal; Robins 1995, Rolnick et al. 2019): synthetic scenes among the tiles of a fine-tuning.

A network that learns a spot of a town and nothing else soon takes what does not look like this spot for background. The
scenes, with buildings of all kinds, keep it from that. They are drawn when they are needed, at the resolution of the
run, so that nothing of the base's own training must be at hand. Measured: docs/decisions/0022.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from ...protocol.labels import BUILDING as BUILDING_CLASS
from ...protocol.settings.training import TrainSettings
from ..data.augmentation import Augmentation
from ..data.synthetic_sites import VARIED, draw_scene, site_of
from ..data.target_masks import BUILDING, IGNORE, without_centers, without_classes
from ..data.tile_sampler import Mixture, TileSampler, TileSource
from ..networks.channels import class_channels
from ..networks.model_card import OFFSETS
from ..networks.unet import build_network
from .strategies import SCRATCH
from .training_data import TrainingData

SCENES, SCENE_SEED = 64, 50_000
"""How many different scenes a run sees at most, and the seed of the first."""
LOOKED_AT = 16
"""Tiles from the labels of which the base is asked what it sees."""
LEAST_FOR_CENTERS = 100
"""Training labels from which these teach where the centre of a building is; a few outlines of one spot undo more of
what the base knows of it than they tell, so below only scenes do. Measured: docs/decisions/0028."""
ROOM, LEAST_SIDE = 1.25, 320
"""Side of a scene in sides of a tile, and in pixels at least: a smaller one shows hardly a building."""


class SceneSampler:
    """Draws tiles from synthetic scenes at `resolution_m`. `scene_bands` (bands, 3) tells which of red, green and blue
    are the mean that a band of the tiles shows; a band that shows none of them is 0, as where there is no imagery. With
    `several_classes` nothing is said of those of its buildings.
    """

    def __init__(self, resolution_m: float, tile_size: int, scene_bands: np.ndarray, several_classes: bool) -> None:
        self._resolution_m, self._tile_size, self._bands = resolution_m, tile_size, scene_bands
        self._several_classes = several_classes
        self._scene = lru_cache(SCENES)(self._new_scene)

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """As TileSource.batch; two tiles of each scene, one of them near a building."""
        parts = [self._scene(int(rng.integers(SCENES))).batch(rng, min(2, count - drawn))
                 for drawn in range(0, count, 2)]
        return torch.cat([images for images, _ in parts]), torch.cat([masks for _, masks in parts])

    def _new_scene(self, number: int) -> TileSampler:
        scene = draw_scene(SCENE_SEED + number, self._resolution_m, max(round(ROOM * self._tile_size), LEAST_SIDE))
        image = np.stack([scene.image[shown].mean(axis=0) if shown.any() else np.zeros(scene.mask.shape)
                          for shown in self._bands])
        mask = without_classes(scene.mask) if self._several_classes else scene.mask
        scene = scene._replace(image=image.astype(np.float32), mask=mask)
        return TileSampler([site_of(scene)], self._tile_size, VARIED)


@torch.no_grad()
def _are_buildings(data: TrainingData, labelled: TileSampler) -> bool:
    """Whether labels of another class than "building", or of several, are buildings all the same, such as roofs of iron
    and of thatch, and not pools: where the base says so of most of their ground."""
    if data.base.card.classes == (BUILDING_CLASS,):
        return True
    images, masks = labelled.batch(np.random.default_rng(0), LOOKED_AT)
    logits = build_network(data.base.card, data.base.weights).eval()(images)
    inside = (masks & BUILDING > 0) & (masks != IGNORE)
    return bool((class_channels(logits).amax(dim=1)[inside] > 0).float().mean() > 0.5)


def tile_source(data: TrainingData, settings: TrainSettings) -> TileSource:
    """The tiles of a run: from its labels, and by the share `settings.replay` from scenes, where the base has learned
    what these show."""
    return with_scenes(data, settings, scenes_for(data, settings))


def scenes_for(data: TrainingData, settings: TrainSettings) -> SceneSampler | None:
    """The scenes of a run; None where the base has not learned what they show."""
    bands = data.base.scene_bands
    if not settings.replay or bands is None or settings.strategy == SCRATCH:
        return None
    if not _are_buildings(data, TileSampler(data.dataset.sites, settings.tile_size, Augmentation())):
        return None
    return SceneSampler(data.images[0].resolution_m, settings.tile_size, bands, len(data.base.card.classes) > 1)


def with_scenes(data: TrainingData, settings: TrainSettings, scenes: SceneSampler | None) -> TileSource:
    """Tiles from the labels, and by the share `settings.replay` from `scenes`."""
    sites = data.dataset.sites
    few = data.base.card.separation == OFFSETS and data.dataset.training_labels < LEAST_FOR_CENTERS
    if scenes is not None and few:
        sites = [replace(site, mask=without_centers(site.mask)) for site in sites]
    card = data.base.card
    labelled = TileSampler(sites, settings.tile_size, Augmentation(), card.dates if card.is_told else 0)
    return labelled if scenes is None else Mixture([(1 - settings.replay, labelled), (settings.replay, scenes)])
