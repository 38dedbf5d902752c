"""The zip that is uploaded works where nothing else of Roofline is."""

import re
import zipfile

import pytest
from roofline.tools.headless import HeadlessQgis
from roofline.tools.package import LIMIT_BYTES, write_package
from roofline.tools.try_package import TrialError, try_package


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return write_package(tmp_path_factory.mktemp("dist"))


def test_it_has_one_folder_with_what_is_needed_and_no_more(package):
    with zipfile.ZipFile(package) as opened:
        names = opened.namelist()
    assert {name.split("/")[0] for name in names} == {"roofline"} and package.stat().st_size < LIMIT_BYTES
    assert {"roofline/metadata.txt", "roofline/LICENSE", "roofline/i18n/roofline_de.qm",
            "roofline/i18n/sentences.json"} <= set(names)
    assert not [name for name in names if name.endswith((".ts", ".pyc")) or "/tests/" in name]


def test_the_plugin_repository_takes_its_names(package):
    """As the site's validator reads a zip."""
    with zipfile.ZipFile(package) as opened:
        names = opened.namelist()
        assert opened.testzip() is None and "def classFactory" in opened.read("roofline/__init__.py").decode()
    assert names[0].split("/")[0].isidentifier()
    odd = re.compile(r"\.\.|\\|^[A-Za-z]:|^/|\.pyc|(^|/)(__MACOSX|\.git|__pycache__)/")
    assert [name for name in names if odd.search(name)] == []


def test_installed_into_a_clean_profile_it_trains_and_finds_footprints(package, tmp_path):
    assert try_package(package, tmp_path)["COUNT"] > 0
    installed = tmp_path / "qgis" / "profile" / "profiles" / "default" / "python" / "plugins" / "roofline"
    assert installed.is_dir() and not list((tmp_path / "qgis" / "plugins").iterdir())


def test_a_package_that_lacks_a_module_does_not_pass(package, tmp_path):
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(package) as whole, zipfile.ZipFile(broken, "w") as part:
        for name in whole.namelist():
            if name != "roofline/models/training/train.py":
                part.writestr(name, whole.read(name))
    with pytest.raises(TrialError, match="roofline:finetune failed in the installed package"):
        try_package(broken, tmp_path)


def test_it_speaks_german_where_qgis_does(package, tmp_path):
    qgis = HeadlessQgis(tmp_path, package=package, language="de")
    told = qgis.help("roofline:finetune")
    assert "Lernrate" in told and "Learning rate" not in told
