"""The real view worker, asked over its pipes."""

import numpy as np
import pytest
import shapely
from roofline.protocol.messages import MOST_VIEWS
from roofline.protocol.paths import VIEW_WORKER

from ..support.town import write_scene
from ..support.worker import Worker


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return write_scene(tmp_path_factory.mktemp("town") / "town.tif", 320)[0]


@pytest.fixture(scope="module")
def worker():
    worker = Worker(VIEW_WORKER)
    worker.ready = worker.hear()
    yield worker
    worker.process.kill()
    worker.process.wait()


def look(worker, town, name="v1", **changes):
    worker.say(**{"type": "LookAt", "job": name, "folder": "/tmp", "imagery": town, "settings": {"backend": "torch"},
                  "extent": [500_000, 9_300_000 - 96, 500_096, 9_300_000], **changes})


def click(worker, view, point):
    worker.say(type="Click", job="c", view=view, points=[point], inside=[True])
    return worker.hear()


def test_it_looks_then_tells_the_buildings_and_answers_clicks(worker, town):
    look(worker, town)
    seen, finished = worker.hear(), worker.hear()
    assert worker.ready["type"] == "Ready"
    assert seen["type"] == "Seen" and seen["job"] == "v1" and seen["resolution_m"] == 0.3
    found = [shapely.from_wkb(text) for text in finished["outputs"]["outlines"]]
    assert len(found) > 5
    at = list(found[0].representative_point().coords[0])
    answer = click(worker, "v1", at)
    assert answer["job"] == "c" and answer["outputs"]["by"] == "network"
    assert shapely.from_wkb(answer["outputs"]["outline"]).contains(shapely.Point(at))


def test_errors_are_sentences_and_it_lives_on(worker, town):
    look(worker, "/nowhere/town.tif", "v2")
    assert "town.tif" in worker.hear()["error"]
    assert "forgotten" in click(worker, "never seen", [0, 0])["error"]
    worker.say(type="Stop", job="v2")
    assert "no request to a view worker" in worker.hear()["error"]


def test_of_views_that_wait_only_the_newest_is_looked_at_and_the_oldest_is_forgotten(worker, town):
    names = [f"w{number}" for number in range(6)]
    for name in names:
        look(worker, town, name)
    ends = {}
    while len(ends) < len(names):
        message = worker.hear()
        if message["type"] != "Seen":
            ends[message["job"]] = message["type"]
    assert ends["w5"] == "Finished" and "Canceled" in ends.values()
    for number in range(MOST_VIEWS):
        look(worker, town, f"x{number}")
        assert [worker.hear()["type"], worker.hear()["type"]] == ["Seen", "Finished"]
    assert "forgotten" in click(worker, "w5", [500_010, 9_299_990])["error"]
    assert np.isin(click(worker, "x0", [500_010, 9_299_990])["type"], "Finished")


def test_it_ends_with_stdin(town):
    worker = Worker(VIEW_WORKER)
    worker.hear()
    worker.process.stdin.close()
    assert worker.process.wait(60) == 0
