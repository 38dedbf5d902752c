"""Functions for child processes: each makes the function that a child calls with its items."""

import os
import signal
import sys
import time

from roofline.models.geodata.tiling import Windowing


def powers(base):
    return lambda exponent: base ** exponent


def process_id():
    return lambda _: os.getpid()


def zeros():
    return bytes


def shell():
    return os.system


def exits():
    return os._exit


def kills_itself():
    return signal.raise_signal


def whole_numbers():
    return int


def windows(size):
    return lambda overlap: Windowing(size, overlap)


def sleeps():
    """Sleeps for so many seconds; the answer is the process id."""
    def sleep(seconds):
        time.sleep(seconds)
        return os.getpid()
    return sleep


def draws():
    """Says whether a library is loaded in a process that draws outlines."""
    import roofline.models.inference.outline_process  # noqa: F401
    return sys.modules.__contains__


def ends_a_child(columns, which, pairs):
    """Of a Task: gives the columns back in the process of the tests, and ends any other."""
    if "pytest" not in sys.modules:
        os._exit(1)
    return columns
