"""The backend that is wanted, or the faster one, and the same probabilities from both."""

import sys
import time

import numpy as np
import pytest
import torch
from roofline.models.core.devices import mixed_precision
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.band_statistics import normalize
from roofline.models.networks.model_registry import load_model
from roofline.models.networks.unet import build_network
from roofline.models.onnx_io import runtime
from roofline.models.onnx_io.onnx_network import CPU as ON_CPU
from roofline.models.onnx_io.onnx_network import OnnxNetwork, open_session, providers_for, to_onnx
from roofline.models.onnx_io.runtime import ONNX, TORCH, choose_backend
from roofline.scenes.random_town import random_town
from roofline.scenes.scene import make_scene

from ..support.providers import installed

CPU, CUDA, MPS = (torch.device(name) for name in ("cpu", "cuda", "mps"))
MANY = 1e12
TILE = (4, 64)


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(runtime, "_fastest", {})


@pytest.fixture(scope="module")
def model():
    return load_model(None)


def chosen(model, wanted, pixels=MANY, tile=TILE):
    return choose_backend(model.card, model.weights, CPU, wanted, tile, pixels)


def probabilities(network, tiles, precision):
    with torch.inference_mode(), precision:
        return torch.sigmoid(network(tiles).float())


def slow(monkeypatch, kind):
    """Let the networks of one kind take longer than any other."""
    forward = kind.forward

    def late(self, tiles):
        time.sleep(0.3)
        return forward(self, tiles)

    monkeypatch.setattr(kind, "forward", late)


@pytest.mark.parametrize(("wanted", "name"), [("torch", TORCH), ("onnx", ONNX)])
def test_what_is_wanted_is_taken(model, wanted, name):
    backend = chosen(model, wanted)
    assert backend.name == name and isinstance(backend.network, OnnxNetwork) == (name == ONNX)


@pytest.mark.parametrize(("precise", "figure", "most"), [(True, torch.max, 1e-3), (False, torch.mean, 0.005)])
def test_both_give_the_same_probabilities(model, precise, figure, most):
    # In bfloat16 torch differs from its own float32 by up to 0.1 at single pixels, and by 0.002 in the mean.
    image = make_scene(random_town(4), 4, 192, 256).image
    mean, std = image.mean(axis=(1, 2)), image.std(axis=(1, 2))
    tiles = torch.from_numpy(normalize(image, np.ones(image.shape[1:], bool), mean, std))[None]
    precision = torch.autocast("cpu", enabled=False) if precise else mixed_precision(CPU)
    one, other = (probabilities(chosen(model, wanted).network, tiles, precision) for wanted in ("torch", "onnx"))
    assert float(one.std()) > 0.1 and float(figure((one - other).abs())) < most


def test_the_faster_one_is_taken(model, monkeypatch):
    with monkeypatch.context() as patch:
        slow(patch, type(build_network(model.card)))
        assert chosen(model, "auto").name == ONNX
    runtime._fastest.clear()
    slow(monkeypatch, OnnxNetwork)
    assert chosen(model, "auto").name == TORCH


def test_a_small_job_makes_no_trial(model, monkeypatch):
    monkeypatch.setattr(runtime, "to_onnx", None)
    assert chosen(model, "auto", pixels=1e6).name == TORCH


def test_a_trial_is_made_once_and_then_holds_for_small_jobs_too(model, monkeypatch):
    trials = []
    monkeypatch.setattr(runtime, "_trial", lambda *_: trials.append(1) or ON_CPU)
    names = [chosen(model, "auto", pixels).name for pixels in (MANY, MANY, 1.0)]
    assert names == [ONNX] * 3 and len(trials) == 1
    chosen(model, "auto", tile=(4, 128))
    assert len(trials) == 2


def test_a_network_that_onnx_gets_wrong_is_torchs(model, monkeypatch):
    forward = OnnxNetwork.forward
    monkeypatch.setattr(OnnxNetwork, "forward", lambda self, tiles: forward(self, tiles) + 1.0)
    slow(monkeypatch, type(build_network(model.card)))
    assert chosen(model, "auto").name == TORCH


def test_without_onnx_runtime_auto_is_torch_and_onnx_is_refused(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert chosen(model, "auto").name == TORCH
    with pytest.raises(RooflineError, match="needs the package onnxruntime"):
        chosen(model, "onnx")


def test_an_encoder_that_onnx_cannot_hold_is_torchs(model, monkeypatch):
    def refuse(*_, **__):
        raise torch.onnx.errors.UnsupportedOperatorError("aten::strange", 17, None)

    monkeypatch.setattr(torch.onnx, "export", refuse)
    assert chosen(model, "auto").name == TORCH
    with pytest.raises(RooflineError, match="cannot be written as ONNX"):
        chosen(model, "onnx")


@pytest.mark.parametrize(("device", "build", "expected"), [
    (CPU, ["AzureExecutionProvider"], []),
    (CPU, ["TensorrtExecutionProvider", "CUDAExecutionProvider"], []),  # torch has not loaded its libraries
    (CUDA, ["TensorrtExecutionProvider", "CUDAExecutionProvider"], ["CUDAExecutionProvider"]),
    (CPU, ["DmlExecutionProvider"], ["DmlExecutionProvider"]),
    (MPS, ["CoreMLExecutionProvider", "AzureExecutionProvider"], ["CoreMLExecutionProvider"]),
    (CPU, ["OpenVINOExecutionProvider"], ["OpenVINOExecutionProvider"]),
    (CUDA, ["ROCMExecutionProvider", "MIGraphXExecutionProvider"],
     ["MIGraphXExecutionProvider", "ROCMExecutionProvider"]),
])
def test_providers_are_those_that_are_installed_and_suit_the_device(monkeypatch, device, build, expected):
    installed(monkeypatch, *build)
    assert providers_for(device) == [*expected, ON_CPU]


def test_the_fastest_provider_is_taken_and_named(model, monkeypatch):
    installed(monkeypatch, "DmlExecutionProvider", "OpenVINOExecutionProvider")
    forward = OnnxNetwork.forward

    def late(self, tiles):
        time.sleep(0.0 if self.provider == "OpenVINOExecutionProvider" else 0.3)
        return forward(self, tiles)

    monkeypatch.setattr(OnnxNetwork, "forward", late)
    slow(monkeypatch, type(build_network(model.card)))
    for pixels in (MANY, 1.0):  # the second time by what the trial has found
        backend = chosen(model, "auto", pixels)
        assert backend.words == "ONNX Runtime (OpenVINO)" and backend.setting == "onnx"


def test_a_provider_that_does_not_win_the_trial_is_not_taken(model, monkeypatch):
    installed(monkeypatch, "DmlExecutionProvider")
    slow(monkeypatch, OnnxNetwork)
    assert chosen(model, "auto").words == TORCH


def test_a_provider_with_other_probabilities_is_not_taken_and_the_others_are_tried(model, monkeypatch):
    installed(monkeypatch, "DmlExecutionProvider")
    forward = OnnxNetwork.forward
    monkeypatch.setattr(OnnxNetwork, "forward", lambda self, tiles: forward(self, tiles) + (self.provider != ON_CPU))
    slow(monkeypatch, type(build_network(model.card)))
    assert chosen(model, "auto").words == ONNX


@pytest.mark.parametrize(("slow_one", "expected"), [
    (ON_CPU, "ONNX Runtime (Dml)"), ("DmlExecutionProvider", "ONNX Runtime")])
def test_where_onnx_is_wanted_the_fastest_provider_is_taken(model, monkeypatch, slow_one, expected):
    installed(monkeypatch, "DmlExecutionProvider")
    forward = OnnxNetwork.forward

    def late(self, tiles):
        time.sleep(0.3 if self.provider == slow_one else 0.0)
        return forward(self, tiles)

    monkeypatch.setattr(OnnxNetwork, "forward", late)
    assert chosen(model, "onnx").words == expected


def test_a_provider_that_cannot_run_here_gives_way(model, monkeypatch):
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["DmlExecutionProvider", ON_CPU])
    assert chosen(model, "onnx").network.provider == ON_CPU


def test_without_a_provider_for_the_gpu_there_is_no_trial(model, monkeypatch):
    monkeypatch.setattr(runtime, "providers_for", lambda device: [ON_CPU])
    monkeypatch.setattr(runtime, "_noise", lambda *_: None)
    monkeypatch.setattr(runtime, "to_onnx", None)
    network = build_network(model.card, model.weights)
    assert runtime._if_faster(model.card, model.weights, CUDA, TILE, MANY, network) is None


def test_a_provider_that_is_wanted_and_not_taken_is_told(model):
    with pytest.raises(RooflineError, match="took CPUExecutionProvider instead of CUDAExecutionProvider"):
        open_session(to_onnx(model.card, model.weights), "the model", CPU, 1, "CUDAExecutionProvider")
