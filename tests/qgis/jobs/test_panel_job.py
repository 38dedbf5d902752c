"""The panel's jobs: our algorithms as QGIS's tasks, against the toy worker."""

import sys
import time
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer
from roofline.plugin.jobs.panel_job import CANCELED, FAILED, FINISHED, LONG_TASK_S, NEVER_S, Jobs
from roofline.protocol.messages import Notice, Progress
from roofline.tests.qgis.support.layers import HOUSE, make_layer


@pytest.fixture()
def town(raster, tmp_path):
    return {"IMAGERY": [raster], "LABELS": make_layer(HOUSE), "MODEL": str(tmp_path / "town.roofline")}


@pytest.fixture()
def jobs(provider, toy_worker):
    return Jobs()


def follow(job, then=lambda message: None, seconds=20):
    """(messages, outcome) of a job, with the event loop running."""
    loop, messages, outcomes = QEventLoop(), [], []

    def on_message(message):
        messages.append(message)
        then(message)

    def ended(outcome):
        outcomes.append(outcome)
        loop.quit()

    job.message_received.connect(on_message)
    job.ended.connect(ended)
    QTimer.singleShot(1000 * seconds, loop.quit)
    loop.exec()
    assert outcomes, "it did not end"
    return messages, outcomes[0]


def test_a_job_tells_what_the_worker_says_and_how_it_ended(jobs, town):
    messages, outcome = follow(jobs.start("roofline:finetune", {**town, "BASE_MODEL": "count"}))
    assert [m.figures["loss"] for m in messages if isinstance(m, Progress)] == [1.0, 0.5, 1 / 3, 0.25]
    assert [m.text for m in messages if isinstance(m, Notice)] == ["3 labels were repaired"]
    assert outcome.status == FINISHED and outcome.results["SCORE"] == 0.75
    assert not jobs.busy


def test_the_job_s_folder_is_known_when_it_is_prepared(jobs, town, toy_worker):
    folders = []
    jobs.prepared.connect(lambda job: folders.append(job.feedback.folder))
    follow(jobs.start("roofline:finetune", {**town, "BASE_MODEL": "count"}))
    assert folders == list(toy_worker.iterdir())


def test_a_cancelled_job_ends_as_canceled(jobs, town):
    job = jobs.start("roofline:finetune", {**town, "BASE_MODEL": "never end"})
    _, outcome = follow(job, then=lambda message: job.cancel())
    assert outcome.status == CANCELED and not jobs.busy


@pytest.mark.parametrize("former", [None, "7"])
def test_qgis_is_kept_from_telling_a_cancelled_task_as_a_failed_one(jobs, town, former):
    """QGIS looks at its limit in the turn of the event loop in which the task ends."""
    settings, limits = QgsSettings(), []
    settings.remove(LONG_TASK_S)
    if former is not None:
        settings.setValue(LONG_TASK_S, former)

    def status_changed(task, status):
        if status == QgsTask.Terminated:
            limits.append(QgsSettings().value(LONG_TASK_S, 5, type=int))

    QgsApplication.taskManager().statusChanged.connect(status_changed)
    job = jobs.start("roofline:finetune", {**town, "BASE_MODEL": "never end"})
    follow(job, then=lambda message: job.cancel())
    follow_on = time.monotonic() + 5
    while (not limits or QgsSettings().value(LONG_TASK_S) != former) and time.monotonic() < follow_on:
        QCoreApplication.processEvents()
    QgsApplication.taskManager().statusChanged.disconnect(status_changed)
    assert limits == [NEVER_S] and QgsSettings().value(LONG_TASK_S) == former


def test_a_failed_task_is_told_by_qgis_as_ever(jobs, town):
    QgsSettings().remove(LONG_TASK_S)
    follow(jobs.start("roofline:finetune", {**town, "BASE_MODEL": "refuse"}))
    assert QgsSettings().value(LONG_TASK_S) is None


def test_a_job_that_was_cancelled_too_late_has_finished(jobs, town):
    job = jobs.start("roofline:finetune", {**town, "BASE_MODEL": "count"})
    deadline = time.monotonic() + 20
    while not job.is_running:
        QCoreApplication.processEvents()
    while not Path(town["MODEL"]).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(1)  # it has ended, and the event loop has not told us
    job.cancel()
    _, outcome = follow(job)
    assert outcome.status == FINISHED and outcome.results["MODEL"] == town["MODEL"]


def test_a_job_cancelled_before_it_begins_makes_nothing(jobs, town, toy_worker):
    job = jobs.start("roofline:finetune", {**town, "BASE_MODEL": "count"})
    job.cancel()
    _, outcome = follow(job)
    assert outcome.status == CANCELED and not jobs.busy and not toy_worker.exists()


@pytest.mark.parametrize("milliseconds", [0, 500])
def test_a_training_cancelled_before_its_turn_leaves_no_folder(jobs, provider, town, toy_worker, milliseconds):
    with provider.workers.client(Path(sys.executable), "tests.qgis.toys.worker") as client, client._turn:
        jobs.prepared.connect(lambda job: QTimer.singleShot(milliseconds, job.cancel))
        _, outcome = follow(jobs.start("roofline:finetune", {**town, "BASE_MODEL": "count"}))
    assert outcome.status == CANCELED and list(toy_worker.iterdir()) == []


def test_a_failed_job_tells_the_sentence(jobs, town):
    _, outcome = follow(jobs.start("roofline:finetune", {**town, "BASE_MODEL": "refuse"}))
    assert outcome.status == FAILED and outcome.error.startswith("Tile size 500 does not divide by 32; try 512.")


def test_a_job_that_cannot_begin_fails_with_the_reason(jobs, town):
    _, outcome = follow(jobs.start("roofline:finetune", {**town, "TILE_SIZE": 500}))
    assert outcome.status == FAILED and "500" in outcome.error and not jobs.busy
    _, outcome = follow(jobs.start("roofline:finetune", {**town, "LABELS": make_layer()}))
    assert outcome.status == FAILED and "empty" in outcome.error and not jobs.busy


def test_a_job_ends_at_once_when_qgis_closes(jobs, town, toy_worker):
    job = jobs.start("roofline:finetune", {**town, "BASE_MODEL": "save when cancelled"})
    seen = []
    job.message_received.connect(seen.append)
    deadline = time.monotonic() + 10
    while not seen and time.monotonic() < deadline:
        QCoreApplication.processEvents()
    outcomes, started = [], time.monotonic()
    job.ended.connect(outcomes.append)
    job.end_now(30)
    assert time.monotonic() < started + 10 and [outcome.status for outcome in outcomes] == [CANCELED]
    (folder,) = toy_worker.iterdir()
    assert not job.is_given_up and (folder / "last.safetensors").read_text() == "weights"
