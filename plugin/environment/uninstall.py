"""Uninstallation: what the set-up put on the disk, its size and its removal. Standard library only."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Iterator, Set

from ...protocol.process_lock import process_lock
from .interpreters import STANDALONE
from .system import SetupError
from .virtual_environment import EXTRAS_FILE, OWN, own_variable

FOLDERS = ("environments", STANDALONE, "tools", "downloads")
"""What the set-up makes below home. Models, runs and settings lie beside them, and stay."""


def installed_bytes(home: Path) -> int:
    """The size of what `uninstall` removes; a file with several hard links counts once. Takes about a second."""
    seen: Set[int] = set()
    size = 0
    for entry in _files(home):
        with suppress(OSError):  # it may have gone meanwhile
            state = entry.stat(follow_symlinks=False)
            if state.st_ino not in seen or not state.st_ino:  # Windows tells no number here, and has few links
                seen.add(state.st_ino)
                size += state.st_size
    return size


def uninstall(home: Path) -> None:
    """Forget the Python of the user's own that is remembered, which stays as it is; without one remove every
    environment. Raises SetupError, also while ROOFLINE_PYTHON is set: that Python cannot be forgotten here."""
    def give_up() -> None:
        raise SetupError("Another Roofline is setting up at this moment. Wait for it to end, and try again.")

    if not (home / "environments").is_dir():
        return
    if own_variable():
        raise SetupError(f"The variable ROOFLINE_PYTHON names {own_variable()}, so nothing was removed. Unset it, "
                         "start QGIS again, and uninstall then.")
    try:
        if (home / OWN).is_file():
            (home / OWN).unlink()
            return
        with process_lock(home / "environments" / "lock", give_up):
            for marker in home.glob("environments/*/ready.json"):
                marker.unlink()  # from now on none is taken for ready
            with suppress(FileNotFoundError):
                (home / EXTRAS_FILE).unlink()
            for name in FOLDERS[1:]:
                shutil.rmtree(home / name, ignore_errors=True)
            for folder in (home / "environments").iterdir():
                if folder.is_dir():  # the lock is a file
                    shutil.rmtree(folder)
    except OSError as error:
        raise SetupError(f"{error.filename} cannot be removed: {error.strerror}. Close other QGIS windows, and try "
                         f"again.") from error


def _files(home: Path) -> Iterator[os.DirEntry[str]]:
    waiting = [str(home / name) for name in FOLDERS if (home / name).is_dir()]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry
