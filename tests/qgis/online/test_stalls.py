"""QGIS's event loop while imagery is fetched. FETCH_KM2=4 measures four km² at 0.3 m (pytest -s prints the figures)."""

import math
import os
import time

import pytest
from osgeo import gdal
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from roofline.plugin.jobs.panel_job import FINISHED, Jobs
from roofline.tests.support.tile_service import SIDE, TileService, make_tiled_raster
from roofline.tools.desktop import PATIENCE

KM2 = float(os.environ.get("FETCH_KM2", "0.2"))
ZOOM, AT_EQUATOR = 19, (274579, 262100)
"""A level with pixels of 0.2986 m there."""
LONGEST_STALL_MS = 100 * PATIENCE


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """Tiles that cover KM2, and their service."""
    side = math.ceil(math.sqrt(KM2) * 1000 / (SIDE * 0.2986))
    raster = make_tiled_raster(tmp_path_factory.mktemp("wide") / "wide.tif", ZOOM, AT_EQUATOR, (side, side))
    service = TileService(raster, ZOOM)
    yield raster, service
    service.stop()


def fetch(values):
    """Run the algorithm as the panel does; its results, seconds, and the longest stall of the event loop in ms."""
    jobs, loop, ended, late = Jobs(), QEventLoop(), [], [0.0]
    ticks = QTimer()
    ticks.setTimerType(Qt.TimerType.PreciseTimer)
    last = [time.monotonic()]

    def tick():
        now = time.monotonic()
        late[0] = max(late[0], 1000 * (now - last[0]) - 10)
        last[0] = now

    ticks.timeout.connect(tick)
    job = jobs.start("roofline:cacheimagery", values)
    job.ended.connect(lambda outcome: (ended.append(outcome), loop.quit()))
    jobs.prepared.connect(lambda _: (last.__setitem__(0, time.monotonic()), ticks.start(10)))
    begun = time.monotonic()
    loop.exec()
    ticks.stop()
    assert ended[0].status == FINISHED, ended[0].error
    return ended[0].results, time.monotonic() - begun, late[0]


def test_qgis_does_not_stall_while_imagery_is_fetched(provider, wide, tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    raster, service = wide
    left, pixel, _, top, _, _ = gdal.Open(str(raster)).GetGeoTransform()
    columns = gdal.Open(str(raster)).RasterXSize
    values = {"INPUT": service.uri, "OUTPUT": str(tmp_path / "out.tif"), "RESOLUTION_M": 0.3,
              "EXTENT": f"{left},{left + columns * pixel},{top - columns * pixel},{top} [EPSG:3857]"}
    results, seconds, stall_ms = fetch(values)
    print(f"{KM2:g} km² at 0.3 m: {results['FETCHED']} tiles in {seconds:.1f} s, longest stall {stall_ms:.0f} ms")
    assert results["FETCHED"] == (columns // SIDE) ** 2 and results["MISSING"] == 0
    assert stall_ms < LONGEST_STALL_MS
    results, seconds, stall_ms = fetch(values)
    print(f"again: {results['FETCHED']} tiles in {seconds:.1f} s, longest stall {stall_ms:.0f} ms")
    assert results["FETCHED"] == 0 and set(service.counts.values()) == {1}
