"""Areas and their roles: which ground is trained on, which is scored, and which layers are refused."""

import pytest
from roofline.models.core.errors import RooflineError
from roofline.models.data.target_masks import BUILDING
from shapely.geometry import box

from ..support.places import HOUSES, scored_ground, trained_ground


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


@pytest.mark.parametrize("held_out", [[], [box(390, 100, 410, 120)]], ids=["none", "one that the edge cuts"])
def test_validate_areas_without_any_whole_label_give_no_score_and_say_so(place, held_out):
    areas = place.layer("a", [box(0, 0, 300, 400), box(400, 0, 600, 400)], role=["train", "validate"])
    labels = [*held_out, *(house for house in HOUSES if house.bounds[2] < 300)]
    dataset = place.dataset([place.raster()], place.layer("l", labels), areas)
    assert not dataset.held_out and any("'validate') hold no label" in text for text in place.said)
    assert not trained_ground(dataset)[:, 400:].any()


@pytest.mark.parametrize("role", ["ignore", "test"])
def test_ignored_ground_and_that_of_a_test_is_neither_trained_on_nor_scored(place, role):
    areas = place.layer("a", [box(0, 0, 600, 400), box(300, 0, 600, 400), box(250, 50, 350, 150)],
                        role=["train", "validate", role])
    dataset = place.dataset([place.raster()], place.layer("l", HOUSES), areas)
    assert not (trained_ground(dataset) | scored_ground(dataset))[50:150, 250:350].any()


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


@pytest.mark.parametrize("role", ["ignore", "validate"])
def test_areas_that_others_cover_are_not_told_as_off_the_imagery(place, role):
    areas = place.layer("a", [box(0, 0, 600, 400), box(0, 0, 600, 400)], role=["train", role])
    with pytest.raises(RooflineError, match="come first, cover all areas with the role 'train'"):
        place.dataset([place.raster()], place.layer("l", HOUSES), areas)


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
