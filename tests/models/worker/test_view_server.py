"""The real view worker, asked over its pipes."""

import numpy as np
import pytest
import shapely
from roofline.protocol.paths import VIEW_WORKER
from roofline.protocol.view_messages import MOST_VIEWS

from ..support.promptable import segment_anything, transformers
from ..support.town import Town, write_scene
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


def click(worker, view, point, **how):
    worker.say(type="Click", job="c", view=view, points=[point], inside=[True], **how)
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


@pytest.mark.parametrize("interface", [segment_anything, transformers])
def test_a_promptable_model_looks_and_outlines_what_is_clicked(worker, tmp_path, interface):
    plain, files = Town(tmp_path), list(interface(tmp_path, 128))
    look(worker, plain.imagery, "p1", extent=[500_000, 9_300_000 - 36, 500_036, 9_300_000], promptable=files)
    seen, finished = worker.hear(), worker.hear()
    assert [seen["type"], seen["turned_down"]] == ["Seen", ""] and finished["outputs"]["outlines"] == []
    roof = plain.on_the_map(plain.outlines[0])
    for smooth in (False, True):
        answer = click(worker, "p1", list(roof.centroid.coords[0]), smooth=smooth)["outputs"]
        outline = shapely.from_wkb(answer["outline"])
        assert answer["by"] == "prompts" and outline.intersection(roof).area > 0.7 * outline.union(roof).area


def test_where_a_promptable_model_cannot_look_the_own_one_does(worker, town, tmp_path):
    encoder, _ = segment_anything(tmp_path, 128)
    look(worker, town, "p2", promptable=[encoder, str(tmp_path / "gone.onnx")])
    seen, finished = worker.hear(), worker.hear()
    assert "gone.onnx cannot be read" in seen["turned_down"] and seen["resolution_m"] == 0.3
    assert len(finished["outputs"]["outlines"]) > 5


def test_it_ends_with_stdin(worker):
    """The last test: no other one has this worker afterwards."""
    worker.process.stdin.close()
    assert worker.process.wait(60) == 0
