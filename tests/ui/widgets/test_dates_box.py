"""Rasters of the same ground on other dates: offered beside the imagery, learned together with it, kept with the
project."""

import json
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QListWidget
from roofline.plugin.jobs import map_views
from roofline.plugin.jobs.map_views import MapViews
from roofline.plugin.online.imagery_parameters import imagery_parameters, training_imagery
from roofline.plugin.review.label_alignment import align_parameters
from roofline.plugin.review.squares import suggest_parameters
from roofline.protocol.view_messages import LookAt
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster
from roofline.tests.qgis.support.past_runs import make_model
from roofline.tests.qgis.support.view_client import ViewClient
from roofline.ui.widgets.imagery_box import ImageryBox

DATES = ("2019-05-01", "2019-08-12", "2019-10-03")


@pytest.fixture()
def box(workspace):
    box = ImageryBox(workspace)
    box.show()
    yield box
    box.close()


def on_map(path, **place):
    layer = QgsRasterLayer(str(make_raster(path, **place)), path.stem)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture()
def dates(box, workspace, tmp_path):
    """Three dates, the middle one chosen, and rasters that are none of them."""
    found = [on_map(tmp_path / f"s2_{date}.tif") for date in DATES]
    on_map(tmp_path / "elevation.tif")
    on_map(tmp_path / "s2_2019-06-01.tif", corner=(500010, 4500100))
    on_map(tmp_path / "s2_2019-07-01.tif", size=32)
    workspace.choose(imagery=found[1])
    return found


def items(box):
    found = box.dates.findChild(QListWidget, "dateList")
    return [found.item(row) for row in range(found.count())]


def test_other_dates_of_the_same_grid_are_offered_the_earliest_first(box, dates):
    assert [item.text().split()[0] for item in items(box)] == [DATES[0], DATES[2]]
    assert not box.dates.isHidden() and box.dates.text() == "1 date"


def test_what_is_checked_is_learned_together_and_the_project_keeps_it(box, dates, workspace):
    for item in items(box):
        item.setCheckState(Qt.CheckState.Checked)
    assert box.dates.text() == "3 dates" and box.facts.text().endswith(f"Learned together: {', '.join(DATES)}.")
    ids = [dates[number].id() for number in (1, 0, 2)]
    assert training_imagery(workspace) == {"IMAGERY": ids, "STACK_DATES": True}
    assert imagery_parameters(workspace) == {"IMAGERY": ids[:1]}  # what knows one date
    assert imagery_parameters(workspace, several_dates=True) == {"IMAGERY": ids}
    assert json.loads(QgsProject.instance().readEntry("roofline", "panel")[0])["dates"] == ids[1:]


def test_chosen_bands_are_those_of_every_date(box, dates, workspace):
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    workspace.choose(only_bands="1,3")
    assert training_imagery(workspace)["BANDS"] == "only red,blue"
    items(box)[0].setCheckState(Qt.CheckState.Unchecked)
    assert training_imagery(workspace) == {"IMAGERY": [dates[1].id()], "BANDS": "only 1,3"}


def test_a_date_that_is_gone_is_left_out_and_other_imagery_begins_alone(box, dates, workspace):
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    QgsProject.instance().removeMapLayer(dates[0].id())
    assert training_imagery(workspace) == {"IMAGERY": [dates[1].id()]} and len(items(box)) == 1
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    workspace.choose(imagery=dates[2])
    assert workspace.choices.dates == [] and box.dates.text() == "1 date"


def test_a_date_that_has_another_grid_since_its_source_was_changed_is_left_out(box, dates, workspace, tmp_path):
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    dates[0].setDataSource(str(make_raster(tmp_path / "s2_2019-05-02.tif", size=32)), "other", "gdal")
    assert training_imagery(workspace) == {"IMAGERY": [dates[1].id()]}


def test_of_two_layers_of_a_date_the_one_that_was_chosen_stays_chosen(box, dates, workspace):
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    QgsProject.instance().addMapLayers([QgsRasterLayer(dates[0].source(), name) for name in ("a copy", "z copy")])
    assert items(box)[0].checkState() == Qt.CheckState.Checked and box.dates.text() == "2 dates"
    assert training_imagery(workspace)["IMAGERY"] == [dates[1].id(), dates[0].id()]


def test_imagery_without_a_date_has_nothing_to_choose(box, workspace, tmp_path):
    on_map(tmp_path / "s2_2019-05-01.tif")
    workspace.choose(imagery=on_map(tmp_path / "town.tif"))
    assert box.dates.isHidden()


def test_the_other_dates_go_where_a_model_reads_them_and_nowhere_else(box, dates, workspace, monkeypatch):
    monkeypatch.setattr(map_views, "ViewClient", ViewClient)
    monkeypatch.setattr(map_views, "worker_python", lambda: Path(sys.executable))
    items(box)[0].setCheckState(Qt.CheckState.Checked)
    ids, both = [dates[1].id(), dates[0].id()], [{"name": f"red {date}"} for date in DATES[:2]]
    views, labels = MapViews(workspace), make_layer(HOUSE)
    QgsProject.instance().addMapLayer(labels)
    for model, others in ((str(make_model("plain")), 0), (str(make_model("both", bands=both)), 1)):
        workspace.choose(model=model, base_model=model, labels=labels)
        assert suggest_parameters(workspace)["IMAGERY"] == align_parameters(workspace)["IMAGERY"] == ids[:1 + others]
        views.look(QgsRectangle(dates[1].extent()), dates[1].crs())
        look = ViewClient.made[-1].asked(LookAt)[-1]
        assert look.imagery == dates[1].source() and look.dates == [dates[0].source()] * others
    views.close()
