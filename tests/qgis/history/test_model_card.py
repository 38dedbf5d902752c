"""Reading a model's card without the learning core."""

import json
import zipfile

import pytest
from roofline.plugin.history.model_card import (
    ModelCardError,
    Score,
    base_score,
    label_counts,
    read_card,
    tuned_score,
)
from roofline.protocol.label_counts import LabelCounts
from roofline.protocol.paths import ZOO


def write_model(path, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.json", text)
    return path


def test_a_model_file_tells_its_scores(tmp_path):
    scores = {"held_out": {"f1": 0.71, "f1_low": 0.6, "f1_high": 0.8}, "base_held_out": {"f1": 0.45, "f1_low": None}}
    card = read_card(write_model(tmp_path / "a.roofline", json.dumps({"scores": scores})))
    assert tuned_score(card) == Score(0.71, 0.6, 0.8) and base_score(card) == Score(0.45)


def test_the_model_that_comes_along_is_a_folder_without_scores():
    card = read_card(ZOO / "buildings")
    assert card["name"] == "buildings" and tuned_score(card) is None


@pytest.mark.parametrize("scores", [None, [], {}, {"held_out": None}, {"held_out": {"f1": None}},
                                    {"held_out": {"f1": "good"}}])
def test_a_card_without_a_usable_score_has_none(scores):
    assert tuned_score({"scores": scores}) is None


@pytest.mark.parametrize(("labels", "counts"), [
    ({"trained": 9, "held_out": 4, "cut": 1, "unused": 2, "background": 3, "steps": 40}, LabelCounts(9, 4, 1, 2, 3)),
    ({"trained": 9, "held_out": 6}, LabelCounts(9, 6)), ({"trained": 9, "cut": "one"}, LabelCounts(9)),
    ({"trained": "all"}, None), ({}, None), ("none", None), (None, None)])
def test_a_card_tells_what_became_of_the_labels(labels, counts):
    assert label_counts({"labels": labels}) == counts


@pytest.mark.parametrize("text", ["{", "[1]", '"text"', "[" * 100_000])
def test_a_card_that_is_no_object_is_refused_by_name(tmp_path, text):
    with pytest.raises(ModelCardError, match=r"a\.roofline"):
        read_card(write_model(tmp_path / "a.roofline", text))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"a picture"])
def test_another_kind_of_file_is_refused_by_name(tmp_path, content):
    path = tmp_path / "a.roofline"
    path.write_bytes(content)
    with pytest.raises(ModelCardError, match=r"a\.roofline"):
        read_card(path)


def test_a_zip_without_a_card_and_a_missing_file_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.roofline", "w") as archive:
        archive.writestr("other.txt", "")
    for path in (tmp_path / "a.roofline", tmp_path / "gone.roofline", tmp_path):
        with pytest.raises(ModelCardError):
            read_card(path)
