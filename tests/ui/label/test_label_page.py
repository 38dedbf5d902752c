"""The page Label as a whole: layers, place, state and findings."""

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton, QTreeWidget
from roofline.plugin.jobs.panel_job import Jobs
from roofline.plugin.layers.edits import add_polygon
from roofline.plugin.layers.project_layers import ProjectLayersError
from roofline.plugin.layers.styles import class_colors
from roofline.tests.qgis.support.layers import make_layer, make_raster
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.tests.ui.support.gestures import click
from roofline.ui.label import label_page
from roofline.ui.label.label_page import LabelPage

SETTLED_MS = 600
LEFT, BOTTOM = 500000, 6600000


@pytest.fixture()
def imagery(workspace, tmp_path, iface):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", size=200, corner=(LEFT, BOTTOM + 200))), "town")
    QgsProject.instance().addMapLayer(layer)
    iface.canvas.setDestinationCrs(layer.crs())
    iface.canvas.setExtent(layer.extent())
    QTest.qWait(20)
    return layer


@pytest.fixture()
def page(workspace, iface, imagery):
    page = LabelPage(workspace, Jobs(), FakeLive(workspace), iface)
    page.show()
    yield page
    page.close()


def text(page, name):
    return page.findChild(QLabel, name).text()


def add(layer, left, bottom, right, top):
    box = QgsRectangle(LEFT + left, BOTTOM + bottom, LEFT + right, BOTTOM + top)
    add_polygon(layer, QgsGeometry.fromRect(box), QgsCoordinateReferenceSystem("EPSG:32633"), "Draw label")


def found(page):
    tree = page.findChild(QTreeWidget, "findings")
    return [tree.topLevelItem(number).text(0) for number in range(tree.topLevelItemCount())]


def outlines(iface):
    return [item for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]


def test_the_alignment_of_labels_can_be_checked_once_one_is_drawn(page, workspace):
    labels = make_layer()
    QgsProject.instance().addMapLayer(labels)
    workspace.choose(labels=labels)
    QTest.qWait(SETTLED_MS)
    button = page.findChild(QPushButton, "checkAlignment")
    assert not button.isEnabled()
    add(labels, 20, 20, 30, 30)
    QTest.qWait(SETTLED_MS)
    assert button.isEnabled()


def test_new_makes_both_layers_and_tells_where_they_are(page, workspace):
    page.findChild(QToolButton, "newLayers").click()
    assert page.labels.currentLayer() == workspace.labels is not None
    assert page.areas.currentLayer() == workspace.areas is not None
    assert "roofline.gpkg" in text(page, "keptIn")
    assert page.kept.toolTip() == workspace.choices.geopackage


def test_labels_of_a_project_that_is_not_saved_offer_to_save_it_and_come_along(page, workspace, iface, tmp_path):
    def save():
        workspace.project.setFileName(str(tmp_path / "town.qgz"))
        workspace.project.write()

    page.findChild(QToolButton, "newLayers").click()
    button = page.findChild(QPushButton, "saveProject")
    assert str(Path(workspace.choices.geopackage).parent) in text(page, "keptIn") and button.isVisible()
    iface.save.triggered.connect(save)
    button.click()
    iface.save.triggered.disconnect(save)
    assert text(page, "keptIn") == f"Kept in {tmp_path / 'town-roofline.gpkg'}" and not button.isVisible()
    assert str(tmp_path / "town-roofline.gpkg") in iface.bar.currentItem().text()


def test_labels_that_cannot_come_along_are_told(page, workspace, iface):
    page.findChild(QToolButton, "newLayers").click()
    workspace.project.setFileName("/proc/town.qgz")
    assert "'Labels'" in iface.bar.currentItem().text() and page.findChild(QPushButton, "saveProject").isVisible()


def test_classes_that_come_by_other_ways_get_a_color_and_are_counted(page, workspace):
    page.findChild(QToolButton, "newLayers").click()
    for number, name in enumerate(("iron", "rust", "background", "iron")):
        box = QgsGeometry.fromRect(QgsRectangle(LEFT + 20 * number, BOTTOM, LEFT + 20 * number + 9, BOTTOM + 9))
        add_polygon(workspace.labels, box, workspace.labels.crs(), "Draw label", {"class": name})
    QTest.qWait(SETTLED_MS)
    assert sorted(class_colors(workspace.labels)) == ["background", "building", "iron", "rust"]
    assert text(page, "state").startswith("Ready to train: 3 labels, and 1 background label")
    assert "By class: iron 2, rust 1" in text(page, "state")


def test_a_failure_to_make_layers_is_told_on_the_page(page, monkeypatch):
    def fail(workspace):
        raise ProjectLayersError("The disk is full.")

    monkeypatch.setattr(label_page, "new_labels_and_areas", fail)
    page.findChild(QToolButton, "newLayers").click()
    assert text(page, "labelProblem") == "The disk is full." and page.problem.isVisible()


def test_a_scratch_layer_is_warned_of(page, workspace):
    workspace.choose(labels=make_layer())
    assert "scratch" in text(page, "keptIn")


def test_labels_with_a_source_longer_than_any_path_can_be_chosen(page, workspace):
    houses = make_layer(name="houses", fields="&field=class:string")
    virtual = QgsVectorLayer(f"?query=select * from '{houses.id()}' where class in ({', '.join(['1'] * 99)})", "some",
                             "virtual")
    assert virtual.isValid()
    QgsProject.instance().addMapLayer(virtual, False)
    workspace.choose(labels=virtual)
    assert text(page, "keptIn") == ""


def test_the_state_follows_what_is_drawn_and_undone(page, workspace, iface):
    page.findChild(QToolButton, "drawRectangle").click()
    QTest.qWait(SETTLED_MS)
    before = text(page, "state")
    click(iface.canvas, *((LEFT + x, BOTTOM + y) for x, y in ((20, 20), (40, 20), (40, 40))))
    QTest.qWait(SETTLED_MS)
    assert text(page, "state").startswith("Ready to train: 1 label") and not before.startswith("Ready")
    workspace.labels.undoStack().undo()
    QTest.qWait(SETTLED_MS)
    assert text(page, "state") == before


def test_odd_labels_are_listed_by_kind_and_outlined(page, workspace, iface):
    workspace.choose(labels=make_layer())
    QTest.qWait(SETTLED_MS)
    assert not page.findings.isVisible()
    for box in ((20, 20, 40, 40), (21, 20, 40, 40), (60, 20, 60.2, 40)):
        add(workspace.labels, *box)
    QTest.qWait(SETTLED_MS)
    assert page.findings.isVisible() and page.findings.title() == "2 to look at"
    assert sorted(found(page)) == ["Drawn twice: not used (1)", "Too thin or too small: used (1)"]
    kinds = page.findChild(QTreeWidget, "findings").invisibleRootItem()
    assert sorted(kinds.child(row).child(0).text(0) for row in range(2)) == ["New label 2", "New label 3"]
    assert len(outlines(iface)) == 1
    page.findChild(QCheckBox, "showFindings").setChecked(False)
    assert outlines(iface) == []


def test_findings_go_with_the_labels(page, workspace, iface):
    workspace.choose(labels=make_layer())
    add(workspace.labels, 60, 20, 60.2, 40)
    QTest.qWait(SETTLED_MS)
    QgsProject.instance().removeMapLayer(workspace.labels.id())
    QTest.qWait(SETTLED_MS)
    assert not page.findings.isVisible() and outlines(iface) == []


def test_outlines_are_away_while_another_page_is_shown(page, workspace, iface):
    workspace.choose(labels=make_layer())
    add(workspace.labels, 60, 20, 60.2, 40)
    QTest.qWait(SETTLED_MS)
    page.hide()
    assert outlines(iface) == []
    page.show()
    assert len(outlines(iface)) == 1


def test_a_click_on_a_finding_brings_it_on_the_map(page, workspace, iface):
    workspace.choose(labels=make_layer())
    add(workspace.labels, 160, 20, 160.2, 40)
    QTest.qWait(SETTLED_MS)
    page.findings.setCollapsed(False)
    iface.canvas.setExtent(QgsRectangle(LEFT, BOTTOM, LEFT + 50, BOTTOM + 50))
    tree = page.findChild(QTreeWidget, "findings")
    row = tree.topLevelItem(0).child(0)
    tree.scrollToItem(row)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     tree.visualItemRect(row).center())
    assert iface.canvas.extent().contains(QgsRectangle(LEFT + 160, BOTTOM + 20, LEFT + 160.2, BOTTOM + 40))


def test_many_findings_are_listed_in_part(page, workspace):
    corners = [(LEFT + n % 20, BOTTOM + n // 20) for n in range(300)]
    boxes = [QgsRectangle(x, y, x + 0.1, y + 0.1) for x, y in corners]
    workspace.choose(labels=make_layer(*(box.asWktPolygon() for box in boxes)))
    QTest.qWait(SETTLED_MS + 300)
    row = page.findChild(QTreeWidget, "findings").topLevelItem(0)
    assert row.text(0) == "Too thin or too small: used (300)"
    assert row.childCount() == 201 and row.child(200).text(0) == "100 more"


def test_the_page_fits_a_narrow_dock(page, workspace):
    page.findChild(QToolButton, "newLayers").click()
    page.findChild(QToolButton, "drawRectangle").click()
    QTest.qWait(50)
    assert page.minimumSizeHint().width() <= 18 * page.fontMetrics().height()


def test_after_close_edits_and_choices_are_not_heard(workspace, iface, imagery):
    page = LabelPage(workspace, Jobs(), FakeLive(workspace), iface)
    page.show()
    page.close()
    workspace.choose(labels=make_layer())
    add(workspace.labels, 60, 20, 60.2, 40)
    QTest.qWait(SETTLED_MS)
    assert page.labels.currentLayer() is None and outlines(iface) == []
