"""A shift that labels share is found with its length, and none is told where there is none or nobody can know."""

import numpy as np
import pytest
import shapely
from rasterio.features import rasterize
from roofline.models.evaluation.label_shift import LEAST_M, Shift, Sight, find_shifts
from scipy import ndimage

PIXEL_M = 0.3
NORTH_UP = np.array([[PIXEL_M, 0], [0, -PIXEL_M]])


def houses(seed=0, number=40, side=600):
    """Turned rectangles that do not touch each other, in pixels."""
    random, found = np.random.default_rng(seed), []
    while len(found) < number:
        x, y = random.uniform(60, side - 60, 2)
        width, depth = random.uniform(15, 45, 2)
        house = shapely.affinity.rotate(shapely.box(x, y, x + width, y + depth), random.uniform(0, 90))
        if not any(house.distance(other) < 6 for other in found):
            found.append(house)
    return np.array(found, object)


def seen(shapes, side=600, seed=0, noise=0.1):
    """Probabilities as a network gives them: blurred buildings, and noise."""
    random = np.random.default_rng(seed)
    mask = rasterize(shapes, out_shape=(side, side), dtype="uint8").astype(float)
    rough = ndimage.gaussian_filter(random.standard_normal(mask.shape), 4)
    said = ndimage.gaussian_filter(mask, 2) + noise * rough / rough.std()
    return (255 * said.clip(0, 1)).astype(np.uint8)


def moved(shapes, east_m, north_m):
    return shapely.transform(np.array(shapes, object), lambda xy: xy + np.array([east_m, -north_m]) / PIXEL_M)


def sight(building, labels, groups=0, known=None, to_metres=NORTH_UP):
    known = np.ones(building.shape, bool) if known is None else known
    return Sight(building, known, np.array(labels, object), np.broadcast_to(groups, len(labels)), to_metres)


@pytest.mark.parametrize(("east", "north"), [(3, 0), (-2, 2), (0, -6), (4.5, 4.5), (-10, 0), (7, -7)])
def test_a_shift_is_found_in_metres(east, north):
    town = houses()
    shift = find_shifts([sight(seen(town), moved(town, east, north))], 12.0).of(0)
    assert (shift.east_m, shift.north_m) == pytest.approx((-east, -north), abs=0.4)
    assert shift.confidence > 0.95 and shift.labels == 40


@pytest.mark.parametrize("seed", range(3))
def test_good_labels_stay_where_they_are(seed):
    town, random = houses(seed), np.random.default_rng(seed)
    by_hand = [shapely.Polygon(shapely.get_coordinates(house)[:-1] + random.normal(0, 1, (4, 2))) for house in town]
    shifts = find_shifts([sight(seen(town, noise=0.2), by_hand)], 12.0)
    assert shifts.of(0) is None and shifts.common.is_sure and shifts.common.length_m < LEAST_M / 2


def test_a_few_shifted_labels_among_good_ones_move_nothing():
    town = houses()
    labels = np.concatenate([moved(town[:5], 7, 0), town[5:]])
    assert find_shifts([sight(seen(town), labels)], 12.0).of(0) is None


def test_where_the_network_sees_nothing_no_shift_is_told():
    town = houses()
    noise = (255 * np.random.default_rng(1).random((600, 600))).astype(np.uint8)
    for building in (noise, np.zeros_like(noise), seen(houses(9), noise=0.3)):
        assert find_shifts([sight(building, moved(town, 5, 0))], 12.0).of(0) is None


def test_a_row_whose_neighbour_fits_as_well_is_not_moved():
    row = [shapely.box(x, 300, x + 20, 330) for x in range(100, 500, 27)]
    assert find_shifts([sight(seen(row), row)], 12.0).of(0) is None


def test_fewer_labels_than_eight_tell_nothing():
    town = houses(number=7)
    shifts = find_shifts([sight(seen(town), moved(town, 5, 0))], 12.0)
    assert shifts.common is None and shifts.of(0) is None and find_shifts([], 12.0).common is None


def test_each_group_has_its_shift_and_a_good_one_has_none():
    town = houses(number=60)
    groups = np.arange(60) % 3
    labels = np.concatenate([moved(town[groups == 0], 6, 0), moved(town[groups == 1], 0, -4), town[groups == 2]])
    shifts = find_shifts([sight(seen(town), labels, np.sort(groups))], 12.0)
    assert (shifts.of(0).east_m, shifts.of(1).north_m) == pytest.approx((-6, 4), abs=0.5)
    assert shifts.of(2) is None and not shifts.is_common


def test_groups_that_agree_move_alike_and_one_too_small_moves_along():
    town = houses(number=44)
    groups = np.repeat([0, 1, 2], [20, 20, 4])
    shifts = find_shifts([sight(seen(town), moved(town, 5, 0), groups)], 12.0)
    assert shifts.is_common and shifts.of(0) is shifts.of(2) is shifts.common


def test_only_known_ground_counts():
    town = houses()
    said, labels = seen(town), moved(town, 5, 0)
    known = np.zeros(said.shape, bool)
    known[:, 300:] = True
    broken = np.where(known, said, 255 - said)
    shift = find_shifts([sight(broken, labels, known=known)], 12.0).common
    assert shift.labels < 35 and shift.east_m == pytest.approx(-5, abs=0.5)


def test_a_turned_grid_tells_the_same_ground():
    turn = np.array([[0, PIXEL_M], [PIXEL_M, 0]])  # columns go north, rows go east
    town = houses()
    labels = shapely.transform(town, lambda xy: xy + [0, 6 / PIXEL_M])
    shift = find_shifts([sight(seen(town), labels, to_metres=turn)], 12.0).of(0)
    assert (shift.east_m, shift.north_m) == pytest.approx((-6, 0), abs=0.4)


@pytest.mark.parametrize(("east", "north", "words"), [
    (0, 6, "6.0 m to the north"), (3, 3, "4.2 m to the north-east"), (-5, 0.1, "5.0 m to the west"),
    (-2, -2, "2.8 m to the south-west"), (0.1, -7, "7.0 m to the south")])
def test_directions_have_words(east, north, words):
    assert Shift(east, north, 1, 1, 1, 9).words() == words
