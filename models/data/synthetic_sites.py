"""Synthetic training data (domain randomisation, Tobin et al. 2017): random towns with exact outlines, as sites."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import shapely

from ...protocol.model_files import ENCODER_RESOLUTION_M
from ...scenes.random_town import random_town
from ...scenes.scene import make_scene
from ..networks.model_card import BOUNDARY_M, CONTACT_M
from .augmentation import Augmentation
from .target_masks import IGNORE, target_mask
from .tile_sampler import Site

TOLERANCE_M = 0.15
VARIED = Augmentation(scale=1.25, brightness=0.5, contrast=0.35, color=0.25, saturation=1.0, blur=0.35, noise=0.25)
"""Strong enough to cross from a drone to a satellite: the blur is that of a sensor up to 2.2 times coarser."""
LEAST_STD = 5.0
"""Standard deviation of a band, in grey levels, below which a scene counts as one colour."""


class Labelled(NamedTuple):
    """An image (3, H, W) uint8 in red, green and blue with its target mask (H, W) uint8 and the centres (N, 2) of its
    buildings, column and row."""

    image: np.ndarray
    mask: np.ndarray
    centers: np.ndarray


def draw_scene(seed: int, resolution_m: float, side: int) -> Labelled:
    """The scene (side, side) of a random town at so many metres a pixel; equal arguments give equal scenes."""
    scene = make_scene(replace(random_town(seed), resolution_m=resolution_m), seed, side, side)
    whole = np.ones(scene.image.shape[1:], bool)
    return Labelled(scene.image, *mask_and_centers(np.array(scene.outlines, object), whole, resolution_m))


def mask_and_centers(outlines: np.ndarray, valid: np.ndarray, resolution_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Target mask (H, W) and centres (N, 2) of buildings whose outlines, in pixels, are complete wherever `valid`."""
    height, width = valid.shape
    boundary, contact = BOUNDARY_M / ENCODER_RESOLUTION_M, CONTACT_M / ENCODER_RESOLUTION_M  # pixels, at every scale
    tolerance = TOLERANCE_M / resolution_m
    mask = target_mask(outlines, shapely.box(0, 0, width, height), valid.shape, (0, 0), tolerance, boundary, contact)
    mask[~valid] = IGNORE
    points = shapely.get_coordinates(shapely.point_on_surface(outlines)).reshape(-1, 2)
    inside = (points >= 0).all(axis=1) & (points < [width, height]).all(axis=1)
    return mask, points[inside]


def site_of(scene: Labelled) -> Site:
    """A scene as a site, normalised by its own statistics."""
    mean, std = scene.image.mean(axis=(1, 2)), np.maximum(scene.image.std(axis=(1, 2)), LEAST_STD)
    return Site(scene.image, np.ones(scene.mask.shape, bool), scene.mask, scene.centers, mean, std)
