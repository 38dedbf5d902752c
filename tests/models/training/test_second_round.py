"""A second round begins with the base where it has the labels that the first model learned."""

from dataclasses import replace

import numpy as np
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.data.dataset import HeldOut
from roofline.models.geodata.polygon_io import Polygons, read_polygons
from roofline.models.networks.model_file import read_model, write_model, write_model_folder
from roofline.models.training.second_round import (
    BEFORE,
    GROUND,
    HELD_OUT_GROUND,
    ground_of,
    held_out_ground_of,
    learned_before,
    starting_model,
)
from roofline.models.training.train import fine_tune

from ..support.listener import Listener
from ..support.town import UTM as TOWN_CRS
from ..support.town import write_raster
from ..support.training import train_request

UTM = pyproj.CRS(TOWN_CRS)


@pytest.fixture
def zoo(tmp_path, toy_base, monkeypatch):
    """The toy base as a model that ships."""
    write_model_folder(tmp_path / "zoo" / "toy", *read_model(toy_base))
    monkeypatch.setattr("roofline.models.networks.model_registry.ZOO", tmp_path / "zoo")
    return "toy"


def west_and_all(town):
    """Files of the labels in the west, and of all."""
    west = [outline for outline in town.outlines if outline.bounds[0] < 300]
    return town.polygons("west", west), town.labels


def test_a_second_round_learns_all_labels_from_the_base(tmp_path, town, zoo):
    west, everything = west_and_all(town)
    first = train_request(tmp_path / "first", town.imagery, west, zoo, town.areas)
    fine_tune(first, Listener())
    job = Listener()
    second = train_request(tmp_path / "second", town.imagery, everything, first.model, town.areas)
    fine_tune(second, job)
    cards = [read_model(one.model)[0] for one in (first, second)]
    assert cards[0].base == cards[1].base and "begins with its base, 'toy'" in job.notices()
    west_edge, _, east_edge, _ = cards[1].labels["ground"]
    assert west_edge == cards[0].labels["ground"][0] and west_edge < cards[0].labels["ground"][2] < east_edge


def test_a_score_on_labels_that_the_model_has_learned_before_is_told(toy_base):
    """Not one on labels beside, or that were held out then too."""
    labels = np.array([shapely.box(500_000 + x, 9_300_000, 500_010 + x, 9_300_010) for x in range(0, 100, 20)])
    scored = HeldOut(None, list(labels), shapely.union_all(labels), Affine.identity(), UTM)
    card = read_model(toy_base)[0]

    def said(trained, held_out=()):
        known = {"trained": len(trained), GROUND: ground_of(Polygons(list(trained), UTM)),
                 HELD_OUT_GROUND: held_out_ground_of([replace(scored, region=one) for one in held_out])}
        return learned_before(replace(card, labels=known), [scored])

    assert said(labels[1:]).startswith("80% of the labels") and card.name in said(labels[1:])
    assert said(labels[1:], [labels[4]]).startswith("60% of the labels")
    assert said(labels, [scored.region]) is None
    assert said(labels, [scored.region.buffer(20) - scored.region.buffer(5)]).startswith("100% of the labels")
    assert said([shapely.box(499_900, 9_300_000, 499_990, 9_300_010)]) is None
    assert learned_before(replace(card, labels={}), [scored]) is None
    first = {GROUND: ground_of(Polygons(list(labels[:3]), UTM))}
    known = {"trained": 2, GROUND: ground_of(Polygons(list(labels), UTM)), BEFORE: [first],
             HELD_OUT_GROUND: held_out_ground_of([scored])}
    assert learned_before(replace(card, labels=known), [scored]).startswith("60% of the labels")


def test_labels_elsewhere_are_learned_on_top_of_what_the_model_knows(tmp_path, town, zoo):
    west, _ = west_and_all(town)
    east = town.polygons("east", [outline for outline in town.outlines if outline.bounds[0] > 330])
    first = train_request(tmp_path / "first", town.imagery, west, zoo, town.areas)
    fine_tune(first, Listener())
    job = Listener()
    assert starting_model(train_request(tmp_path / "b", town.imagery, east, first.model), job) == first.model
    assert not job.said


def learned_the_town(folder, town, zoo, toy_base):
    """A file of a model that has learned all labels of the town, from a base that ships."""
    card, weights = read_model(toy_base)
    learned = {"trained": len(town.outlines), GROUND: ground_of(read_polygons(town.labels, "labels"))}
    path = folder / "town.roofline"
    write_model(path, replace(card, labels=learned, base={"name": zoo, "hash": card.weights_hash}), weights)
    return str(path)


@pytest.mark.parametrize("beside, goes_on", [(600, True), (0, False)])
def test_labels_that_the_imagery_does_not_show_are_none_that_are_learned_again(tmp_path, town, zoo, toy_base, beside,
                                                                               goes_on):
    """One layer of labels may hold those of several towns, of which a training sees one."""
    model = learned_the_town(tmp_path, town, zoo, toy_base)
    imagery = write_raster(tmp_path / "next.tif", town.image, town.transform @ Affine.translation(beside, 0))
    labels = town.polygons("both", [*town.outlines, *shapely.transform(town.outlines, lambda xy: xy + [600, 0])])
    job = Listener()
    begun = starting_model(train_request(tmp_path / "b", imagery, labels, model), job)
    assert (begun == model) == goes_on and bool(job.said) != goes_on


def test_the_card_tells_where_labels_were_learned_that_the_imagery_shows_and_before(tmp_path, town, toy_base):
    far = town.polygons("far", [*town.outlines, shapely.box(9000, 9000, 9020, 9020)])
    card, weights = read_model(toy_base)
    before = {GROUND: [0.0, 0.0, 1.0, 1.0], HELD_OUT_GROUND: []}
    write_model(tmp_path / "base.roofline", replace(card, labels={"trained": 9, **before}), weights)
    request = train_request(tmp_path / "a", town.imagery, far, str(tmp_path / "base.roofline"), town.areas, max_steps=1)
    fine_tune(request, Listener())
    told = read_model(request.model)[0].labels
    assert told[GROUND] == ground_of(read_polygons(town.labels, "labels")) and told[BEFORE] == [before]


def test_a_model_whose_base_is_not_there_is_gone_on_from(tmp_path, town, toy_base):
    west, everything = west_and_all(town)
    first = train_request(tmp_path / "first", town.imagery, west, toy_base, town.areas)
    fine_tune(first, Listener())
    again = train_request(tmp_path / "b", town.imagery, everything, first.model)
    assert starting_model(again, Listener()) == first.model


@pytest.mark.parametrize("told", [{"trained": "many"}, {"ground": "here"}, {"ground": ["a", "b", "c", "d"]}])
def test_a_strangers_card_with_anything_in_it_is_gone_on_from(tmp_path, town, zoo, toy_base, told):
    card, weights = read_model(toy_base)
    labels = {"trained": 1, "ground": [32.0, -7.0, 34.0, -6.0], **told}
    card = replace(card, labels=labels, base={"name": zoo, "hash": card.weights_hash})
    write_model(tmp_path / "m.roofline", card, weights)
    request = train_request(tmp_path, town.imagery, town.labels, str(tmp_path / "m.roofline"))
    assert starting_model(request, Listener()) == request.base_model


@pytest.mark.parametrize("base", [None, "toy", "encoder:resnet18", "/nowhere/m.roofline"])
def test_anything_else_is_taken_as_it_is(tmp_path, town, base):
    assert starting_model(train_request(tmp_path, town.imagery, town.labels, base), Listener()) == base


def test_a_model_of_ground_cover_is_learned_on_top_of(tmp_path, town, zoo):
    """No base that ships knows anything of it."""
    first = train_request(tmp_path / "first", town.imagery, town.labels, zoo, town.areas, max_steps=1)
    fine_tune(first, Listener())
    again = train_request(tmp_path / "b", town.imagery, town.labels, first.model, town.areas)
    assert starting_model(again, Listener()) == "toy"
    card, weights = read_model(first.model)
    write_model(first.model, replace(card, cover=card.classes), weights)
    assert starting_model(again, Listener()) == first.model
