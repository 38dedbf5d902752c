"""Outlines drawn by several processes are those that one draws, bit for bit."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from roofline.models import spread as spread_module
from roofline.models.errors import RooflineError
from roofline.models.other_process import OtherProcess
from roofline.models.outlines import Drawer, Ground, Outlines
from roofline.models.spread import WORTH, Spread, Step, most_helpers
from roofline.models.tracing import Outline
from roofline.protocol.settings import PredictSettings, RegularizeSettings
from shapely import affinity

from .test_regularize import RESOLUTION_M, drawn, terrace, wavy


@pytest.fixture(scope="module")
def streets():
    """Rows of terraces, one close below the other."""
    random, shapes = np.random.default_rng(5), []
    for number in range(30):
        place = 330 * (number % 5), 60 * (number // 5)
        shapes += [affinity.translate(shape, *place) for shape in terrace(random.uniform(-9, 9), seed=number)]
    return wavy(shapes, by=0.1)


@pytest.mark.parametrize("settings", [RegularizeSettings(), PredictSettings(regularize=False)])
def test_helpers_make_no_difference(streets, monkeypatch, settings):
    monkeypatch.setattr(spread_module, "WORTH", 10)
    alone = drawn(streets, settings, (120, 240))
    with Spread(2) as spread:
        assert drawn(streets, settings, (120, 240), spread=spread) == alone
        assert len(spread._helpers) == 2
    assert any(outline.regularized for outline in alone) == (settings == RegularizeSettings())


def test_few_outlines_start_no_process(streets):
    with Spread(4) as spread:
        drawn(streets[:WORTH], spread=spread)
        assert not spread._helpers


def test_the_helpers_end_with_the_process_that_draws(streets):
    steps = [Ground(RESOLUTION_M, Affine.identity(), None, 1.0),
             Outlines.of([Outline(shape, 0.5) for shape in streets * 2]), None]
    with OtherProcess("draws the outlines", Drawer, PredictSettings(), 1) as drawer:
        found = [outlines.unpacked() for _, outlines in drawer.answers((None, step) for step in steps)]
        helpers = children(drawer._process.pid)
        assert len(helpers) == 1 and any(found)
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in helpers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_a_helper_that_is_lost_is_told():
    step = Step(no_function_of_the_plugin, (np.arange(2 * WORTH),), np.arange(2 * WORTH), np.zeros((0, 2), int), ())
    with (pytest.raises(RooflineError, match=r"The process that helps to draw outlines ended \(exit code 1\)"),
          Spread(1) as spread):
        spread.done(step, np.zeros((2, 0), int))


def no_function_of_the_plugin(columns, which, pairs):
    return columns


@pytest.mark.parametrize("cores, beside, alone", [(None, 0, 0), (1, 0, 0), (2, 1, 1), (4, 2, 3), (64, 4, 4)])
def test_half_of_the_cores_are_left_to_the_network(monkeypatch, cores, beside, alone):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert most_helpers(beside_network=True) == beside and most_helpers(beside_network=False) == alone
