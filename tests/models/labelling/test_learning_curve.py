"""A learning curve: trainings on subsets of the labels, scored on labels that nothing was chosen on."""

import json
import time
from pathlib import Path

import pytest
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.labelling.learning_curve import learning_curve, subset_sizes
from roofline.models.training.time_budget import TimeBudget
from roofline.protocol.job_requests import LearningCurve
from roofline.protocol.messages import Notice, Progress
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box

from ..support import land
from ..support.training import QUICK


class Listener(Job):
    """A job that records its messages, and is cancelled once `stop` is true of a text."""

    def __init__(self, stop=lambda text: False):
        self.said, self.canceled = [], False
        self.stop = stop
        super().__init__("job", self.hear, lambda: self.canceled)

    def hear(self, message):
        self.said.append(message)
        self.canceled = self.canceled or self.stop(getattr(message, "text", ""))

    def notices(self):
        return [message.text for message in self.said if isinstance(message, Notice)]


@pytest.fixture()
def request_in(tmp_path, town, toy_base):
    def make(labels=town.labels, areas=town.areas, resume=False, curve=None, **settings):
        return LearningCurve(
            "job", str(tmp_path), [town.imagery], labels, {**QUICK, "max_steps": 2, **settings},
            curve or {"points": 3, "repeats": 1}, areas, toy_base, str(tmp_path / "report.html"), resume)
    return make


def test_a_real_curve_has_its_points_its_report_and_leaves_no_weights(request_in, tmp_path):
    job = Listener()
    outputs = learning_curve(request_in(curve={"points": 3, "repeats": 2}, strategy="decoder"), job)
    points = outputs["points"]
    assert [p["labels"] for p in points] == [0, *subset_sizes(points[-1]["labels"], 3)]
    assert [p["trainings"] for p in points] == [0, 2, 2, 2]
    assert all(p["f1_low"] <= p["f1"] <= p["f1_high"] for p in points)
    assert len({p["found"] + p["missed"] for p in points}) == 1
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert outputs["answer"].split(":")[0] in html and "<svg" in html and "decoder" in html
    assert json.loads(json.dumps(outputs, allow_nan=False)) == outputs
    assert not list(tmp_path.rglob("*.safetensors"))


def test_strategies_are_trained_on_the_same_labels_and_drawn_by_labels_and_by_steps(request_in, tmp_path):
    job = Listener()
    plan = {"points": 3, "repeats": 1, "strategies": "decoder, scratch"}
    outputs = learning_curve(request_in(curve=plan, max_steps=4, evaluations=2), job)
    sizes = subset_sizes(outputs["points"][3]["labels"], 3)
    assert [(p["strategy"], p["labels"]) for p in outputs["points"]] == [
        ("", 0), *(("decoder", size) for size in sizes), *(("scratch", size) for size in sizes)]
    assert [text for text in (f"Training {n + 1} of 6, {sizes[n // 2]} labels, {('decoder', 'scratch')[n % 2]}: "
                              for n in range(6)) if not any(getattr(m, "text", "").startswith(text) for m in job.said)
            ] == []
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "F1 by steps, with all labels" in html and "F1 by labels, scratch" in html and "Beyond decoder" in html
    known = json.loads((tmp_path / "curve.json").read_text())["outcomes"]
    assert [len(outcome["history"]) for outcome in known] == [0] * 4 + [2] * 2
    assert [step for step, _, _ in known[-1]["history"]] == [2, 4]


def test_ground_cover_is_scored_by_the_iou_of_each_class(toy_base, tmp_path):
    """A part of the labels has its classes in an order of its own; they are scored by their names."""
    image, classes = land.land(1, fields=60)
    job, curve = Listener(), {"points": 3, "repeats": 1}
    outputs = learning_curve(LearningCurve(
        "job", str(tmp_path), [land.raster(tmp_path / "s2.tif", image)],
        land.labels(tmp_path / "labels.gpkg", classes), {
            **QUICK, "max_steps": 30, "strategy": "full", "learning_rate": 0.005, "batch_size": 4}, curve,
        land.area(tmp_path / "areas.gpkg", held_out=0.4), toy_base, str(tmp_path / "report.html")), job)
    points = outputs["points"]
    assert outputs["f1"] is None and outputs["base_mean_iou"] == 0
    assert outputs["mean_iou"] == points[-1]["iou"] > 0.3
    assert all(p["iou_low"] <= p["iou"] <= p["iou_high"] for p in points) and points[-1]["iou_low"] < points[-1]["iou"]
    assert [p["classes"].count("; ") for p in points] == [2] * 4 and {p["found"] for p in points} == {None}
    assert points[0]["classes"].count(" 0.00") == 3 and {p["classes"].count(" 0.9") for p in points[1:]} == {3}
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Mean IoU by labels, with 95 % intervals" in html and "IoU of water" in html
    assert "uilding" not in html.replace("buildings.roofline", "") and "F1" not in html
    scores = [message for message in job.said if isinstance(message, Progress) and "IoU" in message.text]
    assert scores and not any(message.figures for message in scores)  # which would be told after the text once more


def test_a_strategy_that_there_is_not_is_told_before_anything_is_read(request_in):
    with pytest.raises(RooflineError, match="There is no strategy 'frozen'. STRATEGIES takes some of auto, decoder"):
        learning_curve(request_in(labels="nowhere.gpkg", curve={"points": 3, "strategies": "full,frozen"}), Job())


def test_evaluations_that_only_watch_take_none_of_the_time():
    budget = TimeBudget(TrainSettings(max_seconds=100), time.monotonic() - 10)
    budget.evaluations_are_free = True
    budget.evaluation_took(6.0, matching=1.0)
    assert budget.elapsed == pytest.approx(4.0, abs=0.5) and budget.progress(0) == pytest.approx(4 / 98, abs=0.01)


def test_progress_rises_over_all_trainings_and_tells_which_one_it_is_at(request_in):
    job = Listener()
    learning_curve(request_in(max_seconds=30), job)
    told = [message for message in job.said if isinstance(message, Progress)]
    fractions = [message.fraction for message in told]
    assert fractions == sorted(fractions) and fractions[-1] > 0.95
    assert [n for n in (1, 2, 3) if any(m.text.startswith(f"Training {n} of 3, ") for m in told)] == [1, 2, 3]
    left = [m.remaining_s for m in told if m.remaining_s is not None and "Training 1 of 3" in m.text]
    assert left and min(left) > 60
    assert len(job.notices()) == len(set(job.notices()))


def test_training_sees_only_the_labels_of_its_subset_and_never_the_held_out(request_in, monkeypatch):
    from roofline.models.labelling import learning_curve as module

    runs = []
    monkeypatch.setattr(module, "train", runs.append)
    learning_curve(request_in(), Job())
    assert [run.data.dataset.training_labels for run in runs] == subset_sizes(runs[-1].data.dataset.training_labels, 3)
    assert all(run.settings.holdout_share == 0 and not run.data.dataset.held_out for run in runs)


def test_a_curve_that_was_cut_off_goes_on_and_one_with_other_inputs_does_not(request_in, town):
    with pytest.raises(JobCanceled):
        learning_curve(request_in(), Listener(stop=lambda text: text.startswith("Training 2 of 3")))
    job = Listener()
    with pytest.raises(RooflineError, match="was begun with other imagery"):
        learning_curve(request_in(resume=True, max_steps=3), job)
    outputs = learning_curve(request_in(resume=True), job)
    assert "1 of 3 trainings are there already and are not made again." in job.notices()
    assert len(outputs["points"]) == 4 and not any("Training 1 of 3" in getattr(m, "text", "") for m in job.said)


def test_patience_becomes_a_time_limit_and_it_is_said(request_in):
    job = Listener(stop=lambda text: text.startswith("Training 1 of 3, "))
    with pytest.raises(JobCanceled):
        learning_curve(request_in(patience=6), job)
    assert any(f"each of its trainings ends after {TrainSettings().max_seconds} s" in text for text in job.notices())


@pytest.mark.parametrize(("count", "settings", "sentence"), [
    (10, {}, "held out to score on, and here there are none"),
    (96, {"holdout_share": 0.0}, "held out to score on, and here there are none"),
])
def test_too_few_labels_are_refused_in_a_sentence(request_in, town, count, settings, sentence):
    few = town.polygons(f"few-{count}", town.outlines[:count])
    with pytest.raises(RooflineError, match=sentence):
        learning_curve(request_in(labels=few, areas=None, **settings), Job())


def test_areas_with_too_few_labels_are_refused_in_a_sentence(request_in, town):
    areas = town.polygons("few-areas", [box(0, 0, 160, 160), box(400, 0, 480, 160)], role=["train", "validate"])
    with pytest.raises(RooflineError, match="are too few for a learning curve. Draw at least 20 in all"):
        learning_curve(request_in(areas=areas), Job())


def test_held_out_labels_that_are_all_cut_off_are_refused(request_in, town):
    areas = town.polygons("cut", [box(0, 0, 480, 400), box(525, 0, 530, 400)], role=["train", "validate"])
    with pytest.raises(RooflineError, match="none that the edge of their area does not cut"):
        learning_curve(request_in(areas=areas), Job())


def test_the_folder_of_an_unreadable_curve_is_told(request_in, tmp_path):
    Path(tmp_path / "curve.json").write_text("{")
    with pytest.raises(RooflineError, match=r"curve\.json cannot be read"):
        learning_curve(request_in(resume=True), Job())
