"""Every outline that is drawn is a valid polygon, on the map too, and stands on no neighbour's ground."""

import numpy as np
import pytest
import shapely
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roofline.models.geodata.affine_transform import apply_affine
from roofline.models.regularize.overlay import common_area, is_sound, made_sound
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.regularization import RegularizeSettings
from shapely.geometry import Polygon, box

from ..support.outlines import drawn
from ..support.towns import TOWNS

MAPS = (Affine(0.3, 0, 617_100, 0, -0.3, 3_344_400), Affine(0.05, 0, 9_520_000, 0, -0.05, 20_003_000),
        Affine(2.7e-6, 1e-7, 179.9, 1e-7, -2.7e-6, -89.0))
HAIR, BUILDING = 0.01, 40
"""Pixels: what two neighbours have in common is no wider; square pixels of what is no building and left out."""
SETTINGS = (RegularizeSettings(), PredictSettings(), PredictSettings(regularize=False),
            RegularizeSettings(simplify_m=0.0, shortest_wall_m=3.0, most_shift_m=3.0, least_overlap=0.5))
few_and_the_same = settings(max_examples=340, deadline=None, derandomize=True, database=None,
                            suppress_health_check=list(HealthCheck))
SHARED = 0.8
"""Least share of common walls that stay common."""


def overlaps(polygons):
    """The mean width in pixels of the ground that pairs of polygons have in common."""
    one, other = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    one, other = one[one < other], other[one < other]
    return common_area(polygons[one], polygons[other]) / np.minimum(*shapely.length(polygons[np.array([one, other])]))


def common_walls(outlines):
    """Pairs (2, n) of buildings that share a wall of five pixels or more."""
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    walls = shapely.length(shapely.intersection(outlines[one], outlines[other])) >= 5
    big = shapely.area(outlines) >= BUILDING
    return np.array([one, other])[:, walls & (one < other) & big[one] & big[other]]


@few_and_the_same
@given(town=st.sampled_from(TOWNS), seed=st.integers(0, 2 ** 32 - 1), chosen=st.sampled_from(SETTINGS))
def test_outlines_are_valid_and_apart_whatever_they_were(town, seed, chosen):
    raw = np.array(town(seed), object)
    found = np.array([outline.polygon for outline in drawn(list(raw), chosen)], object)
    assert (shapely.get_type_id(found) == shapely.GeometryType.POLYGON).all() and (shapely.area(found) > 0).all()
    for grid in MAPS:
        on_map = apply_affine(found, grid)
        assert shapely.is_valid(on_map).all(), shapely.is_valid_reason(on_map)
    if getattr(chosen, "regularize", True):
        assert (overlaps(found[shapely.area(found) >= BUILDING]) < HAIR).all()
        one, other = common_walls(raw)
        assert shapely.dwithin(found[one], found[other], HAIR).sum() >= SHARED * len(one) - 1


SPIKES = [
    [(0, 0), (10, 0), (10, 10), (14, 10), (10, 10 - 1e-15), (0, 10)],
    [(0, 0), (10, 0), (10, 10), (5, 10), (5, 3), (5 - 1e-15, 10), (0, 10)],
    [(0, 0), (10, 0), (10, 5), (20, 5 + 1e-9), (20, 15), (10, 15), (10, 5 + 1e-9), (0, 5)],
]


@pytest.mark.parametrize("corners", SPIKES)
def test_what_is_thinner_than_numbers_on_a_map_is_cut_off(corners):
    shape = Polygon(corners)
    [mended] = made_sound(np.array([shape], object))
    assert not is_sound(np.array([shape]))[0] and is_sound(np.array([mended]))[0]
    assert mended.area == pytest.approx(100 if shape.area > 60 else 50, abs=0.01)


def test_what_cannot_be_mended_is_what_it_was_before():
    flat, house = Polygon([(0, 0), (5, 5), (0, 0)]), box(0, 0, 5, 5)
    assert made_sound(np.array([flat, flat], object), np.array([house, flat], object)).tolist() == [house, flat]
