"""Every name that the file system takes, in every path that is read or written."""

import shutil
import sys
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsRasterLayer
from roofline.plugin.layers.imagery import raster_path
from roofline.plugin.layers.sources import vector_layer
from roofline.plugin.processing import worker_algorithm
from roofline.protocol.layer_sources import local_path, split_source
from roofline.tests.qgis.support.layers import HOUSE, make_raster, save_layer
from roofline.tests.support.odd_names import ODD_NAMES

pytestmark = [pytest.mark.usefixtures("scratch"), pytest.mark.skipif(sys.platform == "win32", reason="not its names")]
odd = pytest.mark.parametrize("name", ODD_NAMES)


@pytest.fixture(autouse=True)
def one_worker(provider, toy_worker):
    """All runs of a test share a process."""
    with provider.workers.client(Path(sys.executable), worker_algorithm.WorkerAlgorithm.worker_module):
        yield


@pytest.fixture()
def place(tmp_path, name):
    """Imagery and a GeoPackage of two layers, in a folder of that name and called so."""
    folder = tmp_path / name
    folder.mkdir()
    make_raster(tmp_path / "plain.tif")
    shutil.copy(tmp_path / "plain.tif", folder / f"{name}.tif")
    for layer in ("areas", "houses"):
        save_layer(tmp_path / "plain.gpkg", layer, HOUSE)
    shutil.copy(tmp_path / "plain.gpkg", folder / f"{name}.gpkg")
    return folder


@odd
def test_inputs_and_outputs_of_any_name(run, place, name):
    image, houses = str(place / f"{name}.tif"), f"{place / name}.gpkg|layername=houses"
    for driver, suffix in (("GPKG", "gpkg"), ("GeoJSON", "geojson"), ("ESRI Shapefile", "shp")):
        out = place / f"out {name}.{suffix}"
        run("predict", IMAGERY=[image], AREAS=f"{place / name}.gpkg|layername=areas", FOOTPRINTS=str(out),
            PROBABILITY=str(place / f"p {name}.tif"))
        if (driver, name) != ("ESRI Shapefile", "a\\b"):  # GDAL reads no shapefile of that name
            file = ogr.GetDriverByName(driver).Open(str(out))
            assert file.GetLayer().GetFeatureCount() == 2
    assert run("regularize", INPUT=houses, OUTPUT=str(place / f"r {name}.gpkg"))["COUNT"] == 0
    model = run("finetune", IMAGERY=[image], LABELS=houses, MODEL=str(place / f"{name}.roofline"), BASE_MODEL="count",
                REPORT=str(place / f"{name}.html"))["MODEL"]
    assert model == str(place / f"{name}.roofline")
    onnx = str(place / f"{name}.onnx")
    assert run("exportonnx", ONNX=onnx) == {"ONNX": onnx}


@odd
def test_an_output_beside_the_layers_of_a_file_of_any_name(run, place, name, tmp_path):
    path = place / f"{name}.gpkg"
    result = run("predict", IMAGERY=[str(tmp_path / "plain.tif")], FOOTPRINTS=f"{path}|layername=found")["FOOTPRINTS"]
    assert result == f"{path}|layername=found"
    file = ogr.GetDriverByName("GPKG").Open(str(path))
    assert {file.GetLayer(n).GetName() for n in range(3)} == {"areas", "houses", "found"}
    with pytest.raises(AssertionError, match="belongs to an input"):
        run("regularize", INPUT=f"{path}|layername=houses", OUTPUT=str(path))


@odd
def test_the_worker_gets_the_path_of_a_raster_as_it_is(qgis, place, name):
    layer = QgsRasterLayer(str(place / f"{name}.tif"), "image", "gdal")
    if "|option:" in name:  # QGIS takes it for an option
        assert not layer.isValid()
    else:
        assert raster_path(layer) == str(place / f"{name}.tif")


def test_a_raster_with_options_is_its_file(qgis, tmp_path):
    make_raster(tmp_path / "image.tif")
    layer = QgsRasterLayer(f"{tmp_path}/image.tif|option:NUM_THREADS=2", "image", "gdal")
    assert layer.isValid() and raster_path(layer) == str(tmp_path / "image.tif")


@odd
def test_a_layer_is_opened_whatever_its_file_is_called(qgis, place, name):
    layer = vector_layer(place / f"{name}.gpkg", "mine", "houses")
    assert layer.isValid() and len(list(layer.getFeatures())) == 1


@odd
def test_the_data_folder_may_have_any_name(run, raster, place, name, tmp_path, monkeypatch, town):
    monkeypatch.setenv("ROOFLINE_HOME", str(place / "home"))
    assert run("predict", IMAGERY=[raster], FOOTPRINTS="memory:")["COUNT"] == 2
    assert run("finetune", **town)["SCORE"] == 0.75


@odd
def test_a_source_is_parted_into_file_and_layer(tmp_path, name):
    path = tmp_path / f"{name}.gpkg"
    path.touch()
    assert split_source(str(path)) == (str(path), None)
    assert split_source(f"{path}|layername=my layer|subset=a = 'b|c'") == (str(path), "my layer")
    assert local_path(path.as_uri()) == str(path) and local_path(f"file:{path}") == str(path)
    assert split_source(f"{path.as_uri()}|layername=x") == (str(path), "x")


def test_a_file_of_a_server_is_found_by_its_uri():
    """As a file manager of Windows gives it; elsewhere it is no file."""
    assert local_path("file://nas/maps/Sa%20o.tif").replace("\\", "/") == "//nas/maps/Sa o.tif"
    assert split_source("file://nas/a%20b.gpkg|layername=x")[0].replace("\\", "/") == "//nas/a b.gpkg"


def test_a_file_that_is_missing_is_named_as_a_whole(run, tmp_path):
    for value, said in ((f"{tmp_path}/no|where.tif", "no|where.tif"), (f"{tmp_path}/no.gpkg|layername=x", "no.gpkg")):
        with pytest.raises(AssertionError, match=f"No such file: {tmp_path}/{said}".replace("|", r"\|")):
            run("regularize", INPUT=value, OUTPUT="memory:")


def test_a_name_that_is_too_long_is_told_before_any_work(run, tmp_path, raster):
    with pytest.raises(AssertionError, match="is too long for a file.*Give a shorter one"):
        run("predict", IMAGERY=[raster], FOOTPRINTS="memory:", PROBABILITY=str(tmp_path / f"{'x' * 240}.tif"))
