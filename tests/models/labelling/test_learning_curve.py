"""A learning curve: nested subsets of the labels, each with its own ground, scored on labels that nothing was chosen
on."""

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.data.areas import find_ground
from roofline.models.evaluation.metrics import by_building, compare
from roofline.models.evaluation.svg_charts import Chart, Line, chart_svg
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.models.labelling.curve_report import CurveInputs, answer, summary
from roofline.models.labelling.curve_statistics import CurveTraining, curves_of, fit_curve
from roofline.models.labelling.label_subsets import label_pool
from roofline.models.labelling.learning_curve import learning_curve, subset_sizes
from roofline.models.training.time_budget import TimeBudget
from roofline.protocol.job_requests import LearningCurve
from roofline.protocol.messages import Notice, Progress
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box

from ..support import land
from ..support.training import QUICK


@pytest.fixture(scope="module")
def grids(town):
    """The ground of the town in a function of its labels and areas."""
    (image,) = open_imagery([town.imagery], ("red", "green", "blue"), 0.3)

    def on(labels, areas=None):
        return find_ground([image], labels, areas, TrainSettings(gap_m=3.0), Job())[0]
    yield on
    image.close()


@pytest.fixture(scope="module")
def pool(town, grids):
    labels = read_polygons(town.labels, "labels")
    return label_pool(labels, grids(labels, read_polygons(town.areas, "areas")))


@pytest.mark.parametrize(("labels", "points", "expected"), [
    (80, 4, [10, 20, 40, 80]), (1000, 5, [62, 125, 250, 500, 1000]), (24, 4, [5, 8, 14, 24]), (10, 3, [5, 7, 10]),
    (10, 10, [5, 6, 7, 8, 9, 10])])
def test_each_number_of_labels_is_twice_the_former_unless_that_begins_too_low(labels, points, expected):
    assert subset_sizes(labels, points) == expected


def test_a_larger_subset_contains_the_smaller_and_repeats_begin_elsewhere(pool):
    order = pool.nested_order(0)
    assert sorted(order) == list(range(len(pool))) and list(order) == list(pool.nested_order(0))
    centers = shapely.get_coordinates(shapely.centroid(pool.labels.geometries))
    distances = np.hypot(*(centers[order] - centers[order[0]]).T)
    assert (np.diff(distances) >= 0).all()
    assert len({pool.nested_order(seed)[0] for seed in range(8)}) > 3


def test_all_labels_come_with_all_of_the_training_ground(pool, town):
    ground = pool.ground_of(np.arange(len(pool)), 0.15)
    cut_off = 0.25 * 600 * 400 * 0.09
    assert 600 * 400 * 0.09 - 1.5 * cut_off < ground.area < 600 * 400 * 0.09 - 0.5 * cut_off
    assert ground.symmetric_difference(pool.ground).area < 1e-6 * ground.area


def test_the_ground_of_a_subset_holds_its_labels_whole_and_nothing_of_the_others(pool):
    chosen = pool.nested_order(3)[:9]
    ground, labels = pool.ground_of(chosen, 0.15), np.array(pool.labels.geometries, dtype=object)
    others = np.delete(labels, chosen)
    assert shapely.area(shapely.intersection(labels[chosen], ground)) == pytest.approx(shapely.area(labels[chosen]))
    assert shapely.distance(ground, others).min() > 0.14
    assert ground.area == pytest.approx(len(chosen) / len(pool) * pool.ground.area, rel=0.5)


def test_the_ground_grows_with_the_labels(pool):
    order = pool.nested_order(1)
    grounds = [pool.ground_of(order[:n], 0.15) for n in (5, 12, 30, len(pool))]
    for smaller, larger in zip(grounds, grounds[1:]):
        assert (smaller - larger).area < 1e-6 < larger.area - smaller.area


def test_a_neighbour_that_touches_and_was_not_drawn_is_no_background(town, grids):
    """Two labels wall to wall, one of them so long that its centre is far from the wall."""
    houses = [box(100, 100, 120, 120), box(120, 100, 220, 120), box(300, 300, 320, 320)]
    labels = read_polygons(town.polygons("terrace", houses), "labels")
    areas = read_polygons(town.areas, "areas")
    pool = label_pool(labels, grids(labels, areas))
    ground = pool.ground_of(np.array([0]), 0.15)
    assert shapely.intersection(ground, pool.labels.geometries[1]).area == 0
    assert ground.area > 10 * pool.labels.geometries[0].area


def test_without_areas_a_subset_has_the_rings_of_its_own_labels(town, grids):
    labels = read_polygons(town.labels, "labels")
    pool = label_pool(labels, grids(labels))
    chosen = pool.nested_order(0)[:6]
    ground = pool.ground_of(chosen, 0.15)
    near = shapely.union_all(shapely.buffer(np.array(pool.labels.geometries, dtype=object)[chosen], 6.01))
    assert (ground - near).area < 1e-3 and ground.area > 6 * 36


def test_what_is_written_for_a_training_is_what_was_drawn(pool, tmp_path):
    chosen = pool.nested_order(2)[:7]
    pool.write(chosen, 0.15, str(tmp_path / "labels.gpkg"), str(tmp_path / "areas.gpkg"))
    labels, areas = (read_polygons(tmp_path / f"{name}.gpkg", name) for name in ("labels", "areas"))
    assert len(labels) == 7 and areas.words("role") == ["train"]
    back = areas.to(pool.labels.crs).geometries[0]
    assert back.symmetric_difference(pool.ground_of(chosen, 0.15)).area < 0.01


def test_background_labels_go_with_their_ground_and_are_not_counted(town, grids, tmp_path):
    path = town.polygons("mixed", [*town.outlines, box(40, 40, 60, 60), box(340, 340, 360, 360)],
                         **{"class": [""] * len(town.outlines) + ["Background"] * 2})
    labels = read_polygons(path, "labels")
    pool = label_pool(labels, grids(labels, read_polygons(town.areas, "areas")))
    assert len(pool.negatives) == 2 and len(pool) + 2 <= len(labels)
    first = int(np.argmin(shapely.distance(pool.labels.geometries, pool.negatives.geometries[0])))
    pool.write(np.array([first]), 0.15, str(tmp_path / "labels.gpkg"), str(tmp_path / "areas.gpkg"))
    assert sorted(read_polygons(tmp_path / "labels.gpkg", "labels").words("class")) == ["", "background"]


def test_false_alarms_go_to_the_nearest_building_that_counts():
    reference = [box(0, 0, 10, 10), box(100, 0, 110, 10), box(195, 0, 205, 10)]
    ours = [box(0, 0, 10, 10), box(80, 0, 90, 10), box(120, 0, 130, 10), box(20, 0, 30, 10)]
    found, alarms = by_building(compare(ours, reference, box(-50, -50, 200, 50)))
    assert found == [True, False] and alarms == [1, 2]


def outcomes(shares, buildings=200, repeats=2, seed=0, wanted="staged"):
    """Trainings that find these shares of the buildings, with as many false alarms as misses, in numbers of labels that
    double from 10."""
    random, hard = np.random.default_rng(seed), np.random.default_rng(99).random(buildings)
    made = []
    for step, found_share in enumerate(shares):
        for repeat in range(repeats):
            found = hard + random.normal(0, 0.02, buildings) < found_share
            alarms = np.bincount(random.integers(0, buildings, int((~found).sum())), minlength=buildings)
            made.append(CurveTraining(10 * 2 ** step, repeat, found.tolist(), alarms.tolist(), 0.5, 1, wanted, wanted))
    return made


def base(share=0.2, buildings=200):
    return replace(outcomes([share], buildings, 1)[0], labels=0)


def test_a_curve_that_rises_is_told_to_rise_and_by_how_much():
    curve = fit_curve(base(), outcomes([0.4, 0.5, 0.6, 0.7]))
    assert curve.gain.verdict == "rising" and curve.gain.expected == pytest.approx(0.085, abs=0.03)
    assert curve.beyond[0] < curve.last.score + curve.gain.expected < curve.beyond[1]
    assert curve.beyond[1] - curve.beyond[0] > curve.gain.high - curve.gain.low
    text = answer(curve)
    assert "still rising" in text and "160 labels" in text and "extrapolation" in text
    assert f"{curve.gain.expected:+.2f} F1" in text and f"{curve.gain.low:+.2f} to {curve.gain.high:+.2f}" in text


def test_a_curve_that_is_level_is_told_to_be_flat():
    curve = fit_curve(base(0.2, 1000), outcomes([0.7, 0.7, 0.7, 0.7], 1000))
    assert curve.gain.verdict == "flat" and "flat" in answer(curve) and abs(curve.gain.expected) < 0.02


def test_a_curve_that_falls_is_told_to_fall():
    curve = fit_curve(base(), outcomes([0.8, 0.7, 0.6, 0.5]))
    assert curve.gain.verdict == "falling" and "made the model worse" in answer(curve)


def cover(shares, blocks=40, repeats=2, seed=0):
    """Trainings on ground cover whose IoU is about these shares, of forest and, a little worse, of water, which is on
    every fourth block alone; in numbers of labels that double from 10."""
    random, hard = np.random.default_rng(seed), np.random.default_rng(99).normal(0, 0.1, blocks)
    made = []
    for step, share in enumerate(shares):
        for repeat in range(repeats):
            fit = np.clip(share + hard + random.normal(0, 0.02, blocks), 0, 1)
            ground = {"forest": [(100 * f, 100.0) for f in fit],
                      "water": [(0.9 * f * there, float(there)) for f, there in zip(fit, np.arange(blocks) % 4 == 0)]}
            made.append(CurveTraining(10 * 2 ** step, repeat, [], [], 0.5, 1, "full", "full", ground=ground))
    return made


def test_a_curve_of_ground_cover_is_the_mean_iou_of_its_classes():
    nothing = replace(cover([0.0], repeats=1)[0], labels=0)
    made = cover([0.4, 0.5, 0.6, 0.7])
    curve = fit_curve(nothing, made)
    last = curve.last
    above, below = (np.sum([[both[part] for both in one.ground["water"]] for one in made[-2:]]) for part in (0, 1))
    assert last.by_class["water"] == pytest.approx(above / below)
    assert last.score == pytest.approx(np.mean(list(last.by_class.values()))) == pytest.approx(0.66, abs=0.03)
    assert last.low < last.score < last.high and 0.02 < last.high - last.low < 0.2
    few = fit_curve(replace(cover([0.0], 8, 1)[0], labels=0), cover([0.4, 0.5, 0.6, 0.7], 8)).last
    assert few.high - few.low > 1.5 * (last.high - last.low)
    assert curve.gain.verdict == "rising" and f"{curve.gain.expected:+.2f} mean IoU" in answer(curve)


def test_a_base_that_knows_no_water_is_told_so_and_no_word_is_of_buildings():
    curves = curves_of(replace(cover([0.0], repeats=1)[0], labels=0), cover([0.4, 0.5, 0.6, 0.7]))
    inputs = CurveInputs(80, 9, 20.0, "areas", "b", ("forest", "water"), ["s2"], 0.5, 400.0, 160.0, base_knows=False)
    told = " ".join(summary(curves, inputs))
    assert "The base model knows nothing of this." in told and "forest 0.7" in told and "water 0.6" in told
    assert "uilding" not in told and "F1" not in told


def test_what_cannot_be_told_is_not_told():
    curve = fit_curve(base(buildings=8), outcomes([0.5, 0.7, 0.4, 0.6], buildings=8))
    assert curve.gain.verdict == "unknown" and "cannot be told" in answer(curve)


def test_strategies_are_compared_on_the_same_buildings_and_repeats():
    inputs = CurveInputs(80, 200, 20.0, "areas", "buildings", ("building",), ["town"], 0.5, 4.0)
    made = [*outcomes([0.4, 0.5, 0.6, 0.7]), *outcomes([0.4, 0.5, 0.6, 0.705], wanted="decoder"),
            *outcomes([0.1, 0.1, 0.2, 0.3], wanted="scratch")]
    curves = curves_of(base(), made)
    assert list(curves) == ["staged", "decoder", "scratch"]
    assert curves["staged"] == replace(fit_curve(base(), made[:8]), beyond_first=curves["staged"].beyond_first)
    assert curves["staged"].beyond_first.score == curves["staged"].beyond_first.low == 0
    beyond = curves["scratch"].beyond_first
    assert beyond.score == pytest.approx(-0.4, abs=0.05) and beyond.low < beyond.score < beyond.high < 0
    of_either = curves["staged"].last.high - curves["staged"].last.low
    assert curves["decoder"].beyond_first.high - curves["decoder"].beyond_first.low < of_either / 2
    told = summary(curves, inputs)
    assert told[0].startswith("This is of the strategy staged: The curve is still rising")
    assert any(text.startswith("The strategy decoder cannot be told apart from staged (") for text in told)
    assert any(text.startswith("The strategy scratch is worse than staged (-0.4") for text in told)


def test_trainings_that_were_not_alike_are_told():
    inputs = CurveInputs(80, 200, 20.0, "areas", "buildings", ("building", "shed"), ["town"], 0.5, 4.0)
    alike = outcomes([0.4, 0.5, 0.6, 0.7])
    uneven = [*alike[:-1], replace(alike[-1], steps=3)]
    texts = [" ".join(summary(curves_of(base(), made), inputs)) for made in (alike, uneven)]
    assert "1 to 3 steps" in texts[1] and "steps" not in texts[0] and all("2 classes" in text for text in texts)


def test_intervals_hold_the_points_and_are_wider_with_fewer_buildings():
    many, few = (fit_curve(base(buildings=n), outcomes([0.4, 0.5, 0.6, 0.7], n)) for n in (400, 25))
    for curve in (many, few):
        assert [p.labels for p in curve.points] == [0, 10, 20, 40, 80]
        assert all(p.low <= p.score <= p.high for p in curve.points)
    assert few.last.high - few.last.low > 2 * (many.last.high - many.last.low)
    assert few.gain.high - few.gain.low > many.gain.high - many.gain.low


def test_repeats_that_differ_widen_the_interval():
    alike = outcomes([0.4, 0.5, 0.6, 0.7])
    apart = [replace(o, found=outcomes([0.9 - 0.5 * o.repeat])[0].found) if o.labels == 80 else o for o in alike]
    even, odd = fit_curve(base(), alike).last, fit_curve(base(), apart).last
    assert odd.high - odd.low > 2 * (even.high - even.low) and len(odd.single) == 2


def test_one_that_finds_everything_or_nothing_still_has_an_interval():
    curve = fit_curve(base(0.0, 40), outcomes([0.0, 0.5, 2.0], 40))
    assert curve.points[0].high > 0.01 and curve.points[0].low == 0
    assert curve.last.score == curve.last.high == 1 and curve.last.low < 0.99


def test_the_chart_shows_intervals_as_bars_and_what_was_not_measured_as_a_dashed_line():
    plain, full = Line("F1", [(0, 0.2), (10, 0.5)]), Line("F1", [(0, 0.2), (10, 0.5)], [(10, 0.4, 0.6)], dashed=True)
    before, after = (chart_svg(Chart("Curve", "labels", [line], (0, 1))) for line in (plain, full))
    assert after.count("<path") == before.count("<path") + 3
    assert "stroke-dasharray" in after and "stroke-dasharray" not in before


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
    """The first parts of the labels lack a class: what is not learned is not found."""
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
    assert "field 0.00" in points[1]["classes"] and "field 0.00" not in points[-1]["classes"]
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Mean IoU by labels, with 95 % intervals" in html and "IoU of water" in html
    assert "uilding" not in html.replace("buildings.roofline", "") and "F1" not in html
    assert any("IoU" in getattr(message, "text", "") for message in job.said)


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
    with pytest.raises(RooflineError, match="is cut by the edge of its area"):
        learning_curve(request_in(areas=areas), Job())


def test_the_folder_of_an_unreadable_curve_is_told(request_in, tmp_path):
    Path(tmp_path / "curve.json").write_text("{")
    with pytest.raises(RooflineError, match=r"curve\.json cannot be read"):
        learning_curve(request_in(resume=True), Job())
