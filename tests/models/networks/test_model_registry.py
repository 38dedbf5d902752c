"""A base model is found by whatever it may be called, and what cannot be used is refused in a sentence that helps."""

import dataclasses

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.networks import encoders, unet
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_file import read_model, weights_hash, write_model, write_model_folder
from roofline.models.networks.model_registry import bundled_models, load_base, load_model
from roofline.models.networks.pretrained import DECODER, OUTPUT_STRIDE, USUAL
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training.train import fine_tune
from roofline.protocol.model_files import DEFAULT_BASE
from roofline.protocol.paths import ZOO
from safetensors.torch import save_file

from ..support.training import train_request

CARD = Card(
    name="my town", encoder="resnet18", decoder_channels=(16, 8), classes=("building",),
    bands=tuple(Band(name) for name in ("red", "green", "blue")), dtype=None, resolution_m=0.3, threshold=0.5,
    min_area_m2=8.0)
WEIGHTS = {"a": torch.ones(2)}


@pytest.fixture(scope="module")
def resnet():
    """The weights of an encoder, random ones."""
    torch.manual_seed(3)
    return encoders.new_encoder("resnet18", 3, 5).state_dict()


def saved(path, weights, **metadata):
    save_file({name: value.contiguous() for name, value in weights.items()}, path, metadata or None)
    return path


def is_in(weights, base):
    return all(torch.equal(value, base.weights[f"encoder.{name}"]) for name, value in weights.items())


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    monkeypatch.setattr("roofline.models.networks.model_registry.ZOO", tmp_path / "zoo")
    for name in (DEFAULT_BASE, "roads"):
        write_model_folder(tmp_path / "zoo" / name, dataclasses.replace(CARD, notes=name), WEIGHTS)
    return tmp_path / "zoo"


@pytest.mark.parametrize("value", [None, "", DEFAULT_BASE])
def test_an_empty_choice_is_the_default_base(zoo, value):
    assert load_base(value).card.notes == DEFAULT_BASE == load_model(value).name


def test_a_bundled_model_is_found_by_name(zoo):
    assert bundled_models() == [DEFAULT_BASE, "roads"]
    assert (load_base("roads").name, load_base("roads").card.notes) == ("roads", "roads")


def test_a_file_and_a_folder_are_found_by_path(zoo, tmp_path):
    write_model(tmp_path / "own.roofline", CARD, WEIGHTS)
    own = load_model(str(tmp_path / "own.roofline"))
    assert own.name == "own" and own.card.name == "my town" and torch.equal(own.weights["a"], WEIGHTS["a"])
    assert load_base(zoo / "roads").card.notes == "roads"


def test_nothing_is_said_of_a_plain_model(zoo):
    said = []
    load_base("roads", said.append)
    assert said == []


def test_what_is_not_there_is_named_with_what_is(zoo, tmp_path):
    with pytest.raises(RooflineError, match="no model called 'huts'. Built-in models: buildings, roads. The path of a"):
        load_base("huts")
    for name in ("none.roofline", "none.safetensors"):
        with pytest.raises(RooflineError, match=f"There is no model file .*{name}. Check the path"):
            load_base(tmp_path / name)


def test_a_pickle_of_other_weights_is_no_model(tmp_path):
    torch.save(WEIGHTS, tmp_path / "weights.pth")
    with pytest.raises(RooflineError, match="of no encoder that Roofline recognises"):
        load_base(tmp_path / "weights.pth")


def test_every_bundled_model_can_be_read_and_carries_its_hash():
    for name in bundled_models():
        card, weights = read_model(ZOO / name)
        assert card.weights_hash == weights_hash(weights) and card.attribution


def test_an_encoders_file_becomes_a_base_with_a_fresh_decoder(tmp_path, resnet):
    said = []
    base = load_base(saved(tmp_path / "own.safetensors", resnet, encoder="resnet18"), said.append)
    assert is_in(resnet, base) and not base.is_tuned and base.card.name == base.name == "own"
    assert (base.card.decoder_channels, base.card.output_stride) == (DECODER, OUTPUT_STRIDE) == ((128, 64, 32, 16), 2)
    assert base.card.base is None and base.card.resolution_m == 0.3 and base.card.bands[0].mean is None
    assert "own.safetensors (a local file, licence not known)" in base.card.attribution
    assert said[0].startswith("Made from the encoder resnet18 with the weights in own.safetensors. Its decoder is ")
    output = build_network(base.card, base.weights).eval()(torch.zeros(1, 3, 64, 96))
    assert output.shape == (1, 3, 64, 96)


def test_the_same_encoder_gives_the_same_base_and_leaves_the_runs_randomness(tmp_path, resnet):
    path = saved(tmp_path / "resnet18.safetensors", resnet)
    torch.manual_seed(1)
    first, after = load_base(path), torch.rand(1)
    torch.manual_seed(1)
    assert after == torch.rand(1)
    assert weights_hash(first.weights) == weights_hash(load_base(path).weights)


def test_a_base_made_of_an_encoder_can_be_written_and_opened_again(tmp_path, resnet):
    base = load_base(saved(tmp_path / "resnet18.safetensors", resnet))
    write_model(tmp_path / "tuned.roofline", base.card, base.weights)
    again = load_base(tmp_path / "tuned.roofline")
    build_network(again.card, again.weights)
    assert weights_hash(again.weights) == weights_hash(base.weights)


def test_the_files_name_tells_the_encoder(tmp_path):
    weights = encoders.new_encoder("tu-mobilenetv3_small_050", 3, 5).state_dict()
    base = load_base(saved(tmp_path / "tu-mobilenetv3_small_050.safetensors", weights))
    assert base.card.encoder == "tu-mobilenetv3_small_050" and is_in(weights, base)


@pytest.mark.parametrize("name", ["tu-efficientnet_lite0", "resnet18", "tu-resnet10t"])
def test_an_encoder_is_recognised_by_its_tensors(tmp_path, name):
    weights = encoders.new_encoder(name, 3, 5).state_dict()
    base = load_base(saved(tmp_path / "weights.safetensors", weights))
    assert base.card.encoder == name and is_in(weights, base)


def test_timms_own_names_are_recognised_with_and_without_a_classifier(tmp_path):
    weights = encoders.timm.create_model("resnet10t").state_dict()
    base = load_base(saved(tmp_path / "a.safetensors", weights))
    assert base.card.encoder == "tu-resnet10t"
    assert torch.equal(base.weights["encoder.model.layer1.0.conv1.weight"], weights["layer1.0.conv1.weight"])
    bare = {name: value for name, value in weights.items() if not name.startswith("fc.")}
    assert weights_hash(load_base(saved(tmp_path / "b.safetensors", bare)).weights) == weights_hash(base.weights)


def test_half_precision_and_files_without_counters_are_read(tmp_path, resnet):
    half = {name: value.half() for name, value in resnet.items() if "num_batches" not in name}
    base = load_base(saved(tmp_path / "a.safetensors", half))
    assert base.weights["encoder.conv1.weight"].dtype == torch.float32
    assert torch.equal(base.weights["encoder.conv1.weight"], half["conv1.weight"].float())


def test_a_whole_network_keeps_its_decoder(tmp_path):
    card = dataclasses.replace(CARD, encoder="tu-resnet10t", decoder_channels=(24, 16, 8), output_stride=2)
    weights = stored_weights(build_network(card))
    model = load_model(saved(tmp_path / "net.safetensors", weights))
    assert model.card.decoder_channels == (24, 16, 8) and model.card.output_stride == 2
    assert model.card.encoder == "tu-resnet10t" and weights_hash(model.weights) == weights_hash(weights)
    with pytest.raises(RooflineError, match="of no encoder that Roofline recognises"):
        load_model(saved(tmp_path / "resnet34.safetensors", weights))
    for head in (torch.tensor(1.0), torch.ones(3, 8, 3, 3)):
        with pytest.raises(RooflineError, match="of no encoder that Roofline recognises"):
            load_model(saved(tmp_path / "a.safetensors", {"head.0.weight": head}))


@pytest.mark.parametrize(("name", "encoder", "is_that"), [
    ("resnet34", "resnet34", True), ("resnet34", "resnet18", False), ("resnet101", "resnet50", False),
    ("efficientnet_b0", "tu-efficientnet_b0", True), ("efficientnet_b0", "tu-efficientnet_lite0", False),
    ("efficientnet_lite1", "tu-efficientnet_lite0", False), ("convnext_tiny", "tu-convnext_tiny", True)])
def test_a_file_that_tells_no_encoder_is_not_taken_for_a_shallower_one(name, encoder, is_that):
    with torch.device("meta"):
        weights = encoders.timm.create_model(name).state_dict()  # with a classifier, which an encoder has not
    assert encoders.matches(encoder, {key: tuple(value.shape) for key, value in weights.items()}) == is_that


def test_weights_that_were_saved_within_another_network_are_known(tmp_path, resnet):
    plain = load_base(saved(tmp_path / "resnet18.safetensors", resnet))
    for name in ("resnet18.safetensors", "unnamed.safetensors"):
        inside = {f"module.backbone.{key}": value for key, value in resnet.items()}
        base = load_base(saved(tmp_path / name, inside))
        assert base.card.encoder == "resnet18" and weights_hash(base.weights) == weights_hash(plain.weights)


def test_weights_of_another_encoder_are_refused(tmp_path, resnet):
    with pytest.raises(RooflineError, match="not those of the encoder 'resnet50'"):
        load_base(saved(tmp_path / "a.safetensors", resnet, encoder="resnet50"))
    with pytest.raises(RooflineError, match="not those of the encoder 'tu-resnet34'"):
        load_base(saved(tmp_path / "tu-resnet34.safetensors", resnet))


def test_a_kernel_that_timm_would_leave_at_random_is_missed(tmp_path):
    weights = encoders.timm.create_model("resnet10t").state_dict()
    del weights["layer2.0.conv1.weight"]
    with pytest.raises(RooflineError, match="'tu-resnet10t' .*layer2.0.conv1.weight"):
        load_base(saved(tmp_path / "tu-resnet10t.safetensors", weights))


def test_weights_of_nothing_known_are_refused_with_a_cure(tmp_path):
    with pytest.raises(RooflineError, match="no encoder that Roofline recognises. Rename the file to the encoder's"):
        load_base(saved(tmp_path / "a.safetensors", WEIGHTS))
    with pytest.raises(RooflineError, match="does not know the encoder 'resnet10t'.* Did you mean tu-resnet10t"):
        load_base(saved(tmp_path / "a.safetensors", WEIGHTS, encoder="resnet10t"))


def test_a_damaged_file_is_refused(tmp_path, resnet):
    path = tmp_path / "resnet18.safetensors"
    for content in (b"", b"hello", bytes(100)):
        path.write_bytes(content)
        with pytest.raises(RooflineError, match="cannot be read .*download the file again"):
            load_base(path)
    with pytest.raises(RooflineError, match="values that are no numbers .*conv1.weight"):
        load_base(saved(path, {**resnet, "conv1.weight": resnet["conv1.weight"] / 0}))


@pytest.mark.parametrize("content", [b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
                                     b"<!DOCTYPE html><html>Sign in</html>", b""])
def test_what_is_no_file_of_weights_is_not_said_to_hold_code(tmp_path, content):
    path = tmp_path / "resnet18.pt"
    path.write_bytes(content)
    with pytest.raises(RooflineError, match="is no file of weights: it may be the web page.*Download the file itself"):
        load_base(path)


def test_an_untuned_base_finds_no_buildings(tmp_path, resnet):
    with pytest.raises(RooflineError, match="a.safetensors knows no buildings yet: fine-tune it first"):
        load_model(saved(tmp_path / "a.safetensors", resnet))
    with pytest.raises(RooflineError, match="encoder:resnet18 knows no buildings yet"):
        load_model("encoder:resnet18")


def test_a_model_is_fine_tuned_from_an_encoder_and_names_it_as_its_base(town, tmp_path):
    path = saved(tmp_path / "tu-resnet10t.safetensors", encoders.new_encoder("tu-resnet10t", 3, 5).state_dict())
    request = train_request(tmp_path / "job", town.imagery, town.labels, str(path), town.areas)
    fine_tune(request, Job("job", lambda message: None))
    card = load_model(request.model).card
    assert card.base == {"name": "tu-resnet10t", "hash": weights_hash(load_base(path).weights)}
    assert (card.encoder, card.decoder_channels, card.output_stride) == ("tu-resnet10t", DECODER, OUTPUT_STRIDE)
    assert card.attribution == ("tu-resnet10t.safetensors (a local file, licence not known)",)


def test_every_usual_encoder_can_be_used():
    for name in USUAL:
        card = dataclasses.replace(CARD, encoder=name, decoder_channels=DECODER, output_stride=OUTPUT_STRIDE)
        assert len(unet.tensor_shapes(card)) > 50, name


@pytest.mark.parametrize("encoder, words", [
    ("huge_evil_net", "which this Roofline does not know. It knows the encoders of segmentation-models-pytorch"),
    ("tu-huge_evil_net", "which this Roofline does not know"),
    ("hf-hub", "which this Roofline does not know"),
    ("tu-resnet18.no_such_tag", "cannot be used .Invalid pretrained tag"),
    ("tu-naflexvit_base_patch16_gap", "cannot be used .Unsupported model downsampling pattern"),
    ("tu-vit_base_patch16_rope_mixed_224", "is no plain ViT"),
    ("tu-maxvit_tiny_tf_224", "cannot be used .*tiles of any size"),
    ("resnext101_32x48d", "would have 8.. million weights, and 800 million are the most"),
])
def test_an_encoder_that_cannot_be_used_is_refused_before_it_takes_room(encoder, words, monkeypatch):
    monkeypatch.setattr(torch, "empty", _only_meta(torch.empty))
    with pytest.raises(RooflineError, match=words):
        build_network(dataclasses.replace(CARD, encoder=encoder, decoder_channels=DECODER, output_stride=2))


def _only_meta(make):
    def empty(*size, **options):
        tensor = make(*size, **options)
        assert tensor.device.type == "meta" or tensor.numel() < 100_000
        return tensor

    return empty


def test_a_card_that_names_a_larger_encoder_than_its_weights_is_refused(tmp_path):
    weights = stored_weights(build_network(CARD))
    with pytest.raises(RooflineError, match="do not fit its card .*train it anew"):
        build_network(dataclasses.replace(CARD, encoder="resnet152"), weights)
