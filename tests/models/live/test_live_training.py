"""A live training as its worker does it: a real process, asked over its pipes while it trains."""

import json
import time
from pathlib import Path

import pytest
import shapely
from roofline.models.networks.model_registry import load_model
from roofline.tools.desktop import PATIENCE

from ..support.worker import Worker

WEST, EAST = shapely.box(0, 0, 400, 400), shapely.box(400, 0, 600, 400)
WEST_HOUSES = [number for number in range(96) if number % 12 < 8]
EAST_HOUSES = [number for number in range(96) if number % 12 >= 8]
LIVE = {"rest_steps": 10, "most_steps": 40, "refresh_s": 1.0}


class Session:
    """A live training in the town, and all that it says."""

    def __init__(self, town, folder, base, **changes):
        self.town, self.folder, self.said, self.number = town, folder, [], 0
        folder.mkdir(exist_ok=True)
        self.worker = Worker()
        labels, areas = self.draw(changes.pop("labels", 12))
        self.worker.say(type="TrainLive", job="live", folder=str(folder), imagery=[town.imagery], labels=labels,
                        areas=areas, base_model=base, live=LIVE, settings={"tile_size": 64, "replay": 0.0}, **changes)

    def draw(self, count):
        """The files of a drawing with so many houses in the west, and all in the east, which is held out."""
        self.number += 1
        houses = [self.town.outlines[number] for number in (WEST_HOUSES[:count] + EAST_HOUSES if count else [])]
        path = Path(self.town.polygons(f"{self.folder.name}-labels-{self.number}", houses))
        mine = path.rename(self.folder / f"labels-{self.number}.gpkg")
        return str(mine), self.town.polygons(f"{self.folder.name}-areas", [WEST, EAST], role=["train", "validate"])

    def change(self, count):
        labels, areas = self.draw(count)
        self.worker.say(type="Labels", job="live", number=self.number, labels=labels, areas=areas)
        return self.number

    def until(self, kind, **fields):
        """The next message of this type with these values."""
        while True:
            message = self.worker.hear()
            assert message["type"] != "Failed", message
            self.said.append(message)
            if message["type"] == kind and all(message[key] == value for key, value in fields.items()):
                return message

    def end(self):
        self.worker.process.kill()
        self.worker.process.wait()


@pytest.fixture(scope="module")
def live(town, toy_base, tmp_path_factory):
    session = Session(town, tmp_path_factory.mktemp("live"), toy_base)
    yield session
    session.end()


def test_it_learns_scores_rests_and_wakes_with_the_next_label(live):
    assert live.until("TakenUp", number=0)["labels"] == 12
    assert live.until("Scored")["buildings"] > 10
    rested = live.until("LiveProgress", state="resting")
    began = time.monotonic()
    number = live.change(13)
    taken_up = live.until("TakenUp", number=number)
    assert taken_up["labels"] == 13 and taken_up["seconds"] < 1 * PATIENCE
    assert time.monotonic() - began < 1 * PATIENCE
    assert live.until("LiveProgress", state="training")["step"] >= rested["step"]


def test_the_view_is_shown_again_and_again_while_it_learns(live):
    live.change(14)
    live.worker.say(type="Watch", job="live", number=1, extent=[500_000, 9_300_000 - 90, 500_120, 9_300_000])
    first, second = live.until("Watched", number=1), live.until("Watched", number=1)
    assert not first["problem"] and second["step"] > first["step"]
    x0, y0, x1, y1 = first["extent"]
    assert x0 <= 500_000 and x1 >= 500_120 and len(first["outlines"]) == len(first["confidences"])
    live.worker.say(type="Watch", job="live", number=2, extent=None)


def test_a_state_is_kept_as_a_model_that_predicts(live, tmp_path):
    model = tmp_path / "kept.roofline"
    live.worker.say(type="Keep", job="live", model=str(model), report=str(tmp_path / "kept.html"))
    kept = live.until("Kept")
    assert kept["problem"] == "" and kept["score"] is not None and (tmp_path / "kept.html").exists()
    card = load_model(str(model)).card
    assert card.labels["trained"] == 14 and card.labels["steps"] == kept["step"] and "held_out" in card.scores
    live.worker.say(type="Keep", job="live", model="/nowhere/kept.roofline")
    assert "could not be kept" in live.until("Kept")["problem"]


def test_what_cannot_be_used_is_told_and_it_waits(live):
    live.change(0)
    waiting = live.until("TakenUp")
    assert waiting["problem"] == "" and live.until("LiveProgress")["state"] == "waiting"
    live.worker.say(type="Labels", job="live", number=99, labels="/nowhere/labels.gpkg")
    assert "/nowhere/labels.gpkg" in live.until("TakenUp", number=99)["problem"]
    live.change(14)
    assert live.until("TakenUp")["problem"] == ""
    live.until("LiveProgress", state="training")


def test_a_killed_run_goes_on_and_a_stopped_one_has_finished(live, town, toy_base):
    live.until("TakenUp", number=live.change(15))
    step = live.until("LiveProgress", state="resting")["step"]  # and saved
    live.end()
    again = Session(town, live.folder, toy_base, resume=True, labels=15)
    assert again.until("TakenUp")["step"] == step
    again.change(16)
    again.until("LiveProgress", state="training")
    again.worker.say(type="Stop", job="live")
    assert again.until("Finished")["outputs"]["step"] >= step
    again.end()
    lines = [json.loads(line) for line in (live.folder / "live.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == sorted(line["step"] for line in lines)
    assert lines[-1]["number"] == again.number and not list(live.folder.glob("labels-1.gpkg"))
