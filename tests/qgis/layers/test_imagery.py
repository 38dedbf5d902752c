"""Raster layers as places that the worker can open."""

import time
import zipfile

import pytest
from osgeo import gdal, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer
from roofline.plugin.layers import layer_crs
from roofline.plugin.layers.imagery import (
    ImageryError,
    describe,
    describe_missing,
    raster_path,
    raster_paths,
)
from roofline.plugin.layers.layer_crs import source_of
from roofline.plugin.layers.sources import absolute_source
from roofline.tests.qgis.support.layers import make_layer, make_raster


def test_a_relative_path_becomes_absolute_and_each_raster_counts_once(raster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    twice = [QgsRasterLayer("image.tif"), QgsRasterLayer("image.tif")]
    assert raster_paths(twice, tmp_path, pytest.fail) == [str(tmp_path / "image.tif")]


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


@pytest.mark.parametrize(("epsg", "in_file"), [(32633, "the file says EPSG:32633"), (None, "the file has none")])
def test_a_crs_that_only_qgis_knows_is_used_and_told(tmp_path, epsg, in_file):
    layer, said = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", epsg=epsg)), "town"), []
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
    [path] = raster_paths([layer], tmp_path / "job", said.append)
    assert said[0].startswith("Layer 'town' is read in EPSG:32634 - WGS 84 / UTM zone 34N, as its CRS is set in QGIS; "
                              f"{in_file}")
    opened = QgsRasterLayer(path)
    assert opened.crs().authid() == "EPSG:32634" and opened.extent() == layer.extent()
    assert source_of(path) == source_of(raster_path(layer)) == raster_path(layer)
    assert describe(layer).bands == describe(opened).bands


def test_a_file_with_a_crs_of_the_layer_is_opened_once_while_it_stays_as_it_is(tmp_path, monkeypatch):
    """Clicks ask at each look, on the main thread, and the file may lie on a slow drive."""
    opened, open_file = [], layer_crs._opened
    monkeypatch.setattr(layer_crs, "_opened", lambda source: opened.append(source) or open_file(source))
    for number, side in enumerate((64, 80), 1):
        layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", size=side)), "town")
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
        for _ in range(3):
            [path] = raster_paths([layer], tmp_path / "job", lambda _: None)
        assert QgsRasterLayer(path).width() == side and len(opened) == number


def test_a_custom_crs_of_a_layer_is_kept(tmp_path):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", epsg=None)), "town")
    crs = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lat_0=48 +lon_0=11 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80")
    layer.setCrs(crs)
    [path] = raster_paths([layer], tmp_path, lambda _: None)
    assert QgsRasterLayer(path).crs().toProj().startswith(crs.toProj())


def test_a_palette_masks_and_nodata_survive_a_crs_of_the_layer(tmp_path):
    raster = draw_raster(tmp_path / "a.tif", 1, (500000, 4500000), 32633, bands=1)
    colors = gdal.ColorTable()
    colors.SetColorEntry(1, (200, 10, 10))
    raster.GetRasterBand(1).SetColorTable(colors)
    raster.GetRasterBand(1).SetNoDataValue(7)
    raster = None
    layer = QgsRasterLayer(str(tmp_path / "a.tif"))
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
    [path] = raster_paths([layer], tmp_path, lambda _: None)
    virtual = gdal.Open(path)
    band = virtual.GetRasterBand(1)
    assert band.GetColorTable().GetColorEntry(1)[:3] == (200, 10, 10) and band.GetNoDataValue() == 7


def test_a_crs_that_cannot_be_kept_is_told_with_the_cure(raster, tmp_path):
    layer = QgsRasterLayer(raster, "town")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
    (tmp_path / "imagery").write_text("in the way")
    with pytest.raises(ImageryError, match="The CRS of layer 'town' is set in QGIS alone.*Assign Projection"):
        raster_paths([layer], tmp_path, lambda _: None)


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


@pytest.fixture()
def two_rasters(raster, tmp_path):
    """A GeoPackage that holds two."""
    path = str(tmp_path / "two.gpkg")
    for name, more in (("summer", []), ("winter", ["APPEND_SUBDATASET=YES"])):
        gdal.Translate(path, raster, format="GPKG", creationOptions=[f"RASTER_TABLE={name}", *more])
    return path


def test_one_raster_of_several_in_a_file_has_a_name_that_any_process_opens(two_rasters, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert raster_path(QgsRasterLayer("GPKG:two.gpkg:winter")) == f"GPKG:{two_rasters}:winter"
    assert absolute_source('NETCDF:"two.gpkg":Band1') == f'NETCDF:"{two_rasters}":Band1'
    for other in ("GPKG:nowhere.gpkg:winter", "/vsizip/a.zip/b.tif", "type=xyz&url=https://tiles.example/{z}"):
        assert absolute_source(other) == other


def test_a_file_of_several_rasters_is_told_with_their_names(two_rasters):
    said = describe_missing(two_rasters)
    assert "holds 2 rasters" in said and f"GPKG:{two_rasters}:summer or GPKG:{two_rasters}:winter" in said


def test_what_is_missing_is_told_by_name(tmp_path):
    (tmp_path / "note.tif").write_text("no raster")
    assert describe_missing("/data/nowhere.tif") == "No such file: /data/nowhere.tif. Check the path."
    assert describe_missing("/data/nowhere.gpkg|layername=houses").startswith("No such file: /data/nowhere.gpkg.")
    assert "could not be read" in describe_missing(str(tmp_path / "note.tif"))
    assert "is a folder" in describe_missing(str(tmp_path))
    assert describe_missing("houses") == "There is no layer or file called 'houses'. Check the name."
    assert describe_missing("dbname=town " * 30).startswith("There is no layer or file called 'dbname=town ")


def draw_raster(path, pixel, corner, epsg, bands=3, kind=gdal.GDT_Byte, size=(40, 20), **options):
    """A GeoTIFF of `size` (columns, rows) with `pixel` map units a pixel; open, so that bands can be named."""
    raster = gdal.GetDriverByName("GTiff").Create(str(path), *size, bands, kind, **options)
    raster.SetGeoTransform((corner[0], pixel, 0, corner[1], 0, -pixel))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    raster.SetProjection(crs.ExportToWkt())
    return raster


def test_pixels_in_utm_are_measured_on_the_ground(tmp_path):
    draw_raster(tmp_path / "a.tif", 0.3, (500000, 4500000), 32633)
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif")))
    assert facts.resolution_m == pytest.approx(0.3 / 0.9996, rel=1e-4)
    assert (facts.columns, facts.rows) == (40, 20) and not facts.is_too_coarse_for(0.3)
    assert facts.width_m == pytest.approx(12, rel=1e-3) and facts.height_m == pytest.approx(6, rel=1e-3)


def test_pixels_in_web_mercator_are_smaller_on_the_ground(tmp_path):
    draw_raster(tmp_path / "a.tif", 2.0, (0, 8399737.9), 3857)  # 60 degrees north, where the scale is 2
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif")))
    assert facts.resolution_m == pytest.approx(1.0, rel=0.01)
    assert facts.width_m == pytest.approx(40, rel=0.01)


def test_pixels_in_degrees_are_measured_in_metres_on_each_axis(tmp_path):
    draw_raster(tmp_path / "a.tif", 1e-5, (39.0, 60.0), 4326)
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif")))
    assert facts.height_m == pytest.approx(20 * 1.114, rel=0.01)
    assert facts.width_m == pytest.approx(40 * 0.558, rel=0.01)


def test_pixels_too_coarse_for_buildings_are_told(tmp_path):
    draw_raster(tmp_path / "a.tif", 1.5, (500000, 4500000), 32633)
    assert describe(QgsRasterLayer(str(tmp_path / "a.tif"))).is_too_coarse_for(0.3)
    assert not describe(QgsRasterLayer(str(tmp_path / "a.tif"))).is_too_coarse_for(0.5)


def test_bands_are_named_by_color_then_description_then_number(tmp_path):
    raster = draw_raster(tmp_path / "a.tif", 1, (500000, 4500000), 32633, bands=6, kind=gdal.GDT_UInt16)
    for number, color in enumerate((gdal.GCI_BlueBand, gdal.GCI_GreenBand, gdal.GCI_RedBand, gdal.GCI_AlphaBand), 1):
        raster.GetRasterBand(number).SetColorInterpretation(color)
    raster.GetRasterBand(5).SetDescription("NIR")
    raster.GetRasterBand(6).SetColorInterpretation(gdal.GCI_Undefined)
    raster = None
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif")))
    assert facts.bands == ("blue", "green", "red", "alpha", "nir", "band 6")
    assert facts.dtype == "uint16"


def test_a_described_band_is_not_called_gray(tmp_path):
    raster = draw_raster(tmp_path / "a.tif", 1, (500000, 4500000), 32633, bands=2, kind=gdal.GDT_UInt16)
    for number, text in enumerate(("Red", "NIR"), 1):
        raster.GetRasterBand(number).SetDescription(text)
    raster = None
    assert describe(QgsRasterLayer(str(tmp_path / "a.tif"))).bands == ("red", "nir")


@pytest.mark.parametrize("kind, name", [(gdal.GDT_Byte, "uint8"), (gdal.GDT_Int16, "int16"),
                                        (gdal.GDT_Float32, "float32")])
def test_the_type_of_the_numbers_is_told(tmp_path, kind, name):
    draw_raster(tmp_path / "a.tif", 1, (500000, 4500000), 32633, bands=1, kind=kind)
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif")))
    assert facts.dtype == name and facts.bands == ("gray",)


def test_imagery_without_crs_is_refused_with_the_cure(tmp_path):
    with pytest.raises(ImageryError, match="'bare' has no CRS.*Set Layer CRS"):
        describe(QgsRasterLayer(str(make_raster(tmp_path / "bare.tif", epsg=None)), "bare"))


def test_imagery_that_is_gone_is_refused_by_its_path(tmp_path):
    with pytest.raises(ImageryError, match="'old' cannot be read.*gone.tif"):
        describe(QgsRasterLayer(str(tmp_path / "gone.tif"), "old"))


def test_imagery_that_was_moved_is_told_so_though_the_project_knows_its_crs(tmp_path):
    layer = QgsRasterLayer(str(tmp_path / "gone.tif"), "old")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    with pytest.raises(ImageryError, match="'old' cannot be read.*gone.tif"):
        describe(layer)


def test_imagery_off_the_globe_is_refused(tmp_path):
    draw_raster(tmp_path / "a.tif", 1, (5e9, 5e9), 32633)
    with pytest.raises(ImageryError, match="EPSG:32633"):
        describe(QgsRasterLayer(str(tmp_path / "a.tif"), "odd"))


@pytest.mark.parametrize(("color", "bands"), [((200, 10, 10), ("red", "green", "blue")), ((9, 9, 9), ("gray",))])
def test_a_palette_has_the_bands_of_its_colours(tmp_path, color, bands):
    raster = draw_raster(tmp_path / "a.tif", 1, (500000, 4500000), 32633, bands=1)
    colors = gdal.ColorTable()
    colors.SetColorEntry(1, color)
    raster.GetRasterBand(1).SetColorTable(colors)
    raster = None
    facts = describe(QgsRasterLayer(str(tmp_path / "a.tif"), "plan"))
    assert facts.bands == bands and facts.dtype == "uint8"


def test_web_tiles_and_vector_layers_are_no_imagery():
    for layer in (QgsRasterLayer("type=xyz&url=https://tiles.example/{z}/{x}/{y}.png", "street map", "wms"),
                  make_layer()):
        with pytest.raises(ImageryError):
            describe(layer)


def test_a_large_raster_is_described_from_its_header(tmp_path):
    draw_raster(tmp_path / "a.tif", 0.1, (500000, 4500000), 32633, size=(100_000, 100_000),
                options=["SPARSE_OK=TRUE", "BIGTIFF=YES"])
    layer = QgsRasterLayer(str(tmp_path / "a.tif"))
    describe(layer)
    start = time.perf_counter()
    assert describe(layer).columns == 100_000
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize("address", ["/vsicurl/http://127.0.0.1:9/none.tif", "http://127.0.0.1:9/none.tif"])
def test_an_address_that_does_not_answer_is_told_as_it_was_given(address):
    assert describe_missing(address).startswith(f"{address} could not be opened. Check the address")
