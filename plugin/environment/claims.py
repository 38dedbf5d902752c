"""Claims of file names (advisory file locks): what one QGIS is about to write, no other one takes. Standard library
only."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Dict, NoReturn

from ...protocol.process_lock import process_lock
from .virtual_environment import home

_mine: Dict[Path, ExitStack] = {}


def claim(path: Path, table: str = "") -> bool:
    """Claim the file `path`, or a `table` in it, for as long as this process runs. False where another one has it; this
    one may have it already."""
    name = f"{os.path.normcase(os.path.realpath(path))}|{table.lower()}"
    lock = home() / "claims" / hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:20]
    if lock in _mine:
        return True
    stack = ExitStack()
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(process_lock(lock, _give_up))
    except BlockingIOError:
        return False
    except OSError:  # no right to write there, or a file system without locks: nobody is kept apart
        return True
    _mine[lock] = stack
    return True


def _give_up() -> NoReturn:
    raise BlockingIOError
