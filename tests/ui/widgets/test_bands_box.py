"""The bands of the imagery: listed by name, chosen by a click, kept with the project."""

import json

import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QListWidget
from roofline.plugin.layers.workspace import Workspace
from roofline.plugin.online.imagery_parameters import training_imagery
from roofline.tests.qgis.support.layers import make_raster
from roofline.ui.widgets.imagery_box import ImageryBox

NAMES = ("B02", "B03", "B04", "B08")


@pytest.fixture()
def box(workspace):
    box = ImageryBox(workspace)
    box.show()
    yield box
    box.close()


def satellite(path, names=NAMES):
    """A raster with these bands, as a layer of the project."""
    gdal.Translate(str(path), str(make_raster(path.with_name("plain.tif"))), bandList=[1, 2, 3, 1])
    raster = gdal.Open(str(path), gdal.GA_Update)
    for number, name in enumerate(names, 1):
        raster.GetRasterBand(number).SetDescription(name)
        raster.GetRasterBand(number).SetColorInterpretation(gdal.GCI_Undefined)
    raster = None
    layer = QgsRasterLayer(str(path), path.stem)
    QgsProject.instance().addMapLayer(layer)
    return layer


def rows(box):
    found = box.bands.findChild(QListWidget, "bandList")
    return found, [found.item(row) for row in range(found.count())]


def test_the_bands_are_listed_by_name_and_all_are_chosen(box, workspace, tmp_path):
    satellite(tmp_path / "s2.tif")
    _, items = rows(box)
    assert not box.bands.isHidden() and box.bands.text() == "All 4 bands"
    assert [item.text().split()[-1].upper() for item in items] == list(NAMES)
    assert workspace.band_numbers == []


def test_colours_alone_leave_nothing_to_choose(box, workspace, tmp_path):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "rgb.tif")), "rgb")
    QgsProject.instance().addMapLayer(layer)
    assert workspace.imagery == layer and box.bands.isHidden()


def test_a_click_leaves_a_band_out_and_the_project_keeps_it(box, workspace, tmp_path):
    satellite(tmp_path / "s2.tif")
    found, items = rows(box)
    found.setCurrentItem(items[1])
    QTest.keyClick(found, Qt.Key.Key_Space)
    assert workspace.band_numbers == [1, 3, 4] and box.bands.text() == "3 of 4 bands"
    kept = json.loads(QgsProject.instance().readEntry("roofline", "panel")[0])
    assert kept["only_bands"] == "1,3,4"
    again = Workspace(QgsProject.instance())
    assert again.band_numbers == [1, 3, 4]
    again.close()


def test_another_raster_begins_with_all_of_its_bands(box, workspace, tmp_path):
    satellite(tmp_path / "one.tif")
    _, items = rows(box)
    items[0].setCheckState(Qt.CheckState.Unchecked)
    assert workspace.band_numbers == [2, 3, 4]
    workspace.choose(imagery=satellite(tmp_path / "two.tif"))
    assert workspace.band_numbers == [] and box.bands.text() == "All 4 bands"
    assert all(item.checkState() == Qt.CheckState.Checked for item in rows(box)[1])


def test_none_of_them_is_all_of_them(box, workspace, tmp_path):
    satellite(tmp_path / "s2.tif")
    for item in rows(box)[1]:
        item.setCheckState(Qt.CheckState.Unchecked)
    assert workspace.band_numbers == []


@pytest.mark.parametrize(("chosen", "taken", "says"), [("4", "", "All 3 bands"), ("1,4", "only 1", "1 of 3 bands")])
def test_bands_that_are_gone_with_the_source_of_the_layer_are_not_asked_for_and_the_choice_stays_in_sight(
        box, workspace, tmp_path, chosen, taken, says):
    layer = satellite(tmp_path / "s2.tif")
    workspace.choose(only_bands=chosen)
    layer.setDataSource(str(make_raster(tmp_path / "rgb.tif")), "rgb", "gdal")
    assert training_imagery(workspace).get("BANDS", "") == taken
    assert not box.bands.isHidden() and box.bands.text() == says
