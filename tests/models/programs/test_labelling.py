"""The analyst of the labelling benchmark, who clicks."""

from typing import Any, Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ....benchmarks.labelling import MOST, Analyst, needed, report
from ....models.labelling.map_view import Clicked
from ....protocol.view_messages import BY_NETWORK

HOUSE, NEXT_DOOR = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)


class View:
    """Takes two houses for one until it is told."""

    def outline(self, points: Any, inside: Any) -> Optional[Clicked]:
        self.asked = points, inside
        return Clicked(HOUSE if False in inside else HOUSE | NEXT_DOOR, BY_NETWORK)


def analyst(*known: BaseGeometry) -> Any:
    made: Any = Analyst("", True)
    made._view, made._known = View(), np.array(known, object)
    return made


def test_what_is_too_much_is_clicked_away_in_its_middle() -> None:
    one = analyst()
    assert one.label(HOUSE) == [0.5, 1.0]
    points, inside = one._view.asked
    assert inside == [True, False]
    assert shapely.MultiPoint(points).equals_exact(shapely.MultiPoint([(5, 5), (15, 5)]), 0.5)


def test_what_the_model_found_is_taken_at_once_and_a_building_that_never_comes_is_given_up() -> None:
    one = analyst(HOUSE)
    one._view.outline = lambda points, inside: None
    assert one.label(HOUSE) == [1.0] and len(one.click_s) == 1
    assert one.label(NEXT_DOOR) == [0.0] * MOST


def test_the_table_counts_who_was_reached_with_how_many_clicks() -> None:
    overlaps = [[0.9], [0.5, 0.86], [0.1] * MOST, [0.84, 0.2, 0.85]]
    assert [needed(one) for one in overlaps] == [1, 2, MOST + 1, 3]
    run = {"set": "zanzibar", "arm": "base", "overlaps": overlaps, "view_s": [1.0, 2.0], "click_s": [0.01, 0.05]}
    line = "| zanzibar | base as it is | 4 | 3.00 | 25% | 50% | 75% | 0.58 | 0.010 (0.050) | 1.00 |"
    assert line in report({"a": run})
