"""What the panel says of models that find something else than buildings."""

from datetime import datetime
from pathlib import Path

import pytest
from roofline.plugin.history.model_card import Score, base_score, tuned_score
from roofline.plugin.history.run_record import FINISHED as RUN_FINISHED
from roofline.plugin.history.run_record import RunRecord
from roofline.plugin.jobs.job_result import JobEnd
from roofline.plugin.jobs.panel_job import FINETUNE, FINISHED, JobOutcome
from roofline.protocol.job_requests import Train
from roofline.ui.pages.run_words import comparison, details, result
from roofline.ui.running.chart import LiveChart
from roofline.ui.running.job_words import result_line
from roofline.ui.words import things

COUNTS = {"f1": 0.5, "f1_low": 0.4, "f1_high": 0.6, "matched": 20, "missed": 10, "false_alarms": 30}
COVER = {"classes": ["water"], "scores": {"measure": "iou", "held_out": {**COUNTS, "iou": 0.81},
                                          "base_held_out": {**COUNTS, "iou": 0.6}}}


def said(card):
    end = JobEnd(tuned_score(card), base_score(card), base_model="lakes")
    return result_line(FINETUNE, JobOutcome(FINISHED), end)


def test_ground_cover_is_told_by_its_iou_without_counts():
    assert tuned_score(COVER) == Score(0.81, is_iou=True)
    assert said(COVER) == "IoU 0.81 on the ground held out, where lakes has 0.60"


def test_of_several_classes_it_is_their_mean():
    scores = {"measure": "iou", "held_out": {**COUNTS, "iou": 0.9, "mean_iou": 0.55}}
    assert said({"classes": ["water", "forest"], "scores": scores}) == "IoU 0.55 on the ground held out"


@pytest.mark.parametrize("classes, thing", [(["building"], "building"), (["pool"], "outline"),
                                            (["building", "shed"], "outline")])
def test_another_class_is_not_called_a_building(classes, thing):
    scores = {"held_out": COUNTS, "base_held_out": {**COUNTS, "matched": 18, "missed": 12}}
    text = said({"classes": classes, "scores": scores})
    assert f"F1 0.50 on 30 {thing}s held out" in text and f"2 {thing}s more are found" in text
    assert ("building" in text) == (thing == "building")


def test_the_history_tells_ground_cover_by_its_iou(qgis):
    run = RunRecord(Path("run"), Train("j", "f", ["a.tif"], "l", "water.roofline", {}), datetime.now(), RUN_FINISHED,
                    score=tuned_score(COVER), base_score=base_score(COVER))
    assert result(run) == "IoU 0.81 (IoU 0.60)" and "IoU 0.81 on the held-out part" in details(run, False)
    assert comparison(run, run)[0] == ("Score", "IoU 0.81", "IoU 0.81")


def test_the_chart_follows_the_iou_where_there_is_no_f1(qgis):
    chart = LiveChart()
    chart.add({"step": 1.0, "loss": 0.7, "iou": 0.4})
    chart.resize(400, 200)
    chart.grab()
    assert chart._scores == [(1.0, 0.4)] and chart._is_iou


def test_no_text_that_stands_for_one_about_buildings_speaks_of_them():
    assert all("uilding" in text or "roof" in text for text in things.OTHERWISE)
    assert not [text for text in things.OTHERWISE.values() if "uilding" in text or "roof" in text]
