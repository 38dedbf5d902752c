"""roofline:cacheimagery from an XYZ server that behaves, and that does not."""

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsNetworkAccessManager, QgsProject, QgsRasterLayer
from roofline.plugin.online import fetch
from roofline.plugin.online.cache_raster import DONE, NOTE
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.support.tile_service import FIRST, same_pixels

LEFT, TOP = FIRST


@pytest.fixture()
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture()
def cache(run, home, ground, tmp_path):
    """Runs the algorithm on `columns` x `rows` tiles from the upper left; the results, and OUTPUT opened."""
    def cache(source, columns=6, rows=4, **values):
        results = run("cacheimagery", INPUT=source, EXTENT=extent(ground, columns, rows),
                      OUTPUT=str(tmp_path / "out.tif"), RESOLUTION_M=0.2, **values)
        return results, gdal.Open(results["OUTPUT"])
    return cache


def extent(ground, columns=6, rows=4):
    left, pixel, _, top, _, _ = gdal.Open(str(ground)).GetGeoTransform()
    side = 256 * pixel
    return f"{left},{left + columns * side},{top - rows * side},{top} [EPSG:3857]"


def alpha_of(found, column, row):
    return set(found.ReadRaster(column * 256, row * 256, 256, 256, band_list=[4]))


def test_the_pixels_are_those_of_the_tiles_each_fetched_once(cache, service, ground):
    results, found = cache(service.uri)
    assert (results["FETCHED"], results["MISSING"]) == (24, 0)
    assert (found.RasterXSize, found.RasterYSize, found.RasterCount) == (1536, 1024, 4)
    assert found.GetGeoTransform() == pytest.approx(gdal.Open(str(ground)).GetGeoTransform(), abs=1e-6)
    assert same_pixels(ground, found) and set(found.ReadRaster(band_list=[4])) == {255}
    assert set(service.counts.values()) == {1} and len(service.counts) == 24


def test_tiles_of_arcgis_rest_are_kept_pixel_by_pixel(cache, service, ground):
    results, found = cache(service.arcgis_uri)
    assert (results["FETCHED"], results["MISSING"]) == (24, 0) and same_pixels(ground, found)


def test_a_second_run_fetches_nothing_and_a_larger_one_only_the_rest(cache, service, ground):
    cache(service.uri, 2, 2)
    assert len(service.counts) == 4
    assert cache(service.uri, 2, 2)[0]["FETCHED"] == 0
    results, found = cache(service.uri)
    assert results["FETCHED"] == 20 and set(service.counts.values()) == {1} and same_pixels(ground, found)


def test_no_more_requests_at_once_than_the_setting_allows(cache, service):
    service.set("slow", seconds=0.1)
    cache(service.uri, 4, 1, REQUESTS_AT_ONCE=2)
    assert service.at_once == 2


@pytest.mark.parametrize(("mode", "times"), [("refuse", 2), ("cut", 2), ("page", 2), ("broken", 1)])
def test_a_bad_answer_is_asked_for_again(cache, service, ground, feedback, mode, times):
    service.set(mode, times=times, tiles=f"{LEFT + 1}:{TOP}")
    results, found = cache(service.uri, 3, 2)
    assert results["MISSING"] == 0 and same_pixels(ground, found)
    assert not any("could not be fetched" in text for text in feedback.warnings)


@pytest.mark.parametrize(("mode", "told"), [
    ("refuse", "1 of 6 parts of the imagery could not be fetched from 127.0.0.1 (503)"),
    ("page", "1 of 6 parts of the imagery could not be fetched from 127.0.0.1 (text/html)"),
    ("cut", "1 of 6 parts of the imagery could not be fetched from 127.0.0.1 (RemoteHostClosedError)"),
])
def test_a_part_that_does_not_come_is_nodata_and_told_and_the_next_run_fetches_it(
        cache, service, ground, feedback, mode, told):
    service.set(mode, tiles=f"{LEFT + 1}:{TOP}")
    results, found = cache(service.uri, 3, 2)
    assert results["MISSING"] == 1 and told in " ".join(feedback.warnings)
    assert alpha_of(found, 1, 0) == {0} and alpha_of(found, 0, 0) == alpha_of(found, 2, 1) == {255}
    service.set()
    before = service.counts
    results, found = cache(service.uri, 3, 2)
    asked = {name for name, count in service.counts.items() if count > before[name]}
    assert asked == {f"{LEFT + 1}:{TOP}"} and results["MISSING"] == 0 and same_pixels(ground, found)


@pytest.mark.parametrize("mode", ["empty", "uniform", "broken"])
def test_an_answer_without_a_picture_is_nodata_and_told(cache, service, feedback, mode):
    service.set(mode, tiles=f"{LEFT + 1}:{TOP}")
    results, found = cache(service.uri, 3, 2)
    assert results["MISSING"] == 1 and "1 of 6 parts of the imagery came empty" in " ".join(feedback.warnings)
    assert alpha_of(found, 1, 0) == {0} and alpha_of(found, 0, 0) == {255}


def test_tiles_that_a_service_does_not_have_are_told_and_not_asked_for_again(cache, service, ground, feedback):
    for fetched in (24, 0):
        feedback.warnings.clear()
        results, found = cache(service.uri, 7, 4)
        assert (results["FETCHED"], results["MISSING"]) == (fetched, 4)
        assert "4 of 28 parts of the imagery do not exist at 127.0.0.1" in " ".join(feedback.warnings)
        assert alpha_of(found, 6, 0) == {0} and alpha_of(found, 5, 3) == {255}
    assert set(service.counts.values()) == {1}


def test_a_server_that_is_not_there_is_told_as_such(cache, service):
    service.stop()
    with pytest.raises(AssertionError, match=r"127.0.0.1 stopped answering \(ConnectionRefusedError\): 0 of 6 parts"):
        cache(service.uri, 3, 2)


def test_a_server_that_never_answers_is_told_as_such(cache, service):
    service.set("slow", seconds=5)
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(100)
    try:
        with pytest.raises(AssertionError, match=r"127.0.0.1 stopped answering \(TimeoutError\): 0 of 6 parts"):
            cache(service.uri, 3, 2)
    finally:
        QgsNetworkAccessManager.setTimeout(before)


def test_a_server_that_stops_half_way_is_told_and_what_came_is_kept(cache, service, ground, monkeypatch):
    ask, asked = fetch.Fetch._ask, []

    def stop_after_three(self, sheet, group):
        asked.append(group)
        if len(asked) == 4:
            service.stop()
        return ask(self, sheet, group)

    monkeypatch.setattr(fetch.Fetch, "_ask", stop_after_three)
    with pytest.raises(AssertionError, match=r"127.0.0.1 stopped answering \(ConnectionRefusedError\): 9 of 24 parts"):
        cache(service.uri)
    service.start()
    results, found = cache(service.uri)
    assert results == {**results, "FETCHED": 15, "MISSING": 0} and same_pixels(ground, found)
    assert set(service.counts.values()) == {1} and len(service.counts) == 15


def test_cancel_keeps_what_came(provider, context, feedback, home, service, ground, tmp_path):
    service.set("slow", seconds=0.05)
    feedback.progressChanged.connect(lambda percent: percent > 40 and feedback.cancel())
    values = {"INPUT": service.uri, "EXTENT": extent(ground), "OUTPUT": str(tmp_path / "out.tif")}
    assert provider.algorithm("cacheimagery").run(values, context, feedback) == ({}, True)
    assert not (tmp_path / "out.tif").exists()
    sheets = [gdal.Open(str(path)) for path in home.glob("imagery/*/*/*.tif")]
    assert sum(sheet.GetMetadataItem(NOTE).count(DONE) for sheet in sheets) in range(8, 16)


def test_more_than_the_limit_is_refused_before_anything_is_asked(cache, run, service, home, tmp_path):
    with pytest.raises(AssertionError, match="2 million pixels, and 1 million are the most. Choose less ground"):
        cache(service.uri, MOST_MEGAPIXELS=1)
    with pytest.raises(AssertionError, match="million are the most. Choose less ground, by areas or an extent"):
        run("cacheimagery", INPUT=service.uri, OUTPUT=str(tmp_path / "out.tif"))
    assert service.counts == {}


def test_areas_are_fetched_and_no_more(run, home, service, ground, tmp_path):
    left, pixel, _, top, _, _ = gdal.Open(str(ground)).GetGeoTransform()
    side = 256 * pixel
    corners = [(0.2, 0.2), (2.7, 0.2), (0.2, 2.7), (0.2, 0.2)]  # a triangle: a diagonal of three tiles
    ring = ", ".join(f"{left + x * side} {top - y * side}" for x, y in corners)
    areas = make_layer(f"Polygon(({ring}))", crs="EPSG:3857", name="areas")
    run("cacheimagery", INPUT=service.uri, AREAS=areas, OUTPUT=str(tmp_path / "out.tif"), RESOLUTION_M=0.2)
    assert set(service.counts) == {f"{LEFT + x}:{TOP + y}" for x in range(3) for y in range(3 - x)}


def test_it_is_kept_beside_a_saved_project(cache, context, layer, tmp_path):
    project = QgsProject.instance()
    project.addMapLayer(layer)
    assert project.write(str(tmp_path / "town.qgz"))
    cache(layer.id(), 1, 1)
    (sheet,) = (tmp_path / "town-roofline" / "imagery").glob("127.0.0.1-*/*/*.tif")
    assert sheet.is_file()
    project.clear()
    assert project.read(str(tmp_path / "town.qgz"))
    assert cache("tiles", 1, 1)[0]["FETCHED"] == 0


def test_no_key_of_a_service_is_written_or_told(cache, home, service, feedback):
    cache(f"{service.uri.replace('.png', '.png?key=SECRET')}", 1, 1)
    texts = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert texts and not any(b"SECRET" in text for text in texts)
    assert not any("SECRET" in text for text in feedback.warnings + feedback.infos)


def test_a_service_that_cannot_be_opened_is_told(run, home, tmp_path):
    with pytest.raises(AssertionError, match="WMS service at 127.0.0.1 could not be opened"):
        run("cacheimagery", INPUT="crs=EPSG:3857&format=image/png&layers=a&styles=&url=http://127.0.0.1:9/wms",
            OUTPUT=str(tmp_path / "out.tif"))


def test_a_file_is_written_as_it_is_drawn(run, home, tmp_path):
    path = tmp_path / "palette.tif"
    raster = gdal.GetDriverByName("GTiff").Create(str(path), 600, 500, 1)
    raster.SetGeoTransform((500000, 0.3, 0, 4500000, 0, -0.3))
    raster.SetProjection(QgsCoordinateReferenceSystem("EPSG:32633").toWkt())
    table = gdal.ColorTable()
    table.SetColorEntry(1, (200, 10, 20))
    table.SetColorEntry(2, (30, 40, 250))
    raster.GetRasterBand(1).SetColorTable(table)
    raster.WriteRaster(0, 0, 600, 500, bytes([1, 2] * 150_000))
    raster = None
    results = run("cacheimagery", INPUT=str(path), OUTPUT=str(tmp_path / "out.tif"))
    found = gdal.Open(results["OUTPUT"])
    assert (found.RasterXSize, found.RasterYSize) == (600, 500) and results["MISSING"] == 0
    two = found.ReadRaster(0, 0, 2, 1, buf_pixel_space=4, buf_band_space=1)
    assert tuple(two) == (200, 10, 20, 255, 30, 40, 250, 255)
    assert found.GetGeoTransform() == pytest.approx((500000, 0.3, 0, 4500000, 0, -0.3))
    assert QgsRasterLayer(results["OUTPUT"]).crs().authid() == "EPSG:32633"
