"""Waiting in a test while Qt works."""

import time

from qgis.PyQt.QtTest import QTest
from roofline.tools.desktop import PATIENCE


def wait(condition, seconds=60):
    """Until `condition` holds, for so many seconds at most, and longer by TEST_PATIENCE."""
    deadline = time.monotonic() + PATIENCE * seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        QTest.qWait(10)
