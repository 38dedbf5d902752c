"""What the view of a job says of a training that is over: its score, what that is worth, and what comes next."""


import pytest
from roofline.protocol.messages import Preview
from roofline.tests.ui.support.job_views import part, shown, text, trained


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
