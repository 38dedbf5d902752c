"""Encoders from the Hugging Face hub, which is a folder that the test has made: the network is never asked."""

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.networks import encoders
from roofline.models.networks.encoders import WeightsSource, pretrained_source
from roofline.models.networks.hf_hub import fetch
from roofline.models.networks.model_registry import load_base
from safetensors.torch import save_file

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def hub(tmp_path, monkeypatch):
    """The hub library's cache, empty, and no network."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def keep(hub, repository, commit, weights, branch=None):
    """Put a file of weights where the hub library would have kept it."""
    folder = hub / f"models--{repository.replace('/', '--')}"
    (folder / "snapshots" / commit).mkdir(parents=True)
    save_file({name: value.contiguous() for name, value in weights.items()},
              folder / "snapshots" / commit / "model.safetensors")
    if branch:
        (folder / "refs").mkdir()
        (folder / "refs" / branch).write_text(commit)


def test_an_encoder_of_smps_comes_from_the_revision_that_smp_pins(hub):
    weights = encoders.new_encoder("resnet18", 3, 5).state_dict()
    source = pretrained_source("resnet18")
    assert source.repository == "smp-hub/resnet18.imagenet" and len(source.revision) == 40
    keep(hub, source.repository, source.revision, weights)
    said = []
    base = load_base("encoder:resnet18", said.append)
    assert torch.equal(base.weights["encoder.layer4.1.conv2.weight"], weights["layer4.1.conv2.weight"])
    assert base.card.name == base.card.encoder == "resnet18" and not base.is_tuned and base.card.base is None
    assert base.card.attribution == (f"smp-hub/resnet18.imagenet (huggingface.co, revision {source.revision}, licence "
                                     "as stated on huggingface.co)",)
    assert "knows no buildings before it is fine-tuned" in base.card.notes and source.revision in said[0]


def test_an_encoder_of_timms_comes_from_its_main_branch_whose_commit_is_recorded(hub):
    weights = encoders.timm.create_model("resnet10t").state_dict()
    keep(hub, "timm/resnet10t.c3_in1k", COMMIT, weights, branch="main")
    base = load_base("encoder:tu-resnet10t.c3_in1k")
    assert torch.equal(base.weights["encoder.model.layer1.0.conv1.weight"], weights["layer1.0.conv1.weight"])
    assert base.card.encoder == "tu-resnet10t.c3_in1k"
    assert base.card.attribution == (
        f"timm/resnet10t.c3_in1k (huggingface.co, revision {COMMIT}, licence apache-2.0)",)


def test_a_revision_can_be_asked_for(hub):
    wanted = encoders.timm.create_model("resnet10t").state_dict()
    keep(hub, "timm/resnet10t.c3_in1k", COMMIT, wanted)
    base = load_base(f"encoder:tu-resnet10t@{COMMIT}")
    assert torch.equal(base.weights["encoder.model.layer1.0.conv1.weight"], wanted["layer1.0.conv1.weight"])
    with pytest.raises(RooflineError, match="revision v2 is not on this computer"):
        load_base("encoder:tu-resnet10t@v2")


def test_without_a_network_the_error_tells_the_file_and_two_ways_out():
    with pytest.raises(RooflineError) as caught:
        load_base("encoder:resnet18")
    revision = pretrained_source("resnet18").revision
    assert f"model.safetensors of smp-hub/resnet18.imagenet at revision {revision} is not on this" in str(caught.value)
    assert "Try again with a connection. Or fetch that file on a computer that has one, from https" in str(caught.value)
    assert "copy it here as resnet18.safetensors, and give its path as the base model." in str(caught.value)


def test_a_file_fetched_elsewhere_does_what_the_error_promises(hub, tmp_path):
    weights = encoders.timm.create_model("mobilenetv3_small_050").state_dict()
    name = "tu-mobilenetv3_small_050.lamb_in1k"
    with pytest.raises(RooflineError, match=f"copy it here as {name}.safetensors"):
        load_base(f"encoder:{name}")
    save_file(weights, tmp_path / f"{name}.safetensors")
    base = load_base(tmp_path / f"{name}.safetensors")
    assert base.card.encoder == name
    assert torch.equal(base.weights["encoder.model.conv_stem.weight"], weights["conv_stem.weight"])


def test_weights_on_the_hub_that_are_anothers_are_refused(hub):
    source = pretrained_source("resnet18")
    keep(hub, source.repository, source.revision, encoders.new_encoder("tu-resnet10t", 3, 5).state_dict())
    with pytest.raises(RooflineError, match="model.safetensors of smp-hub/resnet18.imagenet are not those of the enc"):
        load_base("encoder:resnet18")


@pytest.mark.parametrize("value, words", [
    ("encoder:", "does not know the encoder ''"),
    ("encoder:resnet19", "does not know the encoder 'resnet19'.* Check the spelling"),
    ("encoder:resnet10t", "Did you mean tu-resnet10t"),
    ("encoder:../../etc", "does not know the encoder"),
    ("encoder:tu-hf-hub:somebody/model", "does not know the encoder"),
    ("encoder:resnet18@", "is no revision"),
    ("encoder:resnet18@../main", "is no revision: give a commit, a tag or a branch"),
    ("encoder:tu-resnet18.no_such_tag", "has no weights on the Hugging Face hub .Invalid pretrained tag"),
    ("encoder:tu-efficientnet_lite1", "has no weights on the Hugging Face hub"),
    ("encoder:tu-maxvit_tiny_tf_224", "cannot be used"),
    ("encoder:resnext101_32x48d", "800 million are the most"),
])
def test_what_is_no_encoder_is_refused_before_anything_is_fetched(value, words, monkeypatch):
    monkeypatch.setattr("roofline.models.networks.pretrained.fetch", lambda *asked: pytest.fail(f"fetched {asked}"))
    with pytest.raises(RooflineError, match=words):
        load_base(value)


def test_only_weights_are_fetched():
    with pytest.raises(RooflineError, match="neither a safetensors file nor weights of PyTorch. .* they may run code"):
        fetch(WeightsSource("a/b", "main", "model.py", ""), "b")
