"""The page Check: keys, clicks and buttons on a real map canvas."""

import pytest
from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QKeyEvent
from qgis.PyQt.QtTest import QTest
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
from roofline.plugin.jobs.panel_job import Jobs
from roofline.plugin.layers.styles import style_footprints
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support import gestures
from roofline.tests.ui.support.footprint_checks import (
    begin,
    click,
    find,
    footprints,
    press,
    settle,
    shown_page,
    square,
    statuses,
    text,
)
from roofline.ui.check.check_board import CheckBoard
from roofline.ui.check.check_page import METHODS, CheckPage
from roofline.ui.check.check_tool import ACTIONS, COMPARE, EDIT, KEYS, MISSING


@pytest.fixture()
def page(workspace, iface, tmp_path):
    yield from shown_page(workspace, iface, tmp_path)


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


def test_a_click_chooses_the_footprint_and_leaves_the_map_where_it_is(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2, 0.3)
    before = iface.canvas.extent()
    spot = iface.canvas.getCoordinateTransform().transform(QgsPointXY(500050, 4500055))
    QTest.mouseClick(iface.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot.toQPointF().toPoint())
    settle()
    assert text(page, "checkFacts").startswith("Confidence 0.30") and iface.canvas.extent() == before


def test_the_map_goes_to_a_footprint_that_is_far_away(page, workspace, iface):
    iface.canvas.setExtent(QgsRectangle(500000, 4500040, 500010, 4500050).buffered(2000))
    begin(page, workspace, iface, 0.1, 0.2)
    view = iface.canvas.extent()
    assert view.contains(square(0).boundingBox()) and 20 < view.width() < 100
    iface.canvas.setCenter(QgsPointXY(501000, 4500055))
    press(iface.canvas, Qt.Key.Key_N)
    moved = iface.canvas.extent()
    assert moved.contains(square(1).boundingBox()) and moved.width() == pytest.approx(view.width(), rel=0.1)


def test_the_scale_that_the_analyst_chose_stays(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2, 0.3)
    iface.canvas.zoomByFactor(30)
    far = iface.canvas.extent().width()
    press(iface.canvas, Qt.Key.Key_N)
    assert iface.canvas.extent().width() == pytest.approx(far)
    iface.canvas.zoomByFactor(1 / 40)
    near = iface.canvas.extent().width()
    press(iface.canvas, Qt.Key.Key_N)
    assert near > 10 and iface.canvas.extent().width() == pytest.approx(near)
    iface.canvas.zoomByFactor(1 / 20)
    press(iface.canvas, Qt.Key.Key_P)  # does not fit in
    assert iface.canvas.extent().contains(square(1).boundingBox())


def test_the_order_is_by_neighbourhood_until_another_is_chosen_and_that_is_remembered(page, workspace, iface):
    begin(page, workspace, iface, 0.9, 0.5, 0.1, order="neighbourhood")
    box = find(page, "checkOrder")
    assert text(page, "checkFacts").startswith("Confidence 0.90") and box.currentData() == "neighbourhood"
    iface.canvas.clearFocus()
    press(box, Qt.Key.Key_Down)
    assert iface.window.focusWidget() is iface.canvas  # in the list the keys would be letters
    press(iface.canvas, Qt.Key.Key_A)
    assert text(page, "checkFacts").startswith("Confidence 0.10") and workspace.choices.order == "confidence"


def test_checking_begins_in_the_part_that_the_map_shows(page, workspace, iface):
    workspace.choose(footprints=footprints(0.9, 0.5, 0.1))
    iface.canvas.setExtent(QgsRectangle(500040, 4500035, 500080, 4500075))
    before = iface.canvas.extent()
    click(page, "startCheck")
    assert text(page, "checkFacts").startswith("Confidence 0.10") and iface.canvas.extent() == before


def opacity(layer, canvas):
    """Of what the map draws of the layer, 0-1: that of the firmest pixel."""
    settings, context = QgsMapSettings(), QgsExpressionContext()
    context.appendScope(QgsExpressionContextScope(canvas.expressionContextScope()))
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent().buffered(5))
    settings.setOutputSize(QSize(100, 100))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return max(image.pixelColor(x, y).alphaF() for x in range(100) for y in range(100))


def test_the_footprints_are_dimmed_while_one_of_them_is_judged(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1)
    style_footprints(layer)
    other = footprints(0.5)
    style_footprints(other)
    assert 0.2 < opacity(layer, iface.canvas) < 0.7 and opacity(other, iface.canvas) > 0.9
    press(iface.canvas, Qt.Key.Key_A)
    assert opacity(layer, iface.canvas) > 0.9  # none is left to judge
    press(iface.canvas, Qt.Key.Key_P)
    assert opacity(layer, iface.canvas) < 0.7
    click(page, "startCheck")
    assert opacity(layer, iface.canvas) > 0.9


def draw_rectangle(iface):
    gestures.click(iface.canvas, (500010, 4500075), (500020, 4500075), (500020, 4500083))
    settle()


def test_a_missing_building_is_drawn_in_the_middle_of_checking(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_M)
    assert "missing building" in text(page, "checkFacts") and find(page, "startCheck").isChecked()
    draw_rectangle(iface)
    assert sorted(statuses(layer)) == ["edited", "predicted", "predicted"]
    (drawn,) = [feature for feature in layer.getFeatures() if feature["status"] == "edited"]
    assert drawn["area_m2"] == pytest.approx(80, rel=0.05)
    assert text(page, "checkFacts").startswith("Confidence 0.10")
    press(iface.canvas, Qt.Key.Key_A)
    assert sorted(statuses(layer)) == ["accepted", "edited", "predicted"]
    assert text(page, "checkFacts").startswith("Confidence 0.20")


def test_drawing_can_be_given_up_and_does_not_outlive_the_layer(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    click(page, "missingFootprint")
    press(iface.canvas, Qt.Key.Key_Escape)
    assert text(page, "checkFacts").startswith("Confidence 0.10")
    draw_rectangle(iface)
    assert layer.featureCount() == 2
    click(page, "missingFootprint")
    QgsProject.instance().removeMapLayer(layer.id())
    settle()
    draw_rectangle(iface)
    assert iface.canvas.mapTool() is None and not find(page, "startCheck").isVisible()


def test_another_tool_ends_the_checking_and_stopping_brings_the_former_tool_back(page, workspace, iface):
    pan, other = QgsMapToolPan(iface.canvas), QgsMapToolPan(iface.canvas)
    iface.canvas.setMapTool(pan)
    layer = begin(page, workspace, iface, 0.1, 0.2)
    click(page, "startCheck")
    assert iface.canvas.mapTool() is pan and not find(page, "startCheck").isChecked()
    click(page, "startCheck")
    iface.canvas.setMapTool(other)
    assert not find(page, "startCheck").isChecked()
    press(iface.canvas, Qt.Key.Key_A)
    assert statuses(layer) == ["predicted"] * 2 and iface.canvas.mapTool() is other


def test_editing_lends_the_map_to_qgis_and_going_on_takes_it_back(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    vertex_tool = QgsMapToolPan(iface.canvas)
    connection = iface.vertex_tool.triggered.connect(lambda: iface.canvas.setMapTool(vertex_tool))
    press(iface.canvas, Qt.Key.Key_E)
    iface.vertex_tool.triggered.disconnect(connection)
    assert iface.canvas.mapTool() is vertex_tool and layer.isEditable() and iface.activeLayer() is layer
    assert find(page, "startCheck").isChecked() and "corners" in text(page, "checkFacts")
    press(iface.canvas, Qt.Key.Key_Delete)  # the vertex tool's own
    assert layer.featureCount() == 2
    layer.beginEditCommand("Moved vertex")
    layer.changeGeometry(1, square(0).buffer(1, 2))
    layer.endEditCommand()
    QTest.keyClick(iface.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert statuses(layer) == ["predicted"] * 2 and iface.canvas.mapTool() is vertex_tool
    layer.undoStack().redo()
    press(iface.canvas, Qt.Key.Key_A)
    assert statuses(layer) == ["edited", "predicted"]
    assert iface.canvas.mapTool() is not vertex_tool and text(page, "checkFacts").startswith("Confidence 0.20")


def test_editing_begins_though_another_layer_was_clicked_in_the_layer_tree(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1)
    iface.setActiveLayer(workspace.imagery)
    press(iface.canvas, Qt.Key.Key_E)
    assert iface.activeLayer() is layer


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
    usual = QApplication.font()
    desktop = QFont(usual)
    desktop.setPixelSize(12)
    QApplication.setFont(desktop)
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    narrowest = page.minimumSizeHint().width()
    QApplication.setFont(usual)
    assert find(page, "useWhole").isVisible() and narrowest < 340


def test_a_closed_page_hears_nothing_any_more(workspace, iface):
    page = CheckPage(workspace, Jobs(), iface)
    page.show()
    begin(page, workspace, iface, 0.1)
    page.close()
    assert iface.canvas.mapTool() is None or not find(page, "startCheck").isChecked()
    workspace.choose(footprints=None)
    QgsProject.instance().clear()
    settle()
