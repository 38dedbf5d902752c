"""Pretraining from rasters to a file of weights that timm loads; cut off and resumed; refused in words."""

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import shapely
import timm
import torch
from affine import Affine
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import write_polygons
from roofline.models.networks.model_registry import load_base
from roofline.models.pretraining import pretrain as pretrain_module
from roofline.models.pretraining import pretraining_run
from roofline.models.pretraining.drawn_windows import Draw, WindowSource
from roofline.models.pretraining.pretrain import pretrain
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.job_requests import Pretrain
from safetensors import safe_open
from safetensors.torch import load_file

from ..support.listener import Listener
from ..support.mixed_ground import mixed_ground
from ..support.processes import other_ranks
from ..support.town import UTM, write_raster

SMALL = {"max_seconds": 0, "max_steps": 4, "window_size": 64, "windows": 24, "clusters": 3, "batch_size": 8}


def request(folder, imagery, **settings):
    folder.mkdir(exist_ok=True)
    return Pretrain("job", str(folder / "run"), imagery, str(folder / "encoder.safetensors"), {**SMALL, **settings},
                    report=str(folder / "report.html"))


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return mixed_ground(tmp_path_factory.mktemp("ground"))[0]


@pytest.fixture(scope="module")
def done(ground, tmp_path_factory):
    job = Listener()
    asked = request(tmp_path_factory.mktemp("done"), [ground], max_steps=60)
    return SimpleNamespace(request=asked, job=job, outputs=pretrain(asked, job))


def test_the_loss_falls(done):
    losses = [m.figures["loss"] for m in done.job.said if getattr(m, "figures", None)]
    assert len(losses) == 60 and done.outputs["loss"] < losses[0] - 0.1
    assert done.outputs["windows"] == 24 and done.outputs["steps"] == 60


def test_the_file_is_what_timm_loads_and_says_what_it_is(done):
    with safe_open(done.request.model, "pt") as file:
        told = file.metadata()
    model = timm.create_model("vit_tiny_patch16_224", num_classes=0, in_chans=4, dynamic_img_size=True)
    model.load_state_dict(load_file(done.request.model), strict=True)
    assert model.eval()(torch.zeros(1, 4, 64, 96)).shape == (1, 192)
    others_may_read = Path(done.request.report).stat().st_mode & 0o777
    assert Path(done.request.model).stat().st_mode & 0o777 == others_may_read
    assert told["encoder"] == "tu-vit_tiny_patch16_224" and float(told["resolution_m"]) == pytest.approx(0.6, rel=1e-3)
    assert told["resolution_m"] == f"{float(told['resolution_m']):.4g}"  # 10, and not 9.99998
    assert json.loads(told["bands"])[3] == {"name": "nir", "wavelength_um": 0.842}
    assert "60 steps, 24 windows) on ground.tif" in told["attribution"]


def test_the_file_is_a_base_model_with_a_fresh_decoder(done):
    base = load_base(done.request.model)
    assert (base.card.encoder, base.is_tuned) == ("tu-vit_tiny_patch16_224", False)
    assert [band.name for band in base.card.bands] == ["red", "green", "blue", "nir"]
    assert base.card.resolution_m == pytest.approx(0.6, rel=1e-3) and "steps" in base.card.attribution[0]
    assert torch.equal(base.weights["encoder.model.cls_token"], load_file(done.request.model)["cls_token"])


def test_what_was_drawn_and_left_out_is_told(done):
    page = Path(done.request.report).read_text()
    assert "bright and white as thick clouds" in page and "<td>4</td><td>6.2%</td>" in page
    assert page.count("<img ") == 4 and "Cluster 3" in page and "What the network fills in" in page
    assert "24 windows drawn of 64 that were looked at. Left out: 2 windows: more than" in done.job.notices()


def test_crops_are_normalised_by_the_statistics_of_the_drawn_windows(done):
    folder = Path(done.request.folder)
    source = WindowSource(Draw.load(folder), folder, 16)
    images, noise = source.batch(np.random.default_rng(0), 64)
    assert images.shape == (64, 4, 48, 48) and noise.shape == (64, 9)
    assert images.mean(dim=(0, 2, 3)).abs().max() < 0.3 and (images.std(dim=(0, 2, 3)) - 1).abs().max() < 0.3
    assert torch.equal(images, source.batch(np.random.default_rng(0), 64)[0])


def test_a_cancelled_run_resumes_as_if_it_had_not_been(ground, tmp_path):
    whole, cut = request(tmp_path / "whole", [ground], max_steps=6), request(tmp_path / "cut", [ground], max_steps=6)
    pretrain(whole, Job())
    with pytest.raises(JobCanceled):
        pretrain(cut, Listener(stop=lambda text: text.startswith("Step 3")))
    assert not Path(cut.model).exists()
    job = Listener()
    pretrain(replace(cut, resume=True), job)
    assert "goes on from step 3" in job.notices() or "goes on from step 4" in job.notices()
    assert job.steps()[-1] == 6 and len(job.steps()) <= 3
    first, second = load_file(whole.model), load_file(cut.model)
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_run_goes_on_where_its_folder_and_the_archive_have_moved(ground, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "run").mkdir()
    archive = shutil.copy(ground, tmp_path / "archive")
    zones = tmp_path / "run" / "zones.gpkg"
    write_polygons(zones, "zones", [shapely.box(500_000, 9_299_000, 501_000, 9_300_000)], {"class": ["a"]}, UTM)
    asked = replace(request(tmp_path, [archive], max_steps=1), zones=str(zones))
    pretrain(asked, Job())
    there = tmp_path / "there"
    there.mkdir()
    shutil.move(tmp_path / "run", there)
    shutil.move(archive, there)
    moved = replace(asked, folder=str(there / "run"), imagery=[str(there / "ground.tif")], resume=True,
                    zones=str(there / "run" / "zones.gpkg"), settings={**asked.settings, "max_steps": 2})
    assert pretrain(moved, Job())["steps"] == 2
    with pytest.raises(RooflineError, match="was made with other imagery"):
        pretrain(replace(moved, imagery=[ground, *moved.imagery]), Job())


def test_saturated_pixels_take_no_contrast_from_the_others(tmp_path):
    image = np.random.default_rng(0).normal(1000, 100, (3, 256, 256)).astype(np.uint16)
    image[:, ::16, ::16] = 65_000
    path = write_raster(tmp_path / "a.tif", image, Affine(10, 0, 500_000, 0, -10, 9_300_000), UTM)
    asked = request(tmp_path, [path], sampling="uniform", max_steps=1)
    pretrain(asked, Job())
    [(means, deviations)] = Draw.load(Path(asked.folder)).statistics
    assert means == pytest.approx([1000] * 3, abs=10) and deviations == pytest.approx([100] * 3, abs=10)


def test_what_a_cancelled_run_has_learned_is_written_by_one_whose_time_is_over(ground, tmp_path):
    cut = request(tmp_path, [ground], max_steps=100)
    with pytest.raises(JobCanceled):
        pretrain(cut, Listener(stop=lambda text: text.startswith("Step 2")))
    outputs = pretrain(replace(cut, resume=True, settings={**cut.settings, "max_steps": 1}), Job())
    assert outputs["steps"] in (2, 3) and Path(cut.model).exists()


def test_the_windows_of_a_run_that_was_killed_before_its_first_checkpoint_are_used(ground, tmp_path, monkeypatch):
    asked = request(tmp_path, [ground])
    monkeypatch.setattr(pretraining_run.PretrainingRun, "save", lambda run: None)
    with pytest.raises(JobCanceled):
        pretrain(asked, Listener(stop=lambda text: text.startswith("Step 1")))
    monkeypatch.undo()
    assert not (tmp_path / "run" / LAST_WEIGHTS).exists()
    job = Listener()
    assert pretrain(replace(asked, resume=True), job)["steps"] == 4
    assert not any("Describing" in getattr(message, "text", "") for message in job.said)


def test_where_the_choice_of_windows_took_all_the_time_no_encoder_is_written_and_the_windows_stay(
        ground, tmp_path, monkeypatch):
    asked = request(tmp_path, [ground], max_seconds=60)
    long_ago = SimpleNamespace(monotonic=lambda: time.monotonic() - 100)
    monkeypatch.setattr(pretrain_module, "time", long_ago)
    with pytest.raises(RooflineError, match=r"took 10\d s.*MAX_SECONDS is 60.*RESUME="):
        pretrain(asked, Job())
    monkeypatch.undo()
    assert not Path(asked.model).exists()
    assert pretrain(replace(asked, resume=True, settings={**asked.settings, "max_seconds": 0}), Job())["steps"] == 4


def test_a_run_does_not_resume_with_other_inputs(done):
    other = replace(done.request, resume=True, settings={**done.request.settings, "masked": 0.5})
    with pytest.raises(RooflineError, match="Only MAX_SECONDS, MAX_STEPS and PROCESSES may change"):
        pretrain(other, Job())


def test_a_stopped_run_writes_what_it_has(ground, tmp_path):
    asked = request(tmp_path, [ground], max_steps=100)
    assert pretrain(asked, Listener(finish=lambda text: text.startswith("Step 2")))["steps"] < 5
    assert Path(asked.model).exists()


@pytest.mark.parametrize(("image", "sampling", "words"), [
    (np.zeros((3, 256, 256), np.uint8), "stratified", "Left out: 16 windows: more than a twentieth is nodata.*nodata"),
    (np.full((3, 256, 256), 7, np.uint8), "stratified", "Of 16 windows of 64 pixels only 0 are left.*uniform ground"),
    (np.ones((3, 128, 128), np.uint8), "uniform", "Of 4 windows of 64 pixels only 4 are left.*smaller WINDOW_SIZE"),
])
def test_imagery_with_nothing_to_learn_from_is_refused(tmp_path, image, sampling, words):
    path = write_raster(tmp_path / "a.tif", image, Affine(0.6, 0, 500_000, 0, -0.6, 9_300_000), UTM, nodata=0)
    with pytest.raises(RooflineError, match=words):
        pretrain(request(tmp_path, [path], sampling=sampling), Job())
    assert not (tmp_path / "encoder.safetensors").exists()


def test_a_disk_without_room_for_the_windows_is_told_before_they_are_copied(ground, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10_000))
    with pytest.raises(RooflineError, match=r"take 0\.0 GB in .*Draw fewer \(WINDOWS\)"):
        pretrain(request(tmp_path, [ground]), Job())


def test_two_processes_learn_from_different_windows_with_one_network(ground, tmp_path):
    alone, both = request(tmp_path / "alone", [ground], max_steps=2), request(tmp_path / "both", [ground], max_steps=2,
                                                                              processes=2)
    jobs = Listener(), Listener()
    pretrain(alone, jobs[0])
    pretrain(both, jobs[1])
    first, second = ([m.figures["loss"] for m in job.said if getattr(m, "figures", None)] for job in jobs)
    assert first[0] == pytest.approx(second[0], rel=1e-4)  # rank 0 has the same first batch
    one, two = load_file(alone.model), load_file(both.model)
    assert not torch.equal(one["blocks.0.attn.qkv.weight"], two["blocks.0.attn.qkv.weight"])
    assert other_ranks() == [] and not torch.distributed.is_initialized()
    assert "in 2 processes" in " ".join(getattr(message, "text", "") for message in jobs[1].said)
