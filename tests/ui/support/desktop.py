"""Fixtures of scenarios in a real QGIS window under Xvfb, with the real worker."""

import shutil
from pathlib import Path

import pytest
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.virtual_environment import worker_python
from roofline.protocol.launch import ROOT
from roofline.tools.desktop import Desktop
from roofline.tools.desktop_ground import describe_ground, synthetic_ground

SCENARIOS = Path(__file__).parents[1] / "scenarios.py"
ZANZIBAR = ROOT.parent / "shared" / "data" / "zanzibar"


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    """Zanzibar where it is at hand, else a synthetic town."""
    if ZANZIBAR.exists():
        return describe_ground(ZANZIBAR / "images" / "zanzibar_b.tif", ZANZIBAR / "zanzibar.gpkg")
    return synthetic_ground(tmp_path_factory.mktemp("ground"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="session")
def tutorial_ground(tmp_path_factory):
    """As ground, with so many buildings on the held-out ground that a score says something."""
    if ZANZIBAR.exists():
        return describe_ground(ZANZIBAR / "images" / "zanzibar_a.tif", ZANZIBAR / "zanzibar.gpkg", {
            "train": (0.08, 0.30), "validate": (0.31, 0.42), "view": (0.0, 0.45), "elsewhere": (0.47, 0.77)})
    return synthetic_ground(tmp_path_factory.mktemp("tutorial"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="session")
def utm_ground(tmp_path_factory):
    """In UTM, whose transformation QGIS refuses far from its zone."""
    return synthetic_ground(tmp_path_factory.mktemp("utm"), "bungalow_rows", 3, "1400x500")


@pytest.fixture(scope="session")
def python():
    """The worker's Python as it is before a test moves the data folder."""
    return str(worker_python())


@pytest.fixture(scope="session")
def home_set_up(python, tmp_path_factory):
    """A data folder with nothing in it but the set-up, for each test to have a copy."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables_for(home, python).items():
            patch.setenv(name, value)
        set_up(lambda fraction, text: None)
    return home


def variables_for(home, python):
    return {"ROOFLINE_HOME": str(home), "ROOFLINE_PYTHON": python}


@pytest.fixture(scope="session")
def profile_set_up(python, home_set_up, tmp_path_factory):
    """A profile of QGIS in which the plugin is enabled, for each test to have a copy."""
    folder = tmp_path_factory.mktemp("desk")
    Desktop(folder, variables_for(home_set_up, python))
    return folder / "profile"


@pytest.fixture()
def play(tmp_path, python, home_set_up, profile_set_up):
    shutil.copytree(home_set_up, tmp_path / "home", dirs_exist_ok=True)
    shutil.copytree(profile_set_up, tmp_path / "desk" / "profile")
    desktop = Desktop(tmp_path / "desk", variables_for(tmp_path / "home", python))

    def play(scenario, timeout_s=240, module=SCENARIOS, **inputs):
        told = desktop.play(module, scenario, timeout_s, **inputs)
        print(scenario, told.facts)
        assert not told.error, f"{told.error}\n{told.log[-3000:]}"
        assert "Traceback" not in told.log, told.log[-3000:]
        assert told.returncode == 0, told.log[-3000:]
        return told.facts

    return play
