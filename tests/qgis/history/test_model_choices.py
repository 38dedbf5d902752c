"""Models that one can choose."""

import os
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProject
from roofline.plugin.history import model_choices
from roofline.plugin.history.model_choices import BUNDLED, mine, model_facts, model_name, models_folder, new_model_path
from roofline.plugin.processing.parameters import existing_file
from roofline.protocol.model_files import DEFAULT_BASE
from roofline.tests.qgis.support.other_qgis import other_qgis_claims
from roofline.tests.qgis.support.past_runs import make_model


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    yield
    QgsProject.instance().clear()


def test_the_default_is_a_bundled_model():
    assert DEFAULT_BASE in BUNDLED


def test_mine_are_the_readable_models_newest_first():
    old, new = make_model("old"), make_model("new")
    os.utime(old, (1_000_000, 1_000_000))
    (models_folder() / "broken.roofline").write_text("no zip")
    (models_folder() / "new.html").touch()
    assert mine() == [new, old]


def test_a_model_that_learned_nothing_is_not_one_of_mine():
    nothing = make_model("nothing", best_step=0)
    assert mine() == [] and model_choices.is_its_base(nothing)
    unscored = make_model("unscored", f1=None, best_step=0)
    assert mine() == [unscored] and not model_choices.is_its_base(unscored)


def test_models_of_a_saved_project_lie_beside_it(tmp_path):
    old = make_model("old")
    QgsProject.instance().setFileName(str(tmp_path / "town.qgz"))
    path = new_model_path("town")
    shutil.copy(old, path)
    assert path == tmp_path / "town-roofline" / "town.roofline" and set(mine()) == {path, old}
    QgsProject.instance().setFileName("/proc/town.qgz")
    assert new_model_path("town").parent == models_folder()


def test_without_a_folder_none_are_mine():
    assert mine() == []


def test_facts_come_from_the_card():
    facts = model_facts(make_model())
    assert facts.score.f1 == 0.7 and facts.created.timestamp() == 1795170000


def test_a_card_without_a_time_gets_the_files(monkeypatch):
    path = make_model()
    monkeypatch.setattr(model_choices, "read_card", lambda path: {"created": "once"})
    monkeypatch.setattr(model_choices, "_known", {})
    facts = model_facts(path)
    assert facts.score is None and facts.created.timestamp() == pytest.approx(path.stat().st_mtime)


def test_a_card_is_read_again_when_the_file_has_changed():
    assert model_facts(make_model(f1=0.7)).score.f1 == 0.7
    path = make_model(f1=0.75)
    os.utime(path, (1_000_000, 1_000_000))
    assert model_facts(path).score.f1 == 0.75


def test_a_new_model_takes_no_name_that_is_taken():
    first = new_model_path("a town/..")
    assert first.parent == models_folder() and first.name == "a-town.roofline" and first.parent.is_dir()
    first.touch()
    (models_folder() / "a-town-2.html").touch()
    assert new_model_path("a town").name == "a-town-3.roofline"


def test_a_new_model_takes_no_name_that_a_training_of_another_qgis_will_have():
    mine = new_model_path("town")
    with other_qgis_claims(models_folder() / "village.roofline") as theirs:
        assert theirs and new_model_path("village").name == "village-2.roofline"
    with other_qgis_claims(mine) as theirs:
        assert not theirs and new_model_path("town") == mine  # which was not written yet
    assert new_model_path("village").name == "village.roofline"


@pytest.mark.parametrize("value, name", [
    ("", "Built-in model"), (DEFAULT_BASE, "Built-in model"), ("/m/town.roofline", "town"),
    ("/m/resnet18.safetensors", "resnet18"),
    ("encoder:tu-resnet18.a1_in1k@main", "tu-resnet18.a1_in1k@main")])
def test_a_choice_has_a_name(value, name):
    assert model_name(value) == name


@pytest.mark.parametrize("value, name", [
    ("", "the built-in model"), (DEFAULT_BASE, "the built-in model"), ("/m/town.roofline", "town"),
    ("encoder:resnet18", "resnet18")])
def test_in_a_sentence_the_default_is_called_by_what_it_is(value, name):
    assert model_choices.spoken_name(value) == name


def test_only_a_file_can_be_missing(tmp_path):
    assert not model_choices.is_missing("") and not model_choices.is_missing(DEFAULT_BASE)
    assert not model_choices.is_missing("encoder:tu-resnet18.a1_in1k")
    assert model_choices.is_missing(str(tmp_path / "town.roofline"))
    assert model_choices.is_missing(str(tmp_path / "resnet18.safetensors"))


def test_an_encoder_is_no_file_and_tells_no_facts():
    assert model_facts(Path("encoder:resnet18")) is None


def test_an_encoder_and_a_file_of_weights_reach_the_worker(provider, tmp_path, monkeypatch):
    parameter = provider.algorithm("finetune").parameterDefinition("BASE_MODEL")
    assert all(map(parameter.checkValueIsAcceptable, ("encoder:tu-resnet18.a1_in1k@main", "resnet18.safetensors")))
    assert existing_file("encoder:tu-resnet18.a1_in1k@main") == "encoder:tu-resnet18.a1_in1k@main"
    (tmp_path / "resnet18.safetensors").touch()
    monkeypatch.chdir(tmp_path)
    assert existing_file("resnet18.safetensors") == str(tmp_path / "resnet18.safetensors")


def test_a_model_of_several_dates_is_known_by_the_names_of_its_bands():
    one, two = ([{"name": f"{band} {date}"} for date in dates for band in ("red", "nir")]
                for dates in (("2019-05-01",), ("2019-05-01", "2019-08-01")))
    assert model_choices.reads_dates(str(make_model("two", bands=two)))
    assert not model_choices.reads_dates(str(make_model("one", bands=one)))
    assert not model_choices.reads_dates(str(make_model("plain"))) and not model_choices.reads_dates("")
