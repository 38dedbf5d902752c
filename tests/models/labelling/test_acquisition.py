"""Selected squares are uncertain, far in feature space from each other and from labelled ones, and never overlap."""

import numpy as np
import pytest
import shapely
from roofline.models.labelling.acquisition import Square, TopK, select_squares


def squares(*values, raster=0):
    """Squares of side 10 in a row, each (uncertainty, features)."""
    return [Square(raster, 10 * i, 0, uncertainty, np.array(features, float))
            for i, (uncertainty, features) in enumerate(values)]


def outlines(of):
    return np.array([shapely.box(s.column, s.row, s.column + 10, s.row + 10) for s in of], dtype=object)


def selected(of, labelled=(), wanted=3):
    return select_squares(of, outlines(of), labelled, wanted)


def test_where_nothing_is_labelled_the_most_uncertain_comes_first_with_its_uncertainty_as_score():
    of = squares((0.2, (0, 0)), (0.6, (0, 1)), (0.4, (1, 0)))
    assert selected(of, wanted=1) == [(1, pytest.approx(0.6))]


def test_a_square_with_the_features_of_one_selected_before_waits():
    of = squares((0.50, (0, 0)), (0.49, (0.01, 0)), (0.30, (5, 5)))
    assert [index for index, _ in selected(of)] == [0, 2, 1]


def test_a_square_with_the_features_of_a_labelled_one_waits():
    of = squares((0.50, (0, 0)), (0.30, (5, 5)))
    assert [index for index, _ in selected(of)] == [0, 1]
    assert [index for index, _ in selected(of, squares((0.1, (0, 0))))] == [1, 0]


def test_among_equally_distant_squares_uncertainty_decides():
    of = squares((0.1, (5, 0)), (0.3, (5, 0)), (0.2, (5, 0)))
    assert selected(of, squares((0.9, (0, 0))), wanted=1)[0][0] == 1


def test_no_channel_dominates_the_distances():
    of = squares((0.5, (1000, 0)), (0.5, (1001, 0)), (0.5, (1000, 0.001)), (0.5, (1001, 0.001)))
    assert {index for index, _ in selected(of, wanted=2)} in ({0, 3}, {1, 2})  # opposite corners


def test_scores_never_rise_and_lie_between_0_and_1():
    random = np.random.default_rng(0)
    of = squares(*((float(random.random()), random.normal(size=8)) for _ in range(60)))
    for labelled in ((), squares((1.0, random.normal(size=8)))):
        scores = [score for _, score in selected(of, labelled, wanted=60)]
        assert len(scores) == 60 and scores == sorted(scores, reverse=True) and 0 <= scores[-1] <= scores[0] <= 1


def test_squares_that_overlap_are_not_both_selected_and_neighbours_are():
    of = [Square(0, x, 0, 0.5, np.array([float(x)])) for x in (0, 5, 10)]
    assert sorted(index for index, _ in selected(of)) == [0, 2]


def test_squares_with_the_same_features_are_still_selected():
    of = squares((0.2, (3, 3)), (0.4, (3, 3)))
    assert [index for index, _ in selected(of)] == [1, 0]
    assert selected([]) == []


def test_only_those_with_the_highest_scores_are_kept():
    best, of = TopK(3), squares(*((score / 10, (0,)) for score in (5, 1, 9, 7, 2, 9)))
    for square in of:
        best.add(square.uncertainty, square)
    assert [square.column for square in best.squares] == [20, 50, 30]
