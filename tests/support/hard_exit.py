"""Hooks of pytest that end the process without Python's own end: Qt's objects crash when they are taken apart in any
order."""

import os
import sys

KEPT: list = []
"""Objects of Qt that stay to the end; the last one is the exit status of the session."""


def pytest_sessionfinish(session, exitstatus):
    KEPT.append(int(exitstatus))


def pytest_unconfigure(config):
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(KEPT[-1])
