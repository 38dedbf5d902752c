"""An ONNX file says what the model that it was made from says."""

import contextlib
import errno
import json
import os
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
import roofline.models.predictor
import torch
from roofline.models.errors import RooflineError
from roofline.models.heldout import Cut
from roofline.models.imagery import Statistics
from roofline.models.model_file import Band, Card
from roofline.models.networks import build_network, stored_weights
from roofline.models.onnx_file import CARD_KEY, OnnxNetwork, write_onnx
from roofline.models.predictor import ArraySource, Predictor, Windowing
from roofline.models.tracing import Probabilities, trace
from roofline.models.zoo import load_model
from roofline.scenes.scene import make_scene
from roofline.scenes.town import random_town

CPU = torch.device("cpu")


def toy(decoder=(16, 16, 8, 8), output_stride=2, bands=("red", "green", "blue"), encoder="tu-resnet10t"):
    """A card and random weights."""
    torch.manual_seed(0)
    card = Card(name="Häuser", encoder=encoder, decoder_channels=decoder, classes=("building",),
                bands=tuple(Band(name) for name in bands), dtype=None, resolution_m=0.3, threshold=0.5, min_area_m2=4.0,
                output_stride=output_stride)
    return card, stored_weights(build_network(card))


def probabilities(network, image):
    mean, std = image.mean(axis=(1, 2)), image.std(axis=(1, 2))
    predictor = Predictor(network, Statistics(mean, std, image[0].size), CPU, Windowing(256, 64), 2)
    strips = predictor.strips(ArraySource(image, np.ones(image.shape[1:], bool)))
    parts = [(strip.probabilities.building, strip.probabilities.core) for strip in strips]
    return Probabilities(*(np.concatenate(rows) for rows in zip(*parts)))


def overlap(one, other):
    return one.intersection(other).area / one.union(other).area


def test_the_same_weights_give_the_same_outlines_in_torch_and_in_onnx_runtime(tmp_path, monkeypatch):
    monkeypatch.setattr(roofline.models.predictor, "mixed_precision", lambda device: contextlib.nullcontext())
    model, image = load_model(None), make_scene(random_town(4), 4, 448, 480).image
    write_onnx(tmp_path / "buildings.onnx", model.card, model.weights)
    torchs, onnxs = (probabilities(network, image) for network in (
        build_network(model.card, model.weights), OnnxNetwork(tmp_path / "buildings.onnx", threads=1)))
    for one, other in ((torchs.building, onnxs.building), (torchs.core, onnxs.core)):
        assert np.abs(one.astype(int) - other).max() <= 1
    reach = Cut(model.card.threshold, model.card.min_area_m2, model.card.boundary_m).reach(model.card.resolution_m)
    outlines, others = ([outline.polygon for outline in trace(said, model.card.threshold, reach)]
                        for said in (torchs, onnxs))
    assert len(outlines) == len(others) > 10
    assert min(max(overlap(one, other) for other in others) for one in outlines) > 0.999


@pytest.mark.parametrize(("decoder", "output_stride", "bands"), [
    ((16, 16, 8, 8), 2, ("red", "green", "blue")), ((16, 8, 8, 8, 8), 1, ("pan",))])
@pytest.mark.parametrize("shape", [(1, 32, 32), (3, 64, 160)])
def test_tiles_may_be_of_any_number_and_size(tmp_path, decoder, output_stride, bands, shape):
    card, weights = toy(decoder, output_stride, bands)
    write_onnx(tmp_path / "toy.onnx", card, weights)
    count, *sides = shape
    tiles = torch.randn(count, len(bands), *sides).to(memory_format=torch.channels_last)
    with torch.inference_mode():
        expected = build_network(card, weights).eval()(tiles)
    found = OnnxNetwork(tmp_path / "toy.onnx", threads=1)(tiles)
    assert found.shape == (count, 3, *sides) and expected.std() > 0.01
    assert torch.allclose(found, expected, atol=1e-5)


def test_the_file_holds_its_card_and_nothing_of_this_machine(tmp_path):
    card, weights = toy()
    write_onnx(tmp_path / "toy.onnx", card, weights)
    model = onnx.load(tmp_path / "toy.onnx")
    onnx.checker.check_model(model)
    assert [one.version for one in model.opset_import] == [17]
    assert [one.name for one in (*model.graph.input, *model.graph.output)] == ["tiles", "logits"]
    [kept] = [one.value for one in model.metadata_props if one.key == CARD_KEY]
    assert Card.from_json(kept) == card and json.loads(kept)["name"] == "Häuser"
    content = (tmp_path / "toy.onnx").read_bytes()
    assert all(str(place).encode() not in content for place in (tmp_path, Path(__file__).parents[2], sys.prefix))


@pytest.mark.parametrize("encoder", ["tu-resnet10t", "efficientnet-b0"])
def test_writing_says_nothing(tmp_path, recwarn, capfd, encoder):
    write_onnx(tmp_path / "toy.onnx", *toy(encoder=encoder))
    assert not recwarn.list and capfd.readouterr() == ("", "")


@pytest.mark.parametrize("step", [(onnx, "save_model"), (os, "replace")])
def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "toy.onnx").write_bytes(b"old")
    monkeypatch.setattr(*step, full)
    with pytest.raises(RooflineError, match="toy.onnx cannot be written .No space left on device"):
        write_onnx(tmp_path / "toy.onnx", *toy())
    assert (tmp_path / "toy.onnx").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(RooflineError, match="Check that the folder exists"):
        write_onnx(tmp_path / "nowhere" / "toy.onnx", *toy())


def test_an_encoder_that_onnx_cannot_hold_is_told(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise torch.onnx.errors.UnsupportedOperatorError("aten::strange", 17, None)

    monkeypatch.setattr(torch.onnx, "export", refuse)
    with pytest.raises(RooflineError, match="encoder 'tu-resnet10t' of the model 'Häuser' .*aten::strange.* another"):
        write_onnx(tmp_path / "toy.onnx", *toy())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [None, b"", b"PK is no ONNX", "cut off"])
def test_a_file_that_is_missing_or_damaged_is_told(tmp_path, content):
    path = tmp_path / "toy.onnx"
    if content == "cut off":
        write_onnx(path, *toy())
        content = path.read_bytes()[:-100]
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RooflineError, match=r"toy\.onnx cannot be read .* write the file anew"):
        OnnxNetwork(path)


def test_a_missing_package_is_told_with_its_cure(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(RooflineError, match="needs the package onnx, .* -m pip install onnx$"):
        write_onnx(tmp_path / "toy.onnx", *toy())
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RooflineError, match="needs the package onnxruntime, .* -m pip install onnxruntime$"):
        OnnxNetwork(tmp_path / "toy.onnx")
