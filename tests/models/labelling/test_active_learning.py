"""Suggested squares lie inside wanted ground, off labelled ground, on imagery, and where the model is uncertain."""

import numpy as np
import pyproj
import pytest
import shapely
import torch
from affine import Affine
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.labelling.active_learning import SHORTLIST_SIZE, suggest_areas
from roofline.protocol.messages import Notice, Progress, Suggest
from shapely.geometry import box

from ..support.town import UTM, write_raster

METRES = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
UNCERTAIN, ROOF, GROUND = 120, 200, 40


class MeanEncoder(torch.nn.Module):
    """An encoder whose features are the means of 32 by 32 pixels."""

    def forward(self, tiles):
        return [tiles, torch.nn.functional.avg_pool2d(tiles, 32)]


class ThresholdNetwork(torch.nn.Module):
    """A network that is uncertain of pixels halfway between roofs and ground, and certain of all others."""

    def __init__(self, card, weights=None):
        super().__init__()
        self.encoder, self.band, self.feature_widths = MeanEncoder(), card.bands[0], (3, 3)
        self.told_dates = 0

    def forward(self, tiles):
        self.encoder(tiles)
        building = (tiles[:, :1] * self.band.std + self.band.mean - UNCERTAIN) / 5
        return torch.cat([building, building, building], dim=1)


class Site:
    """A raster of 600 by 400 pixels of 0.3 m, and layers given in its pixels."""

    def __init__(self, folder, image=None, transform=METRES, crs=UTM, name="raster", **profile):
        self.folder, self.transform, self.crs = folder, transform, pyproj.CRS(crs)
        self.image = np.full((3, 400, 600), GROUND, np.uint8) if image is None else image
        self.raster = write_raster(folder / f"{name}.tif", self.image, transform, crs, **profile)
        self.said: list = []

    def to_map(self, shape):
        return shapely.transform(shape, lambda xy: np.column_stack(self.transform * (xy[:, 0], xy[:, 1])))

    def layer(self, name, shapes, crs=None, **fields):
        moved = Polygons([self.to_map(shape) for shape in shapes], self.crs).to(crs or self.crs)
        write_polygons(self.folder / name, "areas", moved.geometries, fields, moved.crs)
        return str(self.folder / name)

    def suggest(self, model, imagery=None, is_canceled=lambda: False, squares=3, side_m=30.0, **more):
        request = Suggest("job", str(self.folder), imagery or [self.raster], str(self.folder / "s.gpkg"),
                          {"squares": squares, "side_m": side_m}, model=model, **more)
        self.outputs = suggest_areas(request, Job("job", self.said.append, is_canceled))
        return read_polygons(self.outputs["suggested"], "areas")

    def in_pixels(self, found):
        back = ~self.transform
        return [shapely.transform(g, lambda xy: np.column_stack(back * (xy[:, 0], xy[:, 1])))
                for g in found.to(self.crs).geometries]

    @property
    def notices(self):
        return [message.text for message in self.said if isinstance(message, Notice)]


@pytest.fixture()
def threshold_network(monkeypatch):
    monkeypatch.setattr("roofline.models.labelling.active_learning.build_network", ThresholdNetwork)


def town_with(*uncertain):
    """Roofs in rows on plain ground; boxes of uncertain pixels."""
    image = np.full((3, 400, 600), GROUND, np.uint8)
    image[:, ::3] = ROOF
    for shape in uncertain:
        x0, y0, x1, y1 = (int(v) for v in shape.bounds)
        image[:, y0:y1, x0:x1] = UNCERTAIN
    return image


def overlap(shapes, ground):
    return max(shapely.area(shapely.intersection(shapes, ground)) / shapely.area(shapes))


def test_the_first_square_covers_what_the_model_is_uncertain_of(tmp_path, tuned, threshold_network):
    uncertain = box(420, 130, 520, 230)
    site = Site(tmp_path, town_with(uncertain))
    found = site.suggest(tuned.model)
    first = site.in_pixels(found)[0]
    assert first.intersection(uncertain).area > 0.3 * uncertain.area
    assert found.values["score"][0] > 0.3 > 0.05 > found.values["score"][2]


def test_of_two_equally_uncertain_squares_the_one_among_buildings_comes_first(tmp_path, tuned, threshold_network):
    image = np.full((3, 400, 600), GROUND, np.uint8)
    image[:, :, 300:] = ROOF
    image[:, 160:240, 110:190] = image[:, 160:240, 410:490] = UNCERTAIN  # less than a square
    image += np.indices(image.shape).sum(axis=0).astype(np.uint8) % 2  # ground of one value would be a collar
    site = Site(tmp_path, image)
    assert site.in_pixels(site.suggest(tuned.model))[0].bounds[0] >= 300


def test_the_layer_is_ready_to_become_areas(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    found = site.suggest(tuned.model, squares=4)
    assert found.words("role") == ["suggested"] * 4 and found.values["rank"] == [1, 2, 3, 4]
    assert found.values["score"] == sorted(found.values["score"], reverse=True)
    assert found.crs == pyproj.CRS(UTM) and site.outputs["count"] == 4
    assert shapely.area(found.geometries) == pytest.approx(900, rel=1e-3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raster.tif", "s.gpkg"]


@pytest.mark.parametrize("crs", [UTM, "EPSG:4326"])
def test_what_is_labelled_or_ignored_is_not_suggested_and_squares_do_not_overlap(tmp_path, tuned, crs):
    taken = [box(0, 0, 140, 260), box(250, 40, 330, 400), box(400, 300, 600, 400)]
    site = Site(tmp_path, town_with())
    areas = site.layer("a.gpkg", taken, crs, role=["train", "validate", "ignore"])
    shapes = site.in_pixels(site.suggest(tuned.model, areas=areas, squares=30))
    assert len(shapes) > 6 and overlap(shapes, shapely.union_all(taken)) < 0.002
    assert max(a.intersection(b).area for a in shapes for b in shapes if a is not b) < 1
    assert box(-1, -1, 601, 401).covers(shapely.union_all(shapes))


def test_squares_fit_in_beside_a_labelled_area_that_lies_anywhere(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    areas = site.layer("a.gpkg", [box(0, 0, 150, 400)], role=["train"])
    shapes = site.in_pixels(site.suggest(tuned.model, areas=areas, squares=100))
    assert min(shape.bounds[0] for shape in shapes) == pytest.approx(150, abs=1)


def test_without_areas_the_ground_around_labels_is_labelled(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    labels = site.layer("l.gpkg", [box(20, 20, 120, 380)])
    shapes = site.in_pixels(site.suggest(tuned.model, labels=labels, squares=30))
    assert min(shape.bounds[0] for shape in shapes) >= 120 + 6 / 0.3 - 1


@pytest.mark.parametrize("how", ["extent", "areas"])
def test_squares_lie_wholly_inside_what_is_wanted(tmp_path, tuned, how):
    site, wanted = Site(tmp_path, town_with()), box(333, 111, 555, 350)
    if how == "extent":
        bounds = dict(zip(("xmin", "ymin", "xmax", "ymax"), site.to_map(wanted).bounds))
        others = site.layer("a.gpkg", [box(0, 0, 300, 300)], role=["predict"])
        found = site.suggest(tuned.model, extent={**bounds, "crs": UTM}, areas=others, squares=4)
    else:
        found = site.suggest(tuned.model, areas=site.layer("a.gpkg", [wanted], role=["predict"]), squares=4)
    suggested = shapely.union_all(site.in_pixels(found))
    assert not suggested.is_empty and wanted.buffer(1).covers(suggested)
    others = [box(333 + 50 * i, 111 + 50 * j, 433 + 50 * i, 211 + 50 * j) for i in range(3) for j in range(3)]
    assert all(other.intersection(suggested).area > 1000 for other in others)  # there is no room for another one


def test_former_suggestions_mean_nothing(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    before = site.suggest(tuned.model, areas=site.layer("a.gpkg", [box(0, 0, 600, 400)], role=["suggested"]))
    assert len(before) == 3 and any("Nothing labelled" in text for text in site.notices)


def test_squares_with_the_features_of_a_labelled_one_are_avoided(tmp_path, tuned, threshold_network):
    image = town_with(box(100, 100, 200, 200), box(400, 100, 500, 200), box(400, 300, 500, 400))
    image[1:, 300:400, 400:500] = 250  # as uncertain as the others in the first band, but of another colour
    site = Site(tmp_path, image)
    areas = site.layer("a.gpkg", [box(100, 100, 200, 200)], role=["train"])
    first = site.in_pixels(site.suggest(tuned.model, areas=areas))[0]
    assert first.intersection(box(400, 300, 500, 400)).area > 2000


def test_squares_mostly_without_imagery_are_left_out(tmp_path, tuned, threshold_network):
    image = town_with(box(0, 0, 280, 400))
    image[:, :, :280] = 0
    site = Site(tmp_path, image, nodata=0)
    shapes = site.in_pixels(site.suggest(tuned.model, squares=30))
    assert len(shapes) > 5 and min(shape.bounds[0] for shape in shapes) >= 280 - 25 - 1


@pytest.mark.parametrize(("crs", "transform"), [
    ("EPSG:3857", Affine(0.339, 0, 9_520_000, 0, -0.339, 3_203_000)),
    ("EPSG:4326", Affine(3.05e-6, 0, 85.5, 0, -2.7e-6, 27.7))])
def test_the_side_is_metres_of_ground_whatever_the_system(tmp_path, tuned, crs, transform):
    found = Site(tmp_path, town_with(), transform, crs).suggest(tuned.model, squares=1)
    lon, lat = shapely.get_coordinates(found.to("EPSG:4326").geometries[0])[0]
    plane = pyproj.CRS(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84")
    assert found.to(plane).geometries[0].area == pytest.approx(900, rel=0.02)


def test_rasters_that_overlap_do_not_get_the_same_ground_twice(tmp_path, tuned):
    one = Site(tmp_path, town_with())
    other = Site(tmp_path, town_with(), METRES * Affine.translation(37, 21), name="other")
    shapes = one.in_pixels(one.suggest(tuned.model, [one.raster, other.raster], squares=100))
    assert max(a.intersection(b).area for a in shapes for b in shapes if a is not b) <= 0.01 * 100 * 100 + 1


def test_fewer_squares_than_were_asked_for_are_told(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    assert 10 < len(site.suggest(tuned.model, squares=100)) <= 24 < SHORTLIST_SIZE
    assert any(text.startswith("Squares that found room: ") and "of 100." in text for text in site.notices)


@pytest.mark.parametrize(("changed", "words"), [
    ({"side_m": 10.0}, "10 m are too small for the model .* 0.3 m a pixel. Give a side of 19.2 to"),
    ({"side_m": 5000.0}, "5000 m are too large"),
    ({"side_m": 130.0}, "No square of 130 m has room"),
    ({"extent": {"xmin": 0, "ymin": 0, "xmax": 9, "ymax": 9, "crs": UTM}}, "extent and the imagery .* do not meet"),
    ({"model": "castles"}, "no model called 'castles'")])
def test_what_cannot_be_is_refused_with_the_value(tmp_path, tuned, changed, words):
    site = Site(tmp_path, town_with())
    with pytest.raises(RooflineError, match=words):
        site.suggest(**{"model": tuned.model, **changed})
    assert not (tmp_path / "s.gpkg").exists()


def test_where_everything_is_labelled_there_is_nothing_to_suggest(tmp_path, tuned):
    site = Site(tmp_path, town_with())
    with pytest.raises(RooflineError, match="beside what is labelled"):
        site.suggest(tuned.model, areas=site.layer("a.gpkg", [box(0, 0, 600, 400)], role=["train"]))


def test_progress_rises_row_by_row_with_the_time_that_is_left(tmp_path, tuned):
    site = Site(tmp_path, np.full((3, 1300, 200), GROUND, np.uint8))
    site.suggest(tuned.model)
    told = [message for message in site.said if isinstance(message, Progress) and "Looking at" in message.text]
    fractions = [message.fraction for message in told]
    assert len(fractions) >= 3 and fractions == sorted(fractions) and told[0].remaining_s > 0


def test_cancel_leaves_nothing(tmp_path, tuned):
    asked = []
    with pytest.raises(JobCanceled):
        Site(tmp_path, town_with()).suggest(
            tuned.model, is_canceled=lambda: bool(asked.append(1) or len(asked) > 2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raster.tif"]
