"""The view of the running job."""

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel
from roofline.plugin.jobs.panel_job import CANCELED, FAILED, FINISHED, JobOutcome
from roofline.protocol.messages import Notice, Progress
from roofline.tests.ui.support.job_views import END, part, shown, text, trained
from roofline.ui.running.job_view import JobView
from roofline.ui.widgets.remark import GOOD, INFO, WARNING

GAP = ("12 of 40 parts of the imagery could not be fetched from tiles.example.org (503). They are nodata: nothing is "
       "learned or found there. Run this again, and only they are fetched.")


def sign(view):
    """The icon beside the result."""
    shown = part(view, "result").parentWidget().findChild(QLabel, "icon").pixmap()
    return next(icon for icon in (INFO, GOOD, WARNING)
                if shown.toImage() == QgsApplication.getThemeIcon(icon).pixmap(shown.size()).toImage())


def step(number, **figures):
    return Progress("1", number / 100, f"Step {number}", 41.0, {"step": float(number), "loss": 0.5, **figures})


def test_the_view_is_hidden_until_a_job_begins(view, begin):
    assert view.isHidden()
    begin()
    assert not view.isHidden()


def test_a_training_shows_how_far_it_is_and_on_what(view, begin):
    job = begin()
    assert text(view, "jobTitle") == "Training town"
    job.message_received.emit(step(20, f1=0.5, tiles_per_second=14.2))
    assert text(view, "timeLeft") == "about 40 s left" and text(view, "jobText") == "Step 20"
    assert text(view, "device") == "CPU, 2 threads, 14 tiles a second"
    assert part(view, "progress").value() / part(view, "progress").maximum() == 0.2
    assert view.chart.has_lines and not view.chart.isHidden()


def test_a_prediction_has_no_chart_and_cannot_be_stopped(view, begin):
    job = begin("roofline:predict")
    job.message_received.emit(Progress("1", 0.5, "Window 3 of 6", 3.0, {"megapixels_per_second": 0.434}))
    assert text(view, "jobTitle") == "Finding footprints"
    assert text(view, "device") == "CPU, 2 threads, 0.43 megapixels a second"
    assert shown(view, ("chart", "stopTraining", "cancelJob")) == {"cancelJob"}


@pytest.mark.parametrize(("algorithm", "status", "title"), [
    ("roofline:predict", FINISHED, "Footprints found"), ("roofline:suggest", FINISHED, "Squares to label next"),
    ("roofline:finetune", CANCELED, "Training town: cancelled"),
    ("roofline:predict", FAILED, "Finding footprints: failed")])
def test_the_title_does_not_go_on_after_the_end(view, begin, algorithm, status, title):
    begin(algorithm).ended.emit(JobOutcome(status))
    assert text(view, "jobTitle") == title


def test_the_bar_has_no_end_until_the_worker_speaks(view, begin):
    begin()
    assert part(view, "progress").maximum() == 0


def test_notices_are_listed_in_a_few_lines(view, begin):
    job = begin()
    assert part(view, "notices").isHidden()
    for number in range(20):
        job.message_received.emit(Notice("1", f"Notice {number}"))
    assert "Notice 0" in part(view, "notices").toPlainText() and "Notice 19" in part(view, "notices").toPlainText()
    assert part(view, "notices").height() < 6 * view.fontMetrics().lineSpacing()


@pytest.mark.parametrize("algorithm, then", [("roofline:predict", "1 footprint"), ("roofline:finetune", "F1 0.75 on ")])
def test_imagery_that_is_missing_is_told_first_and_once_with_a_warning(view, begin, tmp_path, algorithm, then):
    good, job = trained(tmp_path, {"held_out": {"f1": 0.75, "matched": 3, "missed": 1}}), begin(algorithm)
    for number in range(9):
        job.message_received.emit(Notice("1", f"Notice {number}"))
    job.message_received.emit(Notice("1", GAP, is_gap=True))
    assert text(view, "result") == GAP and sign(view) == WARNING  # while it runs
    job.ended.emit(JobOutcome(FINISHED, {**good.results, "COUNT": 1}))
    first, second, *_ = text(view, "result").split("\n")
    assert first == GAP and second.startswith(then) and sign(view) == WARNING
    assert GAP not in part(view, "notices").toPlainText()
    begin(algorithm).ended.emit(JobOutcome(FINISHED, {**good.results, "COUNT": 1}))
    assert text(view, "result").startswith(then) and sign(view) == GOOD


def test_stop_asks_for_the_best_model_once(view, begin):
    job = begin()
    QTest.mouseClick(part(view, "stopTraining"), Qt.MouseButton.LeftButton)
    assert job.feedback.is_stopped() and not job.feedback.isCanceled()
    assert not part(view, "stopTraining").isEnabled() and part(view, "cancelJob").isEnabled()


def test_cancel_cancels(view, begin):
    job = begin()
    QTest.mouseClick(part(view, "cancelJob"), Qt.MouseButton.LeftButton)
    assert job.feedback.isCanceled() and not part(view, "cancelJob").isEnabled()


@pytest.mark.parametrize("count, words, then", [
    (74, "74 footprints", {"checkFootprints", "dismissJob"}), (1, "1 footprint", {"checkFootprints", "dismissJob"}),
    (0, "No footprints were found.", {"dismissJob"})])
def test_a_finished_prediction_tells_how_many_there_are(view, begin, count, words, then):
    begin("roofline:predict").ended.emit(JobOutcome(FINISHED, {"COUNT": count, "FOOTPRINTS": "memory"}))
    assert text(view, "result").startswith(words) and shown(view) == then


def test_a_scoring_tells_f1(view, begin):
    begin("roofline:evaluate").ended.emit(JobOutcome(FINISHED, {"F1": 0.5, "PRECISION": 1.0}))
    assert text(view, "result") == "F1 0.50" and shown(view) == {"dismissJob"}


def test_a_cancelled_training_with_weights_can_go_on(view, begin, tmp_path):
    folders = []
    view.resume_wanted.connect(folders.append)
    job = begin()
    (job.feedback.folder / "last.safetensors").touch()
    (job.feedback.folder / "worker.log").touch()
    job.ended.emit(JobOutcome(CANCELED))
    assert shown(view) == {"resumeTraining", "dismissJob"}
    part(view, "resumeTraining").click()
    assert folders == [str(tmp_path / "run")]


def test_a_training_cancelled_before_it_learned_cannot_go_on(view, begin):
    begin().ended.emit(JobOutcome(CANCELED))
    assert text(view, "result") == "Cancelled." and shown(view) == {"dismissJob"}


def test_a_failure_is_told_with_its_log(view, begin, opened):
    job = begin()
    (job.feedback.folder / "worker.log").touch()
    job.ended.emit(JobOutcome(FAILED, error="The worker ended unexpectedly."))
    assert text(view, "result") == "The worker ended unexpectedly." and shown(view) == {"showLog", "dismissJob"}
    part(view, "showLog").click()
    assert opened == [str(job.feedback.folder / "worker.log")]


def test_a_chart_without_a_line_goes_with_the_job(view, begin):
    begin().ended.emit(JobOutcome(FAILED, error="No imagery was given."))
    assert part(view, "chart").isHidden()


def test_the_end_stays_until_it_is_dismissed_or_the_next_job_begins(view, begin):
    begin().ended.emit(JobOutcome(CANCELED))
    assert not view.isHidden()
    part(view, "dismissJob").click()
    assert view.isHidden()
    job = begin()
    job.message_received.emit(step(3))
    job.message_received.emit(Notice("1", "3 labels were repaired"))
    job.ended.emit(JobOutcome(CANCELED))
    begin()
    assert not view.isHidden() and shown(view, (*END, "notices")) == set()
    assert not part(view, "result").isVisibleTo(view) and not view.chart.has_lines
    assert part(view, "cancelJob").isEnabled()


def test_a_job_that_was_replaced_is_heard_no_more(view, begin):
    former = begin()
    begin("roofline:predict")
    former.message_received.emit(step(20))
    assert text(view, "jobText") == "Starting the worker"


def test_the_set_up_is_not_shown_here(view, begin):
    begin("roofline:setup")
    assert view.isHidden()


def test_going_on_waits_while_something_runs(view, begin, jobs):
    job = begin()
    (job.feedback.folder / "last.safetensors").touch()
    job.ended.emit(JobOutcome(CANCELED))
    jobs.current = job
    jobs.changed.emit()
    assert not part(view, "resumeTraining").isEnabled()
    jobs.current = None
    jobs.changed.emit()
    assert part(view, "resumeTraining").isEnabled()


def test_a_closed_view_hears_nothing(jobs, begin, capsys):
    other = JobView(jobs)
    job = begin()
    other.close()
    job.message_received.emit(step(20))
    job.ended.emit(JobOutcome(CANCELED))
    begin()
    assert text(other, "jobText") == "Starting the worker" and capsys.readouterr().err == ""


@pytest.mark.parametrize(("failed", "words"), [
    (0, "Everything works on this computer."), (1, "1 part failed. The report says which."),
    (3, "3 parts failed. The report says which.")])
def test_a_self_test_tells_how_much_works_and_copies_its_page(view, begin, tmp_path, opened, failed, words):
    page = tmp_path / "selftest.txt"
    page.write_text("# Self-test — häuser", encoding="utf-8")
    job = begin("roofline:selftest")
    assert text(view, "jobTitle") == "Self-test"
    job.ended.emit(JobOutcome(FINISHED, {"SUMMARY": "", "FAILED": failed, "REPORT": str(page)}))
    assert text(view, "result") == words
    assert shown(view, (*END, "copyPage", "testAfterFailure")) == {"openReport", "copyPage", "dismissJob"}
    QTest.mouseClick(part(view, "copyPage"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "# Self-test — häuser"


@pytest.mark.parametrize(("algorithm", "offered"), [("roofline:predict", True), ("roofline:selftest", False)])
def test_after_a_failure_a_self_test_is_offered(view, begin, algorithm, offered):
    wanted = []
    view.self_test_wanted.connect(lambda: wanted.append(1))
    begin(algorithm).ended.emit(JobOutcome(FAILED, error="The worker stopped."))
    assert bool(shown(view, ("testAfterFailure",))) == offered
    if offered:
        QTest.mouseClick(part(view, "testAfterFailure"), Qt.MouseButton.LeftButton)
        assert wanted == [1]
