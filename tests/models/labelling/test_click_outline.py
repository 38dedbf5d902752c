"""Click to outline, on probabilities and colours that are made up."""

import numpy as np
import pytest
import shapely
from roofline.models.labelling.click_outline import Sight, discs, nearer, outline_at
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.view_messages import BY_COLOR, BY_NETWORK

RESOLUTION_M = 0.3
POSTPROCESSING = Postprocessing(0.5, 10.0, 0.9)
HOUSE, TWIN, OTHER_TWIN, FAINT, UNSEEN, HALL = (
    shapely.box(30, 30, 70, 60), shapely.box(100, 30, 130, 70), shapely.box(130, 30, 160, 70),
    shapely.box(30, 100, 70, 130), shapely.box(100, 110, 140, 140), shapely.box(200, 20, 560, 180))


def fill(plane, box, value, inset=0):
    left, top, right, bottom = (int(side) for side in box.bounds)
    plane[..., top + inset:bottom - inset, left + inset:right - inset] = value


@pytest.fixture(scope="module")
def sight():
    """Bright roofs on dark ground, of which a network sees some, twins as one, another faintly, and one not at all."""
    image = np.random.default_rng(0).normal(60, 6, (3, 200, 600))
    building, core = np.zeros((2, 200, 600), np.uint8)
    for box in (HOUSE, TWIN, OTHER_TWIN, FAINT, UNSEEN, HALL):
        fill(image, box, 190)
    image += np.random.default_rng(1).normal(0, 4, image.shape)
    for box in (HOUSE, HALL):
        fill(building, box, 250)
        fill(core, box, 240, inset=3)
    for box in (TWIN, OTHER_TWIN):
        fill(building, box, 250)
    fill(core, TWIN | OTHER_TWIN, 240, inset=3)
    core[33:67, 128:132] = 140  # the network doubts that they are one
    fill(building, FAINT, 80)
    return Sight(Probabilities(building, core), image.clip(0, 255).astype(np.uint8), np.ones((200, 600), bool))


def ask(sight, inside, outside=()):
    return outline_at(sight, np.array([*inside, *outside], float), [True] * len(inside) + [False] * len(outside),
                      POSTPROCESSING, RESOLUTION_M)


def overlap(found, wanted):
    one = found.outline.polygon
    return one.intersection(wanted).area / one.union(wanted).area


def test_a_click_gives_the_building_that_prediction_finds_there(sight):
    found = ask(sight, [(40, 50)])
    assert found.by == BY_NETWORK and overlap(found, HOUSE) > 0.95


def test_a_click_just_beside_a_building_is_in_it(sight):
    assert overlap(ask(sight, [(28.6, 45)]), HOUSE) > 0.95


def test_a_building_that_is_larger_than_the_ground_looked_at_first_comes_out_whole(sight):
    assert overlap(ask(sight, [(210, 100)]), HALL) > 0.95


def test_twins_are_parted_by_a_click_outside(sight):
    assert overlap(ask(sight, [(115, 50)]), TWIN | OTHER_TWIN) > 0.95
    assert overlap(ask(sight, [(115, 50)], [(145, 50)]), TWIN) > 0.9
    assert overlap(ask(sight, [(145, 50)], [(115, 50)]), OTHER_TWIN) > 0.9


def test_a_click_outside_of_what_was_found_changes_nothing(sight):
    assert overlap(ask(sight, [(40, 50)], [(90, 90)]), HOUSE) > 0.95


def test_a_faint_building_ends_at_half_of_its_probability(sight):
    found = ask(sight, [(50, 115)])
    assert found.by == BY_NETWORK and overlap(found, FAINT) > 0.95


def test_where_the_network_sees_nothing_the_colours_decide(sight):
    found = ask(sight, [(120, 125)])
    assert found.by == BY_COLOR and overlap(found, UNSEEN) > 0.9


def test_the_colours_decide_beside_a_gap_in_bands_of_floats_too(sight):
    image, valid = sight.image.astype(np.float32), sight.valid.copy()
    image[:, 115:135, 80:90], valid[115:135, 80:90] = np.nan, False
    gapped = Sight(sight.probabilities, image, valid)
    assert overlap(ask(gapped, [(120, 125)]), UNSEEN) > 0.9
    assert overlap(ask(gapped, [(120, 125)], [(105, 125)]), UNSEEN) > 0.5


def test_open_ground_gives_nothing(sight):
    assert ask(sight, [(85, 85)]) is None


def test_clicks_on_two_parts_join_them(sight):
    building, core = sight.probabilities.building.copy(), sight.probabilities.core.copy()
    building[30:60, 48:52] = core[30:60, 48:52] = 0
    parted = Sight(Probabilities(building, core), sight.image, sight.valid)
    assert overlap(ask(parted, [(40, 45)]), HOUSE) < 0.5
    assert overlap(ask(parted, [(40, 45), (60, 45)]), HOUSE) > 0.9


def test_a_click_off_the_imagery_gives_nothing(sight):
    valid = sight.valid.copy()
    valid[:, :80] = False
    assert ask(Sight(sight.probabilities, sight.image, valid), [(40, 50)]) is None
    assert ask(sight, [(-5, 50)]) is None and ask(sight, [(5000, 50)]) is None
    assert overlap(ask(sight, [(40, 50)], [(5000, 5000)]), HOUSE) > 0.95


def test_the_nearer_pixels_stay_on_this_side_of_a_wall():
    mask, walls, ends = np.ones((1, 9), bool), np.zeros((1, 9)), np.zeros((2, 1, 9), bool)
    walls[0, 2] = ends[0, 0, 0] = ends[1, 0, 8] = True
    assert nearer(mask, walls, *ends).sum() == 3  # the wall is the last one on this side
    assert nearer(mask, 0 * walls, *ends).sum() in (4, 5)


def test_discs_reach_to_the_edge_and_leave_room_between_clicks_of_two_kinds():
    mask = np.zeros((60, 120), bool)
    mask[10:50, 10:110] = True
    ours, theirs = discs(mask, [(30, 30)], [(30, 90)])
    assert ours.sum() == pytest.approx(theirs.sum()) == pytest.approx(np.pi * 19 ** 2, rel=0.05)
    ours, theirs = discs(mask, [(30, 30)], [(30, 47)])
    assert ours[30, 30] and theirs[30, 47] and not (ours & theirs).any() and not (ours | theirs)[30].all()
