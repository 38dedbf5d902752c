"""Imagery as it is drawn: where that differs from the values of the file, and what the jobs of the panel are asked."""

import json
import zipfile

import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor
from roofline.plugin.history.as_trained import mismatch
from roofline.plugin.jobs.predict_request import parameters
from roofline.plugin.layers import sources
from roofline.plugin.layers.workspace import Workspace
from roofline.plugin.online.facts import is_cached_in
from roofline.plugin.online.imagery_parameters import fetch_settings, imagery_parameters
from roofline.plugin.online.picture import picture_key
from roofline.plugin.online.styling import is_styled
from roofline.plugin.review.label_alignment import align_parameters
from roofline.plugin.review.squares import suggest_parameters
from roofline.protocol.settings.imagery import FetchSettings
from roofline.tests.qgis.support.layers import HOUSE, make_layer

LIMITS = {"MOST_MEGAPIXELS": 900, "REQUESTS_AT_ONCE": 2}
XYZ = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=22"


def layer_of(path, bands=3, kind=gdal.GDT_Byte, table=False):
    raster = gdal.GetDriverByName("GTiff").Create(str(path), 8, 8, bands, kind)
    raster.SetGeoTransform((500000, 1, 0, 4500000, 0, -1))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    raster.SetProjection(crs.ExportToWkt())
    if table:
        colors = gdal.ColorTable()
        colors.SetColorEntry(1, (200, 10, 20))
        raster.GetRasterBand(1).SetColorTable(colors)
    for number in range(1, bands + 1):
        raster.GetRasterBand(number).WriteRaster(0, 0, 8, 8, bytes(range(64)), buf_type=gdal.GDT_Byte)
    raster = None
    return QgsRasterLayer(str(path), "town")


def shown_as(layer, *bands):
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *bands))


def stretched(layer, low, high):
    enhancement = QgsContrastEnhancement(layer.dataProvider().dataType(1))
    enhancement.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum)
    enhancement.setMinimumValue(low)
    enhancement.setMaximumValue(high)
    layer.renderer().setGreenContrastEnhancement(enhancement)


def recolored(layer):
    classes = layer.renderer().classes()
    classes[1].color = QColor(0, 0, 255)
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


@pytest.mark.parametrize(("make", "style", "differs"), [
    ({}, lambda layer: None, False),
    ({}, lambda layer: layer.brightnessFilter().setBrightness(20), True),
    ({}, lambda layer: layer.hueSaturationFilter().setSaturation(-50), True),
    ({}, lambda layer: shown_as(layer, 3, 2, 1), True),
    ({}, lambda layer: stretched(layer, 0, 255), False),
    ({}, lambda layer: stretched(layer, 10, 200), True),
    ({}, lambda layer: layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(0, 0)]), True),
    ({"bands": 4}, lambda layer: shown_as(layer, 4, 3, 2), True),
    ({"kind": gdal.GDT_UInt16}, lambda layer: None, True),
    ({"bands": 1, "table": True}, lambda layer: None, False),
    ({"bands": 1, "table": True}, recolored, True),
    ({"bands": 1}, lambda layer: layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1)), True),
])
def test_a_style_counts_where_it_changes_what_is_seen(tmp_path, make, style, differs):
    layer = layer_of(tmp_path / "town.tif", **make)
    assert layer.isValid()
    style(layer)
    assert is_styled(layer) == differs


@pytest.fixture()
def workspace(qgis):
    workspace = Workspace(QgsProject.instance())
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


def chosen(workspace, layer, **choices):
    QgsProject.instance().addMapLayer(layer)
    workspace.choose(imagery=layer, labels=make_layer(HOUSE), fetching=LIMITS, **choices)
    return {"IMAGERY": [layer.id()]}


def test_every_job_of_the_panel_takes_the_imagery_alike(workspace, tmp_path):
    layer = layer_of(tmp_path / "town.tif", kind=gdal.GDT_UInt16)
    plain = chosen(workspace, layer)
    for taken, expected in (("values", plain), ("drawn", {**plain, "AS_DRAWN": True, **LIMITS})):
        workspace.choose(taken=taken)
        jobs = [imagery_parameters(workspace), parameters(workspace, "", "whole", None, workspace.labels),
                suggest_parameters(workspace), align_parameters(workspace)]
        asked = {"IMAGERY", "AS_DRAWN", *LIMITS}
        assert [{name: job[name] for name in asked & set(job)} for job in jobs] == [expected] * 4


def test_a_style_that_changes_nothing_is_not_asked_for(workspace, tmp_path):
    plain = chosen(workspace, layer_of(tmp_path / "town.tif"), taken="drawn")
    assert imagery_parameters(workspace) == plain


def test_the_limits_of_the_download_go_with_a_service(workspace):
    plain = chosen(workspace, QgsRasterLayer(XYZ, "basemap", "wms"), taken="drawn")
    assert imagery_parameters(workspace) == {**plain, **LIMITS}
    assert fetch_settings(workspace) == FetchSettings(requests_at_once=2, most_megapixels=900)
    workspace.choose(fetching={"MOST_MEGAPIXELS": -1})  # by a project of another hand
    assert fetch_settings(workspace) == FetchSettings()


def test_the_choice_is_kept_with_the_project(workspace, tmp_path):
    chosen(workspace, layer_of(tmp_path / "town.tif", kind=gdal.GDT_UInt16), taken="drawn")
    assert QgsProject.instance().write(str(tmp_path / "town.qgz"))
    QgsProject.instance().clear()
    assert workspace.choices.taken == "values"
    assert QgsProject.instance().read(str(tmp_path / "town.qgz"))
    assert imagery_parameters(workspace) == {"IMAGERY": [workspace.imagery.id()], "AS_DRAWN": True, **LIMITS}


def model_of(path, *images):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.json", json.dumps({"labels": {"images": list(images)}}))
    return str(path)


@pytest.mark.parametrize(("images", "is_drawn", "told"), [
    (["town (as drawn)"], False, "learned from imagery as it is drawn, and gets the values of 'town'"),
    (["town (as drawn)"], True, ""),
    (["town.tif"], True, "learned from the values of imagery, and gets 'town' as it is drawn"),
    (["town.tif", "old (2) town.tif"], False, ""),
    (["basemap (XYZ)"], True, ""),
    (["basemap (XYZ)"], False, ""),
    (["a.tif and town (as drawn)"], False, "learned from imagery as it is drawn"),
    ([], True, ""),
])
def test_a_model_that_learned_from_the_other_is_told(tmp_path, images, is_drawn, told):
    layer = layer_of(tmp_path / "town.tif", kind=gdal.GDT_UInt16)
    sentence = mismatch(model_of(tmp_path / "first.roofline", *images), layer, is_drawn)
    assert told in sentence and bool(sentence) == bool(told)


def test_nothing_is_told_of_what_comes_with_roofline_or_cannot_be_read(tmp_path):
    layer = layer_of(tmp_path / "town.tif", kind=gdal.GDT_UInt16)
    (tmp_path / "broken.roofline").write_bytes(b"no model")
    assert [mismatch(model, layer, True) for model in ("", "buildings", str(tmp_path / "broken.roofline"))] == [""] * 3


def test_a_job_says_it_too(run, toy_worker, feedback, tmp_path):
    layer = QgsProject.instance().addMapLayer(layer_of(tmp_path / "town.tif", kind=gdal.GDT_UInt16))
    model = model_of(tmp_path / "first.roofline", "town (as drawn)")
    for as_drawn in (True, False):
        feedback.warnings.clear()
        with pytest.raises(AssertionError):  # the toy worker knows no files
            run("predict", IMAGERY=[layer.id()], MODEL=model, FOOTPRINTS="memory:", AS_DRAWN=as_drawn)
        assert ("learned from imagery as it is drawn" in " ".join(feedback.warnings)) == (not as_drawn)


def test_a_file_that_changed_is_drawn_anew(tmp_path):
    """Its style stays, as that of a layer of a project does."""
    layer = layer_of(tmp_path / "town.tif")
    before = picture_key(layer, True)
    layer.dataProvider().bandStatistics(1)  # written beside it
    assert picture_key(layer, True) == before == picture_key(QgsRasterLayer(layer.source(), "again"), True)
    gdal.BuildVRT(str(tmp_path / "town.vrt"), layer.source()).FlushCache()
    virtual = QgsRasterLayer(str(tmp_path / "town.vrt"), "virtual")
    of_virtual = picture_key(virtual, True)
    layer_of(tmp_path / "town.tif")
    assert picture_key(layer, True) != before and picture_key(virtual, True) != of_virtual


def test_a_file_is_opened_once_while_it_stays_as_it_is(tmp_path, monkeypatch):
    """Clicks ask at each look, on the main thread, and the file may lie on a slow drive."""
    layer, opened, open_file = layer_of(tmp_path / "town.tif"), [], sources._opened
    monkeypatch.setattr(sources, "_opened", lambda path, *flags: opened.append(path) or open_file(path, *flags))
    assert len({picture_key(layer, True) for _ in range(3)}) == 1 and len(opened) == 1
    assert not is_cached_in(layer, str(tmp_path / "other.tif"))
    layer_of(tmp_path / "town.tif", bands=4)
    assert len({picture_key(layer, True) for _ in range(3)}) == 1 and len(opened) == 2


def test_a_world_file_that_came_later_counts(tmp_path):
    picture = str(tmp_path / "town.png")
    gdal.GetDriverByName("PNG").CreateCopy(picture, gdal.Open(layer_of(tmp_path / "town.tif").source()))
    (tmp_path / "town.png.aux.xml").unlink()
    before = picture_key(QgsRasterLayer(picture, "town"), True)
    (tmp_path / "town.pgw").write_text("1\n0\n0\n-1\n500000\n4500000\n")
    moved = picture_key(QgsRasterLayer(picture, "town"), True)
    (tmp_path / "town.pgw").write_text("1\n0\n0\n-1\n600000\n4500000\n")
    assert len({before, moved, picture_key(QgsRasterLayer(picture, "town"), True)}) == 3


def test_other_values_without_a_picture_are_drawn_anew(tmp_path):
    file = gdal.Open(layer_of(tmp_path / "town.tif").source(), gdal.GA_Update)
    file.GetRasterBand(1).SetNoDataValue(7)
    file = None
    layer = QgsRasterLayer(str(tmp_path / "town.tif"), "town")
    before = picture_key(layer, True)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(0, 0)])
    hidden = picture_key(layer, True)
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    assert len({before, hidden, picture_key(layer, True)}) == 3
