"""Settings remembered in QGIS's profile."""

import pytest
from qgis.core import QgsSettings
from roofline.plugin.jobs import last_used
from roofline.protocol.settings import PredictSettings, TrainSettings

KEY = "plugins/roofline/last_used/TrainSettings"


@pytest.fixture(autouse=True)
def empty_profile():
    QgsSettings().remove("plugins/roofline")
    yield
    QgsSettings().remove("plugins/roofline")


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
    assert "BATCH_SIZE" not in QgsSettings().value(KEY) and "SEED" in QgsSettings().value(KEY)


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
    QgsSettings().setValue(KEY, kept)
    assert last_used.read(TrainSettings) == {"SEED": 7}


@pytest.mark.parametrize("kept", ["no json", "[1, 2]", ""])
def test_a_profile_that_was_tampered_with_counts_as_empty(kept):
    QgsSettings().setValue(KEY, kept)
    assert last_used.read(TrainSettings) == {}
