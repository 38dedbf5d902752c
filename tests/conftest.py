"""Imports the checkout under the plugin's own name, whatever the folder is called; no test runs for ever."""

import faulthandler
import os
import signal
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "protocol"))
from launch import load_package  # noqa: E402

sys.path.pop(0)
if "roofline" not in sys.modules:
    load_package("roofline", ROOT)

LIMIT_S = round(600 * float(os.environ.get("TEST_PATIENCE", "1")))
"""Seconds that a test may run, with its fixtures; TEST_PATIENCE is a factor for a machine that is slow or busy."""
GRACE_S = LIMIT_S // 2
"""Seconds after which a test that does not heed its limit ends the run, with the stacks of all threads; so does what
holds the process up after the last test."""
STDERR = os.fdopen(os.dup(2), "w")
"""pytest exchanges the other one for a file."""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    """The alarm raises in the main thread as soon as that runs Python again; a lock or a loop of C is left to the
    watchdog thread."""
    def out_of_time(number, frame):
        pytest.fail(f"the test ran for more than {LIMIT_S} s")

    faulthandler.dump_traceback_later(LIMIT_S + GRACE_S, exit=True, file=STDERR)
    has_alarm = hasattr(signal, "SIGALRM")
    if has_alarm:
        before = signal.signal(signal.SIGALRM, out_of_time)
        signal.alarm(LIMIT_S)
    yield
    if has_alarm:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    faulthandler.cancel_dump_traceback_later()


def pytest_sessionfinish():
    faulthandler.dump_traceback_later(GRACE_S, exit=True, file=STDERR)
