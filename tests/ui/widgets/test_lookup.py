"""The lookup in the background."""

import threading

from roofline.tests.support.waiting import wait
from roofline.ui.widgets.lookup import Lookup


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
    wait(lambda: not lookup.is_running and bool(failures))
    lookup.start()
    wait(lambda: found == ["there"])
    assert len(failures) == 1
