"""What is trained on and what is scored, checked on imagery whose pixels say where they are."""

import numpy as np
import pytest
import shapely
from affine import Affine
from pyproj import CRS
from roofline.models.core.errors import RooflineError
from roofline.models.data.target_masks import BACKGROUND, BUILDING, CLASS_SHIFT, IGNORE
from roofline.models.evaluation.metrics import f1_interval
from roofline.models.evaluation.validation import ValidationSet
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.label_counts import LabelCounts
from shapely.geometry import box

from ..support.places import HOUSES, TRANSFORM, Place, scored_ground, trained_ground
from ..support.town import checkerboard_town, write_raster


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


def test_rasters_on_two_continents_are_held_out_together(place):
    image = np.ones((3, 400, 600), np.uint8)
    nepal = write_raster(place.folder / "nepal.tif", image, Affine(0.3, 0, 300_000, 0, -0.3, 3_050_000), "EPSG:32645")
    zanzibar = write_raster(place.folder / "zanzibar.tif", image, TRANSFORM)
    there = [shapely.transform(house, lambda xy: xy * [0.3, -0.3] + [300_000, 3_050_000]) for house in HOUSES]
    houses = [*Polygons(there, CRS("EPSG:32645")).to("EPSG:4326").geometries,
              *read_polygons(place.layer("l", HOUSES), "labels").to("EPSG:4326").geometries]
    write_polygons(place.folder / "both.gpkg", "both", houses, {}, "EPSG:4326")
    counts = place.dataset([nepal, zanzibar], str(place.folder / "both.gpkg")).counts
    assert counts.trained > 1.4 * len(HOUSES) and counts.scored > 0.4 * len(HOUSES)


def test_held_out_labels_where_the_imagery_is_empty_are_not_asked_for(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    dataset = place.dataset([place.raster(hole=(300, 0, 450, 400))], place.layer("l", HOUSES), areas)
    [piece] = dataset.held_out
    assert dataset.held_out_labels == len(piece.labels) == len([h for h in HOUSES if h.bounds[0] >= 440])
    assert piece.region.area == 300 * 400 - 24 * 400  # nor is what is found there a false alarm


def test_ground_cover_is_asked_for_where_no_cloud_hides_it(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    lakes = place.layer("l", [box(20, 20, 120, 120), box(320, 50, 420, 150), box(480, 50, 580, 150),
                              box(500, 300, 560, 360)])
    dataset = place.dataset([place.raster(hole=(400, 0, 600, 200))], lakes, areas, ("water",), ("water",))
    [piece] = dataset.held_out
    assert [label.area for label in piece.labels] == [80 * 100, 60 * 60] and dataset.held_out_labels == 2


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


def test_a_label_that_two_rasters_show_is_one_label_of_the_score(place):
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    dataset = place.dataset([place.raster("may.tif"), place.raster("june.tif")], place.layer("l", HOUSES), areas)
    ground = ValidationSet(dataset.held_out, None, 0.3, None)
    said = [Probabilities(*np.zeros((2, *piece.source.shape), np.uint8)) for piece in dataset.held_out]
    for piece, there in zip(dataset.held_out, said):
        for label in piece.labels[:8]:
            x0, y0, x1, y1 = map(round, label.bounds)
            there.building[y0:y1, x0:x1] = there.core[y0:y1, x0:x1] = 255
    score = ground.evaluate(said, Postprocessing(0.5, 0.0, 0.0))
    assert score.buildings == dataset.held_out_labels == len(ground.labels) / 2
    assert score.comparison.scores().f1_low == f1_interval(8, dataset.held_out_labels - 8, 0)[0] > 0


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


def test_a_class_whose_labels_are_all_held_out_is_told(place):
    east = ["shed" if house.bounds[0] > 300 else "" for house in HOUSES]
    areas = place.layer("a", [box(0, 0, 300, 400), box(300, 0, 600, 400)], role=["train", "validate"])
    for classes, told in ((east, True), (["", "shed"] * (len(HOUSES) // 2), False)):
        place.dataset([place.raster()], place.layer("l", HOUSES, **{"class": classes}), areas,
                      classes=("building", "shed"))
        assert any("will not find them: shed. All of their labels are held out" in text for text in place.said) == told


def test_ground_larger_than_the_memory_is_refused_before_it_is_read(place, monkeypatch):
    monkeypatch.setattr("roofline.models.data.dataset.LARGEST_CACHE", 100_000)
    monkeypatch.setattr("roofline.models.geodata.raster_source.Imagery.read", None)
    with pytest.raises(RooflineError, match="Draw smaller areas"):
        place.dataset([place.raster()], place.layer("l", HOUSES), place.layer("a", [box(0, 0, 600, 400)]))


@pytest.mark.parametrize(("crs", "transform"), [
    ("EPSG:3857", Affine(0.34, 0, 9_520_000, 0, -0.34, 3_203_000)),
    ("EPSG:4326", Affine(3.1e-6, 0, 85.5, 0, -2.7e-6, 27.7)),
    ("EPSG:32736", Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000) @ Affine.rotation(30)),
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
