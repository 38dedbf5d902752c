"""The run of a live training: what a change of the labels does to it."""

import copy
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.live.keep import keep
from roofline.models.live.live_log import LiveLog
from roofline.models.live.live_run import LiveRun
from roofline.models.live.repeat import repeat
from roofline.models.live.snapshot import read_snapshot
from roofline.models.networks.model_file import read_model
from roofline.models.training.second_round import ground_of
from roofline.protocol.live_messages import Keep, TrainLive
from roofline.protocol.messages import encode

from ..support.listener import Listener
from ..support.town import write_raster

QUICK = {"tile_size": 64, "replay": 0.0, "ring_m": 12.0}


class Analyst:
    """Draws in the town, and has the drawing taken up."""

    def __init__(self, town, folder, base, **live):
        self.town, self.folder, self.number = town, folder, 0
        folder.mkdir(exist_ok=True)
        self.request = TrainLive("live", str(folder), [town.imagery], "", QUICK, live, base_model=base)
        self.job = Listener()
        self.files = ExitStack()
        self.run = LiveRun(self.request, self.job, self.files)

    def draw(self, labels, areas=None, **fields):
        """Take up these labels (numbers of the town's houses) and areas (boxes, by role)."""
        self.number += 1
        labels, areas = self.save(labels, areas, **fields)
        self.run.take_up(read_snapshot(self.number, labels, areas), labels, areas)
        return self

    def save(self, labels, areas=None, **fields):
        houses = [self.town.outlines[number] for number in labels]
        name = f"{self.folder.name}-labels-{self.number}"
        path = self.town.polygons(name, houses, **{key: np.array(value, object) for key, value in fields.items()})
        roles = areas or {}
        ground = self.town.polygons(f"{self.folder.name}-areas-{self.number}", list(roles.values()), role=list(roles))
        return path, ground if roles else None

    def learn(self, steps):
        for _ in range(steps):
            self.run.learn()
        return self

    @property
    def sites(self):
        return self.run.training.data.dataset.sites

    def mask_at(self, x, y):
        """The mask of the only site at a pixel of the town, which is all one area."""
        [site] = self.sites
        return int(site.mask[y, x])


@pytest.fixture()
def analyst(town, toy_base, tmp_path):
    analyst = Analyst(town, tmp_path / "live", toy_base)
    yield analyst
    analyst.files.close()


WEST, EAST = shapely.box(0, 0, 300, 400), shapely.box(300, 0, 600, 400)
WHOLE = shapely.box(0, 0, 600, 400)


def weights(run):
    return {name: tensor.clone() for name, tensor in run.training.usual_weights().items()}


def same(one, other):
    return all(np.array_equal(one[name], other[name]) for name in one)


def test_a_new_label_counts_from_the_next_step_on_and_a_deleted_one_s_ground_is_background(analyst):
    analyst.draw([0, 1], {"train": WHOLE}).learn(1)
    x, y = (int(side) for side in analyst.town.outlines[2].centroid.coords[0])
    assert analyst.mask_at(x, y) == 0 and analyst.run.counts == (2, 0)
    analyst.draw([0, 1, 2], {"train": WHOLE})
    assert analyst.mask_at(x, y) & 1 and analyst.run.counts == (3, 0)
    analyst.learn(1).draw([0, 1], {"train": WHOLE})
    assert analyst.mask_at(x, y) == 0 and analyst.run.state.step == 2


def test_new_labels_are_drawn_more_often_at_first(analyst):
    analyst.draw([0, 1], {"train": WHOLE}).learn(1)
    assert all(site.center_weights is None for site in analyst.sites)
    analyst.draw([0, 1, 30], {"train": WHOLE})
    [site] = analyst.sites
    assert sorted(site.center_weights) == [1, 1, 4]


def test_ground_that_was_learned_is_not_held_out_again(analyst):
    analyst.draw(range(40), {"train": WEST, "validate": EAST}).learn(1)
    assert analyst.run.counts[1] > 5
    analyst.draw(range(40), {"train": EAST, "validate": WEST})
    trained, held_out = analyst.run.counts
    assert trained > 5 and held_out == 0
    assert "100% was learned before" in analyst.job.notices()


def test_a_model_tells_of_the_ground_of_labels_that_were_learned_and_deleted(town, toy_base, tmp_path):
    """Also one of a run that goes on; a score on these labels would be too good."""
    analyst = Analyst(town, tmp_path / "live", toy_base)
    labels, _ = analyst.save(range(40))
    analyst.draw(range(40), {"train": WHOLE}).learn(1).draw(range(3), {"train": WHOLE}).learn(1).run.save()
    analyst.files.close()
    again = Analyst(town, tmp_path / "live", toy_base)
    again.run.resume()
    keep(again.learn(1).run.training, Keep("live", str(tmp_path / "m.roofline")), toy_base)
    again.files.close()
    told = read_model(tmp_path / "m.roofline")[0].labels
    assert told["ground"] == ground_of(read_polygons(labels, "labels")) and told["trained"] == 3


def test_the_held_out_area_is_never_drawn(analyst):
    analyst.draw(range(40), {"train": WHOLE, "validate": EAST}).learn(1)
    for site in analyst.sites:
        counted = np.flatnonzero((site.mask != 255).any(axis=0))
        assert counted.max() < 300


def test_scores_of_another_ground_begin_anew(analyst):
    analyst.draw(range(60), {"train": WEST, "validate": EAST}).learn(1)
    analyst.run.score()
    analyst.draw([*range(30), 40], {"train": WEST, "validate": EAST})
    assert analyst.run.state.ground == 1 and not analyst.run.state.evaluations
    analyst.run.score()
    analyst.draw([*range(29), 40], {"train": WEST, "validate": EAST})
    assert analyst.run.state.ground == 1 and analyst.run.state.evaluations, "the same labels are held out"


def test_scores_of_ground_that_was_changed_after_the_last_save_are_no_scores_of_the_run_that_goes_on(
        town, toy_base, tmp_path):
    areas = {"train": WEST, "validate": EAST}
    cut = Analyst(town, tmp_path / "live", toy_base)
    cut.draw(range(60), areas).learn(1)
    cut.run.score()
    cut.run.save()
    cut.draw([*range(30), 40], areas)
    cut.files.close()
    again = Analyst(town, tmp_path / "live", toy_base)
    again.run.resume()
    state = again.run.state
    assert (state.ground, state.evaluations, state.best_quality) == (1, [], -1.0) and again.run.counts == cut.run.counts
    again.run.save()
    again.files.close()
    once_more = Analyst(town, tmp_path / "live", toy_base)
    once_more.run.resume()
    assert once_more.run.state.ground == 1
    once_more.files.close()


def test_a_held_out_label_of_another_class_is_scored_as_that(analyst):
    areas = {"train": WEST, "validate": EAST}
    for kind in ("house", "shed"):
        analyst.draw([0, 1, 8], areas, **{"class": ["house", "shed", kind]}).learn(1)
        [piece] = analyst.run.training.held_out.images
        assert piece.class_ids.tolist() == [("house", "shed").index(kind)]


def test_nothing_new_wakes_nobody(town, toy_base, tmp_path):
    analyst = Analyst(town, tmp_path / "live", toy_base, rest_steps=10, most_steps=10)
    analyst.draw([0, 1, 2]).learn(9)
    assert not analyst.run.is_resting
    assert analyst.learn(1).run.is_resting
    assert analyst.draw([2, 1, 0]).run.is_resting, "the same labels in another order"
    assert not analyst.draw([0, 1]).run.is_resting
    analyst.files.close()


@pytest.mark.parametrize("areas", [{"train": WHOLE}, None])
def test_labels_of_a_new_class_are_told_and_left_out(analyst, areas):
    """Without areas the ring round a neighbour reaches them: that there is nothing is not learned there."""
    analyst.draw([0, 1], areas, **{"class": ["", ""]}).learn(1)
    analyst.draw([0, 1, 2], areas, **{"class": ["", "", "pool"]})
    x, y = (int(side) + 2 for side in analyst.town.outlines[2].bounds[:2])
    assert analyst.mask_at(x, y) == 255 and analyst.run.counts[0] == 2
    assert "class that was not there" in analyst.job.notices()


def test_without_a_label_nothing_is_learned_until_there_is_one_again(analyst):
    with pytest.raises(RooflineError, match="no label to learn from"):
        analyst.draw([])
    analyst.draw([0, 1]).learn(1)
    with pytest.raises(RooflineError, match="no label to learn from"):
        analyst.draw([])
    analyst.draw([0, 1]).learn(1)
    assert analyst.run.counts == (2, 0)


def test_a_run_goes_on_where_it_was_cut_off_and_can_be_repeated(town, toy_base, tmp_path):
    whole = Analyst(town, tmp_path / "whole", toy_base)
    (tmp_path / "whole" / "request.json").write_text(encode(whole.request))
    whole.draw([0, 1, 2], {"train": WHOLE}).learn(2).draw([0, 1, 2, 3], {"train": WHOLE}).learn(3)
    whole.run.save()
    end = weights(whole.run)
    whole.files.close()

    cut = Analyst(town, tmp_path / "cut", toy_base)
    cut.draw([0, 1, 2], {"train": WHOLE}).learn(2).draw([0, 1, 2, 3], {"train": WHOLE}).learn(1)
    cut.run.save()
    cut.learn(1).draw([5], {"train": WHOLE})  # lost
    cut.files.close()
    again = Analyst(town, tmp_path / "cut", toy_base)
    again.run.resume()
    assert again.run.state.step == 3 and again.run.counts == (4, 0)
    again.learn(2)
    assert same(weights(again.run), end)
    again.files.close()

    kept = repeat(tmp_path / "whole", str(tmp_path / "again.roofline"))
    assert kept.problem == "" and kept.step == 5
    card, tensors = read_model(tmp_path / "again.roofline")
    shared = tensors.keys() & end.keys()
    assert shared and all(np.array_equal(tensors[name], end[name]) for name in shared)
    assert card.labels["trained"] == 4 and card.labels["steps"] == 5


def test_a_label_that_came_after_the_last_save_is_still_new_when_the_run_goes_on(town, toy_base, tmp_path):
    """A run that rests is saved; what wakes it is in the log alone until the next save."""
    live = {"rest_steps": 10, "most_steps": 10}

    def drawn(name):
        analyst = Analyst(town, tmp_path / name, toy_base, **live)
        analyst.draw([0, 1, 2], {"train": WHOLE}).learn(10)
        assert analyst.run.is_resting
        analyst.run.save()
        return analyst.draw([0, 1, 2, 3], {"train": WHOLE})

    whole = drawn("whole").learn(2)
    end = weights(whole.run)
    whole.files.close()
    drawn("cut").files.close()
    again = Analyst(town, tmp_path / "cut", toy_base, **live)
    again.run.resume()
    assert not again.run.is_resting and again.run.counts == (4, 0) and again.run.state.number == 2
    again.learn(2)
    assert same(weights(again.run), end)
    again.files.close()


def test_a_label_stays_new_when_another_one_is_deleted(town, toy_base, tmp_path):
    """Also in a run that goes on."""
    analyst = Analyst(town, tmp_path / "live", toy_base)
    analyst.draw([0, 1], {"train": WHOLE}).learn(1).draw([0, 1, 30], {"train": WHOLE}).learn(1)
    analyst.draw([0, 30], {"train": WHOLE}).learn(1)
    analyst.run.save()
    end = weights(analyst.learn(2).run)
    analyst.files.close()
    again = Analyst(town, tmp_path / "live", toy_base)
    again.run.resume()
    assert same(weights(again.learn(2).run), end)
    again.files.close()


def test_a_log_whose_last_line_was_cut_off_takes_the_next_one(analyst, tmp_path):
    log = LiveLog(tmp_path)
    first, second = (read_snapshot(number, *analyst.save(range(number))) for number in (1, 2))
    log.take_up(None, first, 0)
    with open(tmp_path / "live.jsonl", "a", encoding="utf-8") as file:
        file.write('{"what": "taken up", "st')
    LiveLog(tmp_path).take_up(first, second, 3)
    assert [(step, len(found.labels)) for step, found in LiveLog(tmp_path).snapshots()] == [(0, 1), (3, 2)]


def test_a_run_does_not_go_on_with_other_settings_or_imagery_of_another_grid(town, toy_base, tmp_path):
    town = copy.copy(town)
    town.imagery = write_raster(tmp_path / "town.tif", town.image, town.transform)
    first = Analyst(town, tmp_path / "live", toy_base)
    first.draw([0, 1]).learn(1)
    first.run.save()
    first.files.close()
    with ExitStack() as files, pytest.raises(RooflineError, match="cannot go on with these"):
        LiveRun(replace(first.request, settings={**QUICK, "tile_size": 96}), Listener(), files).resume()
    write_raster(town.imagery, town.image, town.transform @ Affine.translation(1, 0))
    with ExitStack() as files, pytest.raises(RooflineError, match="cannot go on with these"):
        LiveRun(first.request, Listener(), files).resume()
