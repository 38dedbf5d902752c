"""Discovery of Python interpreters: beside QGIS, on the PATH, the py launcher of Windows, a standalone one of ours.
Standard library only."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Optional, Set, Tuple

from .system import output_of

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
"""For these the pinned packages have wheels on every system."""
STANDALONE = "python"
"""Folder below home for a Python that the set-up fetched."""

_SUITABLE = [f"python{major}.{minor}" for major, minor in ((3, 13), (3, 12), (3, 11))]
_NAMES = ["python3", "python3.exe", "python.exe", *_SUITABLE]
_MAC_FOLDERS = ("/opt/homebrew/bin", "/usr/local/bin", "/Library/Frameworks/Python.framework/Versions/Current/bin")
"""On the PATH of a terminal, but not of a program that the Finder starts."""
_PROBE = (
    "import importlib.util as u, json, sys; has = lambda name: u.find_spec(name) is not None; "
    "print(json.dumps([sys.version_info[:2], sys.maxsize > 2**32, has('venv') and has('ensurepip'), has('pip')]))"
)


@dataclass(frozen=True)
class Interpreter:
    """A Python interpreter, as it answered."""

    path: Path
    version: Tuple[int, int]
    is_64_bit: bool = True
    has_venv: bool = True
    has_pip: bool = True

    @property
    def is_right_version(self) -> bool:
        """Whether the pinned packages have wheels for it."""
        return self.is_64_bit and OLDEST_PYTHON <= self.version <= NEWEST_PYTHON

    @property
    def is_suitable(self) -> bool:
        """Whether the worker's environment can be made with it."""
        return self.is_right_version and self.has_venv

    def __str__(self) -> str:
        return f"{dotted(self.version)}{'' if self.is_64_bit else ' (32 bit)'}"


def interpreters(home: Path) -> Iterator[Interpreter]:
    """The interpreters of this computer, the likeliest first. Each is run for its version, up to 30 s, when it is its
    turn."""
    seen: Set[Path] = set()
    for path in candidates(home):
        if path in seen or not os.path.isfile(path):  # of a folder that we may not enter is_file() raises an error
            continue
        seen.add(path)
        interpreter = ask(path)
        if interpreter is not None:
            yield interpreter


def ask(path: Path) -> Optional[Interpreter]:
    """The interpreter at `path`; None when that is no Python that runs."""
    answer = output_of([str(path), "-I", "-c", _PROBE])
    try:
        version, *others = json.loads(answer or "")
    except ValueError:
        return None
    return Interpreter(path, (version[0], version[1]), *others)


def candidates(home: Path) -> Iterator[Path]:
    """Paths at which a Python may be. `sys.executable` is one of them only by its name: on Windows and macOS it is QGIS
    itself."""
    for program in (getattr(sys, "_base_executable", None), sys.executable):
        if program and Path(program).name.lower().startswith("python"):
            yield Path(program)
    for prefix in dict.fromkeys((sys.base_exec_prefix, sys.base_prefix)):
        for folder in (Path(prefix, "bin"), Path(prefix)):
            yield from (folder / name for name in _NAMES)
    if sys.executable:
        for folder in (Path(sys.executable).parent, Path(sys.executable).parent / "bin"):
            yield from (folder / name for name in _NAMES)
    for name in (*_SUITABLE, "python3", "python"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    if sys.platform == "darwin":
        yield from (Path(folder, name) for folder in _MAC_FOLDERS for name in (*_SUITABLE, "python3"))
    yield from _registered()
    yield from standalone(home)


def standalone(home: Path) -> List[Path]:
    """The Pythons that the set-up fetched into `home`."""
    return sorted(path for pattern in ("*/python.exe", "*/bin/python3") for path in (home / STANDALONE).glob(pattern))


def _registered() -> Iterator[Path]:
    """What the py launcher of Windows knows of, on the PATH or not."""
    launcher = shutil.which("py")
    answer = output_of([launcher, "-0p"]) if launcher else None
    for line in (answer or "").splitlines():  # " -V:3.12 *        C:\Program Files\Python312\python.exe"
        found = re.match(r"\s*-\S+\s+(?:\*\s+)?(\S.*)$", line)
        if found:
            yield Path(found.group(1).strip())


def dotted(version: Tuple[int, ...]) -> str:
    """A version in words: "3.12"."""
    return ".".join(map(str, version))
