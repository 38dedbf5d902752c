"""The box in which a model is chosen."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLabel, QToolButton
from roofline.plugin.history.model_choices import models_folder
from roofline.tests.qgis.support.past_runs import make_model
from roofline.ui.widgets.model_box import ModelBox


@pytest.fixture()
def box(qgis):
    box = ModelBox()
    box.show()
    yield box
    box.close()


def combo(box):
    return box.findChild(QComboBox, "modelCombo")


def entries(box):
    return [combo(box).itemText(row) for row in range(combo(box).count()) if combo(box).itemText(row)]


def choose_file(box, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    button = box.findChild(QToolButton, "modelFromFile")
    if button.menu():
        entry(box, "Choose a model file").trigger()
    else:
        button.click()


def entry(box, text):
    (action,) = [one for one in box.findChild(QToolButton, "modelFromFile").menu().actions() if one.text() == text]
    return action


def remark(box):
    label = box.findChild(QLabel, "modelRemark")
    return label.text() if label.isVisible() else ""


def changes(box):
    heard = []
    box.changed.connect(heard.append)
    return heard


def test_at_first_it_is_the_bundled_model(box):
    assert box.value() == "" and entries(box) == ["Built-in model"] and remark(box) == ""


def test_models_trained_here_show_score_and_date(box):
    make_model("town")
    make_model("village", f1=None)
    box.refresh()
    assert [entry.split(" · ")[0] for entry in entries(box)[1:]] == ["village", "town"]
    assert entries(box)[2].startswith("town · F1 0.70 · ") and "2026" in entries(box)[2]
    assert "F1" not in entries(box)[1]


def test_a_choice_by_the_keyboard_is_told(box):
    path, heard = make_model("town"), changes(box)
    box.refresh()
    QTest.keyClick(combo(box), Qt.Key.Key_Down)
    assert heard == [str(path)] and box.value() == str(path)


def test_what_is_set_by_program_is_not_told(box):
    path, heard = make_model("town"), changes(box)
    box.set_value(str(path))
    assert box.value() == str(path) and heard == []
    box.set_value("buildings")
    assert box.value() == ""


def test_a_file_from_elsewhere_stays_in_the_list(box, monkeypatch, tmp_path):
    other = make_model("town").rename(tmp_path / "other.roofline")
    heard = changes(box)
    choose_file(box, monkeypatch, other)
    assert heard == [str(other)] and box.value() == str(other)
    box.set_value("")
    assert any(entry.startswith("other") for entry in entries(box))


def test_a_file_dialog_that_was_closed_changes_nothing(box, monkeypatch):
    heard = changes(box)
    choose_file(box, monkeypatch, "")
    assert heard == [] and box.value() == ""


def test_a_file_that_is_no_model_is_refused_with_a_word(box, monkeypatch, tmp_path):
    (tmp_path / "x.roofline").write_text("no model")
    heard = changes(box)
    choose_file(box, monkeypatch, tmp_path / "x.roofline")
    assert heard == [] and box.value() == "" and "is no readable Roofline model" in remark(box)


def test_for_a_model_that_is_gone_the_bundled_one_stands_in_until_it_is_back(box):
    path = make_model("town")
    box.set_value(str(path))
    away = path.rename(path.with_suffix(".away"))
    box.refresh()
    assert box.value() == "" and "town (missing)" in entries(box) and str(path) in remark(box)
    row = combo(box).findData(str(path))
    assert not combo(box).model().item(row).isEnabled()
    away.rename(path)
    box.refresh()
    assert box.value() == str(path) and remark(box) == ""


def test_unreadable_files_are_left_out(box):
    make_model("town")
    (models_folder() / "broken.roofline").write_text("no model")
    box.refresh()
    assert len(entries(box)) == 2


def test_new_models_are_there_when_the_box_is_seen_again(box):
    box.hide()
    make_model("town")
    box.show()
    assert len(entries(box)) == 2


def test_long_names_do_not_widen_the_dock(box):
    narrow = box.minimumSizeHint().width()
    make_model("a-town-with-a-name-that-goes-on-and-on-and-on")
    box.refresh()
    assert box.minimumSizeHint().width() == narrow <= 340


@pytest.fixture()
def for_training(qgis):
    box = ModelBox(encoders=True)
    box.show()
    yield box
    box.close()


def choose(box, text):
    index = combo(box).findText(text)
    combo(box).setCurrentIndex(index)
    combo(box).activated.emit(index)


def test_a_training_may_start_from_an_encoder_and_says_what_that_means(for_training, box):
    heard = changes(for_training)
    choose(for_training, "Prithvi-EO 2.0, 300 million weights: satellites, 10 to 30 m")
    assert heard == [for_training.value()] == ["encoder:prithvi_eo_v2_300"]
    assert "wants more of them" in remark(for_training)
    for_training.set_value("")
    assert remark(for_training) == "" and not [entry for entry in entries(box) if "ncoder" in entry]


@pytest.mark.parametrize("typed", ["tu-vit_base_patch16_224.mae", " encoder:tu-vit_base_patch16_224.mae"])
def test_another_encoder_is_asked_for_by_its_name(for_training, monkeypatch, typed):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (typed, True))
    entry(for_training, "Another encoder…").trigger()
    assert for_training.value() == "encoder:tu-vit_base_patch16_224.mae"
    assert combo(for_training).currentText() == "Encoder tu-vit_base_patch16_224.mae"
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("", False))
    entry(for_training, "Another encoder…").trigger()
    assert for_training.value() == "encoder:tu-vit_base_patch16_224.mae"


def test_weights_of_an_encoder_are_a_base_and_find_nothing(for_training, box, monkeypatch, tmp_path):
    weights = tmp_path / "archive.safetensors"
    weights.touch()
    choose_file(box, monkeypatch, weights)
    assert box.value() == "" and "is no readable Roofline model" in remark(box)
    choose_file(for_training, monkeypatch, weights)
    assert for_training.value() == str(weights) and combo(for_training).currentText() == "Encoder archive"
