"""Which processes live."""

from contextlib import suppress

import psutil


def followers(of=None):
    """The ids of the processes that help a process, this one if none is told."""
    found = []
    for child in psutil.Process(of).children():
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # it ended just now
            found += [child.pid] if any("ddp_worker" in word for word in child.cmdline()) else []
    return found


def is_there(process):
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    return False


def children(pid=None):
    """The ids of the processes that a process has started, this one if none is told."""
    return [child.pid for child in psutil.Process(pid).children()]
