"""The squares that are picked are doubtful, unlike each other and the labelled ones, and never overlap."""

import numpy as np
import pytest
import shapely
from roofline.models.labelling.acquisition import Square, TopK, pick


def squares(*looks, raster=0):
    """Squares of side 10 in a row, each (uncertainty, features)."""
    return [Square(raster, 10 * i, 0, uncertainty, np.array(features, float))
            for i, (uncertainty, features) in enumerate(looks)]


def outlines(of):
    return np.array([shapely.box(s.column, s.row, s.column + 10, s.row + 10) for s in of], dtype=object)


def picked(of, labelled=(), wanted=3):
    return pick(of, outlines(of), labelled, wanted)


def test_where_nothing_is_labelled_the_most_doubtful_comes_first_with_its_doubt_as_score():
    of = squares((0.2, (0, 0)), (0.6, (0, 1)), (0.4, (1, 0)))
    assert picked(of, wanted=1) == [(1, pytest.approx(0.6))]


def test_a_square_that_looks_like_one_picked_before_waits():
    of = squares((0.50, (0, 0)), (0.49, (0.01, 0)), (0.30, (5, 5)))
    assert [index for index, _ in picked(of)] == [0, 2, 1]


def test_a_square_that_looks_like_a_labelled_one_waits():
    of = squares((0.50, (0, 0)), (0.30, (5, 5)))
    assert [index for index, _ in picked(of)] == [0, 1]
    assert [index for index, _ in picked(of, squares((0.1, (0, 0))))] == [1, 0]


def test_among_equally_unlike_squares_doubt_decides():
    of = squares((0.1, (5, 0)), (0.3, (5, 0)), (0.2, (5, 0)))
    assert picked(of, squares((0.9, (0, 0))), wanted=1)[0][0] == 1


def test_no_channel_drowns_the_others():
    of = squares((0.5, (1000, 0)), (0.5, (1001, 0)), (0.5, (1000, 0.001)), (0.5, (1001, 0.001)))
    assert {index for index, _ in picked(of, wanted=2)} in ({0, 3}, {1, 2})  # opposite corners


def test_scores_never_rise_and_lie_between_0_and_1():
    random = np.random.default_rng(0)
    of = squares(*((float(random.random()), random.normal(size=8)) for _ in range(60)))
    for labelled in ((), squares((1.0, random.normal(size=8)))):
        scores = [score for _, score in picked(of, labelled, wanted=60)]
        assert len(scores) == 60 and scores == sorted(scores, reverse=True) and 0 <= scores[-1] <= scores[0] <= 1


def test_squares_that_overlap_are_not_both_picked_and_neighbours_are():
    of = [Square(0, x, 0, 0.5, np.array([float(x)])) for x in (0, 5, 10)]
    assert sorted(index for index, _ in picked(of)) == [0, 2]


def test_squares_that_all_look_alike_are_still_picked():
    of = squares((0.2, (3, 3)), (0.4, (3, 3)))
    assert [index for index, _ in picked(of)] == [1, 0]
    assert picked([]) == []


def test_only_the_most_worthy_are_kept():
    most, of = TopK(3), squares(*((worth / 10, (0,)) for worth in (5, 1, 9, 7, 2, 9)))
    for square in of:
        most.add(square.uncertainty, square)
    assert [square.column for square in most.squares] == [20, 50, 30]
