"""Which blocks of a grid polygons touch, and where they are kept."""

from dataclasses import replace

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer
from roofline.plugin.online.cache_raster import CacheRaster
from roofline.plugin.online.grid import Grid
from roofline.plugin.online.picture import Picture

GRID = Grid(QgsCoordinateReferenceSystem("EPSG:3857"), 0.0, 0.0, 0.2, 0.2, 256)


def test_a_round_polygon_touches_the_blocks_that_it_meets():
    ground = QgsGeometry.fromPointXY(QgsPointXY(1000, -1000)).buffer(400, 8)
    all_around = {(column, row) for column in range(30) for row in range(30)}
    assert GRID.blocks([ground]) == {one for one in all_around
                                     if QgsGeometry.fromRect(GRID.box(one, one)).intersects(ground)}


def test_parts_of_one_polygon_that_lie_far_apart_take_no_time(monkeypatch):
    squares = [QgsGeometry.fromWkt(f"Polygon(({at} {at}, {at + 9} {at}, {at + 9} {at + 9}, {at} {at + 9}, {at} {at}))")
               for at in (10, 30010)]
    looked_at, box = [], Grid.box
    monkeypatch.setattr(Grid, "box", lambda self, *corners: looked_at.append(corners) or box(self, *corners))
    assert GRID.blocks([QgsGeometry.collectGeometry(squares)]) == {(0, -1), (586, -587)}
    assert len(looked_at) < 100


def test_pixels_of_another_height_have_a_place_of_their_own(tmp_path, monkeypatch):
    """A service without tiles gets pixels that are square on the ground, to two digits of its CRS: near some latitudes
    those of two jobs have one width and two heights."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    picture = Picture(QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png", "tiles", "wms"))
    square, high = replace(GRID, height=0.39), replace(GRID, height=0.4)
    folders = [CacheRaster.of(picture, grid, QgsProject.instance()).folder for grid in (square, high)]
    assert folders[0] != folders[1]
