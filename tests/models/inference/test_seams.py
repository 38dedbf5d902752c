"""However a raster is cut into windows and strips, its footprints are the same."""

from functools import partial

import numpy as np
import pytest
import shapely
import torch
from roofline.models.evaluation.metrics import compare
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.inference import executor
from roofline.models.onnx_io.runtime import TORCH, Backend

from ..support.small_towns import Bright, Scene

PIXEL_M = 0.3
REACH = 20
"""Pixels that the network below sees around one, less than half of any overlap."""
CUTS = [{"window_size": 128}, {"window_size": 192}, {"window_size": 256, "overlap": 128}]


class Blurred(Bright):
    """Looks at the brightness around a pixel."""

    def forward(self, tiles):
        side, mean = 2 * REACH + 1, partial(torch.nn.functional.avg_pool2d, stride=1, count_include_pad=False)
        around = mean(mean(tiles, (side, 1), padding=(REACH, 0)), (1, side), padding=(0, REACH))
        return super().forward(tiles + 0.3 * around)


@pytest.fixture
def scene(tmp_path):
    return Scene(tmp_path, "utm")


def found(scene, tuned, **settings):
    outputs = scene.predict(tuned.model, settings={"overlap": 64, "window_size": 512, **settings})
    geometries = read_polygons(outputs["footprints"], "footprints").geometries
    assert len(geometries) > 10
    return geometries


def exact(geometries):
    return sorted(geometry.wkb for geometry in geometries)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("regularize", [True, False])
def test_where_half_the_overlap_is_all_that_a_network_sees_no_seam_shows_at_all(scene, tuned, monkeypatch, cut,
                                                                                regularize):
    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Blurred(card)))
    asked = {"threshold": 0.5, "regularize": regularize}
    moved = _moved(found(scene, tuned, **asked, **cut), found(scene, tuned, **asked))
    assert moved.max() < 0.1 * PIXEL_M  # bf16 rounds a window's average in another place


@pytest.mark.parametrize("cut", CUTS)
def test_a_network_that_sees_further_finds_the_same_to_within_a_pixel_or_two(scene, tuned, cut):
    moved = _moved(found(scene, tuned, regularize=False, **cut), found(scene, tuned, regularize=False))
    assert np.quantile(moved, 0.75) <= PIXEL_M and moved.max() <= 3 * PIXEL_M


@pytest.mark.parametrize("rows", [32, 96])
def test_other_strips_give_exactly_the_same(scene, tuned, monkeypatch, rows):
    whole = found(scene, tuned)
    monkeypatch.setattr("roofline.models.inference.tiled_inference.STRIP_PIXELS", rows * 310)
    assert exact(found(scene, tuned)) == exact(whole)


def _moved(one, other):
    """How far the outlines of one town lie from those of another, in metres; none may be missing."""
    comparison = compare(one, other)
    assert comparison.f1 == 1
    return np.array([shapely.hausdorff_distance(one[i], other[j]) for i, j in comparison.matches])
