"""Layers whose CRS is bound to no place on earth are told by their names, before anything starts."""

import pytest
from osgeo import gdal, ogr, osr
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster

pytestmark = pytest.mark.usefixtures("scratch")
LOCAL = 'LOCAL_CS["RGF93 / CC46",UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'


@pytest.fixture()
def local_raster(tmp_path):
    raster = gdal.Open(str(make_raster(tmp_path / "cc46.tif")), gdal.GA_Update)
    raster.SetProjection(LOCAL)
    raster = None
    return str(tmp_path / "cc46.tif")


@pytest.fixture(params=[LOCAL, None])
def drawing(tmp_path, request):
    """A GeoPackage of a drawing: with an engineering CRS, or the one that a GeoPackage calls undefined."""
    crs = osr.SpatialReference()
    if request.param:
        crs.ImportFromWkt(request.param)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "cad.gpkg"))
    layer = source.CreateLayer("cad", crs if request.param else None, ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(HOUSE))
    layer.CreateFeature(feature)
    layer = source = feature = None
    return str(tmp_path / "cad.gpkg")


def test_imagery(run, local_raster, town):
    for name, values in (("predict", {"FOOTPRINTS": "memory:"}), ("finetune", town), ("suggest", {
            "SUGGESTED": "memory:"})):
        with pytest.raises(AssertionError, match=r"'cc46' has a CRS that is bound to no place on earth .RGF93 / CC46."):
            run(name, **{**values, "IMAGERY": [local_raster]})


def test_labels_areas_and_reference_outlines(run, drawing, town, raster):
    house = make_layer(HOUSE)
    for name, values in (("finetune", {**town, "LABELS": drawing}), ("finetune", {**town, "AREAS": drawing}),
                         ("predict", {"IMAGERY": [raster], "AREAS": drawing, "FOOTPRINTS": "memory:"}),
                         ("evaluate", {"FOOTPRINTS": house, "REFERENCE": drawing}),
                         ("evaluate", {"FOOTPRINTS": drawing, "REFERENCE": house}),
                         ("regularize", {"INPUT": drawing, "OUTPUT": "memory:"})):
        with pytest.raises(AssertionError, match="Layer '.*cad.*' has (a CRS that is bound to no place|no CRS)"):
            run(name, **values)


def test_labels_on_another_body(run, town):
    with pytest.raises(AssertionError, match="Layer 'craters' has a CRS that is bound to no place on earth .*Moon"):
        run("finetune", **{**town, "LABELS": make_layer("Polygon((1 1, 2 1, 2 2, 1 1))", name="craters",
                                                        crs="IAU_2015:30100")})
