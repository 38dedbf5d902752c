"""A base learns bands that are new to it from the nearest it has, and goes on knowing its own."""

from contextlib import ExitStack

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.input_bands import MOST_BANDS, adapt_first_layer, fit_to_bands, plan_bands
from roofline.models.geodata.band_dates import has_dates
from roofline.models.geodata.bands import RasterBand
from roofline.models.inference.predict import find_footprints
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_file import read_model, weights_hash
from roofline.models.networks.unet import build_network
from roofline.models.training.train import fine_tune
from roofline.models.training.training_data import open_for_base
from roofline.protocol.job_requests import Predict
from roofline.protocol.messages import Notice

from ..support.backbones import card_of
from ..support.town import write_raster
from ..support.training import train_request

RGB = tuple(Band(name) for name in ("red", "green", "blue"))
LENGTHS = {"red": 0.665, "green": 0.56, "blue": 0.49, "nir": 0.842, "pan": 0.6, "height": None}


def bands(*names):
    """Bands of a raster in this order."""
    return [RasterBand(index, name, LENGTHS[name]) for index, name in enumerate(names, 1)]


def planned(raster, base=RGB):
    return plan_bands("a.tif", base, raster)


def test_the_bands_of_the_base_change_nothing():
    plan = planned(bands("red", "green", "blue"))
    assert not plan.changes and not plan.remarks and [band.name for band in plan.bands] == ["red", "green", "blue"]


def test_a_new_band_starts_from_the_nearest_and_leaves_most_to_it():
    plan = planned(bands("nir", "red", "green", "blue"))
    assert plan.bands[3] == Band("nir", wavelength_um=0.842)
    assert [band.name for band in plan.bands] == ["red", "green", "blue", "nir"]
    assert plan.remarks == ("band 1 (nir) is new to the base model; it starts from red",)
    assert 0.5 <= plan.start[0, 0] < 1 and plan.start[3, 0] > 0 and not plan.start[3, 1:].any()
    assert (plan.as_base == np.eye(4, 3)).all()


@pytest.mark.parametrize("raster", [
    bands("pan"), bands("nir", "red", "green"), bands("red", "height"), bands("height"), bands("green", "blue", "nir"),
    [RasterBand(i, f"band {i}") for i in range(1, 6)],
    [RasterBand(i, f"{nm} nm", nm / 1000) for i, nm in enumerate(range(400, 2400, 40), 1)]])
def test_the_sum_of_the_kernels_over_the_bands_stays(raster):
    plan = planned(raster)
    assert plan.start.shape == plan.as_base.shape == (len(raster), 3)
    assert plan.start.sum(axis=0) == pytest.approx(1) and plan.as_base.sum(axis=0) == pytest.approx(1)
    assert (plan.start >= 0.5 * plan.as_base).all() and plan.start.any(axis=1).all()


def test_a_band_of_unknown_wavelength_starts_from_all():
    plan = planned(bands("red", "green", "blue", "height"))
    assert plan.remarks == ("band 4 (height) is new to the base model; it starts from red, green and blue",)
    assert plan.start[3] == pytest.approx([plan.start[3, 0]] * 3) and plan.start[3, 0] > 0


def test_one_band_starts_from_the_sum_of_the_colours():
    plan = planned(bands("pan"))
    assert plan.start.tolist() == [[1, 1, 1]] and [band.name for band in plan.bands] == ["pan"]
    assert plan.remarks == ("there is no red, green and blue; band 1 (pan) starts from red, green and blue together",)


def test_bands_that_only_the_base_has_go_to_the_nearest_or_are_left_out():
    plan = planned(bands("red", "green", "blue"), (*RGB, Band("nir"), Band("height")))
    assert plan.start[0].tolist() == [1, 0, 0, 1, 0] and not plan.start[:, 4].any()
    assert plan.remarks == ("there is no nir; band 1 (red) starts from red and nir together",
                            "there is no height, which the base model knows; it does without")


def test_a_raster_with_more_bands_than_a_card_holds_is_refused():
    many = [RasterBand(i, f"band {i}") for i in range(1, MOST_BANDS + 2)]
    with pytest.raises(RooflineError, match="a.tif has 65 bands; a model reads 64"):
        planned(many)


@pytest.mark.parametrize("encoder", ["tu-resnet10t", "tu-efficientnet_lite0", "resnet18"])
def test_with_its_own_bands_alone_a_base_answers_as_before(encoder):
    torch.manual_seed(0)
    card = Card("base", encoder, (16, 8, 8, 8), ("building",), RGB, None, 0.3, 0.5, 4.0, output_stride=2)
    network = build_network(card).eval()
    plan = planned(bands("nir", "red", "green", "blue"))
    start, as_base = fit_to_bands(card, network.state_dict(), plan)
    wider = Card("wide", encoder, (16, 8, 8, 8), ("building",), plan.bands, None, 0.3, 0.5, 4.0, output_stride=2)
    tiles = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        answer = network(tiles)
        same = build_network(wider, as_base).eval()(torch.cat([tiles, torch.randn(1, 1, 64, 64)], 1))
        assert torch.allclose(answer, same, atol=1e-4)
        # Bands that rise and fall together are answered as the base answers grey.
        grey = tiles[:, :1]
        from_start = build_network(wider, start).eval()(grey.expand(-1, 4, -1, -1))
        assert torch.allclose(network(grey.expand(-1, 3, -1, -1)), from_start, atol=1e-4)


def test_a_one_band_base_learns_colours_too():
    card = Card("pan", "tu-efficientnet_lite0", (16, 8, 8, 8), ("building",), (Band("pan"),), None, 0.3, 0.5, 4.0)
    weights = {name: tensor.half() if tensor.is_floating_point() else tensor
               for name, tensor in build_network(card).state_dict().items()}
    adapted = adapt_first_layer(card, weights, np.full((3, 1), 1 / 3))
    changed = [name for name in weights if adapted[name].shape != weights[name].shape]
    assert len(changed) == 1 and adapted[changed[0]].shape[1] == 3 and adapted[changed[0]].dtype == torch.float16
    assert torch.allclose(adapted[changed[0]].float().sum(1, keepdim=True), weights[changed[0]].float(), atol=1e-2)


def notices_of(work, request):
    said = []
    outputs = work(request, Job("job", said.append))
    return outputs, " ".join(message.text for message in said if isinstance(message, Notice))


def test_a_model_tuned_on_four_bands_knows_four_and_finds_footprints_with_them(tmp_path, town, toy_base):
    image = np.concatenate([town.image, town.image[:1] // 2])
    four = write_raster(tmp_path / "four.tif", image, town.transform)
    with rasterio.open(four, "r+") as file:
        file.descriptions = ("red", "green", "blue", "nir")
    _, said = notices_of(fine_tune, train_request(
        tmp_path, four, town.labels, toy_base, town.areas, max_steps=32, batch_size=6, learning_rate=0.005,
        strategy="full"))
    assert "four.tif: band 4 (nir) is new to the base model; it starts from red." in said
    model = str(tmp_path / "m.roofline")
    card, weights = read_model(model)
    assert [(band.name, band.wavelength_um) for band in card.bands][-1] == ("nir", 0.842) and len(card.bands) == 4
    assert card.bands[3].mean == pytest.approx(image[3].mean(), rel=0.05)
    assert build_network(card, weights) and card.base["hash"] == weights_hash(read_model(toy_base)[1])

    def predict(path):
        return notices_of(
            find_footprints, Predict("job", str(tmp_path), [path], str(tmp_path / "f.gpkg"), {}, model=model))

    outputs, said = predict(four)
    assert outputs["count"] > 0 and said == ""
    _, said = predict(town.imagery)
    assert said == "town.tif: there is no nir; band 1 (red), the nearest in wavelength, serves for it."


def test_a_base_learns_from_one_band_of_16_bit(tmp_path, town, toy_base):
    grey = write_raster(tmp_path / "pan.tif", town.image[:1].astype("uint16") * 9, town.transform)
    outputs, said = notices_of(
        fine_tune, train_request(tmp_path, grey, town.labels, toy_base, town.areas, max_steps=2))
    card, _ = read_model(outputs["model"])
    assert [band.name for band in card.bands] == ["pan"] and card.dtype == "uint16"
    assert "pan.tif: there is no red, green and blue; band 1 (pan) starts from" in said


def test_colour_imagery_for_a_colour_base_needs_no_word(tmp_path, town, toy_base):
    _, said = notices_of(
        fine_tune, train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=1))
    assert "band" not in said


@pytest.mark.parametrize("wanted", [None, "1,2,3,4,5,6", "4,5,6"])
def test_bands_without_names_of_several_dates_are_read_again_as_they_were_planned(tmp_path, wanted):
    values = np.arange(1, 7, dtype=np.float32)[:, None, None] + np.zeros((6, 64, 64), np.float32)
    values[:, ::2] += 100  # so that no band is of one value
    files = [write_raster(tmp_path / f"{date}.tif", part, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
             for date, part in (("2019-07-04", values[:3]), ("2020-07-04", values[3:]))]
    request = train_request(tmp_path / "job", files, "", "", stack_dates=True, bands=wanted)
    with ExitStack() as opened:
        [image], plan = open_for_base(request, card_of("tu-resnet10t"), Job(), opened)
        there = image.read(0, 1, 1, 1)[0].ravel().tolist()
    names = [band.name for band in plan.bands]
    if wanted == "4,5,6":
        assert there == [4, 5, 6]
    else:
        assert there == [1, 2, 3, 4, 5, 6]
        assert names[:3] == ["red 2019-07-04", "green 2019-07-04", "blue 2019-07-04"] and has_dates(plan.bands)
