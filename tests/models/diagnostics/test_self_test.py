"""The self-test runs what there is, and notices what does not do what it should."""

import types

import numpy as np
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.diagnostics import self_test as module
from roofline.models.diagnostics import throughput
from roofline.models.diagnostics.self_test import self_test
from roofline.models.onnx_io import onnx_network
from roofline.models.training.trainer import Trainer
from roofline.protocol.job_requests import SelfTest

CPU, CUDA = torch.device("cpu"), torch.device("cuda")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(throughput, "SECONDS", 0.0)


def part(tmp_path, name):
    return self_test(SelfTest("job", str(tmp_path), name), Job())


def test_every_part_that_is_offered_works_here(tmp_path):
    told = part(tmp_path, "machine")
    assert {"Device", "Processor", "Memory", "PyTorch's build"} <= set(told["facts"])
    names = [name for name, _ in told["parts"]]
    assert names == ["training", "torch", "onnx CPUExecutionProvider", "files"]
    for name, words in zip(names, ("loss", "", "", "footprints")):
        found = part(tmp_path, name)
        assert found["text"] and words in found["text"] and found["seconds"] > 0
        assert (found["megapixels_per_second"] is None) == (name == "files")


def test_an_import_gives_the_version_and_a_missing_one_its_cure(tmp_path):
    assert part(tmp_path, "import torch")["text"] == torch.__version__
    with pytest.raises(RooflineError, match=r"no_such_module cannot be imported .*Run the set-up again"):
        part(tmp_path, "import no_such_module")
    with pytest.raises(RooflineError, match="has no part 'odd'"):
        part(tmp_path, "odd")


def test_a_gpu_has_a_part_for_its_provider_and_its_memory(monkeypatch):
    monkeypatch.setattr(module, "choose_device", lambda: CUDA)
    monkeypatch.setattr(module, "installed_providers", lambda: ["CUDAExecutionProvider"])
    monkeypatch.setattr(module, "providers_for", lambda device: ["CUDAExecutionProvider", "CPUExecutionProvider"])
    assert [name for name, _ in module.parts()] == [
        "training", "torch", "onnx CUDAExecutionProvider", "onnx CPUExecutionProvider", "memory", "files"]


def test_without_onnx_runtime_the_other_parts_are_left(monkeypatch):
    monkeypatch.setattr(module, "installed_providers", list)
    assert [name for name, _ in module.parts()] == ["training", "torch", "files"]


def test_a_provider_that_silently_gives_way_to_the_cpu_fails(tmp_path):
    with pytest.raises(RooflineError, match="took CPUExecutionProvider instead of CUDAExecutionProvider"):
        part(tmp_path, "onnx CUDAExecutionProvider")


def test_a_network_that_finds_no_buildings_fails(tmp_path, monkeypatch):
    forward = onnx_network.OnnxNetwork.forward
    monkeypatch.setattr(onnx_network.OnnxNetwork, "forward", lambda self, tiles: -forward(self, tiles))
    with pytest.raises(RooflineError, match="with an IoU of 0"):
        part(tmp_path, "onnx CPUExecutionProvider")


def test_a_loss_that_differs_from_that_in_float32_fails(tmp_path, monkeypatch):
    step = Trainer.step
    monkeypatch.setattr(Trainer, "step", lambda self, *batch: 2 * step(self, *batch))
    with pytest.raises(RooflineError, match="and in float32"):
        part(tmp_path, "training")


def test_a_loss_that_is_no_number_fails(tmp_path, monkeypatch):
    step, steps = Trainer.step, []
    monkeypatch.setattr(Trainer, "step", lambda self, *batch: steps.append(step(self, *batch)) or (
        float("nan") if len(steps) > 1 else steps[0]))
    with pytest.raises(RooflineError, match="stopped being a number after 2 steps"):
        part(tmp_path, "training")


def test_another_precision_or_layout_than_the_device_should_have_fails():
    lasting = torch.zeros(2, 8, 4, 4).to(memory_format=torch.channels_last)
    with pytest.raises(RooflineError, match="computes in torch.float16"):
        throughput._checked_precision(CPU, lasting.half())
    with torch.autocast("cpu", torch.bfloat16), pytest.raises(RooflineError, match="not channels-last"):
        throughput._checked_precision(CPU, lasting.contiguous().bfloat16())


@pytest.mark.parametrize(("reserved", "before", "after", "words"), [
    (3 * 2**30, 10 * 2**30, 9 * 2**30, "3.0 GiB"), (0, 10 * 2**30, 8 * 2**30, "2.0 GiB"), (0, 2**30, 2**30, None)])
def test_a_gpu_whose_memory_stays_as_it_was_was_not_used(monkeypatch, reserved, before, after, words):
    free = iter([before, after])
    monkeypatch.setattr(torch.cuda, "reset_peak_memory_stats", lambda device: None)
    monkeypatch.setattr(torch.cuda, "max_memory_reserved", lambda device: reserved)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (next(free), 2**40))
    monkeypatch.setattr(throughput, "describe_device", lambda device: "GPU (a GPU)")
    with throughput._gpu_memory(CUDA) as used:
        pass
    if words:
        assert words in used()
    else:
        with pytest.raises(RooflineError, match="GPU .a GPU. was not used"):
            used()


def limited(monkeypatch, most):
    """A GPU of NVIDIA with memory for `most` windows, as far as the self-test asks; its share of the memory."""
    shares: list[float] = []
    for name, value in {"reset_peak_memory_stats": None, "max_memory_reserved": 2**30}.items():
        monkeypatch.setattr(torch.cuda, name, lambda device, value=value: value)
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", lambda share, device: shares.append(share))
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda d: types.SimpleNamespace(total_memory=16 * 2**30))

    def predictor(network, device, batch_size):
        return types.SimpleNamespace(batch_size=min(batch_size, most))

    monkeypatch.setattr(throughput, "_predictor", predictor)
    monkeypatch.setattr(throughput, "choose_backend", lambda *_: types.SimpleNamespace(network=None))
    return shares


def test_halving_is_seen_and_the_limit_taken_away_again(monkeypatch):
    shares = limited(monkeypatch, 2)
    monkeypatch.setattr(throughput, "_pass", lambda *_: np.zeros((8, 8), np.uint8))
    assert "from 8 to 2 at once" in throughput.memory_halving(CUDA, Job()).text
    assert shares == [2 / 16, 1.0]


def test_a_limit_that_does_not_hold_and_another_result_fail(monkeypatch):
    limited(monkeypatch, 8)
    monkeypatch.setattr(throughput, "_pass", lambda *_: np.zeros((8, 8), np.uint8))
    with pytest.raises(RooflineError, match="the limit did not hold"):
        throughput.memory_halving(CUDA, Job())
    limited(monkeypatch, 4)
    given = iter([0, 200])
    monkeypatch.setattr(throughput, "_pass", lambda *_: np.full((8, 8), next(given), np.uint8))
    with pytest.raises(RooflineError, match="100 % of the pixels"):
        throughput.memory_halving(CUDA, Job())
