"""The page Check gives what was checked to training: footprints become labels, the view an area."""

import pytest
from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import Qt
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support.footprint_checks import begin, click, find, press, shown_page, text


@pytest.fixture()
def page(workspace, iface, tmp_path):
    yield from shown_page(workspace, iface, tmp_path)


def test_checked_footprints_become_labels_and_the_message_bar_tells(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_A)
    told = []
    page.labels_added.connect(lambda: told.append(True))
    click(page, "useAsLabels")
    assert told and workspace.labels.featureCount() == 2 and workspace.areas.featureCount() == 1
    assert iface.bar.currentItem().text() == "2 labels added, the view is an area to train on"
    assert not find(page, "startCheck").isChecked()
    iface.bar.clearWidgets()
    click(page, "useAsLabels")
    assert len(told) == 1 and "Nothing to add" in text(page, "useRemark")


def test_nothing_that_a_model_found_goes_into_held_out_ground(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A, Qt.Key.Key_A)
    view = QgsGeometry.fromRect(iface.canvas.extent())
    workspace.choose(areas=make_layer(view.asWkt(), name="areas", crs=workspace.footprints.crs().authid(),
                                      fields="&field=role:string", rows=[["validate"]]))
    click(page, "useAsLabels")
    assert "held-out ground" in text(page, "useRemark") and workspace.labels.featureCount() == 0


def test_unchecked_footprints_in_view_are_asked_about_first(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2, 0.3)
    click(page, "useAsLabels")
    assert "was checked yet" in text(page, "useRemark")
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    assert text(page, "useWarning").startswith("2 footprints") and workspace.labels is None
    click(page, "useNotNow")
    assert not find(page, "useAnyway").isVisible() and workspace.labels is None
    click(page, "useAsLabels")
    click(page, "useAnyway")
    assert workspace.labels.featureCount() == 1
    iface.bar.clearWidgets()


def test_the_warning_is_about_the_view_and_goes_with_it(page, workspace, iface):
    begin(page, workspace, iface, 0.1, 0.2)
    press(iface.canvas, Qt.Key.Key_A)
    click(page, "useAsLabels")
    iface.canvas.zoomByFactor(1.5)
    assert not find(page, "useAnyway").isVisible()
