"""UI strings: the pages that start a job."""

from . import mark

ADVANCED = mark("Advanced")
RESET = mark("Reset")
RESET_HELP = mark("Set everything under Advanced to its default")
