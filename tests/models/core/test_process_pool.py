"""Outlines drawn by several processes are those that one draws, bit for bit."""

import os
import time

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core import process_pool
from roofline.models.core.child_process import ChildProcess
from roofline.models.core.errors import RooflineError
from roofline.models.core.process_pool import WORTH, ProcessPool, Task, most_helpers
from roofline.models.inference.outline_process import Drawer, PackedOutlines, RasterEnd, RasterGrid, Traced
from roofline.models.vectorize.strips import Outline
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.regularization import RegularizeSettings
from roofline.tests.models.support.child_functions import draws, ends_a_child
from shapely import affinity
from shapely.geometry import Point, Polygon, box

from ..support.outlines import RESOLUTION_M, drawn, terrace, wavy
from ..support.processes import children, is_there


@pytest.fixture(scope="module")
def streets():
    """Rows of terraces, one close below the other."""
    random, shapes = np.random.default_rng(5), []
    for number in range(30):
        place = 330 * (number % 5), 60 * (number // 5)
        shapes += [affinity.translate(shape, *place) for shape in terrace(random.uniform(-9, 9), seed=number)]
    return wavy(shapes, by=0.1)


@pytest.fixture(scope="module")
def old_town():
    """Crooked houses, wall on wall, so that their drawings leave gaps and overlap; some traced on top of others."""
    random = np.random.default_rng(2)
    corner = 26.0 * np.stack(np.meshgrid(np.arange(11), np.arange(11)), axis=-1) + random.uniform(-6, 6, (11, 11, 2))
    shapes = [Polygon([corner[y, x], corner[y, x + 1], corner[y + 1, x + 1], corner[y + 1, x]])
              for y in range(10) for x in range(10)]
    return wavy([*shapes, *(shape.buffer(3) for shape in shapes[::7])], by=0.1)


@pytest.fixture(scope="module")
def huts():
    """Small houses of all sizes and round ones, close to each other, some on top of others."""
    random, shapes = np.random.default_rng(1), []
    for row in range(8):
        x = 0.0
        for width, height in random.uniform(10, 40, (8, 2)):
            is_round = random.random() < 0.15
            shapes.append(Point(x + width / 2, 45 * row + 15).buffer(0.45 * width) if is_round
                          else box(x, 45 * row, x + width, 45 * row + height))
            x += width + random.uniform(0, 4)
    return wavy(shapes, by=0.4)


@pytest.mark.parametrize("town", ["streets", "old_town", "huts"])
@pytest.mark.parametrize("settings", [
    RegularizeSettings(), PredictSettings(regularize=False),
    RegularizeSettings(simplify_m=3, most_shift_m=0, shortest_wall_m=0.1)])
def test_helpers_make_no_difference(request, monkeypatch, settings, town):
    monkeypatch.setattr(process_pool, "WORTH", 5)
    shapes = request.getfixturevalue(town)
    alone = drawn(shapes, settings, (120, 240))
    with ProcessPool(2) as pool:
        assert drawn(shapes, settings, (120, 240), pool=pool) == alone
        assert len(pool._helpers) == 2


def test_few_outlines_start_no_process(streets):
    with ProcessPool(4) as pool:
        drawn(streets[:WORTH], pool=pool)
        assert not pool._helpers


def test_the_helpers_end_with_the_process_that_draws(streets):
    traced = Traced(PackedOutlines.of([Outline(shape, 0.5) for shape in streets * 3]), np.inf)
    told = [RasterGrid(RESOLUTION_M, Affine.identity(), shapely.box(0, 0, 1e4, 1e4), None, 1.0), traced, RasterEnd()]
    with ChildProcess("draws the outlines", Drawer, PredictSettings(), 1) as drawer:
        found = [outlines.unpacked() for _, outlines in drawer.answers((None, one) for one in told)]
        helpers = children(drawer._process.pid)
        assert len(helpers) == 1 and any(found)
    deadline = time.monotonic() + 30
    while any(map(is_there, helpers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_process_that_draws_loads_no_large_library():
    """They would take more than a second in every prediction."""
    with ChildProcess("draws the outlines", draws) as drawer:
        for library in ("shapely", "scipy", "torch", "pyogrio"):
            drawer.ask(library)
        assert [drawer.answer() for _ in range(4)] == [True, False, False, False]


def test_a_helper_that_is_lost_is_told():
    task = Task(ends_a_child, (np.arange(2 * WORTH),), np.arange(2 * WORTH), np.zeros((0, 2), int), ())
    with (pytest.raises(RooflineError, match=r"The process that helps to draw outlines ended \(exit code 1\)"),
          ProcessPool(1) as pool):
        pool.run(task, np.zeros((2, 0), int))


@pytest.mark.parametrize("cores, beside, alone", [(None, 0, 0), (1, 0, 0), (2, 1, 1), (4, 2, 3), (64, 4, 4)])
def test_helpers_are_as_many_as_the_cores_allow(monkeypatch, cores, beside, alone):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert most_helpers(beside_network=True) == beside and most_helpers(beside_network=False) == alone
