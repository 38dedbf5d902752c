"""A real QGIS window under Xvfb, with the real worker: scenarios.py and tutorial_scenario.py say what is done, the
tests what must follow."""

import re
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsGeometry, QgsPointXY, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.protocol.launch import ROOT
from roofline.tests.qgis.support.layers import save_layer
from roofline.tests.support.map_server import map_server, published
from roofline.tests.support.tile_service import TileService, tiled_copy
from roofline.tools.desktop import PATIENCE, Desktop
from roofline.tools.desktop_ground import describe_ground, synthetic_ground

LONGEST_STALL_MS = 100
SCENARIOS, TUTORIAL, SERVICE, CLICKS = (Path(__file__).with_name(name) for name in (
    "scenarios.py", "tutorial_scenario.py", "service_scenario.py", "click_scenario.py"))
ZOOM = 20
"""Of the tiles of a server: pixels of 0.15 m."""
ZANZIBAR = ROOT.parent / "shared" / "data" / "zanzibar"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """Zanzibar where it is at hand, else a synthetic town."""
    if ZANZIBAR.exists():
        return describe_ground(ZANZIBAR / "images" / "zanzibar_b.tif", ZANZIBAR / "zanzibar.gpkg")
    return synthetic_ground(tmp_path_factory.mktemp("ground"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="module")
def tutorial_ground(tmp_path_factory):
    """As ground, with so many buildings on the held-out ground that a score says something."""
    if ZANZIBAR.exists():
        return describe_ground(ZANZIBAR / "images" / "zanzibar_a.tif", ZANZIBAR / "zanzibar.gpkg", {
            "train": (0.08, 0.30), "validate": (0.31, 0.42), "view": (0.0, 0.45), "elsewhere": (0.47, 0.77)})
    return synthetic_ground(tmp_path_factory.mktemp("tutorial"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="module")
def utm_ground(tmp_path_factory):
    """In UTM, whose transformation QGIS refuses far from its zone."""
    return synthetic_ground(tmp_path_factory.mktemp("utm"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="module")
def python():
    """The worker's Python as it is before a test moves the data folder."""
    return str(worker_python())


@pytest.fixture(scope="module")
def home_set_up(python, tmp_path_factory):
    """A data folder with nothing in it but the set-up, for each test to have a copy."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables_for(home, python).items():
            patch.setenv(name, value)
        set_up(lambda fraction, text: None)
    return home


def variables_for(home, python):
    return {"ROOFLINE_HOME": str(home), "ROOFLINE_PYTHON": python}


@pytest.fixture()
def play(tmp_path, python, home_set_up):
    shutil.copytree(home_set_up, tmp_path / "home", dirs_exist_ok=True)
    desktop = Desktop(tmp_path / "desk", variables_for(tmp_path / "home", python))

    def play(scenario, timeout_s=240, module=SCENARIOS, **inputs):
        told = desktop.play(module, scenario, timeout_s, **inputs)
        print(scenario, told.facts)
        assert not told.error, f"{told.error}\n{told.log[-3000:]}"
        assert "Traceback" not in told.log, told.log[-3000:]
        assert told.returncode == 0, told.log[-3000:]
        return told.facts

    return play


def runs_below(home):
    return sorted((home / "runs").iterdir())


def is_alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


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


def test_footprints_are_checked_with_the_focus_in_other_panels_of_qgis(play, utm_ground):
    facts = play("check_from_anywhere", ground=utm_ground)
    assert facts["in_field"]
    assert facts["judged"].count("rejected") == facts["judged"].count("accepted") == 1
    assert facts["legend_stays"] and facts["map_stays"] and facts["drawn"] == 1


def test_labels_of_utm_ground_are_checked_also_when_there_are_none(play, utm_ground):
    assert play("draw_and_take_back", ground=utm_ground)["labels"] == [0, 1, 0]


def test_labels_drawn_before_the_project_is_saved_come_along_in_their_classes(play, utm_ground, tmp_path):
    (tmp_path / "work").mkdir()
    facts = play("classes_before_saving", ground=utm_ground, project=str(tmp_path / "work" / "town.qgz"))
    file = tmp_path / "work" / "town-roofline.gpkg"
    assert "drafts" in facts["before"] and facts["kept"] == f"Kept in {file}" and not facts["is_dirty"]
    assert facts["drawing"]
    with sqlite3.connect(file) as table:
        saved = [name for (name,) in table.execute("select class from labels order by fid")]
    assert saved == ["iron", "rust", "iron", "rust", "background"]
    assert "By class: iron 2, rust 2" in facts["state"]


def test_cancel_leaves_the_worker_waiting_for_the_next_training(play, ground, tmp_path):
    facts = play("cancel", ground=ground)
    assert facts["workers"] == 1 and facts["to_go_on"] == ["resumeTraining"]
    assert not any("ail" in title for title in facts["bar"]), facts["bar"]
    (run,) = runs_below(tmp_path / "home")
    assert '"Canceled"' in (run / "messages.jsonl").read_text().splitlines()[-1]


def test_closing_qgis_in_mid_training_leaves_no_process_and_offers_to_go_on(play, ground, tmp_path):
    project = str(tmp_path / "town.qgz")
    first = play("close_in_mid_training", ground=ground, project=project)
    assert first["workers"] and not any(is_alive(pid) for pid in first["workers"])
    second = play("resume", project=project)
    assert second["step"] > first["step"] and Path(second["model"]).is_file()


def test_a_training_outlives_its_project_and_is_found_in_its_history(play, ground, tmp_path):
    facts = play("switch_project", ground=ground, project=str(tmp_path / "town.qgz"))
    assert facts == {"model_here": "", "runs": 1}


def test_a_killed_worker_is_told_and_the_training_goes_on(play, ground):
    facts = play("kill_the_worker", ground=ground)
    assert "killed" in facts["said"] and facts["step"] > 1


def test_layers_removed_in_mid_prediction_do_no_harm(play, ground):
    assert any("ootprints" in name for name in play("remove_layers_in_mid_prediction", ground=ground)["layers"])


def test_footprints_are_found_in_areas_to_predict_and_none_in_those_to_ignore(play, utm_ground):
    """What stands on the edge of a predict area is found as a whole."""
    facts = play("areas_to_predict", ground=utm_ground)
    assert facts["roles"] == ["ignore", "predict"]
    ignored, wanted = (QgsRectangle(*west_south, *east_north) for west_south, east_north in (
        utm_ground["validate"], (utm_ground["train"][0], utm_ground["validate"][1])))
    found = [QgsRectangle(*frame) for frame in facts["found"]]
    there = [QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]]).boundingBox()
             for ring in utm_ground["buildings"]]
    assert sum(ignored.contains(frame) for frame in there) >= 3, "nothing to find in the area to ignore"
    assert not any(ignored.contains(frame) for frame in found)
    assert all(wanted.intersects(frame) for frame in found) and len(found) >= len(utm_ground["polygons"]) / 3


def test_footprints_in_imagery_as_it_is_drawn_go_into_fields_of_a_layer(play, utm_ground, tmp_path):
    """The values of the imagery are far from those of 8 bits, which QGIS draws of them."""
    raster = tmp_path / "deep.tif"
    gdal.Translate(str(raster), utm_ground["raster"], outputType=gdal.GDT_UInt16, scaleParams=[[0, 255, 3000, 9000]])
    fields = "&field=use:string(20)&field=score:double&field=source:string&field=owner:string"
    table = save_layer(tmp_path / "houses.gpkg", "houses", fields=fields, rows=[("barn", None, None, "Ann")])
    facts = play("as_drawn_into_a_layer", ground=utm_ground, raster=str(raster), table=f"{table}|layername=houses",
                 picture=str(tmp_path))
    with sqlite3.connect(table) as rows:
        first, *found = rows.execute("select use, score, source, owner from houses order by fid").fetchall()
    assert facts["as_drawn"] and facts["said"] == "The footprints are in houses, and saved."
    assert first == ("barn", None, None, "Ann") and len(found) >= 3
    assert {(use, source, owner) for use, _, source, owner in found} == {("building", "buildings", None)}
    assert all(0 < score <= 1 for _, score, _, _ in found)


def test_three_rasters_as_a_batch_give_the_footprints_of_each(play, utm_ground, tmp_path):
    town = gdal.Open(utm_ground["raster"])
    side = town.RasterYSize
    rasters = [tmp_path / f"part_{number}.tif" for number in range(3)]
    for number, raster in enumerate(rasters):
        gdal.Translate(str(raster), town, srcWin=[number * (town.RasterXSize - side) // 2, 0, side, side])
    outputs = [raster.with_suffix(".gpkg") for raster in rasters]
    facts = play("batch", rasters=[str(raster) for raster in rasters], outputs=[str(output) for output in outputs])
    assert sorted(source.split("|")[0] for source in facts["layers"]) == [str(output) for output in outputs]
    assert "not correctly" not in facts["log"] and "failed" not in facts["log"], facts["log"]
    for raster, output in zip(rasters, outputs):
        found, frame = QgsVectorLayer(str(output)), QgsRasterLayer(str(raster)).extent()
        assert found.featureCount() >= 3 and frame.buffered(1).contains(found.extent())
        assert found.extent().width() > frame.width() / 2  # all of this raster was looked at


def test_reloading_the_plugin_in_mid_training_leaves_no_process(play, ground, tmp_path):
    facts = play("reload_the_plugin", ground=ground, project=str(tmp_path / "town.qgz"))
    assert facts == {"left": [], "panels": 1, "left_after_unload": []}


@contextmanager
def tiles_of(raster, folder):
    """The URI of a tile server of a raster."""
    service = TileService(tiled_copy(raster, folder / "tiles.tif", ZOOM), ZOOM)
    try:
        yield service.uri
    finally:
        service.stop()


@contextmanager
def map_of(raster, folder):
    """The URI of a raster in the WMS of QGIS Server."""
    layer = QgsRasterLayer(raster, "town")
    crs = layer.crs().authid()
    with map_server(published([layer], crs, folder / "server.qgs"), folder / "log.txt") as address:
        yield f"crs={crs}&dpiMode=7&format=image/png&layers=town&styles=&url={address}"


@pytest.mark.parametrize(("served", "said"), [
    (tiles_of, "XYZ service, fetched at 0.15 m a pixel"), (map_of, "WMS service, fetched at 0.3 m a pixel")])
def test_labels_are_drawn_and_learned_from_over_imagery_of_a_service(play, utm_ground, tmp_path, served, said):
    with served(utm_ground["raster"], tmp_path) as uri:
        facts = play("work_on_service", module=SERVICE, ground=utm_ground, uri=uri,
                     project=str(tmp_path / "town.qgz"), picture=str(tmp_path))
    assert facts["said"].startswith(said)
    assert Path(facts["model"]).is_file() and facts["footprints"] > 0
    assert list((tmp_path / "town-roofline" / "imagery").glob("127.0.0.1-*/*/*.tif"))
    assert facts["stall_ms"] < LONGEST_STALL_MS * PATIENCE
