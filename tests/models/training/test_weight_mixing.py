"""Weights between a base's and the tuned ones: exact at both ends, and what a run delivers without held-out labels."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch
from roofline.models.core.job import Job
from roofline.models.networks.adapters import Adapter, add_adapter, merged
from roofline.models.networks.model_file import read_model
from roofline.models.networks.model_registry import load_base
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training.checkpoint import Evaluation
from roofline.models.training.model_selection import _share, _shares, _trained_weights
from roofline.models.training.train import fine_tune
from roofline.models.training.weight_mixing import BASE, SHARES, mixed, share_for
from roofline.protocol.networks import ADAPTER_KINDS, VPT

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


@pytest.mark.parametrize("kind", [kind for kind in ADAPTER_KINDS if kind != VPT])
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


def test_few_labels_give_a_model_near_the_base_with_its_threshold_and_area(tmp_path, town, toy_base):
    few = town.polygons("few_to_mix", town.outlines[:5])
    outputs = fine_tune(train_request(tmp_path, town.imagery, few, toy_base, strategy="full"), Job())
    base, model = load_base(toy_base), load_base(outputs["model"])
    assert model.card.labels["share"] == share_for(5) == 0.2
    last = stored(tmp_path)
    changed = [name for name in base.weights if name in last and not torch.equal(base.weights[name], last[name])
               and base.weights[name].is_floating_point()]
    assert len(changed) > 20
    for name in changed:
        between = base.weights[name].float().lerp(last[name].float(), 0.2)
        assert torch.allclose(model.weights[name].float(), between, atol=2e-3, rtol=2e-3)
    assert model.card.min_area_m2 == base.card.min_area_m2 and model.card.threshold == base.card.threshold


def test_the_more_labels_the_further_from_the_base():
    shares = [share_for(labels) for labels in (1, 5, 20, 100, 1000)]
    assert shares == sorted(shares) and shares[2] == 0.5 and shares[-1] > 0.97


@pytest.mark.parametrize(("labels", "lead", "buildings", "share"), [
    (60, 0.0, 20, None),  # all alike: by the number of labels
    (7, 0.0, 20, None),
    (60, 0.05, 20, None),  # chance
    (60, 0.05, 200, 0.25),  # evidence
    (60, 0.2, 20, 0.25),
])
def test_held_out_labels_decide_where_they_tell_by_more_than_chance(labels, lead, buildings, share):
    check_share(0.25, labels, lead, buildings, share_for(labels) if share is None else share)


@pytest.mark.parametrize(("lead", "share"), [(0.05, share_for(60)), (0.2, BASE)])
def test_the_base_is_given_back_where_it_is_better_by_more_than_chance(lead, share):
    check_share(BASE, 60, lead, 20, share)


def check_share(better, labels, lead, buildings, share):
    run = SimpleNamespace(has_base=True, usual_share=share_for(labels))
    shares = _shares(run)
    assert len(shares) == len(SHARES) and share_for(labels) in shares
    scores = {one: SimpleNamespace(selection_score=0.6 + lead * (one == better), buildings=buildings)
              for one in (BASE, *shares)}
    assert _share(run, scores) == share


@pytest.mark.parametrize(("lead", "labels", "step"), [(0.05, 20, 8), (0.2, 20, 5), (0.05, 200, 5)])
def test_earlier_weights_win_by_more_than_chance_only(lead, labels, step):
    state = SimpleNamespace(best_quality=0.5 + lead, best_step=5, evaluations=[Evaluation(8, 9.0, 0.5, 0.5, 0.5)])
    run = SimpleNamespace(state=state, folder=SimpleNamespace(load_best=lambda: "best"), network=torch.nn.Linear(1, 1))
    weights = _trained_weights(run, SimpleNamespace(labels=[None] * labels, copies=1.0))
    assert state.best_step == step and (weights == "best") == (step == 5)


def test_a_training_that_learned_nothing_gives_its_base(tmp_path, town, tuned):
    request = train_request(tmp_path, town.imagery, town.labels, tuned.model, town.areas, learning_rate=1e-7)
    fine_tune(request, Job())
    base, model = load_base(tuned.model), load_base(request.model)
    assert all(torch.allclose(model.weights[name].float(), tensor.float(), atol=1e-3)
               for name, tensor in base.weights.items())


def test_from_scratch_nothing_is_mixed(tmp_path, town, toy_base):
    few = town.polygons("few_from_scratch", town.outlines[:5])
    outputs = fine_tune(train_request(tmp_path, town.imagery, few, toy_base, strategy="scratch"), Job())
    assert read_model(outputs["model"])[0].labels["share"] == 1.0
