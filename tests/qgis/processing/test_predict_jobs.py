"""Predictions against the real worker process: where is searched, and what becomes of the footprints."""

import pytest
from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsRectangle,
)
from roofline.plugin.processing.job_inputs import JobInputs
from roofline.tests.qgis.support.layers import make_layer, make_raster

pytestmark = pytest.mark.usefixtures("scratch")


@pytest.fixture()
def predictions(toy_worker):
    return toy_worker.with_name("predictions")


def test_a_prediction_fills_the_sink_with_the_schema(run, raster, predictions):
    results = run("predict", IMAGERY=[raster], FOOTPRINTS="memory:")
    layer = QgsProcessingUtils.mapLayerFromString(results["FOOTPRINTS"], run_context(run))
    assert [field.name() for field in layer.fields()] == [
        "class", "confidence", "area_m2", "perimeter_m", "regularized", "status", "model", "run"]
    first = next(layer.getFeatures())
    assert first.attributes() == ["building", 0.9, 400.0, 80.0, False, "predicted", "toy", "job"]
    assert first.geometry().area() == 400 and layer.crs().authid() == "EPSG:32633" and layer.featureCount() == 2
    assert list(predictions.iterdir()) == [] and results["COUNT"] == 2


@pytest.mark.parametrize(("known", "column"), [({}, []), ({"KNOWN": "mark"}, [1.0, 0.0])])
def test_existing_buildings_are_left_out_or_marked(run, tmp_path, feedback, known, column):
    image = str(make_raster(tmp_path / "south.tif", corner=(500000, 4500064)))
    first = "Polygon((500010 4500010, 500030 4500010, 500030 4500030, 500010 4500030, 500010 4500010))"
    results = run("predict", IMAGERY=[image], FOOTPRINTS="memory:", EXISTING=[make_layer(), make_layer(first)], **known)
    layer = QgsProcessingUtils.mapLayerFromString(results["FOOTPRINTS"], run_context(run))
    assert results["COUNT"] == layer.featureCount() == (2 if column else 1) and results["COUNT_KNOWN"] == 1
    assert [feature["known"] for feature in layer.getFeatures()] == column if column else (
        layer.fields().lookupField("known") < 0)
    assert any(info.endswith("marked: 1" if column else "left out: 1") for info in feedback.infos)


def run_context(run):
    return next(cell.cell_contents for cell in run.__closure__ if hasattr(cell.cell_contents, "temporaryLayerStore"))


@pytest.mark.parametrize("name", ["out.gpkg", "out.geojson", "out.shp"])
def test_footprints_go_into_files_of_any_kind(run, raster, tmp_path, name):
    run("predict", IMAGERY=[raster], FOOTPRINTS=str(tmp_path / name))
    assert ogr.Open(str(tmp_path / name)).GetLayer().GetFeatureCount() == 2


def test_finding_nothing_is_told_and_gives_an_empty_layer(run, raster, tmp_path, feedback):
    run("predict", IMAGERY=[raster], MODEL="find nothing", FOOTPRINTS=str(tmp_path / "out.gpkg"))
    assert any("No footprints were found" in warning for warning in feedback.warnings)
    assert ogr.Open(str(tmp_path / "out.gpkg")).GetLayer().GetFeatureCount() == 0


def test_a_failed_prediction_leaves_its_log_and_no_output(run, raster, tmp_path, predictions, feedback):
    with pytest.raises(AssertionError, match="Something went wrong") as told:
        run("predict", IMAGERY=[raster], MODEL="have a bug", FOOTPRINTS=str(tmp_path / "out.gpkg"))
    (folder,) = predictions.iterdir()
    assert str(folder / "worker.log") in str(told.value) and feedback.warnings == []
    assert not (tmp_path / "out.gpkg").exists()
    assert "ZeroDivisionError" in (folder / "worker.log").read_text()


@pytest.mark.parametrize(("extent", "crs"), [
    ("500010,500020,4500050,4500060 [EPSG:32633]", "32633"), ("500010,500020,4500050,4500060", "32633"),
    ("12.0,12.1,40.1,40.2 [EPSG:4326]", "4326"),
])
def test_an_extent_arrives_in_its_own_crs(provider, context, raster, extent, crs, tmp_path):
    values = {"IMAGERY": [raster], "EXTENT": extent}
    algorithm = provider.algorithm("predict").create()
    request = algorithm.make_request(JobInputs(algorithm, values, context, tmp_path))
    assert request.extent["xmin"] == float(extent.split(",")[0]) and request.extent["ymax"] == float(
        extent.split(",")[3].split()[0])
    assert f'ID["EPSG",{crs}]]' in request.extent["crs"]


@pytest.mark.parametrize("half", [10_000_000, 30_000_000])
def test_of_a_view_of_the_world_the_part_round_the_imagery_is_searched(provider, context, raster, half, tmp_path):
    view = f"{1_669_792 - half},{1_669_792 + half},{4_960_000 - half},{4_960_000 + half} [EPSG:3857]"
    values = {"IMAGERY": [raster], "EXTENT": view}
    algorithm = provider.algorithm("predict").create()
    request = algorithm.make_request(JobInputs(algorithm, values, context, tmp_path))
    west, south, east, north = (request.extent[name] for name in ("xmin", "ymin", "xmax", "ymax"))
    utm, mercator = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (32633, 3857))
    whole = QgsCoordinateTransform(utm, mercator, context.transformContext()).transformBoundingBox(
        QgsRasterLayer(raster).extent())
    assert QgsRectangle(west, south, east, north).contains(whole) and max(east - west, north - south) < 1000


def test_an_output_that_the_disk_cuts_short_is_a_failure_and_is_removed(run, raster, tmp_path, monkeypatch):
    from roofline.plugin.processing import destinations

    written = destinations.copy_into
    monkeypatch.setattr(destinations, "copy_into", lambda sink, chunks: written(sink, [next(chunks)[:1]]))
    with pytest.raises(AssertionError, match="could not be written.*Check the free space.*only 1 of 2 features"):
        run("predict", IMAGERY=[raster], FOOTPRINTS=str(tmp_path / "out.gpkg"))
    assert not (tmp_path / "out.gpkg").exists()
