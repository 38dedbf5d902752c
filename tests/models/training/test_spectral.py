"""The spectral classifier of ground cover: what pixels say by themselves, before the first step and after."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
import torch
from roofline.models.core.job import Job
from roofline.models.data.augmentation import Augmentation
from roofline.models.data.classes import fit_to_classes
from roofline.models.data.input_bands import BandPlan, fit_to_bands, on_each_date
from roofline.models.data.target_masks import BUILDING, CLASS_SHIFT, IGNORE
from roofline.models.data.tile_sampler import Site, TileSampler
from roofline.models.inference.predict import find_footprints
from roofline.models.networks.model_card import FORMAT, Band, Card, CardError
from roofline.models.networks.model_file import read_model
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.onnx_io.onnx_network import OnnxNetwork, to_onnx
from roofline.models.training.spectral import begin_with_pixels, fit_to_spectral
from roofline.models.training.strategies import resolve_settings
from roofline.models.training.train import fine_tune
from roofline.models.training.trainer import CachedFeatures, Trainer
from roofline.protocol.job_requests import Predict
from roofline.protocol.settings.training import TrainSettings

from ..support.land import area, labels, land, raster
from ..support.training import train_request

CPU = torch.device("cpu")
PLAIN = Augmentation(scale=1.0)
BANDS = tuple(Band(name) for name in ("red", "green", "blue"))


def cover_card(classes=("water",), **changes):
    return Card(**{"name": "cover", "encoder": "tu-resnet10t", "decoder_channels": (16, 16, 8, 8), "classes": classes,
                   "cover": classes, "bands": BANDS, "dtype": None, "resolution_m": 10.0, "threshold": 0.5,
                   "min_area_m2": 400.0, "output_stride": 2, "separation": "none", "spectral": True, **changes})


def with_random_classifier(card, seed=0):
    """The network of a card, in evaluation; its spectral classifier is none of zeros."""
    torch.manual_seed(seed)
    network = build_network(card).eval()
    for parameter in network.spectral.parameters():
        torch.nn.init.normal_(parameter)
    return network


def rivers(side=96):
    """A site where water is dark in red, however narrow: lines of one pixel."""
    random = np.random.default_rng(1)
    mask = np.zeros((side, side), np.uint8)
    mask[::6] = mask[:, ::10] = BUILDING
    mask[:4] = IGNORE
    image = random.normal(0, 1, (3, side, side)).astype(np.float32)
    image[0] = np.where(mask == BUILDING, -2, 1) + random.normal(0, 0.2, (side, side))
    return Site(image, np.ones((side, side), bool), mask, np.array([[48.0, 48.0]]), np.zeros(3), np.ones(3))


def trainer_of(card, **settings):
    torch.manual_seed(0)
    chosen = resolve_settings(TrainSettings.from_dict({"strategy": "full", "batch_size": 2, **settings}), labels=50)
    return Trainer(build_network(card), chosen, CPU, frozen_normalization=False)


@pytest.mark.parametrize("averaging", [0.0, 0.99])
def test_before_the_first_step_lines_of_a_pixel_are_found(averaging):
    site, trainer = rivers(), trainer_of(cover_card(), averaging=averaging)
    begin_with_pixels(trainer, TileSampler([site], 64, PLAIN), seed=0)
    for network in (trainer.network, trainer.ema_network):
        with torch.inference_mode():
            said = network.eval()(torch.from_numpy(site.image)[None])[0, 0].numpy() > 0
        truth, counted = site.mask == BUILDING, site.mask != IGNORE
        assert (said & truth & counted).sum() / ((said | truth) & counted).sum() > 0.98


def test_classes_that_cover_all_ground_are_told_apart_without_all_being_certain():
    site = rivers()
    site.mask[:] = BUILDING | np.where(site.image[0] < -0.5, 1 << CLASS_SHIFT, 0).astype(np.uint8)
    trainer = trainer_of(cover_card(("field", "water")))
    begin_with_pixels(trainer, TileSampler([site], 64, PLAIN), seed=0)
    with torch.inference_mode():
        logits = trainer.network.eval()(torch.from_numpy(site.image)[None])[0, :2]
    said = torch.sigmoid(logits).argmax(dim=0).numpy()
    assert (said == site.mask >> CLASS_SHIFT).mean() > 0.98 and logits.max() < 12


def test_tiles_in_which_nothing_counts_fit_nothing():
    trainer, tiles = trainer_of(cover_card()), (torch.randn(2, 3, 64, 64), torch.full((2, 64, 64), IGNORE))
    before = {name: tensor.clone() for name, tensor in trainer.network.state_dict().items()}
    begin_with_pixels(trainer, SimpleNamespace(batch=lambda rng, count: tiles), seed=0)
    assert all(torch.equal(before[name], tensor) for name, tensor in trainer.network.state_dict().items())


def test_a_single_step_finds_the_water_and_its_file_keeps_what_pixels_say(toy_base, tmp_path):
    image, classes = land(1)
    request = train_request(tmp_path, raster(tmp_path / "one.tif", image),
                            labels(tmp_path / "l.gpkg", classes, ("water",)), toy_base, area(tmp_path / "a.gpkg"),
                            max_steps=1, strategy="full")
    card, weights = read_model(fine_tune(request, Job())["model"])
    assert card.spectral and card.format == FORMAT and weights["spectral.weight"].abs().max() > 0.1
    found = find_footprints(Predict("job", str(tmp_path / "p"), [raster(tmp_path / "two.tif", land(2)[0])],
                                    str(tmp_path / "f.gpkg"), {}, model=request.model,
                                    probability=str(tmp_path / "p.tif")), Job())
    with rasterio.open(found["probability"]) as file:
        said = file.read(1)[:128, :128] > 127
    truth = land(2)[1] == 2
    assert (said & truth).sum() / (said | truth).sum() > 0.8


def test_a_model_that_knows_its_target_goes_on_from_what_it_has(toy_base, tmp_path):
    image, classes = land(1)
    where = raster(tmp_path / "one.tif", image), labels(tmp_path / "l.gpkg", classes, ("water",))
    first = train_request(tmp_path / "a", *where, toy_base, area(tmp_path / "areas.gpkg"), max_steps=2, strategy="full")
    _, before = read_model(fine_tune(first, Job())["model"])
    second = train_request(tmp_path / "b", *where, first.model, area(tmp_path / "areas.gpkg"), max_steps=1,
                           strategy="full", learning_rate=1e-7)
    _, after = read_model(fine_tune(second, Job())["model"])
    for name in ("head.0.weight", "spectral.weight"):
        torch.testing.assert_close(after[name], before[name], atol=1e-3, rtol=0)


def test_a_base_without_a_classifier_gets_one_of_zeros_and_buildings_lose_it():
    old = stored_weights(build_network(cover_card(spectral=False)))
    card = cover_card()
    for is_known in (True, False):
        fitted = fit_to_spectral(card, old, is_known)
        assert not fitted["spectral.weight"].any() and build_network(card, fitted).spectral is not None
    own = stored_weights(with_random_classifier(card))
    assert fit_to_spectral(card, own, True) is own
    assert not fit_to_spectral(card, own, False)["spectral.bias"].any()
    assert fit_to_spectral(cover_card(spectral=False), own, True).keys() == old.keys()


def test_classes_keep_what_pixels_say_of_them():
    card = cover_card(("forest", "water"))
    network = with_random_classifier(card)
    fitted_card, fitted = fit_to_classes(card, stored_weights(network), ("water", "field"))
    tiles = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        before, after = network.half().float()(tiles), build_network(fitted_card, fitted).eval()(tiles)
    torch.testing.assert_close(after[:, 0], before[:, 1], atol=0.02, rtol=0.01)
    torch.testing.assert_close(after[:, 1], before[:, 0], atol=0.02, rtol=0.01)


@pytest.mark.parametrize("dates", [1, 2])
def test_bands_in_another_order_say_the_same(dates):
    bands = on_each_date(BANDS, [f"t{date}" for date in range(dates)]) if dates > 1 else BANDS
    card = cover_card(bands=bands, dates=dates)
    network = with_random_classifier(card)
    order = [3 * date + band for date in range(dates) for band in (2, 0, 1)]
    plan = BandPlan(tuple(bands[place] for place in order), np.eye(len(bands))[order], np.eye(len(bands))[order], ())
    _, weights = fit_to_bands(card, stored_weights(network), plan)
    tiles = torch.randn(1, len(bands), 64, 64)
    with torch.inference_mode():
        before = network.half().float()(tiles)
        after = build_network(replace(card, bands=plan.bands), weights).eval()(tiles[:, order])
    torch.testing.assert_close(after, before, atol=0.02, rtol=0.01)


def test_a_decoder_that_learns_from_cached_features_sees_the_pixels_too():
    """The second step takes the cached batch, and learns the same as a step on its tiles."""
    site = rivers()
    found = []
    for is_cached in (True, False):
        trainer, source = trainer_of(cover_card(), strategy="decoder"), TileSampler([site], 64, PLAIN)
        batch = source.batch(np.random.default_rng(0), 2)
        features = trainer.features(batch[0])
        if is_cached:
            cached = CachedFeatures(trainer, iter([batch]), seed=0, most_bytes=10**9)
            cached.step(1.0)
            features = cached._cached[0][0]
        else:
            trainer.step_on(features, batch[1], 1.0)
        found.append(trainer.step_on(features, batch[1], 1.0))
    assert found[0] == pytest.approx(found[1], rel=1e-4)


def test_an_onnx_file_says_what_pixels_say():
    card = cover_card(("forest", "water"))
    network = with_random_classifier(card)
    tiles = torch.randn(1, 3, 64, 96)
    said = OnnxNetwork(to_onnx(card, stored_weights(network)), "the toy", CPU, threads=1)(tiles)
    with torch.inference_mode():
        torch.testing.assert_close(said, network.half().float()(tiles), atol=0.02, rtol=0.01)


def test_a_card_says_it_by_true_or_false():
    with pytest.raises(CardError, match="spectral must be true or false"):
        cover_card(spectral="yes")
