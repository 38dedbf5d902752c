"""Layers on another datum are brought to that of the imagery, or of the reference, by QGIS, which has the grids."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from roofline.plugin.layers.datum import Target, same_datum
from roofline.plugin.processing.job_inputs import JobInputs
from roofline.tests.qgis.support.layers import make_layer, make_raster

X, Y = 652000, 6862000  # in Paris
HOUSE = f"Polygon(({X + 20} {Y - 40}, {X + 40} {Y - 40}, {X + 40} {Y - 20}, {X + 20} {Y - 20}, {X + 20} {Y - 40}))"
NTF, RGF93 = "EPSG:27572", "EPSG:2154"


def moved(wkt, source, target):
    geometry = QgsGeometry.fromWkt(wkt)
    crs = [QgsCoordinateReferenceSystem(one) for one in (source, target)]
    geometry.transform(QgsCoordinateTransform(*crs, QgsProject.instance()))
    return geometry


@pytest.fixture()
def paris(tmp_path):
    return str(make_raster(tmp_path / "paris.tif", 2154, 100, (X, Y)))


@pytest.fixture()
def exported(provider, context, tmp_path):
    """The request of an algorithm, and a function that reads one of its layers: CRS and geometries."""

    def exported(name, **values):
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        algorithm = provider.algorithm(name).create()
        inputs = JobInputs(algorithm, values, context, folder)
        return algorithm.make_request(inputs), inputs.remarks

    return exported


def read(path):
    layer = (file := ogr.Open(path)).GetLayer()
    crs = layer.GetSpatialRef().GetAuthorityCode(None)
    return crs, [QgsGeometry.fromWkt(row.geometry().ExportToWkt()) for row in layer], file


@pytest.mark.parametrize("crs", [NTF, "EPSG:4275", "EPSG:4230"])
def test_labels_and_areas_on_another_datum_lie_where_qgis_shows_them(exported, paris, tmp_path, crs):
    layer = make_layer(moved(HOUSE, RGF93, crs).asWkt(12), crs=crs)
    request, _ = exported("finetune", IMAGERY=[paris], LABELS=layer, AREAS=layer, MODEL=str(tmp_path / "m.roofline"))
    for path in (request.labels, request.areas):
        code, (found,), _ = read(path)
        assert code == "2154" and found.hausdorffDistance(QgsGeometry.fromWkt(HOUSE)) < 0.02


def test_labels_on_one_of_several_rasters_are_brought_to_their_datum_too(exported, paris, tmp_path):
    rasters = [str(make_raster(tmp_path / f"{east}.tif", 2154, 100, (X + east, Y))) for east in (-5000, -2000)]
    layer = make_layer(moved(HOUSE, RGF93, NTF).asWkt(12), crs=NTF)
    request, _ = exported("finetune", IMAGERY=[*rasters, paris], LABELS=layer, MODEL=str(tmp_path / "m.roofline"))
    code, (found,), _ = read(request.labels)
    assert code == "2154" and found.hausdorffDistance(QgsGeometry.fromWkt(HOUSE)) < 0.02


def test_footprints_and_areas_are_brought_to_the_datum_of_the_reference(exported, tmp_path):
    old = make_layer(moved(HOUSE, RGF93, NTF).asWkt(12), crs=NTF)
    request, _ = exported("evaluate", FOOTPRINTS=old, REFERENCE=make_layer(HOUSE, crs=RGF93), AREAS=old)
    for path in (request.footprints, request.areas, request.reference):
        code, (found,), _ = read(path)
        assert code == "2154" and found.hausdorffDistance(QgsGeometry.fromWkt(HOUSE)) < 0.02


def test_an_extent_on_another_datum_keeps_its_corners(exported, paris):
    box = moved(HOUSE, RGF93, NTF).boundingBox()
    text = f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [{NTF}]"
    request, _ = exported("predict", IMAGERY=[paris], EXTENT=text, FOOTPRINTS="memory:")
    ring = QgsGeometry.fromWkt(f"Polygon(({', '.join(f'{x} {y}' for x, y in request.extent['ring'])}))")
    right = moved(QgsGeometry.fromRect(box).asWkt(9), NTF, RGF93)
    assert 'ID["EPSG",2154]' in request.extent["crs"] and ring.hausdorffDistance(right) < 0.02
    assert request.extent["xmin"] == pytest.approx(right.boundingBox().xMinimum(), abs=0.02)
    json.dumps(request.extent)


@pytest.mark.parametrize(("crs", "wkt"), [
    ("EPSG:4171", None), ("EPSG:3946", None),  # the same datum
    (NTF, "Polygon((2 48, 2.001 48, 2.001 48.001, 2 48))"),  # degrees, whatever the layer says: the worker tells why
    (NTF, "Polygon((1e30 1e30, 2e30 1e30, 2e30 2e30, 1e30 1e30))")])
def test_what_the_worker_can_do_itself_or_has_to_explain_stays_as_it_is(exported, paris, tmp_path, crs, wkt):
    wkt = wkt or moved(HOUSE, RGF93, crs).asWkt(12)
    request, remarks = exported("finetune", IMAGERY=[paris], LABELS=make_layer(wkt, crs=crs),
                                MODEL=str(tmp_path / "m.roofline"))
    code, (found,), _ = read(request.labels)
    assert f"EPSG:{code}" == crs and found.asGeometryCollection()[0].asWkt(6) == QgsGeometry.fromWkt(
        wkt).asWkt(6) and remarks == []


def test_layers_at_the_antimeridian_are_left_to_the_worker(exported, tmp_path):
    fiji = str(make_raster(tmp_path / "fiji.tif", 3460, 100, (2_160_000, 3_900_000)))
    for box in ("179.9 -17, 180 -17, 180 -16.9, 179.9 -17", "-180 -17, -179.9 -17, -179.9 -16.9, -180 -17"):
        request, _ = exported("finetune", IMAGERY=[fiji], LABELS=make_layer(f"Polygon(({box}))", crs="EPSG:4326"),
                              MODEL=str(tmp_path / "m.roofline"))
        assert read(request.labels)[0] == "4326"


def test_a_missing_grid_is_told(exported, tmp_path):
    austin = str(make_raster(tmp_path / "austin.tif", 26914, 100, (617000, 3344000)))
    layer = make_layer(moved("Point(617050 3343950)", "EPSG:26914", "EPSG:4267").buffer(1e-5, 4).asWkt(12),
                       crs="EPSG:4267")
    _, remarks = exported("finetune", IMAGERY=[austin], LABELS=layer, MODEL=str(tmp_path / "m.roofline"))
    assert len(remarks) == 1 and "Layer 'houses' is brought from EPSG:4267" in remarks[0]
    assert "may lie many metres off" in remarks[0]
    assert re.search(r"needs us_noaa_(nadcon5_\w+_)?conus\.tif", remarks[0]), "its name in this PROJ"


def test_datums_are_told_apart():
    crs = QgsCoordinateReferenceSystem
    assert same_datum(crs("EPSG:4326"), crs("EPSG:3857")) and same_datum(crs("EPSG:2154"), crs("EPSG:4171"))
    assert not same_datum(crs("EPSG:4326"), crs("EPSG:2154")) and not same_datum(crs(NTF), crs("EPSG:4275"))


LOCAL = 'LOCAL_CS["CAD",UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'


@pytest.mark.parametrize("crs", [(LOCAL, RGF93), (RGF93, LOCAL)])
def test_a_crs_that_is_bound_to_no_place_is_not_tried(crs, capfd):
    source, target = (QgsCoordinateReferenceSystem.fromWkt(one) if one == LOCAL else QgsCoordinateReferenceSystem(one)
                      for one in crs)
    box = QgsRectangle(X, Y, X + 10, Y + 10)
    assert Target(target, box, QgsCoordinateTransformContext()).transform(source, box) is None
    assert "Cannot create transform" not in "".join(capfd.readouterr())
