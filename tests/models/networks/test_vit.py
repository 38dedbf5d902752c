"""A plain vision transformer of timm is an encoder like any other, under timm's names and with timm's numbers."""

import json
from dataclasses import replace

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.networks.adapters import Adapter, add_adapter, merged
from roofline.models.networks.encoders import new_encoder
from roofline.models.networks.libraries import timm
from roofline.models.networks.model_registry import load_base
from roofline.models.networks.unet import build_network, stored_weights, tensor_shapes
from safetensors.torch import save_file

from ..support.backbones import TINY, card_of


@pytest.fixture(scope="module")
def tiny():
    """timm's own small ViT, with random weights."""
    torch.manual_seed(0)
    return timm.create_model("vit_tiny_patch16_224", num_classes=0, dynamic_img_size=True).eval()


@pytest.fixture(scope="module")
def tiny_base(tiny, tmp_path_factory):
    """The base model made of its weights, as a file."""
    path = tmp_path_factory.mktemp("vit") / f"{TINY}.safetensors"
    save_file(tiny.state_dict(), path)
    return load_base(path)


def test_its_features_are_those_of_timm(tiny, tiny_base):
    tiles = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    _, *features = build_network(tiny_base.card, tiny_base.weights).eval().encoder(tiles)
    expected = tiny.forward_intermediates(tiles, [2, 5, 8, 11], norm=True, intermediates_only=True)
    for found, wanted in zip(features, expected, strict=True):
        assert torch.allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize("name", ["vit_small_patch16_dinov3", "vit_small_patch14_dinov2"])
def test_dinos_features_are_those_of_timm(name):
    torch.manual_seed(0)
    theirs = timm.create_model(name, num_classes=0, dynamic_img_size=True, img_size=224).eval()
    ours = new_encoder(f"tu-{name}", 3).eval()
    ours.model.load_state_dict({**ours.model.state_dict(), **{
        key: value for key, value in theirs.state_dict().items() if key != "pos_embed"}})
    tiles = torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(1))
    patch = theirs.patch_embed.patch_size[0]
    scaled = torch.nn.functional.interpolate(tiles, (4 * patch, 6 * patch), mode="bilinear")
    if theirs.pos_embed is not None:  # timm interpolates with other weights when it makes the table smaller
        with torch.no_grad():
            ours.model.pos_embed.zero_()
            theirs.pos_embed.zero_()
    _, *features = ours(tiles)
    expected = theirs.forward_intermediates(scaled, [2, 5, 8, 11], norm=True, intermediates_only=True)
    for found, wanted in zip(features, expected, strict=True):
        assert found.shape == (1, 384, 4, 6) and torch.allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize("name", [
    "tu-vit_large_patch16_dinov3.sat493m", "tu-vit_base_patch16_224.mae", "tu-vit_small_patch14_dinov2",
    "tu-vit_small_patch32_224", "tu-vit_base_patch8_224", "tu-eva02_tiny_patch14_336", "tu-convnext_tiny",
    "tu-convnextv2_nano"])
def test_encoders_of_many_kinds_take_tiles_of_any_size(name):
    assert any(key.startswith("encoder.") for key in tensor_shapes(card_of(name)))


def test_a_network_with_it_gives_logits_of_the_tiles_own_size(tiny_base):
    network = build_network(tiny_base.card, tiny_base.weights).eval()
    for size in ((32, 96), (256, 64)):
        assert network(torch.zeros(1, 3, *size)).shape == (1, 3, *size)
    assert tiny_base.card.encoder == TINY and not tiny_base.is_tuned


def test_what_pretraining_wrote_becomes_a_base_with_its_bands(tmp_path):
    torch.manual_seed(0)
    own = timm.create_model("vit_tiny_patch16_224", num_classes=0, in_chans=5, dynamic_img_size=True, patch_size=8)
    bands = [{"name": f"band {n}", "wavelength_um": 0.4 + n / 10} for n in range(5)]
    save_file(own.state_dict(), tmp_path / "mae.safetensors", {
        "encoder": TINY, "bands": json.dumps(bands), "resolution_m": "10", "attribution": "own archive",
        "patch_size": "8"})
    base = load_base(tmp_path / "mae.safetensors")
    assert [(band.name, band.wavelength_um) for band in base.card.bands] == [
        (band["name"], band["wavelength_um"]) for band in bands]
    assert (base.card.resolution_m, base.card.attribution, base.card.patch_size) == (10.0, ("own archive",), 8)
    assert torch.equal(base.weights["encoder.model.blocks.3.attn.qkv.weight"], own.blocks[3].attn.qkv.weight)
    assert build_network(base.card, base.weights).eval()(torch.zeros(1, 5, 64, 32)).shape == (1, 3, 64, 32)


@pytest.mark.parametrize("told", [{"bands": "[{}]"}, {"bands": "no"}, {"patch_size": "x"}, {"resolution_m": "-1"}])
def test_metadata_that_cannot_be_used_is_refused(tiny, tmp_path, told):
    save_file(tiny.state_dict(), tmp_path / "a.safetensors", {"encoder": TINY, **told})
    with pytest.raises(RooflineError, match="The metadata of .* cannot be used"):
        load_base(tmp_path / "a.safetensors")


def test_a_folder_as_published_on_the_hub_is_a_base(tiny, tmp_path):
    (tmp_path / "config.json").write_text('{"architecture": "vit_tiny_patch16_224", "num_classes": 0}')
    with pytest.raises(RooflineError, match="no weights .* Copy all of its files"):
        load_base(tmp_path)
    save_file(tiny.state_dict(), tmp_path / "model.safetensors")
    base = load_base(tmp_path)
    assert base.card.encoder == TINY
    assert torch.equal(base.weights["encoder.model.cls_token"], tiny.cls_token)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(RooflineError, match="names no architecture"):
        load_base(tmp_path)


def test_weights_in_a_pickle_are_read_and_code_in_one_is_not(tiny, tmp_path):
    torch.save({"model": tiny.state_dict(), "epoch": 3}, tmp_path / f"{TINY}.pth")
    base = load_base(tmp_path / f"{TINY}.pth")
    assert torch.equal(base.weights["encoder.model.cls_token"], tiny.cls_token)
    torch.save(tiny, tmp_path / "evil.pt")
    with pytest.raises(RooflineError, match="could run code, so it is not read"):
        load_base(tmp_path / "evil.pt")


def test_prompts_learn_beside_the_encoder_and_become_its_own(tiny_base):
    card, tiles = tiny_base.card, torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    network = build_network(card, tiny_base.weights).eval()
    plain = network(tiles)
    adapter = Adapter("vpt", 4)
    add_adapter(network, adapter)
    learning = {name for name, parameter in network.encoder.named_parameters() if parameter.requires_grad}
    assert "prompts.default" in learning and "model.blocks.0.norm1.weight" in learning
    assert "model.blocks.0.attn.qkv.weight" not in learning
    said = network(tiles)
    assert not torch.allclose(said, plain, atol=1e-5)
    whole, weights = merged(replace(card, adapter=adapter.to_dict()), stored_weights(network))
    assert whole.adapter is None and whole.prompts == 4
    again = build_network(whole, weights).eval()
    assert torch.allclose(again(tiles), said, atol=0.02 * said.detach().abs().max().item())
    add_adapter(again, Adapter("vpt", 5))
    twice = merged(replace(whole, adapter=Adapter("vpt", 5).to_dict()), stored_weights(again))
    assert twice[0].prompts == 9 and build_network(*twice).encoder.prompts["base"].shape == (12, 9, 192)


def test_prompts_have_no_position_where_blocks_turn_those_that_have_one():
    torch.manual_seed(0)
    encoder = new_encoder("tu-vit_small_patch16_dinov3", 3, prompts=3)
    assert {block.attn.num_prefix_tokens for block in encoder.transformer_blocks()} == {8}
    assert encoder.eval()(torch.zeros(1, 3, 64, 32))[-1].shape == (1, 384, 4, 2)


def test_a_convolutional_encoder_cannot_have_prompts(toy_base):
    base = load_base(toy_base)
    with pytest.raises(RooflineError, match="is no vision transformer, and prompts .* Choose the adapter kind 'lora'"):
        add_adapter(build_network(base.card, base.weights), Adapter("vpt", 4))


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_matrices_lie_beside_attention_and_mlp_and_merge(tiny_base, kind):
    tiles = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    network = build_network(tiny_base.card, tiny_base.weights).eval()
    add_adapter(network, Adapter(kind, 4))
    names = [name for name, _ in network.encoder.named_parameters() if "lora_B" in name]
    for layer in ("attn.qkv", "attn.proj", "mlp.fc1", "mlp.fc2"):
        assert sum(layer in name for name in names) == 12
    torch.manual_seed(1)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "lora_B" in name:
                parameter.add_(0.05 * torch.randn_like(parameter))
    said = network(tiles)
    whole = merged(replace(tiny_base.card, adapter={"kind": kind, "rank": 4}), stored_weights(network))
    assert torch.allclose(build_network(*whole).eval()(tiles), said, atol=0.02 * said.detach().abs().max().item())


def test_layers_hold_every_weight_of_the_encoder_once_from_the_input_to_the_output(tiny_base):
    network = build_network(tiny_base.card, tiny_base.weights)
    layers = network.encoder_layers()
    assert len(layers) == 14 and network.usual_layer_decay == 0.85
    assert sorted(map(id, sum(layers, []))) == sorted(map(id, network.encoder_parameters()))
    assert layers[0][0] is network.encoder.model.cls_token
    assert layers[13][0] is network.encoder.model.norm.weight
