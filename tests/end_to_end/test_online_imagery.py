"""Imagery of services (XYZ, WMS), headless: learned from, and looked at, as the same pixels in a file."""

import pytest
from osgeo import gdal
from roofline.plugin.history.model_card import read_card
from roofline.tests.end_to_end.support.processes import wait_for
from roofline.tests.support.map_server import map_server, publish_raster
from roofline.tests.support.tile_service import FIRST, TileService, make_tiled_raster, same_pixels, tiled_copy
from roofline.tests.support.tile_service import ZOOM as LEVEL

ZOOM = 20
SETTINGS = {"RESOLUTION_M": 0.3, "BACKEND": "torch"}
SHORT = {"RESOLUTION_M": 0.3, "MAX_STEPS": 2, "EVALUATIONS": 1, "REPLAY": 0}
"""Of trainings."""


@pytest.fixture(scope="module")
def plain(scene, tmp_path_factory):
    """The scene as a GeoTIFF on the grid of the tiles."""
    return tiled_copy(scene["imagery"][0], tmp_path_factory.mktemp("plain") / "plain.tif", ZOOM)


@pytest.fixture(scope="module")
def service(plain):
    service = TileService(plain, ZOOM)
    yield service
    service.stop()


@pytest.fixture(scope="module")
def wms(plain, tmp_path_factory):
    """The URI of that file in the WMS of QGIS Server."""
    folder = tmp_path_factory.mktemp("map")
    with map_server(publish_raster(plain, "EPSG:3857", folder / "town.qgs"), folder / "log.txt") as server:
        yield f"crs=EPSG:3857&dpiMode=7&format=image/png&layers=town&styles=&url={server.address}"


@pytest.fixture(scope="module")
def extent(plain):
    raster = gdal.Open(str(plain))
    left, pixel, _, top, _, _ = raster.GetGeoTransform()
    return f"{left},{left + raster.RasterXSize * pixel},{top - raster.RasterYSize * pixel},{top} [EPSG:3857]"


@pytest.fixture(scope="module")
def of_the_file(qgis, plain, extent, tmp_path_factory):
    """Footprints from the GeoTIFF."""
    path = tmp_path_factory.mktemp("found") / "plain.gpkg"
    done = qgis.run("roofline:predict", IMAGERY=plain, EXTENT=extent, FOOTPRINTS=path, **SETTINGS)
    assert done.returncode == 0, done.stderr
    return path, done.outputs["COUNT"]


def test_footprints_from_tiles_are_those_of_the_file_and_a_second_run_needs_no_server(
        qgis, scene, service, extent, of_the_file, tmp_path):
    found = tmp_path / "tiles.gpkg"
    for terms in (True, False):
        done = qgis.run("roofline:predict", IMAGERY=service.uri, EXTENT=extent, FOOTPRINTS=found, **SETTINGS)
        assert done.returncode == 0, done.stderr
        assert abs(done.outputs["COUNT"] - of_the_file[1]) <= 1 < of_the_file[1]  # the grid begins elsewhere
        assert ("Make sure that its terms of use allow" in done.stdout + done.stderr) == terms
        service.stop()
    service.start()
    assert qgis.run("roofline:evaluate", FOOTPRINTS=found, REFERENCE=of_the_file[0]).outputs["F1"] > 0.99
    one, other = (qgis.run("roofline:evaluate", FOOTPRINTS=path, REFERENCE=scene["reference"]).outputs
                  for path in (found, of_the_file[0]))
    assert one["F1"] == pytest.approx(other["F1"], abs=0.01) and one["IOU"] == pytest.approx(other["IOU"], abs=0.01)


def test_a_training_fetches_the_labelled_ground_alone(qgis, scene, service, home, tmp_path):
    done = qgis.run("roofline:finetune", IMAGERY=service.uri, LABELS=scene["labels"], AREAS=scene["train_area"],
                    MODEL=tmp_path / "town.roofline", **SHORT)
    assert done.returncode == 0, done.stderr
    assert read_card(tmp_path / "town.roofline")["labels"]["images"] == ["127.0.0.1 (XYZ)"]


def test_a_training_and_a_prediction_take_a_map_of_a_server(qgis, wms, scene, extent, of_the_file, tmp_path):
    done = qgis.run("roofline:finetune", IMAGERY=wms, LABELS=scene["labels"], AREAS=scene["train_area"],
                    MODEL=tmp_path / "town.roofline", **SHORT)
    assert done.returncode == 0 and (tmp_path / "town.roofline").is_file(), done.stderr
    found = tmp_path / "map.gpkg"
    done = qgis.run("roofline:predict", IMAGERY=wms, EXTENT=extent, FOOTPRINTS=found, **SETTINGS)
    assert done.returncode == 0, done.stderr
    assert qgis.run("roofline:evaluate", FOOTPRINTS=found, REFERENCE=of_the_file[0]).outputs["F1"] > 0.7


def test_a_training_learns_from_the_values_of_a_coverage(qgis, scene, tmp_path):
    deep = tmp_path / "deep.tif"
    gdal.Translate(str(deep), scene["imagery"][0], outputType=gdal.GDT_UInt16, scaleParams=[[0, 255, 3000, 9000]])
    crs = gdal.Open(str(deep)).GetSpatialRef().GetAuthorityCode(None)
    project = publish_raster(deep, f"EPSG:{crs}", tmp_path / "town.qgs")
    with map_server(project, tmp_path / "log.txt") as server:
        done = qgis.run("roofline:finetune", LABELS=scene["labels"], AREAS=scene["train_area"],
                        IMAGERY=f"wcs://crs=EPSG:{crs}&dpiMode=7&format=GTiff&identifier=town&url={server.address}",
                        MODEL=tmp_path / "town.roofline", **SHORT)
    assert done.returncode == 0, done.stderr
    card = read_card(tmp_path / "town.roofline")
    assert card["dtype"] == "uint16" and all(3000 <= band["mean"] <= 9000 for band in card["bands"]), card["bands"]
    assert card["labels"]["images"] == ["127.0.0.1 (WCS)"]


def test_a_download_that_was_killed_goes_on(qgis, tmp_path):
    ground = make_tiled_raster(tmp_path / "ground.tif", LEVEL, FIRST, (6, 4))  # two sheets: five columns, and one
    left, pixel, _, top, _, _ = gdal.Open(str(ground)).GetGeoTransform()
    values = {"EXTENT": f"{left},{left + 1536 * pixel},{top - 1024 * pixel},{top} [EPSG:3857]",
              "OUTPUT": tmp_path / "out.tif", "RESOLUTION_M": 0.2}
    service = TileService(ground, LEVEL)
    last = [f"{FIRST[0] + 5}:{FIRST[1] + row}" for row in range(4)]
    try:
        service.set("slow", seconds=30, tiles=",".join(last))
        process = qgis.start("roofline:cacheimagery", INPUT=service.uri, **values)
        wait_for(lambda: last[0] in service.counts)
        process.kill()
        process.communicate()
        service.set()
        done = qgis.run("roofline:cacheimagery", INPUT=service.uri, **values)
        assert done.outputs["FETCHED"] == 4 and done.outputs["MISSING"] == 0
        assert {count for name, count in service.counts.items() if name not in last} == {1}
    finally:
        service.stop()
    assert same_pixels(ground, gdal.Open(str(tmp_path / "out.tif")))
