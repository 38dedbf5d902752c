"""The form of settings, in QGIS's own widgets."""

import pytest
from qgis.PyQt.QtCore import QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QFocusEvent, QFont, QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.training import TrainSettings
from roofline.ui.widgets.settings_form import SettingsForm

DOCK_WIDTH = 340


@pytest.fixture()
def form(qgis):
    form = SettingsForm(TrainSettings)
    form.show()
    yield form
    form.close()


def field(form, name):
    return form.findChild(QWidget, name)


def test_a_new_form_says_what_the_settings_say(form):
    defaults = {name.upper(): value for name, value in TrainSettings().to_dict().items() if value is not None}
    assert form.values() == defaults and form.problem == ""


@pytest.mark.parametrize("settings_class", [TrainSettings, PredictSettings])
def test_every_setting_has_a_field_with_its_help(qgis, settings_class):
    form = SettingsForm(settings_class)
    helps = {name: entry.metadata["help"] for name, entry in settings_class.__dataclass_fields__.items()}
    for name, text in helps.items():
        first, *others = name.split("_")
        widget = field(form, first + "".join(map(str.capitalize, others)))
        assert text[:20] in widget.toolTip().replace("&#39;", "'"), name


def test_typing_changes_a_value(form):
    spin, told = field(form, "batchSize"), []
    form.changed.connect(lambda: told.append(form.values()["BATCH_SIZE"]))
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "16")
    assert told[-1] == 16 and form.own_values()["BATCH_SIZE"] == 16


def test_a_setting_without_a_default_may_stay_empty(form):
    assert "RESOLUTION_M" not in form.values()
    form.set_values({"RESOLUTION_M": 0.5})
    assert form.values()["RESOLUTION_M"] == 0.5
    form.reset()
    assert "RESOLUTION_M" not in form.values()


@pytest.mark.parametrize("value", [1e-7, 0.00005, 0.002, 0.123456, 1.0])
def test_small_numbers_survive_and_are_shown_without_a_tail_of_zeros(form, value):
    form.set_values({"LEARNING_RATE": value})
    assert form.values()["LEARNING_RATE"] == pytest.approx(value, rel=1e-9)
    assert float(field(form, "learningRate").text()) == pytest.approx(value, rel=1e-9)
    assert len(field(form, "learningRate").text()) <= len("0.0000001")


def test_a_field_takes_more_digits_than_it_shows(form):
    spin = field(form, "learningRate")
    QApplication.sendEvent(spin, QFocusEvent(QFocusEvent.Type.FocusIn))
    spin.selectAll()
    QTest.keyClicks(spin, "0.00012")
    QApplication.sendEvent(spin, QFocusEvent(QFocusEvent.Type.FocusOut))
    assert form.values()["LEARNING_RATE"] == pytest.approx(0.00012) and spin.text() == "0.00012"


def test_a_value_that_the_settings_refuse_is_told_in_their_words(form):
    form.set_values({"TILE_SIZE": 500})
    assert form.problem == "Tile size 500 does not divide by 32; try 512."
    assert not field(form, "settingsProblem").isHidden() and field(form, "settingsProblem").text() == form.problem
    form.set_values({"TILE_SIZE": 512})
    assert form.problem == "" and not field(form, "settingsProblem").isVisible()


def test_a_fixed_value_is_shown_and_cannot_be_changed_and_the_own_one_comes_back(form):
    form.set_values({"MAX_SECONDS": 900})
    form.fix({"MAX_SECONDS": 60})
    assert form.values()["MAX_SECONDS"] == 60 and field(form, "maxSeconds").value() == 60
    assert not field(form, "maxSeconds").isEnabled() and form.own_values()["MAX_SECONDS"] == 900
    form.fix({})
    assert form.values()["MAX_SECONDS"] == 900 and field(form, "maxSeconds").value() == 900
    assert field(form, "maxSeconds").isEnabled()


def test_values_set_beneath_a_fixed_one_wait(form):
    form.fix({"MAX_SECONDS": 60})
    form.set_values({"MAX_SECONDS": 900})
    assert form.values()["MAX_SECONDS"] == 60 and field(form, "maxSeconds").value() == 60
    form.fix({})
    assert form.values()["MAX_SECONDS"] == 900


def test_names_that_are_no_settings_are_left_alone(form):
    before = form.values()
    form.set_values({"LAYERS_FROZEN": 3})
    assert form.values() == before


@pytest.mark.parametrize("name", ["batchSize", "strategy"])
def test_the_wheel_over_a_field_without_focus_scrolls_the_page_and_changes_nothing(form, name):
    before, box = form.values(), field(form, name)
    box.clearFocus()
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(middle, middle, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box, turn)
    assert form.values() == before and not turn.isAccepted()


def test_words_and_yes_or_no_can_be_set_fixed_and_set_back(qgis):
    form = SettingsForm(TrainSettings)
    form.set_values({"STRATEGY": "adapter"})
    form.fix({"STRATEGY": "full"})
    assert form.values()["STRATEGY"] == "full" and form.own_values()["STRATEGY"] == "adapter"
    form.fix({})
    assert form.values()["STRATEGY"] == "adapter"
    form.reset()
    assert form.values()["STRATEGY"] == TrainSettings().strategy
    other = SettingsForm(PredictSettings)
    other.set_values({"REGULARIZE": False})
    assert other.values()["REGULARIZE"] is False and field(other, "regularize").text() == ""


def test_the_form_fits_into_the_dock(qgis):
    usual = QApplication.font()
    desktop = QFont(usual)
    desktop.setPixelSize(12)
    QApplication.setFont(desktop)
    assert SettingsForm(TrainSettings).minimumSizeHint().width() < DOCK_WIDTH
    QApplication.setFont(usual)
