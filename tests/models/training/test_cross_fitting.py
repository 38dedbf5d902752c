"""Cross-fitting: a score from labels that are too few to hold some out."""

import time
from dataclasses import replace

import pytest
import shapely
from roofline.models.core.errors import JobCanceled
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.networks.model_file import read_model
from roofline.models.training.train import fine_tune
from roofline.models.training.training_data import half_of
from roofline.protocol.messages import Preview, Progress

from ..support.listener import Listener, tensors
from ..support.training import train_request


def request_of(*inputs, **settings):
    """A small training with cross-fitting."""
    return train_request(*inputs, **{"cross_fitting": True, **settings})


@pytest.fixture(scope="module")
def few(town):
    """Twenty labels at one end of the town, and the ground that is theirs."""
    labels = [outline for outline in town.outlines if outline.bounds[0] < 260 and outline.bounds[1] < 200]
    assert len(labels) == 20
    return town.polygons("few", labels), town.polygons("few_areas", [shapely.box(0, 0, 265, 205)], role=["train"])


def test_both_halves_are_scored_and_the_model_learns_all_labels(tmp_path, town, few, tuned):
    request = request_of(tmp_path, town.imagery, few[0], tuned.model, few[1], report=str(tmp_path / "r.html"))
    job = Listener()
    outputs = fine_tune(replace(request, previews=True), job)
    card, _ = read_model(request.model)
    assert card.scores["cross_fitted"] and card.labels["trained"] == 20 and card.labels["held_out"] == 0
    scored = card.scores["held_out"]
    assert scored["matched"] + scored["missed"] >= 12
    assert outputs["score"] == scored["f1"] > 0.8 and card.scores["base_held_out"]["f1"] > 0.8
    assert "no score" not in job.notices() and "has learned labels before" in job.notices()
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "On the labels, by cross-fitting" in report and "Right angles" in report and "data:image/png" in report
    assert "has learned labels before" in report
    shown = [message for message in job.said if isinstance(message, Preview)]
    assert [message.is_base for message in shown] == [False, True]
    kinds = read_polygons(shown[0].path, "preview").values["kind"]
    assert kinds.count("found") + kinds.count("newly found") == scored["matched"]
    fractions = [message.fraction for message in job.said if isinstance(message, Progress)]
    assert fractions == sorted(fractions)


def test_a_half_is_found_by_a_network_that_has_not_seen_it(tmp_path, town, few, toy_base, monkeypatch):
    halves = []

    def watched(*given):
        halves.append(half_of(*given).dataset)
        return half_of(*given)

    monkeypatch.setattr("roofline.models.training.cross_fitting.half_of", watched)
    fine_tune(request_of(tmp_path, town.imagery, few[0], toy_base, few[1]), Job())
    held_out = [{piece.transform @ label.centroid.coords[0] for piece in half.held_out for label in piece.labels}
                for half in halves]
    assert len(halves) == 2 and not held_out[0] & held_out[1]
    for half in halves:
        assert half.training_labels >= 8 and half.training_labels + half.held_out_labels <= 20


def test_the_model_is_the_same_with_and_without_it(tmp_path, town, few, toy_base):
    weights = []
    for name, wanted in (("with", True), ("without", False)):
        request = request_of(tmp_path / name, town.imagery, few[0], toy_base, few[1], cross_fitting=wanted)
        outputs = fine_tune(request, Job())
        assert bool(outputs["scores"]) == wanted
        weights.append(tensors(tmp_path / name))
    assert all((weights[0][name] == weights[1][name]).all() for name in weights[0])


def test_the_time_limit_holds_for_all_of_it(tmp_path, town, few, toy_base):
    start = time.monotonic()
    request = request_of(tmp_path, town.imagery, few[0], toy_base, few[1], max_seconds=8, max_steps=100_000)
    assert fine_tune(request, Job())["score"] is not None
    assert time.monotonic() - start < 10


def test_a_training_too_short_for_it_says_so(tmp_path, town, few, toy_base):
    job = Listener()
    request = request_of(tmp_path, town.imagery, few[0], toy_base, few[1], max_seconds=3, max_steps=100_000,
                            batch_size=64)
    assert fine_tune(request, job)["score"] is None and "The time did not suffice" in job.notices()


def test_labels_that_every_cut_meets_say_why_they_give_no_score(tmp_path, town, toy_base):
    lines = [shapely.LineString([(x, 0), (x + 200, 200)]) for x in range(0, 96, 8)]
    labels = town.polygons("diagonals", list(shapely.buffer(lines, 2)))
    job = Listener()
    assert fine_tune(request_of(tmp_path, town.imagery, labels, toy_base), job)["score"] is None
    assert "one half of them cannot be scored" in job.notices()


def test_a_base_that_does_better_is_given_back(tmp_path, town, few, tuned):
    request = request_of(tmp_path, town.imagery, few[0], tuned.model, few[1], learning_rate=0.3, strategy="full",
                            max_steps=20)
    outputs = fine_tune(request, Job())
    card, weights = read_model(request.model)
    assert card.labels["best_step"] == 0 and outputs["score"] == outputs["scores"]["base_held_out"]["f1"] > 0.8
    assert all((weights[name] == tensor).all() for name, tensor in read_model(tuned.model)[1].items())


def test_stop_ends_it_without_a_score(tmp_path, town, few, toy_base):
    job = Listener(finish=lambda text: text.startswith("Step 2"))
    outputs = fine_tune(request_of(tmp_path, town.imagery, few[0], toy_base, few[1], max_steps=50), job)
    assert outputs["score"] is None and not any("short training 1" in getattr(m, "text", "") for m in job.said)
    assert "Stopped before the short trainings" in job.notices()


def test_without_cross_fitting_ten_labels_are_not_called_too_few(tmp_path, town, few, toy_base):
    job = Listener()
    request = request_of(tmp_path, town.imagery, few[0], toy_base, few[1], cross_fitting=False)
    assert fine_tune(request, job)["score"] is None and "Too few" not in job.notices()


def test_cancelled_on_the_way_it_goes_on_from_the_trained_network(tmp_path, town, few, toy_base):
    request = request_of(tmp_path, town.imagery, few[0], toy_base, few[1])
    with pytest.raises(JobCanceled):
        fine_tune(request, Listener(stop=lambda text: "short training 2 of 2" in text))
    job = Listener()
    again = request_of(tmp_path, town.imagery, few[0], toy_base, few[1], resume=True)
    assert fine_tune(again, job)["score"] is not None and not job.steps()


def test_validate_areas_without_labels_leave_it_to_the_halves(tmp_path, town, few, toy_base):
    areas = town.polygons("empty_validate", [shapely.box(0, 0, 265, 205), shapely.box(450, 250, 460, 260)],
                          role=["train", "validate"])
    assert fine_tune(request_of(tmp_path, town.imagery, few[0], toy_base, areas), Job())["score"] is not None


def test_too_few_labels_for_any_score_say_so_once(tmp_path, town, toy_base):
    job = Listener()
    labels = town.polygons("nine", town.outlines[:9])
    assert fine_tune(request_of(tmp_path, town.imagery, labels, toy_base), job)["score"] is None
    assert job.notices() == ("Too few labels to score the model: 9. For a score draw 10 or more, or an area that is "
                             "held out (role 'validate').")
