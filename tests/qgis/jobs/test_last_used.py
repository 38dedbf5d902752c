"""Settings that are remembered, in Roofline's data folder; QGIS's profile had them before."""

import json

import pytest
from qgis.core import QgsSettings
from roofline.plugin.environment.virtual_environment import home
from roofline.plugin.jobs import last_used
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.training import TrainSettings

FORMER_KEY = "plugins/roofline/last_used/TrainSettings"


@pytest.fixture(autouse=True)
def empty(monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    QgsSettings().remove("plugins/roofline")
    yield
    QgsSettings().remove("plugins/roofline")


def kept_file():
    return home() / "last_used" / "TrainSettings.json"


def keep(text):
    """Write the file as another version or a text editor may."""
    kept_file().parent.mkdir(parents=True)
    kept_file().write_text(text)


def test_nothing_is_remembered_at_first():
    assert last_used.read(TrainSettings) == {}


def test_what_was_written_is_read_again():
    last_used.write(TrainSettings, {"BATCH_SIZE": 4, "RESOLUTION_M": 0.5})
    assert last_used.read(TrainSettings) == {"BATCH_SIZE": 4, "RESOLUTION_M": 0.5}


def test_each_kind_of_job_has_settings_of_its_own():
    last_used.write(TrainSettings, {"BATCH_SIZE": 4})
    assert last_used.read(PredictSettings) == {}


def test_defaults_are_not_kept_so_that_a_better_one_reaches_the_analyst():
    last_used.write(TrainSettings, {"BATCH_SIZE": TrainSettings().batch_size, "SEED": 7})
    assert json.loads(kept_file().read_text()) == {"SEED": 7}


def test_the_last_writing_replaces_the_one_before():
    last_used.write(TrainSettings, {"BATCH_SIZE": 4})
    last_used.write(TrainSettings, {"SEED": 7})
    assert last_used.read(TrainSettings) == {"SEED": 7}


@pytest.mark.parametrize("kept", [
    '{"TILE_SIZE": 500, "SEED": 7}',  # does not divide by 32
    '{"BATCH_SIZE": 0, "SEED": 7}',
    '{"BATCH_SIZE": "many", "SEED": 7}',
    '{"LAYERS_FROZEN": 3, "SEED": 7}',
], ids=["not a multiple", "too small", "no number", "of an older plugin"])
def test_what_the_settings_would_refuse_is_dropped_and_the_rest_stays(kept):
    keep(kept)
    assert last_used.read(TrainSettings) == {"SEED": 7}


@pytest.mark.parametrize("kept", ["no json", "[1, 2]", ""])
def test_a_file_that_was_tampered_with_counts_as_empty(kept):
    keep(kept)
    assert last_used.read(TrainSettings) == {}


def test_another_profile_of_qgis_remembers_the_same():
    last_used.write(TrainSettings, {"SEED": 7})
    assert not QgsSettings().contains(FORMER_KEY)  # so a new profile lacks nothing
    assert last_used.read(TrainSettings) == {"SEED": 7}


def test_what_the_profile_has_from_before_is_read_until_something_is_written():
    QgsSettings().setValue(FORMER_KEY, '{"SEED": 7, "BATCH_SIZE": 0}')
    assert last_used.read(TrainSettings) == {"SEED": 7}
    last_used.write(TrainSettings, {})
    assert last_used.read(TrainSettings) == {}


def test_a_folder_that_cannot_be_written_holds_nothing_up():
    home().write_text("a file, not a folder")
    last_used.write(TrainSettings, {"SEED": 7})
    assert last_used.read(TrainSettings) == {}
