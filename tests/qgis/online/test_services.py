"""WMS, WMTS and WCS of QGIS Server: the cached pixels are those of the raster behind them."""

import operator
import random

import pytest
from osgeo import gdal, osr
from roofline.tests.support.map_server import map_server, published
from roofline.tests.support.tile_service import FIRST, ZOOM, make_tiled_raster

gdal.UseExceptions()
PIXEL, CORNER, SIZE = 0.3, (500040.0, 5250000.0), (700, 600)
"""Of the raster in UTM: on the grid of a service without tiles, which begins at (0, 0)."""


def make_town(path):
    raster = gdal.GetDriverByName("GTiff").Create(str(path), *SIZE, 3)
    raster.SetGeoTransform((CORNER[0], PIXEL, 0, CORNER[1], 0, -PIXEL))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32632)
    raster.SetProjection(crs.ExportToWkt())
    raster.WriteRaster(0, 0, *SIZE, random.Random(1).randbytes(3 * SIZE[0] * SIZE[1]))
    raster = None
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    return {"town": make_town(folder / "town.tif"),
            "tiled": make_tiled_raster(folder / "tiled.tif", ZOOM, FIRST, (2, 2))}


@pytest.fixture(scope="module")
def address(files, tmp_path_factory):
    from qgis.core import QgsRasterLayer

    folder = tmp_path_factory.mktemp("server")
    layers = [QgsRasterLayer(str(path), name) for name, path in files.items()]
    with map_server(published(layers, "EPSG:32632", folder / "town.qgs"), folder / "log.txt") as address:
        yield address


KINDS = {
    "WMS": ("town", "crs=EPSG:32632&dpiMode=7&format=image/png&layers=town&styles=&url={address}"),
    "WMTS": ("tiled", "crs=EPSG:3857&dpiMode=7&format=image/png&layers=tiled&styles=default&tileMatrixSet=EPSG:3857"
             "&url={address}?SERVICE%3DWMTS%26REQUEST%3DGetCapabilities"),
    "WCS": ("town", "wcs://crs=EPSG:32632&dpiMode=7&format=GTiff&identifier=town&url={address}"),
}
LEAST_EQUAL = {"WMS": 0.6, "WMTS": 0.8, "WCS": 1.0}
"""Share of the pixels: QGIS Server draws maps, but copies coverages."""


def equal_shares(found, original):
    """The share of the pixels that are equal, and of those that are equal or drawn one pixel beside their place, as a
    server may that draws by nearest neighbours."""
    width, height = original.RasterXSize - 2, original.RasterYSize - 2
    pixels = original.ReadRaster(1, 1, width, height, band_list=[1])
    shifted = [found.ReadRaster(x, y, width, height, band_list=[1]) for x in range(3) for y in range(3)]
    near = sum(pixel in around for pixel, *around in zip(pixels, *shifted))
    return sum(map(operator.eq, pixels, shifted[4])) / len(pixels), near / len(pixels)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_service_gives_is_kept_pixel_by_pixel(run, files, address, tmp_path, monkeypatch, kind, feedback):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    name, uri = KINDS[kind]
    original = gdal.Open(str(files[name]))
    left, pixel, _, top, _, _ = original.GetGeoTransform()
    extent = f"{left},{left + original.RasterXSize * pixel},{top - original.RasterYSize * pixel},{top}"
    values = {"INPUT": uri.format(address=address), "OUTPUT": str(tmp_path / "out.tif"),
              "EXTENT": f"{extent} [EPSG:{'3857' if name == 'tiled' else '32632'}]",
              "RESOLUTION_M": 0.2 if name == "tiled" else PIXEL}
    results = run("cacheimagery", **values)
    assert results["MISSING"] == 0, feedback.warnings
    found = gdal.Open(results["OUTPUT"])
    assert (found.RasterXSize, found.RasterYSize) == (original.RasterXSize, original.RasterYSize)
    equal, near = equal_shares(found, original)
    assert equal >= LEAST_EQUAL[kind] and near > 0.999
    assert set(found.ReadRaster(band_list=[4])) == {255}
    assert run("cacheimagery", **values)["FETCHED"] == 0

