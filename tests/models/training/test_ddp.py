"""Distributed data-parallel training (DDP): two processes on the CPU over gloo, as on two GPUs over NCCL."""

import json
import os
import signal
import time
from contextlib import ExitStack
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
from roofline.models.core.devices import mixed_precision
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.data.augmentation import Augmentation
from roofline.models.data.tile_sampler import TileSampler
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training import ddp_launcher
from roofline.models.training.losses import masked_loss
from roofline.models.training.lr_schedule import cosine_schedule
from roofline.models.training.train import fine_tune, prepare
from roofline.models.training.trainer import LARGEST_GRADIENT, Trainer
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.launch import ROOT
from roofline.protocol.settings.training import TrainSettings
from safetensors.torch import load_file

from ..support.processes import is_there, other_ranks
from ..support.training import train_request
from ..support.worker import Worker

RECORDING_WORKER = f"""
import sys
sys.path.insert(0, {str(ROOT / "protocol")!r})
from launch import ROOT, load_package
load_package("roofline", ROOT)
from roofline.models.worker import ddp_worker
from roofline.models.training.trainer import Trainer
learn = Trainer._learn
def recording(trainer, *given):
    loss = learn(trainer, *given)
    with open(LOG, "a") as log:
        log.write(f"{{loss}} {{sum(float(p.detach().double().abs().sum()) for p in trainer.network.parameters())}}\\n")
    return loss
Trainer._learn = recording
ddp_worker.main()
"""
FAILING_WORKER = """
from torch.distributed.elastic.multiprocessing.errors import record
@record
def main():
    raise ValueError("no room left")
main()
"""


class Watcher(Job):
    """A job that calls `act` once, when a text begins with `text`, and records the reported steps."""

    def __init__(self, text="never", act=lambda job: None):
        self.is_over, self.text, self.act, self.steps = False, text, act, []
        super().__init__("job", self.hear, lambda: self.is_over)

    def hear(self, message):
        if getattr(message, "figures", None):
            self.steps.append(int(message.figures["step"]))
        if getattr(message, "text", "").startswith(self.text):
            self.text = "never again"
            self.act(self)


def request(folder, town, base, **settings):
    return train_request(folder, town.imagery, town.labels, base, town.areas, **{"processes": 2, **settings})


def base_with(encoder, path):
    card = Card(name="toy", encoder=encoder, decoder_channels=(16, 8, 8, 8, 8), classes=("building",),
                bands=tuple(Band(name, None, None) for name in ("red", "green", "blue")), dtype=None, resolution_m=0.3,
                threshold=0.5, min_area_m2=4.0)
    write_model(path, card, stored_weights(build_network(card)))
    return str(path)


def test_two_ranks_train_one_model_on_different_tiles(tmp_path, town, toy_base, monkeypatch):
    """The encoder of the staged run is unfrozen on the way, and the module in DDP changes with it."""
    log, script, ours, learn = tmp_path / "log", tmp_path / "ddp_worker.py", [], Trainer._learn
    script.write_text(RECORDING_WORKER.replace("LOG", repr(str(log))))

    def recording(trainer, *given):
        loss = learn(trainer, *given)
        ours.append((loss, sum(float(p.detach().double().abs().sum()) for p in trainer.network.parameters())))
        return loss

    monkeypatch.setattr(ddp_launcher, "DDP_COMMAND", [str(script)])
    monkeypatch.setattr(Trainer, "_learn", recording)
    outputs = fine_tune(request(tmp_path, town, toy_base, max_steps=20, batch_size=3, learning_rate=0.005,
                                encoder_rate=1.0, evaluations=2, strategy="staged"), Job())
    theirs = np.loadtxt(log)
    assert outputs["score"] > 0.8 > 0.3 > outputs["scores"]["base_held_out"]["f1"]
    both = min(len(ours), len(theirs))  # the last step is not recorded when the worker releases the rank too soon
    assert len(ours) == 20 and both >= 19
    assert [weights for _, weights in ours[:both]] == theirs[:, 1].tolist() and len(set(theirs[:, 1])) == both
    assert not {loss for loss, _ in ours} & set(theirs[:, 0])
    assert read_model(outputs["model"])[0].settings["processes"] == 2
    assert other_ranks() == [] and not torch.distributed.is_initialized()


def mean_gradients(run, of_step):
    """AdamW's first moments after two steps, each on the mean gradient of the batches `of_step`."""
    network = run.trainer.network
    run.trainer._set_modes()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4)
    sampler = TileSampler(run.data.dataset.sites, run.settings.tile_size, Augmentation())
    for step in range(2):
        optimizer.param_groups[0]["lr"] = 1e-3 * cosine_schedule(step / 2)
        optimizer.zero_grad()
        for number in of_step(step):
            images, masks = sampler.batch(np.random.default_rng([run.settings.seed, number]), run.settings.batch_size)
            with mixed_precision(run.trainer.device):
                logits = network(images)
            (masked_loss(logits, masks) / len(of_step(step))).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
        optimizer.step()
    return torch.cat([state["exp_avg"].flatten() for state in optimizer.state.values()])


def test_a_step_uses_the_mean_gradient_of_all_ranks(tmp_path, town, toy_base):
    asked = request(tmp_path, town, toy_base, max_steps=2, strategy="full", holdout_share=0.0)
    fine_tune(asked, Job())
    found = load_file(tmp_path / "run" / LAST_WEIGHTS)
    names = [f"optimizer.{number}.exp_avg" for number in range(len(found))]
    given = torch.cat([found[name].flatten() for name in names if name in found])

    def difference(of_step):
        with ExitStack() as open_files:
            settings = TrainSettings.from_dict(asked.settings)
            other = replace(asked, folder=str(tmp_path / "other"))
            expected = mean_gradients(prepare(other, settings, Job(), open_files), of_step)
        return float((given - expected).norm() / expected.norm())

    assert difference(lambda step: (2 * step, 2 * step + 1)) < 1e-3
    assert difference(lambda step: (2 * step,)) > 0.02


def test_unused_parameters_of_a_network_do_not_block_the_ranks(tmp_path, town):
    base = base_with("efficientnet-b0", tmp_path / "base.roofline")
    job = Watcher()
    asked = request(tmp_path, town, base, max_steps=3, strategy="full", holdout_share=0.0, cross_fitting=True)
    outputs = fine_tune(asked, job)
    assert job.steps == [1, 2, 3] and outputs["score"] is not None  # of two trainings in this process alone


def test_a_cancelled_run_leaves_no_process_and_resumes_in_one(tmp_path, town, toy_base):
    asked = request(tmp_path, town, toy_base, max_steps=500, strategy="adapter", holdout_share=0.0)
    seen = []

    def cancel(job):
        seen.extend(other_ranks())
        job.is_over = True

    with pytest.raises(JobCanceled):
        fine_tune(asked, Watcher("Step 2", cancel))
    assert len(seen) == 1 and not is_there(seen[0])
    job = Watcher()
    fine_tune(replace(asked, resume=True, settings={**asked.settings, "max_steps": 4, "processes": 1}), job)
    assert job.steps[-1] == 4 and job.steps[0] in (3, 4)


def test_a_killed_process_ends_the_job_with_a_sentence(tmp_path, town, toy_base):
    asked = request(tmp_path, town, toy_base, max_steps=500, strategy="decoder", holdout_share=0.0)
    with pytest.raises(RooflineError, match=r"One of the 2 processes of this training has ended \(SIGKILL\)"):
        fine_tune(asked, Watcher("Step 2", lambda job: os.kill(other_ranks()[0], signal.SIGKILL)))
    assert other_ranks() == [] and not torch.distributed.is_initialized() and torch.get_num_threads() == 1


def test_the_error_of_a_failed_rank_is_shown(tmp_path, town, toy_base, monkeypatch):
    script = tmp_path / "ddp_worker.py"
    script.write_text(FAILING_WORKER)
    monkeypatch.setattr(ddp_launcher, "DDP_COMMAND", [str(script)])
    with pytest.raises(RooflineError, match=r"has ended \(ValueError: no room left\).*set PROCESSES to 1"):
        fine_tune(request(tmp_path, town, toy_base), Job())


def test_no_process_outlives_a_worker_that_was_killed(tmp_path, town, toy_base):
    worker = Worker()
    worker.hear()
    asked = request(tmp_path, town, toy_base, max_steps=100_000, holdout_share=0.0)
    worker.say(type="Train", **asdict(asked))
    while not str(message := worker.hear()).count("Step 2"):
        assert message["type"] in ("Progress", "Notice"), json.dumps(message)
    left = other_ranks(worker.process.pid)
    worker.process.kill()
    worker.process.wait()
    deadline = time.monotonic() + 10
    while any(map(is_there, left)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(left) == 1 and not is_there(left[0])


@pytest.mark.parametrize(("device", "gpus", "wanted", "count"), [
    ("cpu", 0, 0, 1), ("cpu", 0, 2, 2), ("cuda", 1, 0, 1), ("cuda", 4, 0, 4), ("cuda", 4, 1, 1), ("mps", 0, 0, 1)])
def test_a_run_trains_in_one_process_for_each_gpu_unless_told_otherwise(monkeypatch, device, gpus, wanted, count):
    monkeypatch.setattr(ddp_launcher, "choose_device", lambda: torch.device(device))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    assert ddp_launcher.process_count(TrainSettings(processes=wanted)) == count


@pytest.mark.parametrize(("device", "sentence"), [("cuda", "has GPUs for 2. Set it to 2 at most"), ("mps", "of a Mac")])
def test_more_processes_than_a_machine_can_have_are_refused(monkeypatch, device, sentence):
    monkeypatch.setattr(ddp_launcher, "choose_device", lambda: torch.device(device))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    with pytest.raises(RooflineError, match=sentence):
        ddp_launcher.process_count(TrainSettings(processes=3))
