"""Prithvi is read from the files as they are published, and computes what its authors' own code computes."""

import importlib.util
import os
from dataclasses import replace

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.data.tile_sampler import with_told
from roofline.models.networks import prithvi, unet
from roofline.models.networks.encoders import new_encoder, pretrained_source
from roofline.models.networks.model_registry import load_base
from roofline.models.networks.unet import build_network, tensor_shapes

from ..support import prithvi as published

NAME = "prithvi_eo_v2_tiny"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """The smallest Prithvi is smaller still."""
    monkeypatch.setitem(prithvi.SIZES, NAME, published.SMALL)
    unet._shapes.cache_clear()
    yield
    unet._shapes.cache_clear()


@pytest.fixture()
def file(tmp_path):
    path = tmp_path / "Prithvi_EO_V2_tiny_TL.pt"
    torch.save(published.weights(), path)
    return path


@pytest.mark.parametrize("dates, is_told", [(1, False), (3, False), (1, True), (3, True)])
def test_its_features_are_those_of_the_reference(file, dates, is_told):
    base = load_base(file, is_told=is_told)
    bands = tuple(replace(band, name=f"{band.name} t{date}") for date in range(dates) for band in base.card.bands)
    card = replace(base.card, bands=bands, dates=dates, decoder="linear", decoder_channels=(8,), output_stride=4)
    encoder = build_network(card).eval().encoder
    encoder.load_state_dict({name.removeprefix("encoder."): tensor for name, tensor in base.weights.items()
                             if name.startswith("encoder.")})
    tiles = published.tiles(dates)
    tile, *features = encoder(with_told(tiles, published.told(dates).numpy()) if is_told else tiles)
    assert torch.equal(tile, tiles)
    frozen = published.reference()["told" if is_told else "features"][str(dates)]
    for found, expected in zip(published.numbers(features), frozen, strict=True):
        assert found == pytest.approx(expected, abs=2e-4)


@pytest.mark.skipif("PRITHVI_MAE" not in os.environ, reason="PRITHVI_MAE does not name terratorch's prithvi_mae.py")
@pytest.mark.parametrize("dates, is_told", [(1, False), (3, False), (1, True), (3, True)])
def test_the_frozen_numbers_are_what_the_reference_computes(dates, is_told):
    found = importlib.util.spec_from_file_location("prithvi_mae", os.environ["PRITHVI_MAE"])
    reference = importlib.util.module_from_spec(found)
    found.loader.exec_module(reference)
    size, (rows, columns) = published.SMALL, published.TILES[dates]
    encoder = reference.PrithviViT(num_frames=dates, embed_dim=size.width, depth=size.depth, num_heads=size.heads,
                                   in_chans=6, patch_size=(1, 16, 16), coords_encoding=["time", "location"],
                                   coords_scale_learn=True).eval()
    own = prithvi.encoder_tensors(published.weights())
    own["patch_embed.proj.weight"] = own["patch_embed.proj.weight"][:, :, None]
    encoder.load_state_dict({"pos_embed": encoder.pos_embed, **own})
    told = published.told(dates)
    cube = published.tiles(dates).view(1, dates, 6, rows, columns).transpose(1, 2)
    features = [tokens[:, 1:].view(1, dates, rows // 16, columns // 16, size.width).permute(0, 1, 4, 2, 3).flatten(1, 2)
                for tokens in encoder.forward_features(cube, *(
                    (told[:, :-2].view(1, dates, 2), told[:, -2:]) if is_told else ()))]
    all_frozen = published.reference()["told" if is_told else "features"][str(dates)]
    for found, frozen in zip(published.numbers(features), all_frozen, strict=True):
        assert found == pytest.approx(frozen, abs=1e-5)


def test_a_published_file_becomes_a_base_with_its_six_bands(file):
    base = load_base(file)
    assert (base.card.encoder, base.card.resolution_m, base.is_tuned) == (NAME, 30.0, False)
    assert [band.name for band in base.card.bands] == ["blue", "green", "red", "narrow nir", "swir 1", "swir 2"]
    assert (base.card.bands[0].mean, base.card.bands[5].std) == (1087.0, 1049.0)
    assert torch.equal(base.weights["encoder.blocks.2.attn.qkv.weight"],
                       published.weights()["encoder.blocks.2.attn.qkv.weight"])
    assert not any("decoder_blocks" in name or "embed_enc" in name for name in base.weights)
    assert build_network(base.card, base.weights).eval()(torch.zeros(1, 6, 64, 96)).shape == (1, 3, 64, 96)


def test_the_first_versions_names_have_no_encoder_before_them(file):
    bare = {name.removeprefix("encoder.").removeprefix("decoder."): tensor
            for name, tensor in published.weights().items()}
    torch.save(bare, file)
    assert torch.equal(load_base(file).weights["encoder.cls_token"], published.weights()["encoder.cls_token"])


def test_weights_of_another_prithvi_are_refused(file, tmp_path):
    torch.save({name: tensor for name, tensor in published.weights().items() if "blocks.3" not in name}, file)
    with pytest.raises(RooflineError, match="not those of the encoder 'prithvi_eo_v2_tiny'"):
        load_base(file)


def test_a_pickle_on_the_hub_is_made_into_safetensors_once(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    source = pretrained_source(NAME)
    assert source.repository == "ibm-nasa-geospatial/Prithvi-EO-2.0-tiny-TL"
    kept = tmp_path / "models--ibm-nasa-geospatial--Prithvi-EO-2.0-tiny-TL"
    snapshot = kept / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("a" * 40)
    torch.save(published.weights(), snapshot / source.file)
    first = load_base(f"encoder:{NAME}")
    converted = snapshot / "Prithvi_EO_V2_tiny_TL.safetensors"
    made = converted.stat().st_mtime_ns
    again = load_base(f"encoder:{NAME}")
    assert converted.stat().st_mtime_ns == made and torch.equal(
        first.weights["encoder.cls_token"], again.weights["encoder.cls_token"])
    assert "ibm-nasa-geospatial/Prithvi-EO-2.0-tiny-TL (huggingface.co, revision aaaa" in first.card.attribution[0]
    assert "licence apache-2.0" in first.card.attribution[0]


@pytest.mark.parametrize("name, millions", [
    ("prithvi_eo_v1_100", 86), ("prithvi_eo_v2_100_tl", 86), ("prithvi_eo_v2_300", 304), ("prithvi_eo_v2_600", 631)])
def test_every_version_has_its_size_and_may_be_built(file, name, millions):
    card = replace(load_base(file).card, encoder=name)
    values = sum(torch.Size(shape).numel() for key, shape in tensor_shapes(card).items() if key.startswith("encoder."))
    assert round(values / 1e6) == millions


def test_an_encoder_for_one_date_sees_each_of_several(monkeypatch):
    torch.manual_seed(0)
    once = new_encoder("tu-resnet10t", 3).eval()
    encoder = new_encoder("tu-resnet10t", 3, dates=2).eval()
    encoder.load_state_dict(once.state_dict())
    tiles = torch.randn(2, 6, 64, 64, generator=torch.Generator().manual_seed(0))
    both = [torch.cat(pair, dim=1) for pair in zip(once(tiles[:, :3]), once(tiles[:, 3:]))]
    for found, expected in zip(encoder(tiles), both, strict=True):
        assert torch.allclose(found, expected, atol=1e-5)
