"""Standalone Python (python-build-standalone), fetched by uv where the computer has no suitable one.

Standard library only.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import List, Optional, Tuple

from ...protocol.paths import ROOT
from .installer import Installer
from .interpreters import NEWEST_PYTHON, OLDEST_PYTHON, STANDALONE, Interpreter, dotted, interpreters, standalone
from .system import SetupError

UV = ROOT / "requirements" / "uv.txt"
"""uv's wheels for every system, pinned by hash."""
FETCHED_PYTHON = (3, 12)
GIGABYTES = 0.3
"""Disk space for uv and a standalone Python."""


def choose_interpreter(installer: Installer, home: Path, version: Optional[Tuple[int, int]] = None,
                       oldest: Tuple[int, int] = OLDEST_PYTHON) -> Interpreter:
    """The first suitable Python of this computer from `oldest` on, else a standalone one that is fetched into `home`.
    version: that of a bundle; then nothing is fetched. Raises SetupError, with what to install, when none can be had.
    """
    others: List[Interpreter] = []
    for interpreter in interpreters(home):
        if interpreter.is_suitable and interpreter.version >= oldest and version in (None, interpreter.version):
            return interpreter
        others.append(interpreter)
    if version is not None:
        wanted = dotted(version)
        raise SetupError(f"The bundle is for Python {wanted}, and this computer has {_listed(others)}. Install Python "
                         f"{wanted}, or make a bundle for one that is here (BUNDLE_FOR).")
    return _fetch(installer, home, others, oldest)


def uv_program(installer: Installer, home: Path, pip_of: Path) -> Path:
    """The uv program, in `home`; installed there with the pip of the Python `pip_of` where it is missing."""
    folder = home / "tools" / "uv"
    if not _uv_in(folder):
        half = folder.with_name("uv.half")
        shutil.rmtree(half, ignore_errors=True)
        installer.install_tool(pip_of, UV, half, GIGABYTES)
        shutil.rmtree(folder, ignore_errors=True)
        half.rename(folder)
    return _uv_in(folder)[0]


def _uv_in(folder: Path) -> List[Path]:
    return [path for path in (folder / "bin" / "uv", folder / "bin" / "uv.exe", folder / "Scripts" / "uv.exe")
            if path.is_file()]


def _fetch(installer: Installer, home: Path, others: List[Interpreter], oldest: Tuple[int, int]) -> Interpreter:
    with_pip = next((other for other in others if other.has_pip), None)
    if with_pip is None:
        raise SetupError(_what_to_install(others, oldest))
    program = uv_program(installer, home, with_pip.path)
    wanted = dotted(FETCHED_PYTHON)
    command = [str(program), "python", "install", wanted, "--install-dir", str(home / STANDALONE), "--no-bin",
               "--no-registry", "--no-progress", "--system-certs", "--cache-dir", str(home / "downloads" / "uv")]
    try:
        why = f"because there is none of {_range(oldest)} here but {_listed(others)}"
        installer.run_uv("Fetching a Python", command, f"Fetching Python {wanted}, {why}", GIGABYTES)
    except SetupError as error:
        raise SetupError(f"{error} Or install Python {wanted} yourself, so that it is on the PATH.") from error
    for interpreter in interpreters(home):
        if interpreter.is_suitable and interpreter.path in standalone(home):
            return interpreter
    raise SetupError(f"The Python {wanted} that uv put into {home / STANDALONE} does not run. Install Python {wanted} "
                     "yourself, so that it is on the PATH, and run the set-up again.")


def _range(oldest: Tuple[int, int]) -> str:
    return f"{dotted(oldest)} to {dotted(NEWEST_PYTHON)}"


def _listed(others: List[Interpreter]) -> str:
    return ", ".join(dict.fromkeys(map(str, others))) or "none"


def _what_to_install(others: List[Interpreter], oldest: Tuple[int, int]) -> str:
    bare = next((other for other in others if other.is_right_version and other.version >= oldest), None)
    if bare is not None:
        return (f"{bare.path} cannot make environments (modules venv and ensurepip). Install them, on Debian and "
                "Ubuntu with 'sudo apt install python3-venv', and run the set-up again.")
    return (f"Roofline needs a 64-bit Python {_range(oldest)}; found {_listed(others)}, "
            f"without pip to fetch another. Install Python {dotted(FETCHED_PYTHON)} so that "
            f"'python{dotted(FETCHED_PYTHON)}' is on the PATH, and run the set-up again.")
