"""The lookup in the background."""

import threading
import time

from qgis.PyQt.QtTest import QTest
from roofline.ui.widgets.lookup import Lookup


def wait(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        QTest.qWait(20)
    return condition()


def test_one_that_failed_can_look_again(monkeypatch):
    def look():
        looked.append(True)
        if len(looked) == 1:
            raise OSError("a drive went away")
        return "there"

    looked, failures, found = [], [], []
    monkeypatch.setattr(threading, "excepthook", lambda failure: failures.append(failure.exc_value))
    lookup = Lookup(look)
    lookup.found.connect(found.append)
    lookup.start()
    assert wait(lambda: not lookup.is_running and bool(failures))
    lookup.start()
    assert wait(lambda: found == ["there"]) and len(failures) == 1
