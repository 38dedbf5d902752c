"""Interprocess file lock (flock, msvcrt.locking); the system frees it when its holder dies. Standard library only."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Callable, Iterator

if os.name == "nt":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]

    def _release(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def process_lock(path: Path, waiting: Callable[[], None]) -> Iterator[IO[str]]:
    """Hold an exclusive lock on the file `path`, which is created; yields the open file.

    waiting: called five times a second until the lock is free; what it raises passes through, to give up. On POSIX a
    child process that inherits the file's descriptor holds the lock too, so the lock outlives a killed parent.
    """
    with open(path, "a", encoding="utf-8") as file:
        while not _is_taken(file):
            waiting()
            time.sleep(0.2)
        try:
            yield file
        finally:
            _release(file)


def _is_taken(file: IO[str]) -> bool:
    """Try to take the lock without blocking; False while another process holds it."""
    try:
        _take(file)
    except (BlockingIOError, PermissionError):  # PermissionError: Windows, for a lock that is taken
        return False
    return True
