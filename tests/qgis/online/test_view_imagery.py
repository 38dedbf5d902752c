"""A view of a layer of a service: its imagery is fetched before a model looks."""

import sys
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtTest import QTest
from roofline.plugin.jobs import map_views
from roofline.plugin.layers.workspace import Workspace
from roofline.plugin.online.cache_raster import DONE, CacheRaster, Sheet
from roofline.plugin.online.grid import Grid
from roofline.plugin.online.picture import Picture
from roofline.plugin.online.pixels import Tile
from roofline.protocol.view_messages import LookAt
from roofline.tests.qgis.support.view_client import ViewClient
from roofline.tests.support.waiting import wait


@pytest.fixture()
def views(qgis, layer, monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(map_views, "ViewClient", ViewClient)
    monkeypatch.setattr(map_views, "worker_python", lambda: Path(sys.executable))
    ViewClient.made.clear()
    QgsProject.instance().addMapLayer(layer)
    workspace = Workspace(QgsProject.instance())
    workspace.choose(imagery=layer)
    views = map_views.MapViews(workspace)
    yield views
    views.close()
    workspace.close()
    QgsProject.instance().clear()


def part_of(ground, first, last):
    """The part of the ground between two shares of its sides."""
    raster = gdal.Open(str(ground))
    left, pixel, _, top, _, _ = raster.GetGeoTransform()
    width, height = raster.RasterXSize * pixel, raster.RasterYSize * pixel
    return QgsRectangle(left + first * width, top - last * height, left + last * width, top - first * height)


def test_it_is_fetched_and_then_looked_at(views, layer, service, ground):
    box = part_of(ground, 0.4, 0.6)
    views.look(box, layer.crs())
    assert views.is_looking and not ViewClient.made[0].asked(LookAt)
    wait(lambda: ViewClient.made[0].asked(LookAt))
    [look] = ViewClient.made[0].asked(LookAt)
    assert gdal.Open(look.imagery).RasterCount >= 3 and look.extent == pytest.approx(
        [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()])
    ViewClient.made[0].see([])
    asked = len(service.counts)
    views.look(part_of(ground, 0.45, 0.55), layer.crs())
    assert views.current is not None and len(service.counts) == asked


def test_a_layer_that_is_drawn_otherwise_is_looked_at_anew(views, layer, ground):
    box = part_of(ground, 0.45, 0.55)
    for look, brightness in enumerate((0, 40), 1):
        layer.brightnessFilter().setBrightness(brightness)
        views.look(box, layer.crs())
        wait(lambda look=look: len(ViewClient.made[0].asked(LookAt)) == look)
        ViewClient.made[0].see([])
        assert views.current is not None
    assert len({look.imagery for look in ViewClient.made[0].asked(LookAt)}) == 2


def test_a_map_that_moves_on_gives_up_the_fetch(views, layer, ground):
    views.look(part_of(ground, 0.0, 0.3), layer.crs())
    views.look(part_of(ground, 0.6, 0.9), layer.crs())
    wait(lambda: ViewClient.made[0].asked(LookAt))
    QTest.qWait(200)
    [look] = ViewClient.made[0].asked(LookAt)
    assert look.extent[0] == pytest.approx(part_of(ground, 0.6, 0.9).xMinimum())


def test_a_fetch_that_the_user_stops_in_qgis_is_told_and_goes_on_when_the_map_moves(views, layer, ground):
    views.look(part_of(ground, 0.4, 0.6), layer.crs())
    views._fetch.cancel()  # as QGIS's list of tasks does
    wait(lambda: not views.is_looking)
    assert views.problem.startswith("Fetching the imagery of the view was stopped.")
    views.look(part_of(ground, 0.4, 0.6), layer.crs())
    wait(lambda: ViewClient.made[0].asked(LookAt))
    assert views.problem == ""


def test_too_large_a_view_and_a_service_that_is_gone_are_told(views, layer, service, ground):
    views.look(part_of(ground, -9, 10), layer.crs())
    assert "too much to fetch" in views.problem and "Zoom in" in views.problem
    service.stop()
    views.look(part_of(ground, 0.4, 0.6), layer.crs())
    wait(lambda: not views.is_looking)
    assert "stopped answering" in views.problem
    service.start()


def test_a_view_and_a_job_that_fetch_at_once_keep_what_the_other_got(layer, tmp_path):
    picture = Picture.clone(layer, False)
    grid = Grid(layer.crs(), 0.0, 0.0, 0.2, 0.2, 256)
    cache = CacheRaster(tmp_path, grid, picture.pixels)
    view, job = Sheet(cache, (0, 0)), Sheet(cache, (0, 0))
    tile = Tile(bytes(range(256)) * 768, b"\xff" * 65536)
    for sheet, block in ((view, (1, 0)), (job, (2, 3))):
        sheet.put(block, DONE, tile)
        sheet.save()
    assert {block for block, state in cache.states([(1, 0), (2, 3), (0, 0)]).items() if state == DONE} == {
        (1, 0), (2, 3)}
    values = gdal.Open(str(cache.path((0, 0))))
    assert values.ReadRaster(256, 0, 256, 256, band_list=[1]) == tile.values[:65536]
