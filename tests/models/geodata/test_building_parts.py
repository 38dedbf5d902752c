"""Each part of a feature is a building of its own, unless the feature is one building in parts."""

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely
from roofline.models.geodata.polygon_io import Polygons, read_polygons
from shapely import affinity
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

UTM = "EPSG:32645"


def house(x, y=0, width=10, depth=8):
    return box(4e5 + x, 3.05e6 + y, 4e5 + x + width, 3.05e6 + y + depth)


@pytest.fixture(params=[UTM, "EPSG:4326", "EPSG:3857"])
def read(request, tmp_path):
    """How many buildings are in a layer of these features, and how many features were more than one."""
    def read(*features, **options):
        shapes = Polygons(list(features), pyproj.CRS(UTM)).to(request.param).geometries
        path = tmp_path / "layer.gpkg"
        pyogrio.raw.write(str(path), shapely.to_wkb(np.array(shapes, object)), [np.arange(len(shapes))], ["number"],
                          driver="GPKG", geometry_type="Unknown", crs=request.param)
        return read_polygons(path, "labels", **options)
    return read


def test_a_layer_collected_into_one_feature_is_its_buildings(read):
    found = read(MultiPolygon([house(30 * n) for n in range(12)]), house(900))
    assert (len(found), found.several) == (13, 1) and found.values["number"] == [0] * 12 + [1]


def test_a_building_in_parts_that_nearly_touch_is_one(read):
    found = read(MultiPolygon([house(0), house(10.3), house(0, 8.2)]), house(50))
    assert (len(found), found.several) == (2, 0)


def test_wings_with_ground_between_them_are_two(read):
    found = read(MultiPolygon([house(0), house(14)]), house(50))
    assert (len(found), found.several) == (3, 1)


def test_crumbs_are_no_buildings(read):
    found = read(MultiPolygon([house(0), house(20, 0, 0.5, 0.5), house(30, 0, 1, 1)]))
    assert (len(found), found.several) == (1, 0) and found.geometries[0].geom_type == "MultiPolygon"


def test_a_feature_stays_whole_where_that_is_wanted(read):
    assert len(read(MultiPolygon([house(30 * n) for n in range(12)]), whole=True)) == 1


def test_many_parts_that_share_walls_stay_apart_and_those_on_each_other_are_one(tmp_path):
    row = [house(10 * n) for n in range(12)]
    path = tmp_path / "layer.gpkg"
    mixed = GeometryCollection([house(300), house(340), Point(0, 0)])
    shapes = [MultiPolygon([*row, house(200), house(203, 1)]), mixed]
    pyogrio.raw.write(str(path), shapely.to_wkb(np.array(shapes, object)), [np.arange(2)], ["number"], driver="GPKG",
                      geometry_type="Unknown", crs=UTM)
    found = read_polygons(path, "labels")
    assert (len(found), found.several, found.repaired) == (12 + 1 + 2, 2, 1)


def test_parts_without_ground_and_coordinates_that_are_no_numbers_do_no_harm(tmp_path):
    flat = Polygon([(4e5, 3e6), (4e5 + 5, 3e6), (4e5, 3e6)])
    shapes = [MultiPolygon([house(0), flat]), MultiPolygon([house(50), Polygon([(0, 0), (np.nan, 1), (1, 1)])]),
              affinity.translate(MultiPolygon([house(0), house(30)]), 0, 90)]
    path = tmp_path / "layer.gpkg"
    pyogrio.raw.write(str(path), shapely.to_wkb(np.array(shapes, object)), [np.arange(3)], ["number"], driver="GPKG",
                      geometry_type="Unknown", crs=UTM)
    found = read_polygons(path, "labels")
    assert found.values["number"] == [0, 2, 2] and not isinstance(found.geometries[0], LineString)
