"""However a raster is cut into windows, strips and jobs, its footprints are the same."""

import numpy as np
import pytest
import shapely
from roofline.models.metrics import compare
from roofline.models.vectors import read_polygons

from .test_predict import Scene

PIXEL_M = 0.3


@pytest.fixture(scope="module")
def whole_town(tuned, tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("town"), "utm")
    return scene, found(scene, tuned, {"window_size": 512})


def found(scene, tuned, settings):
    outputs = scene.predict(tuned.model, settings={"overlap": 64, "regularize": False, **settings})
    return read_polygons(outputs["footprints"], "footprints").geometries


def moved(one, other):
    """How far the outlines of one town lie from those of another, in metres; none may be missing."""
    comparison = compare(one, other)
    assert comparison.f1 == 1
    return np.array([shapely.hausdorff_distance(one[i], other[j]) for i, j in comparison.matches])


@pytest.mark.parametrize("settings", [{"window_size": 128}, {"window_size": 192}, {"window_size": 256, "overlap": 128}])
def test_other_windows_find_the_same_to_within_a_pixel(whole_town, tuned, settings):
    scene, whole = whole_town
    assert np.quantile(moved(found(scene, tuned, settings), whole), 0.95) <= PIXEL_M


@pytest.mark.parametrize("rows", [32, 96])
def test_other_strips_find_exactly_the_same(whole_town, tuned, monkeypatch, rows):
    scene, whole = whole_town
    monkeypatch.setattr("roofline.models.predictor.STRIP_PIXELS", rows * 310)
    again = found(scene, tuned, {"window_size": 512})
    assert sorted(g.wkb for g in again) == sorted(g.wkb for g in whole) and len(whole) > 10
