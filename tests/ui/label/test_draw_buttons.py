"""The drawing buttons: which tool is on the map, and where what is drawn ends up."""

from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsDefaultValue, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QToolButton
from roofline.plugin.layers.styles import class_colors
from roofline.tests.qgis.support.layers import lose, make_layer, make_raster
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.tests.ui.support.gestures import RIGHT, click, drag, press
from roofline.ui.check.check_mode import CheckMode
from roofline.ui.label.draw_buttons import DrawButtons
from roofline.ui.label.draw_tools import AreaTool, PolygonTool, RectangleTool

CORNERS = ((500020, 6600020), (500060, 6600020), (500060, 6600060))


@pytest.fixture()
def canvas(iface):
    iface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    iface.canvas.setExtent(QgsRectangle(500000, 6600000, 500200, 6600200))
    QTest.qWait(20)
    return iface.canvas


@pytest.fixture()
def buttons(workspace, iface, canvas):
    buttons = DrawButtons(workspace, FakeLive(workspace), iface)
    buttons.problems = []
    buttons.failed.connect(buttons.problems.append)
    buttons.show()
    yield buttons
    buttons.close()


@pytest.fixture()
def layers(workspace):
    labels = make_layer(name="houses", fields="&field=class:string(20)")
    areas = make_layer(name="areas", fields="&field=role:string(20)")
    workspace.choose(labels=labels, areas=areas)
    return labels, areas


def button(buttons, name):
    return buttons.findChild(QToolButton, name)


def choose_role(buttons, text):
    next(a for a in button(buttons, "drawArea").menu().actions() if a.text().startswith(text)).trigger()


def checked(buttons):
    return [b.objectName() for b in buttons.findChildren(QToolButton) if b.isChecked()]


@pytest.fixture()
def imagery(tmp_path):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_without_layers_a_tool_makes_both(buttons, workspace, canvas, home, imagery):
    button(buttons, "drawRectangle").click()
    assert workspace.labels.isEditable() and workspace.areas is not None
    assert isinstance(canvas.mapTool(), RectangleTool)
    assert home in Path(workspace.choices.geopackage).parents


def test_layers_that_cannot_be_made_are_told_and_no_tool_is_taken_up(buttons, workspace, canvas):
    """Without imagery and a CRS of the project nobody knows where a label would lie."""
    button(buttons, "drawRectangle").click()
    assert "CRS" in buttons.problems[-1] and checked(buttons) == []
    assert not isinstance(canvas.mapTool(), RectangleTool)


def test_a_missing_areas_layer_is_made_without_new_labels(buttons, workspace, imagery):
    labels = make_layer()
    workspace.choose(labels=labels)
    button(buttons, "drawArea").click()
    assert workspace.labels == labels and workspace.areas.isEditable()


def test_a_polygon_goes_into_the_labels(buttons, layers, canvas, iface):
    button(buttons, "drawPolygon").click()
    assert iface.active == layers[0]
    click(canvas, *CORNERS)
    click(canvas, CORNERS[2], button=RIGHT)
    assert layers[0].featureCount() == 1 and layers[1].featureCount() == 0


def draw_rectangle(buttons, canvas):
    if "drawRectangle" not in checked(buttons):
        button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS)


def offered(box):
    box.showPopup()
    box.hidePopup()
    return [box.itemText(row) for row in range(box.count())]


def test_a_label_gets_the_class_that_is_chosen_or_typed_and_else_that_of_the_layer(buttons, layers, canvas):
    layers[0].setDefaultValueDefinition(layers[0].fields().indexOf("class"), QgsDefaultValue("'house'"))
    box = buttons.findChild(QComboBox, "labelClass")
    assert offered(box) == ["building", "background (none of them)"]
    draw_rectangle(buttons, canvas)
    box.setCurrentIndex(1)
    draw_rectangle(buttons, canvas)
    box.setEditText(" shed ")
    draw_rectangle(buttons, canvas)
    drawn = sorted(layers[0].getFeatures(), key=lambda feature: -feature.id())
    assert [feature["class"] for feature in drawn] == ["house", "background", "shed"]
    assert offered(box) == ["house", "shed", "background (none of them)"] and box.value == "shed"


@pytest.mark.parametrize("name", ["drawPolygon", "drawRectangle"])
def test_digits_choose_the_class_while_one_draws(buttons, layers, canvas, name):
    def draw(key):
        press(canvas, key)
        click(canvas, *CORNERS)
        if name == "drawPolygon":
            click(canvas, CORNERS[2], button=RIGHT)

    box, hint = buttons.findChild(QComboBox, "labelClass"), buttons.findChild(QLabel, "toolHint")
    button(buttons, name).click()
    assert "1 building, 0 background (none of them)" in hint.text()
    for text in ("rust", "iron"):
        box.setEditText(text)
        click(canvas, *CORNERS)
        if name == "drawPolygon":
            click(canvas, CORNERS[2], button=RIGHT)
    assert "1 iron, 2 rust, 0 background (none of them)" in hint.text()
    for key in (Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_7):
        draw(key)
    drawn = sorted(layers[0].getFeatures(), key=lambda feature: -feature.id())
    assert [feature["class"] for feature in drawn] == ["rust", "iron", "rust", "background", "iron", "iron"]


def test_a_digit_in_the_middle_of_a_shape_keeps_its_corners(buttons, layers, canvas):
    button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS[:2])
    press(canvas, Qt.Key.Key_0)
    click(canvas, CORNERS[2])
    assert [feature["class"] for feature in layers[0].getFeatures()] == ["background"]


def test_what_is_drawn_has_the_color_of_its_class_in_the_list_too(buttons, workspace, canvas, imagery):
    box = buttons.findChild(QComboBox, "labelClass")
    button(buttons, "drawRectangle").click()
    for text in ("iron", "rust"):
        box.setEditText(text)
        click(canvas, *CORNERS)
    colors = [color.name() for color in class_colors(workspace.labels).values()]
    assert len(colors) == len(set(colors)) == 3
    assert box.itemText(box.currentIndex()) == box.currentText() == "rust"  # whose colour is shown beside it
    assert offered(box)[:2] == ["iron", "rust"]
    shown = [box.itemIcon(row).pixmap(box.iconSize()).toImage().pixelColor(2, 2).name() for row in (0, 1)]
    assert shown == colors[1:]


def test_signs_of_classes_and_areas_are_sharp_on_a_screen_of_many_pixels(buttons, workspace, canvas, imagery):
    box = buttons.findChild(QComboBox, "labelClass")
    areas = button(buttons, "drawArea")
    for widget in (box, areas):
        widget.devicePixelRatioF = lambda: 2.0
    button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS)
    areas.menu().actions()[1].trigger()
    for sign, size in ((box.itemIcon(0), box.iconSize()), (areas.icon(), areas.iconSize())):
        assert sign.availableSizes() == [size * 2]


def test_a_class_is_forgotten_with_its_layer(buttons, layers, workspace):
    box = buttons.findChild(QComboBox, "labelClass")
    box.setEditText("shed")
    workspace.choose(areas=None)
    assert box.value == "shed"
    workspace.choose(labels=make_layer())
    assert box.value == ""


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:3857", "EPSG:4326"])
def test_a_rectangle_goes_into_labels_of_any_crs_and_undo_takes_it_back(buttons, workspace, canvas, crs):
    labels = make_layer(crs=crs)
    workspace.choose(labels=labels)
    button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS)
    (feature,) = labels.getFeatures()
    assert len(feature.geometry().asPolygon()[0]) == 5
    assert labels.undoStack().count() == 1
    labels.undoStack().undo()
    assert labels.featureCount() == 0


def test_a_role_or_class_that_the_layer_cannot_hold_is_told_before_anything_is_drawn(buttons, workspace, canvas):
    workspace.choose(labels=make_layer(name="outlines"), areas=make_layer(name="parcels"))
    choose_role(buttons, "Hold out")
    assert "Layer 'parcels' has no column 'role'" in buttons.problems[-1] and checked(buttons) == []
    buttons.findChild(QComboBox, "labelClass").setEditText("shed")
    button(buttons, "drawRectangle").click()
    assert "Layer 'outlines' has no column 'class'" in buttons.problems[-1] and checked(buttons) == []


def test_an_area_gets_the_role_of_the_menu(buttons, layers, canvas):
    choose_role(buttons, "Hold out")
    assert "hold out" in button(buttons, "drawArea").text()
    assert checked(buttons) == ["drawArea"]
    drag(canvas, CORNERS[0], CORNERS[2])
    choose_role(buttons, "Predict")
    drag(canvas, CORNERS[2], (500100, 6600100))
    assert [feature["role"] for feature in layers[1].getFeatures()] == ["validate", "predict"]


def test_one_button_at_a_time_is_down(buttons, layers, canvas):
    for name, tool in (("drawPolygon", PolygonTool), ("drawRectangle", RectangleTool), ("drawArea", AreaTool)):
        button(buttons, name).click()
        assert checked(buttons) == [name] and isinstance(canvas.mapTool(), tool)


def test_a_second_click_changes_nothing_and_loses_no_corner(buttons, layers, canvas):
    button(buttons, "drawPolygon").click()
    tool = canvas.mapTool()
    click(canvas, *CORNERS[:2])
    button(buttons, "drawPolygon").click()
    assert canvas.mapTool() is tool and checked(buttons) == ["drawPolygon"]
    click(canvas, CORNERS[2])
    click(canvas, CORNERS[2], button=RIGHT)
    assert layers[0].featureCount() == 1


@pytest.mark.parametrize("name", ["drawPolygon", "drawRectangle", "drawArea"])
def test_escape_puts_the_tool_away(buttons, layers, canvas, name):
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    button(buttons, name).click()
    press(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is pan and checked(buttons) == []


def test_the_first_escape_drops_the_corners_of_a_polygon(buttons, layers, canvas):
    button(buttons, "drawPolygon").click()
    click(canvas, *CORNERS)
    press(canvas, Qt.Key.Key_Escape)
    assert checked(buttons) == ["drawPolygon"]
    press(canvas, Qt.Key.Key_Escape)
    assert checked(buttons) == [] and layers[0].featureCount() == 0


def test_another_tool_of_qgis_lifts_the_button(buttons, layers, canvas):
    button(buttons, "drawArea").click()
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert checked(buttons) == []
    assert buttons.findChild(QLabel, "toolHint").isHidden()


def test_the_hint_says_how_the_tool_is_used(buttons, layers):
    button(buttons, "drawRectangle").click()
    assert "both ends of one side" in buttons.findChild(QLabel, "toolHint").text()


@pytest.mark.parametrize("name", ["drawPolygon", "drawRectangle"])
def test_a_layer_that_is_removed_while_one_draws_takes_the_tool_along(buttons, layers, canvas, workspace, name):
    button(buttons, name).click()
    click(canvas, *CORNERS[:2])
    QgsProject.instance().removeMapLayer(layers[0].id())
    assert checked(buttons) == [] and workspace.labels is None
    click(canvas, CORNERS[2])
    click(canvas, CORNERS[2], button=RIGHT)


@pytest.mark.parametrize("name", ["drawPolygon", "drawRectangle"])
def test_the_map_is_not_given_back_to_a_tool_whose_layer_was_removed_meanwhile(buttons, layers, canvas, iface, name):
    button(buttons, name).click()
    mode = CheckMode(iface)
    mode.start(make_layer(name="found"))
    QgsProject.instance().removeMapLayer(layers[0].id())
    mode.stop()  # QGIS's digitizing tool would crash
    assert canvas.mapTool() is None and not mode.is_on
    mode.close()


def test_another_choice_of_labels_puts_the_tool_away(buttons, layers, canvas, workspace):
    button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS[:2])
    workspace.choose(labels=make_layer(name="others"))
    assert checked(buttons) == []


def test_drawing_goes_on_after_the_edits_were_saved(buttons, layers, canvas):
    button(buttons, "drawRectangle").click()
    click(canvas, *CORNERS)
    layers[0].commitChanges()
    click(canvas, *CORNERS)
    assert layers[0].featureCount() == 2 and layers[0].isEditable()


def test_labels_that_cannot_be_edited_are_told_and_no_tool_is_taken_up(buttons, layers, canvas):
    layers[0].setReadOnly(True)
    button(buttons, "drawRectangle").click()
    assert "read-only" in buttons.problems[-1] and checked(buttons) == []
    assert not isinstance(canvas.mapTool(), RectangleTool)


def test_close_gives_the_map_back(workspace, layers, canvas, iface):
    buttons = DrawButtons(workspace, FakeLive(workspace), iface)
    button(buttons, "drawRectangle").click()
    click(canvas, CORNERS[0])
    buttons.close()
    assert not isinstance(canvas.mapTool(), RectangleTool)
    workspace.choose(labels=None)


def test_a_closed_page_leaves_no_tool_behind(workspace, canvas, iface):
    def tools():
        return [child for child in canvas.children() if isinstance(child, (AreaTool, PolygonTool, RectangleTool))]

    before = len(tools())
    buttons = DrawButtons(workspace, FakeLive(workspace), iface)
    assert len(tools()) == before + 3
    buttons.close()
    assert len(tools()) == before


def test_the_roles_can_be_reached_by_keyboard(buttons):
    seen = []

    def look():
        seen.append(button(buttons, "drawArea").menu().isVisible())
        button(buttons, "drawArea").menu().close()

    QTimer.singleShot(50, look)
    QTest.keyClick(button(buttons, "drawArea"), Qt.Key.Key_Down)
    QTest.qWait(100)
    assert seen == [True]


def test_on_a_layer_whose_file_was_moved_nothing_is_drawn(buttons, layers, canvas):
    lose(layers[1])
    choose_role(buttons, "Hold out")
    assert "Layer 'areas' cannot be read" in buttons.problems[-1] and checked(buttons) == []
