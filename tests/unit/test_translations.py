"""No text of the panel and of the settings is missed by the translations, and none loses a value in them."""

import ast
import re

import pytest
from roofline.protocol.launch import ROOT
from roofline.tools.translations import LANGUAGES, marked_texts, read_ts, sentences, ts_file, write_ts

PLACE = re.compile(r"\{[^}]*\}")


def test_every_marked_text_of_the_panel_is_extracted():
    found, marked = set(marked_texts()), set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mark":
                marked.add(ast.literal_eval(node.args[0]))
    assert len(marked) > 300 and marked <= found


def test_settings_and_errors_are_extracted():
    assert "Learning rate" in marked_texts() and any("Divides by 32." in text for text in marked_texts())
    assert {"{0} must lie between {1} and {2}, got {3}.", "Reading imagery and labels",
            "The worker's environment is missing in {0}. Run 'Set up Roofline' in the Processing toolbox, or "
            "'qgis_process run roofline:setup'."} <= set(sentences())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ts_file_holds_the_texts_that_there_are(language):
    """After a change of a text: make translations."""
    sources = re.findall(r"<source>", ts_file(language).read_text(encoding="utf-8"))
    assert len(sources) == len({**sentences(), **marked_texts()})


def test_german_is_whole_as_far_as_the_panel_goes():
    translated = read_ts(ts_file("de"))
    assert [text for text in marked_texts() if text not in translated] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_values_of_its_text(language):
    for text, translation in read_ts(ts_file(language)).items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(translation)), text
        assert text.endswith(".") == translation.endswith("."), text


def test_what_is_translated_stays_and_what_is_gone_goes(tmp_path):
    path = tmp_path / "x.ts"
    write_ts(path, "de", {"Save": "a.py", "Open": "a.py"}, {"Save": "Speichern & mehr"})
    assert read_ts(path) == {"Save": "Speichern & mehr"}
    write_ts(path, "de", {"Save": "a.py"}, read_ts(path))
    assert read_ts(path) == {"Save": "Speichern & mehr"} and "Open" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "quoted"), [("de", "„{0}“"), ("es", "«{0}»")])
def test_names_are_quoted_as_the_language_does(language, quoted):
    told = read_ts(ts_file(language))
    assert [text for text in told.values() if re.search(r"'(\{\w+\}|\w+)'", text)] == []
    assert sum(quoted in text for text in told.values()) > 10


def test_bands_have_the_name_that_they_have_in_a_german_qgis():
    assert [text for text in read_ts(ts_file("de")).values() if re.search(r"\bBänder|\bBand\b", text)] == []


def test_a_sentence_that_grows_is_extracted_in_each_of_its_lengths():
    assert {"Step {0}", "Step {0}, no longer improving"} <= set(sentences())
