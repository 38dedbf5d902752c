"""What is trained on and what is scored, checked on imagery whose pixels say where they are."""

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.dataset import Widths, build_dataset
from roofline.models.data.target_masks import BACKGROUND, BUILDING, CLASS_SHIFT, IGNORE
from roofline.models.evaluation.validation import ValidationSet
from roofline.models.geodata.band_statistics import pooled
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.label_counts import LabelCounts
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box

from ..support.town import UTM, checkerboard_town, write_raster

RGB = ("red", "green", "blue")
TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
HOUSES = [box(x, y, x + 20, y + 20) for x in range(15, 575, 50) for y in range(15, 375, 50)]
NARROW = Widths(boundary_m=0.0, contact_m=0.0)
PLAIN = {"tile_size": 64, "outline_tolerance_m": 0.0, "gap_m": 9.0}


class Place:
    """Rasters and layers in a folder. A pixel's bands are its column, its row and 1; layers are given in pixels."""

    def __init__(self, folder):
        self.folder, self.said = folder, []

    def raster(self, name="where.tif", column=0, row=0, rows=400, columns=600, hole=None):
        image = np.ones((3, rows, columns), np.uint16)
        image[0], image[1] = np.arange(columns)[None, :] + column + 1, np.arange(rows)[:, None] + row + 1
        if hole:
            x0, y0, x1, y1 = hole
            image[:, y0:y1, x0:x1] = 0
        return write_raster(self.folder / name, image, TRANSFORM * Affine.translation(column, row), nodata=0)

    def layer(self, name, shapes, **fields):
        a, _, c, _, e, f = TRANSFORM[:6]
        moved = shapely.transform(np.array(shapes, dtype=object), lambda xy: xy * [a, e] + [c, f])
        write_polygons(self.folder / f"{name}.gpkg", name, moved, fields, UTM)
        return str(self.folder / f"{name}.gpkg")

    def dataset(self, rasters, labels, areas=None, classes=("building",), **settings):
        images = open_imagery(rasters, RGB, 0.3)
        self.said = []
        job = Job("job", lambda message: self.said.append(message.text))
        return build_dataset(
            images, {images[0].dtype: pooled([image.statistics() for image in images])},
            read_polygons(labels, "labels"), read_polygons(areas, "areas") if areas else None,
            TrainSettings.from_dict({**PLAIN, **settings}), NARROW, classes, job)


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


def trained_ground(dataset, rows=400, columns=1200):
    """Boolean (rows, columns) of the place: pixels that count in a training mask."""
    ground = np.zeros((rows, columns), bool)
    for site in dataset.sites:
        counted = site.mask != IGNORE
        ground[site.image[1][counted] - 1, site.image[0][counted] - 1] = True
    return ground


def scored_ground(dataset, rows=400, columns=1200):
    ground = np.zeros((rows, columns), bool)
    for piece in dataset.held_out:
        height, width = piece.source.shape
        x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        inside = shapely.contains_xy(piece.region, x, y) & piece.source.valid
        ground[piece.source.image[1][inside] - 1, piece.source.image[0][inside] - 1] = True
    return ground


def distance_between(one, other):
    """Pixels between two sets of pixels that a straight cut parts."""
    (r1, c1), (r2, c2) = np.nonzero(one), np.nonzero(other)
    return max(c2.min() - c1.max(), c1.min() - c2.max(), r2.min() - r1.max(), r1.min() - r2.max()) - 1


def test_labels_and_masks_meet_on_the_same_pixels(place):
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", [box(0, 0, 600, 400)]),
                            holdout_share=0)
    [site] = dataset.sites
    expected = np.zeros((400, 600), bool)
    for house in HOUSES:
        x0, y0, x1, y1 = map(int, house.bounds)
        expected[y0:y1, x0:x1] = True
    assert np.array_equal(site.mask == BUILDING, expected) and np.array_equal(site.mask == BACKGROUND, ~expected)
    assert dataset.training_labels == len(HOUSES) and not dataset.held_out
    assert all(site.mask[int(y), int(x)] == BUILDING for x, y in site.centers)


def test_held_out_ground_lies_behind_the_gap(place):
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", [box(0, 0, 600, 400)]))
    trained, scored = trained_ground(dataset), scored_ground(dataset)
    assert trained.sum() > 50_000 and scored.sum() > 30_000
    assert distance_between(trained, scored) == pytest.approx(9 / 0.3, abs=2)
    assert dataset.gap_m == 9 and dataset.held_out_labels == pytest.approx(24, abs=8)
    assert dataset.training_labels + dataset.held_out_labels <= len(HOUSES)


def test_without_areas_only_rings_count_and_they_are_held_out_the_same_way(place):
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), ring_m=1.5)
    trained, scored = trained_ground(dataset), scored_ground(dataset)
    near = np.zeros((400, 1200), bool)
    for house in HOUSES:
        x0, y0, x1, y1 = map(int, house.bounds)
        near[y0 - 5:y1 + 5, x0 - 5:x1 + 5] = True
    assert (trained | scored)[~near].sum() == 0 and distance_between(trained, scored) >= 28
    assert "ring of 1.5 m" in dataset.background


def test_validate_areas_are_never_trained_on(place):
    areas = place.layer("a", [box(0, 0, 600, 400), box(200, 100, 400, 300)], role=["train", "validate"])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), areas)
    trained, scored = trained_ground(dataset), scored_ground(dataset)
    assert not trained[100:300, 200:400].any() and trained.sum() == 600 * 400 - 200 * 200
    assert scored[100:300, 200:400].all() and scored.sum() == 200 * 200
    assert dataset.gap_m == 0


def test_a_validate_area_without_a_label_is_scored_too(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(330, 0, 480, 390), box(520, 0, 530, 400)],
                        role=["train", "validate", "validate"])
    dataset = place.dataset([place.raster()], place.layer("l", [h for h in HOUSES if h.bounds[2] < 500]), areas,
                            tile_size=64)
    assert scored_ground(dataset)[:, 520:530].all()


def test_validate_areas_without_any_label_give_no_score_and_say_so(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(400, 0, 600, 400)], role=["train", "validate"])
    dataset = place.dataset([place.raster()], place.layer("l", [h for h in HOUSES if h.bounds[2] < 300]), areas)
    assert not dataset.held_out and any("'validate') hold no label" in text for text in place.said)
    assert not trained_ground(dataset)[:, 400:].any()


def test_ignored_ground_is_neither_trained_on_nor_scored(place):
    areas = place.layer("a", [box(0, 0, 600, 400), box(300, 0, 600, 400), box(250, 50, 350, 150)],
                        role=["train", "validate", "ignore"])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), areas)
    assert not (trained_ground(dataset) | scored_ground(dataset))[50:150, 250:350].any()


def test_overlapping_rasters_do_not_train_on_what_another_scores(place):
    rasters = [place.raster("one.tif", columns=600), place.raster("two.tif", column=250, row=7, rows=390, columns=600)]
    houses = [box(x, y, x + 20, y + 20) for x in range(15, 800, 50) for y in range(15, 375, 50)]
    dataset = place.dataset(rasters, place.layer("l", houses), place.layer("a", [box(0, 0, 850, 400)]))
    trained, scored = trained_ground(dataset), scored_ground(dataset)
    assert trained.any() and scored.any() and distance_between(trained, scored) >= 28
    assert dataset.training_labels + dataset.held_out_labels <= len(houses)


def test_many_rasters_with_few_labels_each_are_held_out_together(place):
    rasters = [place.raster(f"{i}.tif", column=100 * i, columns=100) for i in range(6)]
    dataset = place.dataset(rasters, place.layer("l", HOUSES[::2]), place.layer("a", [box(0, 0, 600, 400)]))
    assert dataset.held_out_labels >= 6 and distance_between(trained_ground(dataset), scored_ground(dataset)) >= 28


def test_areas_far_apart_are_not_bridged_in_memory(place):
    areas = place.layer("a", [box(10, 10, 60, 60), box(500, 300, 590, 390)])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), areas, holdout_share=0)
    assert len(dataset.sites) == 2 and sum(site.mask.size for site in dataset.sites) < 50_000


def test_a_label_across_two_areas_is_one_label_with_a_centre_in_each(place):
    long = box(80, 100, 520, 120)
    areas = place.layer("a", [box(50, 50, 150, 150), box(450, 50, 550, 150)])
    dataset = place.dataset([place.raster()], place.layer("l", [long]), areas)
    assert dataset.training_labels == 1 and [len(site.centers) for site in dataset.sites] == [1, 1]
    for site in dataset.sites:
        [(x, y)] = site.centers
        assert site.mask[int(y), int(x)] == BUILDING


def test_a_label_that_only_touches_an_area_teaches_nothing(place):
    areas = place.layer("a", [box(0, 0, 200, 200)])
    dataset = place.dataset([place.raster()], place.layer("l", [box(50, 50, 70, 70), box(200, 80, 220, 100)]), areas)
    assert dataset.training_labels == 1


def test_held_out_labels_where_the_imagery_is_empty_are_not_asked_for(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    dataset = place.dataset([place.raster(hole=(300, 0, 450, 400))], place.layer("l", HOUSES), areas)
    [piece] = dataset.held_out
    assert dataset.held_out_labels == len(piece.labels) == len([h for h in HOUSES if h.bounds[0] >= 440])
    assert piece.region.area == 300 * 400 - 24 * 400  # nor is what is found there a false alarm


def test_labels_on_empty_imagery_are_not_trained_on(place):
    areas = place.layer("a", [box(0, 0, 600, 400)])
    dataset = place.dataset([place.raster(hole=(0, 0, 300, 400))], place.layer("l", HOUSES), areas, holdout_share=0)
    assert dataset.training_labels == len([h for h in HOUSES if h.bounds[0] >= 300])
    assert not trained_ground(dataset)[:, :300].any()
    with pytest.raises(RooflineError, match="where the imagery is empty"):
        place.dataset([place.raster(hole=(0, 0, 590, 400))], place.layer("l", HOUSES), areas)


def test_labels_narrower_than_the_tolerance_are_refused(place):
    with pytest.raises(RooflineError, match="too narrow to train on"):
        place.dataset([place.raster()], place.layer("l", HOUSES), outline_tolerance_m=20.0)


def test_a_building_drawn_twice_counts_once(place):
    areas = place.layer("a", [box(0, 0, 600, 400)])
    twice = [shapely.affinity.translate(house, 1, 1) for house in HOUSES[:5]]
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES + twice), areas, holdout_share=0)
    assert dataset.training_labels == len(HOUSES)
    assert any("drawn over another" in text and text.endswith(" 5.") for text in place.said)


def test_each_label_is_counted_once_and_the_scored_ones_are_those_that_a_score_counts(place):
    """Trained on, whole on held-out ground, cut by its edge towards nothing and towards training, in neither, twice."""
    houses = [box(20, 20, 40, 40), box(60, 20, 80, 40), box(320, 20, 340, 40), box(390, 20, 410, 40),
              box(290, 20, 310, 40), box(500, 20, 520, 40), box(21, 20, 41, 40), box(100, 20, 120, 40)]
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 400, 400)], role=["train", "validate"])
    classes = {"class": [""] * 7 + ["background"]}
    dataset = place.dataset([place.raster()], place.layer("l", houses, **classes), areas)
    assert dataset.counts == LabelCounts(trained=3, scored=1, cut=1, unused=2, background=1)
    assert dataset.counts.drawn == 7
    [piece] = dataset.held_out
    assert ValidationSet(dataset.held_out, None, 0.3, None).evaluate(
        [Probabilities(*np.zeros((2, *piece.source.shape), np.uint8))], Postprocessing(0.5, 0.0, 0.0)).buildings == 1


def test_counts_add_up_where_a_block_is_held_out_behind_a_gap(place):
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", [box(0, 0, 600, 400)]))
    assert dataset.counts.drawn == len(HOUSES) and dataset.counts.trained > dataset.counts.scored > 0


def test_masks_and_held_out_labels_know_the_class_of_each_building(place):
    classes = ["shed" if house.bounds[1] < 200 else "" for house in HOUSES]
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES, **{"class": classes}), areas,
                            classes=("building", "shed"))
    mask = dataset.sites[0].mask
    rows = dataset.sites[0].image[1] - 1
    counted = (mask != IGNORE) & (mask & BUILDING > 0)
    assert counted.any() and np.array_equal(mask[counted] >> CLASS_SHIFT, (rows < 200)[counted])
    [piece] = dataset.held_out
    upper = [shapely.get_coordinates(label)[:, 1].min() < 200 for label in piece.labels]
    assert piece.class_ids.tolist() == upper and 0 < sum(upper) < len(upper)


HARD = box(300, 100, 340, 140)
"""Ground without a building, far from all but the houses of the left half."""
LEFT = [house for house in HOUSES if house.bounds[2] < 200]


@pytest.mark.parametrize("areas", [None, [box(0, 0, 250, 400)]])
def test_a_background_label_teaches_that_there_is_none_wherever_it_lies(place, areas):
    layer = place.layer("l", [*LEFT, HARD], **{"class": [""] * len(LEFT) + ["Background"]})
    dataset = place.dataset([place.raster()], layer, areas and place.layer("a", areas), holdout_share=0)
    assert trained_ground(dataset)[100:140, 300:340].all() and not trained_ground(dataset)[:, 345:].any()
    assert dataset.training_labels == len(LEFT)
    found = [(site.image[0][int(y), int(x)] - 1, site.mask[int(y), int(x)]) for site in dataset.sites
             for x, y in site.centers]
    assert len(found) == len(LEFT) + 1 and [value for x, value in found if 300 <= x < 340] == [BACKGROUND]


def test_a_background_label_is_no_missing_building_of_the_held_out_ground(place):
    areas = place.layer("a", [box(0, 0, 200, 400), box(250, 0, 600, 400)], role=["train", "validate"])
    layer = place.layer("l", [*HOUSES, HARD], **{"class": [""] * len(HOUSES) + ["background"]})
    dataset = place.dataset([place.raster()], layer, areas)
    assert not trained_ground(dataset)[:, 250:].any() and scored_ground(dataset)[100:140, 300:340].all()
    assert dataset.held_out_labels == len([house for house in HOUSES if house.bounds[0] >= 250])


def test_where_a_background_label_meets_a_building_there_is_a_building(place):
    layer = place.layer("l", [*LEFT, LEFT[0].buffer(5)], **{"class": [""] * len(LEFT) + ["background"]})
    dataset = place.dataset([place.raster()], layer, place.layer("a", [box(0, 0, 250, 400)]), holdout_share=0)
    assert dataset.training_labels == len(LEFT) and (dataset.sites[0].mask == BUILDING).sum() == len(LEFT) * 400


def test_a_training_area_without_any_label_is_learned_as_background(place):
    areas = place.layer("a", [box(0, 0, 250, 400), box(400, 100, 480, 180)])
    dataset = place.dataset([place.raster()], place.layer("l", LEFT), areas, holdout_share=0)
    empty = min(dataset.sites, key=lambda site: len(site.centers))
    assert len(dataset.sites) == 2 and not len(empty.centers)
    assert set(np.unique(empty.mask)) == {BACKGROUND, IGNORE} and (empty.mask == BACKGROUND).sum() == 80 * 80


def test_a_suggested_area_neither_trains_nor_scores(place):
    areas = place.layer("a", [box(0, 0, 250, 400), box(300, 0, 600, 400)], role=["train", "suggested"])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), areas)
    assert not (trained_ground(dataset) | scored_ground(dataset))[:, 250:].any()


@pytest.mark.parametrize(("labels", "areas", "role", "words"), [
    ([box(5000, 0, 5020, 20)], None, None, "No label lies on the imagery"),
    (HOUSES, [box(5000, 0, 5020, 20)], "train", "No area with the role 'train' lies on the imagery"),
    (HOUSES, [box(0, 0, 600, 400)], "predict", "No area with the role 'train'"),
    (HOUSES, [box(0, 0, 600, 400)], "training",
     "No area with the role 'train'.*'training' is not known.*Did you mean 'train'"),
    (HOUSES, [box(0, 0, 10, 10)], "train", "No label lies inside an area")])
def test_layers_that_do_not_meet_are_refused(place, labels, areas, role, words):
    with pytest.raises(RooflineError, match=words):
        place.dataset([place.raster()], place.layer("l", labels),
                      areas and place.layer("a", areas, role=[role] * len(areas)))


def test_ground_larger_than_the_memory_is_refused_before_it_is_read(place, monkeypatch):
    monkeypatch.setattr("roofline.models.data.dataset.LARGEST_CACHE", 100_000)
    monkeypatch.setattr("roofline.models.geodata.raster_source.Imagery.read", None)
    with pytest.raises(RooflineError, match="Draw smaller areas"):
        place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", [box(0, 0, 600, 400)]))


@pytest.mark.parametrize(("crs", "transform"), [
    ("EPSG:3857", Affine(0.34, 0, 9_520_000, 0, -0.34, 3_203_000)),
    ("EPSG:4326", Affine(3.1e-6, 0, 85.5, 0, -2.7e-6, 27.7)),
    ("EPSG:32736", Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000) * Affine.rotation(30)),
    ("EPSG:32736", Affine(0.3, 0, 500_000, 0, 0.3, 9_300_000))])
def test_bright_squares_are_labelled_in_every_crs_and_turn(tmp_path, crs, transform):
    image, outlines = checkerboard_town(200, 300)
    raster = write_raster(tmp_path / "t.tif", image, transform, crs)
    a, b, c, d, e, f = transform[:6]
    moved = [shapely.affinity.affine_transform(outline, [a, b, d, e, c, f]) for outline in outlines]
    write_polygons(tmp_path / "l.gpkg", "l", moved, {}, crs)
    write_polygons(tmp_path / "l_degrees.gpkg", "l", read_polygons(tmp_path / "l.gpkg",
    "labels").to("EPSG:4326").geometries, {}, "EPSG:4326")
    place = Place(tmp_path)
    for labels in ("l.gpkg", "l_degrees.gpkg"):
        dataset = place.dataset([raster], str(tmp_path / labels), holdout_share=0)
        [site] = dataset.sites
        counted = site.mask != IGNORE
        agreed = (site.image[0] > 120) == (site.mask == BUILDING)
        assert dataset.training_labels == len(outlines) and agreed[counted].mean() > 0.985


def test_labels_that_cover_most_of_the_areas_are_told(place):
    areas = [box(0, 0, 300, 400), box(310, 0, 600, 400)]
    place.dataset([place.raster()], place.layer("l", areas), place.layer("a", areas))
    assert any("The labels cover 100% of the areas" in said and "Check that the labels are buildings" in said
               for said in place.said)
    place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", areas))
    assert not any("cover" in said for said in place.said)


def test_a_role_that_is_not_known_is_told_with_the_one_that_may_be_meant(place):
    areas = [box(0, 0, 290, 400), box(300, 0, 400, 400), box(400, 0, 500, 400), box(500, 0, 600, 400)]
    roles = ["train", " Training", "zoo", "suggested"]
    place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", areas, role=roles))
    told = [said for said in place.said if "is not known" in said]
    assert told == [
        "The role 'training' is not known. Areas that have it (here 1 of 4) count for nothing. Did you mean 'train'? "
        "The roles are train, validate, predict, ignore.",
        "The role 'zoo' is not known. Areas that have it (here 1 of 4) count for nothing. The roles are train, "
        "validate, predict, ignore."]
