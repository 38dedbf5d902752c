"""The tile server as a process of its own, for tests: started, told how to behave, stopped, started again."""

import json
import math
import random
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import numpy as np
from osgeo import gdal, osr
from roofline.plugin.compat import TILE_SPILL

PROGRAM = Path(__file__).with_name("tile_server.py")
WORLD, SIDE = 20037508.342789244, 256
ZOOM, FIRST = 19, (274579, 183590)
"""Of the tests' rasters: a level with pixels of 0.2 m at 47 degrees north, and their upper left tile there."""

SLANT = 30
"""Pixels that are left out along the edge of a raster, which is slanted in another CRS."""


class TileService:
    """A server of the tiles of one raster at `zoom`. `uri` is the layer's source in QGIS."""

    def __init__(self, raster, zoom):
        self._raster, self.zoom, self._process, self._port = Path(raster), zoom, None, 0
        self.start()

    def start(self):
        self._process = subprocess.Popen([sys.executable, str(PROGRAM), str(self._raster), str(self.zoom),
                                          str(self._port)], stdout=subprocess.PIPE, text=True)
        self.address = self._process.stdout.readline().strip()
        self._port = int(self.address.rsplit(":", 1)[1])

    @property
    def uri(self):
        return f"type=xyz&url={self.address}/{{z}}/{{x}}/{{y}}.png&zmin={self.zoom}&zmax={self.zoom}"

    @property
    def arcgis_uri(self):
        """The same tiles by ArcGIS REST."""
        return f"arcgismapserver://crs='EPSG:3857' format='PNG32' layer='0' url='{self.address}/MapServer'"

    def set(self, mode="", **options):
        words = "".join(f"&{name}={value}" for name, value in options.items())
        urlopen(f"{self.address}/set?mode={mode}{words}").read()

    @property
    def counts(self):
        """How often each tile was asked for."""
        return self._told()["tiles"]

    @property
    def at_once(self):
        """The most requests that were open at the same time."""
        return self._told()["at_once"]

    def stop(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def _told(self):
        return json.loads(urlopen(f"{self.address}/counts").read())


def make_tiled_raster(path, zoom, first, size, pixels=None):
    """A GeoTIFF in Web Mercator of `size` (columns, rows) tiles from tile `first` (x, y) of a zoom level. `pixels`: its
    bytes, red, green and blue; without them random ones."""
    columns, rows = (count * SIDE for count in size)
    raster = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 3)
    pixel = 2 * WORLD / SIDE / 2 ** zoom
    raster.SetGeoTransform((first[0] * SIDE * pixel - WORLD, pixel, 0, WORLD - first[1] * SIDE * pixel, 0, -pixel))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(3857)
    raster.SetProjection(crs.ExportToWkt())
    raster.WriteRaster(0, 0, columns, rows, pixels or random.Random(0).randbytes(3 * columns * rows))
    raster = None
    return path


def same_pixels(path, found):
    """Whether the upper left of a raster is as the open one `found`: every pixel, or one beside it where QGIS draws
    tiles larger than they are."""
    size = found.RasterXSize, found.RasterYSize
    ours, theirs = (raster.ReadAsArray(0, 0, *size)[:3] for raster in (gdal.Open(str(path)), found))
    steps = (-1, 0, 1) if TILE_SPILL else (0,)
    moved = (np.roll(ours, (down, across), (1, 2)) for down in steps for across in steps)
    return bool(sum((one == theirs).all(0) for one in moved).all())


def tiled_copy(source, path, zoom):
    """A GeoTIFF of the whole tiles of a zoom level that lie well inside a raster, in Web Mercator; returns `path`."""
    raster, pixel = gdal.Open(str(source)), 2 * WORLD / SIDE / 2 ** zoom
    around = gdal.Warp("", raster, format="VRT", dstSRS="EPSG:3857", xRes=pixel, yRes=pixel)
    left, _, _, top, _, _ = around.GetGeoTransform()
    x, y = ((left + WORLD) / pixel + SLANT) / SIDE, ((WORLD - top) / pixel + SLANT) / SIDE
    columns, rows = (math.floor(start + (count - 2 * SLANT) / SIDE) - math.ceil(start)
                     for start, count in ((x, around.RasterXSize), (y, around.RasterYSize)))
    left, top = math.ceil(x) * SIDE * pixel - WORLD, WORLD - math.ceil(y) * SIDE * pixel
    gdal.Warp(str(path), raster, dstSRS="EPSG:3857", resampleAlg="bilinear", width=columns * SIDE, height=rows * SIDE,
              outputBounds=(left, top - rows * SIDE * pixel, left + columns * SIDE * pixel, top))
    return path
