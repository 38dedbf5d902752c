"""The imagery box: chooses a raster, and says what it is or what is wrong with it."""

import json
import zipfile

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractSpinBox, QCheckBox, QPushButton, QWidget
from roofline.plugin.layers.imagery import ImageryFacts
from roofline.plugin.layers.workspace import Workspace
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster
from roofline.ui.widgets.imagery_box import ImageryBox, advice, sentence, size

RGB = ("red", "green", "blue")


@pytest.fixture()
def box(workspace):
    box = ImageryBox(workspace)
    box.show()
    yield box
    box.close()


def add_raster(path, name="town"):
    layer = QgsRasterLayer(str(path), name)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_a_closed_box_chooses_nothing_any_more(qgis, tmp_path):
    workspace = Workspace(QgsProject.instance())
    box = ImageryBox(workspace)
    layer = add_raster(make_raster(tmp_path / "town.tif"))
    assert workspace.imagery == layer
    box.close()
    workspace.close()
    before = workspace.choices
    QgsProject.instance().clear()
    QTest.qWait(20)
    assert workspace.choices == before and QgsProject.instance().readEntry("roofline", "panel") == ("", False)


def facts(**changes):
    values = {"resolution_m": 0.07, "width_m": 480.2, "height_m": 512.4, "columns": 6860, "rows": 7320, "bands": RGB,
              "dtype": "uint8"}
    return ImageryFacts(**{**values, **changes})


def test_pixels_that_show_no_house_are_for_ground_cover():
    assert "learns ground cover here" in advice(facts(resolution_m=10.0))
    assert "up to 1.2 m" in advice(facts(resolution_m=1.5))


def plain(text):
    return text.replace("\u00a0", " ")


def test_without_a_raster_it_says_how_to_open_one(box):
    assert "Add Raster Layer" in box.facts.text()


def test_the_first_raster_is_chosen_and_described(box, tmp_path, workspace):
    layer = add_raster(make_raster(tmp_path / "town.tif"))
    assert workspace.imagery == layer and box.layer.currentLayer() == layer
    assert plain(box.facts.text()).startswith("1 m pixels, 3 bands (")
    assert plain(box.facts.text()).endswith("uint8, 64 × 64 m")


def test_choosing_none_asks_for_a_choice_and_not_for_a_file(box, tmp_path, workspace):
    add_raster(make_raster(tmp_path / "town.tif"))
    workspace.choose(imagery=None)
    assert box.layer.currentLayer() is None
    assert "Choose the imagery" in box.facts.text()


def test_what_is_wrong_is_told_with_the_cure(box, tmp_path):
    layer = add_raster(make_raster(tmp_path / "town.tif"))
    layer.setCrs(QgsCoordinateReferenceSystem("IAU_2015:30100"))  # the Moon
    assert "Assign Projection" in box.facts.text()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    assert "pixels" in box.facts.text()


def test_a_choice_in_the_box_reaches_the_workspace(box, tmp_path, workspace):
    add_raster(make_raster(tmp_path / "one.tif"), "one")
    two = add_raster(make_raster(tmp_path / "two.tif"), "two")
    box.layer.setFocus()
    QTest.keyClicks(box.layer, "two")
    assert workspace.imagery == two


def test_removing_the_chosen_raster_does_not_choose_another(box, tmp_path, workspace):
    one = add_raster(make_raster(tmp_path / "one.tif"), "one")
    add_raster(make_raster(tmp_path / "two.tif"), "two")
    QgsProject.instance().removeMapLayer(one.id())
    QTest.qWait(20)
    assert workspace.imagery is None and box.layer.currentLayer() is None
    assert "Choose the imagery" in box.facts.text()


def test_removing_the_last_raster_leads_back_to_the_beginning(box, tmp_path):
    QgsProject.instance().removeMapLayer(add_raster(make_raster(tmp_path / "one.tif")).id())
    assert "Add Raster Layer" in box.facts.text()


def test_after_close_it_hears_nothing(workspace, tmp_path):
    box = ImageryBox(workspace)
    box.close()
    add_raster(make_raster(tmp_path / "town.tif"))
    assert "Add Raster Layer" in box.facts.text()


def test_numbers_are_short():
    assert size(facts(width_m=12340, height_m=430))["height"] == "0.43"
    assert plain(sentence(facts())) == "0.07 m pixels, 3 bands (red, green, blue), uint8, 480 × 512 m"
    assert plain(sentence(facts(width_m=12340, height_m=4560, bands=("gray",)))).endswith(
        "1 band (gray), uint8, 12 × 4.6 km")


def test_imagery_that_the_bundled_model_cannot_read_gets_advice():
    assert advice(facts()) == ""
    assert advice(facts(bands=(*RGB, "alpha"))) == ""
    assert "1.2 m" in advice(facts(resolution_m=2.0))
    assert "color" in advice(facts(bands=("gray", "alpha")))


def test_a_long_name_does_not_widen_the_dock(box, tmp_path):
    add_raster(make_raster(tmp_path / "town.tif"), "a very long name " * 10)
    assert box.minimumSizeHint().width() < 22 * box.fontMetrics().height()


XYZ = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=22"


def test_a_service_is_taken_when_it_is_chosen_and_its_price_and_terms_are_told(box, workspace):
    layer = QgsRasterLayer(XYZ, "basemap", "wms")
    QgsProject.instance().addMapLayer(layer)
    assert workspace.imagery is None  # a basemap is not taken by itself
    workspace.choose(imagery=layer, labels=make_layer(HOUSE))
    assert plain(box.facts.text()) == (
        "XYZ service, fetched at 0.23 m a pixel where it is needed. A km² has 298 parts and 20 million pixels, and "
        "takes about 39 MB on disk.")
    assert "terms of use of 127.0.0.1" in box.remark.text()


def test_a_service_that_did_not_answer_is_told(box, workspace):
    layer = QgsRasterLayer("crs=EPSG:3857&format=image/png&layers=a&styles=&url=http://127.0.0.1:9/wms", "gone", "wms")
    QgsProject.instance().addMapLayer(layer)
    workspace.choose(imagery=layer)
    assert "'gone' cannot be drawn" in box.facts.text()


@pytest.fixture()
def styled(tmp_path):
    """Imagery of 16 bits, which QGIS draws with more contrast."""
    gdal.Translate(str(tmp_path / "styled.tif"), str(make_raster(tmp_path / "town.tif")), outputType=gdal.GDT_UInt16)
    return add_raster(tmp_path / "styled.tif", "styled")


def as_drawn(box):
    return box.findChild(QCheckBox, "asDrawn")


def limits(box):
    return box.findChild(QWidget, "fetchLimits")


def test_whether_imagery_is_taken_as_drawn_is_asked_where_it_makes_a_difference(box, styled, workspace, tmp_path):
    assert as_drawn(box).isVisible() and not as_drawn(box).isChecked() and not limits(box).isVisible()
    QTest.mouseClick(as_drawn(box), Qt.MouseButton.LeftButton)
    assert workspace.choices.taken == "drawn" and limits(box).isVisible()
    workspace.choose(imagery=add_raster(tmp_path / "town.tif"))
    assert not as_drawn(box).isVisible() and not limits(box).isVisible()
    workspace.imagery.brightnessFilter().setBrightness(50)
    workspace.imagery.triggerRepaint()  # as QGIS does when a style is applied
    assert as_drawn(box).isVisible() and as_drawn(box).isChecked()


def test_the_limits_of_a_download_are_set_here_and_kept(box, workspace):
    layer = QgsRasterLayer(XYZ, "basemap", "wms")
    QgsProject.instance().addMapLayer(layer)
    workspace.choose(imagery=layer)
    assert limits(box).isVisible() and not as_drawn(box).isVisible()
    field = box.findChild(QWidget, "mostMegapixels")
    spin = field if isinstance(field, QAbstractSpinBox) else field.findChild(QAbstractSpinBox)
    spin.setValue(900)
    assert workspace.choices.fetching == {"MOST_MEGAPIXELS": 900}
    box.findChild(QPushButton, "resetFetching").click()
    assert workspace.choices.fetching == {}
    workspace.choose(fetching={"MOST_MEGAPIXELS": 700})
    assert spin.value() == 700


def test_a_model_that_learned_from_imagery_as_it_is_drawn_is_told(box, styled, workspace, tmp_path):
    with zipfile.ZipFile(tmp_path / "first.roofline", "w") as archive:
        archive.writestr("model.json", json.dumps({"labels": {"images": ["styled (as drawn)"]}}))
    workspace.choose(model=str(tmp_path / "first.roofline"))
    assert "learned from imagery as it is drawn" in box.remark.text()
    as_drawn(box).click()
    assert box.remark.text() == ""
