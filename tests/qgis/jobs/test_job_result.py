"""What a job left behind."""

import json
import zipfile

import pytest
from roofline.plugin.history.model_card import Score
from roofline.plugin.jobs.job_result import job_end
from roofline.plugin.jobs.panel_job import CANCELED, FAILED, FINISHED, JobOutcome, PanelJob

SCORES = {"held_out": {"f1": 0.71, "f1_low": 0.6, "f1_high": 0.8}, "base_held_out": {"f1": 0.45}}


@pytest.fixture()
def training(tmp_path):
    job = PanelJob("roofline:finetune", {"MODEL": str(tmp_path / "town.roofline")})
    job.feedback.folder = tmp_path / "run"
    job.feedback.folder.mkdir()
    return job


def finished(folder, card):
    with zipfile.ZipFile(folder / "town.roofline", "w") as archive:
        archive.writestr("model.json", json.dumps(card))
    (folder / "town.html").write_text("scores")
    return JobOutcome(FINISHED, {"MODEL": str(folder / "town.roofline"), "REPORT": str(folder / "town.html")})


def test_a_training_leaves_scores_and_a_report(training, tmp_path):
    end = job_end(training, finished(tmp_path, {"scores": SCORES, "labels": {"best_step": 40}}))
    assert (end.score, end.base, end.is_base) == (Score(0.71, 0.6, 0.8), Score(0.45), False)
    assert end.report == tmp_path / "town.html" and end.folder is None


def test_it_is_told_when_the_base_did_better(training, tmp_path):
    assert job_end(training, finished(tmp_path, {"scores": SCORES, "labels": {"best_step": 0}})).is_base


def test_a_model_that_was_moved_away_at_once_is_no_error(training, tmp_path):
    outcome = finished(tmp_path, {"scores": SCORES})
    (tmp_path / "town.roofline").unlink()
    assert job_end(training, outcome).score is None


@pytest.mark.parametrize("status", [CANCELED, FAILED])
def test_a_training_goes_on_only_from_saved_weights(training, status):
    assert job_end(training, JobOutcome(status)).folder is None
    (training.feedback.folder / "last.safetensors").touch()
    assert job_end(training, JobOutcome(status)).folder == training.feedback.folder


def test_a_failed_job_shows_its_log_when_there_is_one(training):
    assert job_end(training, JobOutcome(FAILED)).log is None
    (training.feedback.folder / "worker.log").touch()
    assert job_end(training, JobOutcome(FAILED)).log == training.feedback.folder / "worker.log"


def test_a_job_that_never_began_left_nothing():
    end = job_end(PanelJob("roofline:finetune", {}), JobOutcome(FAILED, error="No imagery was given."))
    assert (end.folder, end.log, end.report) == (None, None, None)


def test_a_prediction_leaves_its_count_and_a_scoring_its_f1():
    assert job_end(PanelJob("roofline:predict", {}), JobOutcome(FINISHED, {"COUNT": 74})).footprints == 74
    assert job_end(PanelJob("roofline:evaluate", {}), JobOutcome(FINISHED, {"F1": 0.5})).score == Score(0.5)
