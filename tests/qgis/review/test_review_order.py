"""The order in which footprints are walked: by confidence or neighbourhood, on and back."""

import time

import pytest
from qgis.core import QgsGeometry, QgsRectangle
from roofline.plugin.layers.workspace import BY_CONFIDENCE, BY_NEIGHBOURHOOD
from roofline.plugin.review.review_session import ReviewSession
from roofline.tests.qgis.support.footprints import FIELDS, by_confidence, footprints, on_disk
from roofline.tests.qgis.support.layers import make_layer

pytestmark = pytest.mark.usefixtures("empty_project")


def test_the_least_certain_comes_first_and_the_walk_ends_when_all_are_checked():
    checking = by_confidence(footprints(0.9, 0.2, 0.5))
    seen = []
    while checking.current is not None:
        seen.append(checking.current)
        checking.accept()
    assert seen == [2, 3, 1]
    assert checking.counts().accepted == checking.counts().total == 3


def test_equal_confidences_are_walked_by_id_and_a_missing_one_comes_first():
    checking = by_confidence(footprints(0.5, 0.5, None))
    assert checking.current == 3
    assert checking.footprint().confidence is None
    checking.next()
    assert checking.current == 1


GRID = 8


def grid(size=GRID):
    """Squares every 20 m, in no order."""
    cells = ((column, row) for column in range(size) for row in range(size))
    places = sorted(cells, key=lambda cell: (5 * cell[0] + 3 * cell[1]) % 11)
    shapes = [QgsGeometry.fromRect(QgsRectangle(x, y, x + 10, y + 10)).asWkt()
              for x, y in ((500000 + 20 * column, 4500000 + 20 * row) for column, row in places)]
    rows = [["predicted", (7 * number) % 10 / 10, 100.0, 40.0] for number in range(len(shapes))]
    return make_layer(*shapes, name="found", fields=FIELDS, rows=rows)


def middles(checking, layer):
    while checking.current is not None:
        yield layer.getGeometry(checking.current).boundingBox().center()
        checking.accept()


def test_in_the_order_of_neighbourhoods_each_is_beside_the_one_before():
    layer = grid()
    way = list(middles(ReviewSession(layer, BY_NEIGHBOURHOOD), layer))
    steps = [one.distance(other) for one, other in zip(way, way[1:])]
    assert len(way) == GRID * GRID and max(steps) < 45 and sum(steps) / len(steps) < 25
    assert (way[0].x(), way[0].y()) == (500005, 4500000 + 20 * (GRID - 1) + 5)
    by_certainty = list(middles(by_confidence(grid()), layer))
    assert sum(one.distance(other) for one, other in zip(by_certainty, by_certainty[1:])) > 2 * sum(steps)


def test_another_order_leaves_the_current_footprint_and_changes_what_follows():
    checking = ReviewSession(footprints(0.9, 0.2, 0.5), BY_NEIGHBOURHOOD)
    assert checking.current == 1
    checking.sort_by(BY_CONFIDENCE)
    assert checking.current == 1
    checking.next()
    assert checking.current == 2
    checking.sort_by(BY_NEIGHBOURHOOD)
    checking.next()
    assert checking.current == 3


def test_it_begins_where_the_map_is():
    layer = footprints(0.5, 0.5, 0.5, 0.5, statuses=["predicted", "predicted", "accepted", "predicted"])
    checking = ReviewSession(layer, BY_NEIGHBOURHOOD)
    view = QgsRectangle(500035, 4499990, 500080, 4500020)  # of the last two
    checking.begin_in(view, layer.crs())
    assert checking.current == 4
    checking.begin_in(QgsRectangle(0, 0, 1, 1), layer.crs())
    assert checking.current == 4
    least = by_confidence(footprints(0.1, 0.2, 0.3, 0.4))
    least.begin_in(view, layer.crs())
    assert least.current == 1


def test_checked_ones_are_passed_over_and_skipped_ones_come_again():
    checking = by_confidence(footprints(0.1, 0.2, 0.3, statuses=["predicted", "ACCEPTED ", "nonsense"]))
    checking.next()
    assert checking.current == 3
    checking.next()
    assert checking.current == 1


def test_previous_goes_back_the_way_one_came_then_down_the_order():
    checking = by_confidence(footprints(0.1, 0.2, 0.3))
    checking.accept()
    checking.choose(3)
    checking.previous()
    assert checking.current == 2
    checking.previous()
    assert checking.current == 1
    checking.choose(3)
    checking.previous()
    checking.previous()
    assert checking.current == 1


def test_previous_works_after_the_end():
    checking = by_confidence(footprints(0.1))
    checking.accept()
    assert checking.current is None
    checking.previous()
    assert checking.current == 1


@pytest.mark.parametrize("order", [BY_CONFIDENCE, BY_NEIGHBOURHOOD])
def test_a_step_through_twenty_thousand_takes_no_time(tmp_path, order):
    layer = on_disk(tmp_path, footprints(*(((n * 7919) % 20011) / 20011 for n in range(20000))))
    checking = ReviewSession(layer, order)
    checking.accept()  # opens the edit mode
    steps = []
    for act in (checking.accept, checking.delete, checking.next, checking.reject, checking.previous) * 4:
        start = time.perf_counter()
        act()
        assert checking.counts().total and checking.footprint()
        steps.append(time.perf_counter() - start)
    assert sorted(steps)[len(steps) // 2] < 0.05
