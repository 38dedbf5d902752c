"""A real QGIS window under Xvfb, with the real worker, and how long it stalls. Scenarios say what is done, the tests
what must follow."""

import json
import re
import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsRasterLayer
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.launch import ROOT
from roofline.tests.support.map_server import MapServer, published
from roofline.tests.support.tile_service import TileService, tiled_copy
from roofline.tests.ui.support.processes import is_alive
from roofline.tools.desktop import PATIENCE

LONGEST_STALL_MS = 100
SLACK = 2 * PATIENCE
"""For what is promised of a computer that has nothing else to do."""
TUTORIAL, SERVICE, CLICKS, LIVE = (Path(__file__).with_name(name) for name in (
    "tutorial_scenario.py", "service_scenario.py", "click_scenario.py", "live_scenario.py"))
ZOOM = 20
"""Of the tiles of a server: pixels of 0.15 m."""


def test_the_tutorial_from_an_empty_project_to_a_second_training(play, tutorial_ground, tmp_path):
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    ground = tutorial_ground
    inputs = {"module": TUTORIAL, "ground": ground, "project": str(tmp_path / "town.qgz"), "text": text}
    facts = play("tutorial", timeout_s=400, **inputs)
    assert facts["left"] == ["Install"], "this computer is set up; all else that the tutorial names was there"
    assert "m pixels" in facts["imagery"]
    assert facts["labels"] == len(ground["rectangles"]) + len(ground["polygons"])
    assert facts["roles"] == ["train", "validate"]
    assert f"{facts['labels']} labels (" in facts["state"] and "held out to score" in facts["state"]
    assert facts["previews"] >= 2
    assert Path(facts["model"]).is_file() and Path(facts["model"]).with_suffix(".html").is_file()
    first, second = facts["said"]
    assert "Beside the built-in model: " in first and first.splitlines()[0].count("held out") == 1
    assert facts["seen"] == [["Scored: town"], ["Scored: the built-in model"], ["Scored: town"]]
    assert facts["vertex_tool"] and facts["deleted_and_back"] == [1, 0]
    assert set(facts["statuses"]) <= {"accepted", "rejected", "edited"} and facts["statuses"].count("accepted") >= 3
    assert facts["hidden_while_held"] and facts["back_afterwards"]
    assert facts["new_labels"] >= 3 and facts["new_areas"] == 1
    assert f1_of(second) >= f1_of(first) or WHY_NOT.search(second), second
    (suggested, trained), *later = facts["squares"]
    assert later == [[suggested - 1, trained + 1], [suggested - 2, trained + 1]]
    assert len(facts["runs"]) == 2 and "finetune" in facts["command"] and "False alarms" in facts["compared"]
    with sqlite3.connect(tmp_path / "town-roofline.gpkg") as table:
        saved = [status for (status,) in table.execute("select status from footprints")]
    assert sorted(saved) == facts["statuses"]
    if facts["stall_ms"] >= LONGEST_STALL_MS:  # a computer may pause by itself, but hardly in both of two trainings
        facts = play("train_only", **{**inputs, "project": str(tmp_path / "again.qgz")})
    assert facts["stall_ms"] < LONGEST_STALL_MS, f"{facts['stall_ms']} ms, {facts['stall_at_s']} s after the click"


WHY_NOT = re.compile("Nothing was gained: |, trained before, has F1 |Too few buildings to be sure")
"""What the panel says of a training that is no better than the one before."""


def f1_of(said):
    return float(re.match(r"F1 (\d\.\d\d) on ", said).group(1))


def test_labels_are_made_by_clicks_and_by_adopting_what_the_model_finds(play, utm_ground):
    facts = play("click_and_adopt", module=CLICKS, ground=utm_ground)
    assert facts["first_said"].startswith("Looking at the view") and facts["found"] > 10
    assert [facts[name] for name in ("after_two", "after_enter", "after_correction")] == [1, 2, 3]
    assert facts["doubled"] == [3, "There is a label already."]
    assert facts["adopted"] == 4 and facts["after_lasso"] > 10 and facts["edits"] == 2
    assert facts["after_undo"] == 4 and len(facts["labels"]) == 4
    labels = [QgsGeometry.fromWkt(text) for text in facts["labels"]]
    truth = [QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]]) for ring in utm_ground["buildings"]]
    assert sum(max(one.intersection(other).area() for other in truth) > 0.5 * one.area() for one in labels) >= 3
    if facts["stall_ms"] >= LONGEST_STALL_MS:  # as after the tutorial
        facts = play("click_and_adopt", module=CLICKS, ground=utm_ground)
    assert facts["stall_ms"] < LONGEST_STALL_MS, f"{facts['stall_ms']} ms, {facts['stall_at_s']} s after the key"


def test_it_learns_while_labels_are_drawn_and_loses_nothing_when_qgis_is_closed(play, utm_ground, tmp_path):
    settings = tmp_path / "home" / "last_used" / "TrainSettings.json"
    settings.parent.mkdir()
    settings.write_text('{"RESOLUTION_M": 0.3}')  # else it looks for the best one first, some seconds
    inputs = {"module": LIVE, "ground": utm_ground, "project": str(tmp_path / "town.qgz")}
    facts = play("learn_while_drawing", **inputs)
    at_first = facts["labels"][0]
    assert "draw a building" in facts["waiting"] and "the built-in model finds" in facts["waiting"]
    assert facts["labels"] == [at_first, at_first + 1, at_first] and facts["found"] > 10
    assert facts["state"].startswith("Learning from") and "held out" in facts["scored"]
    assert max(facts["taken_up_s"]) < 1 * SLACK and facts["refresh_s"] < 3 * SLACK
    assert facts["said"].startswith("Kept as") and Path(facts["kept"]).is_file()
    assert facts["workers"] and not any(map(is_alive, facts["workers"]))
    assert saved_step(Path(facts["folder"])) >= facts["step"] > 0
    if facts["stall_ms"] >= LONGEST_STALL_MS:  # as after the tutorial
        facts = play("learn_while_drawing", **{**inputs, "project": str(tmp_path / "again.qgz")})
    assert facts["stall_ms"] < LONGEST_STALL_MS, f"{facts['stall_ms']} ms, {facts['stall_at_s']} s after the click"


def saved_step(folder):
    """The step of the checkpoint in a run's folder, from the head of the file (safetensors)."""
    with open(folder / LAST_WEIGHTS, "rb") as file:
        head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return json.loads(head["__metadata__"]["state.json"])["step"]


def tiles_of(raster, folder):
    """A tile server of a raster, and the URI of its layer."""
    service = TileService(tiled_copy(raster, folder / "tiles.tif", ZOOM), ZOOM)
    return service, service.uri


def map_of(raster, folder):
    """QGIS Server with a raster, and the URI of its WMS."""
    layer = QgsRasterLayer(raster, "town")
    crs = layer.crs().authid()
    server = MapServer(published([layer], crs, folder / "server.qgs"), folder / "log.txt")
    return server, f"crs={crs}&dpiMode=7&format=image/png&layers=town&styles=&url={server.address}"


@contextmanager
def switch_of(server, file):
    """Stops a server when a scenario makes `file`, starts it again when it makes that anew, and removes the file each
    time; stops it at the end."""
    over = threading.Event()

    def follow():
        for turn in (server.stop, server.start):
            while not file.exists():
                if over.wait(0.02):
                    return
            turn()
            file.unlink()

    thread = threading.Thread(target=follow)
    thread.start()
    yield str(file)
    over.set()
    thread.join()
    server.stop()


@pytest.mark.parametrize(("served", "said"), [
    (tiles_of, "XYZ service, fetched at 0.15 m a pixel"), (map_of, "WMS service, fetched at 0.3 m a pixel")],
    ids=["XYZ", "WMS"])
def test_labels_are_drawn_and_learned_from_over_imagery_of_a_service(play, utm_ground, tmp_path, served, said):
    """While footprints are looked for, the server stops; it is there again for the next try."""
    server, uri = served(utm_ground["raster"], tmp_path)
    with switch_of(server, tmp_path / "switch") as switch:
        facts = play("work_on_service", module=SERVICE, ground=utm_ground, uri=uri, switch=switch,
                     project=str(tmp_path / "town.qgz"), picture=str(tmp_path))
    assert facts["said"].startswith(said)
    assert Path(facts["model"]).is_file() and facts["footprints"] > 0
    assert list((tmp_path / "town-roofline" / "imagery").glob("127.0.0.1-*/*/*.tif"))
    assert facts["stall_ms"] < LONGEST_STALL_MS * PATIENCE
    wanted, missing = facts["wanted"]  # QGIS has some of the tiles that it drew on the map
    assert 0 < facts["asked"] < wanted and 0 < missing <= wanted - facts["asked"]
    lost, again = facts["told"]
    assert "(ConnectionRefusedError)" in lost
    assert "stopped answering" in lost or re.match(f"{missing} of .* could not be fetched", lost), lost
    assert "ConnectionRefusedError" not in again and "could not be fetched" not in again
