"""WMS, WMTS and WCS of QGIS Server: the cached pixels are those of the raster behind them."""

import json
import operator
import random
import shutil
from array import array

import pytest
from osgeo import gdal, osr
from qgis.core import QgsFeedback, QgsProject, QgsRasterLayer
from roofline.plugin.compat import TILE_SPILL
from roofline.plugin.online import fetch
from roofline.plugin.online.facts import is_cached_in
from roofline.plugin.online.online_imagery import OnlineImagery
from roofline.plugin.online.picture import Picture
from roofline.plugin.online.styling import is_styled
from roofline.protocol.settings.imagery import FetchSettings
from roofline.tests.support.map_server import map_server, published
from roofline.tests.support.tile_service import FIRST, ZOOM, make_tiled_raster

gdal.UseExceptions()
PIXEL, CORNER, SIZE = 0.3, (500040.0, 5250000.0), (700, 600)
"""Of the raster in UTM: on the grid of a service without tiles, which begins at (0, 0)."""


def make_town(path, bands=3, kind=gdal.GDT_Byte, nodata=None):
    """Noise; of floating point its decimals are as random. The first two rows have no value where `nodata` is given."""
    raster = gdal.GetDriverByName("GTiff").Create(str(path), *SIZE, bands, kind)
    raster.SetGeoTransform((CORNER[0], PIXEL, 0, CORNER[1], 0, -PIXEL))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32632)
    raster.SetProjection(crs.ExportToWkt())
    noise = array("d" if kind in (gdal.GDT_Float32, gdal.GDT_Int16) else "H" if kind == gdal.GDT_UInt16 else "B")
    if noise.typecode == "d":
        noise.extend(random.Random(1).uniform(-3000, 3000) for _ in range(bands * SIZE[0] * SIZE[1]))
    else:
        noise.frombytes(random.Random(1).randbytes(bands * SIZE[0] * SIZE[1] * noise.itemsize))
    raster.WriteRaster(0, 0, *SIZE, noise.tobytes(), buf_type={"d": gdal.GDT_Float64, "H": gdal.GDT_UInt16,
                                                               "B": gdal.GDT_Byte}[noise.typecode])
    for number in range(1, bands + 1) if nodata is not None else ():
        raster.GetRasterBand(number).SetNoDataValue(nodata)
        raster.GetRasterBand(number).WriteRaster(0, 0, SIZE[0], 2, array("d", [nodata] * 2 * SIZE[0]).tobytes(),
                                                 buf_type=gdal.GDT_Float64)
    raster = None
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    return {"town": make_town(folder / "town.tif"), "deep": make_town(folder / "deep.tif", 4, gdal.GDT_UInt16, 0),
            "height": make_town(folder / "height.tif", 1, gdal.GDT_Float32, -9999),
            "signed": make_town(folder / "signed.tif", 2, gdal.GDT_Int16),
            "three": make_town(folder / "three.tif", 3, gdal.GDT_UInt16),
            "tiled": make_tiled_raster(folder / "tiled.tif", ZOOM, FIRST, (2, 2))}


@pytest.fixture(scope="module")
def server(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    layers = [QgsRasterLayer(str(path), name) for name, path in files.items()]
    with map_server(published(layers, "EPSG:32632", folder / "town.qgs"), folder / "log.txt") as server:
        yield server


@pytest.fixture(scope="module")
def address(server):
    return server.address


KINDS = {
    "WMS": ("town", "crs=EPSG:32632&dpiMode=7&format=image/png&layers=town&styles=&url={address}"),
    "WMTS": ("tiled", "crs=EPSG:3857&dpiMode=7&format=image/png&layers=tiled&styles=default&tileMatrixSet=EPSG:3857"
             "&url={address}?SERVICE%3DWMTS%26REQUEST%3DGetCapabilities"),
    "WCS": ("town", "wcs://crs=EPSG:32632&dpiMode=7&format=GTiff&identifier=town&url={address}"),
}
LEAST_EQUAL = {"WMS": 0.6, "WMTS": 0.2 if TILE_SPILL else 0.8, "WCS": 1.0}
"""Share of the pixels: QGIS Server draws maps, but copies coverages; a newer QGIS draws tiles larger than they are."""


def equal_shares(found, original, far=1):
    """The share of the pixels that are equal, and of those that are equal or drawn up to `far` pixels beside their
    place, as a server may that draws by nearest neighbours."""
    width, height, places = original.RasterXSize - 2 * far, original.RasterYSize - 2 * far, range(2 * far + 1)
    pixels = original.ReadRaster(far, far, width, height, band_list=[1])
    shifted = [found.ReadRaster(x, y, width, height, band_list=[1]) for x in places for y in places]
    near = sum(pixel in around for pixel, *around in zip(pixels, *shifted))
    return sum(map(operator.eq, pixels, shifted[len(shifted) // 2])) / len(pixels), near / len(pixels)


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
    equal, near = equal_shares(found, original, 2 if TILE_SPILL and kind == "WMTS" else 1)
    assert equal >= LEAST_EQUAL[kind] and near > 0.99
    assert set(found.ReadRaster(band_list=[4])) == {255}
    assert run("cacheimagery", **values)["FETCHED"] == 0
    (about,) = (tmp_path / "home").glob("imagery/*/*/about.json")
    assert json.loads(about.read_text())["layer"] == "127.0.0.1"  # told by that, where it is named by its URI or not


def test_the_time_that_is_taken_of_a_map_of_several_is_told(run, address, tmp_path, monkeypatch, feedback):
    """The map may show another one, by QGIS's temporal controller."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    timed = KINDS["WMS"][1].format(address=address).replace(
        "&url=", "&type=wmst&allowTemporalUpdates=true&temporalSource=provider&timeDimensionExtent="
                 "2019-01-01T00:00:00Z/2021-01-01T00:00:00Z/P1Y&url=")
    of_2019 = timed.replace("&url=", "&time=2019-01-01T00:00:00Z/2019-12-31T00:00:00Z&url=")
    usual, one = (Picture(QgsRasterLayer(uri, "town", "wms")) for uri in (timed, of_2019))
    assert usual.key != one.key
    assert "when no time is asked for is taken, whatever time the map shows" in usual.time
    assert "That of 2019-01-01T00:00:00Z/2019-12-31T00:00:00Z is taken" in one.time
    box = f"{CORNER[0]},{CORNER[0] + 20},{CORNER[1] - 20},{CORNER[1]} [EPSG:32632]"
    run("cacheimagery", INPUT=of_2019, EXTENT=box, RESOLUTION_M=PIXEL, OUTPUT=str(tmp_path / "out.tif"))
    assert any("That of 2019-01-01T00:00:00Z/2019-12-31T00:00:00Z is taken" in text for text in feedback.warnings)


@pytest.fixture()
def map_of_town(run, address, tmp_path, monkeypatch):
    """Fetches a map of the town's north in 8 parts, which are soon asked for again; the results, and the raster."""
    monkeypatch.setattr(fetch, "BACK_OFF_S", (0.01, 0.02))
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    right = CORNER[0] + SIZE[0] * PIXEL
    values = {"INPUT": KINDS["WMS"][1].format(address=address), "OUTPUT": str(tmp_path / "out.tif"),
              "EXTENT": f"{CORNER[0]},{right},{CORNER[1] - 60},{CORNER[1]} [EPSG:32632]", "RESOLUTION_M": PIXEL / 2}

    def map_of_town():
        results = run("cacheimagery", **values)
        return results, gdal.Open(results["OUTPUT"])
    return map_of_town


@pytest.fixture()
def before_request(server, monkeypatch):
    """Has functions called before some of the requests, by their number; the server runs afterwards, whatever was
    done to it."""
    ask, asked, actions = fetch.Fetch._ask, [], {}

    def count(self, sheet, group):
        asked.append(group)
        actions.get(len(asked), lambda: None)()
        return ask(self, sheet, group)

    monkeypatch.setattr(fetch.Fetch, "_ask", count)
    yield actions
    server.start()


def test_a_map_server_that_stops_half_way_is_told_and_the_next_run_fetches_the_rest(
        server, map_of_town, before_request, tmp_path):
    before_request[5] = server.stop
    told = r"127.0.0.1 stopped answering \(ConnectionRefusedError\): 4 of 8 parts"
    with pytest.raises(AssertionError, match=told):
        map_of_town()
    server.start()
    results, found = map_of_town()
    pixels = found.ReadRaster()
    assert (results["FETCHED"], results["MISSING"]) == (4, 0) and is_whole(found)
    shutil.rmtree(tmp_path / "home" / "imagery")
    assert map_of_town()[1].ReadRaster() == pixels, "as without a stop"


def test_the_last_parts_that_a_map_server_does_not_give_are_told_and_fetched_by_the_next_run(
        server, map_of_town, before_request, feedback):
    before_request[7] = server.stop
    results, found = map_of_town()
    assert (results["FETCHED"], results["MISSING"]) == (6, 2) and not is_whole(found)
    told = "2 of 8 parts of the imagery could not be fetched from 127.0.0.1 (ConnectionRefusedError)"
    assert told in " ".join(feedback.warnings)
    server.start()
    feedback.warnings.clear()
    results, found = map_of_town()
    assert (results["FETCHED"], results["MISSING"]) == (2, 0) and is_whole(found)
    assert not any("could not be fetched" in text for text in feedback.warnings)


def test_a_map_server_that_is_back_in_time_leaves_no_hole(server, map_of_town, before_request, feedback):
    before_request.update({5: server.stop, 6: server.start})
    results, found = map_of_town()
    assert (results["FETCHED"], results["MISSING"]) == (8, 0) and is_whole(found)
    assert not any("could not be fetched" in text for text in feedback.warnings)


def is_whole(raster):
    return set(raster.ReadRaster(band_list=[4])) == {255}


@pytest.fixture()
def coverage(address, tmp_path, monkeypatch):
    """Opens a coverage as a layer of the project."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))

    def coverage(name):
        uri = KINDS["WCS"][1].replace("wcs://", "").replace("identifier=town", f"identifier={name}")
        layer = QgsRasterLayer(uri.format(address=address), name, "wcs")
        assert layer.isValid()
        return QgsProject.instance().addMapLayer(layer)
    yield coverage
    QgsProject.instance().clear()


def fetched(layer, context, **options):
    imagery = OnlineImagery(layer, None, PIXEL, 0, FetchSettings(), context, **options)
    (path,), outcome = imagery.run(QgsFeedback(), lambda outcome: None)
    assert not outcome.problem and imagery.lost(outcome) == {}
    return gdal.Open(path)


@pytest.mark.parametrize(("name", "kind", "bands"), [
    ("town", gdal.GDT_Byte, 3), ("deep", gdal.GDT_UInt16, 4), ("three", gdal.GDT_UInt16, 3),
    ("height", gdal.GDT_Float32, 1), ("signed", gdal.GDT_Float32, 2)])
def test_a_coverage_is_taken_by_its_values(files, coverage, context, name, kind, bands):
    found, original = fetched(coverage(name), context, drawn=False), gdal.Open(str(files[name]))
    is_alpha = [found.GetRasterBand(number).GetColorInterpretation() == gdal.GCI_AlphaBand
                for number in range(1, found.RasterCount + 1)]
    assert found.GetRasterBand(1).DataType == kind
    assert is_alpha == [False] * bands + [True] * (name in ("town", "three"))
    left, _, _, top, _, _ = found.GetGeoTransform()
    x, y = round((CORNER[0] - left) / PIXEL), round((top - CORNER[1]) / PIXEL)
    inside, edge = (SIZE[0] - 1, SIZE[1] - 3), (SIZE[0] - 1, 3)
    for number in range(1, bands + 1):
        one, other = found.GetRasterBand(number), original.GetRasterBand(number)
        assert one.ReadRaster(x, y + 2, *inside, buf_type=kind) == other.ReadRaster(0, 2, *inside, buf_type=kind)
        assert one.GetMaskBand().ReadRaster(x, y, *edge) == other.GetMaskBand().ReadRaster(0, 0, *edge)
        assert set(one.GetMaskBand().ReadRaster(0, 0, found.RasterXSize, max(y, 1))) == {0}  # beyond the coverage
    again = OnlineImagery(coverage(name), None, PIXEL, 0, FetchSettings(), context, drawn=False)
    assert not again.missing


def test_a_coverage_becomes_a_geotiff_of_its_values(run, files, coverage, tmp_path):
    values = {"INPUT": coverage("deep"), "OUTPUT": str(tmp_path / "out.tif"), "RESOLUTION_M": PIXEL}
    for as_drawn, kind in ((True, gdal.GDT_Byte), (False, gdal.GDT_UInt16)):
        found = gdal.Open(run("cacheimagery", AS_DRAWN=as_drawn, **values)["OUTPUT"])
        assert (found.RasterXSize, found.RasterYSize) == SIZE and found.GetRasterBand(1).DataType == kind
    assert found.ReadRaster() == gdal.Open(str(files["deep"])).ReadRaster()
    assert found.GetRasterBand(1).GetNoDataValue() == 0


def test_a_coverage_is_drawn_when_that_is_asked_for(run, coverage, context, toy_worker, tmp_path):
    layer = coverage("deep")
    assert is_styled(layer) and not is_styled(coverage("town"))
    drawn = fetched(layer, context, drawn=True)
    assert (drawn.GetRasterBand(1).DataType, drawn.RasterCount) == (gdal.GDT_Byte, 4)
    assert json.loads(drawn.GetMetadata("ROOFLINE")["name"]) == "deep (as drawn)"
    corner = f"{CORNER[0]},{CORNER[0] + 30},{CORNER[1] - 30},{CORNER[1]} [EPSG:32632]"
    for as_drawn in (False, True):
        with pytest.raises(AssertionError):  # so that the folder stays
            run("predict", IMAGERY=[layer.id()], EXTENT=corner, FOOTPRINTS="memory:", AS_DRAWN=as_drawn,
                MODEL="find one, then be killed")
    paths = [json.loads((folder / "request.json").read_text())["imagery"]
             for folder in sorted((toy_worker.parent / "predictions").iterdir())]
    rasters = [gdal.Open(path) for (path,) in paths]  # a band outlives no raster
    assert [raster.GetRasterBand(1).DataType for raster in rasters] == [gdal.GDT_UInt16, gdal.GDT_Byte]
    assert all(is_cached_in(layer, path) for (path,) in paths)
