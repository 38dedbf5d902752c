"""Fine-tuning that is cut off and resumed: it goes on as if it had not been cut off, with the same inputs only."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.networks.model_card import Band
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.training.checkpoint import fingerprint
from roofline.models.training.train import fine_tune
from roofline.models.training.training_data import FittedBase, Inputs
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.messages import Preview

from ..support.listener import Listener, tensors
from ..support.town import write_raster
from ..support.training import train_request


def test_a_stopped_run_can_be_resumed(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=5)
    fine_tune(request, Listener(finish=lambda text: text.startswith("Step 2")))
    job = Listener()
    fine_tune(replace(request, resume=True), job)
    assert job.steps() == [3, 4, 5] and "stopped" not in read_model(request.model)[0].notes


def test_a_resumed_run_continues_the_numbers_of_its_previews(tmp_path, town, toy_base):
    request = replace(train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=4,
                                    evaluations=2), previews=True)
    fine_tune(request, Job())
    job = Listener()
    fine_tune(replace(request, settings={**request.settings, "max_steps": 8}, resume=True), job)
    numbers = [int(Path(m.path).stem.split("-")[1]) for m in job.said if isinstance(m, Preview)]
    assert numbers and min(numbers) > 2


def test_a_cancelled_run_resumes_as_if_it_had_not_been(tmp_path, town, toy_base):
    def request(name, **more):
        return train_request(tmp_path / name, town.imagery, town.labels, toy_base, town.areas, holdout_share=0.0,
                             max_steps=6, replay=0.5, **more)

    fine_tune(request("whole"), Job())
    job = Listener(stop=lambda text: text.startswith("Step 3"))
    with pytest.raises(JobCanceled):
        fine_tune(request("cut"), job)
    assert not Path(request("cut").model).exists() and (tmp_path / "cut" / "run" / LAST_WEIGHTS).exists()
    job = Listener()
    fine_tune(request("cut", resume=True), job)
    steps = [message.figures["step"] for message in job.said if getattr(message, "figures", None)]
    assert "goes on from step 3" in job.notices() or "goes on from step 4" in job.notices()
    assert steps[-1] == 6 and len(steps) <= 3
    whole, cut = tensors(tmp_path / "whole"), tensors(tmp_path / "cut")
    assert all(np.array_equal(whole[name], cut[name]) for name in whole)
    assert Path(request("cut").model).exists()


def test_a_run_that_is_cancelled_while_it_reads_leaves_the_checkpoint_alone(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, holdout_share=0.0, max_steps=2)
    fine_tune(request, Job())
    before = (tmp_path / "run" / LAST_WEIGHTS).read_bytes()
    with pytest.raises(JobCanceled):
        fine_tune(replace(request, resume=True), Listener(stop=lambda text: text.startswith("Reading imagery")))
    assert (tmp_path / "run" / LAST_WEIGHTS).read_bytes() == before


def test_a_run_that_is_cancelled_during_model_selection_saves_a_checkpoint(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=2)
    with pytest.raises(JobCanceled):
        fine_tune(request, Listener(stop=lambda text: text.startswith("Choosing")))
    outputs = fine_tune(replace(request, resume=True), Job())
    assert outputs["score"] is not None and Path(request.model).exists()


def test_a_run_does_not_resume_with_other_labels_or_settings(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, holdout_share=0.0, max_steps=1)
    fine_tune(request, Job())
    fewer = town.polygons("fewer", town.outlines[:-1])
    for other in (replace(request, labels=fewer), replace(request, settings={**request.settings, "encoder_rate": 0.0})):
        with pytest.raises(RooflineError, match="cannot go on with"):
            fine_tune(replace(other, resume=True), Job())
    longer = {**request.settings, "max_steps": 2, "max_seconds": 60}
    fine_tune(replace(request, resume=True, settings=longer), Job())
    with pytest.raises(RooflineError, match="holds no run"):
        fine_tune(replace(request, folder=str(tmp_path / "empty"), resume=True), Job())


def test_a_run_does_not_resume_when_the_file_of_its_base_was_replaced(tmp_path, town, toy_base):
    base = tmp_path / "base.roofline"
    base.write_bytes(Path(toy_base).read_bytes())
    request = train_request(tmp_path, town.imagery, town.labels, str(base), holdout_share=0.0, max_steps=1)
    fine_tune(request, Job())
    card, weights = read_model(base)
    write_model(base, card, {name: tensor + 1 for name, tensor in weights.items()})
    with pytest.raises(RooflineError, match="from another base model, so it cannot go on"):
        fine_tune(replace(request, resume=True), Job())


def test_a_run_does_not_resume_when_its_imagery_was_replaced(tmp_path, town, toy_base):
    image, few = town.image.copy(), town.polygons("few", town.outlines[:3])
    path = write_raster(tmp_path / "town.tif", image, town.transform)
    request = train_request(tmp_path, path, few, toy_base, max_steps=1)
    fine_tune(request, Job())
    image[:, 20:40, 20:40] += 1
    write_raster(path, image, town.transform)
    with pytest.raises(RooflineError, match="made with other imagery"):
        fine_tune(replace(request, resume=True), Job())
    write_raster(path, town.image, town.transform)  # a copy of another age
    fine_tune(replace(request, resume=True), Job())


def base_with(bands, toy_base):
    """The inputs of a training on imagery with these bands, but for its pixels."""
    card, weights = read_model(toy_base)
    card = replace(card, bands=tuple(map(Band, bands)))
    return Inputs(FittedBase(card, weights, weights, "", True), [], {})


def test_a_fingerprint_depends_on_the_bands(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, "toy")
    one, other = (base_with(bands, toy_base) for bands in (["red"], ["red", "nir"]))
    assert fingerprint(request, one) != fingerprint(request, other)


def test_a_fingerprint_depends_on_which_label_has_which_class(tmp_path, town, toy_base):
    houses, data = town.outlines[:2], base_with(["red"], toy_base)

    def of(name, shapes, classes):
        labels = town.polygons(name, shapes, **{"class": classes})
        return fingerprint(train_request(tmp_path, town.imagery, labels, "toy"), data)

    known = of("known", houses, ["building", "tree"])
    assert of("same", houses[::-1], ["tree", "building"]) == known
    assert of("swapped", houses, ["tree", "building"]) != known
    assert of("swapped_too", houses[::-1], ["building", "tree"]) != known
