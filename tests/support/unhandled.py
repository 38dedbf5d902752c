"""Exceptions in slots of Qt, where no caller could catch them."""

import sys
import traceback

import pytest


@pytest.fixture(autouse=True)
def unhandled(monkeypatch):
    """The exceptions that nobody caught, as tracebacks: those left at the end fail the test. Without a hook of our own
    PyQt ends the process, and no test is counted."""
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: caught.append("".join(traceback.format_exception(*error))))
    yield caught
    assert not caught, "".join(caught)
