"""Tiles show imagery and mask of the same ground, often enough with a building in them."""

import numpy as np
import pytest
import torch
from roofline.models.data.augmentation import Augmentation
from roofline.models.data.target_masks import BACKGROUND, BUILDING, IGNORE
from roofline.models.data.tile_sampler import Site, TileSampler

STILL = Augmentation(scale=1.0, brightness=0, contrast=0, color=0)


def site(rows=300, columns=400, bands=3, houses=((40, 50), (300, 200)), side=24, weight=1.0):
    """Bright buildings (200) on dark ground (100); the mask says the same."""
    image = np.full((bands, rows, columns), 100, np.uint8)
    mask = np.full((rows, columns), BACKGROUND, np.uint8)
    for x, y in houses:
        image[:, y:y + side, x:x + side] = 200
        mask[y:y + side, x:x + side] = BUILDING
    centers = np.array([[x + side / 2, y + side / 2] for x, y in houses]).reshape(-1, 2)
    mean, std = np.full(bands, 100.0), np.full(bands, 50.0)
    return Site(image, np.ones((rows, columns), bool), mask, centers, mean, std, weight)


def batch(sites, count=32, tile=64, augmentation=STILL, seed=0):
    return TileSampler(sites, tile, augmentation).batch(np.random.default_rng(seed), count)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_imagery_and_mask_of_a_tile_show_the_same_place(scale):
    images, masks = batch([site()], augmentation=Augmentation(scale, brightness=0, contrast=0, color=0))
    building, ground = masks == BUILDING, masks == BACKGROUND
    assert images.shape == (32, 3, 64, 64) and images.dtype == torch.float32 and masks.dtype == torch.uint8
    assert (images[:, 0][building] > 1).float().mean() > 0.97 and (images[:, 0][ground] < 1).float().mean() > 0.99


def test_at_least_half_of_the_tiles_show_a_label():
    _, masks = batch([site(2000, 2000)], count=40)
    assert sum(bool((mask == BUILDING).any()) for mask in masks) >= 20


def test_the_other_tiles_lie_anywhere_in_the_training_ground():
    one = site(600, 600, houses=((10, 10),))
    one.mask[:, :300] = IGNORE
    _, masks = batch([one], count=40)
    assert sum(bool((mask == BACKGROUND).any()) for mask in masks) >= 20


def test_the_same_generator_draws_the_same_tiles():
    varied = Augmentation(blur=0.5, noise=0.5)
    (a, m), (b, n), (c, _) = (batch([site()], 8, augmentation=varied, seed=s) for s in (3, 3, 4))
    assert torch.equal(a, b) and torch.equal(m, n) and not torch.equal(a, c)


def test_beyond_the_imagery_a_tile_is_zero_and_ignored_whatever_the_augmentation():
    lonely = site(40, 40, houses=((8, 8),))
    strong = Augmentation(1.0, brightness=1, contrast=1, color=1, noise=1)
    images, masks = batch([lonely], 16, tile=128, augmentation=strong)
    assert (masks == IGNORE).float().mean() > 0.8
    assert (images.abs().sum(dim=1)[masks == IGNORE] == 0).all()


def test_sites_are_drawn_by_labels_and_ground_times_weight():
    many, few = site(), site(houses=((10, 10),))
    few.image[:], few.weight = 0, 0.0
    images, _ = batch([many, few], 40)
    assert (images > -1.5).all()  # the dark site would give -2


def test_a_label_with_more_weight_is_drawn_more_often():
    two = site(2000, 2000, houses=((100, 100), (1800, 1800)))
    two.mask[100:124, 100:124] = 3  # told apart by another bit
    two.center_weights = np.array([1.0, 4.0])
    _, masks = batch([two], count=200, tile=96)
    first, second = (sum(bool((mask == value).any()) for mask in masks) for value in (3, BUILDING))
    assert first > 5 and 2.5 * first < second < 8 * first


def test_a_place_without_labels_can_be_sampled():
    images, masks = batch([site(houses=())])
    assert (masks == BACKGROUND).any() and torch.isfinite(images).all()
