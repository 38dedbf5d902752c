"""A checkout that is linked into a profile speaks the languages that it has."""

import shutil

import pytest
from roofline.protocol.paths import ROOT
from roofline.tools import link


@pytest.mark.skipif(shutil.which("lrelease") is None, reason="make test installs it")
def test_a_linked_checkout_has_its_translations(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("QGIS_CUSTOM_CONFIG_PATH", str(tmp_path))
    monkeypatch.setattr(link, "TRANSLATIONS", tmp_path)
    assert link.main("default") == 0
    assert (tmp_path / "profiles/default/python/plugins/roofline").resolve() == ROOT
    assert (tmp_path / "roofline_de.qm").stat().st_size > 1000 and "English" not in capsys.readouterr().out


def test_without_the_compiler_it_is_linked_and_told_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("QGIS_CUSTOM_CONFIG_PATH", str(tmp_path))
    monkeypatch.setattr(link, "TRANSLATIONS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert link.main("default") == 0
    assert (tmp_path / "profiles/default/python/plugins/roofline").is_symlink()
    assert "qttools5-dev-tools" in capsys.readouterr().out
