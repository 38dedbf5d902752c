"""What a run keeps of its earlier datasets."""

from types import SimpleNamespace

import numpy as np
import shapely
from roofline.models.data.areas import OnGrid
from roofline.models.data.ground_history import GroundHistory

from ..support.listener import Listener


class Raster(SimpleNamespace):
    """Counts how often it is read."""

    def read(self, *window):
        self.reads.append(window)
        return np.zeros((3, window[3], window[2])), np.ones((window[3], window[2]), bool)


def grid(train, validate):
    nothing = np.zeros(0)
    return OnGrid(Raster(path="a.tif", reads=[]), nothing, nothing, nothing, nothing, train, validate)


WEST, EAST = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)


def test_only_ground_that_was_learned_is_lost_for_a_score():
    history, job = GroundHistory(), Listener()
    history.begin([grid(WEST, EAST)], job)
    swapped = grid(EAST, WEST)
    history.begin([swapped], job)  # no step was made on the first
    assert swapped.validate.equals(WEST) and not job.said
    history.learn()
    half = grid(WEST, shapely.box(50, 0, 150, 100))
    history.begin([half], job)
    assert half.validate.equals(shapely.box(50, 0, 100, 100)) and "50% was learned" in job.notices()
    assert history.learned[0].equals(EAST)


def test_imagery_is_read_once_and_forgotten_when_it_is_not_needed():
    history, one = GroundHistory(), grid(WEST, EAST)
    for wanted in ([1, 2], [1], [1, 2]):
        history.begin([one], Listener())
        for column in wanted:
            history.read(one.imagery, (column, 0, 8, 8))
    assert [column for column, *_ in one.imagery.reads] == [1, 2, 2]
