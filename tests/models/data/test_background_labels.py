"""Ground that is learned as background: labels of the class background, and areas without a label."""

import numpy as np
import pytest
from roofline.models.data.target_masks import BACKGROUND, BUILDING, IGNORE
from shapely.geometry import box

from ..support.places import HOUSES, scored_ground, trained_ground

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
