"""Raster layers as places that the worker can open."""

import zipfile

import pytest
from layers import make_layer, make_raster
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer
from roofline.plugin.imagery import ImageryError, describe_missing, raster_path, raster_paths


def test_a_relative_path_becomes_absolute_and_each_raster_counts_once(raster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert raster_paths([QgsRasterLayer("image.tif"), QgsRasterLayer("image.tif")]) == [str(tmp_path / "image.tif")]


def test_a_raster_in_a_zip_and_a_virtual_raster_pass(raster, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(raster, "image.tif")
    inside = f"/vsizip/{tmp_path}/a.zip/image.tif"
    assert raster_path(QgsRasterLayer(inside)) == inside
    virtual = str(tmp_path / "a.vrt")
    gdal.BuildVRT(virtual, [raster])
    assert raster_path(QgsRasterLayer(virtual)) == virtual


def test_a_raster_without_crs_is_left_to_the_worker(tmp_path):
    path = make_raster(tmp_path / "bare.tif", epsg=None)
    layer = QgsRasterLayer(str(path))
    assert not layer.crs().isValid() and raster_path(layer) == str(path)


def test_a_crs_that_only_qgis_knows_is_refused_with_the_cure(raster):
    layer = QgsRasterLayer(raster, "town")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
    with pytest.raises(ImageryError, match="'town' is shown in EPSG:32634.*file says EPSG:32633.*Assign Projection"):
        raster_path(layer)


def test_tiles_from_the_web_are_refused_by_name_with_the_cure():
    layer = QgsRasterLayer("type=xyz&url=https://tiles.example/{z}/{x}/{y}.png", "street map", "wms")
    with pytest.raises(ImageryError, match="'street map'.*'wms'.*Export > Save As"):
        raster_path(layer)


def test_a_raster_in_memory_is_refused(raster):
    gdal.Translate("/vsimem/copy.tif", raster)
    with pytest.raises(ImageryError, match="memory of QGIS"):
        raster_path(QgsRasterLayer("/vsimem/copy.tif", "copy"))


def test_a_vector_layer_is_no_imagery():
    with pytest.raises(ImageryError, match="'houses' is no raster"):
        raster_path(make_layer())


def test_what_is_missing_is_told_by_name(tmp_path):
    (tmp_path / "note.tif").write_text("no raster")
    assert describe_missing("/data/nowhere.tif") == "No such file: /data/nowhere.tif. Check the path."
    assert describe_missing("/data/nowhere.gpkg|layername=houses").startswith("No such file: /data/nowhere.gpkg.")
    assert "could not be read" in describe_missing(str(tmp_path / "note.tif"))
    assert "is a folder" in describe_missing(str(tmp_path))
    assert describe_missing("houses") == "There is no layer or file called 'houses'. Check the name."
