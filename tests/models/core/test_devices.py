"""The device that a machine computes on."""

import pytest
import torch
from roofline.models.core.devices import choose_device, mixed_precision


@pytest.mark.parametrize(("cuda", "mps", "expected"), [
    (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")])
def test_a_gpu_is_taken_where_there_is_one(monkeypatch, cuda, mps, expected):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert choose_device().type == expected


def test_a_mac_computes_in_float32():
    with mixed_precision(torch.device("mps")):
        assert not torch.is_autocast_enabled("mps")
