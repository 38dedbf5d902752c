"""`make test TESTS=...`: which tests run, and in which Python; and what they need there."""

import os
import subprocess

import pytest
from roofline.protocol.launch import ROOT
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


@pytest.mark.skipif(os.name == "nt", reason="make is not used there")
@pytest.mark.parametrize("has_ruff", [True, False])
def test_test_tools_have_their_programs_where_packages_came_from_an_earlier_environment(tmp_path, has_ruff):
    python, asked = tmp_path / "env" / "bin" / "python", tmp_path / "asked"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n'
                      f'case "$*" in *"ruff --version") exit {int(not has_ruff)};; esac\n')
    python.chmod(0o755)
    variables = {name: value for name, value in os.environ.items() if name != "ROOFLINE_PYTHON"}
    for _ in range(2):  # the second time there is nothing to do
        subprocess.run(["sh", "tools/test_tools.sh", str(python)], cwd=ROOT, env=variables, check=True)
    installs = [line for line in asked.read_text().splitlines() if "pip install" in line]
    assert len(installs) == (1 if has_ruff else 2)
    assert has_ruff or installs[1].split()[-3:-1] == ["--force-reinstall", "--no-deps"] and "ruff==" in installs[1]
