"""A tile server on the loopback, and layers of it."""

import pytest
from qgis.core import QgsRasterLayer
from roofline.plugin.online import fetch
from roofline.tests.support.tile_service import FIRST, ZOOM, TileService, make_tiled_raster


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    """A raster of 6 x 4 tiles of the zoom level."""
    return make_tiled_raster(tmp_path_factory.mktemp("ground") / "ground.tif", ZOOM, FIRST, (6, 4))


@pytest.fixture()
def service(ground, monkeypatch):
    """Its server; nobody waits long before asking again."""
    monkeypatch.setattr(fetch, "BACK_OFF_S", (0.01, 0.02))
    service = TileService(ground, ZOOM)
    yield service
    service.stop()


@pytest.fixture()
def layer(service):
    """The layer of it."""
    layer = QgsRasterLayer(service.uri, "tiles", "wms")
    assert layer.isValid()
    return layer
