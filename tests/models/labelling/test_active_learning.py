"""Suggested squares hold the most wrong footprints that are expected, inside wanted ground and off labelled ground."""

import numpy as np
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.labelling import active_learning
from roofline.models.labelling.active_learning import Squares, most_doubtful, suggest_areas
from roofline.protocol.job_requests import Suggest
from roofline.protocol.messages import Notice, Progress
from shapely.geometry import box

from ..support.dates import model_of_two_dates, on_two_dates
from ..support.town import UTM, checkerboard_town, write_raster

METRES = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
IMAGE, BUILDINGS = checkerboard_town()


class Site:
    """The checkerboard town as a raster of 600 by 400 pixels of 0.3 m, and layers given in its pixels."""

    def __init__(self, folder, transform=METRES, crs=UTM, name="raster"):
        self.folder, self.transform, self.crs = folder, transform, pyproj.CRS(crs)
        self.raster = write_raster(folder / f"{name}.tif", IMAGE, transform, crs)
        self.said: list = []

    def to_map(self, shape):
        return shapely.transform(shape, lambda xy: np.column_stack(self.transform @ (xy[:, 0], xy[:, 1])))

    def layer(self, name, shapes, crs=None, **fields):
        moved = Polygons([self.to_map(shape) for shape in shapes], self.crs).to(crs or self.crs)
        write_polygons(self.folder / name, "areas", moved.geometries, fields, moved.crs)
        return str(self.folder / name)

    def suggest(self, model, imagery=None, is_canceled=lambda: False, squares=3, side_m=30.0, bands=None,
                **more):
        request = Suggest("job", str(self.folder), imagery or [self.raster], str(self.folder / "s.gpkg"),
                          {"squares": squares, "side_m": side_m, "bands": bands}, model=model, **more)
        self.outputs = suggest_areas(request, Job("job", self.said.append, is_canceled))
        return read_polygons(self.outputs["suggested"], "areas")

    def in_pixels(self, found):
        back = ~self.transform
        return [shapely.transform(g, lambda xy: np.column_stack(back @ (xy[:, 0], xy[:, 1])))
                for g in found.to(self.crs).geometries]

    @property
    def notices(self):
        return [message.text for message in self.said if isinstance(message, Notice)]


@pytest.fixture()
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture()
def finds(monkeypatch):
    """A function: footprints in pixels of a site, with their confidences, that the prediction finds there. Which
    squares follow from footprints is tested without the seconds that a prediction takes; two tests below make one."""
    def tell(site, shapes=BUILDINGS, confidences=None):
        def find(request, job):
            site.predicted = request
            write_polygons(request.footprints, "footprints", [site.to_map(shape) for shape in shapes],
                           {"confidence": np.array([0.5] * len(shapes) if confidences is None else confidences, float)},
                           site.crs)
        monkeypatch.setattr(active_learning, "find_footprints", find)
    return tell


def overlap(shapes, ground):
    return max(shapely.area(shapely.intersection(shapes, ground)) / shapely.area(shapes))


def test_a_square_scores_by_the_wrong_footprints_that_are_expected_in_it(site, finds):
    many_sure, few_doubtful = [box(x, 20, x + 9, 29) for x in range(10, 90, 10)], [box(400, 200, 440, 240)] * 2
    finds(site, many_sure + few_doubtful, [0.95] * len(many_sure) + [0.3] * len(few_doubtful))
    found = site.suggest(None)
    assert found.values["score"][:2] == [pytest.approx(1.4), pytest.approx(0.4)]
    assert site.in_pixels(found)[0].contains(few_doubtful[0]) and site.in_pixels(found)[1].contains(many_sure[0])


def test_a_footprint_counts_once_where_its_centre_is(site, finds):
    finds(site, [box(90, 40, 140, 60)], [0.5])  # across the edge of two squares, its centre in the second
    found = site.suggest(None, squares=9)
    assert found.values["score"] == [0.5] and site.in_pixels(found)[0].contains(shapely.Point(115, 50))
    assert any(text.startswith("Squares that found room: 1 of 9.") for text in site.notices)


def test_the_most_doubtful_squares_come_first_and_do_not_overlap():
    boxes = np.array([box(x, 0, x + 10, 10) for x in (0, 5, 10, 30)])
    assert most_doubtful(Squares(boxes, np.array([1.0, 3.0, 2.0, 2.5])), 9).tolist() == [1, 3]
    assert most_doubtful(Squares(boxes, np.array([2.0, 1.0, 2.0, 0.0])), 2).tolist() == [0, 2]


def test_the_layer_is_ready_to_become_areas(site, tuned):
    found = site.suggest(tuned.model, squares=4)  # a real prediction
    assert found.words("role") == ["suggested"] * 4 and found.values["rank"] == [1, 2, 3, 4]
    assert found.values["score"] == sorted(found.values["score"], reverse=True) and found.values["score"][-1] > 0
    assert found.crs == pyproj.CRS(UTM) and site.outputs["count"] == 4
    assert shapely.area(found.geometries) == pytest.approx(900, rel=1e-3)
    assert sorted(path.name for path in site.folder.iterdir()) == ["raster.tif", "s.gpkg"]
    fractions = [message.fraction for message in site.said if isinstance(message, Progress)]
    assert fractions == sorted(fractions) and fractions[-1] == 1


@pytest.mark.parametrize("crs", [UTM, "EPSG:4326"])
def test_what_is_labelled_ignored_or_a_test_is_not_suggested_and_squares_do_not_overlap(site, finds, crs):
    taken = [box(0, 0, 140, 260), box(250, 40, 330, 400), box(400, 300, 500, 400), box(500, 300, 600, 400)]
    areas = site.layer("a.gpkg", taken, crs, role=["train", "validate", "ignore", "test"])
    finds(site)
    shapes = site.in_pixels(site.suggest(None, areas=areas, squares=30))
    assert len(shapes) > 6 and overlap(shapes, shapely.union_all(taken)) < 0.002
    assert max(a.intersection(b).area for a in shapes for b in shapes if a is not b) < 1
    assert box(-1, -1, 601, 401).covers(shapely.union_all(shapes))
    assert site.predicted.areas is None  # those areas do not say where to look


def test_without_areas_the_ground_around_labels_is_labelled(site, finds):
    finds(site)
    shapes = site.in_pixels(site.suggest(None, labels=site.layer("l.gpkg", [box(20, 20, 120, 380)]), squares=30))
    assert min(shape.bounds[0] for shape in shapes) >= 120 + 6 / 0.3 - 1


@pytest.mark.parametrize("how", ["extent", "areas"])
def test_squares_lie_wholly_inside_what_is_wanted_and_begin_at_its_corner(site, finds, how):
    wanted = box(333, 111, 555, 350)
    finds(site)
    if how == "extent":
        bounds = dict(zip(("xmin", "ymin", "xmax", "ymax"), site.to_map(wanted).bounds))
        others = site.layer("a.gpkg", [box(0, 0, 300, 300)], role=["predict"])
        found = site.suggest(None, extent={**bounds, "crs": UTM}, areas=others, squares=4)
        assert site.predicted.extent == {**bounds, "crs": UTM}
    else:
        areas = site.layer("a.gpkg", [wanted], role=["predict"])
        found = site.suggest(None, areas=areas, squares=4)
        assert site.predicted.areas == areas
    suggested = shapely.union_all(site.in_pixels(found))
    assert not suggested.is_empty and wanted.buffer(1).covers(suggested)
    assert all((edge - start) / 50 == pytest.approx(round((edge - start) / 50), abs=0.02) for shape in
               site.in_pixels(found) for edge, start in zip(shape.bounds[:2], (333, 111)))


def test_a_model_of_several_dates_and_chosen_bands_sees_the_rasters_of_all(site, finds, tmp_path):
    finds(site)
    rasters, model = on_two_dates(site.raster, tmp_path), model_of_two_dates(tmp_path)
    assert len(site.suggest(model, rasters, bands="blue,green,red")) == 3
    assert site.predicted.imagery == rasters and site.predicted.settings["bands"] == "blue,green,red"


def test_former_suggestions_mean_nothing(site, finds):
    finds(site)
    assert len(site.suggest(None, areas=site.layer("a.gpkg", [box(0, 0, 600, 400)], role=["suggested"]))) == 3


@pytest.mark.parametrize(("crs", "transform"), [
    ("EPSG:3857", Affine(0.339, 0, 9_520_000, 0, -0.339, 3_203_000)),
    ("EPSG:4326", Affine(3.05e-6, 0, 85.5, 0, -2.7e-6, 27.7))])
def test_the_side_is_metres_of_ground_whatever_the_system(tmp_path, finds, crs, transform):
    site = Site(tmp_path, transform, crs)
    finds(site)
    found = site.suggest(None, squares=1)
    lon, lat = shapely.get_coordinates(found.to("EPSG:4326").geometries[0])[0]
    plane = pyproj.CRS(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84")
    assert found.to(plane).geometries[0].area == pytest.approx(900, rel=0.02)


def test_rasters_that_overlap_do_not_get_the_same_ground_twice(tmp_path, finds):
    one = Site(tmp_path)
    other = Site(tmp_path, METRES @ Affine.translation(37, 21), name="other")
    finds(one)
    shapes = one.in_pixels(one.suggest(None, [one.raster, other.raster], squares=100))
    assert max(a.intersection(b).area for a in shapes for b in shapes if a is not b) <= 0.01 * 100 * 100 + 1


@pytest.mark.parametrize(("changed", "words"), [
    ({"side_m": 130.0}, "finds nothing round which a square of 130 m has room"),
    ({"extent": {"xmin": 0, "ymin": 0, "xmax": 9, "ymax": 9, "crs": UTM}}, "extent and the imagery .* do not meet"),
    ({"model": "castles"}, "no model called 'castles'")])
def test_what_cannot_be_is_refused_with_the_value(site, tuned, changed, words):
    with pytest.raises(RooflineError, match=words):
        site.suggest(**{"model": tuned.model, **changed})
    assert sorted(path.name for path in site.folder.iterdir()) == ["raster.tif"]


def test_where_nothing_is_found_outside_the_labelled_ground_there_is_nothing_to_suggest(site, finds):
    finds(site)
    with pytest.raises(RooflineError, match="Outside what is labelled the model finds nothing"):
        site.suggest(None, areas=site.layer("a.gpkg", [box(0, 0, 600, 400)], role=["train"]))
    finds(site, [])
    with pytest.raises(RooflineError, match="label some of what the model overlooks"):
        site.suggest(None)


def test_cancel_leaves_nothing(site, tuned):
    asked = []
    with pytest.raises(JobCanceled):
        site.suggest(tuned.model, is_canceled=lambda: bool(asked.append(1) or len(asked) > 2))
    assert sorted(path.name for path in site.folder.iterdir()) == ["raster.tif"]
