"""Layers that do not lie where they should are told with the place where they lie, and the likely cause."""

import numpy as np
import pyproj
import pytest
import shapely
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.label_checks import checked
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.geodata.whereabouts import place_of, why_apart
from shapely.geometry import box

UTM, DEGREES = pyproj.CRS("EPSG:26914"), pyproj.CRS("EPSG:4326")
TOWN = [box(617_100 + 30 * n, 3_344_100, 617_112 + 30 * n, 3_344_110) for n in range(9)]
IN_DEGREES = Polygons(TOWN, UTM).to(DEGREES).geometries


def swapped(shapes):
    return list(shapely.transform(np.array(shapes, object), lambda xy: xy[:, ::-1]))


@pytest.mark.parametrize(("shapes", "cause"), [
    (TOWN, r"lie at 617\d+, 33441\d+.*, which are no degrees.*WGS 84.*look like metres: set the CRS"),
    (swapped(IN_DEGREES), r"lie at 30.2\d+, -97.7\d+, which are no degrees.*look swapped: 'Swap X and Y coordinates'")])
def test_coordinates_that_are_no_degrees_are_told_with_the_cause(tmp_path, shapes, cause):
    write_polygons(tmp_path / "town.gpkg", "town", shapes, {}, DEGREES)
    with pytest.raises(RooflineError, match=f"^The labels {cause}"):  # whose file the analyst has never seen
        read_polygons(tmp_path / "town.gpkg", "labels")


@pytest.mark.parametrize(("shapes", "crs", "words"), [
    (IN_DEGREES, UTM, "fit WGS 84 and not NAD83 / UTM zone 14N"),
    (swapped(TOWN), UTM, "x and y of the labels look swapped"),
    (TOWN, pyproj.CRS("EPSG:26915"), "fit NAD83 / UTM zone 14N and not NAD83 / UTM zone 15N"),
    ([shapely.affinity.translate(shape, 0, 900_000) for shape in TOWN], UTM, "Check that both layers have the right")])
def test_the_likely_cause_is_found(shapes, crs, words):
    said = why_apart(Polygons(list(shapes), crs), "labels", "imagery", place_of(Polygons(TOWN, UTM)), UTM)
    assert words in said and "the imagery at 30.22° N, 97.78° W." in said


def test_polygons_that_are_nowhere_on_earth_break_nothing():
    nowhere = Polygons([box(5e8 + n, 5e8, 5e8 + n + 0.5, 5e8 + 1) for n in range(3)], UTM)
    assert len(checked(nowhere, Job())) == 3
    assert "The labels lie at" in why_apart(nowhere, "labels", "imagery", (0.0, 0.0), UTM)
