"""A vision transformer trains as any other network does: with an adapter, with a layer decay, with little memory."""

from contextlib import ExitStack

import numpy as np
import pytest
import rasterio
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.input_bands import for_each_date
from roofline.models.networks import prithvi, unet
from roofline.models.networks.libraries import timm
from roofline.models.networks.model_file import read_model
from roofline.models.networks.model_registry import load_model
from roofline.models.networks.unet import Network, build_network
from roofline.models.onnx_io.export import write_onnx
from roofline.models.training import trainer as trainer_module
from roofline.models.training.strategies import resolve_settings
from roofline.models.training.train import fine_tune
from roofline.models.training.trainer import Trainer
from roofline.models.training.training_data import open_for_base
from roofline.protocol.messages import Notice
from roofline.protocol.settings.training import TrainSettings
from safetensors.torch import save_file

from ..support import prithvi as published
from ..support.backbones import TINY, card_of
from ..support.land import BANDS, land, raster
from ..support.town import write_raster
from ..support.training import train_request

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def vit(tmp_path_factory):
    """The file of a small ViT's random weights."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("vit") / f"{TINY}.safetensors"
    save_file(timm.create_model("vit_tiny_patch16_224", num_classes=0).state_dict(), path)
    return str(path)


def small_trainer(say=lambda text: None, encoder="tu-resnet10t", **settings):
    torch.manual_seed(0)
    network = Network(encoder, (16, 8, 8, 8), bands=3, classes=1, output_stride=2)
    wanted = TrainSettings.from_dict({"strategy": "full", "tile_size": 64, "batch_size": 2, **settings})
    chosen = resolve_settings(wanted, labels=50)
    return Trainer(network, chosen, CPU, frozen_normalization=True, say=say)


def batch():
    images = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    return images, (images[:, 0] > 0).to(torch.uint8)


def rates(of):
    return [group["base_lr"] for group in of._optimizer.param_groups]


@pytest.mark.parametrize("decoder, settings", [
    ("unet", {"strategy": "adapter", "adapter_kind": "vpt", "adapter_rank": 4}),
    ("upernet", {"strategy": "adapter", "adapter_kind": "lora", "adapter_rank": 4}),
    ("linear", {"strategy": "staged", "gradient_checkpointing": "on"})])
def test_a_model_is_tuned_from_it_and_can_be_used_and_exported(town, vit, tmp_path, decoder, settings):
    request = train_request(tmp_path / "run", town.imagery, town.labels, vit, town.areas, decoder=decoder,
                            learning_rate=0.003, report=str(tmp_path / "report.html"), **settings)
    fine_tune(request, Job())
    model = load_model(request.model)
    assert (model.card.decoder, model.card.encoder, model.card.adapter) == (decoder, TINY, None)
    assert model.card.prompts == (4 if settings.get("adapter_kind") == "vpt" else 0)
    own = read_model(request.model)[0].adapter
    assert own == ({"kind": settings["adapter_kind"], "rank": 4} if "adapter_kind" in settings else None)
    if own is not None:  # the encoder's weights are there once, in half precision
        kept = read_model(request.model)[1]
        assert [tensor.dtype for name, tensor in kept.items() if "attn.proj.weight" in name] == [torch.float16] * 12
    write_onnx(tmp_path / "m.onnx", model.card, model.weights)
    said = (tmp_path / "report.html").read_text()
    for words in ("Weights that were trained", "Memory at most", "A step", "Model file"):
        assert words in said


def test_its_first_layers_learn_slower_and_those_of_a_convolutional_encoder_as_ever():
    found = rates(small_trainer(encoder=TINY))
    assert len(found) == 15 and found[13] == found[14] == pytest.approx(1e-3)
    assert found[0] == pytest.approx(1e-3 * 0.85 ** 13)
    assert rates(small_trainer()) == [1e-3, 1e-3] == rates(small_trainer(encoder=TINY, strategy="scratch"))
    assert rates(small_trainer(encoder=TINY, layer_decay=1.0)) == [1e-3, 1e-3]


def test_a_step_that_runs_out_of_memory_is_made_again_with_less(monkeypatch):
    said, failures = [], [torch.OutOfMemoryError("CUDA out of memory.")]
    lean = small_trainer(said.append)
    loss = trainer_module.masked_loss

    def scarce(*given):
        if failures:
            raise failures.pop()
        return loss(*given)

    monkeypatch.setattr(trainer_module, "masked_loss", scarce)
    assert lean.step(*batch(), 1.0) == pytest.approx(small_trainer().step(*batch(), 1.0), abs=1e-5)
    assert said == ["The memory did not suffice for a step: gradient checkpointing is on from here, and a step takes "
                    "about a third longer."]
    failures.append(torch.OutOfMemoryError("CUDA out of memory."))
    with pytest.raises(torch.OutOfMemoryError):
        lean.step(*batch(), 1.0)


def test_where_a_step_would_need_more_than_there_is_it_begins_with_less(monkeypatch):
    said = []
    monkeypatch.setattr(trainer_module, "free_memory", lambda device: 10_000_000)
    small_trainer(said.append, batch_size=8, tile_size=256)
    assert "would need about" in said[0] and "gradient checkpointing is on" in said[0]
    small_trainer(said.append, gradient_checkpointing="off")
    monkeypatch.setattr(trainer_module, "free_memory", lambda device: None)
    small_trainer(said.append)
    assert len(said) == 1


def test_the_analyst_is_told(town, toy_base, tmp_path, monkeypatch):
    monkeypatch.setattr(trainer_module, "free_memory", lambda device: 1_000_000)
    said = []
    fine_tune(train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, max_steps=1,
                            holdout_share=0.0), Job("job", said.append))
    assert any("gradient checkpointing is on" in one.text for one in said if isinstance(one, Notice))


def test_the_trained_share_is_told():
    whole, part = small_trainer(), small_trainer(strategy="decoder")
    assert whole.trained_share == 1.0 and 0 < part.trained_share < 0.2


@pytest.fixture()
def prithvi_file(tmp_path, monkeypatch):
    """The file of a small Prithvi as published."""
    monkeypatch.setitem(prithvi.SIZES, "prithvi_eo_v2_tiny", published.SMALL)
    unet._shapes.cache_clear()
    torch.save(published.weights(), tmp_path / "Prithvi_EO_V2_tiny_TL.pt")
    yield str(tmp_path / "Prithvi_EO_V2_tiny_TL.pt")
    unet._shapes.cache_clear()


def dated(town, path, names):
    """The town with a band for each of these names."""
    image = np.stack([town.image[place % 3] for place in range(len(names))])
    write_raster(path, image, town.transform)
    with rasterio.open(path, "r+") as file:
        file.descriptions = names
    return str(path)


def test_prithvi_looks_at_each_date_of_a_series(town, prithvi_file, tmp_path):
    dates = ("2023-05-01", "2023-09-01")
    bands = [f"{name} {date}" for date in dates for name in prithvi.NAMES]
    imagery = dated(town, tmp_path / "series.tif", bands)
    request = train_request(tmp_path / "run", imagery, town.labels, prithvi_file, town.areas, resolution_m=0.3,
                            strategy="adapter", adapter_rank=4, holdout_share=0.0)
    fine_tune(request, Job())
    model = load_model(request.model)
    assert model.card.dates == 2 and [band.name for band in model.card.bands] == bands
    assert model.weights["encoder.patch_embed.proj.weight"].shape == (64, 6, 16, 16)
    network = build_network(model.card, model.weights).eval()
    assert network.feature_widths == [12, 128, 128, 128, 128]
    write_onnx(tmp_path / "m.onnx", model.card, model.weights)


def test_dates_that_differ_in_their_bands_are_read_as_bands_of_one(town, vit, tmp_path):
    bands = ["red 2023-05-01", "green 2023-05-01", "blue 2023-05-01", "red 2023-09-01"]
    request = train_request(tmp_path / "run", dated(town, tmp_path / "odd.tif", bands), town.labels, vit, town.areas,
                            max_steps=1, strategy="decoder", holdout_share=0.0)
    fine_tune(request, Job())
    card = load_model(request.model).card
    assert card.dates == 1 and len(card.bands) == 4


def test_each_date_is_looked_at_where_the_base_knows_fewer_bands(tmp_path):
    names = [f"{name} {date}" for date in ("2023-05-01", "2023-09-01") for name in BANDS]
    path = raster(tmp_path / "series.tif", np.concatenate([land(0)[0], land(1)[0]]), names)
    with ExitStack() as files:
        images, plan = open_for_base(train_request(tmp_path / "job", path, "", ""),
                                     card_of("tu-resnet10t", resolution_m=10.0), Job(), files, each_date=True)
        image, _ = images[0].read(0, 0, 64, 64)
    assert [band.name for band in plan.bands] == [
        f"{name} {date}" for date in ("2023-05-01", "2023-09-01") for name in ("red", "green", "blue", "nir")]
    assert (image[7] == land(1)[0][3, :64, :64]).all()
    of_each = for_each_date(plan.start, 2)
    assert of_each.shape == (4, 3) and of_each.sum(axis=0) == pytest.approx(1) and 0 < of_each[3, 0] < of_each[0, 0]
    assert for_each_date(plan.as_base, 2).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]


def test_more_dates_than_a_model_may_have_are_told_with_what_to_do(tmp_path):
    names = [f"{name} t{date}" for date in range(13) for name in ("red", "nir")]
    path = raster(tmp_path / "year.tif", np.ones((26, 64, 64), np.uint8), names)
    request = train_request(tmp_path / "job", path, "", "")
    with ExitStack() as files, pytest.raises(RooflineError, match=(
            "year.tif has 13 dates, and 'toy' looks at each .bands of a date: 3.. 12 dates and 64 bands in .*BANDS")):
        open_for_base(request, card_of("tu-resnet10t", resolution_m=10.0), Job(), files, each_date=True)
