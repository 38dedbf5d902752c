"""The page Check gives what was checked to training: footprints become labels, the view an area."""

from qgis.core import QgsGeometry
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.footprint_checks import UTM, begin, click, find, footprints, press, square, text
from roofline.ui.check.base_view import BaseView
from roofline.ui.widgets.plain import scrolled


def marks(iface):
    """The number of circles on the map."""
    shapes = [item.asGeometry() for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]
    parts = [part for shape in shapes for part in shape.asGeometryCollection()]
    return sum(len(part.asPolygon()[0]) > 20 for part in parts)


def test_checked_footprints_become_labels_and_the_message_bar_tells(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_A)
    told = []
    page.labels_added.connect(lambda: told.append(True))
    click(page, "useAsLabels")
    assert text(page, "useQuestion").startswith("2 buildings in view are outlined. Is that every one?")
    assert not told and workspace.labels is None
    click(page, "useWhole")
    assert told and workspace.labels.featureCount() == 2 and workspace.areas.featureCount() == 1
    assert iface.bar.currentItem().text() == ("2 labels added, the view is an area to train on, which QGIS's vertex "
                                              "tool can shape")
    assert not find(page, "startCheck").isChecked()
    iface.bar.clearWidgets()
    click(page, "useAsLabels")
    click(page, "useWhole")
    assert len(told) == 1 and "Nothing to add" in text(page, "useRemark")


def test_the_question_is_scrolled_to(page, workspace, iface):
    area = scrolled(page)
    area.resize(320, 260)
    area.show()
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    area.verticalScrollBar().setValue(0)
    click(page, "useAsLabels")
    for name in ("useQuestion", "useNotNow", "useRings", "useWhole"):
        part = find(page, name)
        assert part.visibleRegion().boundingRect() == part.rect(), name
    area.takeWidget().show()


def test_nothing_that_a_model_found_goes_into_held_out_ground(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_A)
    view = QgsGeometry.fromRect(iface.canvas.extent())
    workspace.choose(areas=make_layer(view.asWkt(), name="areas", crs=workspace.footprints.crs().authid(),
                                      fields="&field=role:string", rows=[["validate"]]))
    click(page, "useAsLabels")
    click(page, "useWhole")
    assert "held-out ground" in text(page, "useRemark") and workspace.labels.featureCount() == 0


def test_unchecked_footprints_in_view_are_asked_about_first(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2, 0.3)
    click(page, "useAsLabels")
    assert "was checked yet" in text(page, "useRemark")
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    assert "2 footprints that were not checked" in text(page, "useQuestion") and marks(iface) == 2
    assert text(page, "useQuestion").startswith("1 building in view is outlined.") and workspace.labels is None
    click(page, "useNotNow")
    assert not find(page, "useWhole").isVisible() and workspace.labels is None and marks(iface) == 0
    click(page, "useAsLabels")
    click(page, "useRings")
    assert workspace.labels.featureCount() == 1 and workspace.areas.featureCount() == 0 and marks(iface) == 0
    assert iface.bar.currentItem().text() == "1 label added, of the ground only a ring around each is learned"
    iface.bar.clearWidgets()


def test_what_the_base_has_found_in_view_is_marked_too(page, workspace, iface, monkeypatch):
    begin(page, workspace, iface, 0.1)
    press(iface.canvas, Qt.Key.Key_A)
    monkeypatch.setattr(BaseView, "known", lambda view: [(square(n), UTM) for n in (0, 2)])
    click(page, "useAsLabels")
    told = text(page, "useQuestion")
    assert "1 place where" in told and "not checked" not in told and marks(iface) == 1


def test_the_question_is_about_the_layer_of_footprints_and_goes_with_it(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    workspace.choose(footprints=footprints(0.3, status="accepted"))
    assert not find(page, "useWhole").isVisible() and marks(iface) == 0


def test_the_warning_is_about_the_view_and_goes_with_it(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    iface.canvas.zoomByFactor(1.5)
    assert not find(page, "useWhole").isVisible() and marks(iface) == 0
