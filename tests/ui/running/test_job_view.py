"""The view of the running job."""

import json
import zipfile

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QWidget
from roofline.plugin.jobs.panel_job import CANCELED, FAILED, FINISHED, JobOutcome, Jobs, PanelJob
from roofline.protocol.messages import Notice, Preview, Progress
from roofline.ui.running import job_view
from roofline.ui.running.job_view import JobView
from roofline.ui.widgets.remark import GOOD, INFO, WARNING

GAP = ("12 of 40 parts of the imagery could not be fetched from tiles.example.org (503). They are nodata: nothing is "
       "learned or found there. Run this again, and only they are fetched.")
END = ("openReport", "showLog", "resumeTraining", "findFootprints", "checkFootprints", "dismissJob")


@pytest.fixture()
def jobs(qgis):
    return Jobs()


@pytest.fixture()
def view(jobs):
    view = JobView(jobs)
    view.resize(330, 400)
    yield view
    view.close()


@pytest.fixture()
def begin(view, jobs, tmp_path):
    """A job that has begun and that the test speaks for."""
    def begin(algorithm="roofline:finetune", **parameters):
        job = PanelJob(algorithm, {"MODEL": str(tmp_path / "town.roofline"), **parameters})
        job.feedback.folder = tmp_path / "run"
        job.feedback.folder.mkdir(exist_ok=True)
        job.feedback.device = "CPU, 2 threads"
        jobs.began.emit(job)
        return job

    return begin


@pytest.fixture()
def opened(monkeypatch):
    """Addresses that were opened in another program."""
    addresses = []
    monkeypatch.setattr(job_view.QDesktopServices, "openUrl", lambda url: addresses.append(url.toLocalFile()))
    return addresses


def part(view, name):
    return view.findChild(QWidget, name)


def shown(view, names=END):
    return {name for name in names if not part(view, name).isHidden()}


def text(view, name):
    return view.findChild(QLabel, name).text()


def sign(view):
    """The icon beside the result."""
    shown = part(view, "result").parentWidget().findChild(QLabel, "icon").pixmap()
    return next(icon for icon in (INFO, GOOD, WARNING)
                if shown.toImage() == QgsApplication.getThemeIcon(icon).pixmap(shown.size()).toImage())


def step(number, **figures):
    return Progress("1", number / 100, f"Step {number}", 41.0, {"step": float(number), "loss": 0.5, **figures})


def trained(folder, scores, best_step=40, labels=30, **others):
    with zipfile.ZipFile(folder / "town.roofline", "w") as archive:
        card = {"scores": scores, "labels": {"best_step": best_step, "trained": labels, **others}}
        archive.writestr("model.json", json.dumps(card))
    (folder / "town.html").write_text("scores")
    return JobOutcome(FINISHED, {"MODEL": str(folder / "town.roofline"), "REPORT": str(folder / "town.html")})


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


def test_a_score_on_few_buildings_says_so(view, begin, tmp_path):
    begin().ended.emit(trained(tmp_path, {
        "held_out": {"f1": 1.0, "f1_low": 1.0, "f1_high": 1.0, "matched": 1, "missed": 0}}))
    assert text(view, "result") == "F1 1.00 on 1 building held out\nToo few buildings to be sure."


def test_the_labels_of_a_score_add_up(view, begin, tmp_path):
    scores = {"held_out": {"f1": 0.75, "matched": 3, "missed": 1}}
    begin().ended.emit(trained(tmp_path, scores, labels=9, held_out=4, cut=1))
    assert text(view, "result").startswith("F1 0.75 on 4 buildings held out")
    assert text(view, "result").endswith(
        "14 labels (9 to learn from, 4 held out to score, 1 held out but cut by an edge)")


def test_a_finished_training_tells_its_score_and_what_comes_next(view, begin, tmp_path, opened):
    wanted = []
    view.predict_wanted.connect(lambda: wanted.append("predict"))
    begin().ended.emit(trained(tmp_path, {
        "held_out": {"f1": 0.71, "f1_low": 0.6, "f1_high": 0.8, "matched": 15, "missed": 3},
        "base_held_out": {"f1": 0.45}}))
    assert text(view, "result") == (
        "F1 0.71 on 18 buildings held out, where the built-in model has 0.45\n95 % interval 0.60 to 0.80.")
    assert text(view, "jobTitle") == "Trained: town"
    assert shown(view) == {"openReport", "findFootprints", "dismissJob"}
    part(view, "openReport").click()
    part(view, "findFootprints").click()
    assert opened == [str(tmp_path / "town.html")] and wanted == ["predict"]


@pytest.mark.parametrize("scores, best_step, words", [
    ({}, 40, "The model is ready, without a score. Find footprints"),
    ({"held_out": {"f1": 0.7}}, 40, "F1 0.70 on the held-out part"),
    ({"held_out": {"f1": 0.7, "matched": 14, "missed": 3}, "base_held_out": {"f1": 0.6}, "cross_fitted": True}, 40,
     "F1 0.70 on 17 of your buildings, where the built-in model has 0.60\nEach half of your labels was found by a"),
    ({"held_out": {"f1": 0.7}, "base_held_out": {"f1": 0.7}, "cross_fitted": True}, 0, "Trained on one half of them"),
    ({"held_out": {"f1": 0.7}, "base_held_out": {"f1": 0.7}}, 0, "your labels fit the built-in model as it is"),
    ({"held_out": {"f1": 0.704}, "base_held_out": {"f1": 0.698}}, 40,
     "F1 0.70 on the held-out part, the same as the built-in model"),
    ({"held_out": {"f1": 0.7}, "base_held_out": {"f1": 0.72}}, 40, "So few buildings cannot tell the two apart."),
])
def test_it_is_said_what_a_score_is_worth(view, begin, tmp_path, scores, best_step, words):
    begin().ended.emit(trained(tmp_path, scores, best_step))
    assert words in text(view, "result")


def scored(found, missed, false_alarms):
    f1 = 2 * found / (2 * found + missed + false_alarms)
    return {"f1": f1, "matched": found, "missed": missed, "false_alarms": false_alarms}


@pytest.mark.parametrize("before, after, words", [
    ((31, 10, 9), (38, 3, 5), "Beside town: 7 buildings more are found, 4 false alarms fewer."),
    ((37, 4, 9), (38, 3, 10), "Beside town: 1 building more is found, 1 false alarm more."),
    ((31, 10, 9), (30, 11, 1), "Beside town: 1 building fewer is found, 8 false alarms fewer."),
    ((31, 10, 9), (31, 10, 9), "Beside town: as many buildings are found, as many false alarms."),
])
def test_what_changed_is_told_beside_the_model_that_it_began_with(view, begin, tmp_path, before, after, words):
    begin(BASE_MODEL="/models/town.roofline").ended.emit(trained(tmp_path, {
        "held_out": scored(*after), "base_held_out": scored(*before)}))
    assert words in text(view, "result").split("\n")


@pytest.mark.parametrize("before, after, labels, words", [
    ((31, 10, 9), (40, 1, 1), 30, "Next: find footprints elsewhere"),
    ((40, 1, 1), (40, 1, 1), 30, "It finds nearly all of them."),
    ((31, 10, 9), (31, 10, 9), 12, "What helps most: more labels than these 12."),
    ((31, 10, 9), (31, 10, 9), 30, "What helps most: labels of buildings like those it misses"),
    ((20, 21, 9), (31, 10, 9), 12, "What helps most: labels of buildings like those it misses"),
    ((31, 10, 19), (31, 10, 14), 30, "What helps most: things like its false alarms"),
    ((0, 1, 0), (1, 0, 0), 30, "What helps most: more labels than these 30."),
])
def test_what_to_do_next_is_told(view, begin, tmp_path, before, after, labels, words):
    begin().ended.emit(trained(tmp_path, {"held_out": scored(*after), "base_held_out": scored(*before)},
                               0 if before == after else 40, labels))
    assert text(view, "result").split("\n")[-1].startswith(words)
    assert ("Nothing was gained" in text(view, "result")) == (before == after)


def test_one_number_and_not_two_equal_ones_stands_where_nothing_was_gained(view, begin, tmp_path):
    begin(BASE_MODEL="/models/town.roofline").ended.emit(trained(tmp_path, {
        "held_out": scored(38, 3, 5), "base_held_out": scored(38, 3, 5)}, best_step=0))
    assert text(view, "jobTitle") == "Training town: nothing gained"
    first, *others = text(view, "result").split("\n")
    assert first == "F1 0.90 on 41 buildings held out, the same as town"
    assert any("no new model is listed" in line for line in others) and "Beside" not in text(view, "result")


def test_the_base_s_outlines_are_shown_while_the_box_is_checked(view, begin, tmp_path):
    wanted = []
    view.base_wanted.connect(wanted.append)
    job = begin(BASE_MODEL="/models/town.roofline")
    job.message_received.emit(Preview("1", "/runs/preview-7.gpkg"))
    job.message_received.emit(Preview("1", "/runs/preview-8.gpkg", is_base=True))
    assert shown(view, ("showBase",)) == set()
    job.ended.emit(trained(tmp_path, {"held_out": scored(38, 3, 5), "base_held_out": scored(31, 10, 9)}))
    box = part(view, "showBase")
    assert box.text() == "On the map: what town finds" and not box.isHidden()
    box.click()
    view.leave()
    assert wanted == [True, False]
    begin()
    assert shown(view, ("showBase",)) == set()


def test_few_buildings_are_told_once(view, begin, tmp_path):
    begin().ended.emit(trained(tmp_path, {"held_out": scored(1, 0, 0), "base_held_out": scored(1, 0, 0)}))
    assert "Too few" in text(view, "result") and "So few" not in text(view, "result")


@pytest.mark.parametrize("best_step, is_base_told", [(0, True), (40, False)])
def test_without_another_model_there_is_none_to_show(view, begin, tmp_path, best_step, is_base_told):
    job = begin()
    job.message_received.emit(Preview("1", "/runs/preview-8.gpkg", is_base=is_base_told))
    job.ended.emit(trained(tmp_path, {"held_out": scored(38, 3, 5), "base_held_out": scored(38, 3, 5)}, best_step))
    assert shown(view, ("showBase",)) == set()


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
