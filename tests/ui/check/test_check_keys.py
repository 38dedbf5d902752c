"""The page Check by the keyboard: what each key does, and where it is a letter."""

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
)
from roofline.tests.ui.support import gestures
from roofline.tests.ui.support.footprint_checks import (
    begin,
    click,
    find,
    press,
    settle,
    statuses,
    text,
)
from roofline.ui.check.check_board import CheckBoard
from roofline.ui.check.check_page import METHODS
from roofline.ui.check.check_tool import ACTIONS, COMPARE, EDIT, KEYS, MISSING


@pytest.fixture()
def effect(page, workspace, iface, monkeypatch):
    """Whether a deed changes anything at the second of three footprints, of which the first was accepted."""
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3)
    press(iface.canvas, Qt.Key.Key_A)
    seen = []
    monkeypatch.setattr(page._base, "hold", seen.append)
    connection = iface.vertex_tool.triggered.connect(lambda: seen.append(EDIT))

    def has_effect(act):
        before = statuses(layer), text(page, "checkFacts"), list(seen)
        act()
        settle()
        return before != (statuses(layer), text(page, "checkFacts"), seen)

    yield has_effect
    iface.vertex_tool.triggered.disconnect(connection)


@pytest.mark.parametrize("key", KEYS, ids=KEYS.get)
def test_every_key_does_something(iface, effect, key):
    assert effect(lambda: press(iface.canvas, key))


@pytest.mark.parametrize("action", [action for action in ACTIONS if action != COMPARE])
def test_every_button_does_something(page, effect, action):
    assert effect(page.findChild(CheckBoard)._buttons[action].click)


def test_every_action_has_a_method_and_a_key():
    assert {*METHODS, EDIT, COMPARE, MISSING} == set(ACTIONS) == set(KEYS.values())


def test_the_keys_work_in_the_dock_too_but_not_while_one_writes(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3)
    press(find(page, "acceptFootprint"), Qt.Key.Key_R)
    press(page, Qt.Key.Key_A)
    assert statuses(layer) == ["rejected", "accepted", "predicted"]
    writer = QLineEdit(page)
    writer.show()
    gestures.give_focus(writer)
    press(writer, Qt.Key.Key_A)
    assert writer.text() == "a" and statuses(layer) == ["rejected", "accepted", "predicted"]


@pytest.fixture()
def legend(desk):
    """Another panel of the window, which knows entries by their first letter and takes arrow keys."""
    dock = QDockWidget(desk.window)
    tree = QTreeWidget()
    for name in ("Roads", "Anchor", "Nothing"):
        tree.addTopLevelItem(QTreeWidgetItem([name]))
    tree.setCurrentItem(tree.topLevelItem(2))
    dock.setWidget(tree)
    desk.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    yield tree
    desk.window.removeDockWidget(dock)
    dock.deleteLater()
    settle()


@pytest.mark.parametrize("floating", [False, True])
def test_the_keys_work_wherever_the_focus_is_in_the_window(page, workspace, iface, legend, floating):
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3)
    legend.parentWidget().setFloating(floating)
    gestures.give_focus(legend)
    press(QApplication.focusWidget(), Qt.Key.Key_R, Qt.Key.Key_A, Qt.Key.Key_Left)
    assert statuses(layer) == ["rejected", "accepted", "predicted"]
    assert text(page, "checkFacts").endswith("accepted") and legend.currentItem().text(0) == "Nothing"
    gestures.give_focus(iface.canvas)
    press(iface.canvas, Qt.Key.Key_N)
    click(page, "startCheck")
    gestures.give_focus(legend)
    press(legend, Qt.Key.Key_R)
    assert legend.currentItem().text(0) == "Roads" and statuses(layer) == ["rejected", "accepted", "predicted"]


@pytest.mark.parametrize("writer", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_the_keys_are_letters_in_every_text_field_of_the_window(page, workspace, iface, legend, writer):
    layer = begin(page, workspace, iface, 0.1)
    field = writer(legend.parentWidget())
    field.show()
    gestures.give_focus(field)
    press(field, Qt.Key.Key_A, Qt.Key.Key_R)
    written = field.text() if writer is QLineEdit else field.toPlainText()
    assert written == "ar" and statuses(layer) == ["predicted"]


def test_a_panel_that_goes_away_with_the_focus_does_no_harm(page, workspace, iface, legend):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    button = QPushButton("x", legend.parentWidget())
    button.show()
    gestures.give_focus(button)
    sip.delete(button)
    settle()
    gestures.give_focus(legend)
    press(legend, Qt.Key.Key_A)
    assert statuses(layer) == ["accepted", "predicted"]


def test_a_key_that_is_held_judges_once(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3)
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", repeated)
        QApplication.sendEvent(iface.canvas, event)
    assert sorted(statuses(layer)) == ["accepted", "predicted", "predicted"]


def test_other_keys_stay_with_the_map(page, workspace, iface):
    begin(page, workspace, iface, 0.1)
    heard = []
    iface.canvas.keyPressed.connect(lambda event: heard.append(event.key()))
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert heard == [Qt.Key.Key_Up, Qt.Key.Key_Space]


def test_the_keys_are_ours_only_while_footprints_are_checked(page, workspace, iface):
    def takes(key, modifier=Qt.KeyboardModifier.NoModifier):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(page, event)
        return event.isAccepted()

    begin(page, workspace, iface, 0.1, 0.2)
    assert takes(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier) and takes(Qt.Key.Key_A)
    click(page, "startCheck")
    assert not takes(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier) and not takes(Qt.Key.Key_A)
    assert takes(Qt.Key.Key_B)
