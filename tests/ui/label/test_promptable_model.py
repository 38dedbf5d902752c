"""The tool Click with a promptable model (Segment Anything), chosen in its menu."""

import pytest
from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QToolButton
from roofline.protocol.messages import Finished
from roofline.protocol.view_messages import BY_PROMPTS, Click, LookAt, Seen
from roofline.tests.qgis.support.view_client import as_text
from roofline.tests.ui.support.gestures import click, press
from roofline.tests.ui.support.view_tools import (
    CLIENTS,
    HOUSES,
    MIDDLES,
    NOWHERE,
    SHED,
    X,
    Y,
    answer,
    boxes,
    line,
    seen,
    take,
)

FILES = ["/models/encoder.onnx", "/models/decoder.onnx"]


def choose_files(buttons, monkeypatch, files):
    """By the menu of the button Click."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    menu(buttons)[1 if buttons._click_button._own.isChecked() else 2].trigger()


def menu(buttons):
    return buttons.findChild(QToolButton, "clickBuilding").menu().actions()


def checked(buttons):
    return [action.isChecked() for action in menu(buttons)[:2]]


def test_a_promptable_model_that_was_chosen_outlines_what_is_clicked(buttons, canvas, labels, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = seen([])
    assert client.asked(LookAt)[-1].promptable == FILES and checked(buttons) == [False, True]
    assert line(buttons).startswith("Click anything: encoder.onnx and decoder.onnx outline it.")
    click(canvas, NOWHERE)
    assert client.asked(Click)[-1].smooth is False
    answer(client, SHED, BY_PROMPTS)
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == [SHED]
    buttons.findChild(QComboBox, "labelClass").setEditText("pond")
    click(canvas, MIDDLES[0])
    assert client.asked(Click)[-1].smooth is True


def test_adopt_and_the_menus_first_choice_look_with_rooflines_model(buttons, canvas, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    take(buttons, "adoptBuildings")
    assert CLIENTS[-1].asked(LookAt)[-1].promptable == []
    take(buttons)
    seen([])
    menu(buttons)[0].trigger()
    assert CLIENTS[-1].asked(LookAt)[-1].promptable == [] and checked(buttons) == [True, False]
    menu(buttons)[1].trigger()  # no file is asked for: they are remembered, and so is what they saw
    assert line(buttons).startswith("Click anything: encoder.onnx and") and checked(buttons) == [False, True]


def test_a_promptable_model_sees_more_of_a_map_that_was_zoomed_in(buttons, canvas, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = seen([])
    canvas.setExtent(QgsRectangle(X + 20, Y + 20, X + 150, Y + 150))
    QTest.qWait(100)
    assert len(client.asked(LookAt)) == 1
    canvas.setExtent(QgsRectangle(X + 50, Y + 50, X + 100, Y + 100))
    QTest.qWait(100)
    assert len(client.asked(LookAt)) == 2


def test_a_promptable_model_that_fails_is_told_and_the_own_one_goes_on(buttons, canvas, labels, monkeypatch):
    choose_files(buttons, monkeypatch, FILES)
    client = CLIENTS[-1]
    look = client.asked(LookAt)[-1]
    client.tell(Seen(look.job, look.extent, 0.3, 1.0, "decoder.onnx is no ONNX file."))
    client.tell(Finished(look.job, {"outlines": [as_text(house) for house in HOUSES]}))
    assert line(buttons) == "decoder.onnx is no ONNX file. Roofline's own model draws the outlines meanwhile."
    assert checked(buttons) == [True, False]
    click(canvas, MIDDLES[0])
    press(canvas, Qt.Key.Key_Return)
    assert boxes(labels) == [HOUSES[0]] and not client.asked(Click)
    press(canvas, Qt.Key.Key_Escape)
    take(buttons)
    assert line(buttons) == "" and len(client.asked(LookAt)) == 1
    menu(buttons)[1].trigger()
    assert client.asked(LookAt)[-1].promptable == FILES


@pytest.mark.parametrize("files", [FILES[:1], [*FILES, "/models/third.onnx"]])
def test_two_files_are_asked_for(buttons, monkeypatch, files):
    failures = []
    buttons.failed.connect(failures.append)
    choose_files(buttons, monkeypatch, files)
    assert failures == [f"Choose two files together, the image encoder and the mask decoder, not {len(files)}."]
    assert checked(buttons) == [True, False] and not CLIENTS


def test_no_file_changes_nothing(buttons, monkeypatch):
    choose_files(buttons, monkeypatch, [])
    assert checked(buttons) == [True, False] and not CLIENTS
    choose_files(buttons, monkeypatch, FILES)
    choose_files(buttons, monkeypatch, [])
    assert checked(buttons) == [False, True] and len(CLIENTS[-1].asked(LookAt)) == 1
