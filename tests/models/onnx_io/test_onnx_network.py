"""An ONNX model says what the model that it was made from says."""

import contextlib
import sys

import numpy as np
import onnx
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.tiling import Windowing
from roofline.models.geodata.window_reader import ArraySource
from roofline.models.inference import tiled_inference
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_registry import load_model
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.onnx_io.onnx_network import OnnxNetwork, run_session, to_onnx
from roofline.models.vectorize.polygonize import trace
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.launch import ROOT
from roofline.scenes.random_town import random_town
from roofline.scenes.scene import make_scene

CPU = torch.device("cpu")


def toy(decoder=(16, 16, 8, 8), output_stride=2, bands=("red", "green", "blue"), encoder="tu-resnet10t", **more):
    """A card and random weights."""
    torch.manual_seed(0)
    card = Card(name="Häuser", encoder=encoder, decoder_channels=decoder, classes=("building",),
                bands=tuple(Band(name) for name in bands), dtype=None, resolution_m=0.3, threshold=0.5, min_area_m2=4.0,
                output_stride=output_stride, **more)
    return card, stored_weights(build_network(card))


def probabilities(network, image):
    mean, std = image.mean(axis=(1, 2)), image.std(axis=(1, 2))
    predictor = Predictor(network, Statistics(mean, std, image[0].size), CPU, Windowing(256, 64), 2)
    strips = predictor.strips(ArraySource(image, np.ones(image.shape[1:], bool)))
    parts = [(strip.probabilities.building, strip.probabilities.core) for strip in strips]
    return Probabilities(*(np.concatenate(rows) for rows in zip(*parts)))


def in_onnx(card, weights):
    return OnnxNetwork(to_onnx(card, weights), "the toy", CPU, threads=1)


def overlap(one, other):
    return one.intersection(other).area / one.union(other).area


def test_the_same_weights_give_the_same_outlines_in_torch_and_in_onnx_runtime(monkeypatch):
    monkeypatch.setattr(tiled_inference, "mixed_precision", lambda device: contextlib.nullcontext())
    model, image = load_model(None), make_scene(random_town(4), 4, 448, 480).image
    torchs, onnxs = (probabilities(network, image) for network in (
        build_network(model.card, model.weights), in_onnx(model.card, model.weights)))
    for one, other in ((torchs.building, onnxs.building), (torchs.core, onnxs.core)):
        assert np.abs(one.astype(int) - other).max() <= 1
    card = model.card
    reach = Postprocessing.of(card).reach(card.resolution_m)
    outlines, others = ([outline.polygon for outline in trace(said, model.card.threshold, reach)]
                        for said in (torchs, onnxs))
    assert len(outlines) == len(others) > 10
    assert min(max(overlap(one, other) for other in others) for one in outlines) > 0.999


def test_walls_between_centres_are_part_of_the_network():
    card, weights = toy(separation="offsets")
    tiles = torch.randn(2, 3, 64, 96)
    with torch.inference_mode():
        expected = build_network(card, weights).eval()(tiles)
    found = torch.sigmoid(in_onnx(card, weights)(tiles))
    assert torch.allclose(found, torch.sigmoid(expected), atol=5e-3) and expected[:, 1].std() > 0.1
    assert float(found[:, 2].max()) < 1e-6  # no contact


@pytest.mark.parametrize(("decoder", "output_stride", "bands"), [
    ((16, 16, 8, 8), 2, ("red", "green", "blue")), ((16, 8, 8, 8, 8), 1, ("pan",))])
@pytest.mark.parametrize("shape", [(1, 32, 32), (3, 64, 160)])
def test_tiles_may_be_of_any_number_and_size(decoder, output_stride, bands, shape):
    card, weights = toy(decoder, output_stride, bands)
    count, *sides = shape
    tiles = torch.randn(count, len(bands), *sides).to(memory_format=torch.channels_last)
    with torch.inference_mode():
        expected = build_network(card, weights).eval()(tiles)
    found = in_onnx(card, weights)(tiles)
    assert found.shape == (count, 3, *sides) and expected.std() > 0.01
    assert torch.allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("separation", ["edges", "offsets"])
def test_the_file_tells_how_many_channels_it_gives(separation):
    model = onnx.load_model_from_string(to_onnx(*toy(separation=separation)))
    ports = *model.graph.input, *model.graph.output
    assert [port.type.tensor_type.shape.dim[1].dim_value for port in ports] == [3, 3]


def test_the_model_is_sound_and_holds_nothing_of_this_machine(tmp_path):
    content = to_onnx(*toy())
    model = onnx.load_model_from_string(content)
    onnx.checker.check_model(model)
    assert [one.version for one in model.opset_import] == [17]
    assert [one.name for one in (*model.graph.input, *model.graph.output)] == ["tiles", "logits"]
    assert all(str(place).encode() not in content for place in (tmp_path, ROOT, sys.prefix))


@pytest.mark.parametrize("encoder", ["tu-resnet10t", "efficientnet-b0"])
def test_writing_says_nothing(recwarn, capfd, encoder):
    to_onnx(*toy(encoder=encoder))
    assert not recwarn.list and capfd.readouterr() == ("", "")


def test_an_encoder_that_onnx_cannot_hold_is_told(monkeypatch):
    def refuse(*_, **__):
        raise torch.onnx.errors.UnsupportedOperatorError("aten::strange", 17, None)

    monkeypatch.setattr(torch.onnx, "export", refuse)
    with pytest.raises(RooflineError, match="encoder 'tu-resnet10t' of the model 'Häuser' .*aten::strange.* another"):
        to_onnx(*toy())


@pytest.mark.parametrize("content", [b"", b"PK is no ONNX", "cut off"])
def test_a_model_that_is_damaged_is_told(content):
    content = to_onnx(*toy())[:-100] if content == "cut off" else content
    with pytest.raises(RooflineError, match=r"cannot run toy\.onnx \(.*Get the file again"):
        OnnxNetwork(content, "toy.onnx", CPU, 1)


def test_tiles_that_the_model_cannot_take_are_told():
    with pytest.raises(RooflineError, match="stopped while it ran the toy .*another size"):
        in_onnx(*toy())(torch.zeros(1, 4, 64, 64))


def test_a_lack_of_memory_is_told_as_torch_tells_it():
    from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException

    class Small:
        def run(self, outputs, feeds):
            raise RuntimeException("Failed to allocate memory for requested buffer of size 9")

    with pytest.raises(torch.OutOfMemoryError, match="size 9"):
        run_session(Small(), "the toy", {}, ["logits"])


def test_a_missing_package_is_told_with_its_cure(monkeypatch):
    model = to_onnx(*toy())
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RooflineError, match="needs the package onnxruntime, .* -m pip install onnxruntime$"):
        OnnxNetwork(model, "toy.onnx", CPU, 1)
