"""An adapter learns beside an encoder that stays as it is, travels as a small file, and can be taken off again."""

import json
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
import roofline.models.networks.model_registry as zoo
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.networks.adapters import Adapter, add_adapter, merged
from roofline.models.networks.libraries import timm
from roofline.models.networks.model_file import read_model, weights_hash, write_model, write_model_folder
from roofline.models.networks.model_registry import load_base, load_model, without_changes
from roofline.models.networks.unet import ADAPTER_PREFIX, PEFT_ADAPTER, build_network, is_normalization, stored_weights
from roofline.models.training.train import fine_tune
from roofline.protocol.networks import ADAPTER_KINDS, VPT

from ..support.training import train_request

TILES = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))


def shaken(network, amount=0.5):
    """The network with other values in what its adapter learns."""
    torch.manual_seed(1)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "default" in name.split("."):
                parameter.add_(amount * torch.randn_like(parameter))
    return network.eval()


@pytest.fixture()
def shipped(toy_base, tmp_path, monkeypatch):
    """The toy base as the one model that ships with Roofline."""
    card, weights = read_model(toy_base)
    write_model_folder(tmp_path / "zoo" / "toy", card, weights)
    monkeypatch.setattr(zoo, "ZOO", tmp_path / "zoo")
    return "toy"


@pytest.mark.parametrize("kind", [kind for kind in ADAPTER_KINDS if kind != VPT])
def test_a_merged_adapter_computes_what_the_adapter_did(toy_base, kind):
    card, weights = read_model(toy_base)
    network = build_network(card, weights)
    plain = network.eval()(TILES)
    adapter = Adapter(kind, 4)
    add_adapter(network, adapter)
    assert torch.allclose(network.eval()(TILES), plain, atol=1e-4)
    said = shaken(network)(TILES)
    assert (said - plain).abs().max() > 0.01
    whole = merged(replace(card, adapter=adapter.to_dict()), stored_weights(network))
    assert whole[0].adapter is None
    assert torch.allclose(build_network(*whole).eval()(TILES), said, atol=0.02 * said.detach().abs().max().item())


@pytest.mark.parametrize("encoder, kind", [
    ("efficientnet-b0", "lora"), ("efficientnet-b0", "loha"), ("tu-tf_mobilenetv3_small_minimal_100", "lora"),
    ("tu-tf_mobilenetv3_small_minimal_100", "lokr")])
def test_an_adapter_lies_beside_layers_that_pad_in_their_own_way(toy_base, encoder, kind):
    card = replace(read_model(toy_base)[0], encoder=encoder)
    torch.manual_seed(0)
    network = build_network(card).train()
    for module in filter(is_normalization, network.modules()):
        module.momentum = 1.0  # statistics of these tiles: with others hardly anything would come through
    network(TILES)
    weights, adapter = stored_weights(network), Adapter(kind, 4)
    network = build_network(card, weights)
    plain = network.eval()(TILES)
    add_adapter(network, adapter)
    assert torch.allclose(network.eval()(TILES), plain, atol=1e-4)
    said = shaken(network, 0.02 if kind == "lora" else 0.1)(TILES)
    largest = said.detach().abs().max().item()
    assert (said - plain).abs().max() > 0.2 * largest
    whole = merged(replace(card, adapter=adapter.to_dict()), stored_weights(network))
    assert torch.allclose(build_network(*whole).eval()(TILES), said, atol=0.1 * largest)


def test_no_adapter_lies_beside_standardised_weights_which_it_could_not_be_merged_into():
    standardised, plain = timm.layers.StdConv2d(3, 4, 3), torch.nn.Conv2d(4, 4, 3)
    encoder = torch.nn.Sequential(standardised, plain)
    add_adapter(SimpleNamespace(encoder=encoder), Adapter("lora", 4))
    assert encoder[0] is standardised and encoder[1] is not plain
    with pytest.raises(RooflineError, match="no adapter.*Set STRATEGY to staged"):
        add_adapter(SimpleNamespace(encoder=torch.nn.Sequential(standardised)), Adapter("lora", 4))


def test_beneath_an_adapter_only_the_normalisation_of_the_encoder_learns(toy_base):
    network = build_network(*read_model(toy_base))
    add_adapter(network, Adapter("lora", 8))
    learning = {name for name, parameter in network.encoder.named_parameters() if parameter.requires_grad}
    assert any("lora_A" in name for name in learning) and any("bn" in name for name in learning)
    assert not any("base_layer" in name for name in learning)


def test_a_tuned_model_whose_base_ships_holds_only_what_changed(town, shipped, tmp_path):
    sizes = {}
    for strategy in ("adapter", "decoder", "full"):
        request = train_request(tmp_path / strategy, town.imagery, town.labels, shipped, town.areas, strategy=strategy,
                                learning_rate=0.003, adapter_rank=4, holdout_share=0.0)
        fine_tune(request, Job())
        card, tensors = read_model(request.model)
        sizes[strategy] = sum(tensor.numel() for tensor in tensors.values())
        assert card.changes_only and any(name.startswith("decoder.") for name in tensors)
        assert any(name.startswith(ADAPTER_PREFIX) for name in tensors) == (strategy == "adapter")
        assert weights_hash(without_changes(card, tensors)) == card.base["hash"]
        assert load_model(request.model).weights.keys() == load_base(shipped).weights.keys()
    assert sizes["decoder"] < sizes["adapter"] < 0.5 * sizes["full"]


def test_an_adapter_taken_off_leaves_the_base_bit_for_bit_also_when_it_does_not_ship(town, toy_base, tmp_path):
    request = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, strategy="adapter",
                            learning_rate=0.003, adapter_rank=4, holdout_share=0.0)
    fine_tune(request, Job())
    card, tensors = read_model(request.model)
    start = read_model(toy_base)[1]
    assert not card.changes_only and weights_hash(without_changes(card, tensors)) == weights_hash(start)
    tuned = load_model(request.model)
    assert tuned.card.adapter is None and not torch.equal(tuned.weights["head.0.weight"], start["head.0.weight"])


def test_a_model_tuned_as_a_whole_cannot_give_its_base_back(tuned):
    card, tensors = read_model(tuned.model)
    with pytest.raises(RooflineError, match="tuned as a whole"):
        without_changes(card, tensors)


def test_a_model_of_changes_without_its_base_says_what_to_do(town, shipped, tmp_path, monkeypatch):
    request = train_request(tmp_path / "run", town.imagery, town.labels, shipped, town.areas, strategy="decoder",
                            holdout_share=0.0)
    fine_tune(request, Job())
    monkeypatch.setattr(zoo, "ZOO", tmp_path / "other")
    with pytest.raises(RooflineError, match="comes with another version of it. Use the Roofline"):
        load_model(request.model)


@pytest.mark.parametrize("spoil", [
    lambda t: t.popitem(), lambda t: t.update({f"{ADAPTER_PREFIX}x.{PEFT_ADAPTER}": torch.ones(2)})])
def test_an_adapter_that_does_not_fit_its_card_is_refused(toy_base, spoil, tmp_path):
    card, weights = read_model(toy_base)
    network = build_network(card, weights)
    add_adapter(network, Adapter("lora", 4))
    tensors = stored_weights(network)
    own = {name: tensor for name, tensor in tensors.items() if name.startswith(ADAPTER_PREFIX)}
    spoil(own)
    write_model(tmp_path / "m.roofline", replace(card, adapter={"kind": "lora", "rank": 4}),
                {**{n: t for n, t in tensors.items() if not n.startswith(ADAPTER_PREFIX)}, **own})
    with pytest.raises(RooflineError, match="does not fit its card"):
        load_model(tmp_path / "m.roofline")


@pytest.mark.parametrize("adapter", [
    '{"kind": "lora"}', '{"kind": "evil", "rank": 4}', '{"kind": "lora", "rank": 1e9}', "7"])
def test_a_card_with_a_strange_adapter_is_refused(toy_base, adapter, tmp_path):
    with zipfile.ZipFile(toy_base) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["model.json"] = json.dumps({**json.loads(parts["model.json"]), "adapter": json.loads(adapter)}).encode()
    with zipfile.ZipFile(tmp_path / "m.roofline", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(RooflineError, match="adapter"):
        read_model(tmp_path / "m.roofline")
