"""TerraTorch's backbones are encoders like any other where it is installed, and a sentence says how to get it."""

import copy
import importlib.util
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.networks import terratorch_encoders, terratorch_registry, unet
from roofline.models.networks.encoders import new_encoder
from roofline.models.networks.model_registry import load_base, load_model
from roofline.models.networks.pretrained import card_of_encoder
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.onnx_io.export import write_onnx
from roofline.models.onnx_io.onnx_network import to_onnx
from roofline.models.training.train import fine_tune

from ..support.training import train_request

STAND_IN = Path(__file__).parents[1] / "support" / "terratorch_stand_in.py"
PRITHVI, SWIN, MIND = "terratorch_prithvi_eo_tiny", "terratorch_satlas_swin_sentinel2", "terratorch_terramind_v1_tiny"
is_there = importlib.util.find_spec("terratorch") is not None
real = pytest.mark.skipif(not is_there, reason="TerraTorch is not installed (roofline:setup EXTRAS=terratorch)")


def forget():
    for kept in (terratorch_registry._registry, terratorch_encoders._layout, unet._shapes):
        kept.cache_clear()


@pytest.fixture()
def stand_in(tmp_path, monkeypatch):
    site = tmp_path / "site"
    (site / "terratorch").mkdir(parents=True)
    shutil.copy(STAND_IN, site / "terratorch" / "__init__.py")
    (site / "terratorch-1.2.13.dist-info").mkdir()
    (site / "terratorch-1.2.13.dist-info" / "METADATA").write_text("Name: terratorch\nVersion: 1.2.13\n")
    monkeypatch.syspath_prepend(site)
    for name in [name for name in os.sys.modules if name.split(".")[0] == "terratorch"]:
        monkeypatch.delitem(os.sys.modules, name)
    forget()
    yield
    os.sys.modules.pop("terratorch", None)
    forget()


def weights_file(folder, name):
    """A file as it is published for a backbone: its own tensors, under its own names."""
    torch.manual_seed(3)
    path, model = folder / f"{name}.pt", terratorch_registry.build(name)
    wrapped = [getattr(model, inner) for inner in ("resnet_model", "swin_model") if hasattr(model, inner)]
    torch.save((wrapped or [model])[0].state_dict(), path)
    return path


def check_that_it_can_be_used(name, town, folder, **settings):
    """A model is tuned from it, saved, read again, and a copy computes with its own weights."""
    file = weights_file(folder, name)
    request = train_request(folder / "run", town.imagery, town.labels, str(file), town.areas, learning_rate=0.003,
                            resolution_m=0.3, **settings)
    fine_tune(request, Job())
    model = load_model(request.model)
    assert model.card.encoder == name
    network = build_network(model.card, model.weights).eval()
    tile = torch.rand(1, network.input_channels, 64, 96)
    expected, twin = network(tile), copy.deepcopy(network)
    for parameter in network.parameters():
        parameter.data.zero_()
    assert torch.equal(twin(tile), expected) and expected.std() > 0
    return model


@pytest.mark.parametrize("value", ["encoder:terratorch_terramind_v1_base", "terratorch_terramind_v1_base.pt"])
def test_where_it_is_not_installed_the_way_to_get_it_is_told(value, tmp_path, monkeypatch):
    monkeypatch.setattr(terratorch_registry, "is_installed", lambda: False)
    if not value.startswith("encoder:"):
        (tmp_path / value).touch()
        value = tmp_path / value
    with pytest.raises(RooflineError, match="an optional part that is not installed. .*EXTRAS=terratorch"):
        load_base(value)


def test_a_model_that_was_made_with_it_says_the_same(monkeypatch, toy_base):
    monkeypatch.setattr(terratorch_registry, "is_installed", lambda: False)
    model = load_model(toy_base)
    with pytest.raises(RooflineError, match="EXTRAS=terratorch"):
        build_network(replace(model.card, encoder=MIND), model.weights)


@pytest.mark.parametrize("name, widths, stride", [
    (PRITHVI, [6, 32, 32, 32, 32], 16), (SWIN, [4, 0, 8, 16, 16, 32], None), (MIND, [12, 16, 16, 16, 16], 16)])
def test_its_features_are_as_decoders_want_them(stand_in, name, widths, stride):
    encoder = new_encoder(name, widths[0])
    tile, *features = encoder(torch.rand(2, widths[0], 64, 96))
    assert tile.shape == (2, widths[0], 64, 96) and encoder.out_channels == widths
    sides = [stride] * 4 if stride else [2, 4, 8, 16, 32]
    assert [tuple(one.shape) for one in features] == [
        (2, width, 64 // side, 96 // side) for width, side in zip(widths[1:], sides, strict=True)]
    assert getattr(encoder, "patch_stride", None) == stride and (encoder.layer_decay < 1) == (stride is not None)
    later = new_encoder(name, widths[0], dates=2)(torch.rand(1, 2 * widths[0], 64, 96))
    assert [one.shape[1] for one in later] == [2 * width for width in widths]


@pytest.mark.parametrize("name", [PRITHVI, SWIN, MIND])
def test_the_first_layer_of_a_published_file_is_kept(stand_in, tmp_path, name):
    file = weights_file(tmp_path, name)
    base = load_base(file)
    assert (base.card.resolution_m, base.is_tuned) == (30.0 if name == PRITHVI else 10.0, False)
    model = terratorch_registry.build(name, pretrained=True, **{
        "ckpt_data" if name == SWIN else "ckpt_path": str(file)})
    tile = torch.rand(1, len(base.card.bands), 64, 64)
    expected = model(tile)[-1]
    found = build_network(base.card, base.weights).eval().encoder(tile)[-1]
    if name != SWIN:
        expected = expected[:, -16:].transpose(1, 2).unflatten(2, (4, 4))
    assert torch.allclose(found, expected.permute(0, 3, 1, 2) if name == SWIN else expected, atol=1e-5)


def test_a_model_is_tuned_from_it(stand_in, town, tmp_path):
    model = check_that_it_can_be_used(SWIN, town, tmp_path, strategy="adapter", adapter_rank=4)
    assert [band.name for band in load_base(f"{tmp_path / SWIN}.pt").card.bands] == ["blue", "green", "red", "nir"]
    assert model.card.attribution[0].startswith(f"{SWIN} of TerraTorch 1.2.13 (weights from {SWIN}.pt")
    write_onnx(tmp_path / "m.onnx", model.card, model.weights)


def test_what_cannot_be_had_or_used_is_told(stand_in, tmp_path):
    for value, reason in (
            (f"encoder:{MIND}", f"could not get the weights .*We couldn't connect.*copy it here as {MIND}.pt"),
            (f"encoder:{MIND}@main", "itself chooses the revision"),
            ("encoder:terratorch_dofa_small", "cannot be used"), ("encoder:terratorch_nothing", "does not know")):
        with pytest.raises(RooflineError, match=reason):
            load_base(value)
    lacking = weights_file(tmp_path, PRITHVI)
    torch.save({name: value for name, value in torch.load(lacking).items() if "blocks.3" not in name}, lacking)
    with pytest.raises(RooflineError, match=r"does not read the weights .*blocks\.3\.1\.weight is missing"):
        load_base(lacking)


def test_code_in_a_file_of_weights_does_not_run(stand_in, tmp_path):
    class Code:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "ran"),))

    file = tmp_path / f"{MIND}.pt"
    torch.save({"weights": Code()}, file)
    with pytest.raises(RooflineError, match="does not read the weights"):
        load_base(file)
    assert not (tmp_path / "ran").exists() and "TORCH_FORCE_WEIGHTS_ONLY_LOAD" not in os.environ


def test_an_onnx_file_that_would_hold_the_size_of_one_tile_is_not_written(stand_in, monkeypatch):
    card = card_of_encoder("toy", MIND, "linear")
    weights = stored_weights(build_network(card))
    to_onnx(card, weights)
    forward = terratorch_encoders.TerraTorchEncoder.forward
    monkeypatch.setattr(terratorch_encoders.TerraTorchEncoder, "forward", lambda self, tiles: forward(
        self, tiles + float(tiles.shape[2])))
    with pytest.raises(RooflineError, match="something else for tiles of another size"):
        to_onnx(card, weights)


@real
@pytest.mark.parametrize("name, settings", [
    (PRITHVI, {"strategy": "adapter", "adapter_rank": 4}), (MIND, {"strategy": "full", "decoder": "upernet"}),
    ("terratorch_satlas_swin_t_sentinel2_si_rgb", {"strategy": "decoder"}),
    ("terratorch_ssl4eos12_resnet18_sentinel2_all_moco", {"strategy": "staged"})])
def test_a_model_is_tuned_from_the_real_ones(town, tmp_path, name, settings):
    check_that_it_can_be_used(name, town, tmp_path, **settings)
