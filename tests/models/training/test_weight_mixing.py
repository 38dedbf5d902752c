"""Weights between a base's and the tuned ones: exact at both ends, and what a run delivers without held-out labels."""

from dataclasses import replace

import pytest
import torch
from roofline.models.core.job import Job
from roofline.models.evaluation.validation import ValidationSet
from roofline.models.networks.adapters import Adapter, add_adapter, merged
from roofline.models.networks.model_file import read_model
from roofline.models.networks.model_registry import load_base
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training.train import fine_tune
from roofline.models.training.weight_mixing import SHARES, mixed
from roofline.protocol.settings import ADAPTER_KINDS

from ..support.listener import tensors
from ..support.training import train_request


def stored(folder):
    """The last weights of a run, as a model file holds them, by the names in the network."""
    return {name[8:]: tensor.half() for name, tensor in tensors(folder).items() if name.startswith("network.")}


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one) and one.keys() == other.keys()


def test_the_ends_are_the_base_and_the_tuned_weights_bit_for_bit():
    torch.manual_seed(0)
    start = {"a": torch.randn(50).half(), "count": torch.tensor(3)}
    tuned = {"a": torch.randn(50).half(), "count": torch.tensor(3)}
    assert same(mixed(start, tuned, 0.0), start) and same(mixed(start, tuned, 1.0), tuned)
    middle = (start["a"].float() + tuned["a"].float()) / 2
    assert torch.allclose(mixed(start, tuned, 0.5)["a"].float(), middle, atol=1e-3)


@pytest.mark.parametrize("kind", ADAPTER_KINDS)
def test_an_adapter_mixed_with_its_start_changes_less(toy_base, kind):
    card, weights = read_model(toy_base)
    network = build_network(card, weights)
    add_adapter(network, Adapter(kind, 4))
    start = stored_weights(network)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "adapter" in name or "lora" in name or "hada" in name or "lokr" in name:
                parameter.add_(0.05 * torch.randn_like(parameter))
    tuned = stored_weights(network)
    with_it = replace(card, adapter={"kind": kind, "rank": 4})
    base, half, whole = (merged(with_it, mixed(start, tuned, share))[1] for share in (0.0, 0.5, 1.0))

    def distance(one):
        return sum(float((one[name].float() - weights[name].float()).norm()) for name in weights
                   if weights[name].is_floating_point())
    assert distance(base) < 0.05 * distance(whole) and 0.2 * distance(whole) < distance(half) < 0.8 * distance(whole)


def test_few_labels_give_a_model_half_way_to_the_base_with_its_threshold_and_area(tmp_path, town, toy_base):
    few = town.polygons("few_to_mix", town.outlines[:5])
    outputs = fine_tune(train_request(tmp_path, town.imagery, few, toy_base, strategy="full"), Job())
    base, model = load_base(toy_base), load_base(outputs["model"])
    assert model.card.labels["share"] == 0.5
    last = stored(tmp_path)
    changed = [name for name in base.weights if name in last and not torch.equal(base.weights[name], last[name])
               and base.weights[name].is_floating_point()]
    assert len(changed) > 20
    for name in changed:
        middle = (base.weights[name].float() + last[name].float()) / 2
        assert torch.allclose(model.weights[name].float(), middle, atol=2e-3, rtol=2e-3)
    assert model.card.min_area_m2 == base.card.min_area_m2 and model.card.threshold == base.card.threshold


def test_held_out_labels_tell_how_far_to_go(tmp_path, town, tuned, monkeypatch):
    assert 0 < read_model(tuned.model)[0].labels["share"] <= 1  # from random weights
    scores, of = [], ValidationSet.evaluate

    def remembered(*given):
        scores.append(of(*given))
        return scores[-1]
    monkeypatch.setattr(ValidationSet, "evaluate", remembered)
    request = train_request(tmp_path, town.imagery, town.labels, tuned.model, town.areas, learning_rate=1e-7)
    fine_tune(request, Job())
    card, _ = read_model(request.model)
    assert card.labels["share"] in (0.0, SHARES[0])  # nothing was learned: of equals, the nearest to the base
    assert len(scores) > len(SHARES) + 1


def test_from_scratch_nothing_is_mixed(tmp_path, town, toy_base):
    few = town.polygons("few_from_scratch", town.outlines[:5])
    outputs = fine_tune(train_request(tmp_path, town.imagery, few, toy_base, strategy="scratch"), Job())
    assert read_model(outputs["model"])[0].labels["share"] == 1.0
