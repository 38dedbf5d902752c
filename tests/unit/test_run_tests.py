"""`make test TESTS=...`: which tests run, and in which Python."""

import pytest
from roofline.tools.run_tests import DESKTOP, DESKTOP_JOBS, GROUPS, chosen


@pytest.mark.parametrize(("wanted", "is_qgis"), [
    ("tests/unit/test_words.py", True), ("tests/qgis/layers", True), ("tests/ui/pages/test_setup_page.py", True),
    (DESKTOP, True), (DESKTOP_JOBS, True), ("tests/qt6/test_names.py", False),
    ("tests/models/data/test_dataset.py::test_a_name", False)])
def test_a_file_a_folder_or_a_test_runs_once_in_the_python_of_its_folder(wanted, is_qgis):
    (group, paths), = chosen([wanted])
    assert paths == [wanted] and group.is_qgis == is_qgis


def test_a_desktop_file_runs_where_it_is_not_left_out():
    (group, _), = chosen([DESKTOP])
    assert not any("--ignore" in option for option in group.options)


def test_folders_run_all_that_lies_below_and_nothing_given_runs_all():
    assert [paths for _, paths in chosen(["tests/ui/"])] == [["tests/ui"], [DESKTOP_JOBS], [DESKTOP]]
    assert [paths for _, paths in chosen([])] == [list(group.folders) for group in GROUPS] == [
        paths for _, paths in chosen(["tests"])]


def test_what_holds_no_test_is_named():
    with pytest.raises(SystemExit, match="No tests are in docs. They are in tests/end_to_end, "):
        chosen(["tests/unit", "docs"])
