"""The page Check and the map: which footprint is judged, what is seen of the others, which tool has the map."""

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
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from roofline.plugin.layers.styles import style_footprints
from roofline.tests.ui.support import gestures
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
    assert opacity(layer, iface.canvas) < 0.93
    click(page, "startCheck")
    assert opacity(layer, iface.canvas) > 0.9


def draw_rectangle(iface):
    gestures.click(iface.canvas, (500010, 4500075), (500020, 4500075), (500020, 4500083))
    settle()


def test_a_missing_building_is_drawn_in_the_middle_of_checking(page, workspace, iface):
    layer = begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_M)
    assert "missing footprint" in text(page, "checkFacts") and find(page, "startCheck").isChecked()
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
