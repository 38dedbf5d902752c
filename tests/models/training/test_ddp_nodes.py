"""Data-parallel training on several computers: two torchruns on this machine, over gloo."""

import itertools
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.networks.model_file import read_model
from roofline.models.training.train import fine_tune
from roofline.models.worker.ddp_node import lead, read_run
from roofline.protocol.job_files import LAST_WEIGHTS, REQUEST
from roofline.protocol.job_lock import HeldError, held
from roofline.protocol.job_requests import Pretrain
from roofline.protocol.launch import ROOT
from roofline.protocol.messages import encode
from roofline.tests.support.ports import free_port

from ..support.listener import Listener
from ..support.mixed_ground import mixed_ground
from ..support.training import train_request


def computers(folder):
    """Two torchruns that train the run in a folder, as on two computers; the first has rank 0."""
    port = str(free_port())
    return [subprocess.Popen(
        [sys.executable, "-m", "torch.distributed.run", "--nnodes", "2", "--node-rank", str(node), "--nproc-per-node",
         "1", "--master-addr", "127.0.0.1", "--master-port", port, str(ROOT / "protocol" / "launch.py"),
         "roofline.models.worker.ddp_node", str(folder)],
        env={**os.environ, "GLOO_SOCKET_IFNAME": "lo", "OMP_NUM_THREADS": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True) for node in range(2)]


def test_two_computers_go_on_with_a_run_that_one_has_begun(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, strategy="decoder")
    with pytest.raises(JobCanceled):
        fine_tune(request, Listener(stop=lambda text: text.startswith("Step 2")))
    folder = Path(request.folder)
    before = (folder / LAST_WEIGHTS).stat().st_mtime
    (folder / REQUEST).write_text(encode(replace(request, folder="/elsewhere")))
    first, second = computers(folder)
    said, other = (process.communicate()[0] for process in (first, second))
    assert first.returncode == 0 and second.returncode == 0, said + other
    assert "The run goes on from step" in said and "The model is " in said
    assert (folder / LAST_WEIGHTS).stat().st_mtime > before
    assert read_model(request.model)[0].settings["processes"] == 2


def test_a_folder_without_a_run_is_told(tmp_path):
    with pytest.raises(RooflineError, match="has no run that can be read .*RUN_FOLDER"):
        read_run(tmp_path)


def test_a_folder_in_which_a_run_goes_on_takes_no_other_one(tmp_path, monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)  # pytest's own handlers stay
    with held(tmp_path), pytest.raises(HeldError, match="is being done, perhaps by another QGIS"):
        lead(tmp_path, None)
    with pytest.raises(RooflineError, match="has no run that can be read"):
        lead(tmp_path, None)
    assert list(tmp_path.iterdir()) == []


def test_two_computers_pretrain_one_encoder_until_they_are_stopped(tmp_path):
    imagery, _ = mixed_ground(tmp_path)
    settings = {"max_seconds": 0, "max_steps": 4000, "window_size": 64, "windows": 24, "clusters": 3, "batch_size": 4}
    request = Pretrain("job", "/elsewhere", [imagery], str(tmp_path / "encoder.safetensors"), settings)
    (tmp_path / REQUEST).write_text(encode(request))
    first, second = computers(tmp_path)
    lines = iter(first.stdout.readline, "")
    said = "".join(line for line in itertools.takewhile(lambda line: "Step" not in line, lines))
    os.kill(first.pid, signal.SIGTERM)
    said += "".join(process.communicate()[0] for process in (first, second))
    assert "Cancelled. The same command goes on" in said, said
    assert (tmp_path / LAST_WEIGHTS).is_file() and not (tmp_path / "encoder.safetensors").exists()
