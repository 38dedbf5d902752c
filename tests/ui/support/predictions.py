"""What tests of the page Predict do and look at."""


from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton, QRadioButton
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.support.waiting import wait

UTM = QgsCoordinateReferenceSystem("EPSG:32633")


def radio(page, name):
    return page.findChild(QRadioButton, name)


def button(page):
    return page.findChild(QPushButton, "predict")


def predict(page, jobs):
    """Press the button and wait for the footprints; the parameters of the job."""
    began = []
    jobs.began.connect(began.append)
    button(page).click()
    wait(lambda: not jobs.busy and not (page._delivery and page._delivery.is_adding))
    QTest.qWait(0)
    return began[0].parameters if began else None


def remark(page):
    return page._remark.text() if page._remark.isVisibleTo(page) else ""


def use_model(page, monkeypatch, name):
    """The toy worker behaves as the model is called."""
    monkeypatch.setattr(page._model, "value", lambda: name)


def edited(town, *, kind="MultiPolygon", crs="EPSG:4326", fields="&field=Class:string&field=note:string"):
    layer = make_layer(kind=kind, crs=crs, fields=fields, name="mine")
    layer.startEditing()
    town.choose(footprints=layer)
    return layer
