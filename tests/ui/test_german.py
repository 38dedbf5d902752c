"""The panel of a QGIS whose language is German."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLabel, QToolButton, QWidget
from roofline.plugin import translation
from roofline.plugin.processing.parameters import definitions
from roofline.plugin.translation import number, rounded, tr_sentence
from roofline.protocol.settings.base import SettingsError
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.ui.support.languages import plugin_in, qgis_in
from roofline.tools.translations import marked_texts, read_ts, ts_file
from roofline.ui import panel as panel_module
from roofline.ui.check.check_board import CheckBoard


@pytest.fixture()
def german(compiled):
    with plugin_in("de", compiled) as plugin:
        yield plugin


@pytest.fixture()
def panel(german, iface, workspace, monkeypatch):
    from roofline.plugin.processing import worker_algorithm

    provider = QgsApplication.processingRegistry().providerById("roofline")
    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(provider.workers, "keep_spare", lambda network: None)
    monkeypatch.setattr(iface.canvas, "project", QgsProject.instance)
    panel = panel_module.Panel(iface, provider)
    panel.show()
    yield panel
    panel.close_all()
    panel.hide()  # it would lie over the map of the tests that follow
    panel.deleteLater()


def shown_texts(panel):
    for widget in panel.findChildren(QWidget):
        yield widget.toolTip()
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))


def test_the_panel_is_german_to_the_last_word(panel):
    known = read_ts(ts_file("de"))
    english = {text for text in marked_texts() if known[text] != text and "{" not in text}
    texts = {text for text in shown_texts(panel) if text}
    assert {"Labeln", "Trainieren", "Vorhersagen", "Prüfen", "Verlauf", "Lernrate", "Grundrisse finden"} <= texts
    assert texts & english == set()
    assert len(texts & set(known.values())) > 100


def test_the_settings_are_german_and_their_names_stay(german):
    names = {one.name(): one.description() for one in definitions(TrainSettings)}
    assert names["LEARNING_RATE"] == "Lernrate" and names["MAX_SECONDS"] == "Zeitgrenze (s)"


@pytest.mark.parametrize(("english", "expected"), [
    ("Reading imagery and labels", "Bilddaten und Labels werden gelesen"),
    ("No such file: /data/a {b}.tif. Check the path.", "Es gibt keine Datei /data/a {b}.tif. Prüfen Sie den Pfad."),
    ("The worker stopped in the middle of the job: it was killed (SIGKILL). What it wrote last is in /r/worker.log. "
     "The same request with RESUME=/r goes on from the last weights saved there.",
     "Der Arbeitsprozess hielt mitten im Auftrag an: it was killed (SIGKILL). Was er zuletzt schrieb, ist in "
     "/r/worker.log. Derselbe Auftrag mit RESUME=/r geht von den zuletzt dort gespeicherten Gewichten weiter."),
    ("A step would need about 12.5 GB of memory, more than there is: gradient checkpointing is on, and a step takes "
     "about a third longer.",
     "Ein Schritt bräuchte etwa 12,5 GB Speicher, mehr als da ist: Gradienten-Checkpointing ist an, und ein Schritt "
     "dauert etwa ein Drittel länger."),
    ("The extent 12.5 (xmin, ymin, xmax, ymax) has no area, or is larger than the earth. Draw another one.",
     "Der Ausschnitt 12,5 (xmin, ymin, xmax, ymax) hat keine Fläche oder ist größer als die Erde. Zeichnen Sie einen "
     "anderen."),
    ("CPU (2 threads)", "CPU (2 Threads)"), ("Nobody has translated this.", "Nobody has translated this."), ("", "")])
def test_sentences_of_the_worker_are_german_with_their_values(german, english, expected):
    assert tr_sentence(english) == expected


def test_an_error_of_a_setting_is_german_with_its_label(german):
    with pytest.raises(SettingsError) as caught:
        TrainSettings(tile_size=500)
    assert tr_sentence(str(caught.value)) == "Kachelgröße 500 ist nicht durch 32 teilbar; versuchen Sie 512."


def test_numbers_keys_and_algorithms_are_german(german):
    assert (number(1234.5, ",.1f"), number(12345), rounded(0.434)) == ("1.234,5", "12.345", "0,43")
    assert CheckBoard().findChild(QToolButton, "deleteFootprint").text() == "Löschen (Entf)"
    assert QgsApplication.processingRegistry().algorithmById("roofline:finetune").displayName() == (
        "Ein Modell nachtrainieren")


def test_a_version_is_no_number(german):
    told = tr_sentence("Roofline needs a 64-bit Python 3.11; found 3.9, without pip to fetch another. Install Python "
                       "3.12 so that 'python3.12' is on the PATH, and run the set-up again.")
    assert "gefunden wurde 3.9" in told and "Python 3.11;" in told


def test_in_another_language_the_panel_stays_english(compiled):
    with qgis_in("fi", compiled):
        assert translation.install_translator() is None
        assert tr_sentence("Reading imagery and labels") == "Reading imagery and labels"
        assert number(1234.5, ",.1f") == "1,234.5"
