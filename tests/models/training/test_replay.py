"""Experience replay: scenes take part where the base has learned what they show, and are the same in every run."""

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
import torch
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.center_offsets import offset_targets
from roofline.models.data.target_masks import BUILDING, IGNORE, UNKNOWN_CLASS, has_building
from roofline.models.data.tile_sampler import TileSampler
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.training import replay
from roofline.models.training.replay import SceneSampler, tile_source
from roofline.models.training.train import prepare
from roofline.protocol.settings.training import TrainSettings

from ..support.town import write_raster
from ..support.training import train_request

RGB = np.eye(3, dtype=bool)
SIZE = 64


def source_of(folder, town, base, labels=None, **settings):
    """Where a run draws its tiles from, and from its labels alone."""
    request = train_request(folder, town.imagery, labels or town.labels, str(base), town.areas, **settings)
    with ExitStack() as stack:
        run = prepare(request, TrainSettings.from_dict(request.settings), Job(), stack)
        return tile_source(run.data, run.settings)


def test_scenes_have_buildings_and_ground_and_are_the_same_in_every_run():
    images, masks = SceneSampler(0.3, SIZE, RGB, False).batch(np.random.default_rng(1), 5)
    again, _ = SceneSampler(0.3, SIZE, RGB, False).batch(np.random.default_rng(1), 5)
    other, _ = SceneSampler(0.2, SIZE, RGB, False).batch(np.random.default_rng(1), 5)
    assert images.shape == (5, 3, SIZE, SIZE) and masks.shape == (5, SIZE, SIZE)
    assert torch.equal(images, again) and not torch.equal(images, other)
    counted = masks[masks != IGNORE]
    assert 0.02 < (counted & BUILDING > 0).float().mean() < 0.9
    assert images.mean().abs() < 1 and 0.3 < images.std() < 3


def test_a_panchromatic_band_shows_the_mean_and_a_near_infrared_one_nothing():
    pan, _ = SceneSampler(0.3, SIZE, np.ones((1, 3), bool), False).batch(np.random.default_rng(2), 2)
    more, _ = SceneSampler(0.3, SIZE, np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], bool), False).batch(
        np.random.default_rng(2), 2)
    assert pan.shape[1] == 1 and pan.std() > 0.3
    assert more.shape[1] == 4 and all(tile[3].std() < tile[0].std() / 2 for tile in more)


def test_with_several_classes_scenes_tell_buildings_and_not_their_class():
    _, masks = SceneSampler(0.3, SIZE, RGB, False).batch(np.random.default_rng(1), 4)
    _, unnamed = SceneSampler(0.3, SIZE, RGB, True).batch(np.random.default_rng(1), 4)
    building = (masks & BUILDING > 0) & (masks != IGNORE)
    assert torch.equal(unnamed[building] & 7, masks[building] & 7) and (unnamed[building] >> 3 == UNKNOWN_CLASS).all()
    assert torch.equal(unnamed[~building], masks[~building])


@pytest.mark.parametrize(("share", "kind"), [(0.0, "TileSampler"), (0.4, "Mixture")])
def test_the_share_of_scenes_is_a_setting(tmp_path, town, toy_base, share, kind):
    source = source_of(tmp_path, town, toy_base, replay=share)
    assert type(source).__name__ == kind
    images, masks = source.batch(np.random.default_rng(0), 4)
    assert images.shape == (4, 3, SIZE, SIZE) and masks.shape == (4, SIZE, SIZE)


@pytest.mark.parametrize(("separation", "fewest", "taught"), [
    ("offsets", replay.LEAST_FOR_CENTERS, False), ("offsets", 1, True), ("edges", replay.LEAST_FOR_CENTERS, True)])
def test_few_labels_do_not_teach_centres(tmp_path, town, toy_base, monkeypatch, separation, fewest, taught):
    """What an edge is they do teach, with a base that tells buildings apart by their edges."""
    card, weights = read_model(toy_base)
    write_model(tmp_path / "base.roofline", replace(card, separation=separation), weights)
    monkeypatch.setattr(replay, "LEAST_FOR_CENTERS", fewest)
    source = source_of(tmp_path / "run", town, tmp_path / "base.roofline", replay=0.01)
    _, masks = source.batch(np.random.default_rng(3), 6)
    assert has_building(masks.numpy()) and bool(offset_targets(masks)[1].any()) == taught


def test_scenes_of_buildings_teach_no_other_class(tmp_path, town, toy_base):
    shapes = read_polygons(town.labels, "labels")
    write_polygons(str(tmp_path / "pools.gpkg"), "pools", shapes.geometries, {"class": ["pool"] * len(shapes)},
                   shapes.crs)
    card, weights = read_model(toy_base)
    write_model(tmp_path / "pools.roofline", replace(card, classes=("pool",)), weights)
    for name, base in (("first", toy_base), ("again", tmp_path / "pools.roofline")):
        source = source_of(tmp_path / name, town, base, str(tmp_path / "pools.gpkg"), replay=0.4)
        assert isinstance(source, TileSampler)


def test_random_weights_and_other_bands_have_nothing_to_remember(tmp_path, town, toy_base):
    assert isinstance(source_of(tmp_path / "scratch", town, toy_base, strategy="scratch", replay=0.4), TileSampler)
    card, weights = read_model(toy_base)
    heat = tuple(replace(band, name=name) for band, name in zip(card.bands, ("swir", "thermal", "nir")))
    write_model(tmp_path / "heat.roofline", replace(card, bands=heat), weights)
    assert isinstance(source_of(tmp_path / "heat", town, tmp_path / "heat.roofline", replay=0.4), TileSampler)


def test_a_fourth_band_of_the_imagery_is_no_hindrance(tmp_path, town, toy_base):
    image = np.concatenate([town.image, town.image[:1]])
    path = write_raster(tmp_path / "four.tif", image, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
    request = train_request(tmp_path / "run", path, town.labels, toy_base, holdout_share=0.0, replay=0.9)
    with ExitStack() as stack:
        run = prepare(request, TrainSettings.from_dict(request.settings), Job(), stack)
        images, _ = tile_source(run.data, run.settings).batch(np.random.default_rng(0), 4)
    assert images.shape == (4, 4, SIZE, SIZE)
