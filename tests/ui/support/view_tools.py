"""Houses on a map, the tools Click and Adopt, and the view worker for which a test speaks."""

from qgis.core import QgsRectangle
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QToolButton
from roofline.protocol.messages import Finished
from roofline.protocol.view_messages import BY_NETWORK, Click
from roofline.tests.qgis.support.view_client import ViewClient, as_text

X, Y = 500000, 6600000
HOUSES = [QgsRectangle(X + 20 + 40 * n, Y + 100, X + 40 + 40 * n, Y + 120) for n in range(3)]
MIDDLES = [(house.center().x(), house.center().y()) for house in HOUSES]
NOWHERE, SHED = (X + 150, Y + 30), QgsRectangle(X + 145, Y + 25, X + 155, Y + 35)
CLIENTS = ViewClient.made


def take(buttons, name="clickBuilding"):
    buttons.findChild(QToolButton, name).click()


def line(buttons):
    return buttons.findChild(QLabel, "viewLine").text()


def seen(houses=HOUSES):
    """The worker looked at the view, and found these houses."""
    client = CLIENTS[-1]
    client.see(houses)
    QTest.qWait(20)  # Adopt compares them with the labels
    return client


def answer(client, box, by=BY_NETWORK):
    """The worker answers the last click."""
    client.tell(Finished(client.asked(Click)[-1].job, {"outline": as_text(box) if box else None, "by": by}))


def boxes(layer):
    return sorted((feature.geometry().boundingBox() for feature in layer.getFeatures()), key=lambda box: box.xMinimum())
