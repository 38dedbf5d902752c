"""Buildings on the 180th meridian are as anywhere else, however their layer was cut there."""

import numpy as np
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.areas import to_pixels
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata.antimeridian import cut_at_antimeridian, middle, nearest_world, seam_of
from roofline.models.geodata.polygon_io import (
    Polygons,
    conformal_plane,
    ellipsoidal_areas,
    local_plane,
    read_polygons,
    write_polygons,
)
from roofline.models.regularize.layer_job import regularize_layer
from roofline.protocol.job_requests import Evaluate, Regularize
from shapely import affinity
from shapely.geometry import box

UTM = pyproj.CRS("EPSG:32760")
DEGREES, MERCATOR = pyproj.CRS("EPSG:4326"), pyproj.CRS("EPSG:3857")


@pytest.fixture(scope="module")
def town():
    """Houses in UTM on both sides of the meridian, and one on it."""
    x, y = pyproj.Transformer.from_crs(4326, UTM, always_xy=True).transform(180, -16.85)
    return [affinity.rotate(box(x + 25 * column - 7, y + 20 * row, x + 25 * column + 7, y + 20 * row + 9), 20)
            for column in range(-3, 4) for row in range(3)]


def moved(shapes, by):
    """Degrees, with those west of the meridian moved by whole turns, as layers come."""
    return shapely.transform(np.array(shapes, object), lambda xy: np.column_stack(
        [np.where(xy[:, 0] < 0, xy[:, 0] + by, xy[:, 0]), xy[:, 1]]))


def stretched(shapes):
    """Polygons with corners on both sides of the world."""
    to = pyproj.Transformer.from_crs(UTM, DEGREES, always_xy=True)
    return shapely.transform(np.array(shapes, object), lambda xy: np.column_stack(to.transform(xy[:, 0], xy[:, 1])))


def layers(town):
    yield "UTM", UTM, town
    yield "cut in degrees", DEGREES, Polygons(town, UTM).to(DEGREES).geometries
    yield "cut in Mercator", MERCATOR, Polygons(town, UTM).to(MERCATOR).geometries
    yield "stretched", DEGREES, stretched(town)
    yield "beyond 180", DEGREES, moved(stretched(town), 360)


@pytest.mark.parametrize("kind", range(5))
def test_every_layer_scores_and_is_drawn_alike(town, tmp_path, kind):
    name, crs, shapes = list(layers(town))[kind]
    write_polygons(tmp_path / "town.gpkg", "town", shapes, {"source_id": np.arange(len(shapes))}, crs)
    write_polygons(tmp_path / "found.gpkg", "found", town, {}, UTM)
    work = str(tmp_path)
    request = Evaluate("j", work, f"{work}/found.gpkg", f"{work}/town.gpkg", f"{work}/errors.gpkg")
    found = score_footprints(request, Job())
    assert found["f1"] == 1 and found["iou"] == pytest.approx(1, abs=1e-3), name
    regularize_layer(Regularize("j", work, f"{work}/town.gpkg", f"{work}/drawn.gpkg", {}), Job())
    drawn = shapely.get_parts(read_polygons(f"{work}/drawn.gpkg", "polygons", whole=True).to(UTM).geometries)
    drawn = shapely.simplify(drawn, 1e-3)  # there are vertices where the meridian cuts walls
    assert len(drawn) == len(town) and {len(shape.exterior.coords) for shape in drawn} == {5}
    assert all(shapely.hausdorff_distance(one, other) < 0.5 for one, other in zip(drawn, town))


def test_errors_are_written_where_the_reference_lies(town, tmp_path):
    write_polygons(tmp_path / "town.gpkg", "town", Polygons(town, UTM).to(DEGREES).geometries, {}, DEGREES)
    write_polygons(tmp_path / "found.gpkg", "found", town[:3], {}, UTM)
    work = str(tmp_path)
    request = Evaluate("j", work, f"{work}/found.gpkg", f"{work}/town.gpkg", f"{work}/errors.gpkg")
    found = score_footprints(request, Job())
    errors = read_polygons(f"{work}/errors.gpkg", "errors")
    assert found["matched"] == 3 and len(errors) == len(town) - 3 and errors.crs == DEGREES
    assert errors.values["area_m2"] == pytest.approx([14 * 9] * len(errors), rel=2e-3)


@pytest.mark.parametrize("plane", [local_plane, conformal_plane])
def test_a_plane_lies_where_the_polygons_are(town, plane):
    for _, crs, shapes in layers(town):
        there = Polygons(list(cut_at_antimeridian(np.array(shapes, object), crs)), crs)
        bounds = shapely.total_bounds(there.to(plane(there)).geometries)
        assert np.abs(bounds).max() < 200


def test_what_is_cut_is_whole_again_in_a_plane_and_keeps_its_area(town):
    cut = Polygons(town, UTM).to(DEGREES)
    assert sum(shape.geom_type == "MultiPolygon" for shape in cut.geometries) == 3
    assert shapely.total_bounds(cut.geometries)[[0, 2]] == pytest.approx([-180, 180])
    back = cut.to(UTM).geometries
    assert all(shape.geom_type == "Polygon" for shape in back)
    assert ellipsoidal_areas(cut.geometries, DEGREES)[0] == pytest.approx(ellipsoidal_areas(town, UTM)[0], rel=1e-6)


def test_the_whole_world_and_what_is_nowhere_near_stay_as_they_are():
    shapes = np.array([box(-180, -90, 180, 90), box(-170, 0, 170, 10), box(10, 10, 11, 11), shapely.Polygon()], object)
    assert cut_at_antimeridian(shapes, DEGREES).tolist() == shapes.tolist()
    assert seam_of(UTM) is None and seam_of(pyproj.CRS("EPSG:3460")) is None
    assert middle(np.array([box(179, 0, 179.5, 1), box(-179.5, 0, -179, 1)], object))[0] % 360 == pytest.approx(180)


def test_labels_lie_on_a_raster_in_degrees_that_goes_on_beyond_180(town):
    class Raster:
        crs, shape = DEGREES, (1000, 1000)
        transform = Affine(2e-6, 0, 179.999, 0, -2e-6, -16.849)

    pixels = to_pixels(Raster, Polygons(town, UTM))
    boxes = shapely.bounds(pixels)
    assert (np.ptp(boxes[:, [0, 2]], axis=1) < 200).all() and (boxes[:, 0] > 0).all()
    assert nearest_world(np.array([box(-179, 0, -178, 1)], object), DEGREES, 181)[0].bounds == (181, 0, 182, 1)
