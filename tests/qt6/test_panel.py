"""Every page on Qt 6 by clicking, typing and painting: a name or a type that Qt 6 lacks raises."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QRadioButton,
    QToolButton,
    QTreeWidget,
    QWidget,
)

STEPS = ("stepLabel", "stepTrain", "stepPredict", "stepCheck", "stepHistory")


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_, **__: ("", "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_, **__: ([], "")))
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: ("", False)))
    monkeypatch.setattr(QMessageBox, "question", staticmethod(lambda *_, **__: QMessageBox.StandardButton.No))


def part(panel, name):
    found = panel.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(widget):
    is_sign = isinstance(widget, (QCheckBox, QRadioButton))
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(8, widget.height() // 2) if is_sign else widget.rect().center())
    QApplication.processEvents()


def page(panel, step):
    click(part(panel, step))
    return panel._pages.currentWidget()


def ours(widgets):
    return [widget for widget in widgets if widget.objectName() and not widget.objectName().startswith("qt_")]


@pytest.mark.parametrize("step", STEPS)
def test_every_button_of_a_page_is_clicked(panel, step):
    shown = page(panel, step)
    assert shown.isVisible()
    for tree in shown.findChildren(QTreeWidget):
        tree.selectAll()
    buttons = ours(shown.findChildren(QAbstractButton))
    assert buttons
    for button in buttons:  # also those that wait for layers
        button.setEnabled(True)
        button.setVisible(True)
        if not (isinstance(button, QToolButton) and button.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup):
            click(button)
        if isinstance(button, QToolButton) and button.menu():
            for action in button.menu().actions():
                action.trigger()
        QApplication.processEvents()


@pytest.mark.parametrize("step", STEPS)
def test_every_box_of_a_page_is_changed_by_the_keys(panel, step):
    shown = page(panel, step)
    for box in shown.findChildren(QWidget):
        if isinstance(box, (QComboBox, QAbstractSpinBox)):
            box.setFocus()
            for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End):
                QTest.keyClick(box, key)
        elif isinstance(box, QTreeWidget):
            QTest.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize("step", STEPS)
def test_a_page_is_painted_at_any_width(panel, step):
    shown = page(panel, step)
    for width in (250, 700):
        panel.resize(width, 800)
        QApplication.processEvents()
        for one in [shown, *shown.findChildren(QWidget)]:
            assert one.size().isEmpty() or not one.grab().isNull()


def test_the_panel_is_hidden_shown_and_closed(panel):
    panel.hide()
    panel.show()
    panel.workspace.project.cleared.emit()
    panel.workspace.project.readProject.emit()
    panel.resume("/nowhere")


def test_the_set_up_is_offered_begun_and_cancelled(panel):
    panel._setup_or_work.setCurrentIndex(1)
    shown = panel.setup_page
    QTest.qWait(200)
    for button in ours(shown.findChildren(QAbstractButton)):
        button.setEnabled(True)
        button.setVisible(True)
        click(button)
    assert not shown.grab().isNull()
