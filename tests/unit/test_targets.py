"""What is ground cover, and what stands singly."""

import pytest
from roofline.protocol.targets import BUILDINGS, BY_NAME, COVER, covers_of, is_cover_map, is_cover_name


@pytest.mark.parametrize("name, expected", [
    ("water", True), ("Inland Water", True), ("forest (mixed)", True), ("cultivated_land", True), ("building", False),
    ("house", False), ("water tower", False), ("thatch", False), ("3", False), ("", False)])
def test_the_name_of_a_class_tells_whether_it_is_ground_cover(name, expected):
    assert is_cover_name(name) is expected


def test_by_name_a_model_may_have_classes_of_both_kinds():
    assert covers_of(("building", "water", "road"), BY_NAME, 0.3) == ("water", "road")


def test_pixels_that_show_no_walls_make_all_of_it_cover():
    assert covers_of(("building", "3"), BY_NAME, 10.0) == ("building", "3")
    assert covers_of(("building", "3"), BY_NAME, 2.0) == ()


def test_the_setting_decides_for_all_classes():
    assert covers_of(("water", "3"), BUILDINGS, 10.0) == () and covers_of(("water", "3"), COVER, 0.3) == ("water", "3")


@pytest.mark.parametrize("classes, expected", [
    (("water",), True), (("forest", "grassland", "schrubland"), True), (("water", "house"), False), (("3", "4"), False),
    (("building",), False), ((), False)])
def test_layers_are_of_cover_where_most_names_say_so_and_none_is_of_buildings(classes, expected):
    assert is_cover_map(classes, BY_NAME) is expected
    assert is_cover_map(classes, COVER) and not is_cover_map(classes, BUILDINGS)
