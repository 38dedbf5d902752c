"""One ONNX file for ONNX Runtime, for Deepness and for Roofline."""

import errno
import json
import os
import sys
from dataclasses import replace

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.band_statistics import normalize
from roofline.models.networks.model_file import write_model
from roofline.models.networks.unet import build_network
from roofline.models.onnx_io.export import CARD_KEY, own_model, write_onnx
from roofline.models.onnx_io.export_job import export_onnx
from roofline.models.onnx_io.external_model import load_external_model
from roofline.protocol.job_requests import ExportOnnx
from roofline.protocol.messages import Notice
from roofline.protocol.settings.external_models import ExternalModelSettings

from ..support.toy_model import toy

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def image():
    """Bytes (3, 512, 512), and pixels without imagery, which are 0 in all bands."""
    random = np.random.default_rng(0)
    image = np.kron(random.integers(1, 256, (3, 64, 64)), np.ones((1, 8, 8))).astype(np.uint8)
    image[:, :100, :200] = 0
    return image


def roofline_says(card, weights, image, mean=None, std=None):
    """The probabilities (classes + 2, H, W) of Roofline's own network."""
    mean = np.array([band.mean for band in card.bands]) if mean is None else mean
    std = np.array([band.std for band in card.bands]) if std is None else std
    tiles = torch.from_numpy(normalize(image, (image > 0).any(axis=0), mean, std))[None]
    with torch.inference_mode():
        return torch.sigmoid(build_network(card, weights).eval()(tiles))[0].numpy()


class Deepness:
    """What the plugin Deepness does with a file, as its ModelBase, Segmentor and MapProcessorSegmentation read."""

    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        told = self.session.get_modelmeta().custom_metadata_map
        [entry], [output] = self.session.get_inputs(), self.session.get_outputs()
        assert len(output.shape) == 4 and output.shape[2] == output.shape[3] and isinstance(output.shape[1], int)
        assert isinstance(entry.shape[-1], int) and entry.shape[-1] == entry.shape[-2]
        self.input, self.bands = entry.name, entry.shape[-3]
        names = sorted(json.loads(told["class_names"]).items(), key=lambda pair: int(pair[0]))
        self.names = [name for _, name in names]
        assert len(self.names) == output.shape[1] and [int(key) for key, _ in names] == list(range(len(names)))
        assert str(json.loads(told["model_type"])).capitalize() == "Segmentor"
        self.centimetres = float(json.loads(told["resolution"]))
        self.tile, self.overlap = int(json.loads(told["tile_size"])), int(json.loads(told["tiles_overlap"]))
        self.threshold, self.median = float(json.loads(told["seg_thresh"])), int(json.loads(told["seg_small_segment"]))
        self.mean, self.std = (np.array(json.loads(told[f"standardization_{what}"]), np.float32)
                               for what in ("mean", "std"))

    def probabilities(self, image):
        tiles = np.moveaxis(image, 0, -1)[None, :, :, :self.bands]
        tiles = (np.float32(tiles * 1. / 255.) - self.mean) / self.std
        return self.session.run(None, {self.input: np.transpose(tiles, (0, 3, 1, 2))})[0]

    def classes(self, image):
        found = self.probabilities(image).copy()
        found[found < self.threshold] = 0.0
        return found.argmax(axis=1)[0]


def test_deepness_reads_how_to_use_the_file(tmp_path):
    write_onnx(tmp_path / "toy.onnx", *toy())
    deepness = Deepness(tmp_path / "toy.onnx")
    assert (deepness.tile, deepness.centimetres, deepness.overlap) == (512, 30.0, 19)
    assert deepness.names == ["background", "building"] and 0 < deepness.median < 10.0 ** 0.5 / 0.3


def test_deepness_finds_the_same_pixels_as_roofline(tmp_path, image):
    card, weights = toy()
    write_onnx(tmp_path / "toy.onnx", card, weights)
    ours = roofline_says(card, weights, image)[0]
    found = Deepness(tmp_path / "toy.onnx").classes(image)
    clear = np.abs(ours - card.threshold) > 1e-4
    assert 0.1 < (ours > card.threshold).mean() < 0.9
    assert ((found == 1) == (ours > card.threshold))[clear].all()


def test_with_a_threshold_of_a_half_deepness_sees_our_probabilities(tmp_path, image):
    card, weights = toy(threshold=0.5)
    write_onnx(tmp_path / "toy.onnx", card, weights)
    found = Deepness(tmp_path / "toy.onnx").probabilities(image)[0]
    assert np.abs(found[1] - roofline_says(card, weights, image)[0]).max() < 1e-4
    assert np.abs(found.sum(axis=0) - 1).max() < 1e-5


def test_of_several_classes_deepness_finds_the_likeliest(tmp_path, image):
    card, weights = toy(classes=("house", "shed", "tank"))
    write_onnx(tmp_path / "toy.onnx", card, weights)
    ours = roofline_says(card, weights, image)[:3]
    deepness = Deepness(tmp_path / "toy.onnx")
    first, second = np.sort(ours, axis=0)[:-3:-1]
    clear = (np.abs(first - card.threshold) > 1e-4) & (first - second > 1e-4)
    expected = np.where(ours.max(axis=0) > card.threshold, ours.argmax(axis=0) + 1, 0)
    assert deepness.names == ["background", "house", "shed", "tank"] and len(np.unique(expected)) > 2
    assert (deepness.classes(image) == expected)[clear].all()


def test_a_model_without_statistics_takes_those_of_the_tile_where_there_is_imagery(tmp_path, image):
    card, weights = toy(threshold=0.5, statistics=None)
    write_onnx(tmp_path / "toy.onnx", card, weights)
    there = image[:, (image > 0).any(axis=0)]
    expected = roofline_says(card, weights, image, there.mean(axis=1), there.std(axis=1))[0]
    assert np.abs(Deepness(tmp_path / "toy.onnx").probabilities(image)[0, 1] - expected).max() < 1e-3


@pytest.mark.parametrize("shape", [(1, 96, 96), (3, 64, 160)])
def test_roofline_has_its_own_model_back_and_for_tiles_of_any_size(tmp_path, shape):
    card, weights = toy(classes=("house", "shed"))
    write_onnx(tmp_path / "toy.onnx", card, weights)
    model = load_external_model(tmp_path / "toy.onnx", ExternalModelSettings(), CPU)
    tiles = torch.randn(shape[0], 3, *shape[1:])
    with torch.inference_mode():
        expected = build_network(card, weights).eval()(tiles)
    assert model.card == card and model.window_size is None and model.name == "toy"
    assert torch.allclose(model.network(tiles), expected, atol=1e-4) and expected.shape[1] == 4


def test_a_card_that_does_not_fit_its_network_is_told(tmp_path):
    card, weights = toy()
    write_onnx(tmp_path / "toy.onnx", card, weights)
    model = onnx.load(tmp_path / "toy.onnx")
    onnx.helper.set_model_props(model, {CARD_KEY: replace(card, classes=("house", "shed")).to_json()})
    with pytest.raises(RooflineError, match="3 bands and 3 channels"):
        own_model(model)
    other = onnx.helper.make_model(onnx.helper.make_graph([], "g", [], []))
    onnx.helper.set_model_props(other, {CARD_KEY: card.to_json()})
    with pytest.raises(RooflineError, match="has Roofline's card, but not its network"):
        own_model(other)
    onnx.helper.set_model_props(model, {CARD_KEY: '{"format": 3}'})
    with pytest.raises(RooflineError, match="no usable model of Roofline: the card lacks"):
        own_model(model)


def test_the_job_tells_where_the_file_is_and_what_other_programs_do_otherwise(tmp_path):
    write_model(tmp_path / "toy.roofline", *toy(statistics=None))
    said = []
    request = ExportOnnx("job", str(tmp_path), str(tmp_path / "toy.onnx"), str(tmp_path / "toy.roofline"))
    assert export_onnx(request, Job(send=said.append))["onnx"] == request.onnx
    [notice] = [message.text for message in said if isinstance(message, Notice)]
    assert "'Häuser' takes the mean and deviation of the whole raster" in notice
    write_model(tmp_path / "toy.roofline", *toy())
    said.clear()
    export_onnx(request, Job(send=said.append))
    assert not [message for message in said if isinstance(message, Notice)]


def test_the_file_is_sound(tmp_path):
    write_onnx(tmp_path / "toy.onnx", *toy())
    onnx.checker.check_model(onnx.load(tmp_path / "toy.onnx"), full_check=True)


@pytest.mark.parametrize("step", [(onnx, "save_model"), (os, "replace")])
def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "toy.onnx").write_bytes(b"old")
    monkeypatch.setattr(*step, full)
    with pytest.raises(RooflineError, match="toy.onnx cannot be written .No space left on device"):
        write_onnx(tmp_path / "toy.onnx", *toy())
    assert (tmp_path / "toy.onnx").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_missing_package_is_told_with_its_cure(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(RooflineError, match="needs the package onnx, .* -m pip install onnx$"):
        write_onnx(tmp_path / "toy.onnx", *toy())
