"""Footprints to check, the page Check on a real map canvas, and what one does there by keys and clicks."""

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.qgis.support.layers import make_layer, make_raster
from roofline.ui.check.check_page import CheckPage

FIELDS = "&field=class:string&field=confidence:double&field=area_m2:double&field=status:string"
UTM = QgsCoordinateReferenceSystem("EPSG:32633")


def square(number):
    x, y = 500005 + 20 * number, 4500050
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + 10, y + 10))


def footprints(*confidences, status="predicted", fields=FIELDS):
    rows = [["building", confidence, 100.0, status] for confidence in confidences]
    return make_layer(*(square(n).asWkt() for n in range(len(rows))), name="found", fields=fields, rows=rows)


def shown_page(workspace, iface, tmp_path):
    """The page on a map with imagery; closed again afterwards."""
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "image", "gdal")
    QgsProject.instance().addMapLayer(imagery, False)
    workspace.choose(imagery=imagery)
    iface.canvas.setDestinationCrs(UTM)
    iface.canvas.setExtent(QgsRectangle(500000, 4500040, 500064, 4500100))
    page = CheckPage(workspace, Jobs(), iface)
    page.show()
    yield page
    if page.isVisible():  # else it was closed
        page.close()
    page.deleteLater()
    settle()


def settle():
    for _ in range(5):
        QApplication.processEvents()


def find(page, name):
    return page.findChild(QWidget, name)


def click(page, name):
    settle()
    QTest.mouseClick(find(page, name), Qt.MouseButton.LeftButton)
    settle()


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)
        settle()


def begin(page, workspace, iface, *confidences, order="confidence"):
    layer = footprints(*confidences)
    workspace.choose(footprints=layer, order=order)
    iface.canvas.setLayers([layer])
    click(page, "startCheck")
    return layer


def statuses(layer):
    return [feature["status"] for feature in layer.getFeatures()]


def text(page, name):
    return find(page, name).text()
