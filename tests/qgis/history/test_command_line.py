"""Command lines that were copied run as they stand, in a fresh shell and from any folder."""

import os
import subprocess
from pathlib import Path

import pytest
from osgeo import ogr
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.plugin.history import command_line
from roofline.plugin.history.command_line import program, quoted_for_cmd, shell_command
from roofline.tests.qgis.support.layers import save_layer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="another shell")


def run_in_a_fresh_shell(line, tmp_path):
    return subprocess.run(["sh", "-c", line], cwd="/", capture_output=True, text=True,
                          env={"HOME": str(tmp_path / "user"), "PATH": "/usr/bin:/bin"})


def test_a_line_from_another_profile_runs_with_odd_names(tmp_path, monkeypatch):
    monkeypatch.setattr(command_line, "_profile", lambda: "field work")
    monkeypatch.delenv("QGIS_PLUGINPATH", raising=False)
    monkeypatch.setenv("ROOFLINE_PYTHON", str(worker_python()))
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "a home"))
    houses, out = save_layer(tmp_path / "it's $HOME.gpkg", "houses"), tmp_path / "out.gpkg"
    plugins = tmp_path / "plug ins" / "roofline"
    plugins.parent.mkdir()
    plugins.symlink_to(Path(command_line.__file__).parents[2])
    monkeypatch.setattr(command_line, "__file__", str(plugins / "plugin" / "history" / "command_line.py"))
    for algorithm, values in (("setup", {}), ("regularize", {"INPUT": str(houses), "OUTPUT": str(out)})):
        done = run_in_a_fresh_shell(shell_command(f"roofline:{algorithm}", values), tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    assert ogr.Open(str(out)).GetLayer().GetFeatureCount() == 1


def test_from_the_default_profile_it_is_one_command(monkeypatch):
    monkeypatch.setattr(command_line, "_profile", lambda: "default")
    monkeypatch.setattr(command_line, "CARRIED", ())
    assert shell_command("roofline:predict", {"IMAGERY": ["a b.tif", "c.tif"]}) == (
        f"QT_QPA_PLATFORM=offscreen {program()} run roofline:predict -- 'IMAGERY=a b.tif' IMAGERY=c.tif")


@pytest.mark.parametrize(("word", "quoted"), [
    (r"IMAGERY=C:\maps\Zürich_1.tif", r"IMAGERY=C:\maps\Zürich_1.tif"),
    (r"LABELS=C:\R&D\a b.gpkg|layername=x", r'"LABELS=C:\R&D\a b.gpkg|layername=x"'),
    ("RUN=C:\\a^(1)\\", '"RUN=C:\\a^(1)\\\\"'), ('say "\\"', r'"say \"\\\""'), ("REPORT=", "REPORT="), ("", '""')])
def test_what_windows_cmd_takes_as_its_own_is_quoted(word, quoted):
    assert quoted_for_cmd(word) == quoted


def test_debians_script_is_not_taken_where_the_program_is_there(tmp_path, monkeypatch):
    for name in ("qgis_process", "qgis_process.bin"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(command_line.QgsApplication, "applicationDirPath", lambda: str(tmp_path))
    assert program() == str(tmp_path / "qgis_process.bin")
    (tmp_path / "qgis_process.bin").unlink()
    monkeypatch.setattr(command_line, "PROGRAMS", ("qgis_process",))
    assert program() == str(tmp_path / "qgis_process")
