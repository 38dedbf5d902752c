"""The page Check: what is told, saved and left behind."""

import pytest
from qgis.core import (
    QgsProject,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QPushButton,
)
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.qgis.support.grids import six_cells
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.footprint_checks import (
    begin,
    click,
    find,
    footprints,
    press,
    settle,
    square,
    statuses,
    text,
)
from roofline.tests.ui.support.gestures import double_click
from roofline.ui.check.check_page import CheckPage


def test_without_footprints_one_is_told_where_they_come_from(page):
    assert "Predict" in text(page, "checkRemark")
    assert not find(page, "startCheck").isVisible() and not find(page, "useAsLabels").isVisible()


def test_a_layer_that_cannot_be_checked_is_told_by_what_it_lacks(page, workspace):
    workspace.choose(footprints=make_layer(square(0).asWkt()))
    assert "'status'" in text(page, "checkRemark") and not find(page, "startCheck").isVisible()
    workspace.choose(footprints=footprints(0.5))
    assert text(page, "checkRemark") == "" and find(page, "startCheck").isVisible()


def test_nothing_can_be_judged_before_checking_began(page, workspace):
    layer = footprints(0.5)
    workspace.choose(footprints=layer)
    press(page, Qt.Key.Key_A)
    assert statuses(layer) == ["predicted"] and not find(page, "acceptFootprint").isEnabled()


def test_keys_on_the_map_judge_the_footprints_one_after_the_other(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.42, 0.1, 0.3)
    assert text(page, "checkProgress") == "0 of 3 checked"
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_R)
    assert statuses(layer) == ["predicted", "accepted", "rejected"]
    assert text(page, "checkProgress") == "2 of 3 checked: 1 accepted, 1 rejected"
    assert text(page, "checkFacts") == "Confidence 0.42, 100 m²"
    press(iface.canvas, Qt.Key.Key_Delete)
    assert layer.featureCount() == 2 and text(page, "checkProgress") == "All 2 checked: 1 accepted, 1 rejected."
    assert not find(page, "acceptFootprint").isEnabled() and find(page, "undoCheck").isEnabled()
    press(iface.canvas, Qt.Key.Key_U)
    QTest.keyClick(iface.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert statuses(layer) == ["predicted", "accepted", "predicted"]
    assert text(page, "checkFacts") == "Confidence 0.30, 100 m²"


def test_next_and_back_leave_the_footprints_as_they_are(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3)
    press(iface.canvas, Qt.Key.Key_N, Qt.Key.Key_Right)
    assert text(page, "checkFacts").startswith("Confidence 0.30")
    press(iface.canvas, Qt.Key.Key_P, Qt.Key.Key_Left)
    assert text(page, "checkFacts").startswith("Confidence 0.10")
    assert statuses(layer) == ["predicted"] * 3 and not layer.isEditable()


@pytest.mark.parametrize(("button", "expected"), [
    ("acceptFootprint", ["accepted", "predicted"]), ("rejectFootprint", ["rejected", "predicted"]),
    ("deleteFootprint", ["predicted"]), ("nextFootprint", ["predicted"] * 2)])
def test_the_buttons_do_as_the_keys(page, workspace, iface, button, expected):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    click(page, button)
    assert statuses(layer) == expected
    assert text(page, "checkFacts").startswith("Confidence 0.20")
    click(page, "previousFootprint" if layer.featureCount() == 2 else "undoCheck")
    assert text(page, "checkFacts").startswith("Confidence 0.10")


def test_a_double_click_judges_one_footprint_and_goes_on_twice(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2, 0.3, 0.4)
    double_click(find(page, "acceptFootprint"))
    settle()
    assert sorted(statuses(layer)) == ["accepted", "predicted", "predicted", "predicted"]
    double_click(find(page, "nextFootprint"))
    settle()
    assert text(page, "checkFacts").startswith("Confidence 0.40")


def test_save_is_offered_while_there_are_edits_and_writes_them(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    assert not find(page, "saveChecks").isVisible()
    click(page, "acceptFootprint")
    click(page, "saveChecks")
    assert not layer.isEditable() and not find(page, "saveChecks").isVisible()
    assert statuses(layer) == ["accepted", "predicted"]


def test_a_read_only_layer_is_told_on_the_page(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1)
    layer.setReadOnly(True)
    click(page, "acceptFootprint")
    assert "read-only" in text(page, "checkRemark")


def test_a_layer_that_is_removed_ends_the_checking_quietly(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    QgsProject.instance().removeMapLayer(layer.id())
    settle()
    assert not find(page, "startCheck").isVisible() and "Predict" in text(page, "checkRemark")
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_B)


def test_a_tool_that_gives_the_map_back_after_the_footprints_are_gone_begins_no_checking(page, workspace, iface):
    layer, other = begin(page, workspace, iface, 0.1), QgsMapToolPan(iface.canvas)
    checking = iface.canvas.mapTool()
    iface.canvas.setMapTool(other)
    QgsProject.instance().removeMapLayer(layer.id())
    settle()
    iface.canvas.setMapTool(checking)
    assert not page._mode.is_on and iface.canvas.mapTool() is not checking


def test_a_project_that_is_closed_ends_the_checking_quietly(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    QgsProject.instance().clear()
    settle()
    assert not find(page, "startCheck").isVisible()


def test_other_footprints_are_checked_from_their_own_beginning(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    workspace.choose(footprints=footprints(0.5, 0.6, 0.7))
    settle()
    assert text(page, "checkProgress") == "0 of 3 checked" and not find(page, "startCheck").isChecked()


def test_every_button_has_a_tooltip_and_can_be_reached_by_tab(page, workspace, iface):
    begin(page, workspace, iface, 0.1)
    for button in page.findChildren(QPushButton):
        assert button.toolTip() and button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.objectName()


def test_the_dock_stays_narrow(page, workspace, iface):
    six_cells(workspace)
    usual = QApplication.font()
    desktop = QFont(usual)
    desktop.setPixelSize(12)
    QApplication.setFont(desktop)
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    narrowest = page.minimumSizeHint().width()
    QApplication.setFont(usual)
    assert find(page, "useWhole").isVisible() and find(page, "checkCell").isVisible() and narrowest < 340


def test_a_closed_page_hears_nothing_any_more(workspace, iface):
    page = CheckPage(workspace, Jobs(), iface)
    page.show()
    begin(page, workspace, iface, 0.1)
    page.close()
    assert not find(page, "startCheck").isChecked()
    workspace.choose(footprints=None)
    QgsProject.instance().clear()
    settle()
