"""The loop of a live training, in this process, with an analyst who answers what it says."""

import errno
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from roofline.models.core.errors import JobCanceled
from roofline.models.core.job import Job, Received
from roofline.models.live import live_training
from roofline.models.live.live_run import LiveRun
from roofline.models.live.live_training import train_live
from roofline.models.training.checkpoint import STATE
from roofline.models.training.checkpoint_file import read_notes
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.live_messages import (
    Keep,
    Kept,
    Labels,
    LiveProgress,
    Scored,
    TakenUp,
    TrainLive,
    Watch,
    Watched,
)
from roofline.protocol.messages import Notice, Progress

VIEW = [500_000, 9_300_000 - 90, 500_120, 9_300_000]


class Analyst(Job):
    """Answers a message by what `answers` has for its type, in turn: a message, "stop" or "cancel", or several."""

    def __init__(self, **answers):
        self.answers, self.mail, self.said, self.wants = answers, [], [], ""
        super().__init__("live", self.hear, lambda: self.wants == "cancel", lambda: self.wants == "stop", self.tell)

    def hear(self, message):
        self.said.append(message)
        answers = self.answers.get(type(message).__name__, [])
        answer = answers.pop(0) if answers else None
        for part in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(part, str):
                self.wants = part
            elif part is not None:
                self.mail.append(Received(part, time.monotonic()))

    def tell(self, seconds):
        return self.mail.pop(0) if self.mail else None

    def of(self, kind):
        return [message for message in self.said if isinstance(message, kind)]


@pytest.fixture()
def request_of(town, toy_base, tmp_path):
    def request_of(labels):
        return TrainLive("live", str(tmp_path / "run"), [town.imagery], labels, {"tile_size": 64, "replay": 0.0},
                         {"refresh_s": 0.2}, base_model=toy_base)

    return request_of


def drawn(town, name, count):
    """Some houses; none is a layer with nothing in it."""
    return town.polygons(name, town.outlines[:count] or [shapely.Polygon()])


def test_the_base_is_shown_until_there_is_a_label(town, request_of):
    analyst = Analyst(LiveProgress=[None, Watch("live", 1, VIEW)],
                      Watched=[Labels("live", 1, drawn(town, "three", 3)), None, "stop"])
    train_live(request_of(drawn(town, "none", 0)), analyst)
    assert [message.state for message in analyst.of(LiveProgress)][:3] == ["preparing", "waiting", "training"]
    assert [(message.labels, message.problem) for message in analyst.of(TakenUp)] == [(0, ""), (3, "")]
    first, *others = analyst.of(Watched)
    assert not first.problem and first.step == 0 < others[-1].step


def test_a_full_disk_is_told_and_the_training_goes_on(town, request_of, monkeypatch):
    def full(self):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(LiveRun, "save", full)
    analyst = Analyst(TakenUp=[Watch("live", 1, VIEW)], Watched=[None, Keep("live", "/nowhere/m.roofline"), "stop"])
    train_live(request_of(drawn(town, "few", 3)), analyst)
    assert any("No space left on device. The training goes on" in message.text for message in analyst.of(Notice))
    assert "could not be kept" in analyst.of(Kept)[0].problem


def test_steps_that_a_full_disk_did_not_take_are_saved_when_there_is_room_at_the_end(town, request_of, monkeypatch):
    analyst, save, tried = Analyst(), LiveRun.save, []

    def full_at_first(run):
        tried.append(run.state.step)
        if len(tried) == 1:
            analyst.wants = "stop"
            raise OSError(errno.ENOSPC, "No space left on device")
        save(run)

    monkeypatch.setattr(LiveRun, "save", full_at_first)
    monkeypatch.setattr(live_training, "SAVE_SECONDS", 0.0)
    request = request_of(drawn(town, "pair", 2))
    outputs = train_live(request, analyst)
    kept = json.loads(read_notes(Path(request.folder) / LAST_WEIGHTS)[STATE])
    assert tried == [1, 1] and kept["step"] == outputs["step"] == 1


def test_one_that_is_switched_off_while_it_reads_its_inputs_ends_at_once(town, request_of, tmp_path):
    analyst = Analyst(Progress=["stop"])
    with pytest.raises(JobCanceled):
        train_live(request_of(drawn(town, "two", 2)), analyst)
    assert analyst.of(Progress) and not analyst.of(TakenUp) and not (tmp_path / "run" / "live.jsonl").exists()


def test_a_model_that_is_to_be_kept_is_kept_though_it_is_switched_off_at_once(town, request_of, tmp_path):
    model = tmp_path / "kept.roofline"
    analyst = Analyst(TakenUp=[Watch("live", 1, VIEW)], Watched=[None, (Keep("live", str(model)), "stop")])
    outputs = train_live(request_of(drawn(town, "some", 3)), analyst)
    assert [kept.problem for kept in analyst.of(Kept)] == [""] and model.exists() and outputs["model"] == str(model)


def test_the_score_of_a_model_that_is_kept_is_one_of_the_run(town, request_of, tmp_path, monkeypatch):
    """Else the run would hold these weights for the best of an earlier step."""
    monkeypatch.setattr("roofline.models.live.live_schedule.SCORE_SECONDS", 1e9)
    areas = town.polygons("halves", [shapely.box(0, 0, 300, 400), shapely.box(300, 0, 600, 400)],
                          role=["train", "validate"])
    analyst = Analyst(TakenUp=[Watch("live", 1, VIEW)],
                      Watched=[None, None, None, (Keep("live", str(tmp_path / "m.roofline")), "stop")])
    train_live(replace(request_of(drawn(town, "all", 96)), areas=areas), analyst)
    [kept], scored = analyst.of(Kept), analyst.of(Scored)
    state = json.loads(read_notes(tmp_path / "run" / LAST_WEIGHTS)[STATE])
    assert not kept.problem and state["evaluations"][-1]["step"] == scored[-1].step == kept.step > 0


def test_of_ground_cover_the_score_is_said_to_be_an_iou(town, request_of, tmp_path):
    words = ["water"] * len(town.outlines)
    labels = town.polygons("water", town.outlines, **{"class": np.array(words, object)})
    areas = town.polygons("halves", [shapely.box(0, 0, 300, 400), shapely.box(300, 0, 600, 400)],
                          role=np.array(["train", "validate"], object))
    analyst = Analyst(Scored=["stop"])
    train_live(replace(request_of(labels), areas=areas), analyst)
    [score] = analyst.of(Scored)
    assert score.is_iou and not score.is_building and 0 <= score.iou <= 1


def test_what_is_shown_of_a_large_view_is_its_middle(town, request_of, monkeypatch):
    monkeypatch.setattr("roofline.models.live.view.FIRST_PIXELS", 20_000)
    analyst = Analyst(TakenUp=[Watch("live", 1, VIEW)], Watched=["stop"])
    train_live(request_of(drawn(town, "four", 4)), analyst)
    seen, wanted = shapely.box(*analyst.of(Watched)[0].extent), shapely.box(*VIEW)
    assert wanted.buffer(20).contains(seen) and seen.area < 0.3 * wanted.area
