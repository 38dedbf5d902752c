"""Child processes, and whether they live (psutil)."""

from contextlib import suppress

import psutil


def other_ranks(of=None):
    """The ids of the ranks (ddp_worker) that the process `of` has started; None is this process."""
    found = []
    for child in psutil.Process(of).children():
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # it ended just now
            found += [child.pid] if any("ddp_worker" in word for word in child.cmdline()) else []
    return found


def is_there(process):
    """Whether the process with this id lives; a zombie does not."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    return False


def children(pid=None):
    """The ids of the processes that the process `pid` has started; None is this process."""
    return [child.pid for child in psutil.Process(pid).children()]
