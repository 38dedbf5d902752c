"""XYZ tile server for tests, cut from a raster in Web Mercator: `python -m ...tile_server RASTER ZOOM [PORT]`.

The raster's pixels are those of the zoom level. The first line of the output is the address. It misbehaves as
/set?mode=... says, for `times` requests of each tile (0: always), for the `tiles` x:y,x:y alone where they are given:

    slow      answers after `seconds`
    refuse    status 503
    cut       closes the connection in the middle of the tile
    page      a web page under status 200, which caches may keep
    broken    half a tile as if it were whole
    empty     a transparent tile
    uniform   a white tile

The same tiles are those of a map service of ArcGIS REST at /MapServer. /counts tells, as JSON, how often each tile was
asked for, and the most requests that were open at once.
"""

import json
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from osgeo import gdal

gdal.UseExceptions()
SIDE, WORLD = 256, 20037508.342789244
PAGE = b"<html><body>Too many requests</body></html>"


class Tiles:
    """PNG tiles of a raster at one zoom level; those beyond its edge are None."""

    def __init__(self, path, zoom):
        self._raster, self.zoom, self._lock = gdal.Open(path), zoom, threading.Lock()
        left, pixel, _, top, _, _ = self._raster.GetGeoTransform()
        self._left, self._top = (round((left + WORLD) / pixel), round((WORLD - top) / pixel))

    def png(self, zoom, column, row):
        x, y = column * SIDE - self._left, row * SIDE - self._top
        inside = 0 <= x <= self._raster.RasterXSize - SIDE and 0 <= y <= self._raster.RasterYSize - SIDE
        if zoom != self.zoom or not inside:
            return None
        with self._lock:
            return encoded(self._raster.ReadRaster(x, y, SIDE, SIDE, band_list=[1, 2, 3]), 3)


def encoded(pixels, bands):
    """A PNG of pixels, band by band."""
    memory = gdal.GetDriverByName("MEM").Create("", SIDE, SIDE, bands)
    memory.WriteRaster(0, 0, SIDE, SIDE, pixels)
    name = f"/vsimem/{threading.get_ident()}.png"
    gdal.GetDriverByName("PNG").CreateCopy(name, memory)
    file = gdal.VSIFOpenL(name, "rb")
    found = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(name).size, file))
    gdal.VSIFCloseL(file)
    gdal.Unlink(name)
    return found


def map_server(zoom):
    """The description of a cached map service of ArcGIS REST with one level."""
    reference = {"wkid": 102100, "latestWkid": 3857}
    level = {"level": zoom, "resolution": 2 * WORLD / SIDE / 2 ** zoom, "scale": 591657527.591555 / 2 ** zoom}
    world = {"xmin": -WORLD, "ymin": -WORLD, "xmax": WORLD, "ymax": WORLD, "spatialReference": reference}
    return {"currentVersion": 10.9, "mapName": "tiles", "capabilities": "Map,Tilemap", "singleFusedMapCache": True,
            "layers": [{"id": 0, "name": "tiles"}], "spatialReference": reference, "fullExtent": world,
            "initialExtent": world, "supportedImageFormatTypes": "PNG32", "tileInfo": {
                "rows": SIDE, "cols": SIDE, "dpi": 96, "format": "PNG32", "origin": {"x": -WORLD, "y": WORLD},
                "spatialReference": reference, "lods": [level]}}


class State:
    """How the server behaves, and what it was asked for."""

    def __init__(self, tiles):
        self.tiles, self.lock = tiles, threading.Lock()
        self.counts, self.open, self.most_open = Counter(), 0, 0
        self.mode, self.only, self.times, self.seconds, self.spoiled = "", None, 0, 0.0, Counter()

    def set(self, query):
        with self.lock:
            self.mode = query.get("mode", [""])[0]
            self.only = query["tiles"][0].split(",") if "tiles" in query else None
            self.times, self.seconds = int(query.get("times", ["0"])[0]), float(query.get("seconds", ["0"])[0])
            self.spoiled.clear()

    def mode_for(self, name):
        with self.lock:
            self.counts[name] += 1
            if not self.mode or (self.only is not None and name not in self.only):
                return ""
            self.spoiled[name] += 1
            return self.mode if not self.times or self.spoiled[name] <= self.times else ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        state, parts = self.server.state, urlsplit(self.path)
        if parts.path == "/set":
            state.set(parse_qs(parts.query))
            return self.send(200, b"", "text/plain")
        if parts.path == "/counts":
            told = {"tiles": state.counts, "at_once": state.most_open}
            return self.send(200, json.dumps(told).encode(), "text/plain")
        if "/MapServer" in parts.path and "/tile/" not in parts.path:
            return self.send(200, json.dumps(map_server(state.tiles.zoom)).encode(), "application/json")
        zoom, column, row = map(int, parts.path.strip("/").rsplit(".", 1)[0].split("/")[-3:])
        if "/tile/" in parts.path:
            column, row = row, column
        with state.lock:
            state.open += 1
            state.most_open = max(state.open, state.most_open)
        try:
            self.tile(state, zoom, column, row)
        finally:
            with state.lock:
                state.open -= 1

    def tile(self, state, zoom, column, row):
        mode, png = state.mode_for(f"{column}:{row}"), state.tiles.png(zoom, column, row)
        if mode == "slow":
            time.sleep(state.seconds)
        if mode == "refuse":
            return self.send(503, PAGE, "text/html")
        if mode == "page":
            return self.send(200, PAGE, "text/html", "max-age=3600")
        if mode in ("empty", "uniform"):
            return self.send(200, encoded(bytes(4 * SIDE * SIDE) if mode == "empty" else b"\xff" * 3 * SIDE * SIDE,
                                          4 if mode == "empty" else 3), "image/png")
        if png is None:
            return self.send(404, PAGE, "text/html")
        if mode == "broken":
            return self.send(200, png[:len(png) // 2], "image/png")
        if mode == "cut":
            self.send(200, png, "image/png", sent=len(png) // 2)
            self.close_connection = True
            return None
        return self.send(200, png, "image/png")

    def send(self, status, body, kind, caching="no-store", sent=None):
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", caching)):
            self.send_header(name, value)
        with suppress(ConnectionError):  # QGIS no longer wants it
            self.end_headers()
            self.wfile.write(body[:sent])

    def log_message(self, *given):
        pass


class Server(ThreadingHTTPServer):
    allow_reuse_address = True

    def __init__(self, port, state):
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state


if __name__ == "__main__":
    port = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with Server(port, State(Tiles(sys.argv[1], int(sys.argv[2])))) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()
