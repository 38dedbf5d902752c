"""What goes wrong in a slot of Qt fails the test that is on, and not the whole run."""

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QPushButton


def fails(*_):
    raise KeyError("in a slot")


def test_an_error_in_a_slot_is_caught(unhandled):
    button = QPushButton()
    button.clicked.connect(fails)
    button.click()
    QTimer.singleShot(0, fails)
    QApplication.processEvents()
    assert len(unhandled) == 2 and all("KeyError: 'in a slot'" in trace for trace in unhandled)
    unhandled.clear()
