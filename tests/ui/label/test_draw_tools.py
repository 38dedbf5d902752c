"""The map tools, by mouse and keyboard."""


import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from roofline.tests.qgis.support.layers import ground_angles
from roofline.tests.ui.support.gestures import RIGHT, click, drag, pixel, press, second_click
from roofline.ui.label.draw_tools import AreaTool, RectangleTool

PLACES = {"EPSG:32633": (500300, 6600000, 200.0), "EPSG:3857": (1670000, 8300000, 200.0),
          "EPSG:4326": (15, 59.6, 0.003)}


@pytest.fixture()
def show(iface):
    """The map around a place in a CRS; a function from shares of its width to map coordinates."""
    def show(crs="EPSG:32633", rotation=0.0):
        x, y, width = PLACES[crs]
        iface.canvas.setRotation(rotation)
        iface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        iface.canvas.setExtent(QgsRectangle(x, y, x + width, y + width))
        QTest.qWait(20)
        return lambda right, up: (x + right * width, y + up * width)

    yield show
    iface.canvas.setRotation(0)


@pytest.fixture()
def take(iface):
    """Put a tool on the map; what it drew, and how often it asked to be put away."""
    kept = []

    def take(tool):
        drawn, left = [], []
        kept.append(tool)
        tool.drawn.connect(lambda polygon, crs: drawn.append((polygon, crs.authid())))
        tool.left.connect(lambda: left.append(True))
        iface.canvas.setMapTool(tool)
        return drawn, left

    yield take
    iface.canvas.unsetMapTool(kept[-1])


def bands(canvas):
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]


@pytest.mark.parametrize("crs", PLACES)
def test_three_clicks_make_a_rectangle_that_is_right_on_the_ground(iface, show, take, crs):
    at = show(crs)
    drawn, _ = take(RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2), at(0.6, 0.4), at(0.3, 0.7))
    ((polygon, said),) = drawn
    assert said == crs
    assert list(ground_angles(polygon.asPolygon()[0], crs)) == pytest.approx([90] * 4, abs=0.1)
    assert bands(iface.canvas) == []


def test_the_rectangle_follows_the_cursor(iface, show, take):
    at = show()
    take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2), at(0.6, 0.2))
    heights = []
    for up in (0.4, 0.7):
        QTest.mouseMove(iface.canvas.viewport(), pixel(iface.canvas, at(0.5, up)))
        (band,) = bands(iface.canvas)
        heights.append(band.asGeometry().boundingBox().height())
    assert heights == pytest.approx([40, 100], rel=0.05)
    assert tool.begun


@pytest.mark.parametrize("again", [lambda canvas: press(canvas, Qt.Key.Key_Escape),
                                   lambda canvas: click(canvas, QPoint(300, 300), button=RIGHT)])
def test_escape_and_the_right_button_start_over(iface, show, take, again):
    at = show()
    drawn, left = take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2), at(0.6, 0.2))
    again(iface.canvas)
    assert bands(iface.canvas) == [] and not tool.begun
    click(iface.canvas, at(0.4, 0.4), at(0.6, 0.4), at(0.5, 0.5))
    assert len(drawn) == 1 and left == []
    assert drawn[0][0].boundingBox().width() == pytest.approx(40, rel=0.05)


def test_escape_with_nothing_begun_asks_to_be_put_away(iface, show, take):
    show()
    _, left = take(tool := RectangleTool(iface.canvas))
    press(iface.canvas, Qt.Key.Key_Escape)
    assert left == [True] and not tool.begun


def test_backspace_takes_the_last_corner_back(iface, show, take):
    at = show()
    drawn, _ = take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2), at(0.9, 0.2))
    press(iface.canvas, Qt.Key.Key_Backspace)
    click(iface.canvas, at(0.4, 0.2), at(0.3, 0.4))
    assert drawn[0][0].boundingBox().width() == pytest.approx(40, rel=0.05)
    assert not tool.begun


def test_clicks_on_one_spot_make_no_rectangle(iface, show, take):
    show()
    drawn, _ = take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, *[QPoint(200, 200), QPoint(201, 200), QPoint(300, 200), QPoint(250, 201)])
    assert drawn == [] and tool.begun


def test_a_double_click_at_the_end_begins_no_other_rectangle(iface, show, take):
    at, tool = show(), RectangleTool(iface.canvas)
    drawn, _ = take(tool)
    click(iface.canvas, at(0.2, 0.2), at(0.6, 0.4), at(0.3, 0.7))
    second_click(iface.canvas, at(0.3, 0.7))
    assert len(drawn) == 1 and not tool.begun
    click(iface.canvas, at(0.2, 0.2), at(0.6, 0.4), at(0.3, 0.7))
    assert len(drawn) == 2


def test_another_crs_of_the_map_starts_over(iface, show, take):
    at = show()
    take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2))
    show("EPSG:3857")
    assert not tool.begun and bands(iface.canvas) == []


@pytest.mark.parametrize("kind", [RectangleTool, AreaTool])
def test_qgis_knows_an_editing_tool_and_keeps_it_for_layers_that_are_edited(iface, kind):
    assert kind(iface.canvas).flags() & QgsMapTool.EditTool


def test_a_tool_that_is_put_away_leaves_nothing_on_the_map(iface, show, take):
    at = show()
    take(tool := RectangleTool(iface.canvas))
    click(iface.canvas, at(0.2, 0.2))
    iface.canvas.unsetMapTool(tool)
    assert bands(iface.canvas) == []


@pytest.mark.parametrize("rotation", [0.0, 30.0])
def test_a_dragged_box_becomes_an_area_as_it_looked_on_the_screen(iface, show, take, rotation):
    show(rotation=rotation)
    drawn, _ = take(tool := AreaTool(iface.canvas))
    drag(iface.canvas, QPoint(200, 250), QPoint(400, 350))
    ((polygon, crs),) = drawn
    assert crs == "EPSG:32633" and not tool.begun
    corners = {(where.x(), where.y()) for where in (pixel(iface.canvas, point) for point in polygon.asPolygon()[0])}
    assert corners == {(200, 250), (400, 250), (400, 350), (200, 350)}


def test_a_slip_of_the_mouse_is_no_area(iface, show, take):
    show()
    drawn, _ = take(tool := AreaTool(iface.canvas))
    drag(iface.canvas, QPoint(200, 200), QPoint(202, 300))
    assert drawn == [] and bands(iface.canvas) == [] and not tool.begun


def test_escape_in_mid_drag_drops_the_box(iface, show, take):
    show()
    drawn, left = take(tool := AreaTool(iface.canvas))
    viewport = iface.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(viewport, QPoint(200, 200))
    tool.keyPressEvent(escape())  # the map itself hears no key while a button is down
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    assert drawn == [] and left == []


def escape():
    from qgis.PyQt.QtCore import QEvent
    from qgis.PyQt.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
