"""A real QGIS window under Xvfb, with the real worker: scenarios.py says what is done, the tests what must follow.

Some run at the same time: the longest come first."""

import sqlite3
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsGeometry, QgsPointXY, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from roofline.tests.qgis.support.layers import save_layer
from roofline.tests.ui.support.processes import is_alive


def runs_below(home):
    return sorted((home / "runs").iterdir())


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


def test_a_killed_worker_is_told_and_the_training_goes_on(play, ground):
    facts = play("kill_the_worker", ground=ground)
    assert "killed" in facts["said"] and facts["step"] > 1


def test_closing_qgis_in_mid_training_leaves_no_process_and_offers_to_go_on(play, ground, tmp_path):
    project = str(tmp_path / "town.qgz")
    first = play("close_in_mid_training", ground=ground, project=project)
    assert first["workers"] and not any(is_alive(pid) for pid in first["workers"])
    second = play("resume", project=project)
    assert second["step"] > first["step"] and Path(second["model"]).is_file()


def test_cancel_leaves_the_worker_waiting_for_the_next_training(play, ground, tmp_path):
    facts = play("cancel", ground=ground)
    assert facts["workers"] == 1 and facts["to_go_on"] == ["resumeTraining"]
    assert not any("ail" in title for title in facts["bar"]), facts["bar"]
    (run,) = runs_below(tmp_path / "home")
    assert '"Canceled"' in (run / "messages.jsonl").read_text().splitlines()[-1]


def test_reloading_the_plugin_in_mid_training_leaves_no_process(play, ground, tmp_path):
    facts = play("reload_the_plugin", ground=ground, project=str(tmp_path / "town.qgz"))
    assert facts == {"left": [], "panels": 1, "left_after_unload": []}


def test_a_training_outlives_its_project_and_is_found_in_its_history(play, ground, tmp_path):
    facts = play("switch_project", ground=ground, project=str(tmp_path / "town.qgz"))
    assert facts == {"model_here": "", "runs": 1}


def test_layers_removed_in_mid_prediction_do_no_harm(play, ground):
    assert any("ootprints" in name for name in play("remove_layers_in_mid_prediction", ground=ground)["layers"])


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


def test_footprints_are_checked_with_the_focus_in_other_panels_of_qgis(play, utm_ground):
    facts = play("check_from_anywhere", ground=utm_ground)
    assert facts["in_field"]
    assert facts["judged"].count("rejected") == facts["judged"].count("accepted") == 1
    assert facts["legend_stays"] and facts["map_stays"] and facts["drawn"] == 1
