"""CRSs that lie nowhere on earth, and coordinates that do not fit their CRS."""

import re

import numpy as np
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.antimeridian import middle
from roofline.models.geodata.crs import ground_crs, missing_grid
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import Imagery
from roofline.models.regularize.layer_job import regularize_layer
from roofline.protocol.job_requests import Regularize
from roofline.protocol.settings.regularization import RegularizeSettings

from ..support.town import write_raster

LOCAL = 'LOCAL_CS["RGF93 / CC46",UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
NOWHERE = [LOCAL, 'COMPD_CS["site",LOCAL_CS["grid",UNIT["metre",1]],VERT_CS["h",VERT_DATUM["d",2005],UNIT["metre",1]]]',
           "IAU_2015:30100", "EPSG:4978", "EPSG:5773"]
HOUSES = [shapely.box(lon, 30.22, lon + 1e-4, 30.2201) for lon in (-97.78, -97.77, -97.76)]


@pytest.mark.parametrize("crs", NOWHERE)
def test_a_crs_that_is_bound_to_no_place_on_earth_is_told_with_its_name(crs):
    with pytest.raises(RooflineError, match=r"^town.tif has a CRS that is bound to no place on earth \(.+\). Assign"):
        ground_crs(crs, "town.tif")


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:7405", "EPSG:4326+5773", "EPSG:31467", "+proj=robin",
                                 "+proj=aeqd +lat_0=3 +lon_0=4 +R=6371000", "+proj=tmerc +datum=WGS84 +units=us-ft"])
def test_any_crs_of_the_ground_is_taken(crs):
    assert ground_crs(crs, "town.tif").name


def test_a_crs_that_cannot_be_read_is_told():
    with pytest.raises(RooflineError, match="town.tif has a CRS that cannot be read"):
        ground_crs("EPSG:999999", "town.tif")


def test_imagery_and_polygons_with_an_engineering_crs_are_refused(tmp_path):
    raster = write_raster(tmp_path / "t.tif", np.ones((3, 4, 4), np.uint8), Affine(1, 0, 0, 0, -1, 0), crs=LOCAL)
    with pytest.raises(RooflineError, match=r"t.tif has a CRS .* \(RGF93 / CC46\)"):
        Imagery(raster, ("red", "green", "blue"), 1.0)
    write_polygons(tmp_path / "l.gpkg", "l", HOUSES, {}, LOCAL)
    with pytest.raises(RooflineError, match="bound to no place on earth"):
        read_polygons(tmp_path / "l.gpkg", "labels")


def test_polygons_that_may_lie_anywhere_are_read_as_they_are(tmp_path):
    write_polygons(tmp_path / "l.gpkg", "l", [shapely.MultiPolygon(HOUSES)], {}, LOCAL)
    assert len(read_polygons(tmp_path / "l.gpkg", "labels", anywhere=True).geometries[0].geoms) == 3


def test_some_wrong_coordinates_do_not_move_the_middle():
    swapped = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in HOUSES[:1]]
    assert middle(np.array(HOUSES + swapped, object)) == pytest.approx((-97.77, 30.22), abs=0.01)


def test_regular_outlines_of_polygons_outside_of_their_crs_are_a_sentence(tmp_path):
    write_polygons(tmp_path / "w.gpkg", "w", [shapely.box(5e8, 5e8, 6e8, 6e8)], {"source_id": [1]}, "EPSG:26914")
    request = Regularize("job", str(tmp_path), str(tmp_path / "w.gpkg"), str(tmp_path / "r.gpkg"),
                         RegularizeSettings().to_dict())
    with pytest.raises(RooflineError, match="None of the polygons lies where the CRS of their layer holds, NAD83"):
        regularize_layer(request, Job())


@pytest.mark.parametrize(("source", "target", "place", "words"), [
    (27572, 2154, (2.3, 48.9), "off by metres to hundreds of metres.*Reproject layer"),
    (4267, 26914, (-97.8, 30.2), "without the shift grid us_"),
    (4326, 27700, (-0.1, 51.5), "grid uk_os_OSTN15_NTv2_OSGBtoETRS.tif, so they may lie up to 2 m off")])
def test_a_grid_that_the_worker_lacks_is_told_with_the_metres(source, target, place, words):
    sentence = missing_grid(pyproj.CRS(source), pyproj.CRS(target), "The labels", place)
    assert sentence.startswith("The labels are brought from ") and re.search(words, sentence)


@pytest.mark.parametrize(("source", "target"), [
    (4326, 3857), (2154, 4171), (4258, 32633), (3857, 2154), (4230, 2154), (27572, 27572), (32633, 32632)])
def test_of_a_move_that_needs_no_grid_nothing_is_said(source, target):
    assert missing_grid(pyproj.CRS(source), pyproj.CRS(target), "The labels", None) is None
