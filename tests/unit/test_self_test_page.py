"""The page of the self-test, which goes into issues that everybody reads."""

import os
from pathlib import Path

import pytest
from roofline.plugin.environment.self_test_page import Row, page, summary, without_names
from roofline.protocol.paths import ROOT

FINE = Row("import torch", "2.13.0", True, 0.004, None)
FAST = Row("Prediction with PyTorch", "On the GPU (NVIDIA H200, 139 GiB)", True, 4.2, 612.3)
BROKEN = Row("import peft", "No module named 'peft' | in peft\n", False)


def test_each_part_has_its_row():
    text = page({"Device": "CPU (2 threads)"}, [FINE, FAST, BROKEN])
    assert "| Device | CPU (2 threads) |" in text
    assert "| import torch | yes | 2.13.0 | 0 |  |" in text
    assert "| Prediction with PyTorch | yes | On the GPU (NVIDIA H200, 139 GiB) | 4.2 | 612 |" in text
    assert "| import peft | **no** | No module named 'peft' \\| in peft |  |  |" in text
    assert "1 of 3 parts failed." in text and summary([FINE, FAST]) == "All 2 parts work."


@pytest.mark.parametrize(("text", "expected"), [
    ("No such file: /home/jo/data/town.tif. Check the path.", "No such file: …/town.tif. Check the path."),
    ("libcudart.so.13 in /usr/lib/x86_64/libcudart.so.13 is old", "libcudart.so.13 in …/libcudart.so.13 is old"),
    (r"No such file: C:\Users\Jo Smith\AppData\town.tif", "No such file: …/town.tif"),
    (r"File \\server\share\jo\town.tif is gone", "File …/town.tif is gone"),
    ("The log is in C:/OSGeo4W/apps/worker.log; report it", "The log is in …/worker.log; report it"),
    ("12.5 megapixels/s, yes/no, 1/2 and CUDA 13.0/cuDNN 9", "12.5 megapixels/s, yes/no, 1/2 and CUDA 13.0/cuDNN 9")])
def test_paths_are_cut_down_to_their_last_part(monkeypatch, text, expected):
    monkeypatch.setattr(Path, "home", lambda: Path(r"C:\Users\Jo Smith"))
    assert without_names(text) == expected


def test_nobody_is_named_whatever_the_error_says(monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "Daten von anna"))
    monkeypatch.setenv("USER", "anna")
    error = (f"{tmp_path}/Daten von anna/runs/x.tif of Anna in {ROOT}/models/core/job.py and {Path.home()}/y, "
             "not Annapolis")
    told = page({}, [Row("Training", error, False)])
    assert all(part not in told for part in (str(tmp_path), str(ROOT), f"{Path.home()}/", "anna/", "Anna "))
    assert "user" in told and "Annapolis" in told


def test_a_short_name_is_left_alone(monkeypatch):
    monkeypatch.setenv("USER", "a")
    assert without_names("a model") == "a model" and os.environ["USER"] == "a"
